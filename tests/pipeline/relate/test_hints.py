"""What was announced moves a candidate by features: its own, in another role, another's, or different."""

from datetime import date, timedelta

import pytest

from models.announced import Announced
from models.value import Money, Value
from pipeline.relate import hints

_DAY = date(2025, 3, 12)


def _announced(predicate: str, value: int | str, currency: str = "") -> Announced:
    return Announced(predicate=predicate, value=value, since=_DAY, source="https://paper.example/a", currency=currency)


_HINTS: hints.Hints = {
    "it4lia": {
        "investment_total": (_announced("investment_total", 430_000_000, "EUR"),),
        "other": (_announced("other", 5_000_000, "EUR"),),
        "operational_by": (_announced("operational_by", "2026-09"),),
        "launched_on": (_announced("launched_on", "2025-09-05"),),
        "partner_country": (_announced("partner_country", "AT"), _announced("partner_country", "SI")),
        "eu_share": (_announced("eu_share", 50),),
        "status": (_announced("status", "selected"),),
    },
    "mimer": {"partner_country": (_announced("partner_country", "FI"),)},
    "cohort:2024-12": {
        "operational_by": (_announced("operational_by", "2026"),),
        "investment_total": (_announced("investment_total", 430_000_000, "EUR"),),
        "eu_share": (_announced("eu_share", 35),),
    },
}


def _of(
    predicate: str, value: Value, subject: str = "it4lia", others: tuple[str, ...] = ("it4lia", "mimer")
) -> list[str]:
    return list(hints.of(_HINTS, subject, predicate, value, others))


def _euros(amount: int, currency: str = "EUR") -> Money:
    return Money(amount=amount, currency=currency)


@pytest.mark.parametrize(
    ("predicate", "value", "told"),
    [
        ("investment_total", _euros(430_000_000), ["hint:own"]),
        ("investment_total", _euros(426_000_000), ["hint:own"]),
        ("investment_total", _euros(400_000_000), ["hint:differs"]),
        ("investment_total", _euros(430_000_000, "USD"), ["hint:differs"]),
        ("investment_total", _euros(5_000_000), ["hint:role:other", "hint:role", "hint:differs"]),
        ("eu_contribution", _euros(430_000_000), ["hint:role:investment_total", "hint:role"]),
        ("eu_contribution", _euros(7_000_000), []),
        ("partner_country", "AT", ["hint:own"]),
        ("partner_country", "FI", ["hint:differs", "hint:another"]),
        ("partner_country", "FR", ["hint:differs"]),
        ("eu_share", 50, ["hint:own"]),
        ("eu_share", 35, ["hint:differs"]),
        ("status", "selected", ["hint:own"]),
        ("host_country", "IT", []),
        ("supercomputer", "Leonardo", []),
    ],
)
def test_a_value_is_its_own_another_role_s_another_s_or_different(
    predicate: str, value: Value, told: list[str]
) -> None:
    assert _of(predicate, value) == told


def test_a_coarser_date_agrees_and_a_finer_or_another_does_not() -> None:
    assert _of("operational_by", "2026-09") == _of("operational_by", "2026") == ["hint:own"]
    assert _of("launched_on", "2025") == _of("launched_on", "2025-09") == ["hint:own"]
    for other in ("2026-09-01", "2026-08", "2027", "2026-H2"):
        assert _of("operational_by", other) == ["hint:differs"]


def test_of_a_bound_or_range_its_end_is_compared() -> None:
    assert _of("investment_total", Money(most=430_000_000, currency="EUR")) == ["hint:own"]
    assert _of("investment_total", Money(least=430_000_000, currency="EUR")) == ["hint:own"]


@pytest.mark.parametrize(
    ("predicate", "value", "told"),
    [
        ("investment_total", _euros(430_000_000), ["hint:shared"]),
        ("investment_total", _euros(433_000_000), ["hint:shared"]),
        ("operational_by", "2026", ["hint:shared"]),
        ("operational_by", "2026-09", ["hint:own"]),
        ("partner_country", "AT", ["hint:own"]),
        ("eu_share", 50, ["hint:own"]),
        ("eu_share", 35, ["hint:differs"]),
        ("country_count", 17, []),
    ],
)
def test_what_was_announced_of_all_members_of_a_group_is_shared(predicate: str, value: Value, told: list[str]) -> None:
    group = "cohort:2024-12"

    assert list(hints.of(_HINTS, "it4lia", predicate, value, ("it4lia",), group=group)) == told
    assert "hint:shared" not in list(hints.of(_HINTS, "it4lia", predicate, value, ("it4lia",), group="cohort:2025-03"))


def test_of_whom_nothing_was_announced_nothing_is_told_but_that_it_is_anothers() -> None:
    assert _of("partner_country", "FR", subject="newcomer") == []
    assert _of("partner_country", "AT", subject="newcomer") == ["hint:another"]
    assert _of("partner_country", "AT", subject="newcomer", others=("mimer",)) == []


def test_what_was_announced_later_is_not_known_on_a_day() -> None:
    early, late = hints.known(date(2024, 12, 9)), hints.known(None)

    assert "selected" not in {one.value for one in early["it4lia"].get("status", ())}
    assert "selected" in {one.value for one in late["it4lia"]["status"]}
    assert all(
        one.since <= date(2025, 1, 1)
        for by in hints.known(date(2025, 1, 1)).values()
        for ones in by.values()
        for one in ones
    )


@pytest.mark.parametrize(("days", "told"), [(10, "hint:differs"), (100, "hint:differs"), (101, "hint:outdated")])
def test_long_after_an_announcement_another_sum_is_no_surprise(days: int, told: str) -> None:
    said = _DAY + timedelta(days=days)

    assert told in list(hints.of(_HINTS, "it4lia", "investment_total", _euros(400_000_000), (), said=said))
    assert "hint:differs" in list(hints.of(_HINTS, "it4lia", "eu_share", 35, (), said=said))


def test_the_programme_may_have_more_countries_than_were_announced_and_is_no_group() -> None:
    there = {
        "programme": {"country_count": (_announced("country_count", 16),)},
        "cohort:2024-12": {"country_count": (_announced("country_count", 17),)},
    }

    def told(count: int, subject: str) -> list[str]:
        return list(hints.of(there, subject, "country_count", count, ("cohort:2024-12",)))

    assert told(17, "programme") == ["hint:grown"]
    assert told(15, "programme") == ["hint:differs"]
    assert told(16, "cohort:2024-12") == ["hint:differs"]


@pytest.mark.parametrize(
    ("value", "days", "told"),
    [
        ("selected", 0, ["hint:own"]),
        ("contracted", 0, ["hint:further"]),
        ("contracted", 40, ["hint:own"]),
        ("operational", 40, ["hint:further"]),
        ("under_construction", 400, ["hint:behind"]),
        ("delayed", 400, []),
        ("selected", -1, []),
    ],
)
def test_a_stage_agrees_with_what_was_announced_by_then_or_goes_on_from_it(
    value: str, days: int, told: list[str]
) -> None:
    by_step = {"selected": 0, "contracted": 30, "operational": 60}
    announced = tuple(
        Announced(predicate="status", value=step, since=_DAY + timedelta(days=after), source="https://paper.example/a")
        for step, after in by_step.items()
    )
    known: hints.Hints = {"it4lia": {"status": announced}}

    assert list(hints.of(known, "it4lia", "status", value, (), said=_DAY + timedelta(days=days))) == told
