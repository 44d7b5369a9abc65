"""What a single short line is: who wrote when, whose the picture is, a button. Nothing of an article."""

import re
from collections.abc import Iterable

from pipeline.cleaning.words import Opening, Says, asks, opening

_YEAR = r"(?:19|20)\d\d"
_DATED = re.compile(
    rf"\b\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{_YEAR}\b|\b{_YEAR}[./-]\s?\d{{1,2}}[./-]\s?\d{{1,2}}\b"
    rf"|\b\d{{1,2}}[^\w\s]{{0,2}}(?:st|nd|rd|th|er)?\s+(?:\w{{1,4}}\s+)?[^\W\d]\w{{2,14}}\.?,?\s+(?:\w{{2,3}}\s+)?{_YEAR}\b"
    rf"|\b[^\W\d]\w{{2,14}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}\b"
    rf"|\b{_YEAR}\W{{0,2}}\s*(?:m\.|gada)?\s*(?:\d{{1,2}}\.\s*)?[^\W\d]\w{{2,14}}"
)
_TIMED = re.compile(r"\b[0-2]?\d[:.h][0-5]\d\b")
_AGENCIES = re.compile(r"\([^()]{2,60}/[^()]{2,60}\)$")
_ADDRESS = re.compile(r"[\w.]@\w|\+\d{2}|\b0\d{1,4}[ /-]?\d{3}|\bwww\.|https?://")
_PART = re.compile(r"[.(|–/-]\s*(?=\w)")
_CREDITED = re.compile(r"\w+(?:\s\w+)?\s?[.:/]")
_TAIL = 70
_BYLINE = 160
_CAPTION = 250


def byline(text: str, says: int) -> bool:
    """The line says who wrote when, and nothing else."""
    words = text.split()
    if len(text) > _BYLINE or len(words) > 22:
        return False
    dated = _DATED.search(text)
    if dated is not None and text[dated.end() : dated.end() + 2].strip()[:1] == ":":
        return False  # an entry of a chronicle
    if dated is not None or _TIMED.search(text) is not None:
        rest = len(words) - (len(dated.group().split()) if dated else 1)
        return rest <= 12 and (text[-1] not in ".!?" or rest <= 6)
    if says & (Says.PUBLISHED | Says.UPDATED) and any(sign.isdigit() for sign in text):
        return len(words) <= 12
    named = sum(1 for word in words[1:] if word[:1].isupper())
    return bool(says & Says.BY) and 1 < len(words) <= 12 and text[-1] not in ".!?" and named >= (len(words) - 1) * 0.6


def caption(text: str, says: Opening) -> bool:
    """The line stands under a picture or names its maker or its source."""
    if len(text) > _CAPTION:
        return False
    if "©" in text or _AGENCIES.search(text) is not None:
        return True
    if len(text) < 140 and (says.signed | says.whole) & (Says.CREDITS | Says.SOURCES):
        return True
    if len(text) < 60 and says.first & Says.CREDITS and text[-1] not in ".!?":
        return True
    start = max(len(text) - _TAIL, 0)
    tails = (text[match.end() :] for match in _PART.finditer(text, start))
    return any(_CREDITED.match(tail) and opening(tail).first & Says.CREDITS for tail in tails)


def address(text: str) -> bool:
    """The line tells how to reach somebody."""
    return _ADDRESS.search(text) is not None


def names_somebody(label: str) -> bool:
    """The label speaks of somebody by name: it is short, asks nothing, counts nothing, and ends in a name."""
    words = label.rstrip(" :").split()
    return len(words) <= 6 and label[-1] != "?" and not any(map(str.isdigit, label)) and words[-1][:1].isupper()


def asked(lines: Iterable[str]) -> int:
    """What a page's lines ask of their reader."""
    said = 0
    for line in lines:
        said |= asks(line[:1000])[0]
    return said


def names_publication(line: str) -> bool:
    """The line gives, by its own words, the day it came out."""
    return bool(opening(line).first & Says.PUBLISHED)
