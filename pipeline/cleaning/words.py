"""The words of `models/knowledge/furniture` and `markup`, made ready to look up. All look-ups cost one dict access a word."""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import IntFlag

from models import knowledge

_TOKEN = re.compile(r"\w+")
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SIGNS = frozenset(":|–—-/»>·•(©")
_ABOUT_OTHERS = frozenset({"has", "no", "not", "with", "without"})
"""What follows one of these in a name is another element's name: "has-sidebar"."""
_STEM = 4
"""Letters of a word under which its stems are filed."""


class Says(IntFlag):
    """What a short line says by its first words (the lists of `Furniture`)."""

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
    PROMPTS = 1024
    PAYWALL = 2048
    CONSENT = 4096


class Hint(IntFlag):
    """What an element says by its names (the lists of `Markup`)."""

    BODY = 1
    TITLE = 2
    SUBHEAD = 4
    STANDFIRST = 8
    CORRECTION = 16
    HARD = 32
    SOFT = 64
    WEAK = 128
    HIDDEN = 256


NOTHING = Says(0)
NO_HINT = Hint(0)
OPENINGS = (
    Says.MORE | Says.COMMENTS | Says.ADS | Says.CREDITS | Says.BY | Says.ABOUT | Says.CONTACT | Says.PUBLISHED
) | (Says.UPDATED | Says.CORRECTIONS)


def folded(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def opening(text: str) -> tuple[Says, Says, Says]:
    """What the line says as a whole, by the words before its first colon or dash, and by its first words at all."""
    head = folded(text[:120])
    tokens = [(match.group(), match.end()) for match in _TOKEN.finditer(head)]
    if not tokens:
        return NOTHING, NOTHING, NOTHING
    plain = [token for token, _ in tokens]
    words = [token for token in plain if not token.isdigit()]
    whole = signed = first = NOTHING
    for phrase, says in _openings().get(plain[0], ()):
        if plain[: len(phrase)] != list(phrase):
            continue
        first |= says
        if words == list(phrase) and len(text) < 120:
            whole |= says
        after = head[tokens[len(phrase) - 1][1] :].lstrip()
        if after and after[0] in _SIGNS:
            signed |= says
    return whole, signed, first


def asks(text: str) -> Says:
    """What the line asks of its reader, anywhere in it: to sign up, to pay, to consent."""
    tokens = _TOKEN.findall(folded(text))
    said = NOTHING
    for index, token in enumerate(tokens):
        for phrase, says in _appeals().get(token[:_STEM], ()):
            end = index + len(phrase)
            *exact, last = phrase
            if end <= len(tokens) and tokens[index : end - 1] == exact and tokens[end - 1].startswith(last):
                said |= says
    return said


@functools.lru_cache(maxsize=8192)
def hint(names: str) -> Hint:
    """What an element's names say: its classes, id, role, in one string."""
    own = " ".join(name.rpartition("__")[2] for name in names.split())  # block__element: the element is what it is
    words = [word.lower() for word in _NAME.findall(own if own.isascii() else folded(own))]
    words = [word for before, word in zip(["", *words], words, strict=False) if before not in _ABOUT_OTHERS]
    said = NO_HINT
    exact, stems = _names()
    for index, word in enumerate(words):
        for phrase, hints in exact.get(word, ()):
            if len(phrase) == 1 or words[index : index + len(phrase)] == list(phrase):
                said |= hints
        for phrase, hints in stems.get(word[:_STEM], ()):
            end = index + len(phrase)
            *before, last = phrase
            if end <= len(words) and words[index : end - 1] == before and words[end - 1].startswith(last):
                said |= hints
    return said


@functools.cache
def common() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The commonest words: word → the languages that have it, each with the word's weight (rarer among them, heavier)."""
    owners: dict[str, list[str]] = {}
    for code, furniture in knowledge.furniture().items():
        for word in set(furniture.common):
            owners.setdefault(word, []).append(code)
    return {word: tuple((code, 1 / len(codes)) for code in codes) for word, codes in owners.items()}


_Table = dict[str, list[tuple[tuple[str, ...], Says]]]
_Names = dict[str, list[tuple[tuple[str, ...], Hint]]]


@functools.cache
def _openings() -> _Table:
    table: _Table = {}
    for furniture in knowledge.furniture().values():
        for says in OPENINGS:
            for phrase in _phrases(getattr(furniture, says.name.lower() if says.name else "")):
                table.setdefault(phrase[0], []).append((phrase, says))
    return table


@functools.cache
def _appeals() -> _Table:
    table: _Table = {}
    for furniture in knowledge.furniture().values():
        for says, lines in (
            (Says.PROMPTS, furniture.prompts),
            (Says.PAYWALL, furniture.paywall),
            (Says.CONSENT, furniture.consent),
        ):
            for phrase in _phrases(lines):
                table.setdefault(phrase[0][:_STEM], []).append((phrase, says))
    return table


@functools.cache
def _names() -> tuple[_Names, _Names]:
    markup = knowledge.markup()
    exact: _Names = {}
    stems: _Names = {}
    for says in Hint:
        for line in getattr(markup, says.name.lower() if says.name else ""):
            phrase = tuple(line.removesuffix("*").split())
            if line.endswith("*"):
                stems.setdefault(phrase[0][:_STEM], []).append((phrase, says))
            else:
                exact.setdefault(phrase[0], []).append((phrase, says))
    return exact, stems


def _phrases(lines: Iterable[str]) -> set[tuple[str, ...]]:
    return {tuple(_TOKEN.findall(folded(line))) for line in lines} - {()}
