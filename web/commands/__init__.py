"""Verbs of the command line that only look into the store, or write what a person decides. Import models and web."""
