"""The spider: one for every source. Asks for the doors, then for the articles behind them that are new."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from models.errors import FactorywatchError, NotFeed, PageError
from models.look import Look
from models.settings import Settings
from models.store import engine, read
from spiders import admit, capture, pace, seen, trouble
from spiders.deliver import Delivery, Desk
from spiders.doors import DOORS
from spiders.entry import Entry
from spiders.tally import Crawl, Tally, Visit
from spiders.trouble import Trouble

_LONGEST_STAMP = 500


class NewsSpider(scrapy.Spider):
    """Scrapy's side of a crawl; what it meets goes into `crawl`, what it brings home to `desk`."""

    name = "factorywatch"

    def __init__(self, *, crawl: Crawl, desk: Desk, settings_of_ours: Settings) -> None:
        super().__init__()
        self.crawl = crawl
        self.desk = desk
        self._ours = settings_of_ours
        self._asked: set[str] = set()

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end."""
        self.crawl.ended = reason

    async def start(self) -> AsyncIterator[Request]:
        """The sources' own addresses, with what they said last time."""
        for tally in self.crawl.tallies:
            looks = self._looks(tally.source.urls)
            for url in tally.source.urls:
                visit = Visit(url=url, look=looks.get(url))
                tally.visits.append(visit)
                yield self._list_request(url, tally, visit)

    def first_page(self, response: Response, tally: Tally, visit: Visit) -> Iterator[Request]:
        """One of the source's own addresses answered."""
        visit.status = response.status
        if response.status == 304 and visit.look:
            visit.same = True
        elif response.status != 200:
            visit.trouble = trouble.of_status(response.status)
        else:
            visit.etag, visit.last_modified = _stamps(response)
            visit.body_sha = _sha(response.body)
            if visit.look and visit.look.body_sha == visit.body_sha:
                visit.same = True
            else:
                yield from self._list_page(response, tally, visit)
        tally.unchanged += visit.same

    def next_page(self, response: Response, tally: Tally, visit: Visit) -> Iterator[Request]:
        """A further list page answered."""
        if response.status == 200:
            yield from self._list_page(response, tally, visit)
        else:
            self._missed(response.url, trouble.of_status(response.status), tally, visit)

    def article(
        self, response: Response, tally: Tally, visit: Visit, entry: Entry, url: str, look: Look | None
    ) -> Iterator[Delivery]:
        """An article's address answered."""
        checked = self._ours.now()
        final = seen.canonical(response.url)
        if response.status == 304 and look:
            tally.unchanged += 1
            yield Delivery(page=None, looks=(replace(look, checked=checked, status=304),))
        elif response.status != 200:
            yield from self._nothing_there(url, trouble.of_status(response.status), response.status, tally, visit, look)
        elif not (final and admit.address(final, tally.source)):
            astray = Trouble(kind="elsewhere", words=f"leads to {final or response.url}, outside of the source")
            yield from self._nothing_there(url, astray, response.status, tally, visit, look)
        else:
            yield self._delivery(response, tally, entry, (url, final), look, checked)

    def no_list(self, failure: Failure) -> None:
        """No answer from one of the source's own addresses, or from a further list page."""
        tally, visit, why = self._why(failure)
        if visit.status == 200:
            self._missed(_url(failure), why, tally, visit)
        else:
            visit.trouble = why

    def no_article(self, failure: Failure) -> Iterator[Delivery]:
        """No answer from an article's address."""
        tally, visit, why = self._why(failure)
        given = _request(failure).cb_kwargs
        yield from self._nothing_there(given["url"], why, 0, tally, visit, given["look"])

    def _list_page(self, response: Response, tally: Tally, visit: Visit) -> Iterator[Request]:
        door, source = DOORS[tally.source.door], tally.source
        try:
            entries = door.entries(response.body, response.url, source)
        except PageError as error:
            kind = "no_feed" if isinstance(error, NotFeed) else "broken"
            visit.trouble = Trouble(kind=kind, words=error.words)
            return
        visit.entries += len(entries)
        fresh, known = self._sorted(entries, tally)
        for entry, url, look in fresh:
            yield self._article_request(entry, url, look, tally, visit)
        # Known ground is reached, and all behind it was taken in the last time.
        if not entries or (known and not fresh and visit.look and visit.look.body_sha):
            return
        for onward in door.further(response.body, response.url, source):
            if onward not in visit.lists and len(visit.lists) < _most_pages(tally):
                yield self._list_request(onward, tally, visit)

    def _sorted(self, entries: Iterable[Entry], tally: Tally) -> tuple[list[tuple[Entry, str, Look | None]], bool]:
        """The entries to ask for, with their addresses and last looks, and whether any other was known already."""
        source, now = tally.source, self._ours.now()
        named = {
            url: entry
            for entry, url in ((entry, seen.canonical(entry.url)) for entry in entries)
            if url and admit.address(url, source) and admit.wanted(entry, source)
        }
        looks = self._looks(named)
        fresh = [
            (entry, url, looks.get(url))
            for url, entry in named.items()
            if url not in self._asked and seen.due(looks.get(url), entry.changed, now)
        ]
        self._asked.update(url for _, url, _ in fresh)
        return fresh, len(fresh) < len(named)

    def _delivery(
        self,
        response: Response,
        tally: Tally,
        entry: Entry,
        urls: tuple[str, str],
        look: Look | None,
        checked: datetime,
    ) -> Delivery:
        asked, final = urls
        etag, last_modified = _stamps(response)
        body_sha = _sha(response.body)
        looks = tuple(
            Look(
                url=url,
                source=tally.source.name,
                checked=checked,
                status=response.status,
                etag=etag,
                last_modified=last_modified,
                body_sha=body_sha,
            )
            for url in dict.fromkeys((asked, final))
        )
        if look and look.body_sha == body_sha:
            tally.unchanged += 1
            return Delivery(page=None, looks=looks)
        tally.fetched += 1
        page = capture.page(response, source=tally.source.name, url=final, fetched=checked, published=entry.published)
        return Delivery(page=page, looks=looks)

    def _nothing_there(
        self, url: str, why: Trouble, status: int, tally: Tally, visit: Visit, look: Look | None
    ) -> Iterator[Delivery]:
        """What will not pass by itself is remembered, so that a day goes by before it is asked for again."""
        self._missed(url, why, tally, visit)
        if not why.passing:
            checked = self._ours.now()
            kept = look or Look(url=url, source=tally.source.name, checked=checked, status=status)
            yield Delivery(page=None, looks=(replace(kept, checked=checked, status=status),))

    def _missed(self, url: str, why: Trouble, tally: Tally, visit: Visit) -> None:
        tally.failed += 1
        tally.troubles.append((url, why))
        visit.complete = visit.complete and not why.passing

    def _looks(self, urls: Iterable[str]) -> dict[str, Look]:
        """What is remembered of these addresses. Ends the crawl when the store gives way."""
        if self.crawl.broken:
            raise CloseSpider("broken")
        try:
            with engine.reading(self.desk.store).connect() as connection:
                found = [read.look(connection, url) for url in urls]
        except FactorywatchError as error:
            self.crawl.broken = error
            raise CloseSpider("broken") from error
        return {look.url: look for look in found if look}

    def _list_request(self, url: str, tally: Tally, visit: Visit) -> Request:
        first = not visit.lists
        visit.lists.add(url)
        return self._request(
            url,
            tally,
            callback=self.first_page if first else self.next_page,
            errback=self.no_list,
            headers=seen.headers(visit.look) if first else {},
            known={"tally": tally, "visit": visit},
        )

    def _article_request(self, entry: Entry, url: str, look: Look | None, tally: Tally, visit: Visit) -> Request:
        return self._request(
            url,
            tally,
            callback=self.article,
            errback=self.no_article,
            headers=seen.headers(look),
            known={"tally": tally, "visit": visit, "entry": entry, "url": url, "look": look},
        )

    def _request(
        self, url: str, tally: Tally, *, callback: Any, errback: Any, headers: dict[str, str], known: dict[str, Any]
    ) -> Request:
        return Request(
            url,
            callback=callback,
            errback=errback,
            headers={**headers, "Accept-Language": f"{tally.source.language}, en;q=0.5"},
            cb_kwargs=known,
            meta={pace.SLOT: pace.site(url)},
            dont_filter=True,  # what was asked for is ours to know: seen.py
        )

    def _why(self, failure: Failure) -> tuple[Tally, Visit, Trouble]:
        given = _request(failure).cb_kwargs
        if failure.value is None:
            raise RuntimeError("a failure without an error")
        return (
            given["tally"],
            given["visit"],
            trouble.of_error(failure.value, _url(failure), self._ours.allow_addresses),
        )


def _request(failure: Failure) -> Request:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
    return request


def _url(failure: Failure) -> str:
    return _request(failure).url


def _stamps(response: Response) -> tuple[str, str]:
    known = dict(capture.headers(response))
    etag, modified = known.get("etag", ""), known.get("last-modified", "")
    return (etag if len(etag) <= _LONGEST_STAMP else "", modified if len(modified) <= _LONGEST_STAMP else "")


def _sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _most_pages(tally: Tally) -> int:
    return tally.source.listing.most_pages if tally.source.listing else 1
