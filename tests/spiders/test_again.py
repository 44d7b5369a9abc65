"""When an article is looked at again, and since when it is missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.look import Look
from spiders import again, seen
from spiders.entry import Entry
from tests.spiders import make

DAY = timedelta(days=1)
MIDNIGHT = datetime(2024, 12, 12, tzinfo=UTC)
TAKEN = again.taken_in(make.look(), Entry(url=make.look().url, published="2024-12-12"))


def looks(first: Look, answers: list[int], *, step: timedelta = DAY / 2) -> list[tuple[float, Look]]:
    """Day and look of each visit, while somebody comes by every half day and asks when it is time."""
    look, now, found = first, first.checked, []
    while answers and now < first.checked + 60 * DAY:
        now += step
        if not seen.due(look, None, now):
            continue
        status = answers.pop(0)
        look = again.same(look, status, now) if status in (200, 304) else again.nothing(look, status, now)
        found.append(((now - MIDNIGHT) / DAY, look))
    return found


def test_an_article_is_looked_at_again_on_day_1_3_7_and_30_after_its_publication() -> None:
    assert [int(day) for day, _ in looks(TAKEN, [304] * 9)] == [1, 3, 7, 30]


def test_of_looks_that_were_slept_through_one_is_made() -> None:
    assert [int(day) for day, _ in looks(TAKEN, [304] * 9, step=10 * DAY)] == [10, 30]


def test_an_old_article_is_not_looked_at_again() -> None:
    assert again.taken_in(make.look(), Entry(url=make.look().url, published="2024-11-01")).again is None


@pytest.mark.parametrize("published", ["", "yesterday"])
def test_days_count_from_the_first_look_where_there_is_no_date(published: str) -> None:
    taken = again.taken_in(make.look(), Entry(url=make.look().url, published=published))

    assert (taken.again == MIDNIGHT + DAY) == (published == "")


def test_a_page_that_is_missing_is_gone_after_three_looks_over_a_week() -> None:
    found = looks(TAKEN, [404] * 9)

    assert [(int(day), look.missed, look.gone) for day, look in found[:6]] == [
        (1, 1, False),
        (3, 2, False),
        (4, 3, False),
        (7, 4, False),
        (8, 5, True),
        (30, 6, True),
    ]


def test_a_page_that_was_missed_late_gets_its_three_looks_all_the_same() -> None:
    late = replace(TAKEN, again=None)
    first = again.nothing(late, 404, MIDNIGHT + 100 * DAY)
    assert first.again == MIDNIGHT + 103 * DAY
    second = again.nothing(first, 404, MIDNIGHT + 120 * DAY)
    assert (second.gone, second.again) == (False, MIDNIGHT + 121 * DAY)
    assert again.nothing(second, 404, MIDNIGHT + 121 * DAY).gone


def test_a_page_that_comes_back_was_never_gone() -> None:
    found = looks(TAKEN, [404, 404, 200, 404])

    assert [look.missed for _, look in found] == [1, 2, 0, 1]
    assert not any(look.gone for _, look in found)


def test_410_is_gone_at_once_and_a_site_that_is_down_misses_nothing() -> None:
    assert again.nothing(TAKEN, 410, MIDNIGHT + DAY).gone
    down = again.nothing(TAKEN, 500, MIDNIGHT + 2 * DAY)
    assert (down.missed, down.missed_since, down.again) == (0, None, MIDNIGHT + 3 * DAY)


def test_what_was_never_taken_in_is_not_waited_for() -> None:
    never = again.nothing(make.look(body_sha=""), 404, make.NOON)

    assert (never.missed, never.again) == (1, None)
