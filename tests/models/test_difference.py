"""What differs between two states of the facts."""

from models import difference
from models.fact import Fact, Standing
from models.value import Value
from tests import make


def _fact(value: Value, *, predicate: str = "host_country", standing: Standing = "confirmed") -> Fact:
    return Fact(
        subject="it4lia",
        predicate=predicate,
        value=value,
        standing=standing,
        valid=make.DAY,
        known=make.NOW,
        because=("c",),
    )


def _told(before: list[Fact], after: list[Fact]) -> list[tuple[Value | None, Value | None]]:
    found = difference.between(before, after)
    return [(one.old.value if one.old else None, one.new.value if one.new else None) for one in found]


def test_equal_states_differ_in_nothing() -> None:
    assert _told([_fact("IT")], [_fact("IT")]) == []
    assert _told([], []) == []


def test_a_value_that_took_the_place_of_another_is_one_difference() -> None:
    assert _told([_fact("IT")], [_fact("AT")]) == [("IT", "AT")]


def test_of_several_values_each_comes_and_goes_by_itself() -> None:
    partners = {one: _fact(one, predicate="partner_country") for one in ("AT", "SI", "FR")}

    assert _told([partners["AT"], partners["SI"]], [partners["SI"], partners["FR"]]) == [("AT", None), (None, "FR")]
    assert _told([], [partners["AT"]]) == [(None, "AT")]


def test_another_standing_is_a_difference() -> None:
    (found,) = difference.between([_fact("IT", standing="reported")], [_fact("IT")])

    assert found.old
    assert found.new
    assert (found.old.standing, found.new.standing, found.fact) == ("reported", "confirmed", found.new)
