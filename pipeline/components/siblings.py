"""Factories that nobody knew before, told by the company they keep: CALYPSO among Pharos-CY, SAIFA and HunAIFA.

What stands in capitals where factories stand is one too: in a row of names each with its place ("Pharos-CY in Cyprus,
CALYPSO in Malta and SAIFA in Serbia"), at the head of a list item beside items that begin with a factory, and in a
table's column of factories. Added to `doc.spans["factory"]` with the label "found".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from models.article import Block
from pipeline.components import cities, context, cues, rows, words
from pipeline.components.occupied import Places, occupied
from pipeline.components.standing import Standing, tells_names
from pipeline.components.unknown import CODED, no_name, slug

_LOUD = re.compile(r"(?<![\w\-])[A-ZÀ-ÞΑ-ΩА-Я]{5,14}\b(?:\+\+)?(?!\w)")
"""Shorter ones are mostly hosts: PSNC, CSCS, EPCC."""
_BOUNDS = re.compile(r"[,;:–—]")
"""What parts one of a row from the next."""
_SMALL = 4
"""Letters of a word at most that may stand between: "the", "il"."""
_NEAR = 3
"""Words between a name and its place."""
_LIKE = 2
"""Factories in a column that make it one of factories."""
_LONGEST_CELL = 24
_PARTED = 12
"""Characters at most that part two of a row: a comma and "and"."""


@Language.factory("factorywatch_siblings", default_config={"language": "en"})
class Siblings:
    """Adds the names. Put it behind whatever finds factories by themselves."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.joins = frozenset(words.lower(one) for one in knowledge.language(language).countries.joins)

    def __call__(self, doc: Doc) -> Doc:
        """Adds spans with the label "found" and the minted id in kb_id_ to doc.spans["factory"]."""
        named = sorted((span.start_char, span.end_char) for span in doc.spans["factory"])
        row = list(rows.names(doc, named, self.joins))
        if not named and not row:
            return doc
        text = words.text_of(doc)
        taken = occupied(doc, "city", "centre", "computer")
        places = [*_in_rows(doc, text, named, self.joins), *_in_items(doc, text, named), *_in_columns(doc, text, named)]
        places += [*row, *_beside(doc, text, named, self.joins), *_of_countries(doc, text, named)]
        names = dict.fromkeys(
            text[start:end] for start, end in places if not taken.meet(start, end) and not no_name(text[start:end])
        )
        if not names:
            return doc
        standing = Standing(text, words.of(doc))
        spans = [
            span
            for start, end, minted in sorted(
                {(*place, slug(name)) for name in names if slug(name) for place in standing.anyhow(name)}
            )
            if not taken.meet(start, end)
            and (span := doc.char_span(start, end, "found", kb_id=minted, alignment_mode="expand")) is not None
        ]
        doc.spans["factory"] = sorted([*doc.spans["factory"], *spans], key=lambda span: span.start_char)
        return doc


def _in_rows(doc: Doc, text: str, named: list[tuple[int, int]], joins: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names in capitals, each with its place, in a sentence that names another or speaks of antennas."""
    loud = [found.span() for found in _LOUD.finditer(text)]
    if not loud:
        return
    scan = words.of(doc)
    begins = [word.start for word in scan]
    placed = Places(
        [
            *((span.start_char, span.end_char) for group in ("country", "city") for span in doc.spans.get(group, ())),
            *((scan[first].start, scan[last].end) for first, last in cities.found(text, scan)),
        ]
    )
    antennas = Places((cue.start_char, cue.end_char) for cue in doc.spans["cue"] if cue.label_ in cues.ANTENNAS)
    factories = Places(named)
    sentences = [(span.start_char, span.end_char) for span in doc.spans["sentence"]]
    for start, end in loud:
        at = bisect_right(sentences, (start, len(text))) - 1
        if at < 0:
            continue
        low, high = sentences[at]
        company = factories.meet(low, high) or antennas.meet(low, high)
        if text[low:high].isupper() or not company:
            continue
        number = bisect_left(begins, start)
        first = number  # back over "the Maltese", "a maltai" to where the row goes on
        while first > 0 and number - first < _NEAR and begins[first - 1] >= low:
            between = text[scan[first - 1].end : scan[first].start]
            hyphened = between == "-" and placed.meet(scan[first - 1].end, scan[first].start)  # "Põhja-Makedoonia"
            if (between.strip(" \u00a0„“\"«'’(") and not hyphened) or scan[first - 1].low in joins:
                break
            if not (len(scan[first - 1].low) <= _SMALL or placed.meet(scan[first - 1].start, scan[first - 1].end)):
                break
            first -= 1
        opens = (
            begins[first] == low
            or scan[first - 1].low in joins
            or bool(_BOUNDS.search(text[scan[first - 1].end : scan[first].start]))
        )
        right_before = first < number and placed.meet(begins[number - 1], start)
        if opens and (right_before or placed.meet(end, _onward(text, scan, number, high))):
            yield start, end


def _beside(doc: Doc, text: str, named: list[tuple[int, int]], joins: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names in capitals that a comma or "and" alone parts from a factory: "through their antennas, BE-AIFA and HEARTS".

    Only where a word for several of them stands ahead: a host may stand beside a factory as well.
    """
    several = sorted(cue.start_char for cue in doc.spans["cue"] if cue.label_ in cues.SEVERAL)
    if not several:
        return
    sentences = [span.start_char for span in doc.spans["sentence"]]
    begins, ends = {start for start, _ in named}, {end for _, end in named}
    parted = re.compile(rf"[ \u00a0]?(?:,|,?[ \u00a0](?:{'|'.join(map(re.escape, sorted(joins))) or ','}))[ \u00a0]")
    for found in _LOUD.finditer(text):
        start, end = found.span()
        low = sentences[bisect_right(sentences, start) - 1] if sentences and sentences[0] <= start else 0
        at = bisect_left(several, low)
        if at == len(several) or several[at] > start:
            continue
        behind = parted.match(text, end)
        ahead = [one for one in parted.finditer(text, max(low, start - _PARTED), start) if one.end() == start]
        if (behind and behind.end() in begins) or any(one.start() in ends for one in ahead):
            yield start, end


def _of_countries(doc: Doc, text: str, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in small letters right behind their country's adjective, like a factory of the same sentence.

    "The Maltese Sirena and the Cypriot Pharos-CY"; not where any noun has a capital.
    """
    adjectives = sorted((span.end_char, span.start_char) for span in doc.spans["country"] if span.label_ == "adjective")
    if len(adjectives) < _LIKE or not any(cue.label_ in cues.ANTENNAS for cue in doc.spans["cue"]):
        return
    scan = words.of(doc)
    sentences = [span.start_char for span in doc.spans["sentence"]]
    opens = set(sentences)
    if not tells_names(text, scan, opens):
        return
    ends = [end for end, _ in adjectives]
    factories = {start for start, _ in named}
    like: set[int] = set()
    tried: list[tuple[int, int, int]] = []
    for number, word in enumerate(scan):
        at = bisect_left(ends, word.start) - 1
        if at < 0 or text[ends[at] : word.start].strip(' \u00a0"“„«') or word.start - ends[at] > _LIKE:
            continue
        line = bisect_right(sentences, word.start)
        if word.start in factories:
            like.add(line)
        elif text[word.start].isupper() and len(word.low) > _SMALL:
            following = scan[number + 1] if number + 1 < len(scan) else None
            longer = following and text[following.start].isupper() and not text[word.end : following.start].strip()
            if not longer and not cities.one(text, scan, number):
                tried.append((line, word.start, word.end))
    yield from ((start, end) for line, start, end in tried if line in like)


def _onward(text: str, scan: tuple[words.Word, ...], number: int, high: int) -> int:
    """The end of the few words behind a name, before anything that ends its part of the row."""
    end = scan[number].end
    for word in scan[number + 1 : number + 1 + _NEAR]:
        if word.start >= high or _BOUNDS.search(text[end : word.start]):
            break
        end = word.end
    return end


def _in_items(doc: Doc, text: str, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in capitals that open an item of a list where other items open with a factory."""
    starts = {start for start, _ in named}
    opened: dict[int, list[Block]] = {}
    for block in context.of(doc).blocks:
        if block.kind == "list_item":
            opened.setdefault(block.group, []).append(block)
    for items in opened.values():
        if sum(item.start in starts for item in items) >= _LIKE:
            for item in items:
                if found := _LOUD.match(text, item.start, item.end):
                    yield found.span()


def _in_columns(doc: Doc, text: str, named: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The coded cells of a table's column in which factories stand."""
    whole = set(named)
    columns: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for block in context.of(doc).blocks:
        if block.kind == "table_row" and not block.header:
            for number, cell in enumerate(block.cells):
                columns.setdefault((block.group, number), []).append(cell)
    for cells in columns.values():
        if sum(cell in whole for cell in cells) >= _LIKE:
            for start, end in cells:
                name = text[start:end].split()
                if name and len(name) <= _LIKE and end - start <= _LONGEST_CELL and CODED.match(name[0]):
                    yield start, end
