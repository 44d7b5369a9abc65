"""What structure says of a sum, and what it forbids."""

from models import knowledge
from pipeline.relate import candidates, money, subjects
from pipeline.relate.candidates import Candidate
from tests.pipeline.relate.stage import cast, said


def _candidates(text: str) -> list[Candidate]:
    shown = said(text)
    told = cast(shown)
    return list(candidates.found(shown, told, subjects.references(shown, told), knowledge.fact_types()))


def _said(text: str, predicate: str) -> dict[str, set[str]]:
    return {
        str(getattr(one.value, "amount", one.value)): set(one.features)
        for one in _candidates(text)
        if (one.subject, one.predicate) == ("litai", predicate)
    }


def test_what_the_union_pays_in_turn_is_no_national_contribution_and_the_other_way_round() -> None:
    text = "LitAI\nFor LitAI the Commission pays 65 million euros and the government 60 million euros."

    assert set(_said(text, "eu_contribution")) == {"65000000"}
    assert set(_said(text, "national_contribution")) == {"60000000"}


def test_a_country_that_pays_is_the_factorys_own_or_another() -> None:
    told = _said("LitAI\nFor LitAI the Commission pays half, Lithuania 60 million euros.", "national_contribution")
    other = _said("LitAI\nFor LitAI the Commission pays half, Estonia 6 million euros.", "national_contribution")

    assert "turn:home" in told["60000000"]
    assert "turn:abroad" in other["6000000"]


def test_a_share_knows_the_whole_it_is_of() -> None:
    told = _said("LitAI\nLitAI costs 130 million euros. Half comes from the EU.", "eu_share")

    assert {"whole:before", "whole:about", "whole:hint:own"} <= told["50"]


def test_a_share_of_nobodys_money_and_a_conversion_are_no_candidates() -> None:
    assert not _said("LitAI\nHalf of the city knows LitAI.", "eu_share")
    told = _said("LitAI\nLitAI costs 130 million euros (140 million dollars).", "investment_total")
    assert set(told) == {"130000000"}


def test_equal_parts_are_a_half() -> None:
    told = _said("LitAI\nThe EU and the government pay for LitAI in equal parts.", "eu_share")

    assert set(told) == {"50"}


def test_the_other_payers_sum_is_no_example() -> None:
    assert money.paid_by_other("national_contribution", {"turn:eu"})
    assert not money.paid_by_other("national_contribution", {"turn:eu", "c:cue:each"})
    assert not money.paid_by_other("national_contribution", {"turn:state"})
    assert not money.paid_by_other("investment_total", {"turn:eu"})


def test_what_is_paid_for_is_the_thing_named_nearest_here_or_before() -> None:
    told = _said("LitAI\nThe LitAI building stands. It costs 40 million euros.", "investment_total")
    here = _said("LitAI\nThe LitAI supercomputer costs 40 million euros.", "investment_total")

    assert "thing:before:building" in told["40000000"]
    assert "thing:machine" in here["40000000"]


def test_who_pays_as_much_as_the_union_gives_the_same_sum() -> None:
    told = _said(
        "LitAI\nFor LitAI the Commission pays 65 million euros, Vilnius University nothing, the government as much.",
        "national_contribution",
    )

    assert {"also:state", "turn:eu"} <= told["65000000"]


def test_what_a_state_pays_in_turn_is_no_contribution_of_the_union_even_where_both_pay_the_same() -> None:
    found = _said(
        "LitAI\nLitAI costs 80 million euros. The European Union pays 40 million and Lithuania the other 40 million.",
        "eu_contribution",
    )

    assert "turns:eu" in found["40000000"]
    assert "turns:home" not in set().union(*found.values())
