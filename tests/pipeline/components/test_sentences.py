"""Sentences end where they end, not at abbreviations, ordinals or initials."""

import pytest

from models import knowledge
from pipeline.components import sentences


def _cut(text: str, language: str) -> list[str]:
    abbreviations = frozenset(knowledge.language(language).abbreviations)
    return [text[start:end] for start, end in sentences.borders(text, abbreviations)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "It costs €1.5bn. The EU pays half.", 2),
        ("de", "Es kostet 85 Mio. Euro. Der Bund zahlt.", 2),
        ("de", "Am 5. September 2025 wurde eröffnet. Es regnete.", 2),
        ("it", "Vale 1,5 mld. di euro. Metà arriva dall'Ue.", 2),
        ("en", "J. Smith said so. He left!", 2),
        ("en", "“It is done.” They cheered.", 2),
        ("en", "One line\nanother line without a stop", 2),
        ("en", "Who pays? Nobody… It is 3.5 per cent.", 3),
    ],
)
def test_a_text_is_cut_into_its_sentences(language: str, text: str, count: int) -> None:
    assert len(_cut(text, language)) == count


def test_nothing_is_lost_between_sentences() -> None:
    text = "  One. Two!\n\n Three?  "

    assert "".join("".join(_cut(text, "en")).split()) == "".join(text.split())
