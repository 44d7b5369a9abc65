"""The change log as people and programs ask for it."""

from typing import Annotated, Optional

import typer

from web import terminal
from web.commands import opened, subjects
from web.commands.options import AsOf, At, Format, Formatted


def add(app: typer.Typer) -> None:
    """Adds the verbs of this file."""
    app.command()(changes)


def changes(
    since: Annotated[str, typer.Option(help="A day (2025-03-01): what was detected from then on; or: baseline.")] = "",
    subject: Annotated[str, typer.Option(help="Only this factory, cohort or the programme.")] = "",
    kind: Annotated[Optional[list[str]], typer.Option(help="Only changes of this kind; may be repeated.")] = None,  # noqa: UP045
    at: At = "",
    as_of: AsOf = "",
    form: Formatted = Format.text,
) -> None:
    """The change log, oldest first: what changed, since when, why and on whose word.

    With --at what took effect until that day, with --as-of what we knew by then.

    Example: factorywatch changes --since baseline --kind factory_added
    """
    from models import asked, knowledge
    from models.store import read
    from web import rows

    day = None if since in ("", "baseline") else asked.day(since, "--since")
    kinds = asked.kinds(kind)
    true, known = asked.day_or_none(at, "--at"), asked.day_or_none(as_of, "--as-of")
    with opened.looking() as connection:
        one = subjects.meant(connection, subject, read.names(connection), known) if subject else None
        found = read.changes(
            connection,
            subject=one,
            kinds=kinds,
            without_baseline=since == "baseline",
            since=day,
            at=true,
            as_of=known,
        )
    labels = {key: one.label for key, one in knowledge.fact_types().items()}
    if form is Format.text:
        terminal.table(rows.CHANGES_IN_WORDS, [rows.change_in_words(one, labels) for one in found])
    else:
        terminal.show([rows.change(one) for one in found], form.value, columns=rows.CHANGES)
