"""The spider: one for every source. Asks for the doors, then for the articles behind them that are new."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from sqlalchemy import Connection
from twisted.python.failure import Failure

from models.errors import FactorywatchError, NotFeed, PageError
from models.look import Look
from models.settings import Settings
from models.store import engine, read
from spiders import admit, again, capture, doors, pace, reservations, rights, seen, soft, trouble
from spiders.deliver import Delivery, Desk
from spiders.doors import DOORS
from spiders.entry import Ask, Entry
from spiders.tally import Crawl, Tally, Visit
from spiders.trouble import Trouble

_LONGEST_STAMP = 500
_MOST_ARTICLES = 200
"""Behind one of a source's addresses in one crawl: the rest waits for the next, so no calendar without end holds it."""
_DAY = timedelta(days=1)


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
            for ask in DOORS[tally.source.door].start(tally.source):
                visit = Visit(url=ask.url, look=looks.get(ask.url))
                tally.visits.append(visit)
                yield self._list_request(ask, tally, visit)
            for look in self._overdue(tally):
                entry = Entry(url=look.url, published=look.published, shown=look.shown)
                yield self._article_request(entry, look.url, look, tally, Visit(url=look.url, look=None))

    def first_page(self, response: Response, tally: Tally, visit: Visit, ask: Ask) -> Iterator[Request | Delivery]:
        """One of the source's own addresses answered."""
        visit.status = response.status
        if response.status == 304 and visit.look:
            visit.same = True
        elif response.status != 200:
            visit.trouble = trouble.of_status(response.status)
        else:
            yield from self._first_body(response, tally, visit, ask)
        tally.unchanged += visit.same

    def _first_body(self, response: Response, tally: Tally, visit: Visit, ask: Ask) -> Iterator[Request | Delivery]:
        door = DOORS[tally.source.door]
        visit.etag, visit.last_modified = _stamps(response)
        try:
            visit.body_sha = _sha(door.part(response.body, response.url, tally.source))
        except PageError as error:
            visit.trouble = Trouble(kind="broken", words=error.words)
            return
        if visit.look and visit.look.body_sha == visit.body_sha:
            visit.same = True
        elif door.itself:
            for entry in door.entries(response.body, response.url, tally.source):
                visit.saw((entry,), self._ours.now())
                yield from self.article(response, tally, visit, entry, seen.canonical(visit.url), None)
        else:
            yield from self._list_page(response, tally, visit, ask)

    def next_page(self, response: Response, tally: Tally, visit: Visit, ask: Ask) -> Iterator[Request]:
        """A further list page answered."""
        if response.status == 200:
            yield from self._list_page(response, tally, visit, ask)
        else:
            self._missed(response.url, trouble.of_status(response.status), tally, visit)

    def article(
        self, response: Response, tally: Tally, visit: Visit, entry: Entry, url: str, look: Look | None
    ) -> Iterator[Delivery]:
        """An article's address answered."""
        checked = self._ours.now()
        final = capture.own_address(response, seen.canonical(entry.shown or response.url))
        if response.status == 304 and look:
            tally.unchanged += 1
            yield Delivery(page=None, looks=(again.same(look, 304, checked),))
        elif response.status != 200:
            yield from self._nothing_there(url, trouble.of_status(response.status), response.status, tally, visit, look)
        elif not (final and admit.address(final, tally.source)):
            astray = Trouble(kind="elsewhere", words=f"leads to {final or response.url}, outside of the source")
            yield from self._nothing_there(url, astray, response.status, tally, visit, look)
        elif said := soft.why(response.body, tally.source.language):
            gone = Trouble(kind="gone", words=f"answers 200, and says that there is no such page: {said}")
            yield from self._nothing_there(url, gone, 404, tally, visit, look)
        else:
            try:
                body = DOORS[tally.source.door].page(response.body, entry, tally.source)
            except PageError as error:
                why = Trouble(kind="broken", words=error.words)
                yield from self._nothing_there(url, why, response.status, tally, visit, look)
                return
            if body is not response.body:
                response = response.replace(body=body)
                response.headers["Content-Type"] = "text/html; charset=utf-8"
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

    def _list_page(self, response: Response, tally: Tally, visit: Visit, ask: Ask) -> Iterator[Request]:
        door, source = DOORS[tally.source.door], tally.source
        try:
            entries = door.entries(response.body, response.url, source)
        except PageError as error:
            kind = "no_feed" if isinstance(error, NotFeed) else "broken"
            visit.trouble = Trouble(kind=kind, words=error.words)
            return
        visit.saw(entries, self._ours.now())
        fresh, known = self._sorted(entries, tally, visit)
        for entry, url, look in fresh:
            yield self._article_request(entry, url, look, tally, visit)
        read = visit.look if visit.look and visit.look.body_sha else None
        # Known ground is reached, and all behind it was taken in the last time.
        if known and not fresh and read:
            return
        for onward in door.further(response.body, replace(ask, url=response.url), source):
            # Many maps give the day of a change alone.
            old = read and onward.changed and onward.changed < read.checked - _DAY
            if not old and onward not in visit.lists and len(visit.lists) < doors.most_pages(source):
                yield self._list_request(onward, tally, visit)

    def _sorted(
        self, entries: Sequence[Entry], tally: Tally, visit: Visit
    ) -> tuple[list[tuple[Entry, str, Look | None]], bool]:
        """The entries to ask for, with their addresses and last looks, and whether any other was known already."""
        source, now = tally.source, self._ours.now()
        horizon = doors.horizon(source)
        named = {
            seen.identity(url): (entry, url)
            for entry, url in ((entry, seen.canonical(entry.url)) for entry in entries)
            if url
            and admit.address(url, source)
            and admit.wanted(entry, source)
            and not (horizon and entry.changed and entry.changed < now - horizon)
        }
        looks = self._looks(twin for _, url in named.values() for twin in seen.twins(url))
        fresh = []
        for identity, (entry, url) in named.items():
            # A page keeps the address under which it is known, whichever of its twins a list names today.
            look = looks.get(url) or next((looks[twin] for twin in seen.twins(url) if twin in looks), None)
            if identity not in self._asked and seen.due(look, entry.changed, now):
                fresh.append((entry, look.url if look else url, look))
        known = len(fresh) < len(named)
        tally.wanted += len(fresh)
        if self.crawl.most:
            # Whoever checks a source wants to see one article, also on a day without a wanted one.
            any_ = ((one, seen.canonical(one.url)) for one in entries)
            others = ((one, url, None) for one, url in any_ if url and admit.address(url, source))
            fresh = [*fresh, *others][: max(self.crawl.most - len(self._asked), 0)]
        if len(fresh) > _MOST_ARTICLES - visit.articles:
            visit.complete = False
            fresh = fresh[: max(_MOST_ARTICLES - visit.articles, 0)]
        visit.articles += len(fresh)
        self._asked.update(seen.identity(url) for _, url, _ in fresh)
        return fresh, known

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
        known = look or (self._looks((final,)).get(final) if final != asked else None)
        came = Look(
            url=asked,
            source=tally.source.name,
            checked=checked,
            status=response.status,
            etag=etag,
            last_modified=last_modified,
            body_sha=body_sha,
        )
        looks = tuple(replace(came, url=url) for url in dict.fromkeys((asked, final)))
        if not DOORS[tally.source.door].itself:
            # Looked at again where it was asked for, or where that led to, and not at both.
            asked_again = came if entry.shown else looks[-1]
            looks = tuple(again.taken_in(one, entry) if one.url == asked_again.url else one for one in looks)
        if known and known.body_sha == body_sha and not known.gone:
            tally.unchanged += 1
            return Delivery(page=None, looks=looks)
        page = capture.page(response, source=tally.source.name, url=final, fetched=checked, published=entry.published)
        allowed = rights.of(response, response.meta.get(reservations.RULES, ()))
        if allowed.use == "barred":
            # Asked for again after a day, like what is gone: the site may think better of it.
            tally.failed += 1
            tally.troubles.append((asked, Trouble(kind="barred", words=f"{allowed.signal}: {allowed.words}")))
            return Delivery(page=page, rights=allowed, looks=tuple(replace(one, body_sha="") for one in looks))
        tally.fetched += 1
        was = bool(known and known.body_sha)
        sent = capture.headers(response.request) if response.request else ()
        return Delivery(page=page, looks=looks, again=was, rights=allowed, asked=sent)

    def _nothing_there(
        self, url: str, why: Trouble, status: int, tally: Tally, visit: Visit, look: Look | None
    ) -> Iterator[Delivery]:
        """What will not pass by itself is remembered, so that a day goes by before it is asked for again."""
        self._missed(url, why, tally, visit)
        if not why.passing:
            checked = self._ours.now()
            kept = look or Look(url=url, source=tally.source.name, checked=checked, status=status)
            yield Delivery(page=None, looks=(again.nothing(kept, status, checked),))

    def _missed(self, url: str, why: Trouble, tally: Tally, visit: Visit) -> None:
        tally.failed += 1
        tally.troubles.append((url, why))
        visit.complete = visit.complete and not why.passing

    def _looks(self, urls: Iterable[str]) -> dict[str, Look]:
        """What is remembered of these addresses."""
        return {look.url: look for look in self._remembered(lambda connection: read.looks(connection, urls))}

    def _overdue(self, tally: Tally) -> tuple[Look, ...]:
        """The source's articles that are to be looked at again by now, whatever its lists say."""
        if self.crawl.most:
            return ()
        source, now = tally.source.name, self._ours.now()
        overdue = self._remembered(lambda connection: read.again(connection, source, now))
        found = tuple(look for look in overdue if seen.identity(look.url) not in self._asked)[:_MOST_ARTICLES]
        self._asked.update(seen.identity(look.url) for look in found)
        return found

    def _remembered(self, question: Callable[[Connection], tuple[Look, ...]]) -> tuple[Look, ...]:
        """What the store answers. Ends the crawl when it gives way."""
        if self.crawl.broken:
            raise CloseSpider("broken")
        try:
            with engine.reading(self.desk.store).connect() as connection:
                return question(connection)
        except FactorywatchError as error:
            self.crawl.broken = error
            raise CloseSpider("broken") from error

    def _list_request(self, ask: Ask, tally: Tally, visit: Visit) -> Request:
        first = not visit.lists
        visit.lists.add(ask)
        return self._request(
            ask.url,
            tally,
            callback=self.first_page if first else self.next_page,
            errback=self.no_list,
            headers=seen.headers(visit.look) if first else {},
            known={"tally": tally, "visit": visit, "ask": ask},
            body=ask.body,
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
        self,
        url: str,
        tally: Tally,
        *,
        callback: Any,
        errback: Any,
        headers: dict[str, str],
        known: dict[str, Any],
        body: bytes = b"",
    ) -> Request:
        kind = {"Content-Type": "application/json"} if body else {}
        return Request(
            url,
            method="POST" if body else "GET",
            body=body,
            callback=callback,
            errback=errback,
            headers={**headers, **kind, "Accept-Language": f"{tally.source.language}, en;q=0.5"},
            cb_kwargs=known,
            meta={
                pace.SLOT: pace.site(url),
                reservations.ASK: "entry" in known or DOORS[tally.source.door].itself,
                **DOORS[tally.source.door].meta(tally.source),
            },
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
    etag, modified = (capture.line(response.headers.get(name) or b"") for name in ("ETag", "Last-Modified"))
    return (etag if len(etag) <= _LONGEST_STAMP else "", modified if len(modified) <= _LONGEST_STAMP else "")


def _sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
