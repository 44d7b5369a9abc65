"""What is held, now or on another day: all factories, one with its proofs, and what differs between two days."""

from typing import Annotated

import typer

from models import settings as environment
from models.errors import ConfigError
from web import terminal
from web.commands import opened, subjects
from web.commands.options import AsOf, At, Format, Formatted


def add(app: typer.Typer) -> None:
    """Adds the verbs of this file."""
    app.command()(factories)
    app.command()(show)
    app.command()(diff)


def factories(at: At = "", as_of: AsOf = "", form: Formatted = Format.text) -> None:
    """The factories, with country and status: now, on another day, or as far as we knew on another day.

    Example: factorywatch factories --at 2025-06-01 --format csv
    """
    from models import asked
    from models.store import listed, read
    from web import held, rows

    true, known = asked.day_or_none(at, "--at"), asked.day_or_none(as_of, "--as-of")
    # People and tables see four of the facts, programs all of them.
    shown = () if form in (Format.json, Format.jsonl) else (*rows.FACTORIES, "selected_on")
    with opened.looking() as connection:
        names = read.names(connection)
        if at or as_of:
            every = listed.then(connection, at=true, as_of=known, predicates=shown)
        else:
            every = listed.of(read.facts(connection))
    found = [rows.factory(one, names.get(one.id, one.id), held.since(one)) for one in every]
    terminal.show(found, form.value, columns=rows.FACTORIES)


def show(
    factory: Annotated[str, typer.Argument(help="A factory's id or name, a cohort, or: programme.")],
    at: At = "",
    as_of: AsOf = "",
    form: Formatted = Format.text,
) -> None:
    """One factory: what is held and what else is said, since when, and the sentences that prove it.

    Example: factorywatch show it4lia --at 2024-12-10 --as-of 2025-06-01
    """
    from models import asked, fold, knowledge
    from models.store import believed, read
    from web import held

    true, known = asked.day_or_none(at, "--at"), asked.day_or_none(as_of, "--as-of")
    kinds = {name: one.kind for name, one in knowledge.sources(environment.from_environment().sources).items()}
    with opened.looking() as connection:
        names = read.names(connection)
        subject = subjects.meant(connection, factory, names, known)
        log = read.changes(connection, subject=subject, at=true, as_of=known)
        facts = fold.facts(log) if at or as_of else read.facts(connection, subject)
        if not facts:
            when = " then" if at or as_of else " yet"
            raise ConfigError(f"nothing is held of it{when} (see: factorywatch factories)", key=factory)
        opinions = believed.opinions(connection, subject, kinds, at=true, as_of=known)
        proofs = believed.proofs(connection, (key for fact in facts for key in fact.because))
    fact_types = knowledge.fact_types()
    if form is Format.text:
        title = f"{names[subject]} ({subject})" if subject in names else subject
        terminal.page(held.in_words(title, facts, opinions, proofs, log, fact_types))
    else:
        found = [held.fact(one, opinions, fact_types) for one in facts]
        terminal.show(found, form.value, columns=held.FACTS)


def diff(
    first: Annotated[str, typer.Argument(metavar="DATE", help="The one day (2025-06-01).")],
    second: Annotated[str, typer.Argument(metavar="[DATE]", help="The other day; by default: now.")] = "",
    at: At = "",
    as_of: AsOf = "",
    form: Formatted = Format.text,
) -> None:
    """What differs between two days: in what is true; with --at, in what we knew on them of that day.

    Example: factorywatch diff 2024-12-10 2025-06-01
    """
    from models import asked, difference, knowledge
    from models.store import read
    from web import held

    if at and as_of:
        raise ConfigError("give one of the two: the two days of the command are the other clock", key="--at, --as-of")
    days = asked.day(first, "DATE"), asked.day_or_none(second, "DATE")
    true, known = asked.day_or_none(at, "--at"), asked.day_or_none(as_of, "--as-of")
    with opened.looking() as connection:
        before, after = (
            read.facts(connection, at=true, as_of=one) if at else read.facts(connection, at=one, as_of=known)
            for one in days
        )
    found = difference.between(before, after)
    if form is Format.text:
        fact_types = knowledge.fact_types()
        terminal.table(held.DIFFERENCES_IN_WORDS, [held.difference_in_words(one, fact_types) for one in found])
    else:
        terminal.show([held.difference(one) for one in found], form.value, columns=held.DIFFERENCES)
