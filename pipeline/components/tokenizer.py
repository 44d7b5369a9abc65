"""One tokenizer for all languages: spaCy's language-neutral one with added rules (deps: measured, 2026-11-22).

Currency codes glued to digits ("EUR1.5bn"), digits glued to letters, and apostrophes between letters ("l'Italia",
"Türkiye'nin") are split; so one vocabulary serves 25 languages and names match whatever the language.
"""

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_CODE = r"(?:[A-Z]{2,4}(?=\d))"
_DIGIT_LETTER = r"(?<=\d)(?=[^\W\d_])"
_LETTER_LETTER = r"(?<=[^\W\d_])['’](?=[^\W\d_])"
# spaCy takes signs off one by one and looks at all the rest each time: 20,000 brackets take a minute. So a run is one.
_RUN = r"(?:[^\w\s]|_){8,}+"
_LAST_RUN = rf"(?<![^\w\s])(?<!_){_RUN}"
_LONG = r"\S{1000,}+"
"""No word is that long: it is left whole."""
_CACHE = 1_000_000
"""spaCy's own 10,000 fills with junk of the first language met; what comes after is read at a quarter of the speed."""


def blank() -> Language:
    """An empty pipeline with our tokenizer."""
    nlp = spacy.blank("xx")
    defaults = nlp.Defaults
    prefixes = [_LONG, _RUN, _CODE, *(defaults.prefixes or ())]
    suffixes = [_LAST_RUN, *(defaults.suffixes or ())]
    infixes = [_DIGIT_LETTER, _LETTER_LETTER, *(defaults.infixes or ())]
    nlp.tokenizer.prefix_search = compile_prefix_regex(prefixes).search  # type: ignore[union-attr]
    nlp.tokenizer.suffix_search = compile_suffix_regex(suffixes).search  # type: ignore[union-attr]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    nlp.tokenizer.max_cache_size = _CACHE  # type: ignore[union-attr]
    return nlp
