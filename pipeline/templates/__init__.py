"""The words of what we send, as Jinja templates. Read through importlib.resources; no code lives here."""
