"""Factories that nobody knew before: a name beside the words for AI Factory, added to `doc.spans["factory"]`.

Structure tells a name in every language: it stands right beside the noun ("Salona AI Factory", "AI Factory Salona"),
in quotes near it, before it in an apposition ("SALONA, the Croatian AI factory"), or in its place of a list or
table under a line that speaks of AI factories ("Split, Croatia: SALONA at ..."). What is a country, a city, a host, a
firm or the frame of the programme is no name.
"""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anyascii import anyascii
from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from pipeline.components import cities, context, words
from pipeline.components.occupied import Places, occupied
from pipeline.components.standing import Standing, tells_names
from pipeline.components.words import Word

_NOUNS = ("noun:ai_factory", "noun:antenna", "noun:gigafactory")
_ONES = ("noun:ai_factory", "noun:antenna")
_MOST = 4
"""Words that a name has at most."""
_SHORTEST = 3
"""Letters of a name: "AI" is none."""
_OPENING = 4
"""Letters of a name that opens a sentence in small letters: shorter words are articles."""
_TERMS = ("AI", "IA", "KI", "MI")
"""The term alone, as languages write it."""
_BRAND = "ai factory"
"""What belongs to a name behind it; the words that other languages use for it do not."""
_BESIDE = 8
"""How many of the nouns before and behind may hold this one."""
_TWICE = 2
"""What does not look like a name in itself counts as one when it stands so often in a name's place."""
_NEAR = 6
"""Words between a quoted name and the noun."""
_CALLED = 20
"""Characters between a firm or a machine and its name in quotes: "by the name of"."""
_QUOTED = re.compile(r"[\"“„«»‘'‚]([^\"“”„«»’'‘\n]{2,40})[\"“”»«’']")
CODED = re.compile(
    r"(?=.{0,39}[A-Z])(?:.{0,39}[a-z].{0,39}[A-Z]|.{0,39}\d.{0,39}[A-Za-z]|.{0,39}[A-Za-z].{0,39}\d|[A-ZÀ-ÞΑ-ΩА-Я]{3,})"
)
"""Inner capitals, digits among letters, or capitals only: no ordinary word looks like that. Within 40 letters, for a
megabyte of capitals took hours (2026-11-22)."""
_ALONE = re.compile(r"[ \u00a0]*(?:[,:;(–—|]|-|$)")
"""What follows a name that stands alone at the head of a list item, or alone in a cell."""
_SHORT = re.compile(r"[ \u00a0]?\((?=[A-Z\d\-:]{0,8}AI)([A-Z][A-Z\d\-:]{2,9})\)")
"""What a name is for short, behind it: "JUPITER AI Factory (JAIF)" is one factory, and the short name gives the id."""
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
    giga: bool = False
    """Whether it names a gigafactory."""
    opens: bool = False
    """Whether it stands where any word has a capital, right before "AI Factory"."""
    behind: bool = False
    """Whether it is a single word right behind the noun of one: "AI-fabrikken Hugin"."""


@Language.factory("factorywatch_unknown", default_config={"language": "en"})
class Unknown:
    """Adds the factories found by structure. Put it behind names and countries: what they mark is no new name."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Adds spans with the label "found" and the minted id in kb_id_ to doc.spans["factory"]."""
        scan = words.of(doc)
        held = occupied(doc, "city", "centre", "computer")
        text = words.text_of(doc)
        seen: dict[str, list[_Run]] = {}
        for run in _runs(doc, scan, held):
            seen.setdefault(words.fold(text[run.start : run.end]), []).append(run)
        found = []
        standing = Standing(text, scan)
        order = {name: number for number, name in enumerate(seen)}
        for name, runs in seen.items():
            if not any(run.sure for run in runs):
                times = len({run.start for run in runs}) if not any(run.opens for run in runs) else 0
                if any(run.opens or run.behind for run in runs):
                    times = max(times, _times(text, standing, runs))
                if times < _TWICE:
                    continue
            tails = (name[place + 1 :] for place, sign in enumerate(name) if sign == " ")
            shorter = min((one for one in tails if one in order), key=order.__getitem__, default="")
            whole = max(seen[shorter] if shorter else runs, key=lambda run: run.whole_end - run.whole_start)
            minted = slug(text[whole.start : whole.end])
            if whole.whole_end > whole.end and words.fold(text[whole.end : whole.whole_end]).strip().startswith(_BRAND):
                minted += "-" + slug(_BRAND)
            if any(run.giga for run in runs):  # a gigafactory's name keeps the word
                minted = slug(text[whole.whole_start : whole.whole_end])
            places = {(run.whole_start, run.whole_end) for run in runs}
            if short := next((one for run in runs if (one := _SHORT.match(text, run.whole_end))), None):
                minted = slug(short.group(1))
                places |= set(standing.of(short.group(1)))
            taken = Places(places)
            places |= {  # JUPITER alone is the machine, whatever "JUPITER AI Factory" is
                again
                for again in standing.anyhow(text[whole.start : whole.end])
                if not taken.meet(*again) and not held.meet(*again)
            }
            for start, end in places:
                span = doc.char_span(start, end, label="found", kb_id=minted, alignment_mode="expand")
                if span is not None and minted:
                    found.append(span)
        doc.spans["factory"] = sorted([*doc.spans.get("factory", ()), *found], key=lambda span: span.start_char)
        return doc


def slug(name: str) -> str:
    """The id minted of a name: "Salona AI Factory" → salona-ai-factory; "++" is spelled out, Адрия becomes adriya."""
    return re.sub(r"[^a-z0-9]+", "-", words.fold(anyascii(words.fold(name.replace("++", " pp"))))).strip("-")


def _times(text: str, standing: Standing, runs: list[_Run]) -> int:
    """How often a name stands in a name's place or with its capital; never, where the text writes it small as well."""
    name = text[runs[0].start : runs[0].end]
    if any(standing.of(name[0].lower() + name[1:])):
        return 0
    return max(standing.beginning(name.rstrip("+")), sum(1 for _ in standing.anyhow(name)))


def no_name(name: str) -> bool:
    """Whether this is the name of a firm, or of a body or the frame of the programme."""
    whole, stems = _no_names()
    folded = words.fold(name)
    return _spaced(name) in whole or folded.startswith(stems)


def a_firm(name: str) -> bool:
    """Whether this is the name of a firm."""
    return _spaced(name) in _firms()


def _spaced(name: str) -> str:
    return words.fold(name).replace("-", " ")


@functools.cache
def _firms() -> frozenset[str]:
    return frozenset(_spaced(name) for name in knowledge.table(knowledge.SHIPPED / "not_factories.toml")["firms"])


@functools.cache
def _no_names() -> tuple[frozenset[str], tuple[str, ...]]:
    table = knowledge.table(knowledge.SHIPPED / "not_factories.toml")
    whole = frozenset(_spaced(name) for name in table["bodies"]) | _firms()
    return whole, tuple(words.fold(stem) for stem in table["stems"])


def _runs(doc: Doc, scan: tuple[Word, ...], taken: Places) -> Iterator[_Run]:
    text = words.text_of(doc)
    starts = {word.start: number for number, word in enumerate(scan)}
    sentence_starts = {span.start_char for span in doc.spans.get("sentence", ())}
    nouns = [cue for cue in doc.spans.get("cue", ()) if cue.label_.startswith("noun:")]
    items = dict(_items(doc))
    others = [cue.end_char for cue in nouns if cue.label_ in ("noun:company", "noun:machine")]
    cues = [
        (cue.start_char, cue.end_char, cue.label_.startswith("noun:"))
        for cue in doc.spans.get("cue", ())
        if len(cue.text) > 1
    ]
    begins = [word.start for word in scan]
    unmachined = occupied(doc, "city", "centre", but="machine")  # JUPITER is a machine, JUPITER AI Factory is none
    unplaced = occupied(doc)  # a gigafactory may be called after its city
    covered = Places((start, end) for start, end, is_noun in cues if is_noun)
    said = Places((start, end) for start, end, _ in cues)
    numbers = Places((span.start_char, span.end_char) for span in doc.spans.get("number", ()))
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    telling = tells_names(text, scan, sentence_starts)
    small: dict[int, int] = {}  # where each line has its first small letter
    for place, noun in enumerate(nouns):
        beside = nouns[max(0, place - _BESIDE) : place + _BESIDE]
        longer = (one for one in beside if one.start <= noun.start and noun.end <= one.end and len(one) > len(noun))
        if noun.label_ not in _NOUNS or any(longer):
            continue
        inside = range(bisect_left(begins, noun.start_char), bisect_left(begins, noun.end_char))
        if not inside:
            continue
        line = lines[bisect_right(lines, noun.start_char) - 1]
        if line not in small:
            small[line] = next((place for place in range(line, len(text)) if text[place].islower()), len(text))
        if noun.end_char <= small[line]:
            continue  # where all is written in capitals they tell no name
        branded = any(char.isupper() for char in noun.text[1:])
        proper = all(text[scan[one].start].isupper() for one in inside)
        for first, last in (_left(text, scan, inside[0]), _right(text, scan, inside[-1])):
            if first <= last:
                giga = noun.label_ == "noun:gigafactory"
                free = taken if not branded else unplaced if giga else unmachined
                item = items.get(scan[first].start, 0)
                for run in _named(
                    text,
                    scan,
                    first,
                    last,
                    free,
                    covered,
                    said,
                    numbers,
                    sentence_starts,
                    # Behind "AI factory" in small letters stands any name: "AI factories of the Baltic states".
                    branded=proper or (branded and last < inside[0]),
                    proper=proper,
                    giga=giga,
                    alone=bool(_ALONE.match(text, noun.end_char, max(item, noun.end_char))) and noun.end_char <= item,
                ):
                    if telling and noun.label_ in _ONES and inside[-1] < run.first == run.last:
                        run = replace(run, behind=True)
                    whole = branded or (giga and proper)
                    yield _with_noun(run, noun.start_char, noun.end_char, giga=giga) if whole else run
        yield from _quoted(text, starts, scan, inside, taken, covered, others)


def _items(doc: Doc) -> Iterator[tuple[int, int]]:
    """The cells and list items of a text, where a name stands alone."""
    for block in context.of(doc).blocks:
        if block.kind == "list_item":
            yield block.start, block.end
        elif block.kind == "table_row" and not block.header:
            yield from block.cells


def _left(text: str, scan: tuple[Word, ...], noun: int) -> tuple[int, int]:
    first = noun
    while first > 0 and noun - first < _MOST and joined(text, scan, first - 1) and _capital(text, scan[first - 1]):
        first -= 1
    return first, noun - 1


def _right(text: str, scan: tuple[Word, ...], noun: int) -> tuple[int, int]:
    last = noun
    while last + 1 < len(scan) and last - noun < _MOST and joined(text, scan, last) and _capital(text, scan[last + 1]):
        last += 1
    return noun + 1, last


def joined(text: str, scan: tuple[Word, ...], number: int) -> bool:
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
    taken: "Places",
    nouns: "Places",
    cues: "Places",
    numbers: "Places",
    sentence_starts: set[int],
    *,
    branded: bool,
    proper: bool,
    giga: bool,
    alone: bool,
) -> Iterator[_Run]:
    """The run as a name, if it is one: nothing of it is something else."""
    opens = scan[first].start in sentence_starts
    if opens and first < last and not CODED.match(text[scan[first].start : scan[first].end]):
        first += 1  # "The", "Die": any word is written with a capital there
    if not giga:  # "Krakovan Gaia AI Factory", "Salona AI Factory Splitben": the city is no part of the name
        while first < last and cities.one(text, scan, first):
            first += 1
        while first < last and cities.one(text, scan, last):
            last -= 1
        if cities.one(text, scan, first):
            return
    start, end = scan[first].start, scan[last].end
    if text.startswith("++", end):
        end += 2
    name = text[start:end]
    if no_name(name) or any(no_name(scan[one].low) for one in range(first, last + 1)):
        return
    if taken.meet(start, end) or name in _TERMS:
        return
    if sum(char.isalnum() for char in name) < (_SHORTEST - 1 if proper and name.isupper() else _SHORTEST):
        return  # RO AI Factory is a name, "AI" is none
    coded = any(CODED.match(text[scan[one].start : scan[one].end]) for one in range(first, last + 1))
    if nouns.meet(start, end) or (not coded and cues.meet(start, end)):
        return  # "Linked AI Factory" heads a column, "New AI Factory Antenna" is a phrase
    if not coded and numbers.meet(start, scan[first].end):
        return  # "Six AI Gigafactories"
    if not coded and start in sentence_starts and first == last and not (proper and name.isupper()):
        if len(name) < _OPENING:
            return  # "The", "Die"
        # Any word is written with a capital there: in a name's place twice, or once more elsewhere, it is a name.
        if proper:
            yield _Run(first, last, start, end, start, end, sure=alone, opens=True)
        return
    yield _Run(first, last, start, end, start, end, sure=coded or branded)


def _with_noun(run: _Run, start: int, end: int, *, giga: bool) -> _Run:
    return replace(run, giga=giga, whole_start=min(run.start, start), whole_end=max(run.end, end))


def _quoted(
    text: str,
    starts: dict[int, int],
    scan: tuple[Word, ...],
    inside: range,
    taken: "Places",
    nouns: "Places",
    others: list[int],
) -> Iterator[_Run]:
    low = scan[max(0, inside[0] - _NEAR)].start
    high = scan[min(len(scan) - 1, inside[-1] + _NEAR)].end + 2
    for found in _QUOTED.finditer(text, max(0, low - 1), high):
        start, end = found.span(1)
        name = found.group(1)
        if start not in starts or len(name.split()) > _MOST or not name[0].isupper():
            continue
        if no_name(name) or taken.meet(start, end):
            continue
        rest = "".join(char for place, char in enumerate(name, start) if not nouns.meet(place, place + 1))
        if sum(char.isalnum() for char in rest) < _SHORTEST:
            continue  # “AI Factory” in quotes is the term, not a name
        if cities.one(text, scan, starts[start]) and rest.strip() == text[start : scan[starts[start]].end]:
            continue  # “Cardiff AI Factory” says where, not which
        if any(start - _CALLED <= one <= start for one in others):
            continue  # the firm “Girios duomenys”, a machine by the name of “Ευρυδίκη”
        yield _Run(
            starts[start], starts[start], start, end, start, end, sure=all(part[0].isupper() for part in name.split())
        )
