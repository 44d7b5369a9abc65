"""Names of ordinary letters in a row, each with its country: "three AI factories: Corvus in Estonia, Scaldis in ...".

A capital alone tells little, so the row must tell more: it has as many members as the sentence counts, or another of
it is known to be a factory.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from pipeline.components import cities, cues, words
from pipeline.components.standing import tells_names
from pipeline.components.words import Word

_SIGNS = re.compile(r"[,;:–—]")

_SHORTEST = 3
_NEAR = 3
"""Words between a name and its country, all of them small."""
_SMALL = 4
"""Letters of such a word at most: "in", "auf"; and of an article before a name."""
_ARTICLE = 3
_FEWEST = 2
_MANY = 3
"""Members of a row that tells by itself: each right behind its country's adjective."""


def names(doc: Doc, named: list[tuple[int, int]], joins: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each name of such a row that is none of the `named`."""
    nouns = sorted(cue.start_char for cue in doc.spans["cue"] if cue.label_ in cues.FACTORIES)
    if not nouns:
        return
    text, scan = words.text_of(doc), words.of(doc)
    begins = [word.start for word in scan]
    countries = {span.start_char: span for span in doc.spans["country"]}
    numbers = {span.start_char: span.kb_id_ for span in doc.spans["number"]}
    starts = {start for start, _ in named}
    adjectives = {span.end_char for span in doc.spans["country"] if span.label_ == "adjective"}
    telling = tells_names(text, scan, {sentence.start_char for sentence in doc.spans["sentence"]})
    for sentence in doc.spans["sentence"]:
        low, high = sentence.start_char, sentence.end_char
        if bisect_left(nouns, low) == bisect_left(nouns, high):
            continue
        first, past = bisect_left(begins, low), bisect_left(begins, high)
        counted = {numbers[one] for one in begins[first:past] if one in numbers}
        row: list[tuple[int, int]] = []
        for left, right in [*_parts(text, scan, first, past, joins), (past, past)]:
            found = _member(text, scan, left, right, countries) if left < right else None
            if found is not None:
                row.append(found)
            elif row and left < right and right - left <= _FEWEST:
                continue  # what stands between two joints tells nothing
            else:
                among = any(one in starts for one, _ in row)
                by_adjective = telling and all(one - 1 in adjectives for one, _ in row)
                if len(row) >= _FEWEST and (str(len(row)) in counted or among or (by_adjective and len(row) >= _MANY)):
                    yield from (one for one in row if one[0] not in starts)
                row = []


def _parts(
    text: str, scan: tuple[Word, ...], first: int, past: int, joins: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The words of a sentence between commas and words like "and"."""
    left = first
    for number in range(first, past):
        if scan[number].low in joins:
            if left < number:
                yield left, number
            left = number + 1
        elif number > left and _SIGNS.search(text[scan[number - 1].end : scan[number].start]):
            yield left, number
            left = number
    if left < past:
        yield left, past


def _member(
    text: str, scan: tuple[Word, ...], left: int, right: int, countries: dict[int, Span]
) -> tuple[int, int] | None:
    """The name of one of the row: "Corvus in Estonia", "„Corvus“ (Estonia)", "the Maltese Sirena"."""
    number = left
    while number < min(left + _FEWEST, right) and (
        _small(text, scan[number]) or (number == left and len(scan[number].low) <= _ARTICLE)
    ):
        number += 1  # also over "The", "La" at the head of a sentence
    if number >= right:
        return None
    ahead = countries.get(scan[number].start)
    if ahead is not None:
        past = bisect_right([word.start for word in scan[number:right]], ahead.end_char - 1) + number
        if ahead.label_ != "adjective" or past >= right:
            return None
        longer = past + 1 < right and text[scan[past + 1].start].isupper()
        return None if longer else _name(text, scan, past)
    for behind in range(number + 1, min(number + 2 + _NEAR, right)):
        if scan[behind].start in countries:
            return _name(text, scan, number)
        if not _small(text, scan[behind]):
            return None
    return None


def _name(text: str, scan: tuple[Word, ...], number: int) -> tuple[int, int] | None:
    word = scan[number]
    if not text[word.start].isupper() or len(word.low) < _SHORTEST or cities.one(text, scan, number):
        return None
    return word.start, word.end


def _small(text: str, word: Word) -> bool:
    return text[word.start].islower() and len(word.low) <= _SMALL
