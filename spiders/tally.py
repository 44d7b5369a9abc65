"""The tally: what a crawl has met so far. Grows while it runs; health.py and crawl.py read it when it has ended."""

from dataclasses import dataclass, field

from models.errors import FactorywatchError
from models.look import Look
from models.source import Source
from spiders.trouble import Trouble


@dataclass(slots=True, kw_only=True, eq=False)
class Visit:
    """One of a source's own addresses (a feed, a first list page) in this crawl."""

    url: str
    look: Look | None
    """The last time."""
    status: int = 0
    etag: str = ""
    last_modified: str = ""
    body_sha: str = ""
    same: bool = False
    """Nothing there has changed since the last time."""
    trouble: Trouble | None = None
    entries: int = 0
    complete: bool = True
    """Every entry was taken in, or is known to be of no use; what is not complete is read in full next time."""
    lists: set[str] = field(default_factory=set)
    """The list pages that were asked for."""


@dataclass(slots=True, kw_only=True, eq=False)
class Tally:
    """One source in this crawl."""

    source: Source
    visits: list[Visit] = field(default_factory=list)
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    troubles: list[tuple[str, Trouble]] = field(default_factory=list)
    """Articles and further list pages that gave nothing."""

    @property
    def entries(self) -> int:
        """How many entries its doors gave."""
        return sum(visit.entries for visit in self.visits)


@dataclass(slots=True, kw_only=True, eq=False)
class Crawl:
    """The whole crawl."""

    tallies: tuple[Tally, ...]
    ended: str = ""
    """How Scrapy says that it ended; `finished` when nothing stopped it."""
    broken: FactorywatchError | None = None
    """What of our own gave way (the store, the archive): nothing more was taken in after it."""
    bugs: list[str] = field(default_factory=list)
