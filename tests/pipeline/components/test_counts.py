"""Counts: digits with the signs of a language, spelled numbers put together."""

import pytest

from pipeline.components import counts


@pytest.mark.parametrize(
    ("digits", "group", "number"),
    [
        ("430", ".", 430),
        ("1.500", ". ", 1500),
        ("1.500", ", ", 1.5),
        ("1,500", ", ", 1500),
        ("1,500", ". ", 1.5),
        ("1.985", ", ", 1.985),
        ("129.000.000", ". ", 129_000_000),
        ("1.500,50", ". ", 1500.5),
        ("1,500.50", ". ", 1500.5),
        ("1 500 000", ". ", 1_500_000),
        ("25 000,5", ". ", 25_000.5),
        ("1'500'000", ". ", 1_500_000),
        ("0.125", ". ", 0.125),
        ("18,1", ". ", 18.1),
        ("10.12.2024", ". ", None),
        ("1.2.3", ". ", None),
        ("1234567890123456789012345", ". ", None),
    ],
)
def test_three_digits_behind_a_sign_are_what_the_language_says(digits: str, group: str, number: float | None) -> None:
    assert counts.read(digits, group=group) == number
