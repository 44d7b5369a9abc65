"""What a door finds: entries (single articles), and asks (further requests of its own)."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a feed, a list, a sitemap or an API: what it says of one article, before anybody has asked for it."""

    url: str
    title: str = ""
    teaser: str = ""
    published: str = ""
    """The day that is given with it, ISO, as it was at the publisher's; empty: none."""
    changed: datetime | None = None
    """The last moment at which it was published or edited, where the door says so."""
    shown: str = ""
    """The address that people open, where it is another than the one to ask for; empty: where the answer comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request for a part of the list."""

    url: str
    body: bytes = b""
    """JSON to send along (POST); empty: a plain GET."""
    changed: datetime | None = field(default=None, compare=False)
    """When that part last changed, where a sitemap's index says so."""
