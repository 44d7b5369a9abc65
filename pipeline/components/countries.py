"""Countries that a text names, by name, adjective or people, in `doc.spans["country"]`: `kb_id_` is the alpha-2 code.

One look-up a word in the table of the language's forms (`country_forms`); everything else is done for the few words
that are found there. Exact case is what tells "Turkey" from "turkey"; the language's file lists what needs more.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from pipeline.components import context, country_forms
from pipeline.components.country_forms import STEM, WORD, Form, among, fold
from pipeline.components.lexemes import Found
from pipeline.components.words import text_of

_GAP = re.compile(r"[ \u00a0\u202f\u2009.,'’\-\u2010\u2011–]{1,2}")
"""What may stand between the words of one name."""
_SPACES = (" ", "\u00a0", "\u202f")
_HYPHENS = ("-", "\u2010", "\u2011", "–")
_OPENING = " \u00a0\t\"'“”„«»‘’‚([–—-•*#"
"""What may stand between a sentence's border and its first word."""
_BORDERS = ".!?:;…\n|"
_AROUND = 80
"""How many characters of a line tell whether it is one of capitals."""


@Language.factory("factorywatch_countries", default_config={"language": "en"})
class Countries:
    """Finds the countries of a text in one language."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.language = language
        country_forms.table(language)

    def __call__(self, doc: Doc) -> Doc:
        """Fills doc.spans["country"]; the label is "name", "adjective" or "people"."""
        context.write(doc, "country", mentions(text_of(doc), self.language))
        return doc


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Words of a language that tell a country from what looks like one."""

    openers: Callable[[str], bool]
    language_before: Callable[[str], bool]
    language_beside: Callable[[str], bool]
    joins: Callable[[str], bool]
    coins: Callable[[str], bool]
    """Words of any currency but the euro."""
    coins_of: Mapping[str, Callable[[str], bool]]
    """Words of a country's own currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """A text and its words."""

    text: str
    spans: list[tuple[int, int]]
    words: list[str]

    def gap(self, index: int) -> str:
        """What stands between this word and the next; at the text's end a line end."""
        if not 0 <= index < len(self.words) - 1:
            return "\n"
        return self.text[self.spans[index][1] : self.spans[index + 1][0]]

    def beside(self, index: int, wanted: int) -> str:
        """The word `wanted`, in lower case, where nothing but a space or a hyphen stands behind word `index`."""
        return self.words[wanted].lower() if self.gap(index) in (*_SPACES, *_HYPHENS) else ""


_Match: TypeAlias = tuple[Form, int, int]
"""A form with its first and last word."""


def mentions(text: str, language: str) -> tuple[Found, ...]:
    """The countries that a text names, in order. Raises ConfigError when there is no file for the language."""
    words = WORD.findall(text)
    table = country_forms.table(language)
    beginnings = {word for word in set(words) if word in table.exact or word.isupper() or word[:STEM] in table.stems}
    if not beginnings:
        return ()
    scan = _Scan(text=text, spans=[match.span() for match in WORD.finditer(text)], words=words)
    spoken = _words(language)
    known = tuple(_known(scan, beginnings, language))
    languages = _languages(known, scan, spoken)
    return tuple(
        Found(start=scan.spans[first][0], end=scan.spans[last][1], value=form.country, label=form.label)
        for form, first, last in known
        if first not in languages and _counts(form, scan, first, last, spoken)
    )


@functools.cache
def _words(language: str) -> _Words:
    known = knowledge.language(language)
    spoken, forms = known.countries, country_forms.table(language).exact
    coins: dict[str, list[str]] = {}
    for currency, phrases in known.money.currencies.items():
        for phrase in phrases if currency != "EUR" else ():
            # "swiss francs" without its country is one word; "dollars of the ..." leaves more and says nothing new.
            left = [word for word in phrase.split() if word not in forms and word.title() not in forms]
            if len(left) == 1 and left[0].removesuffix("*").isalpha():
                coins.setdefault(currency[:2], []).append(left[0])
    return _Words(
        openers=among(spoken.openers),
        language_before=among(spoken.language_before),
        language_beside=among(spoken.language_beside),
        joins=among(spoken.joins),
        coins=among(tuple(word for words in coins.values() for word in words)),
        coins_of={country: among(tuple(words)) for country, words in coins.items()},
    )


def _known(scan: _Scan, beginnings: set[str], language: str) -> Iterator[_Match]:
    """The forms that stand in the text, with their first and last word: the longest of a place, none inside another."""
    table = country_forms.table(language)
    exact, stems = table.exact, table.stems
    done = -1
    for index, word in enumerate(scan.words):
        if word not in beginnings or index <= done:
            continue
        forms = exact.get(word)
        match = _longest(scan, index, forms, str.lower) if forms else None
        if match is None and word.isupper() and len(word) > 1:
            capitals = country_forms.capitals(language).get(fold(word))
            match = _longest(scan, index, capitals, fold) if capitals else None
        if match is None and word[:STEM] in stems:
            begun = (form for stem, form in stems[word[:STEM]] if word.startswith(stem))
            match = next(((form, index) for form in begun), None)
        if match is not None:
            form, done = match
            if form.country:
                yield form, index, done


def _longest(scan: _Scan, index: int, forms: tuple[Form, ...], plain: Callable[[str], str]) -> tuple[Form, int] | None:
    """The first of the forms (they stand longest first) whose other words follow, and its last word."""
    for form in forms:
        last = index + len(form.rest)
        following = scan.words[index + 1 : last + 1]
        if form.rest and tuple(map(plain, following)) != form.rest:
            continue
        if all(_GAP.fullmatch(scan.gap(place)) for place in range(index, last)) and _hyphened(form, scan, last):
            return form, last
    return None


def _hyphened(form: Form, scan: _Scan, last: int) -> bool:
    return not form.hyphen or scan.gap(last) in _HYPHENS


def _counts(form: Form, scan: _Scan, first: int, last: int, spoken: _Words) -> bool:
    """Whether this form speaks of the country where it stands."""
    if _in_address(scan, first, last):
        return False
    if form.ordinary and (_opens(scan, first) or _in_capitals(scan, first)):
        return False
    if form.doubtful and _in_name(scan, first, last, spoken):
        return False
    return not _is_currency(form, scan, first, last, spoken)


def _in_address(scan: _Scan, first: int, last: int) -> bool:
    """Whether the word is part of an address of the web or of mail: "www.germany.travel", "press@italy"."""
    start, end = scan.spans[first][0], scan.spans[last][1]
    before, after = scan.text[max(0, start - 2) : start], scan.text[end : end + 2]
    if (
        before.endswith(("@", "_"))
        or after.startswith(("@", "_"))
        or (before.endswith("/") and after.startswith("/") and scan.text[start].islower())
    ):
        return True
    dotted = len(before) == 2 and before[1] == "." and before[0].isalnum() and scan.text[start].islower()
    return dotted or (len(after) == 2 and after[0] == "." and after[1].isascii() and after[1].islower())


def _opens(scan: _Scan, first: int) -> bool:
    """Whether the word is the first of its sentence: its capital says nothing then."""
    place = scan.spans[first][0] - 1
    while place >= 0 and scan.text[place] in _OPENING:
        place -= 1
    return place < 0 or scan.text[place] in _BORDERS


def _in_capitals(scan: _Scan, first: int) -> bool:
    """Whether the word stands in a line of capitals, as far as can be seen around it."""
    start, end = scan.spans[first]
    before = scan.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = scan.text[end : end + _AROUND].partition("\n")[0]
    around = before + after
    return around.upper() == around and any(map(str.isalpha, around))


def _is_currency(form: Form, scan: _Scan, first: int, last: int, spoken: _Words) -> bool:
    """Whether it only tells whose money it is: "Swiss francs", "dólares estadounidenses", "US dollars"."""
    coins = spoken.coins if form.label != "name" else spoken.coins_of.get(form.country)
    return coins is not None and (coins(scan.beside(last, last + 1)) or coins(scan.beside(first - 1, first - 1)))


def _in_name(scan: _Scan, first: int, last: int, spoken: _Words) -> bool:
    """Whether a capitalised word stands beside it, as in a name of a person or a place."""
    if scan.gap(last) in _SPACES and _is_title(scan.words[last + 1]):
        return True
    if first == 0:
        return False
    before, gap = scan.words[first - 1], scan.gap(first - 1)
    if gap == ". " and len(before) == 1:
        return before.isupper()
    return gap in _SPACES and _is_title(before) and not spoken.openers(before.lower())


def _is_title(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _languages(known: tuple[_Match, ...], scan: _Scan, spoken: _Words) -> set[int]:
    """The first words of adjectives that name languages: "in Italian", "in German and French", "Greek-speaking"."""
    languages: set[int] = set()
    open_: list[int] = []
    """Adjectives read so far that are languages unless a word follows the last of them."""
    joined = -1
    """The word at which the next of them would begin."""
    for form, first, last in known:
        before, after = scan.beside(first - 1, first - 1), scan.beside(last, last + 1)
        if form.label == "name":
            continue
        if spoken.language_beside(before) or spoken.language_beside(after):
            languages.add(first)
        elif first == joined or spoken.language_before(before):
            open_ = [*open_, first] if first == joined else [first]
            joined = last + 2 if spoken.joins(after) else -1
            if not after or (joined > 0 and spoken.language_before(scan.beside(last + 1, joined))):
                languages.update(open_)
    return languages
