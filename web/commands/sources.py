"""The sources: which there are, and how they are."""

import typer

from models import settings as environment
from web import terminal
from web.commands import opened
from web.commands.options import Format, Formatted


def add(app: typer.Typer) -> None:
    """Adds the verbs of this file."""
    app.command()(sources)


def sources(form: Formatted = Format.text) -> None:
    """The sources, their beat, and how they are.

    Example: factorywatch sources
    """
    from models import knowledge
    from models.store import read
    from web import rows

    known = knowledge.sources(environment.from_environment().sources)
    with opened.looking() as connection:
        issues = read.issues(connection)
        looks = {name: read.look(connection, one.urls[0]) for name, one in known.items()}
    found = [rows.source(one, looks[key], [it.kind for it in issues if it.about == key]) for key, one in known.items()]
    terminal.show(found, form.value, columns=rows.SOURCES)
