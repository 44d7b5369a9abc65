"""Periods: the grammar of dates over a row of lexemes (letters: calendars.py). Knows no language.

What `read` gives is still open: days and months may lack their year, which moments.py finds.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.components.lexemes import Lexeme, Row

_DAYS = "D(?:(?:[-,]| [CT] |,C )D){0,4}"
_MONTH = "[Mma]"
_MONTHS = f"{_MONTH}(?:(?:[-/,]| [CT] |,C ){_MONTH}){{0,3}}"
_OF_YEAR = "(?:[ ,](?:[JE] ){0,3}(?:Y(?:[ !]E)?|[Zz](?: L)?))"
_WEEKDAY = "(?:[Ww][ ,](?:[PJ] )?)?"
_PART = "(?:[OD](?:(?:-|/| [CT] |,C )[OD])? (?:J )?[QHh]|[QHh] (?:J )?O|q(?:-q)?)"
_DAY = f"{_DAYS} (?:J )?{_MONTH}"
_ALONE = "(?<=[PBTJL][ -])"
"""Uncertain words are dates behind these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
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
    leading = "(?:Y[ ,](?:[EJ] ){0,2}|[Zz] (?:[PJ] ){0,2})"
    if year_first:
        leading = "(?:(?:E )?Y[ ,!](?:[EJ] ){0,2}|[Zz] (?:[PJ] ){0,2})"
    ways = (
        ("full", f"{_WEEKDAY}(?:{_DAYS}(?:-| [TC] ))?F"),
        ("short", f"{_WEEKDAY}G(?: (?:[JE] )?Y)?"),
        ("day", f"{leading}{_DAY}" if year_first else ""),
        ("day", f"{leading}{_MONTH} {_DAYS}" if year_first and month_first else ""),
        ("day", f"[Zz] (?:[PJ] ){{0,2}}(?:{_DAY}|{_MONTH} {_DAYS})" if month_first else ""),
        ("part", f"{leading}{_PART}|Y[/-]q"),
        ("day", f"(?:L )?{_WEEKDAY}{_DAY}(?:(?:-| [TC] |,C ){_DAY}){{0,2}}{_OF_YEAR}?(?: L)?"),
        ("day", f"(?:L )?{_WEEKDAY}{_MONTH} {_DAYS}{_OF_YEAR}?" if month_first else ""),
        ("month", f"{leading}{_MONTHS}" if year_first else ""),
        ("month", f"{_MONTHS}{_OF_YEAR}|[Zz] (?:[PJ] ){{0,2}}[Mm]"),
        ("season", f"[As] (?:[JE] ){{0,2}}K|{leading}[As]|[As]{_OF_YEAR}"),
        ("month", "L (?:J )?[Mm]|[Mm] L"),
        ("weekday", "[Ww] (?:[JP] )?V|V (?:[JP] )?[Ww]"),
        ("weekday", "L (?:J )?[Ww]|[Ww] L|[Ww][ ,](?:[PJ] )?D"),
        ("season", "L (?:J )?[As]|[As] L"),
        ("part", f"{_PART}(?:/Y|{_OF_YEAR}| L)?|L (?:J )?{_PART}"),
        ("month", f"M(?:(?:[-/,]| [CT] |,C )[Mm])*|{_ALONE}m(?:(?:[-/,]| [CT] |,C )[Mm])*"),
        ("season", f"A|{_ALONE}s"),
        ("weekday", f"W|{_ALONE}w"),
        ("written", "N|K"),
        ("year", "(?:[EZz] )?Y(?:[ !][EZz])?"),
        ("relative", "[RrZ](?: L)?|(?<=P[ -])z"),
        ("ordinal", "O"),
    )
    # All begin with one of these letters: the rest of the row is passed over at once.
    return re.compile(
        "(?=[ADEFGHKLMNOQRVWYZahmqrswz])(?:"
        + "|".join(f"(?P<{kind}{place}>{way})" for place, (kind, way) in enumerate(ways) if way)
        + ")"
    )
