"""Sitemaps: plain ones, Google-News ones, and indexes of either, packed or not. Expands no entity, unpacks no bomb."""

import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from parsel import Selector

from models.errors import ConfigError, NotFeed
from models.source import Sitemap, Source
from spiders import letters, stamps
from spiders.entry import Ask, Entry

MOST_BYTES = 50_000_000
"""Unpacked; the protocol of sitemaps.org allows no more."""
_LONGEST = 2_000


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when there is no table, or the pattern for nested maps cannot be read."""
    file = f"{source.name}.toml"
    try:
        re.compile(_sitemap(source).maps)
    except re.error as error:
        raise ConfigError(f"is no regular expression: {error}", file=file, key="sitemap.maps") from error


def entries(body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
    """Every address of the map, the last changed first; none for an index. Raises NotFeed when it is neither."""
    root = _root(body, url)
    languages = _sitemap(source).languages
    found = (_entry(node, url, languages) for node in _children(root, "url"))
    # Where no date is given the order of the file stays: sorting keeps it.
    return tuple(sorted((entry for entry in found if entry), key=lambda entry: _newest_first(entry.changed)))


def further(body: bytes, ask: Ask, source: Source) -> tuple[Ask, ...]:
    """The maps of an index, the last changed first: as many as are read in one crawl."""
    table, found = _sitemap(source), []
    for node in _children(_root(body, ask.url), "sitemap"):
        address = _joined(ask.url, _text(node, "loc"))
        if address and re.search(table.maps, address):
            found.append(Ask(url=address, changed=stamps.moment(_text(node, "lastmod"))))
    return tuple(sorted(found, key=lambda nested: _newest_first(nested.changed))[: table.most_pages])


def _sitemap(source: Source) -> Sitemap:
    if source.sitemap is None:
        raise ConfigError("is missing; the door sitemap needs it", file=f"{source.name}.toml", key="sitemap")
    return source.sitemap


def _root(body: bytes, url: str) -> Any:
    """The map's root element. Raises NotFeed for anything that is no map."""
    text = letters.text(_unpacked(body, url), "")
    # parsel's parser resolves no entities and goes on after broken markup; a NUL would end the text for it.
    root = Selector(text=text.replace("\0", " ").lstrip("\ufeff \t\r\n") or "<nothing/>", type="xml").root
    if _name(root) not in ("urlset", "sitemapindex"):
        raise NotFeed("is no sitemap", page=url)
    return root


def _unpacked(body: bytes, url: str) -> bytes:
    # Also twice: a file that is stored packed may be sent packed once more.
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            break
        opened = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            body = opened.decompress(body, MOST_BYTES + 1)
        except zlib.error as error:
            raise NotFeed(f"is packed and damaged ({error})", page=url) from error
        if len(body) > MOST_BYTES:
            raise NotFeed(f"unpacks to more than {MOST_BYTES // 1_000_000} MB", page=url)
    return body


def _entry(node: Any, url: str, languages: tuple[str, ...]) -> Entry | None:
    address = _joined(url, _text(node, "loc"))
    news = next(_children(node, "news"), None)
    published = title = keywords = language = ""
    if news is not None:
        published, title, keywords = (_text(news, name) for name in ("publication_date", "title", "keywords"))
        language = next((_text(one, "language") for one in _children(news, "publication")), "")
    # "zh-cn", "en_GB": the first part is the language.
    if not address or (languages and language and re.split("[-_]", language.lower())[0] not in languages):
        return None
    edited, came = stamps.moment(_text(node, "lastmod")), stamps.moment(published)
    return Entry(
        url=address,
        title=title,
        teaser=keywords,
        published=came.date().isoformat() if came else stamps.in_address(address),
        changed=max((moment for moment in (edited, came) if moment), default=None),
    )


def _children(node: Any, name: str) -> Iterator[Any]:
    """The children of that local name: sites write their namespaces in many ways, or not at all."""
    return (child for child in node if _name(child) == name)


def _name(node: Any) -> str:
    """Without its namespace; comments and processing instructions have none."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2] if isinstance(node.tag, str) else ""


def _text(node: Any, name: str) -> str:
    return next((" ".join("".join(child.itertext()).split())[:_LONGEST] for child in _children(node, name)), "")


def _joined(url: str, address: str) -> str:
    try:
        joined = urljoin(url, address) if address else ""
    except ValueError:  # such as "http://[": no address at all
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""


def _newest_first(changed: datetime | None) -> float:
    return -changed.timestamp() if changed else 0.0
