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


def test_a_whole_is_followed_by_its_parts_or_a_share_before_any_sum_as_large() -> None:
    def parts(text: str) -> set[str]:
        found = _said(f"LitAI\n{text}", "investment_total")["130000000"]
        return {one for one in found if one.startswith("parts:")}

    assert parts("LitAI costs 130 million euros, half of it from the EU.") == {"parts:share:here"}
    assert parts("LitAI costs 130 million euros. The EU pays half.") == {"parts:share:next"}
    assert parts("LitAI costs 130 million euros, the EU gives 65 million euros.") == {"parts:amount:here"}
    assert parts("LitAI costs 130 million euros. Others cost 200 million euros, half from the EU.") == set()


def test_equal_parts_may_be_paid_by_a_capital() -> None:
    assert "50" in _said("LitAI\nLitAI is paid in equal parts by Vilnius and the EU.", "eu_share")


def test_who_pays_behind_a_comma_is_told_apart_and_who_pays_alone_too() -> None:
    alone = _said("LitAI\nThe Commission pays 65 million euros for LitAI.", "eu_contribution")
    far = _said("LitAI\nThe owners give LitAI 60 million euros, Brussels helps.", "national_contribution")

    assert {"turn:eu", "sole:eu"} <= alone["65000000"]
    assert {"turn:far", "turn:far:eu"} <= far["60000000"]
    assert not {"turn:eu", "sole:eu"} & far["60000000"]


def test_a_deal_told_paragraphs_after_a_factory_is_not_its_own() -> None:
    astray = ("best:previous", "ago:3:apart")

    assert money.strayed("contract_value", astray)
    assert not money.strayed("contract_value", (*astray, "how:topic"))
    assert not money.strayed("contract_value", ("best:previous", "ago:1"))
    assert not money.strayed("investment_total", astray)
