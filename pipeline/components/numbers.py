"""Numbers: small counts in digits or words, and shares in per cent or as "half".

`found` is pure. The component leaves out what is money or a date already, and writes `doc.spans["number"]` and
`doc.spans["share"]`.
"""

import re
from collections.abc import Callable

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from pipeline.components import context, counts, lexemes, money
from pipeline.components.lexemes import LETTER, Found
from pipeline.components.money import Words

_MOST = 999
_WHOLE = 100
_SCALES = ("S", "Z", "U")
_MARKER = re.compile(r"(?:^|\n)[^\S\n]*$")
"""The number opens a line: with a full stop or parenthesis behind it, it is a list's and counts nothing."""
_NAMED = re.compile(rf"{LETTER}*[^\W\d_A-ZÀ-Þ][A-Z]{LETTER}* $")
"""A word with a capital inside stands before it: "MareNostrum 5"."""


def found(text: str, words: Words) -> tuple[Found, ...]:
    """Counts from 0 to 999 (label "number") and shares of a hundred (label "share"), in the order of the text.

    They are read with the words of money, so that a text is looked through once for both.
    """
    row = counts.joined(lexemes.row(lexemes.lower(text), words.vocabulary))
    mentions: list[Found] = []
    for place, lexeme in enumerate(row.lexemes):
        if lexeme.code not in "Nn":
            continue
        value = float(lexeme.value)
        before, behind = row.codes[2 * place - 2 : 2 * place] if place else "", row.codes[2 * place + 1 : 2 * place + 3]
        digits = text[lexeme.start].isdecimal()
        if behind in (" p", "-p") or before == "p ":
            if value <= _WHOLE:
                start, end = lexeme.start, lexeme.end
                if behind in (" p", "-p"):
                    end = row.lexemes[place + 1].end
                else:
                    start = row.lexemes[place - 1].start
                mentions.append(Found(start=start, end=end, value=_plain(value), label="share"))
        elif behind[1:] in _SCALES and behind[:1] in " -":
            continue
        elif 0 < value < 1 and not digits:
            mentions.append(Found(start=lexeme.start, end=lexeme.end, value=_plain(value * 100), label="share"))
        elif value == int(value) and value <= _MOST and (not digits or _counts(text, lexeme.start, lexeme.end)):
            mentions.append(Found(start=lexeme.start, end=lexeme.end, value=int(value), label="number"))
    return tuple(mentions)


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 4)


def _counts(text: str, start: int, end: int) -> bool:
    """The digits count something: they are no part of a word, a time, a list's marker or a name."""
    before, behind = text[max(start - 40, 0) : start], text[end : end + 2]
    if text[start] == "0" and end - start > 1:
        return False
    if before[-1:].isalnum() or before[-1:] in tuple("-.,:/#§@_€$£+°=&"):
        return False
    if behind[:1].isalnum() or (behind[:1] in tuple(":/-.,_°€$£") and behind[1:].isalnum()) or behind[:1] in ("€", "$"):
        return False
    if _MARKER.search(before) and behind[:1] in (".", ")"):
        return False
    return not _NAMED.search(before)


@Pipeline.factory("factorywatch_numbers", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    known = money.known(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        taken = context.taken(doc, "amount", "date")
        mentions = [mention for mention in found(doc.text, known) if not taken(mention)]
        for group in ("number", "share"):
            context.write(doc, group, (mention for mention in mentions if mention.label == group))
        return doc

    return read
