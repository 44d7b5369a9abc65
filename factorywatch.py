"""Roof: the command line. One verb, one function call; what is heavy is imported where it is used."""

import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError  # typer shows them nowhere else

# Our rooms have plain names: a `models` of somebody else's on PYTHONPATH must not stand in for ours (2026-11-22).
sys.path.insert(0, str(Path(__file__).resolve().parent))

from models import settings as environment
from models.errors import ConfigError, FactorywatchError, PageError
from web import terminal
from web.terminal import say

if TYPE_CHECKING:  # sqlalchemy takes longer to import than `--help` may take
    from sqlalchemy import Connection, Engine

app = typer.Typer(
    name="factorywatch",
    help="Watches the news for Europe's AI Factories: every change, once, soon, with the sentence that proves it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
alerts_app = typer.Typer(no_args_is_help=True, help="Who gets mail about what.", rich_markup_mode=None)
app.add_typer(alerts_app, name="alerts")


class Format(StrEnum):
    """How rows are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


Formatted = Annotated[Format, typer.Option("--format", help="text for people; json, jsonl or csv for programs.")]
Day = Annotated[Optional[datetime], typer.Option(formats=["%Y-%m-%d"])]  # noqa: UP045 - typer reads it
OK, SOME_FAILED, WRONG, BUG, STOPPED = 0, 1, 2, 3, 130


@app.command()
def init() -> None:
    """Makes the store and loads the baseline of 10 December 2024. Doing it again changes nothing.

    Example: factorywatch init
    """
    from pipeline import run

    settings = environment.from_environment()
    with _store(settings) as engine:
        changed = run.baseline(engine, settings.now())
    say(f"baseline: {changed} changes written" if changed else "baseline: already there, nothing changed")


@app.command()
def crawl(
    sources: Annotated[list[str] | None, typer.Argument(help="Names of sources; none: all that are enabled.")] = None,
) -> None:
    """Looks at the sources now, reads what is new, settles it and sends the mails.

    Example: factorywatch crawl eurohpc
    """
    import scheduler

    settings = environment.from_environment()
    with _store(settings) as engine:
        raise typer.Exit(scheduler.beat(engine, settings, tuple(sources or ()), say=say))


@app.command()
def extract(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="HTML or plain text; - is standard input.", allow_dash=True)
    ],
    url: Annotated[str, typer.Option(help="Where the page came from.")] = "",
    published: Day = None,
    language: Annotated[str, typer.Option(help="Its language, where the page does not tell.")] = "",
    known_as_of: Day = None,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the cleaned text that offsets count in.")] = False,
    form: Formatted = Format.json,
) -> None:
    """Reads articles and prints mentions and claims as JSON; nothing is stored.

    Example: factorywatch extract page.html --published 2024-12-11 --format jsonl
    """
    import json

    from models import knowledge
    from pipeline import reading

    if form not in (Format.json, Format.jsonl):
        raise ConfigError("extract prints json or jsonl", key="--format")
    if language:
        knowledge.language(language)
    now = environment.from_environment().now()
    said, known = (day.date() if day else None for day in (published, known_as_of))
    many = form is Format.jsonl or len(files) > 1
    failed = False
    for file in files:
        try:
            body = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
            page = reading.page(body, url=url or file.name, now=now)
            found = reading.of(page, language=language, published=said, known_as_of=known)
            told = reading.plain(found, with_text=with_text)
        except (PageError, OSError) as error:
            failed = True
            words = error.words if isinstance(error, PageError) else f"cannot be read ({error.strerror or error})"
            say(f"{file}: {words}")
            told = {"error": words}
        print(json.dumps({"file": str(file), **told} if many else told, ensure_ascii=False, indent=None if many else 2))  # noqa: T201
    raise typer.Exit(SOME_FAILED if failed else OK)


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="A day (2025-03-01): what was detected from then on; or: baseline.")] = "",
    subject: Annotated[str, typer.Option(help="Only this factory, cohort or the programme.")] = "",
    kind: Annotated[Optional[list[str]], typer.Option(help="Only changes of this kind; may be repeated.")] = None,  # noqa: UP045
    form: Formatted = Format.text,
) -> None:
    """The change log, oldest first: what changed, since when, why and on whose word.

    Example: factorywatch changes --since baseline --kind factory_added
    """
    from models import asked, knowledge
    from models.store import read
    from web import rows

    day = None if since in ("", "baseline") else asked.day(since, "--since")
    kinds = asked.kinds(kind)
    with _looking() as connection:
        one = asked.subject(subject, read.names(connection)) if subject else None
        found = read.changes(connection, subject=one, kinds=kinds, without_baseline=since == "baseline", since=day)
    labels = {key: one.label for key, one in knowledge.fact_types().items()}
    if form is Format.text:
        terminal.table(rows.CHANGES_IN_WORDS, [rows.change_in_words(one, labels) for one in found])
    else:
        terminal.show([rows.change(one) for one in found], form.value, columns=rows.CHANGES)


@app.command()
def factories(form: Formatted = Format.text) -> None:
    """The factories known now, with country and status.

    Example: factorywatch factories --format csv
    """
    from models.store import read
    from web import rows

    with _looking() as connection:
        found = [
            rows.factory(one.id, one.name, one.kind, one.since.date().isoformat(), read.facts(connection, one.id))
            for one in read.factories(connection)
        ]
    terminal.show(found, form.value, columns=rows.FACTORIES)


@app.command()
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

    with _looking() as connection:
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


@app.command()
def sources(form: Formatted = Format.text) -> None:
    """The sources, their beat, and how they are.

    Example: factorywatch sources
    """
    from models import knowledge
    from models.store import read
    from web import rows

    known = knowledge.sources(environment.from_environment().sources)
    with _looking() as connection:
        issues = read.issues(connection)
        looks = {name: read.look(connection, one.urls[0]) for name, one in known.items()}
    found = [rows.source(one, looks[key], [it.kind for it in issues if it.about == key]) for key, one in known.items()]
    terminal.show(found, form.value, columns=rows.SOURCES)


@alerts_app.command("add")
def alerts_add(
    who: Annotated[str, typer.Argument(help="The mail address.")],
    kind: Annotated[Optional[list[str]], typer.Option(help="Only changes of this kind; may be repeated.")] = None,  # noqa: UP045
    subject: Annotated[Optional[list[str]], typer.Option(help="Only this factory; may be repeated.")] = None,  # noqa: UP045
    predicate: Annotated[Optional[list[str]], typer.Option(help="Only this fact; may be repeated.")] = None,  # noqa: UP045
    unconfirmed: Annotated[bool, typer.Option("--unconfirmed", help="Also what a single newspaper reports.")] = False,
) -> None:
    """Has mail sent to an address whenever something changes.

    Example: factorywatch alerts add me@example.org --kind factory_added
    """
    from models import asked
    from models.alert import Rule
    from models.store import read, write

    settings = environment.from_environment()
    address, kinds, predicates = asked.address(who), asked.kinds(kind), asked.predicates(predicate)
    with _store(settings) as engine, engine.begin() as connection:
        names = read.names(connection)
        rule = Rule(
            id=0,
            who=address,
            kinds=kinds,
            subjects=tuple(asked.subject(one, names) for one in subject or ()),
            predicates=predicates,
            confirmed_only=not unconfirmed,
            created=settings.now(),
        )
        rule = write.rule(connection, rule)
    say(f"rule {rule.id}: mail to {who}")
    if not settings.smtp:
        say("note: FACTORYWATCH_SMTP is not set; mails wait in the outbox until it is")


@alerts_app.command("list")
def alerts_list(form: Formatted = Format.text) -> None:
    """The rules in force.

    Example: factorywatch alerts list
    """
    from models.store import read
    from web import rows

    with _looking() as connection:
        found = [rows.rule(one) for one in read.rules(connection)]
    terminal.show(found, form.value, columns=rows.RULES)


@alerts_app.command("remove")
def alerts_remove(
    rule: Annotated[int, typer.Argument(min=1, max=2**31 - 1, help="The rule's number, as `alerts list` shows it.")],
) -> None:
    """Stops the mails of one rule.

    Example: factorywatch alerts remove 1
    """
    from models.store import write

    settings = environment.from_environment()
    with _store(settings) as engine, engine.begin() as connection:
        if not write.rule_removed(connection, rule, settings.now()):
            raise ConfigError("no such rule (see: factorywatch alerts list)", key=str(rule))
    say(f"rule {rule} removed")


@app.command()
def schedule() -> None:
    """Runs for good: every source on its own beat, until it is told to stop (SIGTERM, Ctrl-C).

    Example: FACTORYWATCH_CONTACT=me@example.org factorywatch schedule
    """
    import logging

    import scheduler

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    settings = environment.from_environment()
    with _store(settings):
        pass
    scheduler.schedule(settings)


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where store, archive and mails of the demo go.")] = Path("var/demo"),
) -> None:
    """Plays two years of news on this machine and shows what the product makes of them. Needs no network.

    Example: factorywatch demo
    """
    try:
        from tests.newsroom import walk
    except ModuleNotFoundError as error:
        raise ConfigError("the demo's newsroom comes with a checkout, not with the package") from error
    raise typer.Exit(walk.demo(folder))


@app.command()
def check() -> None:
    """Proves the store: the log's chain is whole, and the facts are what the log folds to.

    Example: factorywatch check
    """
    from pipeline import run

    with _store(environment.from_environment()) as engine:
        found = run.check(engine)
    print(f"{found.changes} changes, {found.facts} facts, digest {found.digest}")  # noqa: T201
    for words in found.wrong:
        say(words)
    raise typer.Exit(SOME_FAILED if found.wrong else OK)


def main(arguments: list[str] | None = None) -> None:
    """The console script: runs a verb and turns errors into one line and the right exit status."""
    terminal.ready()
    # Told to stop (by the system, or the terminal was closed) is the same as Ctrl-C: what runs is ended in good order.
    for name in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(name) is not signal.SIG_IGN:
            signal.signal(name, signal.default_int_handler)
    sys.exit(_status(arguments))


def _status(arguments: list[str] | None) -> int:
    try:
        status = int(app(arguments, prog_name="factorywatch", standalone_mode=False) or OK)
        sys.stdout.flush()
    except UsageError as error:
        if isinstance(error, NoArgsIsHelpError):
            error.show()
        else:
            call = error.ctx.command_path if error.ctx else "factorywatch"
            say(f"{' '.join(error.format_message().split())} (see: {call} --help)")
        return WRONG
    except FactorywatchError as error:
        say(str(error))
        return WRONG if isinstance(error, ConfigError) else SOME_FAILED
    except BrokenPipeError:  # whoever read our output has gone (`| head`)
        terminal.leave()
        return SOME_FAILED
    except Exception as error:  # noqa: BLE001 - the roof is where a bug ends
        if words := terminal.refusal(error):
            say(words)
            return SOME_FAILED
        traceback.print_exc()
        say("this is a bug in factorywatch; what is stored is safe")
        return BUG
    if status == STOPPED:
        say("stopped; what came in is kept, the next run goes on from there")
    return status


@contextmanager
def _store(settings: environment.Settings) -> Iterator["Engine"]:
    """The store, brought up to date."""
    from models.store import engine as stores

    engine = stores.open(settings.store)
    try:
        stores.prepare(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _looking() -> Iterator["Connection"]:
    """A connection that only reads. Raises ConfigError where there is no store yet."""
    from models.store import engine as stores

    with _store(environment.from_environment()) as engine, stores.reading(engine).connect() as connection:
        yield connection


if __name__ == "__main__":
    main()
