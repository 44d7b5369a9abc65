"""One tokenizer for all languages: spaCy's language-neutral one with added rules (deps: measured, 2026-11-22).

Currency codes glued to digits ("EUR1.5bn"), digits glued to letters, and apostrophes between letters ("l'Italia",
"Türkiye'nin") are split; so one vocabulary serves 25 languages and names match whatever the language.
"""

from spacy.lang.xx import MultiLanguage
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found] # compiled, without types
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
_NO_CASES = frozenset({"—", "\t", "\n", " ", "\u00a0"})
"""Tokens without a rule of their own, too. Behind a rule spaCy keeps no more words of a doc in its cache: a rule for
the line end makes all that follows the title cold, and the tokenizer ten times as slow (2026-11-22)."""


def blank() -> Language:
    """An empty pipeline with our tokenizer."""
    return MultiLanguage(create_tokenizer=_tokenizer)


def sharing(shared: Language) -> Language:
    """An empty pipeline with the vocabulary and the tokenizer of another."""
    return MultiLanguage(vocab=shared.vocab, create_tokenizer=lambda _: shared.tokenizer)


def _tokenizer(nlp: Language) -> Tokenizer:
    defaults = nlp.Defaults
    prefixes = [_LONG, _RUN, _CODE, *(defaults.prefixes or ())]
    suffixes = [_LAST_RUN, *(defaults.suffixes or ())]
    infixes = [_DIGIT_LETTER, _LETTER_LETTER, *(defaults.infixes or ())]
    return Tokenizer(
        nlp.vocab,
        rules={text: said for text, said in (defaults.tokenizer_exceptions or {}).items() if text not in _NO_CASES},
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
        max_cache_size=_CACHE,
    )
