"""Claims → what is held, and all that is said side by side."""

from dataclasses import replace

import pytest

from models import knowledge
from pipeline import settle
from pipeline.settle import Rules
from tests import make
from tests.settling import KINDS_OF_SOURCE


def _rules(predicate: str) -> Rules:
    return Rules(fact_type=knowledge.fact_types()[predicate], kinds_of_source=KINDS_OF_SOURCE, stories={})


def test_all_opinions_stand_side_by_side_the_preferred_first() -> None:
    claims = [
        make.claim(make.eur(amount), predicate="investment_total", source=source, said=said)
        for amount, source, said in (
            (420e6, "corriere", "2024-12-11"),
            (420e6, "stampa", "2024-12-12"),
            (430e6, "cineca", "2024-12-10"),
            (500e6, "repubblica", "2024-12-13"),
        )
    ]

    opinions = settle.opinions(claims, _rules("investment_total"))

    assert [(opinion.value, [claim.source for claim in opinion.claims]) for opinion in opinions] == [
        (make.eur(430e6), ["cineca"]),
        (make.eur(420e6), ["corriere", "stampa"]),
        (make.eur(500e6), ["repubblica"]),
    ]


def test_an_opinion_that_was_taken_back_is_none() -> None:
    taken_back = make.claim(said="2024-12-11", ended="2024-12-12")

    assert settle.opinions([taken_back], _rules("host_country")) == ()


def test_every_day_on_which_something_was_said_has_its_state() -> None:
    claims = [make.claim(source="corriere", said="2024-12-12"), make.claim(source="stampa", said="2024-12-11")]

    days = settle.timeline(claims, _rules("host_country"))

    assert [(str(day), state[0].standing) for day, state in days.items()] == [
        ("2024-12-11", "reported"),
        ("2024-12-12", "confirmed"),
    ]


def test_a_claim_that_was_said_on_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="on no day"):
        settle.timeline([replace(make.claim(), said=None)], _rules("host_country"))
