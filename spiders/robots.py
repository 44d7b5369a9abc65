"""robots.txt, obeyed as RFC 9309 says, and its Crawl-delay, which Scrapy's own middleware leaves alone.

Stands in for Scrapy's (2026-11-22), which reads the body of a 500 as if it were rules, and takes a file that cannot
be had for a permission. No file (4xx) is a permission; a file that we are kept from (401, 403, 429) or that cannot be
had (5xx, no answer) is none.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from spiders import guard, pace, trouble
from spiders.trouble import Barred, Trouble

AGENT = "factorywatch"
_FIRST = 1_000
_MOST_BYTES = 512_000
_LONGEST_PAUSE = 3_600.0
OWN = "factorywatch_robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a site allows: its parsed rules, or why it allows nothing."""

    parsed: Protego | None = None
    bar: Trouble | None = None


class Robots:
    """A downloader middleware: a request goes out once its site's rules are known and allow it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Robots":
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Barred where the rules say no."""
        if request.meta.get(OWN):
            return
        parts = urlsplit(request.url)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._known:
            self._known[base] = asyncio.ensure_future(self._ask(base))
        # Several requests wait for one answer; none of them may cancel it for the others.
        rules = await asyncio.shield(self._known[base])
        if rules.bar:
            raise Barred(rules.bar)
        if rules.parsed and not rules.parsed.can_fetch(request.url, AGENT):
            raise Barred(Trouble(kind="robots", words="robots.txt does not allow it"))

    async def _ask(self, base: str) -> Rules:
        url = f"{base}/robots.txt"
        asked = Request(url, priority=_FIRST, meta={OWN: True}, callback=NO_CALLBACK, dont_filter=True)
        try:
            response = await self._crawler.engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 - whatever kept us from the rules keeps us from the site; it is filed
            why = trouble.of_error(error, url, self._crawler.settings.getlist(guard.SETTING))
            return Rules(
                bar=Trouble(kind=why.kind, words=f"robots.txt cannot be had: {why.words}", passing=why.passing)
            )
        return self._rules(response, base)

    def _rules(self, response: Response, base: str) -> Rules:
        rules = rules_of(response.status, response.body)
        pause = rules.parsed.crawl_delay(AGENT) if rules.parsed else None
        if pause and pause > _LONGEST_PAUSE:
            return Rules(bar=Trouble(kind="robots", words=f"robots.txt asks for a pause of {pause:g} s"))
        if pause:
            pace.slow_down(self._crawler, pace.site(base), pause)
        return rules


def rules_of(status: int, body: bytes) -> Rules:
    """The rules that an answer to the request for robots.txt makes."""
    if 200 <= status < 300:
        return Rules(parsed=Protego.parse(body[:_MOST_BYTES].decode("utf-8-sig", errors="ignore")))
    if status in (401, 403, 429) or not 400 <= status < 500:
        why = trouble.of_status(status)
        return Rules(bar=Trouble(kind=why.kind, words=f"robots.txt cannot be had: {why.words}", passing=True))
    return Rules()
