"""Cities of Europe by the names of 25 languages, added to `doc.spans["city"]`.

The city of a known factory gets its owner and the label "known" in every form that cities.toml has ("bolognai"); any
other the label "found": it may be where a factory stands that nobody knew before, and is looked for only beside one.
"""

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from pipeline.components import words
from pipeline.components.occupied import occupied
from pipeline.components.words import Word, fold

_KEY = 3
"""Letters of the first word that forms are filed under."""
_INFLECTS_FROM = 5
"""Words of fewer letters take no endings (models/city.py)."""
_ENDING = 4
_NEAR = 3
"""Words between a careful form and the country that vouches for it."""


@dataclass(frozen=True, slots=True)
class _Form:
    city: str
    country: str
    words: tuple[str, ...]
    stem: bool
    whole: bool
    capital: bool
    careful: bool


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
        found = []
        for first, last, form in _found(text, scan):
            start, end = scan[first].start, scan[last].end
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
        return doc


def found(text: str, scan: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """First and last word of every city of the table, careful ones apart."""
    return ((first, last) for first, last, form in _found(text, scan) if not form.careful)


def one(text: str, scan: tuple[Word, ...], number: int) -> bool:
    """Whether this one word is a city of the table."""
    folded = [fold(scan[number].low)]
    alone = scan[number : number + 1]
    return any(
        len(form.words) == 1 and not form.careful and _stands(text, alone, folded, 0, form)
        for form in _forms().get(folded[0][:_KEY], ())
    )


def _found(text: str, scan: tuple[Word, ...]) -> Iterator[tuple[int, int, _Form]]:
    filed = _forms()
    folded = [fold(word.low) for word in scan]
    past = -1
    for first, low in enumerate(folded):
        if first <= past:
            continue
        best = max(
            (form for form in filed.get(low[:_KEY], ()) if _stands(text, scan, folded, first, form)),
            key=lambda form: len(form.words),
            default=None,
        )
        if best:
            past = first + len(best.words) - 1
            yield first, past, best


def _stands(text: str, scan: tuple[Word, ...], folded: list[str], first: int, form: _Form) -> bool:
    if first + len(form.words) > len(scan) or (form.capital and not text[scan[first].start].isupper()):
        return False
    last = len(form.words) - 1
    for number, wanted in enumerate(form.words):
        shown = folded[first + number]
        if number == last and form.stem:
            if not shown.startswith(wanted):
                return False
        elif shown != wanted and (
            form.whole
            or len(wanted) < _INFLECTS_FROM
            or not shown.startswith(wanted)
            or len(shown) - len(wanted) > _ENDING
        ):
            return False
    return all(
        text[scan[first + number].end : scan[first + number + 1].start] in (" ", "-", "‑", "'", "’", "\u00a0")
        for number in range(last)
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
def _forms() -> Mapping[str, tuple[_Form, ...]]:
    filed: dict[str, list[_Form]] = {}
    for city in knowledge.cities():
        for careful, forms in ((False, city.forms), (True, city.careful)):
            for form in forms:
                bare = unicodedata.normalize("NFC", form.rstrip("*="))
                parts = tuple(word.low and fold(word.low) for word in words.scan(bare))
                filed.setdefault(parts[0][:_KEY], []).append(
                    _Form(
                        city=city.name,
                        country=city.country,
                        words=parts,
                        stem=form.endswith("*"),
                        whole=form.endswith("="),
                        capital=form[0].isupper(),
                        careful=careful,
                    )
                )
    return {key: tuple(forms) for key, forms in filed.items()}
