"""Countries: their forms in 25 languages, what only looks like one, and the articles with gold."""

import time
import tomllib
from pathlib import Path

import pytest
import spacy

from models.errors import ConfigError
from pipeline.components import countries
from tests.gold.cases import cases

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("countries.toml").read_text(encoding="utf-8")
)
ARTICLES = Path(__file__).parents[4] / "shared" / "articles"
FLOOR = 0.98
"""F1 over the countries of the shared articles: 1.0 on 2026-11-22."""


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [(language, text, codes) for language, texts in SENTENCES.items() for text, codes in texts.items()],
)
def test_a_sentence_names_its_countries(language: str, text: str, codes: str) -> None:
    assert " ".join(_codes(text, language)) == codes


@pytest.mark.parametrize("language", SENTENCES)
def test_each_language_is_tried_with_many_forms(language: str) -> None:
    assert sum(len(codes.split()) for codes in SENTENCES[language].values()) >= 65
    assert sum(not codes for codes in SENTENCES[language].values()) >= 2


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("en", "Finland", "name"),
        ("en", "Finnish", "adjective"),
        ("en", "the Finns", "people"),
        ("de", "finnischen", "adjective"),
        ("de", "die Finnen", "people"),
        ("el", "στην Ελλάδα", "name"),
        ("el", "ελληνικό", "adjective"),
        ("el", "οι Έλληνες", "people"),
        ("pl", "w Czechach", "name"),
        ("pl", "polskiego", "adjective"),
        ("pl", "Poznaniacy i Polacy", "people"),
        ("hu", "magyarországi", "adjective"),
        ("hu", "a hollandok", "people"),
        ("lt", "lietuviškas", "adjective"),
        ("fi", "suomalaisten", "adjective"),
        ("it", "dell'Italia", "name"),
    ],
)
def test_a_mention_says_how_it_names_the_country(language: str, text: str, label: str) -> None:
    assert [mention.label for mention in countries.mentions(text, language)] == [label]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Jordan and Georgia sign.", ["JO", "GE"]),
        ("King Abdullah of Jordan said so.", ["JO"]),
        ("Mr M. Jordan said so.", []),
        ("the Georgia Institute", []),
        ("JOIN US TODAY", []),
        ("the US President", ["US"]),
        ("100 million Swiss francs, 5 million US dollars", []),
        ("a Swiss firm with francs", ["CH"]),
        ("in German and French firms", ["DE", "FR"]),
        ("in German and French.", []),
        ("North\nKorea", ["KR"]),
        ("United\u00a0Kingdom", ["GB"]),
        ("www.germany.travel and me@Italy", []),
        ("Italy/Spain/Germany", ["IT", "ES", "DE"]),
        ("#Finland", ["FI"]),
    ],
)
def test_what_stands_beside_a_form_decides(text: str, codes: list[str]) -> None:
    assert _codes(text, "en") == codes


def test_english_names_stand_in_proper_names_of_every_language() -> None:
    assert [_codes("Czech AI Factory, Bank of Finland", language) for language in SENTENCES] == [["CZ", "FI"]] * 25


def test_the_component_works_in_any_pipeline() -> None:
    for nlp in (spacy.blank("xx"), spacy.blank("it")):
        nlp.add_pipe("factorywatch_countries", config={"language": "it"})

        doc = nlp("Il governo d'Italia e i partner sloveni.")

        found = [(span.text, span.kb_id_, span.label_) for span in doc.spans["country"]]
        assert [one[1:] for one in found] == [("IT", "name"), ("SI", "adjective")]
        assert found[1][0] == "sloveni"


def test_a_language_without_a_file_is_refused() -> None:
    with pytest.raises(ConfigError, match="no such language"):
        spacy.blank("xx").add_pipe("factorywatch_countries", config={"language": "qq"})


@pytest.mark.parametrize(
    "line",
    ["US " * 350_000, "A" * 1_000_000, " " * 1_000_000 + "US", "Mali" + "-" * 1_000_000, "in Polish and " * 70_000],
)
def test_a_long_line_is_read_in_linear_time(line: str) -> None:
    start = time.perf_counter()

    countries.mentions(line, "en")

    assert time.perf_counter() - start < 10  # a quadratic pattern would take hours; 2 s on an idle machine


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not beside this checkout")
def test_the_articles_name_their_countries() -> None:
    right = found = wanted = 0
    for case in cases(ARTICLES):
        gold = set(case.gold["mentions"]["countries"])
        named = set(_codes(case.article().text, str(case.gold["language"])))
        right, found, wanted = right + len(gold & named), found + len(named), wanted + len(gold)
    assert 2 * right / (found + wanted) >= FLOOR


def _codes(text: str, language: str) -> list[str]:
    return [str(mention.value) for mention in countries.mentions(text, language)]
