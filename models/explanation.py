"""An explanation: one article with everything that was seen in it, what was claimed of it, and what was not and why."""

from bisect import bisect_left
from dataclasses import dataclass

from models.article import Article
from models.claim import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mention's place in the article's text. `value` is in words for people: "1500000000 EUR", "2026-Q1"."""

    type: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A mention that filled no predicate, and in one line why not."""

    mark: Mark
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What one page says and why. Marks are in order of their place; they may lie in each other."""

    article: Article
    marks: tuple[Mark, ...]
    claims: tuple[Claim, ...]
    idle: tuple[Idle, ...]
    aside: str = ""
    """Why the article is about something else; empty when it is not."""

    def within(self, start: int, end: int) -> tuple[Mark, ...]:
        """The marks that lie between two places of the text, in order."""
        first = bisect_left(self.marks, start, key=lambda one: one.start)
        last = bisect_left(self.marks, end, lo=first, key=lambda one: one.start)
        return tuple(mark for mark in self.marks[first:last] if mark.end <= end)
