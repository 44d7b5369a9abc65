"""One crawl from its sources to its reports: Scrapy runs once, then what it met is written down."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from sqlalchemy import Engine
from twisted.python.failure import Failure

from models.errors import FetchFailed
from models.issue import Issue
from models.look import Look
from models.settings import Settings
from models.source import Source
from models.store import write
from spiders import guard, health, pace, politeness, turns
from spiders.deliver import Desk
from spiders.spider import NewsSpider
from spiders.tally import Crawl, Tally, Visit

_PATIENCE = 900.0
"""Seconds that a crawl waits for another one at the same site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the crawl of one source went."""

    tally: Tally
    failures: tuple[Issue, ...]
    remarks: tuple[Issue, ...]


class Broken(Exception):
    """A bug came out while Scrapy ran; its traceback is in the log."""


def reports(sources: Iterable[Source], settings: Settings, store: Engine) -> tuple[Report, ...]:
    """Crawls the sources, and writes down what came of it. To be called once in a process.

    Raises ConfigError before any work, PassingError when store or archive give way, Broken for a bug.
    """
    sources = tuple(sources)
    guard.identified(sources, settings)
    polite = politeness.settings(sources, settings)
    crawl = Crawl(tallies=tuple(Tally(source=source) for source in sources))
    sites = (pace.site(url) for source in sources for url in source.urls)
    with turns.taken(settings.archive / "turns", sites, _PATIENCE):
        _run(crawl, polite, Desk(store=store, archive=settings.archive), settings)
        if crawl.bugs:
            raise Broken("; ".join(crawl.bugs))
        if crawl.broken:
            raise crawl.broken
        if crawl.ended != "finished":
            raise FetchFailed(f"stopped before its end ({crawl.ended}); what came in is kept", about="the crawl")
        return _written(crawl, settings, store)


def _run(crawl: Crawl, polite: dict[str, object], desk: Desk, settings: Settings) -> None:
    process = AsyncCrawlerProcess(polite)
    crawler = process.create_crawler(NewsSpider)

    def bug(failure: Failure, response: Response | None) -> None:
        crawl.bugs.append(
            f"{failure.type.__name__ if failure.type else 'error'} at {response.url if response else '?'}"
        )

    crawler.signals.connect(bug, signals.spider_error)
    crawler.signals.connect(bug, signals.item_error)
    task = process.crawl(crawler, crawl=crawl, desk=desk, settings_of_ours=settings)
    process.start()
    if not task.cancelled() and (error := task.exception()):
        raise error


def _written(crawl: Crawl, settings: Settings, store: Engine) -> tuple[Report, ...]:
    now = settings.now()
    made = tuple(
        Report(tally=tally, failures=health.failures(tally, now), remarks=health.remarks(tally, now))
        for tally in crawl.tallies
    )
    with store.begin() as connection:
        for report in made:
            issues = (*report.failures, *report.remarks)
            for issue in issues:
                write.issue(connection, about=issue.about, kind=issue.kind, words=issue.words, now=now)
            for kind in health.over(report.tally, issues):
                write.issue_closed(connection, about=report.tally.source.name, kind=kind, now=now)
            # A door is marked last: until every entry behind it lies in the store it is read in full again.
            for visit in report.tally.visits:
                write.look(connection, _look(visit, report.tally.source.name, now))
    return made


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
