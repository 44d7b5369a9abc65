"""The language of a page: what it declares against what its words show. The words win where they are sure."""

import functools
import re
from collections.abc import Iterable
from typing import Any

from models import knowledge
from pipeline.cleaning.words import common

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
"""Characters that are enough to tell a language."""
_SHORT = 120
"""Characters of which nobody can tell much: the page is believed."""
_FEW = 5.0
"""Weight of common words under which they tell nothing."""
_DENSE = 0.03
"""... and under which share of all words; a text whose rival languages are all written otherwise needs more."""
_DENSE_ALONE = 0.18
_CLEAR = 1.5
"""How much heavier the first language must weigh than the second."""
_NORWEGIAN = {"nb": "no", "nn": "no"}
_SAME = {**_NORWEGIAN, "cz": "cs", "dk": "da", "ee": "et", "gr": "el", "se": "sv", "si": "sl"}
"""Codes that pages write for one of ours: the two forms of Norwegian, countries taken for languages."""


def declared(codes: Iterable[str]) -> tuple[str, ...]:
    """The language codes that the page gives, two letters each, in order, without doubles."""
    short = [re.split(r"[-_,; ]", code.strip().lower(), maxsplit=1)[0] for code in codes]
    return tuple(dict.fromkeys(_SAME.get(code, code) for code in short if len(code) == 2))


def shown(text: str) -> tuple[str, bool]:
    """The language that the text's common words show, and whether they are sure. Empty where no word is known."""
    weights: dict[str, float] = {}
    table = common()
    words = _WORD.findall(text[:_SAMPLE].lower())
    for word in words:
        for code, weight in table.get(word, ()):
            weights[code] = weights.get(code, 0.0) + weight
    if not weights:
        return "", False
    best = max(weights, key=weights.__getitem__)
    weight = weights.pop(best)
    second = max(weights.values(), default=0.0)
    dense = _DENSE if second else _DENSE_ALONE
    return best, weight >= max(_FEW, len(words) * dense) and weight >= _CLEAR * second


def language(text: str, codes: Iterable[str]) -> tuple[str, str]:
    """The language of the text, and in words what is doubtful about it (empty: nothing).

    A code that is none of ours comes back where page and words agree that the text is none of ours either.
    """
    claimed = declared(codes)
    ours = knowledge.furniture()
    best, sure = shown(text)
    if claimed and (claimed[0] == best or (len(text) < _SHORT and claimed[0] in ours)):
        return claimed[0], ""
    if sure and not claimed:
        return best, ""
    told = _told(text)
    content = best if sure and told in (best, *ours) else told
    if not sure and told not in ours and best in claimed:
        content = best
    if content in claimed[:1] or not claimed:
        return content, ""
    return content, f"declares its language as {claimed[0]}, its text reads as {content}"


def _told(text: str) -> str:
    """What py3langid says; loaded (0.7 s, 100 MB) by the first page whose words leave a doubt."""
    code = str(_identifier().classify(text[:_SAMPLE])[0])
    return _NORWEGIAN.get(code, code)


@functools.cache
def _identifier() -> Any:  # the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
