"""Dates of publication, as pages write them: ISO stamps, months in any language, addresses with a day in them."""

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from babel import Locale

from pipeline.cleaning.words import Says, folded, opening

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)[-/.]?(\d\d)[-/.]?(\d\d)(?![\d])|\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{4}|\d{6})?\b"
)
_YEAR_FIRST = re.compile(r"\b((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?((?:19|20)\d\d)\b")
_YEAR_SHORT = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d:])(?!\.\d)")
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|re|º|ª|°|\.|-)?\s*(?:de\s+|d[ei]\s+|ta[’']\s+)?([^\W\d_]{3,16})\.?,?\s*"
    r"(?:de\s+|del\s+|di\s+|of\s+)?((?:19|20)\d\d)\b"
)
_MONTH_DAY = re.compile(
    r"\b([^\W\d_]{3,16})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\.?,?\s+"
    r"(?:\d{1,2}:\d\d(?::\d\d)?\s+(?:[A-Z]{2,5}\s+)?)?((?:19|20)\d\d)\b"
)
_YEAR_MONTH_DAY = re.compile(r"\b((?:19|20)\d\d)\.?,?\s*(?:m\.|gada|gado|g\.)?\s*([^\W\d_]{3,16})\s+(\d{1,2})\b")
_YEAR_DAY_MONTH = re.compile(r"\b((?:19|20)\d\d)\.?\s*(?:gada\s+)?(\d{1,2})\.?\s+([^\W\d_]{3,16})")
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:(?!\d)|(?=\d{4,6}(?!\d)))"
)
_URL_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([-/_.])(0[1-9]|1[0-2])\2((?:19|20)\d\d)(?!\d)")
_OLDEST = date(1994, 1, 1)
"""No page is older; what says so is a template's zero."""
_AHEAD = timedelta(hours=14)
"""How far the day of a time zone may be ahead of the clock that fetched the page."""
_OPENING = 70
_AFTER_DATELINE = frozenset(".–—-:|)/(")
_STEM = 4
_EPOCH = re.compile(r"\s*1\d{9}(?:\d{3})?\s*")


def stamped(text: str) -> date | None:
    """The day of a machine's stamp, as written there: no time zone is moved into another."""
    if match := _ISO.match(text):
        year, month, day = match.groups()[:3] if match.group(1) else match.groups()[3:]
        return _day(year, month, day)
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text.strip()[:10]), UTC).date()
    if len(text) < 60:
        try:
            return parsedate_to_datetime(text).date()
        except ValueError:
            return None
    return None


def moment(text: str) -> datetime | None:
    """The moment of a machine's stamp."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        day = stamped(text)
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def written(text: str, languages: tuple[str, ...], *, month_first: bool = False) -> date | None:
    """The first day of publication that the line gives; what it calls an update only where there is no other."""
    later: date | None = None
    for start, _, day in sorted(_found(text, languages, month_first)):
        before = text[max(0, start - 40) : start]
        says = _last_says(before)
        if says & Says.UPDATED and not says & Says.PUBLISHED:
            later = later or day
        else:
            return day
    return later


def opening_date(text: str, languages: tuple[str, ...], *, month_first: bool = False) -> date | None:
    """The day in the dateline that opens a text: "Bologna, 5 May 2025 –". A sentence on a day has none."""
    for start, end, day in sorted(_found(text[:_OPENING], languages, month_first)):
        if start <= _OPENING / 2 and text[end : end + 2].strip()[:1] in _AFTER_DATELINE:
            return day
    return None


def addressed(url: str) -> date | None:
    """The day that an address holds."""
    path = url.split("?", 1)[0].split("#", 1)[0]
    path = path.split("//", 1)[-1].partition("/")[2]
    for match in _URL_DAY.finditer(path):
        if day := _day(match.group(1), match.group(3), match.group(4)):
            return day
    for match in _URL_DAY_FIRST.finditer(path):
        if day := _day(match.group(4), match.group(3), match.group(1)):
            return day
    return None


def possible(day: date | None, fetched: datetime) -> bool:
    """A page fetched then may have come out that day."""
    return day is not None and _OLDEST <= day <= (fetched + _AHEAD).date()


def _found(text: str, languages: tuple[str, ...], month_first: bool) -> Iterator[tuple[int, int, date]]:
    for match in _YEAR_FIRST.finditer(text):
        if day := _day(*match.groups()):
            yield match.start(), match.end(), day
    for match in _YEAR_LAST.finditer(text):
        first, sign, second, year = match.groups()
        if month_first and sign == "/" and int(first) <= 12:
            first, second = second, first
        if day := _day(year, second, first) or _day(year, first, second):
            yield match.start(), match.end(), day
    for match in _YEAR_SHORT.finditer(text):
        day_of_month, month, year = match.groups()
        if day := _day("20" + year, month, day_of_month):
            yield match.start(), match.end(), day
    months = _months(languages)
    for pattern, (year, month, day_of_month) in (
        (_DAY_MONTH, (3, 2, 1)),
        (_MONTH_DAY, (3, 1, 2)),
        (_YEAR_MONTH_DAY, (1, 2, 3)),
        (_YEAR_DAY_MONTH, (1, 3, 2)),
    ):
        for match in pattern.finditer(text):
            number = _month(match.group(month), months)
            if number and (day := _day(match.group(year), str(number), match.group(day_of_month))):
                yield match.start(), match.end(), day


def _last_says(before: str) -> int:
    """What the words right before a date call it."""
    words = before.split()
    said = 0
    for count in range(1, min(len(words), 5) + 1):
        said |= opening(" ".join(words[-count:])).first & (Says.PUBLISHED | Says.UPDATED)
        if said:
            break
    return said


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str, months: Mapping[str, int]) -> int:
    plain = folded(word)
    return months.get(plain) or months.get(plain[:_STEM] + "*", 0)


@functools.cache
def _months(languages: tuple[str, ...]) -> Mapping[str, int]:
    """Names of months in these languages, whole and by their stems where a stem means one month only."""
    months: dict[str, int] = {}
    stems: dict[str, set[int]] = {}
    for code in languages:
        names = Locale(code).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names[context][width].items():
                    plain = folded(name).rstrip(".")
                    if plain.isdecimal() or not plain:
                        continue
                    months.setdefault(plain, number)
                    if len(plain) >= _STEM:
                        stems.setdefault(plain[:_STEM] + "*", set()).add(number)
    months.update({stem: numbers.pop() for stem, numbers in stems.items() if len(numbers) == 1})
    return months
