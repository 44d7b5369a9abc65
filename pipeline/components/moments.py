"""Moments: what relative words and dates without a year mean, seen from the day of publication.

Chosen on the articles with gold (2026-11): a month without a year is the coming one only when it is few months ahead,
how few a verb near it says; weekdays lie behind unless a verb says otherwise.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.components.tenses import Tense

_MEANING = re.compile(
    r"(?P<then>then )?(?P<unit>day|week|month|quarter|half|year|spring|summer|autumn|winter)(?P<step>[+-]\d+)?"
)
SEASONS = ("spring", "summer", "autumn", "winter")
_AHEAD: Mapping[Tense, int] = {"": 4, "past": 1, "future": 7}
"""Months ahead up to which the coming one is meant rather than last year's, by the verb's tense (seen gold of 25
languages, 2026-11-22: 11 of 397 go the other way): "was planned for June", said in May, is this June."""
_STARTS = {"Q": (1, 4, 7, 10), "H": (1, 7), "S": (3, 6, 9, 12)}
_NEXT_DAYS = 7
"""So soon after publication a day without a year is this year's, whatever the verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A relative word's meaning: so many units from publication, or from the date before it (`then`)."""

    unit: str
    step: int
    then: bool


def meaning(words: str) -> Meaning:
    """What "month-1" or "then year+1" says. Raises ValueError."""
    match = _MEANING.fullmatch(words)
    if match is None:
        raise ValueError(f"not a relative date: {words!r}")
    return Meaning(unit=match["unit"], step=int(match["step"] or 0), then=bool(match["then"]))


def value(meant: Meaning, base: date) -> str:
    """The ISO date of what is meant, counted from `base`."""
    if meant.unit == "day":
        return (base + timedelta(days=meant.step)).isoformat()
    if meant.unit == "year":
        return f"{base.year + meant.step:04}"
    size = {"month": 1, "quarter": 3, "half": 6}[meant.unit]
    whole = (base.year * 12 + base.month - 1) // size + meant.step
    year, part = divmod(whole, 12 // size)
    return f"{year:04}-{part + 1:02}" if size == 1 else f"{year:04}-{meant.unit[0].upper()}{part + 1}"


def season(meant: Meaning, published: date) -> str:
    """The year of "this spring" (step 0), the one before or the next one."""
    sign = {-1: "-", 0: "0", 1: "+"}[meant.step]
    return f"{year_of_part('S', SEASONS.index(meant.unit) + 1, published, sign, ''):04}"


def first_day(iso: str) -> date:
    """The first day of an ISO date of any precision."""
    year, *rest = iso.split("/")[0].split("-")
    month, day = 1, 1
    if rest:
        kind = rest[0][0]
        month = _STARTS[kind][int(rest[0][1]) - 1] if kind in _STARTS else int(rest[0])
        day = int(rest[1]) if len(rest) > 1 else 1
    return date(int(year), month, min(day, calendar.monthrange(int(year), month)[1]))


def year_of_month(month: int, day: int | None, published: date, sign: str, tense: Tense) -> int:
    """The year of a month or of a day of it. `sign`: "-" last, "+" next, "0" of this year, "" not said."""
    here = (published.month, published.day if day else 0)
    there = (month, day or 0)
    if sign == "0":
        return published.year
    if sign == "-":
        return published.year - (there >= here)
    if sign == "+":
        return published.year + (there <= here)
    ahead = (month - published.month) % 12
    if day and ahead <= 1 and (_day(published.year + (there < here), month, day) - published).days <= _NEXT_DAYS:
        return published.year + (there < here)
    if ahead <= _AHEAD[tense] and (ahead or (there >= here and tense != "past")):
        return published.year + (there < here)
    return published.year - (there > here)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def year_of_part(kind: str, part: int, published: date, sign: str, tense: Tense) -> int:
    """The year of a quarter (Q), half (H) or season (S): this year's, unless words near it say otherwise."""
    start = _STARTS[kind][part - 1]
    now = published.month
    begun = start <= now
    over = start + 12 // len(_STARTS[kind]) <= now
    if sign == "-" or (not sign and tense == "past" and not begun):
        return published.year - (0 if over else 1)
    if sign == "+" or (not sign and tense == "future" and over):
        return published.year + (1 if begun else 0)
    # The fourth quarter in the papers of the first is last year's.
    return published.year - (kind == "Q" and part == 4 and now <= 3 and sign != "0" and tense != "future")


def weekday(day: int, published: date, sign: str, tense: Tense) -> date:
    """The day meant by a weekday's name (1 is Monday)."""
    back = (published.isoweekday() - day) % 7
    if sign == "-":
        return published - timedelta(days=back or 7)
    if sign == "+" or (not sign and tense == "future"):
        return published + timedelta(days=(7 - back) if back or sign == "+" else 0)
    if sign == "0" and back > 3:
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back)


def day_of_week(day: int, meant: Meaning, published: date) -> date:
    """That weekday of the week that is meant."""
    return published + timedelta(days=7 * meant.step + day - published.isoweekday())


def day_of(number: int, day: int, published: date) -> date | None:
    """The date near publication with that day of the month and that weekday, or None."""
    near = (published + timedelta(days=step) for step in sorted(range(-20, 21), key=abs))
    return next((one for one in near if one.day == number and one.isoweekday() == day), None)
