"""The doors by name: the `door` of a source's TOML is the key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from models.errors import ConfigError
from models.source import Source
from spiders import api, browser, feed, listing, sitemap, watch
from spiders.entry import Ask, Entry


def _at_each_address(source: Source) -> tuple[Ask, ...]:
    return tuple(Ask(url=url) for url in source.urls)


def _nowhere(_body: bytes, _ask: Ask, _source: Source) -> tuple[Ask, ...]:
    return ()


def _whole(body: bytes, _url: str, _source: Source) -> bytes:
    return body


def _as_it_came(body: bytes, _entry: Entry, _source: Source) -> bytes:
    return body


def _no_meta(_source: Source) -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How what a source's addresses give is read. Pure: a door asks for nothing by itself."""

    check: Callable[[Source], None]
    """Nothing. Raises ConfigError where the source's TOML lacks what the door needs."""
    entries: Callable[[bytes, str, Source], tuple[Entry, ...]]
    """(body, url, source) → every entry, in the order of the page. Raises PageError for a body of another make."""
    start: Callable[[Source], tuple[Ask, ...]] = _at_each_address
    """What to ask for first, one for each of the source's addresses."""
    further: Callable[[bytes, Ask, Source], tuple[Ask, ...]] = _nowhere
    """(body, ask, source) → where the list goes on."""
    part: Callable[[bytes, str, Source], bytes] = _whole
    """(body, url, source) → what must have changed for the body to be new. Raises PageError where it is missing."""
    page: Callable[[bytes, Entry, Source], bytes] = _as_it_came
    """(body, entry, source) → an article's answer as a page. Raises PageError for an answer of another make."""
    meta: Callable[[Source], dict[str, object]] = _no_meta
    """What Scrapy is told along with every request."""
    itself: bool = False
    """Whether the addresses are the articles themselves: nothing further is asked for."""


DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "feed": Door(check=feed.check, entries=feed.entries),
        "listing": Door(check=listing.check, entries=listing.entries, further=listing.further),
        "sitemap": Door(check=sitemap.check, entries=sitemap.entries, further=sitemap.further),
        "api": Door(check=api.check, start=api.start, entries=api.entries, further=api.further, page=api.page),
        "watch": Door(check=watch.check, entries=watch.entries, part=watch.part, itself=True),
        "browser": Door(check=browser.check, entries=listing.entries, further=listing.further, meta=browser.meta),
    }
)


def check(source: Source) -> None:
    """Nothing. Raises ConfigError where the source cannot be crawled as its TOML stands."""
    file = f"{source.name}.toml"
    if source.disabled:
        raise ConfigError(f"{source.name} is disabled: {source.disabled}", file=file, key="disabled")
    if not source.urls:
        raise ConfigError("names no address", file=file, key="urls")
    for url in source.urls:
        if not _is_address(url):
            raise ConfigError(f"{url} is no http address", file=file, key="urls")
    try:
        re.compile(source.admit)
    except re.error as error:
        raise ConfigError(f"is no regular expression: {error}", file=file, key="admit") from error
    if source.door not in DOORS:
        raise ConfigError(f"no door {source.door} (there are: {', '.join(DOORS)})", file=file, key="door")
    DOORS[source.door].check(source)


def most_pages(source: Source) -> int:
    """How many parts of its list are asked for in one crawl."""
    return next((table.most_pages for table in (source.listing, source.api, source.sitemap) if table), 1)


def horizon(source: Source) -> timedelta | None:
    """How old an entry may be that was never seen; None: as old as it likes."""
    return timedelta(days=source.sitemap.days) if source.sitemap else None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
