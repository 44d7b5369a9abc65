"""Where in a text a name stands in these very letters, for many names without reading the text for each of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import accumulate

from pipeline.components import words
from pipeline.components.words import Word

_MOST = 4
"""Words of a name that its places are filed by; the others are compared."""
_MOST_CAPITALS = 0.2
"""The part of words with a capital above which a capital tells no name."""
_INFLECTS_FROM = 5
"""Names of fewer letters take no endings."""
_ENDING = 3
"""Letters that a case ending may add."""
_CHANGED = 2
"""Letters of one that takes the place of a last vowel: Morava, Moravou."""
_VOWELS = frozenset("aeiouyæøαεηιουωаеиоуъюя")


def tells_names(text: str, scan: Iterable[Word], opens: Container[int]) -> bool:
    """Whether a capital within a sentence tells a name: not in a language that writes all nouns so."""
    inner = [word for word in scan if word.start not in opens]
    return sum(text[word.start].isupper() for word in inner) <= len(inner) * _MOST_CAPITALS


class Standing:
    """The places of a text's words, filed when they are first asked for."""

    def __init__(self, text: str, scan: tuple[Word, ...]) -> None:
        self._text = text
        self._scan = scan
        self._filed: dict[int, dict[str, list[int]]] = {}
        self._words: list[str] = []
        self._counts: list[int] = []

    def of(self, name: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place of the name that is no part of a longer word, in order."""
        parts = words.scan(name)
        if not parts:
            return
        shown = parts[: min(_MOST, len(parts))]
        for at in self._places(len(shown)).get(name[shown[0].start : shown[-1].end], ()):
            start = at - shown[0].start
            end = start + len(name)
            if start >= 0 and self._text.startswith(name, start) and not _letter(self._text[end : end + 1]):
                yield start, end

    def anyhow(self, name: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place of the name, also with a case ending: Bursztyn, Bursztynu; Morava, Moravou."""
        yield from self.of(name)
        if len(name) < _INFLECTS_FROM or not name.isalpha():
            return
        forms = {word for word in self._beginning(name) if 0 < len(word) - len(name) <= _ENDING}
        if words.fold(name[-1]) in _VOWELS:
            forms |= {
                word
                for word in self._beginning(name[:-1])
                if word != name
                and len(name) <= len(word) < len(name) + _CHANGED
                and words.fold(word[len(name) - 1]) in _VOWELS
            }
        for form in sorted(forms):
            if form[len(name) - 1 :].islower() or (name.isupper() and form[len(name) :].islower()):
                yield from self.of(form)

    def beginning(self, word: str) -> int:
        """How many words of the text begin with this one."""
        first, past = self._between(word)
        return self._counts[past] - self._counts[first]

    def _beginning(self, word: str) -> list[str]:
        first, past = self._between(word)
        return self._words[first:past]

    def _between(self, word: str) -> tuple[int, int]:
        if not self._counts:
            counted = Counter(self._text[one.start : one.end] for one in self._scan)
            self._words = sorted(counted)
            self._counts = [0, *accumulate(counted[one] for one in self._words)]
        return bisect_left(self._words, word), bisect_left(self._words, word + "\U0010ffff")

    def _places(self, size: int) -> dict[str, list[int]]:
        if size not in self._filed:
            filed: dict[str, list[int]] = {}
            for first, last in zip(self._scan, self._scan[size - 1 :], strict=False):
                filed.setdefault(self._text[first.start : last.end], []).append(first.start)
            self._filed[size] = filed
        return self._filed[size]


def _letter(sign: str) -> bool:
    return sign == "_" or sign.isalnum()
