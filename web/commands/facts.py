"""What is held now: all factories, or one with its proofs."""

from typing import Annotated

import typer

from models.errors import ConfigError
from web import terminal
from web.commands import opened
from web.commands.options import Format, Formatted


def add(app: typer.Typer) -> None:
    """Adds the verbs of this file."""
    app.command()(factories)
    app.command()(show)


def factories(form: Formatted = Format.text) -> None:
    """The factories known now, with country and status.

    Example: factorywatch factories --format csv
    """
    from models.store import read
    from web import rows

    with opened.looking() as connection:
        found = [
            rows.factory(one.id, one.name, one.kind, one.since.date().isoformat(), read.facts(connection, one.id))
            for one in read.factories(connection)
        ]
    terminal.show(found, form.value, columns=rows.FACTORIES)


def show(
    factory: Annotated[str, typer.Argument(help="A factory's id or name, a cohort, or: programme.")],
    form: Formatted = Format.text,
) -> None:
    """One factory: what is held, since when, and the sentences that prove it.

    Example: factorywatch show it4lia
    """
    from models import asked, knowledge
    from models.store import read
    from web import rows

    with opened.looking() as connection:
        names = read.names(connection)
        subject = asked.subject(factory, names)
        facts = read.facts(connection, subject)
        if not facts:
            raise ConfigError("nothing is held of it yet (see: factorywatch factories)", key=factory)
        proofs = {key: read.claim(connection, key) for fact in facts for key in fact.because}
        log = read.changes(connection, subject=subject)
    labels = {key: one.label for key, one in knowledge.fact_types().items()}
    if form is Format.text:
        title = f"{names[subject]} ({subject})" if subject in names else subject
        terminal.page(rows.factory_in_words(title, facts, proofs, log, labels))
    else:
        terminal.show([rows.fact(one) for one in facts], form.value, columns=rows.FACTS)
