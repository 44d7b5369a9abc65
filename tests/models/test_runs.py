"""Runs in the store: begun, ended or killed, judged when their pages have been read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine

from models.health import Pages, Run, Seen
from models.issue import Issue
from models.page import Page
from models.store import read, runs, write
from tests import make

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ran(connection: Connection, *, at: datetime = NOON, source: str = "gazette", state: str = "healthy") -> Run:
    """A run that came to its end."""
    door = Seen(url="https://example.org/feed", entries=20, titled=20, dated=19, newest=at - HOUR)
    number = runs.begun(connection, source, 60, at)
    run = Run(id=number, source=source, began=at, ended=at + HOUR, state="healthy", doors=(door,), fetched=2, beat=36)
    run = replace(run, state="down", why="nobody answers") if state == "down" else run
    runs.ended(connection, run)
    return run


def brought(connection: Connection, at: datetime, states: str, *, kind: str = "") -> None:
    """Pages that a run brought: a letter for each (d)one, (f)ailed, (w)aiting; the failed with an issue."""
    names = {"d": "done", "f": "failed", "w": "waiting"}
    for number, letter in enumerate(states):
        url = f"https://example.org/{at:%Y%m%d%H}/{number}"
        page = Page(source="gazette", url=url, fetched=at, status=200, headers=(), body=b"")
        write.page(connection, page, "x.warc.gz:1")
        if names[letter] == "done":
            article = replace(make.article(), id=url, url=url, page=page.sha, published=at.date())
            write.article(connection, article, at)
        if names[letter] == "failed" and kind:
            write.issue(connection, about=url, kind=kind, words="a dialogue", now=at)
        if names[letter] != "waiting":
            write.page_done(connection, page.sha, "done" if letter == "d" else "failed", at)


def kinds(issues: tuple[Issue, ...]) -> set[str]:
    """Of the issues about the source."""
    return {issue.kind for issue in issues if issue.about == "gazette"}


def test_a_run_comes_back_as_it_was(store: Engine) -> None:
    with store.begin() as connection:
        ill = ran(connection, state="down")
        well = ran(connection, at=NOON + 2 * HOUR)
        other = ran(connection, source="ledger")

        assert runs.last(connection, "gazette") == (well, ill)
        assert runs.last(connection, "gazette", 1) == (well,)
        assert runs.latest(connection) == {"gazette": well, "ledger": other}


def test_a_run_that_was_killed_is_found_and_counts_for_nothing(store: Engine) -> None:
    with store.begin() as connection:
        well = ran(connection)
        killed = runs.begun(connection, "gazette", 60, NOON + HOUR)

        assert [number for number, _ in runs.unended(connection, "gazette")] == [killed]
        runs.given_up(connection, killed, NOON + 2 * HOUR)
        assert runs.unended(connection, "gazette") == ()
        assert runs.last(connection, "gazette") == (well,)


def test_a_run_is_judged_again_when_all_its_pages_have_been_read(store: Engine) -> None:
    with store.begin() as connection:
        ran(connection)
        brought(connection, NOON, "ddfw")
        runs.read(connection, NOON + 2 * HOUR)
        assert runs.last(connection, "gazette")[0].pages is None

        waiting = read.waiting(connection)[0]
        write.page_done(connection, waiting.sha, "failed", NOON + HOUR)
        runs.read(connection, NOON + 2 * HOUR)

        run = runs.last(connection, "gazette")[0]
        assert (run.pages, run.state) == (Pages(read=4, titled=2, dated=2, texts=2), "healthy")
        assert kinds(read.issues(connection)) == set()


def test_pages_that_turn_into_consent_dialogues_are_noticed_at_once_and_forgotten_when_they_are_back(
    store: Engine,
) -> None:
    with store.begin() as connection:
        ran(connection)
        brought(connection, NOON, "dfff", kind="consent_wall")
        runs.read(connection, NOON + 2 * HOUR)
        run = runs.last(connection, "gazette")[0]
        assert run.state == "consent wall"
        assert run.why == "3 of 4 pages show a consent dialogue in place of the article"
        assert kinds(read.issues(connection)) == {"consent_wall"}

        # A look that brings nothing tells nothing new of them.
        ran(connection, at=NOON + 3 * HOUR)
        runs.read(connection, NOON + 4 * HOUR)
        assert runs.last(connection, "gazette")[0].state == "consent wall"
        assert {issue.count for issue in read.issues(connection) if issue.about == "gazette"} == {1}

        ran(connection, at=NOON + 6 * HOUR)
        brought(connection, NOON + 6 * HOUR, "dd")
        runs.read(connection, NOON + 7 * HOUR)
        assert runs.last(connection, "gazette")[0].state == "healthy"
        assert kinds(read.issues(connection)) == set()


def test_pages_without_text_where_there_always_was_one_are_a_new_layout(store: Engine) -> None:
    with store.begin() as connection:
        for day in range(4):
            at = NOON + day * 24 * HOUR
            ran(connection, at=at)
            brought(connection, at, "ddd")
        at = NOON + 5 * 24 * HOUR
        ran(connection, at=at)
        brought(connection, at, "dff", kind="no_text")

        runs.read(connection, at + 2 * HOUR)

        run = runs.last(connection, "gazette")[0]
        assert (run.state, run.why) == ("layout changed", "33% of its pages have a text, usually 100%")
        assert kinds(read.issues(connection)) == {"unreadable"}
