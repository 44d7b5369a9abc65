"""Which entries are worth a request, and which addresses a source may lead to."""

import re
from urllib.parse import urlsplit

from models.source import Source
from spiders.entry import Entry


def wanted(entry: Entry, source: Source) -> bool:
    """Whether the entry is about what the source is asked for."""
    said = f"{entry.title}\n{entry.teaser}\n{entry.url}".casefold()
    return not source.query or any(term.casefold() in said for term in source.query)


def address(url: str, source: Source) -> bool:
    """Whether the source may lead there: by its `admit`, else by its hosts."""
    if source.admit:
        return re.search(source.admit, url) is not None
    host = bare(urlsplit(url).netloc)
    return any(host == home or host.endswith(f".{home}") for home in hosts(source))


def hosts(source: Source) -> frozenset[str]:
    """The hosts of the source's own addresses."""
    return frozenset(bare(urlsplit(start).netloc) for start in source.urls)


def bare(netloc: str) -> str:
    """A host without `www.`: both names are one site. The port stays, for two ports of a host are two sites."""
    return netloc.rpartition("@")[2].casefold().removeprefix("www.")
