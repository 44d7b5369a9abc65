"""Dates as feeds, list pages and addresses write them. What cannot be read for certain is no date."""

import functools
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from babel import UnknownLocaleError
from babel.dates import get_month_names

_LONGEST = 100
_DAY_IN_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})\Z")
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d{2})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_WORDS = re.compile(r"\D{0,20}?(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]{3,20})\.?\s+(?:de\s+)?(20\d{2})")


def moment(text: str) -> datetime | None:
    """The moment that a machine's stamp means (RFC 822 or ISO 8601); UTC where it names no zone."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    # TED writes a day with a zone ("2016-11-23+01:00"): the day at the publisher's is the one that is meant.
    text = _DAY_IN_ZONE.sub(r"\1T00:00:00\2", text)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except ValueError:
            continue
        if not 1990 <= found.year < 2100:  # the years 1 and 1970 are how empty fields come out
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def in_words(text: str, language: str) -> str:
    """The day when the text is nothing but a date like "18 September 2020" in that language, ISO; else nothing."""
    text = text.strip()
    found = _IN_WORDS.fullmatch(text) if len(text) <= _LONGEST else None
    month = _months(language).get(found[2].casefold()) if found else None
    return _day(int(found[3]), month, int(found[1])) if found and month else ""


def in_address(url: str) -> str:
    """The day that stands in an address, ISO; the last one where there are several."""
    found = _IN_ADDRESS.findall(url)
    return _day(int(found[-1][0]), int(found[-1][2]), int(found[-1][3])) if found else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


@functools.cache
def _months(language: str) -> Mapping[str, int]:
    try:
        return {
            name.rstrip(".").casefold(): number
            for form in ("wide", "abbreviated")
            for context in ("format", "stand-alone")
            for number, name in get_month_names(form, context, language).items()
        }
    except UnknownLocaleError:
        return {}
