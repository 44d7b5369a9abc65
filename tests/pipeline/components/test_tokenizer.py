"""One tokenizer for all languages: codes, digits, letters and apostrophes part where names and sums must be found."""

import time

import pytest
from spacy.language import Language

from pipeline.components import tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    return tokenizer.blank()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("EUR1.5bn", ["EUR", "1.5", "bn"]),
        ("€430m", ["€", "430", "m"]),
        ("l'Italia", ["l", "'", "Italia"]),
        ("dell’Unione", ["dell", "’", "Unione"]),
        ("Türkiye'nin", ["Türkiye", "'", "nin"]),
        ("AI Factory", ["AI", "Factory"]),
        ("BRAIN++", ["BRAIN++"]),
    ],
)
def test_what_is_glued_together_is_parted(nlp: Language, text: str, tokens: list[str]) -> None:
    assert [token.text for token in nlp(text)] == tokens


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "L'AI  Factory\n\tdi Bologna: 430 mln.", "Ελλάδα’s €1,5 δισ.", "\u200b"]
)
def test_no_sign_of_a_text_is_lost(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_two_pipelines_part_alike_and_need_not_share_anything(nlp: Language) -> None:
    other = tokenizer.blank()

    assert other.vocab is not nlp.vocab
    assert [token.text for token in other("EUR1.5bn")] == ["EUR", "1.5", "bn"]


@pytest.mark.parametrize(
    "junk",
    [
        "1" * 200_000,
        "." * 200_000,
        " " * 200_000,
        *(sign * 50_000 for sign in ("(", "€", '"', "_", "(€", "l'", "'s", "1a")),
    ],
)
@pytest.mark.parametrize("before", ["", "a", "x "])
def test_a_long_line_of_junk_takes_no_longer_than_it_must(nlp: Language, before: str, junk: str) -> None:
    begun = time.perf_counter()

    assert nlp(before + junk).text == before + junk

    assert time.perf_counter() - begun < 5  # sign by sign it takes minutes


def test_a_line_of_signs_is_one_token_and_its_neighbours_are_themselves(nlp: Language) -> None:
    assert [token.text for token in nlp("Bologna **********Pharos__________")] == [
        "Bologna",
        "**********",
        "Pharos",
        "__________",
    ]


def test_few_signs_are_taken_off_one_by_one(nlp: Language) -> None:
    assert [token.text for token in nlp("(((Pharos)))")] == ["(", "(", "(", "Pharos", ")", ")", ")"]
