"""The pace: one request at a time for each site, its pause kept, and longer pauses for a site that asks for them."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import cast
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from spiders import admit
from spiders.deliver import Carrier

SLOT = "download_slot"
SHORTEST = 0.001
"""Seconds. Never none at all: without a pause Scrapy 2.19 sends a whole line at once, whatever its limit (16 seen)."""
LONGEST_WAIT = 300.0
"""Seconds: a site that asks for more is left alone until then (rest.py)."""
_LONGEST_PAUSE = 60.0


def site(url: str) -> str:
    """Whom a request goes to; all requests to one site stand in one line."""
    return admit.bare(urlsplit(url).netloc)


def slow_down(crawler: Crawler, name: str, seconds: float) -> None:
    """At least that many seconds between two requests to the site, from now to the end of the crawl."""
    downloader = crawler.engine.downloader
    # The line of an idle site is taken down after a minute; a new one starts from these settings.
    known = downloader.per_slot_settings.setdefault(name, {"concurrency": 1, "delay": SHORTEST})
    known["delay"] = max(float(known["delay"]), seconds)
    if slot := downloader.slots.get(name):
        slot.delay = max(slot.delay, seconds)


def wait(crawler: Crawler, name: str, seconds: float) -> None:
    """No request to the site for that long."""
    if slot := crawler.engine.downloader.slots.get(name):
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)


class Pace:
    """A downloader middleware: puts each request, also a redirected one, into its site's line; heeds Retry-After."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Pace":
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """The line is the one of the address, never the one that the redirecting site had."""
        request.meta[SLOT] = site(request.url)

    def process_response(self, request: Request, response: Response) -> Response:
        """A site that is overrun is given the time it asks for, or twice the pause that it had."""
        if response.status not in (429, 503):
            return response
        name = site(request.url)
        now = cast("Carrier", self._crawler.spider).desk.now()
        asked = retry_after(response.headers.get("Retry-After") or b"", now)
        if asked > LONGEST_WAIT:
            request.meta["dont_retry"] = True
            return response
        slot = self._crawler.engine.downloader.slots.get(name)
        slow_down(self._crawler, name, min(max(1.0, 2 * slot.delay if slot else 0.0), _LONGEST_PAUSE))
        wait(self._crawler, name, asked)
        return response


def retry_after(header: bytes, now: datetime) -> float:
    """The seconds that a Retry-After header asks for, counted or up to a time; 0 when it says neither."""
    text = header.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
