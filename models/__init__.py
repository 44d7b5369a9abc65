"""Nouns: what things are, what is known, what is remembered. Imports none of our other rooms."""
