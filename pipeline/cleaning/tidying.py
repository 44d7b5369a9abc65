"""Raw runs of characters → tidy text: one space where there were many, no invisible signs, NFC."""

import re
import unicodedata
from collections.abc import Sequence

_UNTIDY = re.compile(r"\s{2,}|[^\S \u00a0\u202f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]"
)
_EDGES = " \t\n\r\f\v\u00a0\u202f\u034f\u200c\u200d"
_BULLET = re.compile(r"(?:[•·▪▫■□►▸▶‣●○◦∙*✓✔➤➢→]|[-–—](?=\s))\s*")
_SENTENCE_ENDS = '.!?…:;»”“"'
_WRAPPED = range(35, 120)
"""Line lengths at which text that is broken by hand is wrapped."""


def tidy(raw: str) -> str:
    """The text as it is read: non-breaking spaces stay, all other whitespace is one space."""
    if raw.isascii() and "  " not in raw and raw.isprintable():
        return raw.strip()
    if not raw.isascii():
        raw = _INVISIBLE.sub("", raw)
    text = _UNTIDY.sub(_space, raw).strip(_EDGES)
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def _space(match: re.Match[str]) -> str:
    run = match.group()
    return run[0] if not run.strip("\u00a0\u202f") else " "


def bulleted(line: str) -> str:
    """What follows the line's bullet or dash; empty where it has none."""
    match = _BULLET.match(line)
    return line[match.end() :] if match else ""


def wrapped(lines: Sequence[str]) -> bool:
    """The lines are one paragraph that was broken at a fixed width: even lines, of which some begin amid a sentence."""
    if len(lines) < 3:
        return False
    body = lines[:-1]
    longest = max(map(len, lines))
    return (
        longest in _WRAPPED
        and all(len(line) >= 0.55 * longest for line in body)
        and sum(line[-1] in _SENTENCE_ENDS for line in body) <= len(body) / 2
        and sum(line[0].islower() for line in lines[1:]) >= 0.25 * len(body)
    )


def goes_on(line: str, following: str) -> bool:
    """The second line carries on the first one's sentence."""
    return line[-1] not in _SENTENCE_ENDS and following[0].islower()


def overlap(before: str, line: str) -> int:
    """How much of the line's beginning repeats the end of the line before, from a dash on: lists scraped twice."""
    if line[0] not in "-–—":
        return 0
    start = before.rfind(line[0])
    while start >= 0:
        tail = before[start:]
        if len(tail) > 3 and len(line) > len(tail) and line.startswith(tail) and line[len(tail)] == " ":
            return len(tail) + 1
        if before.count(line[0], 0, start) == 0 or len(before) - start > 200:
            return 0
        start = before.rfind(line[0], 0, start)
    return 0
