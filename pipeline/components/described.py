"""Factories that are named by no name: "the Greek AI factory", "the factory in Linköping", "CINECA's AI factory".

Added to `doc.spans["factory"]` with the label "described", where a country, a city or a host stands right beside the
word for AI Factory and one factory alone is meant: the only one selected there by the day of publication, else the
only one of them that the article names.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from models import knowledge
from models.factory import Factory
from pipeline.components import context, words
from pipeline.components.telling import antenna_of
from pipeline.components.unknown import a_firm

_GAP = 1
"""Words between the noun and what tells which factory is meant: "in", "de", "of the"."""
_SMALL = 3
"""Letters of such a word before a country at most."""
_FIRM = 2
"""Words that a firm's name has besides its last."""
_NEAR = 3
"""Words between a country and a factory that is named beside it."""
_APPOSED = 40
"""Characters before it that an apposition takes."""
_AHEAD = re.compile(r"\b([^\W\d_])[\w\-]*[ \u00a0]?[,:(–—][ \u00a0]?(?:\w{1,4}[ \u00a0]|\w{1,2}['’])?\Z")
_BEHIND = re.compile(r"[ \u00a0]?[,:(–—][ \u00a0]?(?:\w{1,4}[ \u00a0]|\w{1,2}['’])?([^\W\d_])")
_DOUBTS = ("cue:negation", "cue:bid", "cue:reported")
"""Words that say that there is none, or not yet."""
_BORDERS = ".,;:()|\n!?"
_OWNING = ("'s", "’s")
"""An ending that stands as a word of its own: "Ireland's AI antenna"."""
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
        beside = {place: span.kb_id_ for span in doc.spans["factory"] for place in range(span.start, span.end)}
        taken = set(beside)
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
                    if meant not in (beside.get(low - 1), beside.get(high)):
                        found.append(Span(doc, low, high, "described", kb_id=meant))
                    past = noun.end_char  # "the French AI factory AI2F" names it once
                    break
        doc.spans["factory"] = sorted([*doc.spans["factory"], *found], key=lambda span: span.start_char)
        unnamed = list(self._unnamed(doc))
        doc.spans["factory"] = sorted([*doc.spans["factory"], *unnamed], key=lambda span: span.start_char)
        return doc

    def _unnamed(self, doc: Doc) -> Iterable[Span]:
        """Antennas that are told by their country alone: "the Icelandic antenna", of which nobody gives a name.

        A country whose antenna is known, or beside which the article names a factory, has none without a name.
        """
        nouns = {
            place: noun
            for noun in doc.spans.get("cue", ())
            if noun.label_ == "noun:antenna"
            for place in (noun.start, -noun.end)
        }
        if not nouns:
            return
        starts = [word.start for word in words.of(doc)]
        text = words.text_of(doc)
        factories = sorted((span.start_char, span.end_char) for span in doc.spans["factory"])
        held = {one.country for one in self.known.values()}
        told: list[tuple[Span, int, int]] = []
        for span in doc.spans.get("country", ()):
            noun = nouns.get(span.end) or nouns.get(-span.start)
            first, past = (min(span.start, noun.start), max(span.end, noun.end)) if noun else (span.start, span.end)
            start, end = doc[first:past].start_char, doc[first:past].end_char
            if noun is not None and not _named(text, start, end):
                told.append((span, first, past))
            low, high = _window(starts, start, end)
            at = bisect_left(factories, (low, 0))
            ahead = [one for one in factories[at : at + _NEAR] if one[1] <= start]
            behind = [one for one in factories[at : at + _NEAR + 1] if end <= one[0] < high]
            # "BE-AIFA, the Belgian antenna" has its name; in "HEARTS and the Icelandic antenna" it is another's.
            if behind or any(noun is None or any(sign in text[last:start] for sign in ",(:–—") for _, last in ahead):
                held.add(span.kb_id_)
        doubted = {number for number, line in enumerate(_lines(doc)) if any(cue.label_ in _DOUBTS for cue in line)}
        begins = [span.start_char for span in doc.spans.get("sentence", ())]
        for span, first, past in told:
            if span.kb_id_ not in held and bisect_right(begins, span.start_char) - 1 not in doubted:
                yield Span(doc, first, past, "found", kb_id=antenna_of(span.kb_id_))

    def _meant(self, place: Span, kind: str, named: set[str], said: date | None) -> str:
        """The id of the one factory of this kind that is meant; empty where it could be several or none."""
        if place.label_ in ("name", "adjective", "people"):
            there = [one for one in self.known.values() if one.country == place.kb_id_]
        else:
            there = [one for one in self.known.values() if one.id == place.id_]
        return _only([one for one in there if one.kind == kind and _selected(one, said)], named)


def _named(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands in apposition to it: "Velebit, the Croatian antenna" may bear a name."""
    ahead = _AHEAD.search(text[max(0, start - _APPOSED) : start])
    behind = _BEHIND.match(text, end)
    return any(found is not None and found.group(1).isupper() for found in (ahead, behind))


def _window(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """Where the few words before and behind begin and end."""
    first, past = bisect_left(starts, start), bisect_left(starts, end)
    return starts[max(0, first - _NEAR)], starts[min(past + _NEAR, len(starts)) - 1] + 1


def _lines(doc: Doc) -> Iterable[list[Span]]:
    """The cues of each sentence."""
    begins = [span.start_char for span in doc.spans.get("sentence", ())]
    lines: list[list[Span]] = [[] for _ in begins]
    for cue in doc.spans.get("cue", ()):
        at = bisect_right(begins, cue.start_char) - 1
        if at >= 0:
            lines[at].append(cue)
    return lines


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
    most = _GAP
    if place.label_ in ("name", "adjective", "people"):
        # "The antenna in Slovakia" is one; "an AI factory in Germany" could be any.
        most = _GAP if noun.label_ == "noun:antenna" and left is noun else 0
    gap = words.text_of(left.doc)[left.end_char : right.start_char] if between <= most + 1 else "."
    if between > most and gap.strip() not in _OWNING:
        return False
    if most and place.label_ == "name" and len(gap.strip()) > _SMALL:
        return False  # "the antenna got Belgium"
    return not any(sign in gap for sign in _BORDERS)
