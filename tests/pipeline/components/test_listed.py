"""Names of ordinary letters at the head of list items are found where each has its place behind it."""

import pytest

from pipeline import parse
from tests.pipeline.components import layout


@pytest.mark.parametrize(
    ("language", "lead", "items", "found"),
    [
        ("en", "These are the new AI factories:", ["Corvus, in Tartu", "Orfeo (Belgium)"], ["Corvus", "Orfeo"]),
        ("de", "Das sind die neuen KI-Fabriken:", ["Corvus: Tartu, Estland", "Orfeo: Belgien"], ["Corvus", "Orfeo"]),
        ("fr", "Voici les usines d’IA :", ["Corvus, à Tartu", "Orfeo, en Belgique"], ["Corvus", "Orfeo"]),
        ("en", "These are the new AI factories:", ["Tartu, Estonia", "Bologna, Italy"], []),
        ("en", "These are the new AI factories:", ["Corvus, opened today", "Orfeo, opened today"], []),
        ("en", "These are the new airports:", ["Corvus, in Tartu", "Orfeo (Belgium)"], []),
    ],
)
def test_what_heads_an_item_with_its_place_is_a_name(
    language: str, lead: str, items: list[str], found: list[str]
) -> None:
    doc = parse.doc(layout.listed(lead, items, language=language))

    assert [span.text for span in doc.spans["factory"] if span.label_ == "found"] == found
