"""Dates: every date and period of a text as ISO 8601 at the text's own precision, seen from the day of publication.

`found` is pure: text, words and day in, dates out. The component writes them to `doc.spans["date"]`; the label is "date"
for what is written out and "relative" for what publication or another date had to complete.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from pipeline.components import calendars, context, lexemes, moments, periods
from pipeline.components.calendars import Words
from pipeline.components.lexemes import LETTER, Found, Lexeme, Row
from pipeline.components.periods import Period

_PLAUSIBLE = range(2015, 2041)
"""Years that are dates without a word that says so."""
_NAME = re.compile(rf"(?:^|[^\W_]|[,;:)»”\"'-])[ ]({LETTER}[\w-]*) $")
_UPDATE = 60
"""A date so near to the beginning of its line, with a colon behind it, is the day of a note: its "yesterday" counts from it."""
_COLON = re.compile(r"[^\S\n]?:(?!\d)")


@dataclass(slots=True)
class _Reading:
    """One text being read: what later dates need to know of earlier ones."""

    text: str
    small: str
    words: Words
    published: date | None
    last: date | None = None
    """The first day of the date before."""
    noted: date | None = None
    """The day of the note that the line is."""
    line: int = 0
    """Where the line of the note ends."""


def found(text: str, words: Words, published: date | None = None) -> tuple[Found, ...]:
    """The dates, in the order of the text. Without a day of publication those that need one are left out."""
    small = lexemes.lower(text)
    row = lexemes.row(small, words.vocabulary)
    reading = _Reading(text, small, words, published)
    mentions: list[Found] = []
    places: list[tuple[int, int]] = []
    for period in periods.read(row, year_first=words.year_first, month_first=words.month_first):
        for mention in _mentions(reading, row, period):
            mentions.append(mention)
            places.append((period.first, period.first + len(period.lexemes) - 1))
            _remember(reading, mention)
    return _spans(row, mentions, places)
