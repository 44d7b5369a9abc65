"""Each host's tdmrep.json, asked for once in a crawl and before the first of its pages (TDMRep, 10 May 2024)."""

import asyncio
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from spiders import rights
from spiders.rights import Rule

ASK = "factorywatch_rights"
"""In a request's meta: what it brings is to be read, so the host's rules must be known."""
RULES = "factorywatch_rules"
"""In the answer's meta: those rules."""
OWN = "factorywatch_reservations"
_FIRST = 900


class Reservations:
    """A downloader middleware: a page's request goes out once its host was asked what it reserves."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, asyncio.Future[tuple[Rule, ...]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Reservations":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Lays the host's rules beside the request."""
        if not request.meta.get(ASK):
            return
        parts = urlsplit(request.url)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._known:
            self._known[base] = asyncio.ensure_future(self._ask(base))
        # Several requests wait for one answer; none of them may cancel it for the others.
        request.meta[RULES] = await asyncio.shield(self._known[base])

    async def _ask(self, base: str) -> tuple[Rule, ...]:
        asked = Request(
            f"{base}/.well-known/tdmrep.json",
            priority=_FIRST,
            meta={OWN: True, "max_retry_times": 1},
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception:  # noqa: BLE001 - "failure to provide access implies that the server does not implement this"
            return ()
        return rights.rules(response.status, response.body)
