"""Periods: the grammar of dates over a row of lexemes (letters: calendars.py). Knows no language.

What `read` gives is still open: days and months may lack their year, which moments.py finds.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.components.lexemes import Lexeme, Row

_DAYS = "D(?:(?:[-,tj]| i )D){0,4}"
_MONTH = "[Mma]"
_MONTHS = f"{_MONTH}(?:[-/,tj]{_MONTH}){{0,3}}"
_OF_YEAR = "(?:[ ,o](?:E[ !o])?(?:Y(?:[ !]E)?|[Zz](?: L)?))"
_WEEKDAY = "(?:[Ww][ ,op])?"
_PART = "(?:[ODi](?:[-/,tj][ODi])?[ o](?:E )?[QHh]|[QHh][ o][Oi]|q(?:-q)?)"
_DAY = f"{_DAYS}[ o]{_MONTH}"


class Period(NamedTuple):
    """A date as the text has it: its kind, its lexemes and the gaps behind them; `first` is its place in the row."""

    kind: str
    first: int
    lexemes: tuple[Lexeme, ...]
    gaps: str

    def values(self, letters: str) -> tuple[float | str, ...]:
        """The values of the lexemes with one of these letters."""
        return tuple(lexeme.value for lexeme in self.lexemes if lexeme.code in letters)


def read(row: Row, *, year_first: bool, month_first: bool) -> Iterator[Period]:
    """The dates of a row, in order."""
    for match in _grammar(year_first, month_first).finditer(row.codes):
        first, last = match.start() // 2, (match.end() - 1) // 2
        yield Period(
            kind=(match.lastgroup or "").rstrip("0123456789"),
            first=first,
            lexemes=row.lexemes[first : last + 1],
            gaps=row.codes[2 * first + 1 : 2 * last + 1 : 2],
        )


@functools.cache
def _grammar(year_first: bool, month_first: bool) -> re.Pattern[str]:
    """The pattern of dates. Of the ways that fit the first one counts, so the longer ones stand first."""
    leading = "(?:Y[ ,op](?:E[ op!])?|[Zz][ ,opt])"
    if year_first:
        leading = "(?:(?:E[ o])?Y[ ,!op](?:E[ op!])?|[Zz][ ,opt])"
    ways = (
        ("full", f"{_WEEKDAY}(?:{_DAYS}[-tj])?F"),
        ("short", f"{_WEEKDAY}G(?:[ o](?:E[ o])?Y)?"),
        ("day", f"{leading}{_DAY}(?:[ ,(][Ww])?" if year_first else ""),
        ("day", f"{leading}{_MONTH} {_DAYS}(?:[ ,(][Ww])?" if year_first and month_first else ""),
        ("day", f"[Zz][ op](?:{_DAY}|{_MONTH} {_DAYS})" if month_first else ""),
        ("part", f"{leading}{_PART}|Y[/-]q|O Y(?: E)? [QHh]"),
        ("day", f"(?:L )?{_WEEKDAY}{_DAY}(?:[-,tj]{_DAY}){{0,2}}{_OF_YEAR}?(?: L)?(?:[ ,(][Ww])?"),
        ("day", f"(?:L )?{_WEEKDAY}{_MONTH} {_DAYS}{_OF_YEAR}?(?:[ ,(][Ww])?" if month_first else ""),
        ("month", f"{leading}{_MONTHS}" if year_first else ""),
        ("month", f"{_MONTHS}{_OF_YEAR}|[Zz][ opt][Mm]"),
        ("season", f"[As][ o](?:E[ o])?K|{leading}[As]|[As]{_OF_YEAR}"),
        ("month", "L[ o][Mm]|[Mm] L"),
        ("weekday", "[Ww][ op]V|V[ op][Ww]"),
        ("weekday", "L[ o][Ww]|[Ww] L|[Ww][ ,op]D"),
        ("season", "L[ o][As]|[As] L"),
        ("part", f"(?:E )?{_PART}(?:/Y|{_OF_YEAR}| L|[ o]E)?|L[ o]{_PART}"),
        ("month", "[Mm](?:[-/,tj][Mm])*"),
        ("season", "[As]"),
        ("weekday", "[Ww]"),
        ("written", "(?:[EZz][ o])?K|N"),
        ("year", "(?:[EZz][ o])?Y(?:[ !][EZz])?"),
        ("relative", "[RrZz](?: L)?"),
        ("ordinal", "O"),
    )
    # All begin with one of these letters: the rest of the row is passed over at once.
    return re.compile(
        "(?=[ADEFGHKLMNOQRVWYZahmqrswz])(?:"
        + "|".join(f"(?P<{kind}{place}>{way})" for place, (kind, way) in enumerate(ways) if way)
        + ")"
    )
