"""Dates: every date and period of a text as ISO 8601 at the text's own precision, seen from the day of publication.

`found` is pure: text, words and day in, dates out. The component writes them to `doc.spans["date"]`; the label is
"date" for what is written out and "relative" for what the day of publication, or another date, completed.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from pipeline.components import calendars, context, lexemes, moments, periods, readings, surroundings
from pipeline.components.calendars import Words
from pipeline.components.lexemes import Found, Row
from pipeline.components.readings import Reading
from pipeline.components.words import text_of

_NOTE = 60
"""A day so near to the beginning of its line, with a colon behind it, is that of a note: "yesterday" counts from it."""
_LINE = 3000
"""A note ends with its line, at the latest so far on."""
_AND = frozenset({"j", " i ", "!i "})
"""What stands between the ends of a span behind "between": "and"; "i" is read as a Roman one, too (periods.py)."""
_COLON = re.compile(r"[^\S\n]?:(?!\d)")


def found(text: str, words: Words, published: date | None = None) -> tuple[Found, ...]:
    """The dates, in the order of the text. Without a day of publication those that need one are left out."""
    small = lexemes.lower(text)
    row = lexemes.row(small, words.vocabulary)
    reading = Reading(text=text, small=small, row=row, words=words, published=published)
    mentions: list[Found] = []
    places: list[tuple[int, int]] = []
    for period in periods.read(row, year_first=words.year_first, month_first=words.month_first):
        if reading.noted and reading.note_end < period.lexemes[0].start:
            reading = reading._replace(noted=None)
        for mention in readings.mentions(reading, period):
            mentions.append(mention)
            places.append((period.first, period.first + len(period.lexemes) - 1))
            reading = _after(reading, mention)
    return _joined(small, words, row, mentions, places)


def _after(reading: Reading, mention: Found) -> Reading:
    """The reading once a date is known, which later words may count from."""
    value = str(mention.value)
    last = moments.first_day(value)
    begin = reading.text.rfind("\n", max(mention.start - _NOTE, 0), mention.start) + 1
    leads = len(value) == len("2025-10-14") and (begin or mention.start < _NOTE)
    if leads and _COLON.match(reading.text, mention.end):
        far = min(mention.end + _LINE, len(reading.text))
        end = reading.text.find("\n", mention.end, far)
        reading = reading._replace(noted=last, note_end=end if end >= 0 else far)
    return reading._replace(last=last, last_value=value, last_end=mention.end)


def _joined(
    small: str, words: Words, row: Row, mentions: list[Found], places: list[tuple[int, int]]
) -> tuple[Found, ...]:
    """The dates, with the ends of a span put together: "from April 2025 to March 2026", "2025-2027"."""
    kept: list[tuple[Found, tuple[int, int]]] = []
    for mention, (first, last) in zip(mentions, places, strict=True):
        if kept:
            before, (begin, end) = kept[-1]
            joint = row.codes[2 * end + 1 : 2 * first]
            opened = joint in _AND and (
                surroundings.is_behind(small, before.start, words.between)
                or surroundings.is_ahead(small, mention.end, words.between)
            )
            if (joint in ("-", "t") or opened) and _is_span(before, mention, joint):
                value = f"{before.value}/{mention.value}"
                kept[-1] = (replace(mention, start=before.start, value=value), (begin, last))
                continue
        kept.append((mention, (first, last)))
    return tuple(mention for mention, _ in kept)


def _is_span(before: Found, mention: Found, joint: str) -> bool:
    start, end = str(before.value), str(mention.value)
    if "/" in start + end or len(start) != len(end) or start >= end:
        return False
    # "Moved from 2026 to 2027" speaks of two years; "from 2021 to 2027" of one span.
    return not (joint == "t" and len(start) == len("2026") and int(end) - int(start) == 1)


@functools.cache
def known(code: str) -> Words:
    """The words of the language with that code, made once."""
    return calendars.words(context.language(code))


@Pipeline.factory("factorywatch_dates", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    said = known(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        dates = found(text_of(doc), said, context.of(doc).published)
        context.give_way(doc, "amount", dates)
        taken = context.taken(doc, "amount")
        context.write(doc, "date", (mention for mention in dates if not taken(mention)))
        return doc

    return read
