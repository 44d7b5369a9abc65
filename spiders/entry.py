"""An entry: what a feed or a list page says of one article, before anybody has asked for it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a feed or list."""

    url: str
    title: str = ""
    teaser: str = ""
    published: str = ""
    """The day that is given with it, ISO, as it was at the publisher's; empty: none."""
    changed: datetime | None = None
    """The last moment at which it was published or edited, where the door says so."""
