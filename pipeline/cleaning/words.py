"""The words of `models/knowledge/furniture` and `markup`, ready to look up at the cost of one dict access a word."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from models import knowledge

_TOKEN = re.compile(r"\w+")
_FIRST = re.compile(r"[^\W\d_]\w*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LINE = 100
"""Characters of a line that are looked at for what it opens with."""
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SIGNS = frozenset(":|–—-/»>·•()]©")
_ABOUT_OTHERS = frozenset({"has", "no", "not", "with", "without"})
"""What follows one of these in a name is another element's name: "has-sidebar"."""
_REMEMBERED = 32_768
"""Names of elements, and words in them: those of some two hundred sites, which come again with every page."""
_STEM = 4
"""Letters of a word under which its stems are filed."""


class Says:
    """What a short line says by its words: bits, one for each list of `Furniture`. Plain numbers, as they are quick."""

    MORE = 1
    COMMENTS = 2
    ADS = 4
    CREDITS = 8
    BY = 16
    ABOUT = 32
    CONTACT = 64
    PUBLISHED = 128
    UPDATED = 256
    CORRECTIONS = 512
    SOURCES = 1024
    FACTS = 2048
    PROMPTS = 4096
    PAYWALL = 8192
    CONSENT = 16384


class Hint:
    """What an element says by its names: bits, one for each list of `Markup`."""

    BODY = 1
    TITLE = 2
    SUBHEAD = 4
    STANDFIRST = 8
    CORRECTION = 16
    HARD = 32
    SOFT = 64
    WEAK = 128
    HIDDEN = 256
    FACTS = 512
    FOLDED = 1024
    CONSENT = 2048
    SITE = 4096


_OPENINGS = (
    "more",
    "comments",
    "ads",
    "credits",
    "by",
    "about",
    "contact",
    "published",
    "updated",
    "corrections",
    "sources",
    "facts",
)
_APPEALS = ("prompts", "paywall", "consent")
_HINTS = (
    "body",
    "title",
    "subhead",
    "standfirst",
    "correction",
    "hard",
    "soft",
    "weak",
    "hidden",
    "facts",
    "folded",
    "consent",
    "site",
)


class Opening(NamedTuple):
    """What a line says by its first words."""

    whole: int = 0
    """... which are all its words, numbers aside."""
    signed: int = 0
    """... which a colon, a dash or another sign sets apart from the rest."""
    first: int = 0
    """... whatever follows them."""
    long: int = 0
    """... which are two words or more."""


def folded(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def opening(text: str) -> Opening:
    """What the line says by its first words."""
    start = _FIRST.search(text)  # a number ahead counts what the words name
    candidates = _openings().get(folded(start.group())) if start else None
    if start is None or candidates is None:
        return Opening()
    head = folded(text[start.start() : _LINE])
    tokens = [(match.group(), match.end()) for match in _TOKEN.finditer(head)]
    plain = tuple([token for token, _ in tokens])
    words = tuple([token for token in plain if not token.isdigit()])
    whole = signed = first = long = 0
    for phrase, says in candidates:
        if plain[: len(phrase)] != phrase:
            continue
        first |= says
        if words == phrase and len(text) < _LINE:
            whole |= says
        if len(phrase) > 1:
            long |= says
        after = head[tokens[len(phrase) - 1][1] :].lstrip()
        if after and after[0] in _SIGNS:
            signed |= says
    return Opening(whole, signed, first, long)


def asks(text: str) -> tuple[int, int]:
    """What the line asks of its reader, anywhere in it (to sign up, to pay, to consent), and in how many phrases."""
    tokens = _TOKEN.findall(folded(text))
    said = count = 0
    for index, token in enumerate(tokens):
        for phrase, says in _appeals().get(token[:_STEM], ()):
            end = index + len(phrase)
            *exact, last = phrase
            if end <= len(tokens) and tokens[index : end - 1] == exact and tokens[end - 1].startswith(last):
                said |= says
                count += 1
    return said, count


@functools.lru_cache(maxsize=_REMEMBERED)
def hint(names: str) -> int:
    """What an element's names say: its classes, id, role, in one string."""
    if not names.isascii():
        names = folded(names)
    own = " ".join(name.rpartition("__")[2] for name in names.split())  # block__element: the element is what it is
    said = _named(own)
    if own != names:
        said |= _named(names) & (Hint.CONSENT | Hint.FOLDED)  # these are inherited
    return said


def _named(names: str) -> int:
    words = _NAME.findall(names)
    if not names.islower():
        words = [word.lower() for word in words]
    if not _ABOUT_OTHERS.isdisjoint(words):
        words = [word for before, word in zip(["", *words], words, strict=False) if before not in _ABOUT_OTHERS]
    said = 0
    for index, word in enumerate(words):
        alone, longer = _begun(word)
        said |= alone
        for rest, stem, hints in longer:
            end = index + 1 + len(rest)
            if words[index + 1 : end] == rest and (not stem or (end < len(words) and words[end].startswith(stem))):
                said |= hints
    return said


@functools.lru_cache(maxsize=_REMEMBERED)
def _begun(word: str) -> tuple[int, list[tuple[list[str], str, int]]]:
    """What a word of a name says alone, and what it says before others: those words, the stem behind them."""
    alone = 0
    longer: list[tuple[list[str], str, int]] = []
    exact, stems = _names()
    for phrase, hints in exact.get(word, ()):
        if len(phrase) == 1:
            alone |= hints
        else:
            longer.append((list(phrase[1:]), "", hints))
    for phrase, hints in stems.get(word[:_STEM], ()):
        if len(phrase) > 1 and phrase[0] == word:
            longer.append((list(phrase[1:-1]), phrase[-1], hints))
        elif len(phrase) == 1 and word.startswith(phrase[0]):
            alone |= hints
    return alone, longer


@functools.cache
def common() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The commonest words: word → the languages that have it, with its weight (the fewer have it, the heavier)."""
    owners: dict[str, list[str]] = {}
    for code, furniture in knowledge.furniture().items():
        for word in set(furniture.common):
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in owners.items()}


@functools.cache
def alphabets() -> Mapping[str, frozenset[str]]:
    """The letters of each language that are not ASCII, as its own words have them."""
    letters: dict[str, frozenset[str]] = {}
    for code, furniture in knowledge.furniture().items():
        said = "".join("".join(getattr(furniture, name)) for name in ("common", *_OPENINGS, *_APPEALS))
        letters[code] = frozenset(sign for sign in said if sign > "\x7f" and sign.isalpha())
    return letters


_Table = dict[str, list[tuple[tuple[str, ...], int]]]


@functools.cache
def _openings() -> _Table:
    """By the first word of each phrase."""
    table: _Table = {}
    for furniture in knowledge.furniture().values():
        for name in _OPENINGS:
            for phrase in _phrases(getattr(furniture, name)):
                table.setdefault(phrase[0], []).append((phrase, getattr(Says, name.upper())))
    return table


@functools.cache
def _appeals() -> _Table:
    """By the stem of the first word of each phrase."""
    table: _Table = {}
    for furniture in knowledge.furniture().values():
        for name in _APPEALS:
            for phrase in _phrases(getattr(furniture, name)):
                table.setdefault(phrase[0][:_STEM], []).append((phrase, getattr(Says, name.upper())))
    return table


@functools.cache
def _names() -> tuple[_Table, _Table]:
    """Names that are whole words, by their first word; names that are stems, by the stem of theirs."""
    markup = knowledge.markup()
    exact: _Table = {}
    stems: _Table = {}
    for name in _HINTS:
        for line in getattr(markup, name):
            phrase = tuple(line.removesuffix("*").split())
            if line.endswith("*"):
                stems.setdefault(phrase[0][:_STEM], []).append((phrase, getattr(Hint, name.upper())))
            else:
                exact.setdefault(phrase[0], []).append((phrase, getattr(Hint, name.upper())))
    return exact, stems


def _phrases(lines: Iterable[str]) -> set[tuple[str, ...]]:
    return {tuple(_TOKEN.findall(folded(line))) for line in lines} - {()}
