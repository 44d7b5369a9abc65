"""Tenses: whether the verb nearest to a date in its sentence speaks of the past or of what is to come."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pipeline.components.lexemes import LETTER

Tense: TypeAlias = Literal["past", "future", ""]

REACH = 110
"""A verb so many characters away says nothing of the date."""
_CLOSE = 45
_CLAUSE = 40
"""A comma on the way counts as so many characters."""
_OPENING = 12
"""A date within so many characters of its sentence's start opens it: the comma behind it is none on the way."""
_SENTENCE = re.compile(r"\n|[.!?…] (?=\W*[^\W\d_a-z])|[!?;:] ")
_WORD = re.compile(rf"{LETTER}+(?:['-]{LETTER}+)*|,")
_WORDS = 3
"""A phrase has at most so many words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """Verbs and their tense: whole phrases, endings of words, and two words one of which is an ending."""

    whole: dict[str, Tense]
    firsts: frozenset[str]
    """The first words of phrases of several words."""
    endings: tuple[tuple[tuple[str, ...], Tense], ...]
    any_ending: tuple[str, ...]
    after: dict[str, tuple[tuple[str, Tense], ...]]
    """First word → endings of the second one: "be *ed"."""
    before: dict[str, tuple[tuple[str, Tense], ...]]
    """Second word → endings of the first one."""
    done: tuple[str, ...]
    """What participles begin with."""


def verbs(past: Iterable[str], future: Iterable[str], done: Iterable[str]) -> Verbs:
    """The phrases of models.language; `*` stands for letters at the beginning or at the end of a word."""
    whole: dict[str, Tense] = {}
    after: dict[str, list[tuple[str, Tense]]] = {}
    before: dict[str, list[tuple[str, Tense]]] = {}
    endings: list[tuple[tuple[str, ...], Tense]] = []
    kinds: tuple[tuple[Tense, Iterable[str]], ...] = (("future", future), ("past", past))
    for tense, phrases in kinds:
        alone = []
        for phrase in phrases:
            words = phrase.split()
            if "*" not in phrase:
                whole.setdefault(phrase, tense)
            elif len(words) == 1 and phrase.startswith("*"):
                alone.append(phrase[1:])
            elif len(words) == 2 and words[1].startswith("*"):
                after.setdefault(words[0], []).append((words[1][1:], tense))
            elif len(words) == 2 and words[0].startswith("*"):
                before.setdefault(words[1], []).append((words[0][1:], tense))
            else:
                raise ValueError(f"a verb has one star, at the beginning of a word: {phrase!r}")
        endings.append((tuple(alone), tense))
    return Verbs(
        whole=whole,
        firsts=frozenset(phrase.split()[0] for phrase in whole if " " in phrase),
        endings=tuple(endings),
        any_ending=tuple(ending for alone, _ in endings for ending in alone),
        after={word: tuple(ends) for word, ends in after.items()},
        before={word: tuple(ends) for word, ends in before.items()},
        done=tuple(stem.removesuffix("*") for stem in done),
    )


def near(text: str, small: str, start: int, end: int, known: Verbs, reach: int = REACH) -> Tense:
    """The tense of the verb nearest to this place, or nothing where none is within reach."""
    first, last = max(start - reach, 0), end + reach
    for match in _SENTENCE.finditer(text, first, start):
        first = match.end()
    if stop := _SENTENCE.search(text, end, last):
        last = stop.start()
    nearest: tuple[int, Tense] = (reach, "")
    for _, stops, tense in _found(small, first, start, known):
        nearest = min(nearest, (start - stops + _CLAUSE * small.count(",", stops, start), tense))
    counted = end + 1 if start - first <= _OPENING and small.startswith(",", end) else end
    for begins, _, tense in _found(small, end, last, known):
        nearest = min(nearest, (begins - end + _CLAUSE * small.count(",", counted, begins), tense))
    return nearest[1] or _done(small, max(first, start - _CLOSE), start, min(last, end + _CLOSE), end, known)


def _done(small: str, first: int, start: int, last: int, end: int, known: Verbs) -> Tense:
    """Past where a participle stands close by."""
    near = (*_WORD.findall(small, first, start), *_WORD.findall(small, end, last))
    return "past" if any(word.startswith(known.done) for word in near) else ""


def _found(small: str, first: int, last: int, known: Verbs) -> Iterator[tuple[int, int, Tense]]:
    """Where the verbs between two places begin and end; the longest phrase at a place counts."""
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(small, first, last)]
    place = 0
    while place < len(words):
        word, begins, _ = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        length, tense = 1, known.whole.get(word, "")
        if word in known.firsts:
            for count in range(min(_WORDS, len(words) - place), 1, -1):
                phrase = " ".join(one[0] for one in words[place : place + count])
                if phrase in known.whole:
                    length, tense = count, known.whole[phrase]
                    break
        if length == 1 and following:
            pair = _pair(word, following[0], known)
            length, tense = (2, pair) if pair else (1, tense)
        if not tense and word.endswith(known.any_ending):
            tense = next((one for endings, one in known.endings if word.endswith(endings)), "")
        if tense:
            yield begins, words[place + length - 1][2], tense
        place += length


def _pair(word: str, following: str, known: Verbs) -> Tense:
    """The tense of two words; a pronoun that hangs on a verb is none of its ending: "a acordat-o"."""
    for ending, tense in known.after.get(word, ()):
        if following.partition("-")[0].endswith(ending):
            return tense
    for ending, tense in known.before.get(following, ()):
        if word.partition("-")[0].endswith(ending):
            return tense
    return ""
