"""Words that speak of something are marked by what they say, in the words of the article's language only."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from models import knowledge
from models.errors import ConfigError
from pipeline.components import cues, tokenizer


@pytest.fixture(scope="module")
def pipelines() -> dict[str, Language]:
    made = {}
    for language in ("en", "it"):
        nlp = tokenizer.blank()
        nlp.add_pipe("factorywatch_cues", config={"language": language})
        made[language] = nlp
    return made


def _cues(doc: Doc) -> set[tuple[str, str]]:
    return {(span.label_, span.text) for span in doc.spans["cue"]}


@pytest.mark.parametrize(
    ("language", "text", "label", "words"),
    [
        ("en", "seven AI factories", "noun:ai_factories", "AI factories"),
        ("en", "It was not chosen", "cue:negation", "not"),
        ("en", "Bologna hosts it, selected in May", "trigger:status.selected", "selected"),
        ("en", "It is UNDER CONSTRUCTION", "trigger:status.under_construction", "UNDER CONSTRUCTION"),
        ("it", "le sette fabbriche", "noun:ai_factories", "fabbriche"),
        ("it", "non è stata scelta", "cue:negation", "non"),
        ("it", "inaugurata ieri", "trigger:launched_on", "inaugurata"),
        ("it", "è già in costruzione", "trigger:status.under_construction", "in costruzione"),
    ],
)
def test_a_phrase_is_marked_by_what_it_says(
    pipelines: dict[str, Language], language: str, text: str, label: str, words: str
) -> None:
    assert (label, words) in _cues(pipelines[language](text))


def test_words_of_another_language_say_nothing(pipelines: dict[str, Language]) -> None:
    assert not [label for label, _ in _cues(pipelines["en"]("non è stata scelta")) if label == "cue:negation"]


def test_a_phrase_is_no_part_of_a_longer_word(pipelines: dict[str, Language]) -> None:
    assert "cue:negation" not in {label for label, _ in _cues(pipelines["en"]("a nothing, a notable knot"))}


def test_one_word_may_say_several_things(pipelines: dict[str, Language]) -> None:
    labels = {label for label, text in _cues(pipelines["en"]("The commission contributes")) if text == "contributes"}

    assert labels >= {"trigger:eu_contribution", "trigger:national_contribution"}


def test_a_text_without_words_has_no_cues(pipelines: dict[str, Language]) -> None:
    assert _cues(pipelines["en"]("")) == set()
    assert _cues(pipelines["en"]("… 12 % –")) == set()


@pytest.mark.parametrize("code", knowledge.languages())
def test_the_phrases_of_every_language_can_be_filed(code: str) -> None:
    cues.trie(code)


def test_a_language_without_a_file_is_told() -> None:
    with pytest.raises(ConfigError, match="no such language"):
        spacy.blank("xx").add_pipe("factorywatch_cues", config={"language": "tlh"})
