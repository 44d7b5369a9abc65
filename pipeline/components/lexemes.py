"""Lexemes: a text read as a row of letters, so that grammars of a few letters can be matched over it.

A vocabulary turns the words it knows (and the digits) into lexemes, one letter each; what stands between two lexemes
is one sign more: a space, a comma, a small word. "between 20 and 25 million euros" becomes `B NjN S C`: words are a
language's, grammars are not.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from models.value import Value

Meaning: TypeAlias = tuple[str, float | str]
"""The letter of a word or number, and its value."""
Entry: TypeAlias = tuple[str, str, float | str]
"""A phrase as models.language writes it, its letter, its value."""

LETTER = r"[^\W\d_]"
BREAK = "."
_PRECEDENCE = "tjop"
"""Signs of small words: to, and, of, in; the stronger first."""
"""The gap between lexemes that do not belong together."""
_GAPS = {
    " ": ("", " ", "  ", "'", ".", "~", " ~", " ≈"),
    "-": ("-", "–", "—", "\u2010", "\u2011", "\u2212", " – ", " — ", " - ", "– ", " –", "- ", "…"),
    ",": (",", ", ", " , ", ",  "),
    ";": ("; ", " ; "),
    ":": (": ", ":", " : "),
    "!": (". ",),
    "(": ("(", " (", " [", "(=", " (= ", " (~", "(~", " (≈", " (≈ ", ", ("),
    ")": (")", ") "),
    "=": ("=", " = ", "= ", " ="),
    "+": ("+", " + ", "+ ", " +"),
    "/": ("/", " / "),
}
"""The sign of a gap → how it is written (non-breaking and thin spaces count as spaces)."""
_GAP = {written: sign for sign, ways in _GAPS.items() for written in ways}
_LONGEST_GAP = 24
_ALIKE = (("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u2007", " "), ("\t", " "), ("’", "'"), ("İ", "i"))
_FOLDED = 4
"""Words of so many letters are also known without their marks: headlines and hasty writers leave them out."""


class Lexeme(NamedTuple):
    """One known word or number of the text."""

    code: str
    start: int
    end: int
    value: float | str


_lexeme = tuple.__new__  # a third of the time of Lexeme(...), for the hundred lexemes of an article


class Row(NamedTuple):
    """Lexemes in order; `codes` holds the letter of lexeme i at 2 i, the sign of the gap behind it at 2 i + 1."""

    lexemes: tuple[Lexeme, ...]
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a component found: a span of characters, its value and its label."""

    start: int
    end: int
    value: Value
    label: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """Words ready to be looked for. Each is itself and no other, so that what was read with it can be kept by it."""

    pattern: re.Pattern[str]
    whole: dict[str, Meaning]
    begun: dict[str, Meaning]
    """Those of which only the beginning is given."""
    digits: Callable[[str], Meaning]
    """What digits mean, as they stand in the text."""
    small: dict[str, str]
    """Small words that may stand alone between two lexemes → the sign of such a gap."""
    gaps: dict[str, str]


def lower(text: str) -> str:
    """The text in small letters with plain spaces and apostrophes, each sign at its place."""
    for sign, plain in _ALIKE:
        text = text.replace(sign, plain)
    small = text.lower()
    return small if len(small) == len(text) else "".join(sign.lower()[0] for sign in text)


def unmarked(word: str) -> str:
    """The word without accents and other marks."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return bare.replace("ı", "i")


def vocabulary(
    entries: Iterable[Entry],
    *,
    digits: str,
    read_digits: Callable[[str], Meaning],
    small: Iterable[tuple[str, str]] = (),
) -> Vocabulary:
    """The entries as one pattern, which skips all other words. Of two entries with one phrase the first counts."""
    whole: dict[str, Meaning] = {}
    begun: dict[str, Meaning] = {}
    folded: dict[str, Meaning] = {}
    for phrase, code, value in entries:
        bare = phrase.removesuffix("*")
        (begun if phrase.endswith("*") else whole).setdefault(bare, (code, value))
        if (plain := unmarked(bare)) != bare and max(map(len, plain.split())) >= _FOLDED and not phrase.endswith("*"):
            folded.setdefault(plain, (code, value))
    whole = folded | whole
    if wrong := [phrase for phrase in whole if not phrase[0].isalnum() and len(phrase) > 1]:
        raise ValueError(f"a phrase begins with a letter or digit: {wrong[0]!r}")
    marks = "".join(sorted(phrase for phrase in whole if not phrase[0].isalnum()))
    phrases = [*(phrase for phrase in whole if phrase[0].isalnum()), *(f"{phrase}*" for phrase in begun)]
    words = _tree(phrases) if phrases else ""
    known = f"(?:{words})"
    # Linear: each sign is skipped or read once, and the end of the text always matches.
    signs = re.escape(marks)
    skip = rf"(?:(?!{known})[^\W\d]\w*+[ ,.]*+|[^\w{signs}])*+" if words else rf"[^\d{signs}]*+"
    ways = "|".join([*([known] if words else []), digits, *([f"[{signs}]"] if marks else [])])
    joints: dict[str, str] = {}
    for phrase, sign in small:
        joints.setdefault(phrase, sign)
    gaps = {f"{before}{phrase} ": sign for phrase, sign in joints.items() for before in (" ", ", ", ". ")}
    gaps |= {f" {phrase}": sign for phrase, sign in joints.items() if not phrase[-1].isalnum()}
    return Vocabulary(
        pattern=re.compile(rf"{skip}(?:({ways})|\Z)"),
        whole=whole,
        begun=begun,
        digits=read_digits,
        small=joints,
        gaps=_GAP | gaps,
    )


@functools.lru_cache(maxsize=4)
def row(text: str, words: Vocabulary) -> Row:
    """The lexemes of a text which `lower` has made. The last few are kept: two components read with one vocabulary."""
    lexemes: list[Lexeme] = []
    codes: list[str] = []
    before = -_LONGEST_GAP
    known, gaps = words.whole, words.gaps
    for match in words.pattern.finditer(text):
        surface = match[1]
        if surface is None:
            break  # the end of the text
        start, end = match.span(1)
        meaning = known.get(surface)
        if meaning is None:
            meaning = words.digits(surface) if surface[0].isdecimal() else _meaning(surface, words)
        code, value = meaning
        if start - before < _LONGEST_GAP:
            between = text[before:start]
            codes.append((gaps.get(between) or _gap(between, words)) + code)
        else:
            codes.append(BREAK + code)
        lexemes.append(_lexeme(Lexeme, (code, start, end, value)))
        before = end
    return Row(tuple(lexemes), "".join(codes)[1:] + BREAK)


def _gap(between: str, words: Vocabulary) -> str:
    """The sign of two small words in a row ("and in", "of the"); that of the first one which joins."""
    first, _, rest = between.strip(" ,").partition(" ")
    while rest:
        if first in words.small and rest in words.small:
            signs = words.small[first] + words.small[rest]
            return min(signs, key=_PRECEDENCE.index) if between[0] in " ," and between[-1] == " " else BREAK
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    return BREAK


def _meaning(surface: str, words: Vocabulary) -> Meaning:
    phrase = " ".join(surface.split())
    for written in (phrase, phrase.removesuffix("."), f"{phrase}."):
        if meaning := words.whole.get(written):
            return meaning
    for length in range(len(phrase), 0, -1):
        if meaning := words.begun.get(phrase[:length]):
            return meaning
    raise AssertionError(f"a pattern that knows more than its words: {surface!r}")


_OPEN = "\0"
_LATE = f".*{_OPEN}"
_Node: TypeAlias = "dict[str, _Node]"


def _tree(phrases: Iterable[str]) -> str:
    """The phrases as one pattern that tries each letter once. `*` is the rest of a word, a last full stop may lack.

    A phrase that ends in a letter ends a word; one in an apostrophe does not.
    """
    root: _Node = {}
    for phrase in phrases:
        node = root
        for sign in phrase:
            node = node.setdefault(sign, {})
        node["" if phrase[-1].isalnum() or phrase[-1] in "*." else _OPEN] = {}
    return _branch(root)


def _branch(node: _Node) -> str:
    ways = []
    # Letters first, what may be left out behind them: the longest phrase that fits counts.
    for sign, rest in sorted(node.items(), key=lambda way: (_LATE.find(way[0]) if way[0] else len(_LATE), way[0])):
        if sign == "*":
            ways.append(f"{LETTER}*")
        elif sign == "." and set(rest) == {""}:
            ways.append(rf"(?!{LETTER})\.?")
        elif sign == "":
            ways.append(f"(?!{LETTER})")
        elif sign == _OPEN:
            ways.append("")
        else:
            ways.append((r"\s{1,3}" if sign == " " else re.escape(sign)) + _branch(rest))
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
