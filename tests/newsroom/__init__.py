"""The replica of the world on loopback: sites, their feeds and a mail server. Imports no test framework."""
