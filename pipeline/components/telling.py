"""Factories that nobody knew before whose name tells itself: CZAI, PIAST-AI, 1HealthAI, HunAIFA.

Three marks together make the name: letters that no ordinary word has with "AI" among them, a country, a city or a word
for AI Factory beside it, and a text that speaks of EuroHPC's factories. In a table under a column "AI factory" the
cell itself is the name. Added to `doc.spans["factory"]` like those of `unknown`, with the label "found".
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from babel import Locale
from spacy.language import Language
from spacy.tokens import Doc, Span

from models.article import Block
from pipeline.components import called, cities, context, cues, listed, words
from pipeline.components.occupied import Places, occupied
from pipeline.components.standing import Standing
from pipeline.components.unknown import no_name, slug
from pipeline.components.words import fold

_SELF = re.compile(r"AI(?:F|FA)(?:$|[:\-])")
"""The letters of "AI Factory" themselves: such a name needs nothing beside it."""
_PLUS = re.compile(r"(?<![\w\-])[A-Z]\w{3,12}\+\+(?!\w)")
_SIGN = re.compile(r"(?<![\w\-])(?=[\w:+\-]{0,20}AI)[A-Z0-9]\w{0,15}(?:[:\-][A-Z0-9]\w{0,11}){0,2}(?:\+\+)?(?!\w)")
_WORDY = re.compile(
    r"AI-[a-zß-ÿ]|AI[A-Z]{0,2}-[A-ZÄÖÜ][a-zß-ÿ]{3}|-[a-zß-ÿ]{3}|^(?:AI|KI|IA)F?s?$|^(?:AI|KI|IA)[:\-]|AIFactor|AIFabri"
)
"""A compound with an ordinary word ("AI-fabrik"), or the term alone."""
_NAMED = re.compile(r"^AI:[A-Z]{2,}$")
"""AI:AT is a name for all that."""
_PLACED = re.compile(r"(?:^|[:\-])AI|AI(?:F|FA|FNL)?(?:$|[:\-])|AI\d")
"""Where the letters stand in such names: INSAIT and KarolAIna hold them by chance."""
_ENDED = re.compile(r"(?<![\w\-])([A-Z0-9]{3,15})[a-zà-ÿ]{1,4}(?![\w\-])")
"""A name in capitals with a case ending: "NLAIFin"."""
_OF_COUNTRY = re.compile(r"-([A-Z]{2})(?!\w)")
_NO_COUNTRIES = {"AI", "KI", "EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Two letters that behind a name speak of no country: AI and KI are the term, the others no country at all."""
_WRITTEN = {"GB": "UK"}
"""What the programme calls a country by another code than ISO's."""
_GOES_ON = re.compile(r"-(?![a-zß-ÿ])")
"""A longer name; small letters are a case ending: "SLAIF-et", "LitAI-d"."""
_SHORT = re.compile(r"(?<![\w\-])(?:[A-Z][A-Z0-9]\w{0,12}(?:\+\+)? AIF|AIF [A-Z]{3,9}(?:-[A-Z]\w{1,14})?)(?!\w)")
"""AIF is short for AI Factory: "BSC AIF", "AIF IRL-Antenna"."""
_LOUD = re.compile(r"(?<![\w\-])[A-ZÀ-ÞΑ-ΩА-Я]{5,14}(?![\w\-])")
_AGAIN = 2
_APPOSED = re.compile(r"(?<![\w\-])[A-ZÀ-ÞΑ-ΩА-Я]{5,14}(?=[ \u00a0]?(?:[,–—][ \u00a0]|\())")
"""In capitals, before an apposition: "HEARTS, the Swiss antenna"."""
_NEAR = 15
"""Words between the name and what stands beside it."""
_SHORTEST = 4
_LONGEST_CELL = 30
_CALLED = 4
"""Words behind a name within which an apposition says what it is."""
_ONES = ("noun:ai_factory", "noun:antenna")


@Language.factory("factorywatch_telling")
class Telling:
    """Adds the names. Put it behind `unknown`."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Takes no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Adds spans with the label "found" and the minted id in kb_id_ to doc.spans["factory"]."""
        text = words.text_of(doc)
        spoken = any(span.label_ in cues.FACTORIES for span in doc.spans.get("cue", ()))
        if not spoken:
            return doc
        places = [*_derived(doc, text), *_cells(doc, text), *_signs(doc, text), *_appositions(doc, text)]
        places += [*_shortened(text), *_headed(doc, text), *called.names(doc), *listed.names(doc)]
        taken = occupied(doc, "city", "centre", "computer")
        standing = Standing(text, words.of(doc))
        found = []
        for name in dict.fromkeys(text[start:end] for start, end in places if not taken.meet(start, end)):
            if (minted := slug(name)) and not no_name(name):
                found += [
                    (start, end, minted)
                    for start, end in standing.anyhow(name)
                    if text[start - 1 : start] != "-" and not _GOES_ON.match(text, end) and not taken.meet(start, end)
                ]
        spans = [
            span
            for start, end, minted in sorted(set(found))
            if (span := doc.char_span(start, end, "found", kb_id=minted, alignment_mode="expand")) is not None
        ]
        spans += [*_ended(doc, text, taken), *_of_a_country(doc)]
        doc.spans["factory"] = sorted([*doc.spans["factory"], *spans], key=lambda span: span.start_char)
        return doc


def tells(name: str) -> bool:
    """Whether a name has the letters AI where those of factories have them, and is no ordinary compound."""
    return (
        len(name) >= _SHORTEST and bool(_PLACED.search(name)) and (bool(_NAMED.match(name)) or not _WORDY.search(name))
    )


def _signs(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Names with AI in them beside a place or a noun."""
    signs = [found.span() for found in _SIGN.finditer(text) if tells(found.group())]
    signs += [found.span() for found in _PLUS.finditer(text)]
    if not signs:
        return
    scan = words.of(doc)
    begins = [word.start for word in scan]
    beside: set[int] = set()
    for group in ("country", "city"):
        for span in doc.spans.get(group, ()):
            beside |= _numbers(begins, span.start_char, span.end_char)
    for span in doc.spans.get("cue", ()):
        if span.label_ in cues.FACTORIES:
            beside |= _numbers(begins, span.start_char, span.end_char)
    for first, last in cities.found(text, scan):
        beside |= set(range(first, last + 1))
    ordered = sorted(beside)
    blocks = sorted(context.of(doc).blocks, key=lambda block: block.start)
    block_starts = [block.start for block in blocks]
    for start, end in signs:
        own = _numbers(begins, start, end)
        at = bisect_right(block_starts, start) - 1
        low, high = _reach(begins, own, blocks[at] if at >= 0 else None)
        near = range(bisect_left(ordered, low), bisect_right(ordered, high))
        if _SELF.search(text[start:end]) or any(ordered[place] not in own for place in near):
            yield start, end


def _reach(begins: list[int], own: set[int], block: Block | None) -> tuple[int, int]:
    """The words that stand beside a name: those near it, or all of its list item."""
    if block is not None and block.listed and begins[min(own)] < block.end:
        return bisect_left(begins, block.start), bisect_left(begins, block.end) - 1
    return min(own) - _NEAR, max(own) + _NEAR


def _numbers(begins: list[int], start: int, end: int) -> set[int]:
    first = max(0, bisect_right(begins, start) - 1)
    return set(range(first, max(first + 1, bisect_left(begins, end))))


def _appositions(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Names in capitals that the next few words call an antenna or an AI factory."""
    scan = words.of(doc)
    begins = [word.start for word in scan]
    nouns = sorted(span.start_char for span in doc.spans.get("cue", ()) if span.label_ in _ONES)
    for found in _APPOSED.finditer(text):
        start, end = found.span()
        last = min(bisect_left(begins, end) + _CALLED, len(scan)) - 1
        at = bisect_left(nouns, end)
        if at < len(nouns) and nouns[at] <= begins[last] and "\n" not in text[end : nouns[at]]:
            yield start, end


def _ended(doc: Doc, text: str, taken: Places) -> Iterator[Span]:
    """Names with the letters of "AI Factory" that a case ending follows; the id is that of the name without it."""
    for found in _ENDED.finditer(text):
        name = found.group(1)
        if len(name) >= _SHORTEST and name.endswith("AIF") and not no_name(name) and not taken.meet(*found.span()):
            span = doc.char_span(*found.span(), "found", kb_id=slug(name), alignment_mode="expand")
            if span is not None:
                yield span


def _of_a_country(doc: Doc) -> Iterator[Span]:
    """Antennas whose name is their country's: "Antenna Slovakia", "UK AI Factory Antenna". Their id has its code."""
    known = Places((span.start_char, span.end_char) for span in doc.spans["factory"] if span.label_ == "known")
    countries = {place: span for span in doc.spans.get("country", ()) for place in (span.start, -span.end)}
    for noun in doc.spans.get("cue", ()):
        if noun.label_ != "noun:antenna" or not noun.text.endswith("Antenna"):
            continue  # the programme's own word; "die belgische Antenne" says of whom it speaks
        country = countries.get(noun.end) or countries.get(-noun.start)
        if country is None or not country.text[0].isupper() or known.meet(noun.start_char, noun.end_char):
            continue
        first, past = min(noun.start, country.start), max(noun.end, country.end)
        yield Span(doc, first, past, "found", kb_id=antenna_of(country.kb_id_))


def _shortened(text: str) -> Iterator[tuple[int, int]]:
    """Names beside "AIF"; a firm's or the Union's is none."""
    return (short.span() for short in _SHORT.finditer(text) if not any(map(no_name, short.group().split())))


def _headed(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Names in capitals in a headline that speaks of an AI factory; the text says them again."""
    nouns = [span.start_char for span in doc.spans.get("cue", ()) if span.label_ in _ONES]
    for block in context.of(doc).blocks:
        if block.kind != "title" or text[block.start : block.end].isupper():
            continue
        if any(block.start <= noun < block.end for noun in nouns):
            for found in _LOUD.finditer(text, block.start, block.end):
                if text.count(found.group()) >= _AGAIN:
                    yield found.span()


def _derived(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """Names made of a known one and a country's code: where Pharos-CY stands, Pharos is not meant."""
    kept = []
    for span in doc.spans["factory"]:
        found = _OF_COUNTRY.match(text, span.end_char)
        if found is None or found.group(1) not in _codes():
            kept.append(span)
        else:
            yield span.start_char, found.end()
    doc.spans["factory"] = kept


def antenna_of(country: str) -> str:
    """The id of an antenna that has no name but its country's: `uk-antenna`."""
    return f"{_WRITTEN.get(country, country).lower()}-antenna"


def country_of(code: str) -> str:
    """The country that two letters in a name speak of; empty where they speak of none."""
    written = {own: country for country, own in _WRITTEN.items()}
    return written.get(code) or (code if code in _codes() else "")


@functools.cache
def _codes() -> frozenset[str]:
    """The codes that in a name speak of a country."""
    return frozenset(Locale("en").territories) - _NO_COUNTRIES


def _cells(doc: Doc, text: str) -> Iterator[tuple[int, int]]:
    """The cells of a table's column that is headed by a word for AI Factory."""
    heads: dict[int, int] = {}
    spoken_at = sorted(
        (span.start_char, span.end_char) for span in doc.spans.get("cue", ()) if span.label_ in cues.FACTORIES
    )
    for block in context.of(doc).blocks:
        if block.kind != "table_row":
            continue
        if block.header and block.group not in heads:
            for number, (start, end) in enumerate(block.cells):
                at = bisect_left(spoken_at, (start, 0))
                if any(spoken_at[place][1] <= end for place in range(at, bisect_left(spoken_at, (end, 0)))):
                    heads[block.group] = number
                    break
            continue
        column = heads.get(block.group, -1)
        if 0 <= column < len(block.cells):
            start, end = block.cells[column]
            name = text[start:end].strip()
            if 1 < len(name) <= _LONGEST_CELL and name[0].isupper() and fold(name) != name:
                begin = start + text[start:end].index(name)
                yield begin, begin + len(name)
