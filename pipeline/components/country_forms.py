"""Every way a language writes the countries: CLDR's names and the language's own words, inflected by its endings."""

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from babel import Locale

from models import knowledge
from models.language import CountryWords
from pipeline.components import words

WORD = re.compile(r"[^\W\d_]+")
"""A word of a form: signs between words (hyphen, apostrophe, space) do not tell forms apart."""
_CODES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN
CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HN HR HT
HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS
RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY
UZ VA VC VE VN VU WS XK YE ZA ZM ZW
"""
COUNTRIES = tuple(_CODES.split())
"""The members of the United Nations, the Vatican, Palestine, Kosovo and Taiwan: no dependencies, no regions."""
_SHORT = 4
"""Shorter words inside a name are articles, prepositions and saints: they never change."""
STEM = 4
"""Letters by which a stem is looked up."""
_CAPITALS = 4
"""A form of fewer letters is not looked for in capitals: too many abbreviations look like one."""
_PARTS = re.compile(r" ?[()]")


class Form(NamedTuple):
    """What a word may be the first of. `rest` are the words behind it, in lower case."""

    rest: tuple[str, ...]
    country: str
    """Alpha-2; empty for what only looks like a country."""
    label: str
    doubtful: bool = False
    ordinary: bool = False
    hyphen: bool = False
    """It counts before a hyphen only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The forms of one language by their first word; the longest of a word come first."""

    exact: Mapping[str, tuple[Form, ...]]
    stems: Mapping[str, tuple[tuple[str, Form], ...]]
    """By their first letters: stem and form, for words that go on after it."""
    clashes: tuple[tuple[str, str, str], ...]
    """Forms that stand for two countries, with both."""


@functools.cache
def table(language: str) -> Table:
    """The forms of a language. Raises ConfigError when there is no file for it."""
    spoken = knowledge.language(language).countries
    return built(spoken, language, {code: knowledge.language(code).countries for code in spoken.also})


@functools.cache
def capitals(language: str) -> Mapping[str, tuple[Form, ...]]:
    """The forms as they stand in capitals, by the folded first word; what could be two countries is left out."""
    known: dict[str, tuple[Form, ...]] = {}
    twice: set[tuple[str, Form]] = set()
    for first, forms in table(language).exact.items():
        plain = fold(first)
        for form in forms:
            if form.doubtful or form.ordinary or form.hyphen or len(first) + sum(map(len, form.rest)) < _CAPITALS:
                continue
            placed = _place(known, plain, form._replace(rest=tuple(map(fold, form.rest))) if form.rest else form)
            if placed.country != form.country:
                twice.add((plain, placed))
    for first, form in twice:
        known[first] = tuple(other for other in known[first] if other is not form)
    return known


def fold(word: str) -> str:
    """The word without case, diacritics and the dot that Turkish capitals take or lose."""
    return words.fold(word).replace("ı", "i")


def built(spoken: CountryWords, language: str, also: Mapping[str, CountryWords]) -> Table:
    """The forms that a language's words and rules make; `also` are the languages whose forms are taken beside."""
    doubtful, ordinary = among(spoken.doubtful), among(spoken.ordinary)
    exact: dict[str, tuple[Form, ...]] = {}
    stems: dict[str, list[tuple[str, Form]]] = {}
    clashes: list[tuple[str, str, str]] = []
    for text, country, label in _own(spoken, language):
        for written in _cased(text):
            first, *rest = WORD.findall(written)
            form = _form(
                tuple(map(str.lower, rest)), country, label, doubtful(written), ordinary(written), text[-1] == "-"
            )
            if text[-1] == "*" and not rest:
                stems.setdefault(first[:STEM], []).append((first, form))
                continue
            placed = _place(exact, first, form)
            if placed.country not in ("", country):
                clashes.append((written, placed.country, country))
    for code, other in also.items():
        for text, country in _taken(other, code):
            first, *rest = WORD.findall(text)
            _place(exact, first, _form(tuple(map(str.lower, rest)), country, "name", False, False, False))
    return Table(exact=exact, stems={stem: tuple(forms) for stem, forms in stems.items()}, clashes=tuple(clashes))


@functools.cache
def _form(rest: tuple[str, ...], country: str, label: str, doubtful: bool, ordinary: bool, hyphen: bool) -> Form:
    """One form for all words that mean the same: thousands of them a language."""
    return Form(rest, country, label, doubtful, ordinary, hyphen)


def _place(forms: dict[str, tuple[Form, ...]], first: str, form: Form) -> Form:
    """Puts the form under its first word, the longest ahead, and returns the one that holds the place."""
    placed = forms.get(first)
    if placed is None:
        forms[first] = _alone(form)
        return form
    for other in placed:
        if other.rest == form.rest and other.hyphen == form.hyphen:
            return other
    forms[first] = tuple(sorted((*placed, form), key=lambda one: (-len(one.rest), not one.hyphen)))
    return form


@functools.cache
def _alone(form: Form) -> tuple[Form, ...]:
    return (form,)


def _own(spoken: CountryWords, language: str) -> Iterator[tuple[str, str, str]]:
    """Text, country and label of each form of the language itself; what wins comes first."""
    for text in _written(spoken.never, spoken.name_endings, spoken):
        yield text, "", ""
    for country, names in _names(spoken, language).items():
        for text in _written(names, spoken.name_endings, spoken):
            yield text, country, "name"
    for label, entries, endings in (
        ("adjective", spoken.adjectives, spoken.adjective_endings),
        ("people", spoken.peoples, spoken.people_endings),
    ):
        for country, base in entries.items():
            for text in _written(base, endings, spoken):
                yield text, country, label


def _names(spoken: CountryWords, language: str) -> Mapping[str, tuple[str, ...]]:
    """The base names of every country: the language's own list, else CLDR's."""
    territories = [Locale.parse(locale).territories for locale in spoken.locales or (language,)]
    return {
        country: spoken.names[country]
        if country in spoken.names
        else tuple(dict.fromkeys(part for names in territories for part in _PARTS.split(names[country]) if part))
        for country in COUNTRIES
    }


def _taken(spoken: CountryWords, language: str) -> Iterator[tuple[str, str]]:
    """What stands in proper names of other languages' texts too: of the countries that have an adjective."""
    names = _names(spoken, language)
    doubtful, ordinary = among(spoken.doubtful), among(spoken.ordinary)
    for country, adjectives in spoken.adjectives.items():
        for text in (
            *_written(names[country], spoken.name_endings, spoken),
            *_written(adjectives, spoken.adjective_endings, spoken),
        ):
            if text[0].isupper() and not doubtful(text) and not ordinary(text):
                yield text, country


def _written(entries: Iterable[str], endings: Mapping[str, tuple[str, ...]], spoken: CountryWords) -> Iterator[str]:
    """Every form of the entries, in each of the language's spellings."""
    ways = [str.maketrans(way) for way in spoken.spellings]
    for entry in entries:
        for text in inflected(entry, endings, last_word=spoken.last_word):
            yield text
            for way in ways:
                if (other := text.translate(way)) != text:
                    yield other


def inflected(entry: str, endings: Mapping[str, tuple[str, ...]], *, last_word: bool = False) -> Iterator[str]:
    """The forms of one entry (notation: models/language.py)."""
    parts = entry.split(" ")
    choices: list[tuple[str, ...]] = []
    for place, part in enumerate(parts, start=1):
        stem, *ends = part.split("|")
        if ends:
            choices.append(tuple(stem + end for end in ends))
        elif part[-1] in "-*" or (len(parts) > 1 and (len(part) < _SHORT or (last_word and place < len(parts)))):
            choices.append((part,))
        else:
            choices.append((part, *_replaced(part, endings)))
    return map(" ".join, itertools.product(*choices))


def _replaced(word: str, endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The word with the endings of the longest rule that fits."""
    for start in range(len(word) + 1):
        ends = endings.get(word[start:])
        if ends is not None:
            return (word[:start] + end for end in ends)
    return iter(())


def _cased(text: str) -> tuple[str, ...]:
    """The form as it may be written: what starts in lower case also with a capital."""
    return (text, text[0].upper() + text[1:]) if text[0].islower() else (text,)


def among(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a word is one of these; "Turk*" are all that begin so."""
    whole = frozenset(patterns)
    begun = tuple(pattern.removesuffix("*") for pattern in patterns if pattern.endswith("*"))
    return lambda word: word in whole or word.startswith(begun)
