"""The doors by name: the `door` of a source's TOML is the key."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

from models.errors import ConfigError
from models.source import Source
from spiders import feed, listing
from spiders.entry import Entry


class Door(Protocol):
    """How a body that a source's URL gave is read. Pure: a door asks for nothing by itself."""

    def check(self, source: Source) -> None:
        """Nothing. Raises ConfigError where the source's TOML lacks what the door needs."""

    def entries(self, body: bytes, url: str, source: Source) -> tuple[Entry, ...]:
        """Every entry, in the order of the page. Raises PageError for a body that cannot be of this door."""

    def further(self, body: bytes, url: str, source: Source) -> tuple[str, ...]:
        """The addresses where the list goes on."""


DOORS: Mapping[str, Door] = MappingProxyType({"feed": feed, "listing": listing})


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


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
