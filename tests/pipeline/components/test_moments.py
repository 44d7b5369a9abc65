"""Moments: relative words and dates without a year, seen from a day of publication."""

from datetime import date

import pytest

from pipeline.components import moments
from pipeline.components.tenses import Tense

FRIDAY = date(2025, 10, 10)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("day", "2025-10-10"),
        ("day-1", "2025-10-09"),
        ("month+1", "2025-11"),
        ("month-10", "2024-12"),
        ("quarter", "2025-Q4"),
        ("quarter+1", "2026-Q1"),
        ("half-1", "2025-H1"),
        ("year+1", "2026"),
    ],
)
def test_a_meaning_counts_in_its_own_unit(words: str, value: str) -> None:
    assert moments.value(moments.meaning(words), FRIDAY) == value


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="not a relative date"):
        moments.meaning("fortnight-1")


@pytest.mark.parametrize(
    ("month", "day", "sign", "tense", "year"),
    [
        (12, None, "", "past", 2024),
        (12, None, "", "future", 2025),
        (12, None, "", "", 2025),
        (3, None, "", "", 2025),
        (3, None, "", "future", 2026),
        (9, None, "", "future", 2025),
        (10, None, "", "", 2025),
        (12, None, "-", "", 2024),
        (3, None, "+", "", 2026),
        (3, None, "0", "", 2025),
        (10, 14, "", "past", 2025),
        (12, 10, "", "past", 2024),
    ],
)
def test_the_year_of_a_month(month: int, day: int | None, sign: str, tense: Tense, year: int) -> None:
    assert moments.year_of_month(month, day, FRIDAY, sign, tense) == year


@pytest.mark.parametrize(
    ("tense", "ahead", "behind"),
    [("past", 1, 2), ("", 4, 5), ("future", 7, 8)],
)
@pytest.mark.parametrize("published", [date(2025, 1, 15), date(2025, 5, 8), date(2025, 10, 31), date(2025, 12, 1)])
def test_a_month_is_the_coming_one_only_as_far_ahead_as_the_verbs_tense_says(
    tense: Tense, ahead: int, behind: int, published: date
) -> None:
    def away(months: int) -> int:
        """Months from publication to the month that many months on, in the year that is taken."""
        month = (published.month - 1 + months) % 12 + 1
        year = moments.year_of_month(month, None, published, "", tense)
        return (year - published.year) * 12 + month - published.month

    assert [away(months) for months in range(1, ahead + 1)] == list(range(1, ahead + 1))
    assert [away(months) for months in range(behind, 12)] == [months - 12 for months in range(behind, 12)]


@pytest.mark.parametrize(
    ("month", "sign", "year"), [(9, "0", 2025), (12, "-", 2024), (9, "-", 2025), (12, "+", 2025), (9, "+", 2026)]
)
@pytest.mark.parametrize("tense", ["", "past", "future"])
def test_where_a_word_says_which_year_the_tense_says_nothing(month: int, sign: str, year: int, tense: Tense) -> None:
    assert moments.year_of_month(month, None, FRIDAY, sign, tense) == year


@pytest.mark.parametrize(
    ("kind", "part", "published", "sign", "tense", "year"),
    [
        ("Q", 4, date(2026, 1, 20), "", "", 2025),
        ("Q", 4, date(2026, 5, 8), "", "future", 2026),
        ("Q", 1, FRIDAY, "", "future", 2026),
        ("H", 2, date(2026, 2, 27), "", "", 2026),
        ("S", 1, FRIDAY, "+", "", 2026),
        ("S", 3, date(2025, 8, 1), "-", "", 2024),
    ],
)
def test_the_year_of_a_quarter_half_or_season(
    kind: str, part: int, published: date, sign: str, tense: Tense, year: int
) -> None:
    assert moments.year_of_part(kind, part, published, sign, tense) == year


@pytest.mark.parametrize(
    ("day", "sign", "tense", "value"),
    [
        (5, "", "", date(2025, 10, 10)),
        (5, "-", "", date(2025, 10, 3)),
        (5, "+", "", date(2025, 10, 17)),
        (2, "", "past", date(2025, 10, 7)),
        (2, "", "future", date(2025, 10, 14)),
        (1, "0", "", date(2025, 10, 13)),
    ],
)
def test_a_weekday_lies_behind_unless_words_say_otherwise(day: int, sign: str, tense: Tense, value: date) -> None:
    assert moments.weekday(day, FRIDAY, sign, tense) == value


@pytest.mark.parametrize(
    ("iso", "first"),
    [
        ("2024-12-10", date(2024, 12, 10)),
        ("2024-12", date(2024, 12, 1)),
        ("2026-Q2", date(2026, 4, 1)),
        ("2026-H2", date(2026, 7, 1)),
        ("2025/2026", date(2025, 1, 1)),
    ],
)
def test_the_first_day_of_a_period(iso: str, first: date) -> None:
    assert moments.first_day(iso) == first
