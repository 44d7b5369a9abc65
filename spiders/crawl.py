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

_PATIENCE = 900.0
"""Seconds that a crawl waits for another one at the same site."""
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


class Broken(Exception):
    """A bug came out while Scrapy ran; its traceback is in the log."""


def reports(sources: Iterable[Source], settings: Settings, store: Engine, *, parent: int = 0) -> tuple[Report, ...]:
    """Crawls the sources, and writes down what came of it. To be called once in a process.

    With a `parent` (a process id) the crawl stops when that process is gone: nobody else would ever stop it.
    Raises ConfigError before any work, PassingError when store or archive give way, Broken for a bug.
    """
    sources = tuple(sources)
    guard.identified(sources, settings)
    polite = politeness.settings(sources, settings)
    crawl = Crawl(tallies=tuple(Tally(source=source) for source in sources))
    sites = (pace.site(url) for source in sources for url in source.urls)
    with turns.taken(settings.archive / "turns", sites, _PATIENCE):
        begun = _begun(sources, settings, store)
        walk(crawl, polite, Desk(store=store, archive=settings.archive, now=settings.now), settings, parent)
        return _written(crawl, begun, settings, store)


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


def walk(crawl: Crawl, polite: dict[str, object], desk: Desk, settings: Settings, parent: int = 0) -> None:
    """Lets Scrapy run to its end; the crawl knows then what was met. Raises as `reports` does."""
    _run(crawl, polite, desk, settings, parent)
    if crawl.bugs:
        raise Broken("; ".join(crawl.bugs))
    if crawl.broken:
        raise crawl.broken
    if crawl.ended != "finished":
        raise FetchFailed(f"stopped before its end ({crawl.ended}); what came in is kept", about="the crawl")


def _run(crawl: Crawl, polite: dict[str, object], desk: Desk, settings: Settings, parent: int) -> None:
    process = AsyncCrawlerProcess(polite)
    crawler = process.create_crawler(NewsSpider)

    def bug(failure: Failure, response: Response | None) -> None:
        crawl.bugs.append(
            f"{failure.type.__name__ if failure.type else 'error'} at {response.url if response else '?'}"
        )

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
    made = tuple(_report(tally, *begun[tally.source.name], now) for tally in crawl.tallies)
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
