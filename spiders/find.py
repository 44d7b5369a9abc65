"""What a source file about a site needs: its feed or news sitemap, its language, its name. Stores no page.

What a page says of itself comes first (`link rel=alternate`), then what robots.txt names, then the usual places.
"""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from parsel import Selector
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from models import knowledge
from models.errors import ConfigError, FetchFailed, PageError
from models.settings import Settings
from models.source import Sitemap, Source
from models.store import engine
from spiders import admit, feed, guard, letters, politeness, robots, seen, sitemap, trouble
from spiders.deliver import Desk
from spiders.entry import Ask, Entry
from spiders.tally import Crawl

_PAUSE = 1.0
"""Seconds between two requests: they are a dozen, once."""
_FEEDS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed")
_MAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
_MOST = 4
"""So many of the feeds that a page names are tried; the one with the most entries is taken."""
_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_COMMENTS = re.compile(r"comment", re.IGNORECASE)
_NEWS = re.compile(r"news|nachrichten|actu|noticias|notizie", re.IGNORECASE)
_CODE = re.compile(r"\s*([A-Za-z]{2})(?![A-Za-z])")
_SAMPLE = 4_000
_TOO_SHORT = 100
_SAME = {"nb": "no", "nn": "no", "gr": "el"}


@dataclass(slots=True, kw_only=True)
class Found:
    """What was found so far, and where."""

    title: str = ""
    language: str = ""
    door: str = ""
    url: str = ""
    entries: tuple[Entry, ...] = ()
    tried: list[str] = field(default_factory=list)
    """What was asked for in vain, and why."""


def site(given: str, settings: Settings) -> Mapping[str, Any]:
    """What was found, as plain values. Raises ConfigError for what is no address, FetchFailed where nobody answers."""
    # `example.org` will do; mailto: and its like will not.
    url = "" if "@" in given else seen.canonical(given if "://" in given else f"https://{given}")
    if not url:
        raise ConfigError("is no http address", key=given)
    stub = Source(
        name="that site",
        title="",
        kind="press",
        language="en",
        door="feed",
        urls=(url,),
        delay=_PAUSE,
        sitemap=Sitemap(),
    )
    guard.identified((stub,), settings)
    process = AsyncCrawlerProcess(politeness.settings((stub,), settings))
    found = Found()
    store = engine.open(settings.store)
    try:
        engine.prepare(store)
        desk = Desk(store=store, archive=settings.archive, now=settings.now)
        task = process.crawl(process.create_crawler(Finder), source=stub, found=found, desk=desk, ours=settings)
        process.start()
    finally:
        store.dispose()
    if not task.cancelled() and (error := task.exception()):
        raise error
    if found.tried and not found.title and not found.url:
        raise FetchFailed(found.tried[0].removeprefix(f"{url}: "), about=url)
    hosts = Counter(admit.bare(urlsplit(entry.url).netloc) for entry in found.entries)
    moments = [entry.changed for entry in found.entries if entry.changed]
    return {
        "url": url,
        "title": found.title,
        "language": found.language,
        "door": found.door,
        "urls": [found.url] if found.url else [],
        "entries": len(found.entries),
        "newest": max(moments).isoformat() if moments else None,
        "host": hosts.most_common(1)[0][0] if hosts else "",
        "tried": found.tried,
    }


class Finder(scrapy.Spider):
    """Scrapy's side of it: asks one thing after the other, as what came before suggests."""

    name = "factorywatch-find"

    def __init__(self, *, source: Source, found: Found, desk: Desk, ours: Settings) -> None:
        super().__init__()
        # The ledger and the sites that rest are known by the desk; nothing is delivered to it.
        self.desk = desk
        self.crawl = Crawl(tallies=())
        self._source = source
        self._found = found
        self._networks = ours.allow_addresses

    async def start(self) -> AsyncIterator[Request]:
        """Nothing for Scrapy to do: all is asked here."""
        (url,) = self._source.urls
        page = await self._get(url)
        if page is None:
            return
        home: Response | None = page
        if self._feed(page, quietly=True):
            home = await self._get(urljoin(page.url, "/"))
        if home is not None:
            tree = Selector(text=letters.text(home.body, ""), type="html")
            self._found.title, self._found.language = _title(tree), _language(tree)
            if not self._found.url:
                await self._doors(page.url, tree)
        self._found.language = self._found.language or _guessed(self._found.entries)
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _doors(self, url: str, tree: Selector) -> None:
        named = list(dict.fromkeys(urljoin(url, address) for address in _alternates(tree)))
        for address in named[:_MOST]:
            if answer := await self._get(address):
                self._feed(answer)
        if self._found.url:
            return
        for address in (urljoin(url, path) for path in _FEEDS):
            if (answer := await self._get(address)) and self._feed(answer):
                return
        answer = await self._get(urljoin(url, "/robots.txt"), own=True)
        rules = robots.rules_of(answer.status, answer.body).parsed if answer else None
        maps = list(rules.sitemaps) if rules else []
        for address in (*filter(_NEWS.search, maps), *(urljoin(url, path) for path in _MAPS), *maps[:1]):
            if (answer := await self._get(address)) and self._map(answer):
                return

    async def _get(self, url: str, *, own: bool = False) -> Response | None:
        """The answer where it is a 200; why there is none is kept."""
        asked = Request(url, callback=NO_CALLBACK, dont_filter=True, meta={robots.OWN: True} if own else {})
        try:
            response: Response = await self.crawler.engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 - whatever it was, a person is told of it
            words = trouble.of_error(error, url, self._networks).words
        else:
            if response.status == 200:
                return response
            words = trouble.of_status(response.status).words
        self._found.tried.append(f"{url}: {words}")
        return None

    def _feed(self, answer: Response, *, quietly: bool = False) -> bool:
        try:
            entries = feed.entries(answer.body, answer.url, self._source)
        except PageError as error:
            if not quietly:
                self._found.tried.append(str(error))
            return False
        return self._kept("feed", answer.url, entries)

    def _map(self, answer: Response) -> bool:
        try:
            entries = sitemap.entries(answer.body, answer.url, self._source)
            nested = sitemap.further(answer.body, Ask(url=answer.url), self._source)
        except PageError as error:
            self._found.tried.append(str(error))
            return False
        return self._kept("sitemap", answer.url, entries, index=bool(nested))

    def _kept(self, door: str, url: str, entries: tuple[Entry, ...], *, index: bool = False) -> bool:
        """Whether that is a door to something; the one with the most behind it is the source's."""
        if not entries and not index:
            self._found.tried.append(f"{url}: a {door} without entries")
        elif not self._found.url or len(entries) > len(self._found.entries):
            self._found.door, self._found.url, self._found.entries = door, url, entries
        return bool(entries) or index


def _alternates(tree: Selector) -> Iterator[str]:
    for link in tree.css("link[rel~=alternate][href]"):
        kind, address = link.attrib.get("type", "").lower(), link.attrib["href"].strip()
        if kind.startswith(_KINDS) and not _COMMENTS.search(f"{address} {link.attrib.get('title', '')}"):
            yield address


def _title(tree: Selector) -> str:
    """The site's name; of a page's title what stands last, for there most sites put it."""
    named = tree.css("meta[property='og:site_name']::attr(content)").get("")
    title = tree.css("head title::text").get("")
    return " ".join((named or re.split(r"\s[|–—-]\s", title)[-1]).split())[:100]


def _language(tree: Selector) -> str:
    said = tree.css("html::attr(lang)").get("") or tree.css("meta[property='og:locale']::attr(content)").get("")
    return _ours(said)


def _guessed(entries: Sequence[Entry]) -> str:
    """The language that the entries' titles are in; nothing where they are too few to tell."""
    words = " ".join(entry.title for entry in entries)[:_SAMPLE]
    if len(words) < _TOO_SHORT:
        return ""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return _ours(str(LanguageIdentifier.from_model_file(MODEL_FILE).classify(words)[0]))


def _ours(said: str) -> str:
    """The code of a language that we read; empty for any other."""
    found = _CODE.match(said)
    code = found[1].lower() if found else ""
    code = _SAME.get(code, code)
    return code if code in knowledge.languages() else ""
