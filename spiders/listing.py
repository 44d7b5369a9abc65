"""List pages: entries found by the source's selectors, which hold for every generation of its markup.

Read with parsel (2026-11-22), which comes with Scrapy: selectolax takes 15 s for 55 kB of `<b a=1><p><b a=2><p>…`.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from cssselect import SelectorError
from parsel import Selector

from models.errors import ConfigError
from models.source import Listing, Source
from spiders import letters, stamps
from spiders.entry import Ask, Entry

_LONGEST = 20_000
# Facets combine without end: what they lead to is never followed.
_FACET = re.compile(r"[?&]f\[", re.IGNORECASE)


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when the selectors are missing or cannot be read."""
    table, file = _listing(source), f"{source.name}.toml"
    for key, written in (("entry", table.entry), ("link", table.link), ("next", table.next)):
        if written or key != "next":
            selector(written, file=file, key=f"listing.{key}")


def selector(written: str, *, file: str, key: str) -> None:
    """Nothing. Raises ConfigError for what is no CSS selector."""
    try:
        Selector(text="<p>", type="html").css(written)
    except SelectorError as error:
        raise ConfigError(
            f"{written} is no CSS selector ({error})" if written else "is empty", file=file, key=key
        ) from error


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every entry with a link, in the order of the page; facets are no entries."""
    listing = _listing(source)
    nodes = _page(body, source.language).css(listing.entry)
    roots = {node.root for node in nodes}
    # An entry inside of an entry would repeat its text, and a thousand of them a thousand times.
    outer = (node for node in nodes if roots.isdisjoint(node.root.iterancestors()))
    found = (_entry(node, url, listing, source.language) for node in outer)
    return tuple(entry for entry in found if entry)


def further(body: bytes, ask: Ask, source: Source) -> tuple[Ask, ...]:
    """The next page of the same list: same host and path, another query, no facet; nothing after an empty one."""
    listing = _listing(source)
    page = _page(body, source.language)
    if not listing.next or not page.css(listing.entry):
        return ()
    onward = _joined(ask.url, page.css(listing.next))
    here, there = urlsplit(ask.url), urlsplit(onward)
    same = (here.hostname, here.port, here.path) == (there.hostname, there.port, there.path)
    return (Ask(url=onward),) if onward and same and here.query != there.query else ()


def _listing(source: Source) -> Listing:
    if source.listing is None:
        raise ConfigError("is missing; the door listing needs it", file=f"{source.name}.toml", key="listing")
    return source.listing


def _page(body: bytes, language: str) -> Selector:
    return Selector(text=letters.text(body, language), type="html")


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
