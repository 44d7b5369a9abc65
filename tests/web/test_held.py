"""What is held is shown with all that is said beside it; slips as slips; and what differs between two days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from models import camps, difference, knowledge
from models.camps import Opinion, Rules
from models.change import Change
from models.claim import Claim
from models.fact import Fact, Standing
from models.factory import Listed
from models.value import Value
from tests import make
from tests.settling import KINDS_OF_SOURCE
from web import held

TYPES = knowledge.fact_types()


def _fact(
    value: Value,
    *,
    predicate: str = "host_city",
    standing: Standing = "confirmed",
    because: tuple[str, ...] = ("c1",),
    valid: date = make.DAY,
) -> Fact:
    return Fact(
        subject="it4lia",
        predicate=predicate,
        value=value,
        standing=standing,
        valid=valid,
        known=make.NOW,
        because=because,
    )


def _opinions(*claims: Claim) -> dict[str, Sequence[Opinion]]:
    predicate = claims[0].predicate
    rules = Rules(fact_type=TYPES[predicate], kinds_of_source=KINDS_OF_SOURCE, stories={})
    return {predicate: camps.opinions(claims, rules)}


def _lines(fact: Fact, *claims: Claim, log: Sequence[Change] = ()) -> list[str]:
    opinions = _opinions(*claims) if claims else {}
    return list(held.in_words("IT4LIA", [fact], opinions, {claim.id: claim for claim in claims}, log, TYPES))


def test_contradicting_values_stand_side_by_side_the_held_one_first() -> None:
    said = [
        make.claim(make.eur(amount), predicate="investment_total", source=source)
        for amount, source in ((430e6, "cineca"), (420e6, "corriere"), (420e6, "stampa"))
    ]

    lines = _lines(_fact(make.eur(430e6), predicate="investment_total"), *said)

    assert lines[2] == (
        "  investment (total)  430 M EUR (confirmed, 1 source) · 420 M EUR (2 sources)  since 2024-12-10"
    )


def test_each_fact_is_shown_with_the_sentence_that_proves_it() -> None:
    claim = make.claim("Bologna", predicate="host_city", quote="IT4LIA\n stands in Bologna.", source="corriere")

    assert _lines(_fact("Bologna", because=("gone", claim.id)), claim) == [
        "IT4LIA",
        "",
        "  city  Bologna (confirmed, 1 source)  since 2024-12-10",
        "        “IT4LIA stands in Bologna.” [corriere]",
    ]


def test_the_steps_of_a_life_contradict_nobody() -> None:
    said = [
        make.claim("selected", predicate="status", source="eurohpc"),
        make.claim("contracted", predicate="status", source="cineca"),
    ]

    assert "selected" not in _lines(_fact("contracted", predicate="status"), *said)[2]


def test_a_slip_is_shown_as_one() -> None:
    slip = make.change("2027", old="2026", kind="fact_changed", predicate="operational_by")

    lines = _lines(_fact("2027", predicate="operational_by"), log=[slip])

    assert lines[2].endswith("since 2024-12-10, was 2026, now 2027")
    assert lines[-1] == "  2024-12-10  operational by: was 2026, now 2027  (confirmed: eurohpc)"


def test_the_story_of_a_factory_begins_after_the_baseline() -> None:
    log = [
        make.change("IT", cause="baseline"),
        make.change("operational", predicate="status", took_effect=date(2026, 1, 5)),
    ]

    lines = list(held.in_words("IT4LIA", (), {}, {}, log, TYPES))

    assert lines[-2:] == ["Since the baseline:", "  2026-01-05  status: operational  (confirmed: eurohpc)"]
    assert list(held.in_words("IT4LIA", (), {}, {}, log[:1], TYPES)) == ["IT4LIA", ""]


def test_a_row_counts_the_independent_sources_and_holds_the_other_values() -> None:
    said = [make.claim("IT", source="corriere"), make.claim("AT", source="stampa")]

    row = held.fact(_fact("IT", predicate="host_country"), _opinions(*said), TYPES)

    assert set(held.FACTS) == set(row)
    assert (row["sources"], row["others"]) == (1, [{"value": "AT", "sources": 1}])


def test_a_factory_is_one_since_its_selection_else_since_its_first_word() -> None:
    one = Listed(id="it4lia", since=date(2025, 3, 14), held={"kind": ("ai_factory",)})

    assert held.since(one) == date(2025, 3, 14)
    assert held.since(replace(one, held={"selected_on": ("2025-03-12",)})) == date(2025, 3, 12)
    assert held.since(replace(one, held={"selected_on": ("2025-03",)})) == date(2025, 3, 14)


def test_what_differs_is_said_in_words_and_in_rows() -> None:
    before = [_fact("2026", predicate="operational_by"), _fact("AT", predicate="partner_country", standing="reported")]
    after = [_fact("2027", predicate="operational_by"), _fact("AT", predicate="partner_country")]
    found = difference.between(before, after)

    assert [held.difference_in_words(one, TYPES) for one in found] == [
        ("it4lia", "operational by: 2026 → 2027", "confirmed", "2024-12-10"),
        ("it4lia", "partner country: AT", "reported → confirmed", "2024-12-10"),
    ]
    assert [tuple(held.difference(one)) for one in found] == [held.DIFFERENCES] * 2
    assert held.difference_in_words(difference.between(before, ())[0], TYPES)[1:3] == (
        "operational by: no longer 2026",
        "",
    )
