"""Article → Doc: one spaCy pipeline per language, built from its TOML file; all share one tokenizer."""

import functools
from datetime import date

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from models.article import Article
from models.errors import ConfigError
from models.factory import Factory
from pipeline.components import (
    centres,
    cities,
    countries,
    cues,
    dates,
    described,
    money,
    names,
    numbers,
    propers,
    sentences,
    siblings,
    telling,
    tokenizer,
    unknown,
    words,
)
from pipeline.components.context import NAME, Context

COMPONENTS = (
    cues,
    names,
    centres,
    countries,
    money,
    dates,
    numbers,
    sentences,
    unknown,
    telling,
    siblings,
    described,
    cities,
    propers,
)
"""The modules whose import registers the components named below."""
_MOST_STRINGS = 100_000
"""Strings that the shared vocabulary may hold before a new one is begun. spaCy keeps every word it ever saw, 7 MB in
1,000 pages; so it stays at 150 to 170 MB over 20,000. A new one costs 0.3 s and some 5,000 pages pass till then; a
`memory_zone` would end with this function and take the doc along, which later stages still read (2026-11-22)."""
_LONGEST = 100_000_000
"""Characters; no page that is fetched has as many. spaCy's own limit (a million) guards parsers that we do not have."""
_ORDER = (
    "sentences",
    "cues",
    "countries",
    "names",
    "centres",
    "money",
    "dates",
    "numbers",
    "unknown",
    "telling",
    "siblings",
    "described",
    "cities",
    "propers",
)
_PLAIN = ("centres", "cities", "propers", "telling")
"""Components that are the same for every language."""


def doc(article: Article, *, known_as_of: date | None = None, taught: tuple[Factory, ...] = ()) -> Doc:
    """The article's text with its mentions in doc.spans; `taught` are known besides the names of the lists.

    Raises ConfigError for a language without a file.
    """
    if len(_shared().vocab.strings) > _MOST_STRINGS:
        _pipeline.cache_clear()
        _shared.cache_clear()
    nlp = _pipeline(article.language, known_as_of)
    parsed = nlp.make_doc(article.text)
    words.keep(parsed, article.text)
    parsed.user_data[NAME] = Context(published=article.published, blocks=article.blocks, taught=taught)
    return nlp(parsed)


@functools.cache
def _pipeline(language: str, known_as_of: date | None) -> Language:
    nlp = _start(language)
    nlp.max_length = _LONGEST
    for name in _ORDER:
        config: dict[str, str] = {"language": language}
        if name in ("names", "described"):
            config = {"known_as_of": known_as_of.isoformat() if known_as_of else ""}
        nlp.add_pipe(f"factorywatch_{name}", config={} if name in _PLAIN else config)
    return nlp


def _start(language: str) -> Language:
    """A trained pipeline where the language names one that is installed; else the shared tokenizer alone."""
    trained = knowledge.language(language).trained_model
    if not trained:
        return tokenizer.sharing(_shared())
    try:
        return spacy.load(trained)
    except OSError as error:
        raise ConfigError(f"trained model {trained} is not installed", file=f"languages/{language}.toml") from error


@functools.cache
def _shared() -> Language:
    return tokenizer.blank()
