"""Verbs: what happens to a page on its way to an alert. Imports models; stages do not import each other, `run` knows them all."""
