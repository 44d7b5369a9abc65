"""Windows: how people and programs look in. Imports models."""
