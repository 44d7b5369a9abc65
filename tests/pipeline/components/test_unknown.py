"""Factories that nobody knew are found by where their names stand."""

import pytest
from spacy.tokens import Doc

from models.article import Article, Block
from pipeline import parse


def _doc(text: str, language: str = "en") -> Doc:
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return parse.doc(
        Article(id="a", url="", title="", text=text, blocks=tuple(blocks), published=None, language=language)
    )


def _found(doc: Doc) -> list[str]:
    return [span.kb_id_ for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("text", "minted"),
    [
        ("In Split the SALONA AI Factory will open.", "salona-ai-factory"),
        ("The new AI factory “Adria” opens in Split.", "adria"),
        ("Croatia's AI Factory DalmatAI opens.", "dalmatai"),
    ],
)
def test_a_name_beside_the_noun_is_found(text: str, minted: str) -> None:
    assert _found(_doc(text)) == [minted]


@pytest.mark.parametrize(
    "text",
    [
        "The European AI Factory opens.",
        "The NVIDIA AI factory is a product.",
        "EuroHPC AI Factories grow.",
        "This AI Factory is in Spain.",
        "The Linked AI Factory column",
        "An AI factory opens in Helsinki.",
        "So-called “AI Factory Antennas” follow, says the “AI Factory” team.",
        "Deutsche Telekom builds an AI factory.",
    ],
)
def test_a_firm_a_country_or_a_common_word_is_no_name(text: str) -> None:
    assert _found(_doc(text)) == []
