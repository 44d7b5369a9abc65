"""Shares are held against their total: what does not add up is said in a line."""

import pytest

from models import knowledge
from models.fact import Fact
from models.value import Money, Value
from pipeline import sums
from tests import make


def _misfit(**held: Value) -> str:
    facts = [
        Fact(
            subject="it4lia",
            predicate=predicate,
            value=value,
            standing="confirmed",
            valid=make.DAY,
            known=make.NOW,
            because=("c",),
        )
        for predicate, value in held.items()
    ]
    return sums.misfit(facts, knowledge.fact_types())


def test_two_halves_make_a_whole() -> None:
    halves = {"eu_contribution": make.eur(215e6), "national_contribution": make.eur(215e6)}

    assert _misfit(investment_total=make.eur(430e6), **halves) == ""
    assert _misfit(investment_total=make.eur(431e6), **halves) == ""
    assert _misfit(investment_total=make.eur(350e6), **halves) == (
        "EU contribution 215 M EUR + national contribution 215 M EUR is not investment (total) 350 M EUR"
    )


def test_where_a_part_is_missing_or_in_another_currency_nothing_is_said() -> None:
    assert _misfit(investment_total=make.eur(430e6), eu_contribution=make.eur(10e6)) == ""
    assert (
        _misfit(
            investment_total=make.eur(430e6),
            eu_contribution=make.eur(10e6),
            national_contribution=Money(amount=340e6, currency="PLN"),
        )
        == ""
    )


@pytest.mark.parametrize(("low", "fits"), [(70e6, True), (120e6, False)])
def test_a_bound_fits_what_it_allows_for(low: float, fits: bool) -> None:
    total = Money(least=low, currency="EUR", qualifier="at_least")
    found = _misfit(investment_total=total, eu_contribution=make.eur(40e6), national_contribution=make.eur(40e6))

    assert (found == "") is fits


def test_a_percentage_is_held_against_share_and_total() -> None:
    assert _misfit(eu_share=50, eu_contribution=make.eur(64.5e6), investment_total=make.eur(129e6)) == ""
    assert _misfit(eu_share=50, eu_contribution=make.eur(60e6), investment_total=make.eur(129e6)) == (
        "EU contribution 60 M EUR is not 50 % of investment (total) 129 M EUR"
    )


def test_a_percentage_is_a_part_where_the_sum_is_not_told() -> None:
    assert _misfit(eu_share=50, national_contribution=make.eur(64.5e6), investment_total=make.eur(129e6)) == ""
    assert _misfit(eu_share=50, national_contribution=make.eur(69e6), investment_total=make.eur(129e6)) == (
        "EU share (percent) 50 + national contribution 69 M EUR is not investment (total) 129 M EUR"
    )


def test_the_predicates_that_have_a_part_in_a_sum_are_known() -> None:
    assert sums.asked_about(knowledge.fact_types()) == {
        "investment_total",
        "eu_contribution",
        "national_contribution",
        "eu_share",
    }
