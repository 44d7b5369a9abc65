"""The ledger while a crawl runs: what has been counted and is not yet written."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from models.ledger import Day


class Ledger:
    """Counts by site and day."""

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, date], Counter[str]] = defaultdict(Counter)

    def add(self, site: str, day: date, **counts: int) -> None:
        """So many more; the names are those of models/ledger.py."""
        self._counts[site, day].update(counts)

    def taken(self) -> tuple[Day, ...]:
        """All of them, to be written; from here on they are counted anew."""
        days = tuple(Day(site=site, day=day, **counts) for (site, day), counts in self._counts.items())
        self._counts.clear()
        return days

    def back(self, days: Iterable[Day]) -> None:
        """These could not be written."""
        for one in days:
            counts = {name: getattr(one, name) for name in Day.__slots__ if name not in ("site", "day")}
            self.add(one.site, one.day, **counts)
