"""Copies are known by their texts, translations by their addresses; whose story it is follows from the days."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import copies
from models.copies import Told


def _text(seed: int, words: int = 200) -> str:
    chance = random.Random(seed)  # noqa: S311 - the same text for the same number
    return " ".join(f"word{chance.randrange(4000)}" for _ in range(words))


def _near(one: str, other: str) -> bool:
    first, second = copies.signature(one), copies.signature(other)
    met = bool(set(copies.bands(first)) & set(copies.bands(second)))
    return met and copies.near(first, second)


@pytest.mark.parametrize("words", [40, 80, 200, 1000])
def test_a_text_with_another_headline_and_foot_is_a_copy(words: int) -> None:
    text = _text(1, words)

    assert _near(text, f"Another headline over it. {text} More in our archive.")
    assert _near(text, text.upper().replace(" ", "\n"))


def test_a_third_may_be_cut_from_a_copy() -> None:
    text = _text(2, 300)

    assert _near(text, " ".join(text.split()[:200]))


@pytest.mark.parametrize("seed", range(20))
def test_texts_in_words_of_their_own_are_no_copies_though_they_share_a_quotation(seed: int) -> None:
    quoted = _text(0, 20)

    assert not copies.near(
        copies.signature(f"{_text(seed + 100)} {quoted}"), copies.signature(f"{quoted} {_text(seed + 500)}")
    )


def test_a_text_too_short_is_nobodys_copy() -> None:
    assert copies.signature("Seven sites were chosen today.") == b""
    assert copies.bands(b"") == ()
    assert not copies.near(b"", b"")


@given(st.text(max_size=400), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_signature_is_the_texts_own_and_likeness_has_no_direction(text: str, chance: random.Random) -> None:
    text = f"{text} {_text(chance.randrange(5))}"
    other = _text(chance.randrange(5))
    first, second = copies.signature(text), copies.signature(other)

    assert first == copies.signature(text)
    assert len(first) == copies.SIZE
    assert copies.near(first, first)
    assert copies.near(first, second) == copies.near(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://ec.europa.eu/commission/presscorner/detail/en/ip_24_6302", "https://ec.europa.eu/x/detail/lv/ip_24_6302"),
        ("https://eurohpc-ju.europa.eu/selection-2024-12-10_en", "https://www.eurohpc-ju.europa.eu/selection-2024-12-10_it"),
        ("https://site.example/it/news/second-wave", "https://site.example/el/news/second-wave"),
    ],
)  # fmt: skip
def test_the_language_twins_of_one_page_share_a_mark(one: str, other: str) -> None:
    assert set(copies.marks(one, "")) & set(copies.marks(other, ""))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://site.example/it/news/second-wave", "https://site.example/el/news/first-wave"),
        ("https://site.example/it/news/second-wave", "https://other.example/it/news/second-wave"),
        ("https://site.example/news/a", "https://site.example/news/b"),
        ("https://ec.europa.eu/detail/en/ip_24_6302", "https://ec.europa.eu/detail/en/ip_25_6302"),
    ],
)
def test_other_pages_share_none(one: str, other: str) -> None:
    assert not set(copies.marks(one, "")) & set(copies.marks(other, ""))


def test_a_reprint_that_bears_the_number_of_one_release_shares_its_mark() -> None:
    release = copies.marks("https://ec.europa.eu/commission/presscorner/detail/en/ip_24_6302", "")

    assert set(copies.marks("https://paper.example/1", "Source: IP/24/6302.")) & set(release)
    assert copies.marks("https://paper.example/1", "Background: IP/24/6302 and IP/23/1.") == ()


def test_a_story_is_its_first_sources_where_one_had_it_first() -> None:
    first, later = date(2025, 3, 12), date(2025, 3, 13)
    groups = [
        [
            Told(article="b", source="stampa", day=later),
            Told(article="a", source="corriere", day=first),
        ],
        [
            Told(article="d", source="stampa", day=first),
            Told(article="c", source="corriere", day=first),
            Told(article="e", source="ansa", day=later),
        ],
    ]

    assert copies.stories(groups) == {
        "a": "corriere",
        "b": "corriere",
        "c": "story:c",
        "d": "story:c",
        "e": "story:c",
    }
    assert copies.stories(list(reversed(group)) for group in reversed(groups)) == copies.stories(groups)
