"""Words that speak of something: the language's nouns, cues and triggers, found in `doc.spans["cue"]`.

A span's label is `noun:ai_factory`, `cue:negation` or `trigger:status.selected`.
"""

import functools

from spacy.language import Language
from spacy.tokens import Doc, Span

from models import knowledge
from pipeline.components import words

FACTORIES = ("noun:ai_factory", "noun:ai_factories", "noun:antenna", "noun:antennas")
"""The cues of words for what this is all about, one or several of them; gigafactories are a story of their own."""
ANTENNAS = ("noun:antenna", "noun:antennas")
SEVERAL = ("noun:ai_factories", "noun:antennas")
"""Those of words for several at once."""


@Language.factory("factorywatch_cues", default_config={"language": "en"})
class Cues:
    """Marks the words that tell what a sentence is about."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.trie = trie(language)

    def __call__(self, doc: Doc) -> Doc:
        """Fills doc.spans["cue"]."""
        scan = words.of(doc)
        spans: list[Span] = []
        for label, first, last in self.trie.found(scan):
            span = doc.char_span(scan[first].start, scan[last].end, label=label, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        doc.spans["cue"] = spans
        return doc


@functools.cache
def trie(language: str) -> words.Trie:
    """The language's phrases, by label."""
    known = knowledge.language(language)
    return words.Trie(
        {f"noun:{key}": phrases for key, phrases in known.nouns.items()}
        | {f"cue:{key}": phrases for key, phrases in known.cues.items()}
        | {f"trigger:{key}": phrases for key, phrases in known.triggers.items()}
    )
