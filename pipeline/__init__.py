"""Verbs: what happens to a page on its way to an alert.

Imports models. Stages do not import each other; `run` and `reading` know them.
"""
