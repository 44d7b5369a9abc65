"""Issues: the inbox of whoever runs it. What was skipped, what looks wrong; somebody closes it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing to look at. The same issue again raises its count, not a second row."""

    about: str
    """A source's name, a page's URL, a subject."""
    kind: str
    """One word: `down`, `no_text`, `empty_feed`, `unresolved` …"""
    words: str
    first: datetime
    last: datetime
    count: int = 1
    closed: datetime | None = None
