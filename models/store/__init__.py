"""The store: tables, how they are written and how they are read. The only room that knows SQLAlchemy; imports nouns."""
