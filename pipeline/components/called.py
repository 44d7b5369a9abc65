"""Names of ordinary letters that the text presents: "a factory called Salona", "Salona, the Croatian AI factory".

What looks like any word with a capital is a name where a word for naming stands right beside it while the talk is of an
AI factory, where the next few words call it one, or where "AI" follows and then its city ("Salona AI in Split").
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc

from pipeline.components import cities, context, cues, words
from pipeline.components.occupied import Places
from pipeline.components.standing import Standing
from pipeline.components.unknown import CODED, joined
from pipeline.components.words import Word

_NAMED = "cue:named"
_ONES = ("noun:ai_factory", "noun:antenna")
_OTHERS = ("noun:gigafactory", "noun:machine", "noun:company", "noun:building", "noun:consortium")
"""What else may be called by a name."""
_WHICH = ("country", "city", "number")
_NEWER = ("cue:first", "cue:further")
_BEHIND = 4
"""Words from a name on within which an apposition says what it is."""
_ASIDE = 6
"""Words behind a word for naming in which what is named may stand."""
_BESIDE = 2
"""Words before a noun that tell which one is meant."""
_PLACE = 3
"""Words behind "Salona AI" within which its city stands."""
_SHORTEST = 4
_AGAIN = 2
"""What opens a sentence counts as a name when it stands so often with its capital."""
_QUOTES = " \u00a0„“”\"«»'’‘"
"""What may stand between a word for naming and the name."""
_APPOSED = re.compile(r"[ \u00a0]?[,–—(:][ \u00a0]?")
_INSET = re.compile(r"[ \u00a0]?[,–—(][ \u00a0]?[„“\"«]?")
_CLOSED = re.compile(r"[”“\"»]?[ \u00a0]?[,–—)]")
"""What stands before and behind a name that is set in behind its noun: "the new antenna, Orpheus, will"."""


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    scan: tuple[Word, ...]
    begins: list[int]
    opens: set[int]
    standing: Standing
    nouns: Places
    """What speaks of factories, machines and the like: no name."""

    def name(self, number: int) -> tuple[int, int] | None:
        """The word of that number as a name; None where it is none, a part of a longer one, or any sentence's first."""
        if not 0 <= number < len(self.scan):
            return None
        start, end = self.scan[number].start, self.scan[number].end
        shown = self.text[start:end]
        if not shown[0].isupper() or len(shown) < _SHORTEST or self.nouns.meet(start, end):
            return None
        if cities.one(self.text, self.scan, number):
            return None
        if self._goes_on(number - 1) or self._goes_on(number):
            return None
        if start in self.opens and not CODED.match(shown) and not self.again(shown):
            return None
        return start, end

    def past(self, end: int) -> int:
        """The end of the word right behind: "l'antenne maltaise" tells which one as "the Maltese antenna" does."""
        at = bisect_left(self.begins, end)
        return self.scan[at].end if at < len(self.scan) and not self.text[end : self.begins[at]].strip() else end

    def _goes_on(self, left: int) -> bool:
        """Whether a longer name goes on over this word and the next; what opens a sentence has its capital anyhow."""
        if not 0 <= left < len(self.scan) - 1 or not joined(self.text, self.scan, left):
            return False
        start = self.scan[left].start
        return start not in self.opens and all(self.text[one.start].isupper() for one in self.scan[left : left + 2])

    def again(self, shown: str) -> bool:
        """Whether a word stands several times with its capital, and never without."""
        small = shown[0].lower() + shown[1:]
        told = sum(1 for _ in islice(self.standing.anyhow(shown), _AGAIN))  # no more: it is asked at each place
        return told >= _AGAIN and not any(self.standing.of(small))


def names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Start and end of each name that is presented."""
    if not any(cue.label_ in cues.FACTORIES for cue in doc.spans.get("cue", ())):
        return
    text, scan = words.text_of(doc), words.of(doc)
    opens = {span.start_char for span in doc.spans.get("sentence", ())}
    nouns = Places((cue.start_char, cue.end_char) for cue in doc.spans.get("cue", ()) if cue.label_.startswith("noun:"))
    page = _Page(text, scan, [word.start for word in scan], opens, Standing(text, scan), nouns)
    yield from _named(doc, page)
    yield from _apposed(doc, page)
    yield from _placed(page)


def _named(doc: Doc, page: _Page) -> Iterator[tuple[int, int]]:
    """Names right beside a word for naming, where the talk is of an AI factory."""
    naming = [cue for cue in doc.spans["cue"] if cue.label_ == _NAMED]
    if not naming:
        return
    nouns = sorted(
        (cue.start_char, -cue.end_char, cue.label_)
        for cue in doc.spans["cue"]
        if cue.label_ in (*cues.FACTORIES, *_OTHERS)
    )
    blocks = sorted(block.start for block in context.of(doc).blocks) or [0]
    sentences = sorted(page.opens) or [0]
    for cue in naming:
        first, last = bisect_left(page.begins, cue.start_char), bisect_left(page.begins, cue.end_char) - 1
        block = blocks[max(0, bisect_right(blocks, cue.start_char) - 1)]
        at = bisect_left(nouns, (cue.start_char, 0))
        meant = nouns[at - 1][2] if at and nouns[at - 1][0] >= block else ""
        if not meant and at < len(nouns):
            ends = bisect_right(sentences, cue.start_char)
            past = sentences[ends] if ends < len(sentences) else len(page.text)
            near = page.begins[min(last + _ASIDE, len(page.begins) - 1)]
            meant = nouns[at][2] if nouns[at][0] < past and nouns[at][0] <= near else ""
        if meant not in cues.FACTORIES:
            continue
        for number, left in ((first - 1, first - 1), (last + 1, last)):
            if 0 <= left < len(page.scan) - 1:
                between = page.text[page.scan[left].end : page.scan[left + 1].start]
                if not between.strip(_QUOTES) and (found := page.name(number)):
                    yield found


def _apposed(doc: Doc, page: _Page) -> Iterator[tuple[int, int]]:
    """Names that an apposition calls an AI factory or an antenna: "Salona, the Croatian AI factory".

    It tells which one, by a country or a word like "new"; "the computer, which the AI factory needs" does not.
    """
    which = Places(
        [
            *((span.start_char, span.end_char) for group in _WHICH for span in doc.spans.get(group, ())),
            *((cue.start_char, cue.end_char) for cue in doc.spans["cue"] if cue.label_ in _NEWER),
        ]
    )
    for noun in doc.spans["cue"]:
        if noun.label_ not in _ONES:
            continue
        at = bisect_left(page.begins, noun.start_char)
        yield from _inset(page, which, at, noun.end_char)
        for number in range(at - 1, max(-1, at - 1 - _BEHIND), -1):
            end = page.scan[number].end
            between = page.text[end : page.scan[number + 1].start]
            if _APPOSED.fullmatch(between):
                found = page.name(number)
                if found and which.meet(end, page.past(noun.end_char)) and page.again(page.text[found[0] : found[1]]):
                    yield found
                break
            if between.strip(" \u00a0-'’") or "\n" in between:
                break


def _inset(page: _Page, which: Places, at: int, end: int) -> Iterator[tuple[int, int]]:
    """The name set in behind a noun, or behind the word that goes with it, where a word tells which one is meant."""
    low = page.begins[max(0, at - _BESIDE)]
    for past in dict.fromkeys((end, page.past(end))):
        number = bisect_left(page.begins, past)
        if number < len(page.scan) and _INSET.fullmatch(page.text, past, page.begins[number]):
            found = page.name(number) if which.meet(low, past) else None
            if found and _CLOSED.match(page.text, found[1]) and page.again(page.text[found[0] : found[1]]):
                yield found
            return


def _placed(page: _Page) -> Iterator[tuple[int, int]]:
    """Names before "AI" with their city behind: "Salona AI in Split"."""
    inside = {place for first, last in cities.found(page.text, page.scan) for place in range(first, last + 1)}
    for number, word in enumerate(page.scan):
        if word.low != "ai" or number < 1 or not joined(page.text, page.scan, number - 1):
            continue
        start = page.scan[number - 1].start
        shown = page.text[start : page.scan[number - 1].end]
        if page.text[word.start : word.end] != "AI" or not shown[0].isupper() or len(shown) < _SHORTEST:
            continue
        past = min(number + 1 + _PLACE, len(page.scan))
        city = next((place for place in range(number + 1, past) if place in inside), 0)
        if not city or page.nouns.meet(start, page.scan[city].end):
            continue
        if not any(sign in page.text[word.end : page.scan[city].start] for sign in ".\n"):
            yield start, word.end
