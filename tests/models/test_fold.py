"""Facts as the fold of the change log."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import fold
from models.change import Change
from tests import make


def _held(*changes: Change, at: str = "", as_of: str = "") -> list[tuple[object, ...]]:
    facts = fold.facts(
        make.placed(changes),
        at=date.fromisoformat(at) if at else None,
        as_of=date.fromisoformat(as_of) if as_of else None,
    )
    return [(fact.value, fact.standing, str(fact.valid), str(fact.known.date())) for fact in facts]


ADDED = make.change("2026", standing="reported", took_effect="2024-12-10", detected="2024-12-11")
CONFIRMED = make.change(
    "2026", old="2026", kind="fact_confirmed", took_effect="2024-12-20", detected="2024-12-21", cause="agreement"
)
SLIPPED = make.change("2027", old="2026", kind="fact_changed", took_effect="2025-05-01", detected="2025-06-01")


def test_a_fact_is_held_since_it_was_added_whatever_its_standing_does() -> None:
    assert _held(ADDED, CONFIRMED) == [("2026", "confirmed", "2024-12-10", "2024-12-11")]


def test_a_changed_fact_begins_anew() -> None:
    assert _held(ADDED, CONFIRMED, SLIPPED) == [("2027", "confirmed", "2025-05-01", "2025-06-01")]


def test_the_two_clocks_answer_what_was_true_and_what_was_known() -> None:
    log = (ADDED, CONFIRMED, SLIPPED)

    assert _held(*log, at="2024-12-15") == [("2026", "reported", "2024-12-10", "2024-12-11")]
    assert _held(*log, as_of="2025-05-15") == [("2026", "confirmed", "2024-12-10", "2024-12-11")]
    assert _held(*log, at="2024-12-15", as_of="2024-12-10") == []


def test_an_older_day_found_later_moves_the_first_clock_only() -> None:
    older = make.change("2026", old="2026", kind="fact_changed", took_effect="2024-11-01", detected="2025-01-01")

    assert _held(ADDED, older) == [("2026", "confirmed", "2024-11-01", "2024-12-11")]


def test_what_is_dropped_and_taken_up_within_a_day_was_never_away() -> None:
    log = (
        ADDED,
        make.change("2027", old="2026", kind="fact_changed", took_effect="2025-01-01", detected="2025-01-01"),
        make.change("2026", old="2027", kind="fact_changed", took_effect="2025-01-01", detected="2025-01-02"),
    )

    assert _held(*log) == [("2026", "confirmed", "2024-12-10", "2024-12-11")]


def test_a_removed_fact_is_gone() -> None:
    assert _held(ADDED, make.change(None, old="2026", kind="fact_removed", took_effect="2025-01-01")) == []


def test_rows_of_whole_factories_move_no_fact() -> None:
    assert _held(make.change("IT4LIA", kind="factory_added"), make.change(None, kind="factory_withdrawn")) == []


@pytest.mark.parametrize("words", ["confirmed", "disputed"])
def test_an_older_row_lowers_no_standing(words: str) -> None:
    standing = make.change("2026", old="2026", kind="fact_changed", took_effect="2024-11-01", standing=words)  # type: ignore[arg-type]

    [fact] = _held(ADDED, standing)
    assert fact[1] == words


@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_rows_are_given_does_not_matter(chance: random.Random) -> None:
    log = list(make.placed([ADDED, CONFIRMED, SLIPPED, make.change("IT")]))
    chance.shuffle(log)

    assert fold.digest(fold.facts(log)) == fold.digest(
        fold.facts(make.placed([ADDED, CONFIRMED, SLIPPED, make.change("IT")]))
    )


def test_the_digest_tells_facts_apart() -> None:
    held, slipped = fold.facts(make.placed([ADDED])), fold.facts(make.placed([ADDED, SLIPPED]))

    assert fold.digest(held) != fold.digest(slipped)
    assert fold.digest(held) == fold.digest(reversed(held))
