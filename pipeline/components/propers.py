"""Proper names that are nothing known: what may be the machine or the host of a factory that nobody knew before.

In `doc.spans["proper"]`: runs of words with capitals that are no country, city, host, machine or factory ("Kriváň",
"NTNU"), and bodies told by their noun ("the University of Tartu", "Tarton yliopisto"). The label says which.
"""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components import cues, words
from pipeline.components.occupied import Places, occupied
from pipeline.components.unknown import CODED, joined, no_name
from pipeline.components.words import Word

_TOLD = ("centre", "computer")
"""Groups that hold what Europe's table of centres knows."""
_SITE = "noun:site"
_BODIES = ("noun:region", _SITE)
"""Cues that hold the nouns of bodies: university, institute, centre."""
_HOSTING = ("trigger:host_city", "trigger:host_organisation")
"""Cues of words for hosting and seats, some of which are nouns of sites as well."""
_NOUNS = (*cues.FACTORIES, "noun:gigafactory")
"""Cues of words that name no machine and no host: "AI factory", "KI-Fabrik"."""
_MOST = 5
"""Words of a name at most."""
_LINKS = 2
"""Small words at most between the words of a body's name: "of", "de la", "u"."""
_SMALL = 4
"""Letters of such a word at most."""
_ARTICLE = 3
"""Letters of an article at most, where a sentence opens with it."""


@Language.factory("factorywatch_propers")
class Propers:
    """Marks proper names. Put it behind everything that finds what is known."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Takes no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Fills doc.spans["proper"]; labels are "centre", "computer", "body", "acronym" and "plain"."""
        scan = words.of(doc)
        text = words.text_of(doc)
        known = occupied(doc, "city", "number", *_TOLD)
        nouns = Places((cue.start_char, cue.end_char) for cue in doc.spans.get("cue", ()) if cue.label_ in _NOUNS)
        opens = {span.start_char for span in doc.spans.get("sentence", ())}
        found: list[tuple[int, int, str]] = list(_bodies(doc, text, scan, opens))
        inside = {place for first, last, _ in found for place in range(first, last + 1)}
        for first, last in _runs(text, scan, opens):
            start, end = scan[first].start, scan[last].end
            if (
                inside.isdisjoint(range(first, last + 1))
                and not known.meet(start, end)
                and not nouns.meet(start, end)
                and not no_name(text[start:end])
            ):
                coded = first == last and text[start:end].isupper()
                found.append((first, last, "acronym" if coded else "plain"))
        told = Places((span.start_char, span.end_char) for group in _TOLD for span in doc.spans.get(group, ()))
        spans = [span for group in _TOLD for span in doc.spans.get(group, ())]
        for first, last, label in sorted(found):
            start, end = scan[first].start, scan[last].end
            span = doc.char_span(start, end, label, alignment_mode="expand")
            if span is not None and not told.meet(start, end):
                span.kb_id_ = text[scan[first].start : scan[last].end]
                spans.append(span)
        doc.spans["proper"] = sorted(spans, key=lambda span: span.start_char)
        return doc


def _runs(text: str, scan: tuple[Word, ...], opens: set[int]) -> Iterator[tuple[int, int]]:
    number = 0
    while number < len(scan):
        if not _capital(text, scan[number]):
            number += 1
            continue
        last = number
        while (
            last + 1 < len(scan)
            and last - number < _MOST
            and joined(text, scan, last)
            and _capital(text, scan[last + 1])
        ):
            last += 1
        first = number
        if scan[first].start in opens and not CODED.match(text[scan[first].start : scan[first].end]):
            first += 1  # any word is written with a capital there
        if first <= last and scan[last].end - scan[first].start > 1:
            yield first, last
        number = last + 1


def _bodies(doc: Doc, text: str, scan: tuple[Word, ...], opens: set[int]) -> Iterator[tuple[int, int, str]]:
    begins = [word.start for word in scan]
    nouns = [noun for noun in doc.spans.get("cue", ()) if noun.label_ in _BODIES]
    heads = {noun.start_char for noun in nouns}
    # "the University of Tartu and HammerHAI": no part of a body's name.
    others = Places(
        (span.start_char, span.end_char)
        for group in ("factory", "machine", "date", "amount")
        for span in doc.spans.get(group, ())
    )
    # Nor is "AI Factory" in "host a European AI Factory in Aarhus".
    terms = Places((cue.start_char, cue.end_char) for cue in doc.spans.get("cue", ()) if cue.label_ in _NOUNS)
    hosting = Places((cue.start_char, cue.end_char) for cue in doc.spans.get("cue", ()) if cue.label_ in _HOSTING)
    names = [
        _capital(text, word) and not others.meet(word.start, word.end) and not terms.meet(word.start, word.end)
        for word in scan
    ]
    done = -1
    for noun in nouns:
        first = last = bisect_left(begins, noun.start_char)
        if first <= done or first >= len(scan) or scan[first].start != noun.start_char:
            continue
        while first - 1 > done and last - first < _MOST and joined(text, scan, first - 1) and names[first - 1]:
            first -= 1
        if (
            noun.label_ == _SITE
            and scan[first].start == noun.start_char
            and hosting.meet(noun.start_char, noun.end_char)
        ):
            continue  # "with its seat in Portugal" names no body
        while last - first < _MOST + _LINKS:
            step = _onward(text, scan, last, names, heads)
            if not step:
                break
            last += step
        opening = text[scan[first].start : scan[first].end]
        if scan[first].start in opens and len(opening) <= _ARTICLE and not CODED.match(opening):
            first += 1  # "The University of Tartu", "Die Universität Leipzig"
        if last > first and any(names[first : last + 1]):
            done = last
            yield first, last, "body"


def _onward(text: str, scan: tuple[Word, ...], last: int, names: list[bool], heads: set[int]) -> int:
    """How many words further the next capital stands, over small words; 0 where the name ends."""
    for step in range(1, _LINKS + 2):
        place = last + step
        if place >= len(scan) or not joined(text, scan, place - 1):
            return 0
        if _capital(text, scan[place]):
            return step if names[place] and (step == 1 or scan[place].start not in heads) else 0
        if len(scan[place].low) > _SMALL:
            return 0
    return 0


def _capital(text: str, word: Word) -> bool:
    return text[word.start].isupper()
