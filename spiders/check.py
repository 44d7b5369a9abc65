"""One live look at a source, with nothing kept: an ordinary crawl into a folder that is thrown away afterwards.

It is asked for one article at most; what would be asked for besides is counted. The true store gives the sites that
rest, and takes the requests into its ledger.
"""

import base64
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from models import archive
from models.page import Page
from models.settings import Settings
from models.source import Source
from models.store import captures, engine, sites
from spiders import crawl, doors, guard, health, pace, politeness, turns
from spiders.deliver import Desk
from spiders.tally import Crawl, Tally, Visit

_PATIENCE = 60.0
"""Seconds to wait for a crawl that speaks to the same site: a person waits here."""


def look(source: Source, settings: Settings) -> Mapping[str, Any]:
    """What was met, as plain values. Raises ConfigError for a source that cannot be crawled as its TOML stands."""
    source = replace(source, disabled="")  # what is to be verified is looked at here
    doors.check(source)
    guard.identified((source,), settings)
    polite = politeness.settings((source,), settings)
    looked = Crawl(tallies=(Tally(source=source),), most=1)
    at = sorted({pace.site(url) for url in source.urls})
    with tempfile.TemporaryDirectory(prefix="factorywatch-check-") as name, ExitStack() as stack:
        folder = Path(name)
        store = stack.enter_context(_opened(f"sqlite:///{folder / 'store.db'}"))
        true = stack.enter_context(_opened(settings.store))
        with engine.reading(true).connect() as connection:
            rests = [sites.rest(connection, one) for one in at]
        with store.begin() as connection:
            for rest in rests:
                sites.rested(connection, rest)
        try:
            with turns.taken(settings.archive / "turns", at, _PATIENCE):
                crawl.walk(looked, polite, Desk(store=store, archive=folder, now=settings.now), settings)
        finally:
            with engine.reading(store).connect() as connection:
                came = [one for url in captures.like(connection, "", 1) for one in captures.of_address(connection, url)]
                days = sites.ledger(connection)
                rests = [sites.rest(connection, one) for one in at]
            with true.begin() as connection:
                sites.counted(connection, days)
                for rest in rests:
                    sites.rested(connection, rest)
        page = next(archive.walk([folder]), None)
    (tally,) = looked.tallies
    now = settings.now()
    found = (*health.failures(tally, now), *health.remarks(tally, now))
    return {
        "source": source.name,
        "robots": _robots(tally),
        "doors": [_door(visit) for visit in tally.visits],
        "links": tally.entries,
        "wanted": tally.wanted,
        "issues": [{"about": issue.about, "kind": issue.kind, "words": issue.words} for issue in found],
        "rights": [asdict(capture.rights) for capture in came],
        "article": _article(page) if page else None,
    }


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    store = engine.open(url)
    try:
        engine.prepare(store)
        yield store
    finally:
        store.dispose()


def _door(visit: Visit) -> Mapping[str, Any]:
    shown = {**asdict(visit.seen), "newest": visit.newest.isoformat() if visit.newest else None}
    return {**shown, "status": visit.status, "trouble": visit.trouble.words if visit.trouble else ""}


def _robots(tally: Tally) -> str:
    """What robots.txt says to our requests: `allowed`, or the words of its refusal."""
    troubles = [visit.trouble for visit in tally.visits if visit.trouble] + [why for _, why in tally.troubles]
    return next((why.words for why in troubles if "robots.txt" in why.words), "allowed")


def _article(page: Page) -> Mapping[str, Any]:
    return {
        "url": page.url,
        "status": page.status,
        "headers": [list(header) for header in page.headers],
        "published": page.published,
        "fetched": page.fetched.isoformat(),
        "body": base64.b64encode(page.body).decode(),
    }
