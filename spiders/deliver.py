"""Delivery: a page is archived, then marked as waiting together with its look.

In this order: a crawl that is killed in between asks for the page again, and loses none.
"""

import asyncio
from collections.abc import Callable
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
        _keep(delivery, desk, days)
    except FactorywatchError:
        desk.ledger.back(days)
        raise


def _keep(delivery: Delivery, desk: Desk, days: tuple[Day, ...]) -> None:
    page, rights = delivery.page, delivery.rights
    place = archive.put(desk.archive, page, delivery.asked) if page and rights.use != "barred" else ""
    with desk.store.begin() as connection:
        if page and place:
            write.page(connection, page, place, again=delivery.again)
        if page:
            captures.write(connection, page, rights, place)
        write.look(connection, *delivery.looks)
        sites.counted(connection, days)


class Carrier(Protocol):
    """What a spider brings along for its deliveries."""

    desk: Desk
    crawl: Crawl


class Deliver:
    """Scrapy's item pipeline. Once the store or the archive gave way nothing more is taken in.

    It waits for the disk in a thread of its own, one delivery after the other: meanwhile the next page is on its way.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="deliver")

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
        # The ledger belongs to the loop's thread.
        days = carrier.desk.ledger.taken()
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, _keep, delivery, carrier.desk, days)
        except FactorywatchError as error:
            carrier.desk.ledger.back(days)
            carrier.crawl.broken = carrier.crawl.broken or error
            raise DropItem(str(error), log_level="DEBUG") from error
        return delivery
