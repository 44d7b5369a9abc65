"""Roof: the command line. One verb, one function call; what is heavy is imported where it is used."""

import gc
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError  # typer shows them nowhere else

# Our rooms have plain names: a `models` of somebody else's on PYTHONPATH must not stand in for ours (2026-11-22).
sys.path.insert(0, str(Path(__file__).resolve().parent))

from models import settings as environment
from models.errors import ConfigError, FactorywatchError, PageError
from models.verdict import Verdict
from web import terminal
from web.commands import alerts, archive, changes, explain, facts, ledger, opened, review, sources
from web.commands.options import Day, Format, Formatted
from web.terminal import say

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from models.change import Change
    from models.explanation import Explanation
    from models.page import Page

app = typer.Typer(
    name="factorywatch",
    help="Watches the news for Europe's AI Factories: every change, once, soon, with the sentence that proves it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(alerts.app, name="alerts")
app.add_typer(archive.app, name="archive")
for window in (changes, facts):
    window.add(app)


def _decided(
    engine: "Engine", settings: environment.Settings, verdict: Verdict
) -> "tuple[Verdict, tuple[Change, ...]]":
    from pipeline import run

    return run.decided(engine, settings, verdict)


def _read(page: "Page") -> Mapping[str, Any]:
    from pipeline import reading

    return reading.plain(reading.of(page), with_text=True)


def _explained(asked: explain.Asked) -> "Explanation":
    from pipeline import explain as explaining
    from pipeline import reading

    page = reading.page(asked.body, url=asked.url, now=environment.from_environment().now())
    read = reading.of(page, language=asked.language, published=asked.published, known_as_of=asked.known_as_of)
    return explaining.of(read, known_as_of=asked.known_as_of)


review.add(app, _decided)
explain.add(app, _explained)
sources.add(app, _read)
ledger.add(sources.app)

_GARBAGE = 100_000
"""New objects after which Python looks for garbage. What a verb begins with, libraries and tables, is half a million
that stay: to look through them time and again (after 700, by default) is a sixth of the start (2026-11-22)."""
OK, SOME_FAILED, WRONG, BUG, STOPPED = 0, 1, 2, 3, 130


@app.command()
def init() -> None:
    """Makes the store and loads the baseline of 10 December 2024. Doing it again changes nothing.

    Example: factorywatch init
    """
    from pipeline import run

    settings = environment.from_environment()
    with opened.store(settings) as engine:
        changed = run.baseline(engine, settings.now(), settings.sources)
    say(f"baseline: {changed} changes written" if changed else "baseline: already there, nothing changed")


@app.command()
def crawl(
    sources: Annotated[list[str] | None, typer.Argument(help="Names of sources; none: all that are enabled.")] = None,
) -> None:
    """Looks at the sources now, reads what is new, settles it and sends the mails; then ends.

    Sixteen sources go together in one process, three processes at once, official sources first. After 12 minutes a
    process asks for nothing more: what came is kept, the slow sources go on at their next look. The last line says
    what came of it all. Exit status: 0 well; 1 a source failed; 2 a wrong setting or name, and nothing was asked for.

    Example: factorywatch crawl eurohpc
    """
    import scheduler

    settings = environment.from_environment()
    with opened.store(settings) as engine:
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
def schedule() -> None:
    """Runs for good: every source on its own beat, until it is told to stop (SIGTERM, Ctrl-C).

    Official sources are looked at first and at once, the others spread over the floor of their beat (within an hour).
    At most three crawls run at once, each a process of up to sixteen sources that are due; one place is kept for
    official sources. A source that is slow is cut off after 12 minutes and goes on at its next beat; what is due while
    it was stopped is looked at once, not for each beat that was missed. A second scheduler on the same store is
    refused (1); a wrong setting or source file is said at the start (2).

    Example: FACTORYWATCH_CONTACT=me@example.org factorywatch schedule
    """
    import logging

    import scheduler

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s", stream=sys.stderr)
    settings = environment.from_environment()
    with opened.store(settings):
        pass
    raise typer.Exit(scheduler.schedule(settings))


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
def replay(
    since: Annotated[str, typer.Option(metavar="DATE", help="Only pages that were fetched from that day on.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
) -> None:
    """Reads the archive again with today's code; what it reads otherwise changes with the cause `extractor`.

    Example: factorywatch replay --dry-run
    """
    from models import asked
    from pipeline import replay as replaying

    settings, day = environment.from_environment(), asked.day_or_none(since, "--since")
    with opened.store(settings) as engine:
        found = replaying.archived(engine, settings, since=day, dry_run=dry_run, say=say)
    kept = f", {found.kept} cannot be read any more and say what they said" if found.kept else ""
    say(f"{found.read} pages read again{kept}; {'nothing was written' if dry_run else 'written'}")


@app.command()
def check() -> None:
    """Proves the store: the log's chain is whole, the facts are what it folds to, and it follows from the claims.

    Example: factorywatch check
    """
    from pipeline import prove

    settings = environment.from_environment()
    with opened.store(settings) as engine:
        found = prove.store(engine, settings)
    print(f"{found.changes} changes, {found.facts} facts, digest {found.digest}")  # noqa: T201
    same = "other facts" if found.wrong else "the same facts"
    print(f"settled anew from {found.claims} claims: {same}, digest {found.rebuilt} without times of knowing")  # noqa: T201
    for words in found.wrong:
        say(words)
    raise typer.Exit(SOME_FAILED if found.wrong else OK)


def main(arguments: list[str] | None = None) -> None:
    """The console script: runs a verb and turns errors into one line and the right exit status."""
    terminal.ready()
    gc.set_threshold(_GARBAGE)
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


if __name__ == "__main__":
    main()
