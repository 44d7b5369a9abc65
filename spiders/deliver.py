"""Delivery: a page is archived, then marked as waiting together with its look.

In this order: a crawl that is killed in between asks for the page again, and loses none.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from sqlalchemy import Engine

from models import archive
from models.errors import FactorywatchError
from models.ledger import Day
from models.look import Look
from models.page import Page
from models.rights import Rights
from models.store import captures, sites, write
from spiders.ledger import Ledger
from spiders.tally import Crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one answer leaves behind: a page, unless it is the one we have, and the looks at its addresses."""

    page: Page | None
    looks: tuple[Look, ...]
    again: bool = False
    """The page stands in place of another that we had of its address."""
    rights: Rights = field(default_factory=Rights)
    """What the site allows. A page that is barred is not kept: only that it was there, and why."""
    asked: tuple[tuple[str, str], ...] = ()
    """The headers of the request that brought the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where deliveries go."""

    store: Engine
    archive: Path
    now: Callable[[], datetime]
    ledger: Ledger = field(default_factory=Ledger)
    """Requests that are not yet written down; each delivery takes them along."""


def take(delivery: Delivery, desk: Desk) -> None:
    """Keep the delivery for good. Raises StoreBusy or ConfigError, and then nothing is marked."""
    days = desk.ledger.taken()
    try:
        _keep((delivery,), desk, days)
    except FactorywatchError:
        desk.ledger.back(days)
        raise


def _keep(deliveries: Sequence[Delivery], desk: Desk, days: tuple[Day, ...]) -> None:
    """All of them, in one transaction."""
    kept = [(one.page, one.asked) for one in deliveries if one.page and one.rights.use != "barred"]
    places = iter(archive.put_all(desk.archive, kept)) if kept else iter(())
    with desk.store.begin() as connection:
        for delivery in deliveries:
            if page := delivery.page:
                place = next(places) if delivery.rights.use != "barred" else ""
                if place:
                    write.page(connection, page, place, again=delivery.again)
                captures.write(connection, page, delivery.rights, place)
        # Of two looks at one address the later one counts.
        write.look(connection, *{look.url: look for one in deliveries for look in one.looks}.values())
        sites.counted(connection, days)


class Carrier(Protocol):
    """What a spider brings along for its deliveries."""

    desk: Desk
    crawl: Crawl


class Deliver:
    """Scrapy's item pipeline. Once the store or the archive gave way nothing more is taken in.

    It waits for the disk in a thread of its own: meanwhile the next pages are on their way, and whatever has come in by
    then is kept together (2026-11-22: with a wait and a transaction for each page half of a crawl was waiting).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="deliver")
        self._alone = asyncio.Lock()
        self._come: list[Delivery] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Deliver":
        """Made by Scrapy."""
        return cls(crawler)

    def close_spider(self) -> None:
        """Called by Scrapy at the end, when every delivery is kept."""
        self._thread.shutdown()

    async def process_item(self, delivery: Delivery) -> Delivery:
        """The delivery, kept."""
        carrier = cast("Carrier", self._crawler.spider)
        if carrier.crawl.broken:
            raise DropItem("nothing more is taken in", log_level="DEBUG")
        self._come.append(delivery)
        async with self._alone:
            if any(one is delivery for one in self._come):  # else the one before has taken it along
                await self._kept(carrier)
        if carrier.crawl.broken:
            raise DropItem(str(carrier.crawl.broken), log_level="DEBUG")
        return delivery

    async def _kept(self, carrier: Carrier) -> None:
        deliveries, self._come = tuple(self._come), []
        # The ledger belongs to the loop's thread.
        days = carrier.desk.ledger.taken()
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, _keep, deliveries, carrier.desk, days)
        except FactorywatchError as error:
            carrier.desk.ledger.back(days)
            carrier.crawl.broken = carrier.crawl.broken or error
