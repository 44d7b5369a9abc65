"""Watched pages: edited in place. A page is new when its smallest stable part is another than the last time.

The rest of a page (a menu, a ticker, a token in a form) changes with every look and says nothing.
"""

from parsel import Selector

from models.errors import ConfigError, PageError
from models.source import Source, Watch
from spiders import letters, listing
from spiders.entry import Entry

_UNSEEN = "script, style, template, noscript"


def check(source: Source) -> None:
    """Nothing. Raises ConfigError when the selectors are missing or cannot be read."""
    table = _watch(source)
    for key, written in (("part", table.part), *(("without", one) for one in table.without)):
        listing.selector(written, file=f"{source.name}.toml", key=f"watch.{key}")


def entries(_body: bytes, url: str, _source: Source) -> tuple[Entry, ...]:
    """The page itself."""
    return (Entry(url=url),)


def part(body: bytes, url: str, source: Source) -> bytes:
    """The words of the part that is watched, spaces evened out. Raises PageError where the page has no such part."""
    table = _watch(source)
    page = Selector(text=letters.text(body, source.language), type="html")
    for selector in (_UNSEEN, *table.without):
        page.css(selector).drop()
    nodes = page.css(table.part)
    roots = {node.root for node in nodes}
    # A part inside of a part would repeat its words.
    outer = (node for node in nodes if roots.isdisjoint(node.root.iterancestors()))
    words = " ".join(text for node in outer for text in node.xpath(".//text()").getall()).split()
    if not words:
        raise PageError(f"the part that is watched ({table.part}) is not in the page", page=url)
    return " ".join(words).encode()


def _watch(source: Source) -> Watch:
    if source.watch is None:
        raise ConfigError("is missing; the door watch needs it", file=f"{source.name}.toml", key="watch")
    return source.watch
