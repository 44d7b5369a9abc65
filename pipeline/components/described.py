"""Factories that are named by no name: "the Greek AI factory", "the factory in Linköping", "CINECA's AI factory".

Added to `doc.spans["factory"]` with the label "described", where a country, a city or a host stands right beside the
word for AI Factory and one factory alone is meant: the only one selected there by the day of publication, else the
only one of them that the article names.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from models import knowledge
from models.factory import Factory
from pipeline.components import context, words
from pipeline.components.unknown import a_firm

_GAP = 1
"""Words between the noun and what tells which factory is meant: "in", "de", "of the"."""
_FIRM = 2
"""Words that a firm's name has besides its last."""
_BORDERS = ".,;:()|\n!?"
_KINDS = {"noun:ai_factory": "ai_factory", "noun:antenna": "antenna"}


@Language.factory("factorywatch_described", default_config={"known_as_of": ""})
class Described:
    """Marks factories spoken of by their place. Put it behind names, countries, cues and unknown."""

    def __init__(self, nlp: Language, name: str, known_as_of: str) -> None:
        """`known_as_of` is an ISO date: factories learned later are not known; empty knows all."""
        as_of = date.fromisoformat(known_as_of) if known_as_of else None
        self.known = {
            key: one for key, one in knowledge.factories().items() if as_of is None or one.names[0].since <= as_of
        }

    def __call__(self, doc: Doc) -> Doc:
        """Adds the spans, noun and place together."""
        said = context.of(doc).published
        starts = [word.start for word in words.of(doc)]
        named = {span.kb_id_ for span in doc.spans["factory"]}
        taken = {place for span in doc.spans["factory"] for place in range(span.start, span.end)}
        places = sorted(
            (span for group in ("country", "city", "host") for span in doc.spans.get(group, ())),
            key=lambda span: span.start_char,
        )
        begins = [span.start_char for span in places]
        found: list[Span] = []
        past = -1  # "factory" within an "AI factory" that is told is no noun of its own
        for noun in sorted(doc.spans.get("cue", ()), key=lambda span: (span.start_char, -span.end_char)):
            if noun.label_ not in _KINDS or noun.end_char <= past:
                continue
            at = bisect_left(begins, noun.start_char)
            for place in places[max(0, at - 3) : at + 3]:
                if not _beside(starts, noun, place):
                    continue
                if _a_firms(doc, starts, min(noun.start_char, place.start_char)):
                    past = noun.end_char
                    break
                if any(spot in taken for spot in range(min(noun.start, place.start), max(noun.end, place.end))):
                    continue
                meant = self._meant(place, _KINDS[noun.label_], named, said)
                if meant:
                    low, high = min(noun.start, place.start), max(noun.end, place.end)
                    found.append(Span(doc, low, high, "described", kb_id=meant))
                    past = noun.end_char
                    break
        doc.spans["factory"] = sorted([*doc.spans["factory"], *found], key=lambda span: span.start_char)
        return doc

    def _meant(self, place: Span, kind: str, named: set[str], said: date | None) -> str:
        """The id of the one factory of this kind that is meant; empty where it could be several or none."""
        if place.label_ in ("name", "adjective", "people"):
            there = [one for one in self.known.values() if one.country == place.kb_id_]
        else:
            there = [one for one in self.known.values() if one.id == place.id_]
        return _only([one for one in there if one.kind == kind and _selected(one, said)], named)


def _a_firms(doc: Doc, starts: list[int], start: int) -> bool:
    """Whether a firm's name stands right before: "Brookfield's Swedish AI factory" is no factory of the programme."""
    text, scan = words.text_of(doc), words.of(doc)
    last = bisect_left(starts, start) - 1
    if last > 0 and scan[last].low == "s" and text[scan[last].start - 1] in "'’":
        last -= 1
    return any(
        not any(sign in text[scan[last].end : start] for sign in _BORDERS)
        and a_firm(text[scan[first].start : scan[last].end])
        for first in range(max(0, last - _FIRM), last + 1)
    )


def _only(there: list[Factory], named: Iterable[str]) -> str:
    if len(there) == 1:
        return there[0].id
    told = [one.id for one in there if one.id in named]
    return told[0] if len(told) == 1 else ""


def _selected(factory: Factory, said: date | None) -> bool:
    """Whether it had been selected on the day of publication."""
    cohort = knowledge.cohorts().get(factory.cohort)
    return said is None or cohort is None or cohort.selected_on <= said


def _beside(starts: list[int], noun: Span, place: Span) -> bool:
    """Whether at most one word stands between them, and nothing that ends a sentence or opens a parenthesis."""
    left, right = (noun, place) if noun.start_char < place.start_char else (place, noun)
    if left.end_char > right.start_char:
        return False
    between = bisect_left(starts, right.start_char) - bisect_left(starts, left.end_char)
    most = 0 if place.label_ in ("name", "adjective", "people") else _GAP
    gap = words.text_of(left.doc)[left.end_char : right.start_char] if between <= most else "."
    return not any(sign in gap for sign in _BORDERS)
