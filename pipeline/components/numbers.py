"""Numbers: small counts in digits or words, and shares in per cent or as "half".

`found` is pure. The component leaves out what is money or a date already, and writes `doc.spans["number"]` and
`doc.spans["share"]`.
"""

from collections.abc import Callable

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from pipeline.components import context, counts, lexemes, money
from pipeline.components.lexemes import Found
from pipeline.components.money import Words
from pipeline.components.words import text_of

_MOST = 999
_WHOLE = 100
_SCALES = ("S", "Z", "U")
_SIGNS = frozenset("-.,:/#§@_€$£+°=&")
"""Signs before a number that make it a part of something."""
_GLUED = frozenset(":/-.,_")
"""Signs behind it that do, where a letter or digit follows."""


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
    last, first = before[-1:], behind[:1]
    if last.isalnum() or last in _SIGNS or first.isalnum() or first in ("€", "$", "£", "°"):
        return False
    if first in _GLUED and behind[1:].isalnum():
        return False
    line = before.rstrip(" ")
    if first in (".", ")") and (not line or line[-1] == "\n"):
        return False  # it numbers the lines of a list
    # A word with a capital inside makes a name of both: "MareNostrum 5".
    word = line.rsplit(None, 1)[-1] if last == " " and line else ""
    return word.isupper() or word[1:] == word[1:].lower()


@Pipeline.factory("factorywatch_numbers", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    known = money.known(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        taken = context.taken(doc, "amount", "date")
        mentions = [mention for mention in found(text_of(doc), known) if not taken(mention)]
        for group in ("number", "share"):
            context.write(doc, group, (mention for mention in mentions if mention.label == group))
        return doc

    return read
