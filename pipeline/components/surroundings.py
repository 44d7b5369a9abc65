"""Surroundings: what stands beside a date in the text and tells what kind of word it is."""

import re

from pipeline.components.lexemes import LETTER, Lexeme

_NAME = re.compile(rf"[\w,;)»”\"'-] ({LETTER}[\w-]*) $")
PHRASE = 30
"""Small words before a date are looked for in so many characters."""


def is_behind(small: str, start: int, phrases: frozenset[str]) -> bool:
    """One of these phrases, of three words at most, stands before this place."""
    before = small[max(start - PHRASE, 0) : start]
    if not before or before[-1] not in " -'":
        return False
    words = before.rstrip(" -").split(" ")
    return any(" ".join(words[-count:]) in phrases for count in (1, 2, 3))


def is_ahead(small: str, end: int, phrases: frozenset[str]) -> bool:
    """One of these words stands behind this place: "2025 és 2028 között"."""
    word = small[end : end + PHRASE].lstrip(" -").split(" ")[0].rstrip(".,;:!?)")
    return small[end : end + 1] in (" ", "-") and word in phrases


def is_part_of_word(small: str, lexeme: Lexeme) -> bool:
    before = small[lexeme.start - 1 : lexeme.start] if lexeme.start else ""
    return before.isalnum() or before in set("_#/@-€$£&+=")


def is_person(text: str, lexeme: Lexeme) -> bool:
    """A name that is written small otherwise has a capital inside a sentence, before another one: "Domingo Ramos"."""
    if not text[lexeme.start].isupper():
        return False
    before, behind = text[max(lexeme.start - 2, 0) : lexeme.start], text[lexeme.end : lexeme.end + 2]
    return before[1:] == " " and before[0] not in ".!?:\n" and behind[:1] == " " and behind[1:].isupper()


def is_name(text: str, lexeme: Lexeme) -> bool:
    """A word with a capital stands before the year, inside a sentence: "Expo 2025"."""
    match = _NAME.search(text[max(lexeme.start - 40, 0) : lexeme.start])
    return match is not None and match[1][0].isupper()
