"""Query terms: by which words an entry of a general feed is worth a request. One file, `models/knowledge/queries.toml`.

Terms are matched word by word, whatever their case, accents, hyphens and apostrophes. A word that ends in `*` stands
for all its endings, ` .. ` stands for up to three words of any kind ("fabbric* .. ia").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

GAP = ".."


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """The terms of all languages."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    everywhere: tuple[str, ...]
    """Names, and words that many languages write alike."""
    languages: dict[str, tuple[str, ...]]
    """The terms of each language, by its code."""

    def __post_init__(self) -> None:
        """Refuses what is no term. Raises ValueError."""
        for terms in (self.everywhere, *self.languages.values()):
            check(terms)

    def terms(self, languages: Iterable[str]) -> tuple[str, ...]:
        """By what an entry is asked for that may be in any of these languages."""
        return (*self.everywhere, *(term for code in languages for term in self.languages[code]))


def check(terms: Iterable[str]) -> None:
    """Nothing. Raises ValueError for a term that could match nothing, or anything."""
    for term in terms:
        words = term.split(" ")
        gaps = GAP in (words[0], words[-1])
        if gaps or not all(word == GAP or _is_word(word) for word in words):
            raise ValueError(f"{term!r} is no term (words with `*` at their ends, `..` between them)")


def _is_word(word: str) -> bool:
    return "*" not in word[:-1] and any(sign.isalnum() for sign in word)
