"""Which decisions are in force, and about what they are in the end."""

from models import verdict
from tests.naming import verdicts


def test_a_verdict_is_in_force_until_it_is_undone_and_again_when_that_is_undone() -> None:
    first, undone, again = verdicts(("accept", "salona"), ("undo", "v0000001"), ("undo", "v0000002"))

    assert verdict.in_force([first]) == (first,)
    assert verdict.in_force([first, undone]) == (undone,)
    assert verdict.in_force([again, first, undone]) == (first, again)


def test_the_latest_verdict_on_a_name_counts_and_the_one_before_it_comes_back() -> None:
    every = verdicts(("accept", "salona"), ("not_a_factory", "salona"), ("undo", "v0000002"))

    assert verdict.of_names(every[:2])["salona"].kind == "not_a_factory"
    assert verdict.of_names(every)["salona"].kind == "accept"


def test_rejected_claims_are_no_verdicts_about_names() -> None:
    every = verdicts(("reject", "claim"), ("accept", "salona"))

    assert verdict.rejected(every) == {"claim"}
    assert set(verdict.of_names(every)) == {"salona"}
    undone = verdicts(("reject", "claim"), ("undo", "v0000001"))
    assert verdict.rejected(undone) == set()


def test_the_root_of_an_undoing_is_what_comes_or_goes_by_it() -> None:
    every = verdicts(("accept", "salona"), ("undo", "v0000001"), ("undo", "v0000002"))

    assert verdict.root(every[2], every) == every[0]
    assert verdict.root(every[0], every) == every[0]


def test_a_circle_is_found_wherever_it_begins() -> None:
    chain = verdicts(("same", "a", "b"), ("same", "b", "c"))
    circle = verdicts(("same", "x", "a"), ("same", "a", "b"), ("same", "b", "c"), ("same", "c", "a"))

    assert verdict.circle(chain) == ()
    assert set(verdict.circle(circle)) == {"a", "b", "c"}
    assert verdict.circle(circle[:3]) == ()
