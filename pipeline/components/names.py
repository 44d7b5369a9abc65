"""Known factories, hosts, cities and machines, found in `doc.spans`: factory, host, city, machine."""

import itertools
import re
from bisect import bisect_left, bisect_right
from datetime import date

from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.tokens import Doc, Span

from models import knowledge
from pipeline.components import context, cues, gazetteer, words
from pipeline.components.gazetteer import Found, Name

_NEAR = 3
"""Words between a weak name and the word for AI Factory that vouches for it."""
_BESIDE = 12
"""Words between a weak name and its own host or city that vouches for it."""
_SHORTEST = 4
"""Letters of a name in which a slip is told from another word."""
_WIDEST = 16
"""Words that no name has more of."""
_NUMERAL = re.compile(r"\s[IVX]{2,}\b")
"""Behind a host's name it makes that of a building or a machine: "HLRS III"."""
_RANK = {"factory": 0, "machine": 1, "host": 2, "city": 3}


@Language.factory("factorywatch_names", default_config={"known_as_of": ""})
class Names:
    """Marks what is known by name. Put it behind cues and countries, which vouch for weak names."""

    def __init__(self, nlp: Language, name: str, known_as_of: str) -> None:
        """`known_as_of` is an ISO date: names learned later are not used; empty uses all."""
        self.gazetteer = gazetteer.known(date.fromisoformat(known_as_of) if known_as_of else None)

    def __call__(self, doc: Doc) -> Doc:
        """Fills the four span groups; a factory's span has the id in kb_id_, the others their text."""
        scan = words.of(doc)
        text = words.text_of(doc)
        taught = gazetteer.taught(context.of(doc).taught)
        possible = [*self.gazetteer.found(text, scan), *taught.found(text, scan)]
        possible = [one for one in possible if one.name.what != "host" or not _NUMERAL.match(text, one.end)]
        kept = _vouched(doc, _longest(possible))
        kept += _misspelt(doc, text, scan, kept)
        for what in _RANK:
            spans: list[Span] = []
            for found in kept:
                if found.name.what == what:
                    label = "older" if found.name.older else "known"
                    span = doc.char_span(found.start, found.end, label, kb_id=found.name.value, alignment_mode="expand")
                    if span is not None:
                        span.id_ = found.name.owner
                        spans.append(span)
            doc.spans[what] = spans
        return doc


def _misspelt(doc: Doc, text: str, scan: tuple[words.Word, ...], kept: list[Found]) -> list[Found]:
    """Names with one slip ("IT4LEA", "HamerHAI") that stand in a sentence with their own city or host."""
    starts = [span.start_char for span in doc.spans.get("sentence", ())]
    sure = {one.name.owner for one in kept if one.name.what == "factory"}
    places: dict[int, dict[str, None]] = {}
    for one in kept:
        if one.name.what in ("city", "host") and not one.name.older and one.name.owner not in sure:
            places.setdefault(bisect_right(starts, one.start), {})[one.name.owner] = None
    if not places:
        return []
    # Where all stands in capitals they tell nothing: "TIMER IN LINKÖPING".
    loud = {line for line in places if _line(doc, text, line).isupper()}
    taken = {place for one in kept for place in range(one.first, one.last + 1)}
    found = []
    for number, word in enumerate(scan):
        shown = text[word.start : word.end]
        if number in taken or len(shown) < _SHORTEST or shown[1:].islower():
            continue
        line = bisect_right(starts, word.start)
        if line in loud and shown.isalpha():
            continue
        for owner in places.get(line, ()):
            name = next((one for one in gazetteer.plain(owner) if OSA.distance(word.low, one, score_cutoff=1) == 1), "")
            if name:
                meant = Name("factory", owner, owner, (name,), shown, weak=False, whole=True, older=False)
                found.append(Found(meant, number, number, word.start, word.end))
                break
    return found


def _line(doc: Doc, text: str, line: int) -> str:
    """The sentence of that number, counted from one; the whole text where it has none."""
    sentences = doc.spans.get("sentence", ())
    return text[sentences[line - 1].start_char : sentences[line - 1].end_char] if line else text


def _longest(found: list[Found]) -> list[Found]:
    """Without what lies inside a longer name; of the same length, the kinds in the order of _RANK, each owner."""
    found.sort(key=lambda one: (one.first, -one.end, _RANK[one.name.what]))
    kept: list[Found] = []
    for one in found:
        near = itertools.takewhile(lambda other: other.first > one.first - _WIDEST, reversed(kept))  # noqa: B023
        rivals = [other for other in near if other.first <= one.last and other.last >= one.first]
        if one.name.what == "city":  # "University of Stuttgart" tells the city too
            rivals = [other for other in rivals if other.name.what != "host"]
        if any(other.last - other.first > one.last - one.first or other.end > one.end for other in rivals):
            continue
        if any((other.name.what, other.name.owner) == (one.name.what, one.name.owner) for other in rivals):
            continue
        kept.append(one)
    return kept


def _vouched(doc: Doc, found: list[Found]) -> list[Found]:
    """Weak names only where a word for AI Factory, their host or city stands beside, or a strong name elsewhere."""
    if not any(one.name.weak for one in found):
        return found
    scan = words.of(doc)
    nouns = [span for span in doc.spans.get("cue", ()) if span.label_ in cues.FACTORIES]
    starts = [word.start for word in scan]
    near: set[int] = set()
    for span in nouns:
        near.update(range(bisect_left(starts, span.start_char), bisect_left(starts, span.end_char)))
    machines = {(one.first, one.name.owner) for one in found if one.name.what == "machine" and one.name.older}
    found = [
        one
        for one in found
        # LUMI has been a machine since long before: only "LUMI AI Factory" makes a factory of it.
        if not (one.name.weak and one.name.what == "factory" and (one.first, one.name.owner) in machines)
        or _by_noun(one, near, within=1)
    ]
    sure = {one.name.owner for one in found if one.name.what == "factory" and not one.name.weak}
    if sure:  # among its like a name is no common word, unless a machine bears it too
        older = {one.first for one in found if one.name.what == "machine" and one.name.older}
        sure |= {one.name.owner for one in found if one.name.what == "factory" and one.first not in older}
    countries = [
        (bisect_left(starts, span.start_char), bisect_right(starts, span.end_char - 1), span.kb_id_)
        for span in doc.spans.get("country", ())
    ]
    firsts = [one.first for one in found]
    for one in found:
        if one.name.weak and one.name.what == "factory" and one.name.owner not in sure:
            beside = found[bisect_left(firsts, one.last - _BESIDE) : bisect_right(firsts, one.last + _BESIDE)]
            if _by_noun(one, near) or _by_place(one, beside) or _by_country(one, countries):
                sure.add(one.name.owner)
    return [one for one in found if not one.name.weak or one.name.owner in sure]


def _by_noun(one: Found, near: set[int], within: int = _NEAR) -> bool:
    return any(number in near for number in range(one.first - within, one.last + within + 1))


def _by_country(one: Found, countries: list[tuple[int, int, str]]) -> bool:
    factory = knowledge.factories().get(one.name.owner)
    return factory is not None and any(
        code == factory.country and first - _NEAR <= one.last and one.first <= last + _NEAR
        for first, last, code in countries
    )


def _by_place(one: Found, beside: list[Found]) -> bool:
    return any(
        other.name.owner == one.name.owner and other.name.what in ("host", "city") and not other.name.weak
        for other in beside
    )
