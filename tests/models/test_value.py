"""Values: one plain form, one key, one way of saying them; what is no value is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import value as values
from models.value import Kind, Money, Value

SUMS = st.builds(
    Money,
    currency=st.sampled_from(["EUR", "SEK", "CZK"]),
    amount=st.floats(0, 1e13) | st.integers(0, 10**13).map(float),
    qualifier=st.sampled_from(["about", "at_most", "at_least", None]),
)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", "Bologna"),
        ("country", "IT"),
        ("word", "under_construction"),
        ("factory", "it4lia"),
        ("number", 7),
        ("number", 12.5),
        ("date", "2024-12-10"),
        ("date", "2024-12"),
        ("date", "2024"),
        ("date", "2026-Q1"),
        ("date", "2026-H1"),
        ("date", "2025/2026"),
        ("date", "2025-Q4/2026-Q2"),
        ("money", {"amount": 1_500_000_000, "currency": "EUR"}),
        ("money", {"min": 100, "max": 250, "currency": "SEK", "qualifier": "about"}),
        ("money", {"max": 30_000_000.5, "currency": "EUR"}),
    ],
)
def test_a_value_is_read_back_as_it_was_written(kind: Kind, raw: Any) -> None:
    assert values.plain(values.read(kind, raw)) == raw


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", ""),
        ("text", 7),
        ("country", "it"),
        ("country", "ITA"),
        ("country", "I1"),
        ("word", None),
        ("number", "7"),
        ("number", True),
        ("number", float("nan")),
        ("number", float("inf")),
        ("date", "December"),
        ("date", "10.12.2024"),
        ("date", "2024-1-2"),
        ("date", "2024-12-10T08:00"),
        ("date", "2024-Q5"),
        ("date", "2024-H3"),
        ("date", "2024-13"),
        ("date", "2024-12-32"),
        ("date", "2024/2025/2026"),
        ("date", "２０２４"),
        ("date", "2024/"),
        ("date", "2024-12\n"),
        ("date", 2024),
        ("money", 1_500_000_000),
        ("money", {"amount": 1}),
        ("money", {"currency": "EUR"}),
        ("money", {"amount": 1, "currency": "EUR", "rate": 2}),
        ("money", {"amount": "a lot", "currency": "EUR"}),
        ("money", {"min": True, "currency": "EUR"}),
        ("money", {"amount": float("nan"), "currency": "EUR"}),
        ("money", {"amount": 1, "currency": 978}),
        ("money", {"amount": 1, "currency": "EUR", "qualifier": "perhaps"}),
    ],
)
def test_what_is_no_value_of_its_kind_is_refused(kind: Kind, raw: Any) -> None:
    with pytest.raises(ValueError, match=r"not|without"):
        values.read(kind, raw)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (50, 50.0),
        (Money(amount=1.5e9, currency="EUR"), Money(amount=1_500_000_000, currency="EUR")),
    ],
)
def test_equal_values_have_equal_keys(one: Value, other: Value) -> None:
    assert one == other
    assert values.key(one) == values.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (7, "7"),
        (12.5, 12),
        (Money(amount=1, currency="EUR"), Money(amount=1, currency="SEK")),
        (Money(amount=1, currency="EUR"), Money(least=1, currency="EUR")),
        (Money(amount=1, currency="EUR"), Money(amount=1, currency="EUR", qualifier="about")),
    ],
)
def test_different_values_have_different_keys(one: Value, other: Value) -> None:
    assert values.key(one) != values.key(other)


@given(SUMS)
def test_a_sum_survives_its_key(money: Money) -> None:
    assert values.read("money", json.loads(values.key(money))) == money


def test_a_key_keeps_letters_as_they_are() -> None:
    assert values.key("Linköping") == '"Linköping"'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Money(amount=1.5e9, currency="EUR"), "1.5 bn EUR"),
        (Money(amount=430e6, currency="EUR", qualifier="about"), "about 430 M EUR"),
        (Money(amount=500e6, currency="SEK", qualifier="at_least"), "more than 500 M SEK"),
        (Money(amount=90_000, currency="EUR", qualifier="at_most"), "up to 90,000 EUR"),
        (Money(least=100e6, most=120e6, currency="EUR"), "100 M to 120 M EUR"),
        (Money(least=100e6, currency="EUR"), "more than 100 M EUR"),
        (Money(most=100e6, currency="EUR"), "up to 100 M EUR"),
        ("2024-12-10", "2024-12-10"),
        (50.0, "50"),
        (12.5, "12.5"),
        (7, "7"),
    ],
)
def test_a_value_is_said_in_words(value: Value, words: str) -> None:
    assert values.words(value) == words
