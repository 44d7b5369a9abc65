"""Amounts: forms in every language, what is no money, the score on the articles with gold, time."""

import time

import pytest
import spacy

from models.value import Money
from pipeline.components import context, money
from pipeline.components.lexemes import Found
from tests.pipeline.components import gold
from tests.pipeline.components.amounts import AMOUNTS

CASES = [(language, text, sums) for language, cases in AMOUNTS.items() for text, sums in cases]


def _said(found: Found) -> str:
    value = found.value
    assert isinstance(value, Money)
    sign = {"about": "~", "at_most": "<", "at_least": ">", None: ""}[value.qualifier]
    if value.least is not None and value.most is not None:
        number = f"{value.least:g}..{value.most:g}"
    else:
        number = f"{next(part for part in (value.amount, value.least, value.most) if part is not None):g}"
    return f"{sign}{number} {value.currency}" + (" c" if found.label == "conversion" else "")


def _expected(sums: str) -> list[str]:
    """The table's notation with numbers in one form."""
    wanted = []
    for one in filter(None, sums.split("; ")):
        number, rest = one.split(" ", 1)
        sign = number[0] if number[0] in "~<>" else ""
        wanted.append(sign + "..".join(f"{float(part):g}" for part in number.lstrip("~<>").split("..")) + f" {rest}")
    return wanted


def _found(language: str, text: str) -> tuple[Found, ...]:
    return money.found(text, money.words(context.language(language)))


@pytest.mark.parametrize(("language", "text", "sums"), CASES)
def test_the_sums_of_a_phrase_are_read_as_its_speakers_read_them(language: str, text: str, sums: str) -> None:
    assert [_said(found) for found in _found(language, text)] == _expected(sums)


def test_every_language_has_its_dozen() -> None:
    assert {language: len(cases) for language, cases in AMOUNTS.items() if len(cases) < 12} == {}
    assert len(AMOUNTS) == 25
