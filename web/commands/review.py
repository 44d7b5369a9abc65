"""Names that nobody knows yet: what is said of them, and a person's decisions."""

import getpass
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from models import settings as environment
from models.errors import ConfigError
from models.verdict import Verdict, VerdictKind
from web import terminal
from web.commands import opened
from web.commands.options import Format, Formatted
from web.terminal import say

if TYPE_CHECKING:  # sqlalchemy takes longer to import than `--help` may take
    from sqlalchemy import Engine

    from models.change import Change

Decide: TypeAlias = "Callable[[Engine, environment.Settings, Verdict], tuple[Verdict, tuple[Change, ...]]]"
"""Writes a verdict and settles what follows from it; the roof knows how."""

Name = Annotated[str, typer.Argument(metavar="ID", help="The name's id, as `factorywatch review` shows it.")]
Who = Annotated[str, typer.Option(help="Who decides; by default the system's user.")]
Why = Annotated[str, typer.Option(help="Why, in a few words.")]


def add(app: typer.Typer, decide: Decide) -> None:
    """Adds the verbs of this file."""
    review = typer.Typer(rich_markup_mode=None)
    review.callback(invoke_without_command=True)(listing)
    review.command("log")(verdicts)

    def decided(kind: VerdictKind, about: str, who: str, why: str, factory: str = "") -> None:
        settings = environment.from_environment()
        asked = Verdict(
            kind=kind,
            about=about,
            factory=factory,
            who=_person(who),
            when=settings.now(),
            why=" ".join(why.split()),
        )
        with opened.store(settings) as engine:
            verdict, changes = decide(engine, settings, asked)
        counted = f"{len(changes)} change{'' if len(changes) == 1 else 's'} written"
        say(f"{verdict.id}: {kind} {about}{' ' if factory else ''}{factory}; {counted if changes else 'nothing moved'}")

    @review.command()
    def accept(name: Name, who: Who = "", why: Why = "") -> None:
        """It is a factory of its own: its claims settle, and later pages are read with its name.

        Example: factorywatch review accept salona-ai-factory --why "announced in the official journal"
        """
        decided("accept", name, who, why)

    @review.command()
    def same(
        name: Name,
        factory: Annotated[str, typer.Argument(metavar="FACTORY", help="A factory's id or name.")],
        who: Who = "",
        why: Why = "",
    ) -> None:
        """It is another name of a factory that there is: its claims settle there. Merges two factories, too.

        Example: factorywatch review same ita4lia-ai-factory it4lia
        """
        from models import asked
        from models.store import read

        with opened.looking() as connection:
            known = asked.subject(factory, read.names(connection))
        decided("same", name, who, why, known)

    @review.command("not-a-factory")
    def not_a_factory(name: Name, who: Who = "", why: Why = "") -> None:
        """It is none (a firm's product, a machine, a building): nothing of it settles.

        Example: factorywatch review not-a-factory blackforest-ai-factory --why "a telephone company's"
        """
        decided("not_a_factory", name, who, why)

    @review.command()
    def reject(
        claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, as `review` and `changes` show it.")],
        who: Who = "",
        why: Why = "",
    ) -> None:
        """This one claim is wrong or misread: it moves no fact, now or when its page is read again.

        Example: factorywatch review reject 1f9c2a7be0d34c5511aa90ef --why "the page means another machine"
        """
        decided("reject", claim, who, why)

    @review.command()
    def undo(
        verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="A verdict's id, as `review log` shows it.")],
        who: Who = "",
        why: Why = "",
    ) -> None:
        """Takes a verdict back, an undoing too: the facts are what they were without it.

        Example: factorywatch review undo v0000001
        """
        number = re.fullmatch(r"v?0*(\d{1,18})", verdict, re.ASCII)
        decided("undo", f"v{int(number[1]):07d}" if number else verdict, who, why)

    app.add_typer(review, name="review")


def listing(context: typer.Context, form: Formatted = Format.text) -> None:
    """The names that wait for a decision, with the sentences that use them.

    Example: factorywatch review --format json
    """
    if context.invoked_subcommand is not None:
        return
    from models import knowledge
    from models.store import read
    from models.store import verdicts as decisions
    from web import candidates

    with opened.looking() as connection:
        waiting = decisions.open_ones(connection)
        said = read.said_of(connection, (one.id for one in waiting), knowledge.fact_types())
    # Of some names nothing is said any more: our code reads their pages otherwise now.
    waiting = tuple(one for one in waiting if said[one.id])
    if form is Format.text:
        for one in waiting:
            terminal.page((*candidates.in_words(one, said[one.id]), ""))
        if not waiting:
            say("no name waits for a decision")
    else:
        rows = [candidates.candidate(one, said[one.id]) for one in waiting]
        terminal.show(rows, form.value, columns=candidates.CANDIDATES)


def verdicts(form: Formatted = Format.text) -> None:
    """All decisions, oldest first: who, when, what and why.

    Example: factorywatch review log
    """
    from models import verdict
    from models.store import verdicts as decisions
    from web import candidates

    with opened.looking() as connection:
        every = decisions.every(connection)
    standing = {one.id for one in verdict.in_force(every)}
    rows = [candidates.verdict(one, in_force=one.id in standing) for one in every]
    terminal.show(rows, form.value, columns=candidates.VERDICTS)


def _person(who: str) -> str:
    who = " ".join(who.split())
    if who:
        return who
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a user without a name: in a container, say
        raise ConfigError("the system's user has no name; say who decides", key="--who") from error
