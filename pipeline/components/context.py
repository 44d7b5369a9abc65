"""The context of a doc: what components know of its article beyond the words. Set by `parse` before they run."""

import bisect
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from models import knowledge
from models.article import Block
from models.factory import Factory
from models.language import CUES, NOUNS, TRIGGERS, CountryWords, DateWords, Language, MoneyWords
from models.value import key
from pipeline.components.lexemes import Found

NAME = "factorywatch"
"""Where it lies in `doc.user_data`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """When the article was published, its layout, and the names that people's verdicts have added to those known."""

    published: date | None = None
    blocks: tuple[Block, ...] = ()
    taught: tuple[Factory, ...] = ()


_NONE = Context()


def of(doc: Doc) -> Context:
    """The doc's context; an empty one where nobody has set any."""
    given = doc.user_data.get(NAME, _NONE)
    return given if isinstance(given, Context) else _NONE


def write(doc: Doc, group: str, mentions: Iterable[Found]) -> None:
    """Sets `doc.spans[group]`: the value's key as `kb_id_` (a date as it is), widened to whole tokens."""
    spans = []
    for mention in mentions:
        name = mention.value if isinstance(mention.value, str) else key(mention.value)
        span = doc.char_span(mention.start, mention.end, mention.label, name, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[group] = spans


def language(code: str) -> Language:
    """The language of that code; for one that we do not know, a language without words: signs and digits are read."""
    if code in knowledge.languages():
        return knowledge.language(code)
    return Language(
        code=code,
        name=code,
        decimal=".",
        group=", ",
        abbreviations=(),
        numbers={},
        money=MoneyWords(scales={}, currencies={}),
        dates=DateWords(),
        countries=CountryWords(),
        nouns=dict.fromkeys(NOUNS, ()),
        cues=dict.fromkeys(CUES, ()),
        triggers=dict.fromkeys(TRIGGERS, ()),
    )


def give_way(doc: Doc, group: str, mentions: Iterable[Found]) -> None:
    """Takes bare numbers out of the group where one of these mentions stands: "15" is no sum in "15 September"."""
    spans = list(doc.spans.get(group, ()))
    if any(span.text.isdecimal() for span in spans):
        overlaps = _overlaps((mention.start, mention.end) for mention in mentions)
        doc.spans[group] = [
            span for span in spans if not (span.text.isdecimal() and overlaps(span.start_char, span.end_char))
        ]


def taken(doc: Doc, *groups: str) -> Callable[[Found], bool]:
    """Tells whether a mention overlaps one that stands in these groups already."""
    spans = ((span.start_char, span.end_char) for group in groups for span in doc.spans.get(group, ()))
    overlaps = _overlaps(spans)
    return lambda mention: overlaps(mention.start, mention.end)


def _overlaps(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """Tells whether a piece of the text shares a sign with one of the spans."""
    ordered = sorted(spans)
    ends = list(itertools.accumulate((end for _, end in ordered), max))

    def overlaps(start: int, end: int) -> bool:
        before = bisect.bisect_left(ordered, (end, 0))
        return before > 0 and ends[before - 1] > start

    return overlaps
