"""List pages: entries found by the source's selectors, which hold for every generation of its markup.

Read with parsel (2026-11-22), which comes with Scrapy: selectolax takes 15 s for 55 kB of `<b a=1><p><b a=2><p>…`.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from cssselect import SelectorError
from parsel import Selector
from w3lib.encoding import html_to_unicode

from models.errors import ConfigError
from models.source import Listing, Source
from spiders import stamps
from spiders.entry import Entry

_LONGEST = 20_000
# Facets combine without end: what they lead to is never followed.
_FACET = re.compile(r"[?&]f\[", re.IGNORECASE)


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when the selectors are missing or cannot be read."""
    listing, page = _listing(source), _page(b"<p>")
    for key, selector in (("entry", listing.entry), ("link", listing.link), ("next", listing.next)):
        if not selector and key != "next":
            raise ConfigError("is empty", file=f"{source.name}.toml", key=f"listing.{key}")
        try:
            page.css(selector or "*")
        except SelectorError as error:
            words = f"{selector} is no CSS selector ({error})"
            raise ConfigError(words, file=f"{source.name}.toml", key=f"listing.{key}") from error


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every entry with a link, in the order of the page; facets are no entries."""
    listing = _listing(source)
    nodes = _page(body).css(listing.entry)
    roots = {node.root for node in nodes}
    # An entry inside of an entry would repeat its text, and a thousand of them a thousand times.
    outer = (node for node in nodes if roots.isdisjoint(node.root.iterancestors()))
    found = (_entry(node, url, listing, source.language) for node in outer)
    return tuple(entry for entry in found if entry)


def further(body: bytes, url: str, source: Source) -> tuple[str, ...]:
    """The next page of the same list: same host and path, another query, no facet."""
    listing = _listing(source)
    onward = _joined(url, _page(body).css(listing.next)) if listing.next else ""
    here, there = urlsplit(url), urlsplit(onward)
    same = (here.hostname, here.port, here.path) == (there.hostname, there.port, there.path)
    return (onward,) if onward and same and here.query != there.query else ()


def _listing(source: Source) -> Listing:
    if source.listing is None:
        raise ConfigError("is missing; the door listing needs it", file=f"{source.name}.toml", key="listing")
    return source.listing


def _page(body: bytes) -> Selector:
    return Selector(text=html_to_unicode(None, body)[1], type="html")


def _entry(node: Selector, url: str, listing: Listing, language: str) -> Entry | None:
    links = node.css(listing.link)
    address = _joined(url, links)
    if not address:
        return None
    texts = node.xpath(".//text()").getall()
    changed = stamps.moment(node.css("time[datetime]::attr(datetime)").get(""))
    in_words = (stamps.in_words(" ".join(text.split()), language) for text in texts)
    return Entry(
        url=address,
        title=_words(links[0].xpath(".//text()").getall()),
        teaser=_words(texts),
        published=changed.date().isoformat() if changed else next(filter(None, in_words), stamps.in_address(address)),
        changed=changed,
    )


def _joined(url: str, links: Sequence[Selector]) -> str:
    address = (links[0].attrib.get("href") or "").strip() if links else ""
    if not address or address.startswith("#"):
        return ""
    try:
        joined = urljoin(url, address)
        fine = urlsplit(joined).scheme in ("http", "https") and not _FACET.search(unquote(joined))
    except ValueError:  # such as "http://[": no address at all
        return ""
    return joined if fine else ""


def _words(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())[:_LONGEST]
