"""The replica of the world on loopback: three sites, their feeds and a mail server. Imports no test framework."""
