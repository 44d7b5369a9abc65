"""Words of a text and phrases in them: one scan, one trie, for every component that looks for words."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.tokens import Doc

_WORD = re.compile(r"\w+")
_SCAN = "factorywatch.words"
_TEXT = "factorywatch.text"
_GAP = 3
"""How many words ` .. ` stands for at most."""
_SHORTEST_STEM = 2
_FOLDED = 50_000
"""Words whose folded form is remembered: those of some twenty languages that come again and again."""


class Word(NamedTuple):
    """One run of letters and digits; `low` is its lower case, `start` and `end` count characters."""

    low: str
    start: int
    end: int


_word = tuple.__new__  # half the time of Word(...), for the thousand words of an article


def of(doc: Doc) -> tuple[Word, ...]:
    """The words of a doc, scanned once and kept with it."""
    known: tuple[Word, ...] | None = doc.user_data.get(_SCAN)
    if known is None:
        known = doc.user_data[_SCAN] = scan(text_of(doc))
    return known


def text_of(doc: Doc) -> str:
    """The doc's text, kept with it: spaCy puts it together anew at every asking, which was a third of all reading."""
    known: str | None = doc.user_data.get(_TEXT)
    if known is None:
        known = doc.user_data[_TEXT] = doc.text
    return known


def keep(doc: Doc, text: str) -> None:
    """Tells the doc the text that it was made of, so that it is never put together again."""
    doc.user_data[_TEXT] = text


def scan(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    small = lower if "İ" in text else str.lower
    return tuple([_word(Word, (small(one[0]), one.start(), one.end())) for one in _WORD.finditer(text)])


def lower(word: str) -> str:
    """The word in lower case; a Turkish İ gives a plain i, not an i with a dot of its own."""
    return word.lower().replace("i\u0307", "i")


@functools.lru_cache(maxsize=_FOLDED)
def fold(word: str) -> str:
    """The word without case and diacritics: "Linköping" and "LINKOPING" fold to the same."""
    low = word.casefold()
    if low.isascii():
        return low
    return "".join([char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char)])


@dataclass(slots=True)
class _Node:
    exact: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    gap: "_Node | None" = None
    labels: tuple[str, ...] = ()


class Trie:
    """Phrases of a language by label (notation: models/language.py), ready to be found in a scan."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        """Phrases by label. Raises ValueError for a phrase that begins with no word, or a stem of one letter."""
        self._root = _Node()
        for label, texts in phrases.items():
            for text in texts:
                self._add(label, text)
        stems = self._root.stems.items()
        self._stems = {letters: tuple(stem for stem, _ in filed) for letters, filed in stems}

    def found(self, words: tuple[Word, ...]) -> Iterator[tuple[str, int, int]]:
        """Label, first word and last word (inclusive) of each phrase; per label and first word the longest."""
        begun = {low: nodes for low in {word.low for word in words} if (nodes := self._begun(low))}
        for index, word in enumerate(words):
            if word.low in begun:
                longest: dict[str, int] = {}
                for node in begun[word.low]:
                    _walk(node, words, index + 1, index, longest)
                for label, last in longest.items():
                    yield label, index, last

    def _begun(self, low: str) -> list[_Node]:
        """Where the phrases go on that begin with this word."""
        root, letters = self._root, low[:_SHORTEST_STEM]
        begun = [root.exact[low]] if low in root.exact else []
        if low.startswith(self._stems.get(letters, ())):
            begun += [node for stem, node in root.stems[letters] if low.startswith(stem)]
        return begun

    def _add(self, label: str, text: str) -> None:
        node = self._root
        parts = lower(text).replace("..", " \x00 ").split()
        if not parts or parts[0] == "\x00":
            raise ValueError(f"{label}: an empty phrase, or one that begins with a gap: {text!r}")
        for part in parts:
            if part == "\x00":
                node.gap = node.gap or _Node()
                node = node.gap
                continue
            stem = part.endswith("*")
            pieces = _WORD.findall(part)
            if not pieces:
                raise ValueError(f"{label}: no word in {part!r}")
            for number, piece in enumerate(pieces):
                node = _step(node, piece, stem=stem and number == len(pieces) - 1)
        node.labels = (*node.labels, label) if label not in node.labels else node.labels


def _step(node: _Node, piece: str, *, stem: bool) -> _Node:
    if not stem:
        return node.exact.setdefault(piece, _Node())
    if len(piece) < _SHORTEST_STEM:
        raise ValueError(f"a stem of one letter: {piece}*")
    bucket = node.stems.setdefault(piece[:_SHORTEST_STEM], [])
    for known, following in bucket:
        if known == piece:
            return following
    following = _Node()
    bucket.append((piece, following))
    return following


def _walk(node: _Node, words: tuple[Word, ...], index: int, last: int, longest: dict[str, int]) -> None:
    """Notes in `longest` the last word of every phrase that goes on from `node` at word `index`."""
    for label in node.labels:
        longest[label] = max(longest.get(label, -1), last)
    if node.gap is not None:
        for skipped in range(_GAP + 1):
            if index + skipped < len(words):
                _walk(node.gap, words, index + skipped, last, longest)
    if index >= len(words) or not (node.exact or node.stems):
        return
    word = words[index].low
    following = node.exact.get(word)
    if following is not None:
        _walk(following, words, index + 1, index, longest)
    for stem, after in node.stems.get(word[:_SHORTEST_STEM], ()):
        if word.startswith(stem):
            _walk(after, words, index + 1, index, longest)
