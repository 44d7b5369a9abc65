"""Counting: every request of a crawl goes into the ledger, also those for robots.txt, redirects and retries."""

from typing import cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Request, Response

from models.errors import FactorywatchError
from models.store import sites
from spiders import guard, pace
from spiders.deliver import Carrier
from spiders.trouble import Barred

_FAMILIES = {2: "ok", 3: "moved", 4: "client_errors", 5: "server_errors"}


class Counting:
    """A downloader middleware, the last before the wire: sees every answer as it came."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._networks = crawler.settings.getlist(guard.SETTING)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Counting":
        """Made by Scrapy."""
        made = cls(crawler)
        crawler.signals.connect(made.received, signals.bytes_received)
        crawler.signals.connect(made.closed, signals.spider_closed)
        return made

    def received(self, data: bytes, request: Request) -> None:
        """Called by Scrapy for every piece of a body, packed as it is."""
        self._add(request, bytes=len(data))

    def process_response(self, request: Request, response: Response) -> Response:
        """Counts an answer."""
        self._add(request, requests=1, **{_FAMILIES.get(response.status // 100, "failed"): 1})
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Counts a request that brought none."""
        ours = isinstance(exception, Barred) or (
            isinstance(exception, CannotResolveHostError) and guard.refusal(request.url, self._networks)
        )
        if ours:
            self._add(request, refused=1)
        else:
            self._add(request, requests=1, failed=1)

    def closed(self) -> None:
        """Called by Scrapy at the end: writes what no delivery took along."""
        days = self._carrier.desk.ledger.taken()
        try:
            with self._carrier.desk.store.begin() as connection:
                sites.counted(connection, days)
        except FactorywatchError as error:
            self._carrier.crawl.broken = self._carrier.crawl.broken or error

    def _add(self, request: Request, **counts: int) -> None:
        self._carrier.desk.ledger.add(pace.site(request.url), self._carrier.desk.now().date(), **counts)

    @property
    def _carrier(self) -> Carrier:
        return cast("Carrier", self._crawler.spider)
