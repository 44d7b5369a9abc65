"""Countries: every form of 25 languages, what only looks like one, and the articles with gold."""

import tomllib
from pathlib import Path

import pytest

from pipeline.components import countries

LANGUAGES = [
    "bg",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "is",
    "it",
    "lt",
    "lv",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "sv",
    "tr",
]
SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix("").parent.joinpath("countries.toml").read_text()
)
CASES = [(language, text, codes) for language, texts in SENTENCES.items() for text, codes in texts.items()]
ARTICLES = Path(__file__).parents[4] / "shared" / "articles"


@pytest.mark.parametrize(("language", "text", "codes"), CASES)
def test_a_sentence_names_its_countries(language: str, text: str, codes: str) -> None:
    assert " ".join(str(mention.value) for mention in countries.mentions(text, language)) == codes
