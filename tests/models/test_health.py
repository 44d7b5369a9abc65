"""How a source is, against its own last healthy runs. A 200 is no proof of life."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models import health
from models.health import Pages, Run, Seen
from models.source import Expects, Source
from tests.spiders import make

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def seen(
    entries: int = 20, *, titled: int | None = None, dated: int | None = None, newest: datetime | None = None
) -> Seen:
    """A feed as it showed."""
    full = (entries if given is None else given for given in (titled, dated))
    return Seen(url="https://example.org/feed", entries=entries, titled=next(full), dated=next(full), newest=newest)


def run(door: Seen, *, at: datetime = NOON, pages: Pages | None = None) -> Run:
    """A run that ended well."""
    return Run(source="gazette", began=at, ended=at, state="healthy", doors=(door,), pages=pages)


def before(days: int = 5, **given: int) -> list[Run]:
    """A healthy run each day, with an entry of that morning, the last day first."""
    return [
        run(seen(newest=NOON - number * DAY - timedelta(hours=4), **given), at=NOON - number * DAY)
        for number in range(1, days + 1)
    ]


def source(*, entries: int = 1, fresh_days: int = 0) -> Source:
    """A source that expects so much."""
    return replace(make.source(), expects=Expects(entries=entries, fresh_days=fresh_days))


TODAY = NOON - timedelta(hours=3)


@pytest.mark.parametrize(
    ("door", "state"),
    [
        (seen(newest=TODAY), "healthy"),
        (seen(15, newest=TODAY), "healthy"),
        (seen(9, newest=TODAY), "layout changed"),
        (seen(0), "layout changed"),
        (seen(titled=3, newest=TODAY), "layout changed"),
        (seen(dated=0), "layout changed"),
        (seen(newest=NOON - 6 * DAY), "healthy"),
        (seen(newest=NOON - 8 * DAY), "silent"),
        (seen(newest=NOON - 400 * DAY), "silent"),
    ],
    ids=[
        "as ever",
        "a little shorter",
        "half",
        "empty",
        "no titles",
        "no dates",
        "a quiet week",
        "stands still",
        "years",
    ],
)
def test_a_list_is_measured_by_its_own_last_healthy_runs(door: Seen, state: str) -> None:
    found, why = health.listed(run(door), before(20), source())

    assert found == state
    assert bool(why) == (state != "healthy")


def test_a_list_that_stands_still_is_found_out_though_it_answers_every_hour() -> None:
    """Every look at it was healthy when it was made: what is measured must not get used to it."""
    last = NOON - 10 * DAY
    looks = [run(seen(newest=last), at=NOON - timedelta(hours=hours)) for hours in range(1, 20)]
    earlier = [run(seen(newest=last - number * DAY), at=last - number * DAY + DAY / 2) for number in range(1, 5)]

    assert health.listed(run(seen(newest=last)), [*looks[:14], *earlier], source())[0] == "silent"


def test_a_source_that_speaks_once_a_month_is_not_silent_after_a_fortnight() -> None:
    monthly = [
        run(seen(newest=NOON - number * 30 * DAY), at=NOON - number * 30 * DAY + 29 * DAY) for number in range(2, 7)
    ]

    assert health.listed(run(seen(newest=NOON - 31 * DAY)), monthly, source())[0] == "healthy"


def test_a_new_source_is_measured_by_its_file_alone() -> None:
    assert health.listed(run(seen(3)), (), source())[0] == "healthy"
    assert health.listed(run(seen(3)), (), source(entries=10)) == (
        "layout changed",
        "3 entries, at least 10 are expected",
    )
    old = run(seen(newest=NOON - 20 * DAY))
    assert health.listed(old, (), source())[0] == "healthy"
    assert health.listed(old, (), source(fresh_days=14)) == (
        "silent",
        "its newest entry is 20 days old, at most 14 are expected",
    )


def test_what_was_not_healthy_is_no_measure() -> None:
    ill = [replace(one, state="layout changed") for one in before(10)]

    assert health.listed(run(seen(2)), ill, source())[0] == "healthy"


GOOD = Pages(read=4, titled=4, dated=4, texts=4)


@pytest.mark.parametrize(
    ("pages", "state"),
    [
        (None, "healthy"),
        (Pages(), "healthy"),
        (GOOD, "healthy"),
        (replace(GOOD, walls=3, texts=1), "consent wall"),
        (replace(GOOD, walls=1, texts=3), "healthy"),
        (replace(GOOD, texts=1), "layout changed"),
        (replace(GOOD, titled=0), "layout changed"),
        (replace(GOOD, dated=1), "layout changed"),
        (Pages(read=1), "healthy"),
    ],
    ids=["not read yet", "none", "all", "walls", "one wall", "no texts", "no titles", "few dates", "one bad page"],
)
def test_pages_are_measured_by_what_could_be_read_in_them(pages: Pages | None, state: str) -> None:
    well = [run(seen(), pages=GOOD) for _ in range(5)]

    assert health.read(run(seen(), pages=pages), well)[0] == state
