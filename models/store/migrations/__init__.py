"""How the store's tables came to be: one file per step, run by `engine.prepare`. Imports the tables only."""
