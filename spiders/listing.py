"""List pages: entries found by the source's selectors, which hold for every generation of its markup."""

import re
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError
from w3lib.encoding import html_to_unicode

from models.errors import ConfigError
from models.source import Listing, Source
from spiders import stamps
from spiders.entry import Entry

# Facets combine without end: what they lead to is never followed.
_FACET = re.compile(r"[?&]f\[", re.IGNORECASE)


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when the selectors are missing or cannot be read."""
    listing, page = _listing(source), LexborHTMLParser("")
    for key, selector in (("entry", listing.entry), ("link", listing.link), ("next", listing.next)):
        try:
            if selector:
                page.css(selector)
            elif key != "next":
                raise ConfigError("is empty", file=f"{source.name}.toml", key=f"listing.{key}")
        except SelectolaxError as error:
            raise ConfigError(
                f"{selector} is no CSS selector", file=f"{source.name}.toml", key=f"listing.{key}"
            ) from error


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every entry with a link, in the order of the page; facets are no entries."""
    listing = _listing(source)
    found = (_entry(node, url, listing, source.language) for node in _page(body).css(listing.entry))
    return tuple(entry for entry in found if entry)


def further(body: bytes, url: str, source: Source) -> tuple[str, ...]:
    """The next page of the same list: same host and path, another query, no facet."""
    listing = _listing(source)
    link = _page(body).css_first(listing.next) if listing.next else None
    onward = _joined(url, link)
    here, there = urlsplit(url), urlsplit(onward)
    same = (here.hostname, here.port, here.path) == (there.hostname, there.port, there.path)
    return (onward,) if onward and same and here.query != there.query else ()


def _listing(source: Source) -> Listing:
    if source.listing is None:
        raise ConfigError("is missing; the door listing needs it", file=f"{source.name}.toml", key="listing")
    return source.listing


def _page(body: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(html_to_unicode(None, body)[1])


def _entry(node: LexborNode, url: str, listing: Listing, language: str) -> Entry | None:
    link = node.css_first(listing.link)
    address = _joined(url, link)
    if not link or not address:
        return None
    time = node.css_first("time[datetime]")
    changed = stamps.moment((time.attributes.get("datetime") or "") if time else "")
    return Entry(
        url=address,
        title=_words(link),
        teaser=_words(node),
        published=changed.date().isoformat() if changed else _date(node, language) or stamps.in_address(address),
        changed=changed,
    )


def _date(node: LexborNode, language: str) -> str:
    """The first element that holds a date and nothing else."""
    days = (stamps.in_words(_words(leaf), language) for leaf in node.css("*"))
    return next((day for day in days if day), "")


def _joined(url: str, link: LexborNode | None) -> str:
    address = ((link.attributes.get("href") or "") if link else "").strip()
    if not address or address.startswith("#"):
        return ""
    try:
        joined = urljoin(url, address)
        fine = urlsplit(joined).scheme in ("http", "https") and not _FACET.search(unquote(joined))
    except ValueError:  # such as "http://[": no address at all
        return ""
    return joined if fine else ""


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
