"""Rows have the contract's shapes for programs, and say the same in words for people."""

import json
from datetime import UTC, datetime

import pytest

from models.change import Change
from models.fact import Fact
from models.factory import Listed
from models.look import Look
from models.source import Source
from models.value import Money, Value
from tests import make
from web import rows

LABELS = {"eu_share": "EU share (percent)", "host_city": "city", "status": "status"}


def _fact(
    value: Value, *, predicate: str = "host_city", standing: str = "confirmed", because: tuple[str, ...] = ("c1",)
) -> Fact:
    return Fact(
        subject="it4lia",
        predicate=predicate,
        value=value,
        standing=standing,  # type: ignore[arg-type]
        valid=make.DAY,
        known=make.NOW,
        because=because,
    )


def test_a_change_has_the_contracts_columns_and_plain_values() -> None:
    change = make.change(
        make.eur(430e6), old=make.eur(400e6), kind="fact_changed", predicate="investment_total", seq=12
    )

    row = rows.change(change)

    assert tuple(row) == rows.CHANGES
    assert row["id"] == "c0000012"
    assert (row["old"], row["new"]) == (
        {"amount": 400_000_000, "currency": "EUR"},
        {"amount": 430_000_000, "currency": "EUR"},
    )
    assert (row["took_effect"], row["detected"]) == ("2024-12-10", "2024-12-12T08:00:00+00:00")
    assert (row["claims"], row["sources"]) == (["a-claim"], ["eurohpc"])
    assert json.loads(json.dumps(row)) == row


def test_a_change_without_a_value_holds_none_but_zero_is_a_value() -> None:
    row = rows.change(make.change(0, old=None, predicate="eu_share"))

    assert (row["old"], row["new"]) == (None, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (make.change("IT4LIA", kind="factory_added"), "NEW FACTORY IT4LIA"),
        (make.change(None, old="IT4LIA", kind="factory_withdrawn"), "FACTORY WITHDRAWN IT4LIA"),
        (make.change(50, predicate="eu_share"), "EU share (percent): 50"),
        (make.change(50, old=40, kind="fact_changed", predicate="eu_share"), "EU share (percent): 40 → 50"),
        (make.change(None, old=50, kind="fact_removed", predicate="eu_share"), "EU share (percent): no longer 50"),
        (make.change(50, old=50, kind="fact_confirmed", predicate="eu_share"), "EU share (percent): 50 confirmed"),
        (make.change(0, old=50, kind="fact_disputed", predicate="eu_share"), "EU share (percent): 0 disputed"),
        (make.change("under_construction", predicate="status"), "status: under construction"),
        (make.change("AT", predicate="partner_country"), "partner_country: AT"),
    ],
)
def test_what_moved_is_said_in_words(change: Change, words: str) -> None:
    assert rows.moved(change, LABELS) == words


def test_a_change_in_words_has_as_many_cells_as_columns() -> None:
    change = make.change("Bologna", predicate="host_city", sources=("eurohpc", "corriere"))

    cells = rows.change_in_words(change, LABELS)

    assert cells == ("2024-12-10", "it4lia", "city: Bologna", "confirmed", "eurohpc, corriere")
    assert len(cells) == len(rows.CHANGES_IN_WORDS)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), ("under_construction", "under construction"), ("BSC_X", "BSC_X"), (make.eur(1.5e9), "1.5 bn EUR")],
)
def test_a_value_is_said_in_words(value: Value | None, words: str) -> None:
    assert rows.in_words(value) == words


def test_a_factory_has_its_columns_even_where_nothing_is_held() -> None:
    row = rows.factory(Listed(id="salona", since=make.DAY, held={"kind": ("antenna",)}), "SALONA", make.DAY)

    assert tuple(row) == rows.FACTORIES
    assert (row["kind"], row["host_country"], row["status"]) == ("antenna", None, None)


def test_a_factorys_facts_are_columns_and_several_partners_a_list() -> None:
    one = Listed(
        id="it4lia",
        since=make.DAY,
        held={
            "kind": ("ai_factory",),
            "host_country": ("IT",),
            "partner_country": ("AT", "SI"),
            "host_organisation": ("CINECA",),
            "investment_total": (make.eur(430e6),),
        },
    )

    row = rows.factory(one, "IT4LIA", make.DAY)

    assert (row["kind"], row["host_country"]) == ("ai_factory", "IT")
    assert row["partner_country"] == ["AT", "SI"]
    assert row["host_organisation"] == ["CINECA"]
    assert row["investment_total"] == {"amount": 430_000_000, "currency": "EUR"}


def test_a_fact_has_both_of_its_clocks() -> None:
    row = rows.fact(_fact("Bologna", because=("c1", "c2")))

    assert tuple(row) == rows.FACTS
    assert (row["valid"], row["known"]) == ("2024-12-10", "2024-12-12T08:00:00+00:00")
    assert row["claims"] == ["c1", "c2"]


def test_a_source_that_nobody_has_looked_at_has_no_last_look() -> None:
    source = Source(
        name="ledger", title="The Ledger", kind="press", language="en", door="feed", urls=("https://l.example",)
    )
    look = Look(url="https://l.example", source="ledger", checked=datetime(2025, 3, 1, tzinfo=UTC), status=304)

    assert (rows.source(source, None, ())["last_look"], rows.source(source, None, ())["last_status"]) == (None, None)
    assert rows.source(source, look, ["down"])["last_look"] == "2025-03-01T00:00:00+00:00"
    assert rows.source(source, look, ["down"])["last_status"] == 304
    assert set(rows.SOURCES) <= set(rows.source(source, look, ["down"]))


def test_a_rule_shows_its_filters() -> None:
    row = rows.rule(make.rule(id=3, kinds=("factory_added",)))

    assert set(rows.RULES) <= set(row)
    assert (row["id"], row["kinds"], row["subjects"]) == (3, ["factory_added"], [])


def test_a_bound_is_said_as_one() -> None:
    assert rows.in_words(Money(least=100e6, currency="EUR")) == "more than 100 M EUR"
