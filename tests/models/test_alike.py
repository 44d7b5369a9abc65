"""When two values say the same."""

from datetime import date

import pytest

from models import alike, knowledge
from models.value import Money, Value
from tests.make import eur


def _money(**given: object) -> Money:
    return Money(currency="EUR", **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("predicate", "one", "other", "same"),
    [
        ("selected_on", "2024-12", "2024-12-10", True),
        ("selected_on", "2024", "2024-12-10", True),
        ("selected_on", "2024-12", "2024-11-30", False),
        ("operational_by", "2026-Q3", "2026-H2", True),
        ("operational_by", "2026-Q1", "2026-H2", False),
        ("operational_by", "2025/2026", "2026", True),
        ("operational_by", "2025/2026", "2027", False),
        ("operational_by", "2026-04/2026-10", "2026-07-01", True),
        ("operational_by", "2027/2028", "2027", False),  # it may be 2028, so nobody agrees on 2027
        ("operational_by", "2027/2028", "2028", True),
        ("operational_by", "2026-04/2026-10", "2026-H2", False),
        ("operational_by", "2026-13", "2026", False),
        ("operational_by", "2026-02-30", "2026-02", False),
        ("investment_total", eur(430e6), eur(433e6), True),
        ("investment_total", eur(430e6), eur(420e6), False),
        ("investment_total", eur(430e6), Money(amount=430e6, currency="USD"), False),
        # Conversions: 316 m dollars are 290 m euros, 300 m złoty are 70 m; 340 m złoty are not 50 m.
        ("contract_value", eur(290e6), Money(amount=316e6, currency="USD"), True),
        ("investment_total", eur(70e6), Money(amount=300e6, currency="PLN"), True),
        ("investment_total", eur(50e6), Money(amount=340e6, currency="PLN"), False),
        ("investment_total", eur(430e6), Money(amount=430e6, currency="XAU"), False),
        ("investment_total", eur(518e6), _money(least=500e6, qualifier="at_least"), True),
        ("investment_total", eur(518e6), _money(amount=500e6, qualifier="at_least"), True),
        ("investment_total", eur(5e9), _money(least=500e6), False),
        ("investment_total", eur(490e6), _money(amount=500e6, qualifier="at_most"), True),
        ("investment_total", eur(430e6), _money(least=400e6, most=450e6), True),
        ("investment_total", eur(430e6), _money(amount=430e6, qualifier="about"), True),
        ("eu_share", 50, 50.0, True),
        ("eu_share", 50, 50.4, True),
        ("member_count", 7, 8, False),
        ("host_city", "Linköping", "linkoping", True),
        ("host_city", "St. Pölten", "St Polten", True),
        ("host_city", "Αθήνα", "ΑΘΗΝΑ", True),
        ("host_city", "Bologna", "Modena", False),
        ("host_city", "…", "!", False),
        ("host_country", "IT", "AT", False),
    ],
)
def test_values_that_say_the_same(predicate: str, one: Value, other: Value, same: bool) -> None:
    fact_type = knowledge.fact_types()[predicate]

    assert alike.same(fact_type, one, other) is same
    assert alike.same(fact_type, other, one) is same
    assert alike.same(fact_type, one, one)


@pytest.mark.parametrize(
    ("predicate", "sharp", "loose"),
    [
        ("operational_by", "2026-Q3", "2026"),
        ("operational_by", "2026", "2025/2026"),
        ("selected_on", "2024-12-10", "2024-12"),
        ("investment_total", eur(430e6), _money(amount=430e6, qualifier="about")),
        ("investment_total", _money(amount=430e6, qualifier="about"), _money(least=400e6, most=450e6)),
    ],
)
def test_the_sharper_of_two_values_is_narrower(predicate: str, sharp: Value, loose: Value) -> None:
    fact_type = knowledge.fact_types()[predicate]

    assert alike.width(fact_type, sharp) < alike.width(fact_type, loose)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-12-10", "2025-12-10", "2025-12-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025/2026", "2025-01-01", "2026-12-31"),
    ],
)
def test_a_date_means_all_days_from_its_first_to_its_last(text: str, first: str, last: str) -> None:
    assert alike.period(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["2025-02-30", "soon", "", "2026/2025"])
def test_what_the_calendar_does_not_have_means_no_days(text: str) -> None:
    assert alike.period(text) is None
