"""Factories that nobody knew before: a name beside the words for AI Factory, added to `doc.spans["factory"]`.

Structure tells a name in every language: it stands right beside the noun ("Salona AI Factory", "AI Factory Salona"),
in quotes near it, before it in an apposition ("SALONA, the Croatian AI factory"), or in its place of a list or
table under a line that speaks of AI factories ("Split, Croatia: SALONA at ..."). What is a country, a city, a host, a
firm or the frame of the programme is no name.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from pipeline.components import words
from pipeline.components.words import Word

_NOUNS = ("noun:ai_factory", "noun:antenna", "noun:gigafactory")
_MOST = 4
"""Words that a name has at most."""
_SHORTEST = 3
"""Letters of a name: "AI" is none."""
_BRAND = "ai factory"
"""What belongs to a name behind it; the words that other languages use for it do not."""
_BESIDE = 8
"""How many of the nouns before and behind may hold this one."""
_TWICE = 2
"""What does not look like a name in itself counts as one when it stands so often in a name's place."""
_NEAR = 6
"""Words between a quoted name and the noun."""
_QUOTED = re.compile(r"[\"“„«»‘'‚]([^\"“”„«»’'‘\n]{2,40})[\"“”»«’']")
_CODED = re.compile(r"(?=.*[A-Z])(?:.*[a-z].*[A-Z]|.*\d.*[A-Za-z]|.*[A-Za-z].*\d|[A-ZÀ-ÞΑ-ΩА-Я]{3,})")
"""Inner capitals, digits among letters, or capitals only: no ordinary word looks like that."""
_JOINT = re.compile(r"[ \u00a0\-–]|\+\+ ?|: ?")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that look like one name."""

    first: int
    last: int
    start: int
    end: int
    whole_start: int
    whole_end: int
    """With the noun where it is part of the name: "Salona AI Factory"."""
    sure: bool
    """Whether it looks like a name wherever it stands."""


@Language.factory("factorywatch_unknown", default_config={"language": "en"})
class Unknown:
    """Adds the factories found by structure. Put it behind names and countries: what they mark is no new name."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Adds spans with the label "found" and the minted id in kb_id_ to doc.spans["factory"]."""
        scan = words.of(doc)
        taken = _taken(doc)
        text = doc.text  # made anew at every asking
        seen: dict[str, list[_Run]] = {}
        for run in _runs(doc, scan, taken):
            seen.setdefault(words.fold(text[run.start : run.end]), []).append(run)
        found = []
        for runs in seen.values():
            if not any(run.sure for run in runs) and len({run.start for run in runs}) < _TWICE:
                continue
            whole = max(runs, key=lambda run: run.whole_end - run.whole_start)
            minted = slug(text[whole.start : whole.end])
            if whole.whole_end > whole.end and words.fold(text[whole.end : whole.whole_end]).strip().startswith(_BRAND):
                minted += "-" + slug(_BRAND)
            places = {(run.whole_start, run.whole_end) for run in runs}
            places |= set(_again(text, text[whole.start : whole.end], places))
            for start, end in places:
                span = doc.char_span(start, end, label="found", kb_id=minted, alignment_mode="expand")
                if span is not None and minted:
                    found.append(span)
        doc.spans["factory"] = sorted([*doc.spans.get("factory", ()), *found], key=lambda span: span.start_char)
        return doc


def slug(name: str) -> str:
    """The id minted of a name: "Salona AI Factory" → salona-ai-factory; "++" is spelled out."""
    return re.sub(r"[^a-z0-9]+", "-", words.fold(name.replace("++", " pp"))).strip("-")


def _again(text: str, name: str, places: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where else the bare name stands."""
    taken = _Places(places)
    for again in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if not taken.meet(*again.span()):
            yield again.span()


def _is_no_name(name: str) -> bool:
    whole, stems = _no_names()
    folded = words.fold(name)
    return folded in whole or folded.startswith(stems)


@functools.cache
def _no_names() -> tuple[frozenset[str], tuple[str, ...]]:
    table = knowledge.table(knowledge.SHIPPED / "not_factories.toml")
    whole = frozenset(words.fold(name) for names in (table["firms"], table["bodies"]) for name in names)
    return whole, tuple(words.fold(stem) for stem in table["stems"])


class _Places:
    """Spans of characters that can be asked whether any of them meets another, without looking at all."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with this span."""
        at = bisect_left(self._spans, (start - self._longest, 0))
        while at < len(self._spans) and self._spans[at][0] < end:
            if self._spans[at][1] > start:
                return True
            at += 1
        return False


def _taken(doc: Doc) -> _Places:
    """What is something else: countries, cities, hosts, machines, known factories, dates."""
    return _Places(
        (span.start_char, span.end_char)
        for group in ("country", "city", "host", "machine", "factory", "date", "amount")
        for span in doc.spans.get(group, ())
    )


def _runs(doc: Doc, scan: tuple[Word, ...], taken: _Places) -> Iterator[_Run]:
    text = doc.text  # made anew at every asking
    starts = {word.start: number for number, word in enumerate(scan)}
    sentence_starts = {span.start_char for span in doc.spans.get("sentence", ())}
    nouns = [cue for cue in doc.spans.get("cue", ()) if cue.label_.startswith("noun:")]
    cues = [
        (cue.start_char, cue.end_char, cue.label_.startswith("noun:"))
        for cue in doc.spans.get("cue", ())
        if len(cue.text) > 1
    ]
    begins = [word.start for word in scan]
    covered = _Places((start, end) for start, end, is_noun in cues if is_noun)
    said = _Places((start, end) for start, end, _ in cues)
    for place, noun in enumerate(nouns):
        beside = nouns[max(0, place - _BESIDE) : place + _BESIDE]
        longer = (one for one in beside if one.start <= noun.start and noun.end <= one.end and len(one) > len(noun))
        if noun.label_ not in _NOUNS or any(longer):
            continue
        inside = range(bisect_left(begins, noun.start_char), bisect_left(begins, noun.end_char))
        if not inside:
            continue
        branded = any(char.isupper() for char in noun.text[1:])
        for first, last in (_left(text, scan, inside[0]), _right(text, scan, inside[-1])):
            if first <= last:
                for run in _named(text, scan, first, last, taken, covered, said, sentence_starts, branded=branded):
                    yield _with_noun(run, noun.start_char, noun.end_char) if branded else run
        yield from _quoted(text, starts, scan, inside, taken, covered)


def _left(text: str, scan: tuple[Word, ...], noun: int) -> tuple[int, int]:
    first = noun
    while first > 0 and noun - first < _MOST and _joined(text, scan, first - 1) and _capital(text, scan[first - 1]):
        first -= 1
    return first, noun - 1


def _right(text: str, scan: tuple[Word, ...], noun: int) -> tuple[int, int]:
    last = noun
    while last + 1 < len(scan) and last - noun < _MOST and _joined(text, scan, last) and _capital(text, scan[last + 1]):
        last += 1
    return noun + 1, last


def _joined(text: str, scan: tuple[Word, ...], number: int) -> bool:
    return bool(_JOINT.fullmatch(text[scan[number].end : scan[number + 1].start]))


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper() or (
        text[word.start].isdigit() and any(c.isupper() for c in text[word.start : word.end])
    )


def _named(
    text: str,
    scan: tuple[Word, ...],
    first: int,
    last: int,
    taken: "_Places",
    nouns: "_Places",
    cues: "_Places",
    sentence_starts: set[int],
    *,
    branded: bool,
) -> Iterator[_Run]:
    """The run as a name, if it is one: nothing of it is something else."""
    opens = scan[first].start in sentence_starts
    if opens and first < last and not _CODED.match(text[scan[first].start : scan[first].end]):
        first += 1  # "The", "Die": any word is written with a capital there
    start, end = scan[first].start, scan[last].end
    if text.startswith("++", end):
        end += 2
    name = text[start:end]
    if _is_no_name(name) or any(_is_no_name(scan[one].low) for one in range(first, last + 1)):
        return
    if taken.meet(start, end):
        return
    if sum(char.isalnum() for char in name) < _SHORTEST:
        return
    coded = any(_CODED.match(text[scan[one].start : scan[one].end]) for one in range(first, last + 1))
    if nouns.meet(start, end) or (not coded and cues.meet(start, end)):
        return  # "Linked AI Factory" heads a column, "New AI Factory Antenna" is a phrase
    if not coded and start in sentence_starts and first == last:
        return  # any word is written with a capital there
    yield _Run(first, last, start, end, start, end, sure=coded or branded)


def _with_noun(run: _Run, start: int, end: int) -> _Run:
    return replace(run, whole_start=min(run.start, start), whole_end=max(run.end, end))


def _quoted(
    text: str,
    starts: dict[int, int],
    scan: tuple[Word, ...],
    inside: range,
    taken: "_Places",
    nouns: "_Places",
) -> Iterator[_Run]:
    low = scan[max(0, inside[0] - _NEAR)].start
    high = scan[min(len(scan) - 1, inside[-1] + _NEAR)].end + 2
    for found in _QUOTED.finditer(text, max(0, low - 1), high):
        start, end = found.span(1)
        name = found.group(1)
        if start not in starts or len(name.split()) > _MOST or not name[0].isupper():
            continue
        if _is_no_name(name) or taken.meet(start, end):
            continue
        rest = "".join(char for place, char in enumerate(name, start) if not nouns.meet(place, place + 1))
        if sum(char.isalnum() for char in rest) < _SHORTEST:
            continue  # “AI Factory” in quotes is the term, not a name
        yield _Run(
            starts[start], starts[start], start, end, start, end, sure=all(part[0].isupper() for part in name.split())
        )
