"""The scene: an article's sentences, clauses and mentions as plain values, with nothing of spaCy left."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from spacy.tokens import Doc

from models.article import Article, Block
from pipeline.components import words

_COUNTING = ("cue:first", "cue:further")
"""Words that count, where they are no part of a date: the "fourth" of "the fourth quarter of 2026"."""
_MOST = 100
"""Mentions of a sentence that are weighed, and as many cues: one of the gold has 24 at most, and one of hundreds is a
list that a page has lost the breaks of. Each could be said of each, so it would cost their product to go on."""
_TYPES = ("factory", "machine", "host", "city", "country", "amount", "date", "number", "share", "proper", "seat")


class Mention(NamedTuple):
    """Something the text names: its place in characters and words, and the sentence, clause and block it stands in."""

    type: str
    label: str
    value: str
    owner: str
    start: int
    end: int
    first: int
    last: int
    sentence: int
    clause: int
    block: int
    cell: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and what it names. `mentions` are in order of their place, cues apart."""

    index: int
    start: int
    end: int
    block: int
    mentions: tuple[Mention, ...]
    cues: tuple[Mention, ...]

    def of(self, *types: str) -> tuple[Mention, ...]:
        """The mentions of these types."""
        return tuple([mention for mention in self.mentions if mention.type in types]) if self.mentions else ()

    def cued(self, *labels: str) -> tuple[Mention, ...]:
        """The cues of these labels."""
        return tuple([cue for cue in self.cues if cue.label in labels]) if self.cues else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All sentences of an article in order."""

    article: Article
    text: str
    scan: tuple[words.Word, ...]
    sentences: tuple[Sentence, ...]
    leads: tuple[int, ...]
    """For each sentence the one that leads it in: the one before, of a list or table the line before it; or -1."""
    heads: tuple[int, ...]
    """For each sentence of a table the row that names the columns; or -1."""

    def block(self, sentence: Sentence) -> Block:
        """The block a sentence stands in."""
        return self.article.blocks[sentence.block]

    def of(self, *types: str) -> tuple[Mention, ...]:
        """All mentions of these types, in order."""
        return tuple(mention for sentence in self.sentences for mention in sentence.of(*types))


def read(doc: Doc, article: Article) -> Scene:
    """The scene of a parsed article."""
    scan = words.of(doc)
    borders = _sentences(doc)
    starts = [start for start, _ in borders]
    word_starts = [word.start for word in scan]
    block_starts = [block.start for block in article.blocks]

    clauses = _clauses(doc, borders)
    cues = _placed(doc, ("cue",), starts, word_starts, block_starts, clauses, article)
    mentions = _placed(doc, _TYPES, starts, word_starts, block_starts, clauses, article)
    by_sentence: list[list[Mention]] = [[] for _ in borders]
    cues_by_sentence: list[list[Mention]] = [[] for _ in borders]
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    dated = {word for one in mentions if one.type == "date" for word in range(one.first, one.last + 1)}
    for cue in cues:
        if cue.label not in _COUNTING or cue.first not in dated or cue.last not in dated:
            cues_by_sentence[cue.sentence].append(cue)
    sentences = tuple(
        Sentence(
            index=index,
            start=start,
            end=end,
            block=max(0, bisect_right(block_starts, start) - 1),
            mentions=tuple(_in_order(by_sentence[index])[:_MOST]),
            cues=tuple(_outer(_in_order(cues_by_sentence[index]))[:_MOST]),
        )
        for index, (start, end) in enumerate(borders)
    )
    leads, heads = led(sentences, article)
    return Scene(article=article, text=words.text_of(doc), scan=scan, sentences=sentences, leads=leads, heads=heads)


def led(sentences: tuple[Sentence, ...], article: Article) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """For each sentence the index of its lead, and of its table's head; -1 where there is none."""
    leads: list[int] = []
    heads: list[int] = []
    columns: dict[int, int] = {}
    listed_before = False
    for sentence in sentences:
        block = article.blocks[sentence.block] if article.blocks else None
        listed = block is not None and block.listed
        leads.append(leads[-1] if listed and listed_before else sentence.index - 1)
        listed_before = listed
        row = block is not None and block.kind == "table_row"
        heads.append(columns.get(block.group, -1) if block is not None and row else -1)
        if block is not None and row and block.header:
            columns.setdefault(block.group, sentence.index)
    return tuple(leads), tuple(heads)


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    return [(span.start_char, span.end_char) for span in doc.spans["sentence"]] or [(0, len(words.text_of(doc)))]


def _placed(
    doc: Doc,
    groups: Iterable[str],
    starts: list[int],
    word_starts: list[int],
    block_starts: list[int],
    clauses: list[int],
    article: Article,
) -> list[Mention]:
    found = []
    for group in groups:
        for span in doc.spans.get(group, ()):
            start, end = span.start_char, span.end_char
            block = max(0, bisect_right(block_starts, start) - 1)
            found.append(
                Mention(
                    type=group,
                    label=span.label_,
                    value=span.kb_id_,
                    owner=span.id_,
                    start=start,
                    end=end,
                    first=max(0, bisect_right(word_starts, start) - 1),
                    last=max(0, bisect_right(word_starts, end - 1) - 1),
                    sentence=max(0, bisect_right(starts, start) - 1),
                    clause=bisect_right(clauses, start) - 1,
                    block=block,
                    cell=_cell(article, block, start),
                )
            )
    return found


def _cell(article: Article, block: int, start: int) -> int:
    if not article.blocks:
        return -1
    for number, (cell_start, cell_end) in enumerate(article.blocks[block].cells):
        if cell_start <= start < cell_end:
            return number
    return -1


def _in_order(found: list[Mention]) -> list[Mention]:
    return sorted(found, key=lambda one: (one.start, -one.end))


def _outer(cues: list[Mention]) -> list[Mention]:
    """Without a noun inside a longer noun ("AI factory" in "AI factory antenna"), or a cue inside its own kind.

    They come in order, so what could hold one is the one before it that reaches furthest. All nouns are of a kind.
    """
    kept: list[Mention] = []
    furthest: dict[str, Mention] = {}
    for cue in cues:
        kind = "noun" if cue.label.startswith("noun:") else cue.label
        outer = furthest.get(kind)
        if outer is None or cue.end > outer.end:
            furthest[kind] = cue
        elif cue.end < outer.end or outer.start < cue.start:
            continue
        kept.append(cue)
    return kept


def _clauses(doc: Doc, borders: list[tuple[int, int]]) -> list[int]:
    """Where clauses begin: at sentences, semicolons, and words of contrast behind a comma or at a sentence's start."""
    text = words.text_of(doc)
    begins = {start for start, _ in borders}
    begins |= {found.end() for found in re.finditer(";", text)}
    for cue in doc.spans.get("cue", ()):
        if cue.label_ == "cue:contrast":
            start = cue.start_char
            if text[max(0, start - 3) : start].rstrip()[-1:] in (",", "–", "-", "—", "("):
                begins.add(start)
    return sorted(begins)
