"""Health: how a source is, judged by what its crawls brought against its own last healthy ones. Pure.

A 200 is no proof of life: a feed may stand still for a year and answer every time (sources.md §6, two of them seen).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from types import MappingProxyType
from typing import Literal, TypeAlias

from models.source import Source

State: TypeAlias = Literal["healthy", "silent", "layout changed", "blocked", "consent wall", "down"]
ISSUES: Mapping[State, str] = MappingProxyType(
    {
        "silent": "silent",
        "layout changed": "layout_changed",
        "blocked": "blocked",
        "consent wall": "consent_wall",
        "down": "down",
    }
)
"""The kind of issue that a state is filed under."""

UNREAD: Mapping[State, str] = MappingProxyType({"layout changed": "unreadable", "consent wall": "consent_wall"})
"""The same where it is the pages that tell, not the lists."""
REMEMBERED = 20
"""So many runs before are asked how the source is when it is well."""
_ENOUGH = 3
"""Fewer healthy runs make no median: a new source is measured by its TOML alone."""
_HALF = 0.5
"""What falls below this part of the median is no chance any more; a list that merely shrank by a third is."""
_SILENCE = 4.0
"""So many times as old as usual, and older than a week, the newest entry has been there too long."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one of a source's own addresses showed: its entries, and how many of them name what they should."""

    url: str
    entries: int = 0
    titled: int = 0
    dated: int = 0
    newest: datetime | None = None
    """The moment of its newest entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What could be read in the pages that a run brought."""

    read: int = 0
    titled: int = 0
    dated: int = 0
    texts: int = 0
    """Pages with a text in them."""
    walls: int = 0
    """Pages where a consent dialogue stood in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One crawl of one source."""

    id: int = 0
    source: str
    began: datetime
    ended: datetime | None = None
    """None: it still runs, or was killed."""
    state: State | None = None
    why: str = ""
    """Why it is not healthy, in one line."""
    doors: tuple[Seen, ...] = ()
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    pages: Pages | None = None
    """None: what it brought was not read yet."""
    beat: float = 0
    """Minutes until the next one."""

    @property
    def entries(self) -> int:
        """How many entries there were."""
        return sum(door.entries for door in self.doors)

    @property
    def newest(self) -> datetime | None:
        """The moment of the newest entry."""
        return max((door.newest for door in self.doors if door.newest), default=None)


def listed(run: Run, before: Sequence[Run], source: Source) -> tuple[State, str]:
    """How the source is by what its lists showed, and why; `before` are its last runs, of which the healthy count."""
    well = [one for one in before if one.state == "healthy"][:REMEMBERED]
    enough = len(well) >= _ENOUGH
    usual = median(one.entries for one in well) if enough else 0
    if run.entries < max(source.expects.entries, _HALF * usual):
        least = f"usually {usual:g}" if enough else f"at least {source.expects.entries} are expected"
        return "layout changed", f"{run.entries} entries, {least}"
    for name in ("titled", "dated"):
        has, had = (
            _share(_sum(run.doors, name), run.entries),
            [_share(_sum(one.doors, name), one.entries) for one in well],
        )
        if enough and has < _HALF * median(had):
            return "layout changed", f"{has:.0%} of its entries are {name}, usually {median(had):.0%}"
    return _silence(run, well, source)


def read(run: Run, before: Sequence[Run]) -> tuple[State, str]:
    """How the source is by what could be read in its pages, and why."""
    pages = run.pages
    if pages is None or not pages.read:
        return "healthy", ""
    if pages.walls > _HALF * pages.read:
        return "consent wall", f"{pages.walls} of {pages.read} pages show a consent dialogue in place of the article"
    well = [one.pages for one in before if one.state == "healthy" and one.pages and one.pages.read][:REMEMBERED]
    # One page by itself tells of the page, not of the source.
    if len(well) >= _ENOUGH and pages.read > 1:
        for name, what in (("texts", "a text"), ("titled", "a title"), ("dated", "a date")):
            has, usual = (
                _share(getattr(pages, name), pages.read),
                median(_share(getattr(o, name), o.read) for o in well),
            )
            if has < _HALF * usual:
                return "layout changed", f"{has:.0%} of its pages have {what}, usually {usual:.0%}"
    return "healthy", ""


def _silence(run: Run, well: Sequence[Run], source: Source) -> tuple[State, str]:
    if run.newest is None or run.ended is None:
        return "healthy", ""
    age = run.ended - run.newest
    days = source.expects.fresh_days
    if days and age > timedelta(days=days):
        return "silent", f"its newest entry is {age.days} days old, at most {days} are expected"
    # How old each earlier newest entry became before another took its place; the one that is there now does not count,
    # or a list that stands still would get used to it.
    oldest: dict[datetime, timedelta] = {}
    for one in well:
        if one.newest and one.ended and one.newest != run.newest:
            oldest[one.newest] = max(one.ended - one.newest, oldest.get(one.newest, timedelta()))
    if len(oldest) >= _ENOUGH:
        usual = timedelta(seconds=median(age.total_seconds() for age in oldest.values()))
        if age > max(_WEEK, _SILENCE * usual):
            return "silent", f"its newest entry is {age.days} days old, usually up to {usual.days + 1}"
    return "healthy", ""


def _sum(doors: Iterable[Seen], name: str) -> int:
    return sum(getattr(door, name) for door in doors)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
