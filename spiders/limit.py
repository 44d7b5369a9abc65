"""Limit: when a crawl's time is over nothing more is asked for; what has come is kept, the rest comes next time.

A source that is done by then is not touched by it: its doors and its run are written down as ever. One that is not
keeps its articles, and its doors are read in full again (2026-11-22: a kill marked nothing, also of those long done).
"""

import asyncio
from typing import cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request

from spiders.deliver import Carrier
from spiders.trouble import Barred, Trouble


class Limit:
    """A downloader middleware, behind all that wait: what passes here goes to the wire, or into its site's line."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._timer: asyncio.TimerHandle | None = None
        self._over = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Limit":
        """Made by Scrapy."""
        made = cls(crawler)
        crawler.signals.connect(made.opened, signals.spider_opened)
        crawler.signals.connect(made.closed, signals.spider_closed)
        return made

    def opened(self) -> None:
        """Called by Scrapy at the beginning: the time counts from here."""
        if seconds := cast("Carrier", self._crawler.spider).crawl.limit:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._end)

    def closed(self) -> None:
        """Called by Scrapy at the end."""
        if self._timer:
            self._timer.cancel()

    def process_request(self, request: Request) -> None:  # noqa: ARG002 - Scrapy names it
        """Raises Barred when the time is over."""
        if self._over:
            raise _late()

    def _end(self) -> None:
        self._over = True
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(_late())


def _late() -> Barred:
    return Barred(Trouble(kind="late", words="the crawl's time was over; it is asked for next time", passing=True))
