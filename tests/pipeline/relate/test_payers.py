"""Who pays what, by the order of payers and sums."""

import pytest

from pipeline.relate import payers
from tests.pipeline.relate.stage import said, words


def _paid(text: str) -> list[tuple[str, str]]:
    shown = said(f"A story\n{text}")
    return [
        (words(shown, one), told.payer.kind if told.payer else "opens" if told.opens else "nobody")
        for sentence in shown.sentences
        for one in sentence.of("amount", "share")
        if (told := payers.of(shown, sentence).get((one.start, one.end)))
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Commission pays 65 million euros and the government 60 million euros.", ["eu", "state"]),
        ("It gets 65 million euros from the Commission and 60 million euros from the government.", ["eu", "state"]),
        (
            "Of the 130 million euros the Commission pays 65 million euros and the government 60 million euros.",
            ["opens", "eu", "state"],
        ),
        ("The Commission pays half, Estonia 26 million euros.", ["eu", "country"]),
        ("The Commission pays half, some 40 million euros, and the government the rest.", ["eu", "eu"]),
        ("The Lithuanian government pays 65 million euros.", ["state"]),
        ("Half of the 80 million euros comes from the Commission.", ["eu"]),
        (
            "The EU pays 60 million euros, 50 million euros the state, and 7 million euros come from Malta.",
            ["eu", "state", "country"],
        ),
    ],
)
def test_payers_and_sums_take_turns(text: str, told: list[str]) -> None:
    assert [kind for _, kind in _paid(text)] == told


def test_a_sum_close_behind_another_of_its_payer_supersedes_it() -> None:
    shown = said("A story\nThe government goes from 24 million euros to 27 million euros.")
    told = [payers.of(shown, one)[sum_.start, sum_.end] for one in shown.sentences for sum_ in one.of("amount")]

    assert [one.superseded for one in told] == [True, False]
    assert all(one.payer and one.payer.kind == "state" for one in told)


def test_nobody_pays_where_no_payer_is_named() -> None:
    assert not _paid("It costs 40 million euros.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Commission pays half of the 80 million euros.", "of"),
        ("The Commission pays half, some 40 million euros.", "is"),
        ("It costs 80 million euros, half of it from the Commission.", "later"),
        ("It costs 80 million euros.", ""),
    ],
)
def test_a_share_is_of_the_sum_behind_it_or_the_sum_itself(text: str, told: str) -> None:
    shown = said(f"A story\n{text}")

    assert [payers.share(shown, one, value) for one in shown.sentences for value in one.of("amount")] == [told]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The Commission pays 40 million euros, the government as much.", {"state"}),
        ("de", "40 Millionen Euro zahlt die Kommission, ebenso viel der Staat.", {"state"}),
        ("pl", "40 mln euro daje Komisja, drugie tyle rząd.", {"state"}),
        ("en", "The Commission pays 40 million euros, the government the rest.", set()),
    ],
)
def test_who_pays_as_much_needs_no_sum_of_its_own(language: str, text: str, told: set[str]) -> None:
    shown = said(f"A story\n{text}", language=language)
    sentence = shown.sentences[-1]

    assert payers.as_much(sentence, payers.of(shown, sentence)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Of the costs of LitAI Warsaw pays 65 million euros and the Commission 60 million euros.", ["country", "eu"]),
        ("LitAI gets 65 million euros from the Commission and 60 million euros from Vilnius.", ["eu", "country"]),
        ("LitAI spends 65 million euros in Warsaw.", []),
        ("The new halls of LitAI near Vilnius cost 65 million euros.", []),
        ("Vilnius pays 65 million euros for LitAI.", []),
    ],
)
def test_the_seat_of_a_government_pays_where_it_is_no_place(text: str, told: list[str]) -> None:
    assert [kind for _, kind in _paid(text)] == told
