"""The tally: what a crawl has met so far. Grows while it runs; health.py and crawl.py read it when it has ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from models.errors import FactorywatchError
from models.health import Seen
from models.look import Look
from models.source import Source
from spiders.entry import Ask, Entry
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
    lists: set[Ask] = field(default_factory=set)
    """The list pages that were asked for."""
    articles: int = 0
    """How many articles were asked for."""
    titled: int = 0
    dated: int = 0
    newest: datetime | None = None
    """The moment of the newest entry; what bears a date to come is none."""

    def saw(self, entries: Sequence[Entry], now: datetime) -> None:
        """Counts what a page of the list showed."""
        moments = [moment for entry in entries if (moment := _moment(entry))]
        self.entries += len(entries)
        self.titled += sum(bool(entry.title) for entry in entries)
        self.dated += len(moments)
        self.newest = max((moment for moment in (*moments, self.newest) if moment and moment <= now), default=None)

    @property
    def seen(self) -> Seen:
        """What it showed, for the run's row."""
        return Seen(url=self.url, entries=self.entries, titled=self.titled, dated=self.dated, newest=self.newest)


def _moment(entry: Entry) -> datetime | None:
    if entry.changed or not entry.published:
        return entry.changed
    try:
        return datetime.combine(date.fromisoformat(entry.published), time(), UTC)
    except ValueError:
        return None


@dataclass(slots=True, kw_only=True, eq=False)
class Tally:
    """One source in this crawl."""

    source: Source
    visits: list[Visit] = field(default_factory=list)
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    wanted: int = 0
    """Articles behind its doors that were to be asked for."""
    troubles: list[tuple[str, Trouble]] = field(default_factory=list)
    """Articles and further list pages that gave nothing."""
    bugs: list[str] = field(default_factory=list)
    """Where our own code stumbled over this source: nothing of it is marked then."""

    @property
    def entries(self) -> int:
        """How many entries its doors gave."""
        return sum(visit.entries for visit in self.visits)


@dataclass(slots=True, kw_only=True, eq=False)
class Crawl:
    """The whole crawl."""

    tallies: tuple[Tally, ...]
    most: int = 0
    """Articles that each source is asked for; 0: all that are new."""
    limit: float = 0
    """Seconds after which nothing more is asked for; 0: no limit."""
    ended: str = ""
    """How Scrapy says that it ended; `finished` when nothing stopped it."""
    broken: FactorywatchError | None = None
    """What of our own gave way (the store, the archive): nothing more was taken in after it."""
    bugs: list[str] = field(default_factory=list)
