"""Sentence borders by full stops, the language's abbreviations and the article's blocks, in `doc.spans["sentence"]`."""

import re
from collections.abc import Iterator

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from pipeline.components.words import text_of

# Begun at the first stop of a run and never given back: else a megabyte of dots takes hours (2026-11-22).
_STOP = re.compile(r"(?<![.!?…;·])[.!?…;·]++[\"”“»’')\]]*+(?=\s)")
_LAST_WORD = re.compile(r"[\w.]*\Z")
_LOOK_BACK = 24
"""Characters before a full stop in which its word is looked for: longer ones are no abbreviation."""


@Language.factory("factorywatch_sentences", default_config={"language": "en"})
class Sentences:
    """Cuts a doc into sentences: at line ends always, at full stops unless the language's abbreviations forbid."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        """`language` is the code of a language file."""
        self.abbreviations = frozenset(knowledge.language(language).abbreviations)

    def __call__(self, doc: Doc) -> Doc:
        """Sets sentence starts and fills doc.spans["sentence"]."""
        spans = [
            span
            for start, end in borders(text_of(doc), self.abbreviations)
            if (span := doc.char_span(start, end, label="sentence", alignment_mode="expand")) is not None
        ]
        # All at once: token by token, spaCy looks through the whole doc each time.
        starts = numpy.full((len(doc), 1), -1, dtype="int64")
        starts[[0, *(span.start for span in spans)] if len(doc) else []] = 1
        doc.from_array(["SENT_START"], starts.astype("uint64"))  # type: ignore[arg-type] # its own array type
        doc.spans["sentence"] = spans
        return doc


def borders(text: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it."""
    line_start = 0
    for line in text.split("\n"):
        start = line_start
        for stop in _STOP.finditer(line):
            end = line_start + stop.end()
            if _ends(line, stop, abbreviations):
                yield from _trimmed(text, start, end)
                start = end
        yield from _trimmed(text, start, line_start + len(line))
        line_start += len(line) + 1


def _ends(line: str, stop: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether a full stop ends its sentence: not behind an abbreviation, an initial or an ordinal."""
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return True
    following = line[stop.end() : stop.end() + 12].lstrip().lstrip("\"“„«»'‘([–-")
    if following and following[0].islower():
        return False
    before = line[max(0, stop.start() - _LOOK_BACK) : stop.start()]
    found = _LAST_WORD.search(before)
    word = found.group().lower() if found else ""
    if word in abbreviations or word.rpartition(".")[2] in abbreviations:
        return False
    # "5. Juli", "J. Müller": an ordinal or an initial, unless the line ends here.
    short = (word.isdigit() and len(word) <= 2) or (len(word) == 1 and word.isalpha())
    return not (short and following)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
