"""Numbers: small counts in digits or words, and shares in per cent or as "half".

`found` is pure. The component leaves out what is money or a date already, and writes `doc.spans["number"]` and
`doc.spans["share"]`.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from models.language import Language
from pipeline.components import context, counts, lexemes
from pipeline.components.lexemes import LETTER, Entry, Found, Meaning, Vocabulary

_MOST = 999
_WHOLE = 100
_MARKER = re.compile(r"(?:^|\n)[^\S\n]*$")
"""The number opens a line: with a full stop or parenthesis behind it, it is a list's and counts nothing."""
_NAMED = re.compile(rf"{LETTER}*[^\W\d_A-ZÀ-Þ][A-Z]{LETTER}* $")
"""A word with a capital inside stands before it: "MareNostrum 5"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says of numbers, ready to be looked for."""

    vocabulary: Vocabulary


def words(language: Language) -> Words:
    """The words of a language."""
    entries: list[Entry] = [("%", "%", ""), *((phrase, "%", "") for phrase in language.money.per_cent)]
    entries += counts.spelled(language.numbers)
    entries += [(phrase, "J", "") for phrase in language.money.joins]
    scales = (*language.money.scales.values(), *language.money.units.values())
    entries += [(phrase, "S", "") for phrases in scales for phrase in phrases]
    group = language.group
    return Words(
        vocabulary=lexemes.vocabulary(
            entries, digits=counts.DIGITS, read_digits=functools.partial(_digits, group=group)
        )
    )


def found(text: str, words: Words) -> tuple[Found, ...]:
    """Counts from 0 to 999 (label "number") and shares of a hundred (label "share"), in the order of the text."""
    row = counts.joined(lexemes.row(lexemes.lower(text), words.vocabulary))
    mentions: list[Found] = []
    for place, lexeme in enumerate(row.lexemes):
        if lexeme.code not in "Nn":
            continue
        value = float(lexeme.value)
        before, behind = row.codes[2 * place - 2 : 2 * place] if place else "", row.codes[2 * place + 1 : 2 * place + 3]
        digits = text[lexeme.start].isdecimal()
        if behind in (" %", "-%") or before == "% ":
            if value <= _WHOLE:
                start, end = lexeme.start, lexeme.end
                if behind in (" %", "-%"):
                    end = row.lexemes[place + 1].end
                else:
                    start = row.lexemes[place - 1].start
                mentions.append(Found(start=start, end=end, value=_plain(value), label="share"))
        elif behind in (" S", "-S"):
            continue
        elif 0 < value < 1 and not digits:
            mentions.append(Found(start=lexeme.start, end=lexeme.end, value=_plain(value * 100), label="share"))
        elif value == int(value) and value <= _MOST and (not digits or _counts(text, lexeme.start, lexeme.end)):
            mentions.append(Found(start=lexeme.start, end=lexeme.end, value=int(value), label="number"))
    return tuple(mentions)


def _digits(written: str, *, group: str) -> Meaning:
    number = counts.read(written, group=group)
    return (
        ("x", "")
        if number is None or (written[0] == "0" and written.isdecimal() and len(written) > 1)
        else ("N", number)
    )


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 4)


def _counts(text: str, start: int, end: int) -> bool:
    """The digits count something: they are no part of a word, a time, a list's marker or a name."""
    before, behind = text[max(start - 40, 0) : start], text[end : end + 2]
    if before[-1:].isalnum() or before[-1:] in tuple("-.,:/#§@_€$£+°=&"):
        return False
    if behind[:1].isalnum() or (behind[:1] in tuple(":/-.,_°€$£") and behind[1:].isalnum()) or behind[:1] in ("€", "$"):
        return False
    if _MARKER.search(before) and behind[:1] in (".", ")"):
        return False
    return not _NAMED.search(before)


@functools.cache
def _words(code: str) -> Words:
    return words(context.language(code))


@Pipeline.factory("factorywatch_numbers", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    known = _words(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        taken = context.taken(doc, "amount", "date")
        mentions = [mention for mention in found(doc.text, known) if not taken(mention)]
        for group in ("number", "share"):
            context.write(doc, group, (mention for mention in mentions if mention.label == group))
        return doc

    return read
