"""One crawl from its sources to its reports: Scrapy runs once, then what it met is written down."""

import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from sqlalchemy import Engine
from twisted.internet.defer import Deferred
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from models import beat
from models.errors import FetchFailed
from models.health import Run
from models.issue import Issue
from models.look import Look
from models.settings import Settings
from models.source import Source
from models.store import runs, write
from spiders import guard, health, pace, politeness, recover, turns
from spiders.deliver import Desk
from spiders.spider import NewsSpider
from spiders.tally import Crawl, Tally, Visit

_PATIENCE = 120.0
"""Seconds that a crawl waits for another one at its sites; a source whose turn has not come is left for next time."""
BUSY = "another crawl has been busy with it for too long"
LIMIT = 2 * 3600
"""Seconds after which a crawl ends itself: whoever started it stops it long before, unless that one is gone."""
_GRACE = 5
"""Seconds in which a crawl that nobody waits for any more may end in good order."""
_GLANCE = 1.0
"""Seconds between two looks whether whoever started us is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the crawl of one source went."""

    tally: Tally
    failures: tuple[Issue, ...]
    remarks: tuple[Issue, ...]
    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the crawl of all of them went."""

    reports: tuple[Report, ...]
    busy: tuple[str, ...]
    """Sources that another crawl was busy with for too long: they were not looked at."""
    bugs: tuple[str, ...]
    """Where our own code stumbled; of those sources nothing is marked, and there is no report."""


class Broken(Exception):
    """A bug came out while Scrapy ran; its traceback is in the log."""


def outcome(
    sources: Iterable[Source], settings: Settings, store: Engine, *, parent: int = 0, limit: float = 0
) -> Outcome:
    """Crawls the sources, and writes down what came of it. To be called once in a process.

    With a `parent` (a process id) the crawl stops when that process is gone: nobody else would ever stop it. After
    `limit` seconds nothing more is asked for, and the crawl ends with what it has; 0: it goes on to its end.
    Raises ConfigError before any work, FetchFailed where others are busy with all of the sources, PassingError when
    store or archive give way, Broken for a bug that is no source's own.
    """
    sources = tuple(sources)
    guard.identified(sources, settings)
    polite = politeness.settings(sources, settings)
    at = {source.name: {pace.site(url) for url in source.urls} for source in sources}
    with turns.free(settings.archive / "turns", {site for sites in at.values() for site in sites}, _PATIENCE) as held:
        ours = tuple(source for source in sources if at[source.name] <= held)
        busy = tuple(source.name for source in sources if source not in ours)
        if busy and not ours:
            raise FetchFailed(BUSY, about=busy[0])
        crawl = Crawl(tallies=tuple(Tally(source=source) for source in ours), limit=limit)
        begun = _begun(ours, settings, store)
        _run(crawl, polite, Desk(store=store, archive=settings.archive, now=settings.now), settings, parent)
        _ended(crawl)
        made = _written(crawl, begun, settings, store)
    return Outcome(reports=made, busy=busy, bugs=tuple(words for tally in crawl.tallies for words in tally.bugs))


def _begun(sources: Iterable[Source], settings: Settings, store: Engine) -> dict[str, tuple[Run, tuple[Run, ...]]]:
    """A run for each source, and those before it."""
    now = settings.now()
    found: dict[str, tuple[Run, tuple[Run, ...]]] = {}
    with store.begin() as connection:
        for source in sources:
            # Ours is the turn: whatever has not ended was killed.
            for number, process in runs.unended(connection, source.name):
                recover.cut(settings.archive, connection, source.name, process)
                runs.given_up(connection, number, now)
            before = runs.last(connection, source.name)
            last = beat.within(source, before[0].beat) if before else beat.first(source)
            number = runs.begun(connection, source.name, last, now)
            found[source.name] = (Run(id=number, source=source.name, began=now, beat=last), before)
    return found


def walk(crawl: Crawl, polite: dict[str, object], desk: Desk, settings: Settings) -> None:
    """Lets Scrapy run to its end; the crawl knows then what was met. Raises PassingError, and Broken for any bug."""
    _run(crawl, polite, desk, settings)
    _ended(crawl)
    if bugs := [words for tally in crawl.tallies for words in tally.bugs]:
        raise Broken("; ".join(bugs))


def _ended(crawl: Crawl) -> None:
    if crawl.bugs:
        raise Broken("; ".join(crawl.bugs))
    if crawl.broken:
        raise crawl.broken
    if crawl.ended != "finished":
        raise FetchFailed(f"stopped before its end ({crawl.ended}); what came in is kept", about="the crawl")


def _run(crawl: Crawl, polite: dict[str, object], desk: Desk, settings: Settings, parent: int = 0) -> None:
    process = AsyncCrawlerProcess(polite)
    crawler = process.create_crawler(NewsSpider)

    def bug(failure: Failure, response: Response | Failure | None) -> None:
        # Of an answer, or of the failure that an errback stumbled over, Scrapy tells the request.
        request = getattr(response, "request", None)
        words = f"{failure.type.__name__ if failure.type else 'error'} at {request.url if request else '?'}"
        tally = request.cb_kwargs.get("tally") if request else None
        (tally or crawl).bugs.append(words)

    def watch() -> None:
        LoopingCall(_orphaned, crawler, parent).start(_GLANCE)

    crawler.signals.connect(bug, signals.spider_error)
    crawler.signals.connect(bug, signals.item_error)
    if parent:
        crawler.signals.connect(watch, signals.spider_opened)
    task = process.crawl(crawler, crawl=crawl, desk=desk, settings_of_ours=settings)
    process.start()
    if not task.cancelled() and (error := task.exception()):
        raise error


def _orphaned(crawler: Crawler, parent: int) -> Deferred[None] | None:
    if os.getppid() == parent:
        return None
    # Scrapy stops once all that stands in its lines has come (2026-11-22: 16 requests); whoever would end that is gone.
    signal.alarm(_GRACE)
    return deferred_from_coro(crawler.stop_async())


def _written(
    crawl: Crawl, begun: dict[str, tuple[Run, tuple[Run, ...]]], settings: Settings, store: Engine
) -> tuple[Report, ...]:
    now = settings.now()
    made = tuple(_report(tally, *begun[tally.source.name], now) for tally in crawl.tallies if not tally.bugs)
    with store.begin() as connection:
        for report in made:
            runs.ended(connection, report.run)
            issues = (*report.failures, *report.remarks)
            for issue in issues:
                write.issue(connection, about=issue.about, kind=issue.kind, words=issue.words, now=now)
            for kind in health.over(report.tally, issues):
                write.issue_closed(connection, about=report.tally.source.name, kind=kind, now=now)
            # A door is marked last: until every entry behind it lies in the store it is read in full again.
            write.look(connection, *(_look(visit, report.tally.source.name, now) for visit in report.tally.visits))
    return made


def _report(tally: Tally, started: Run, before: tuple[Run, ...], now: datetime) -> Report:
    run = health.run(tally, started, before, now)
    failures, remarks = health.failures(tally, now), health.remarks(tally, now)
    if not failures:
        remarks = (*remarks, *health.verdict(run, remarks, now))
    return Report(tally=tally, failures=failures, remarks=remarks, run=run)


def _look(visit: Visit, source: str, now: datetime) -> Look:
    if visit.same and visit.look:
        return replace(visit.look, checked=now, status=visit.status)
    done = visit.complete and visit.entries and not visit.trouble
    return Look(
        url=visit.url,
        source=source,
        checked=now,
        status=visit.status,
        etag=visit.etag if done else "",
        last_modified=visit.last_modified if done else "",
        body_sha=visit.body_sha if done else "",
    )
