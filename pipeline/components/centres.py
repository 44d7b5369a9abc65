"""Computing centres and machines of Europe that belong to no known factory: who may host the next one.

In `doc.spans["centre"]` and `doc.spans["computer"]`, as the text spells them. What is a host or a machine of a known
factory is marked by `names`, and not again.
"""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from models import knowledge
from pipeline.components import cues, words
from pipeline.components.gazetteer import Gazetteer, Name, What
from pipeline.components.occupied import occupied
from pipeline.components.words import fold

_NOUNS = (*cues.FACTORIES, "noun:gigafactory")
_GROUPS: dict[What, str] = {"host": "centre", "machine": "computer"}


@Language.factory("factorywatch_centres")
class Centres:
    """Marks centres and machines. Put it behind names and cues."""

    def __init__(self, nlp: Language, name: str) -> None:
        """Takes no settings."""

    def __call__(self, doc: Doc) -> Doc:
        """Fills the two span groups; kb_id_ is the text itself."""
        doc.spans["centre"], doc.spans["computer"] = [], []
        if not any(cue.label_ in _NOUNS for cue in doc.spans.get("cue", ())):
            return doc  # nothing is hosted
        text = words.text_of(doc)
        taken = occupied(doc, "city")
        found = [one for one in _gazetteer().found(text, words.of(doc)) if not taken.meet(one.start, one.end)]
        past = 0
        spans: dict[str, list[Span]] = {group: [] for group in _GROUPS.values()}
        for one in sorted(found, key=lambda one: (one.start, -one.end)):
            if one.start < past:
                continue  # within a longer one
            past = one.end
            group = _GROUPS[one.name.what]
            span = doc.char_span(one.start, one.end, group, kb_id=text[one.start : one.end], alignment_mode="expand")
            if span is not None:
                spans[group].append(span)
        for group, marked in spans.items():
            doc.spans[group] = marked
        return doc


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(_names())


def _names() -> Iterator[Name]:
    for centre in knowledge.centres():
        kinds: tuple[tuple[What, tuple[str, ...], bool], ...] = (
            ("host", centre.names, False),
            ("host", centre.inflected, True),
            ("machine", centre.machines, False),
        )
        for what, spellings, whole in kinds:
            for spelling in spellings:
                parts = tuple(re.findall(r"\w+", fold(spelling)))
                yield Name(what, "", spelling, parts, spelling, weak=False, whole=whole, older=False, exact=True)
