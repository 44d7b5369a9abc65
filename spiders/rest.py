"""Rest: a site that turned us away three times in a row, or asked for a long pause, is left alone, over all crawls."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from models.errors import FactorywatchError
from models.store import engine, sites
from models.store.sites import Rest
from spiders import pace, robots
from spiders.deliver import Carrier
from spiders.reservations import OWN
from spiders.trouble import Barred, Trouble

Answer = TypeVar("Answer")

_MOST_REFUSALS = 3
_LONG = timedelta(hours=24)


class Rests:
    """A downloader middleware, the first of all: nothing is asked of a site that rests, not even for its rules."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._known: dict[str, Rest] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Rests":
        """Made by Scrapy."""
        made = cls(crawler)
        # Of all who hear of an answer these come first, before the next request of the line goes out.
        crawler.signals.connect(made.answered, signals.response_downloaded)
        return made

    def process_request(self, request: Request) -> None:
        """Raises Barred while the site rests."""
        rest = self._rest(pace.site(request.url))
        if rest.until and self._now() < rest.until:
            raise _barred(rest)

    def answered(self, response: Response, request: Request) -> None:
        """Called by Scrapy for every answer: counts what turns us away, and clears the line of a site that rests."""
        with suppress(IgnoreRequest):  # the store gave way, and the crawl ends
            self._heard(request, response)

    def _heard(self, request: Request, response: Response) -> None:
        name, status = pace.site(request.url), response.status
        rest = self._rest(name)
        asked = pace.retry_after(response.headers.get("Retry-After") or b"", self._now())
        if status in (429, 503) and asked > pace.LONGEST_WAIT:
            until = self._now() + min(timedelta(seconds=asked), _LONG)
            self._begin(replace(rest, until=until, why=f"it answered {status} and asked for a pause"))
        elif status == 403 and rest.refusals + 1 >= _MOST_REFUSALS:
            why = f"it answered 403 {_MOST_REFUSALS} times in a row"
            self._begin(Rest(site=name, until=self._now() + _LONG, why=why))
        elif status == 403:
            self._keep(replace(rest, refusals=rest.refusals + 1, until=None, why=""))
        elif rest.refusals and not (request.meta.get(robots.OWN) or request.meta.get(OWN)):
            # That its rules may be read does not mean that its pages may.
            self._keep(Rest(site=name))

    def _begin(self, rest: Rest) -> None:
        self._keep(rest)
        slot = self._crawler.engine.downloader.slots.get(rest.site)
        while slot and slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(_barred(rest))

    def _rest(self, name: str) -> Rest:
        if name not in self._known:
            self._known[name] = self._stored(lambda: self._read(name))
        return self._known[name]

    def _keep(self, rest: Rest) -> None:
        self._known[rest.site] = rest
        self._stored(lambda: self._written(rest))

    def _read(self, name: str) -> Rest:
        with engine.reading(self._carrier.desk.store).connect() as connection:
            return sites.rest(connection, name)

    def _written(self, rest: Rest) -> None:
        with self._carrier.desk.store.begin() as connection:
            sites.rested(connection, rest)

    def _stored(self, question: Callable[[], Answer]) -> Answer:
        """What the store answers. The crawl ends when it gives way."""
        try:
            return question()
        except FactorywatchError as error:
            self._carrier.crawl.broken = self._carrier.crawl.broken or error
            raise IgnoreRequest(str(error)) from error

    @property
    def _carrier(self) -> Carrier:
        return cast("Carrier", self._crawler.spider)

    def _now(self) -> datetime:
        return self._carrier.desk.now()


def _barred(rest: Rest) -> Barred:
    words = f"{rest.why}: the site is left alone until {rest.until:%Y-%m-%d %H:%M} UTC"
    return Barred(Trouble(kind="blocked", words=words, passing=True))
