"""Cities of Europe by the names of 25 languages, added to `doc.spans["city"]`.

The city of a known factory gets its owner and the label "known" in every form that cities.toml has ("bolognai"); any
other the label "found": it may be where a factory stands that nobody knew before, and is looked for only beside one.
Seats of governments are also added to `doc.spans["seat"]`, by their country: there the name may stand for the state
("340 million from Warsaw"). What stands in one has its owner.
"""

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from models.city import City
from pipeline.components import words
from pipeline.components.occupied import occupied
from pipeline.components.words import Word, fold

_KEY = 4
"""Letters of the first word that forms are filed under; one of fewer is found as it is, or not at all."""
_INFLECTS_FROM = 5
"""Words of fewer letters take no endings (models/city.py)."""
_ENDING = 4
_NEAR = 3
"""Words between a careful form and the country that vouches for it."""


class _Form(NamedTuple):
    city: str
    country: str
    words: tuple[str, ...]
    stem: bool
    whole: bool
    capital: bool
    careful: bool
    seat: bool


@Language.factory("factorywatch_cities")
class Cities:
    """Marks cities. Put it behind names, countries and unknown."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Takes no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Adds the spans; kb_id_ is the city's own name."""
        named = {span.kb_id_ for span in doc.spans["factory"]}
        if not named:
            return doc
        unknown = any(span.label_ == "found" for span in doc.spans["factory"])
        homes = _homes()
        scan = words.of(doc)
        text = words.text_of(doc)
        taken = occupied(doc, "city")
        starts = {word.start: number for number, word in enumerate(scan)}
        countries = {
            starts[span.start_char]: span.kb_id_ for span in doc.spans.get("country", ()) if span.start_char in starts
        }
        others = occupied(doc)
        found, seats = [], []
        for first, last, form in _found(text, scan):
            start, end = scan[first].start, scan[last].end
            if form.seat and form.capital and not others.meet(start, end) and not _goes_on(text, scan, last, form):
                seat = doc.char_span(start, end, "seat", kb_id=form.country, alignment_mode="expand")
                if seat is not None:
                    seat.id_ = next((one for one in homes.get(form.city, ()) if one in named), "")
                    seats.append(seat)
            if taken.meet(start, end):
                continue
            if form.careful and not any(
                countries.get(place) == form.country for place in range(first - _NEAR, last + _NEAR + 1)
            ):
                continue
            owners = [one for one in homes.get(form.city, ()) if one in named]
            if not owners and not unknown:
                continue
            label = "known" if owners else "found"
            span = doc.char_span(start, end, label, kb_id=form.city, alignment_mode="expand")
            if span is not None:
                span.id_ = owners[0] if len(owners) == 1 else ""
                found.append(span)
        doc.spans["city"] = sorted([*doc.spans.get("city", ()), *found], key=lambda span: span.start_char)
        doc.spans["seat"] = seats
        return doc


def _goes_on(text: str, scan: tuple[Word, ...], last: int, form: _Form) -> bool:
    """Whether a form that may be a first name has a surname behind it: "Sofia Marin"."""
    if not form.careful or last + 1 >= len(scan):
        return False
    behind = scan[last + 1].start
    return text[scan[last].end : behind] == " " and text[behind].isupper()


def found(text: str, scan: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """First and last word of every city of the table, careful ones apart."""
    return ((first, last) for first, last, form in _found(text, scan) if not form.careful)


def one(text: str, scan: tuple[Word, ...], number: int) -> bool:
    """Whether this one word is a city of the table."""
    alone = scan[number : number + 1]
    return any(
        len(form.words) == 1 and not form.careful and _stands(text, alone, 0, form)
        for form in _begun(fold(alone[0].low))
    )


@functools.lru_cache(maxsize=2)
def _found(text: str, scan: tuple[Word, ...]) -> tuple[tuple[int, int, _Form], ...]:
    """The cities of a text with their first and last word. The last few are kept: several components ask for them."""
    begun = {low: forms for low in {word.low for word in scan} if (forms := _begun(fold(low)))}
    found: list[tuple[int, int, _Form]] = []
    past = -1
    for first, word in enumerate(scan):
        if first <= past or word.low not in begun:
            continue
        standing = [form for form in begun[word.low] if _stands(text, scan, first, form)]
        if standing:
            best = max(standing, key=lambda form: len(form.words))
            past = first + len(best.words) - 1
            found.append((first, past, best))
    return tuple(found)


def _begun(folded: str) -> list[_Form]:
    """The forms whose first word this is."""
    return [form for form in _forms(folded[:_KEY]) if _fits(folded, form, 0)]


def _fits(folded: str, form: _Form, number: int) -> bool:
    """Whether this is the word of that number in the form."""
    wanted = form.words[number]
    if folded == wanted:
        return True
    if not folded.startswith(wanted):
        return False
    if form.stem and number == len(form.words) - 1:
        return True
    return not form.whole and len(wanted) >= _INFLECTS_FROM and len(folded) - len(wanted) <= _ENDING


def _stands(text: str, scan: tuple[Word, ...], first: int, form: _Form) -> bool:
    """Whether the form whose first word stands there goes on."""
    if first + len(form.words) > len(scan) or (form.capital and not text[scan[first].start].isupper()):
        return False
    return all(
        _fits(fold(scan[place].low), form, place - first)
        and text[scan[place - 1].end : scan[place].start] in (" ", "-", "‑", "'", "’", "\u00a0")
        for place in range(first + 1, first + len(form.words))
    )


@functools.cache
def _homes() -> Mapping[str, tuple[str, ...]]:
    """By a city's own name, the known factories that stand there."""
    spelled = {
        fold(form.rstrip("*=")): city.name for city in knowledge.cities() for form in (*city.forms, *city.careful)
    }
    homes: dict[str, list[str]] = {}
    for factory in knowledge.factories().values():
        for name in {spelled[fold(one.text)] for one in factory.cities if fold(one.text) in spelled}:
            homes.setdefault(name, []).append(factory.id)
    return {name: tuple(owners) for name, owners in homes.items()}


@functools.cache
def _filed() -> Mapping[str, tuple[tuple[City, str], ...]]:
    """By the first letters of its first word, each form as the table writes it: most are never asked for."""
    filed: dict[str, list[tuple[City, str]]] = {}
    for city in knowledge.cities():
        for form in (*city.forms, *city.careful):
            filed.setdefault(fold(words.scan(form)[0].low)[:_KEY], []).append((city, form))
    return {key: tuple(forms) for key, forms in filed.items()}


@functools.lru_cache(maxsize=4096)
def _forms(key: str) -> tuple[_Form, ...]:
    """The forms whose first word begins so."""
    return tuple(
        _Form(
            city=city.name,
            country=city.country,
            words=tuple([fold(word.low) for word in words.scan(form.rstrip("*="))]),
            stem=form.endswith("*"),
            whole=form.endswith("="),
            capital=form[0].isupper(),
            careful=form in city.careful,
            seat=city.seat,
        )
        for city, form in _filed().get(key, ())
    )
