"""Claims → what is held, day by day."""

from dataclasses import replace

import pytest

from models import knowledge
from models.camps import Rules
from pipeline import settle
from tests import make
from tests.settling import KINDS_OF_SOURCE


def _rules(predicate: str) -> Rules:
    return Rules(fact_type=knowledge.fact_types()[predicate], kinds_of_source=KINDS_OF_SOURCE, stories={})


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
