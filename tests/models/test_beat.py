"""The beat: faster while something comes, slower while not, between floor and ceiling."""

from dataclasses import replace

from models import beat
from tests.spiders import make

SOURCE = replace(make.source(), every=60, soonest=15, latest=480)


def test_it_grows_faster_with_news_and_slower_without() -> None:
    assert beat.after(SOURCE, 60, brought=True) < 60 < beat.after(SOURCE, 60, brought=False)


def test_it_stays_between_floor_and_ceiling_however_long_things_go_on() -> None:
    busy = quiet = beat.first(SOURCE)
    for _ in range(50):
        busy, quiet = beat.after(SOURCE, busy, brought=True), beat.after(SOURCE, quiet, brought=False)

    assert (beat.first(SOURCE), busy, quiet) == (60, 15, 480)


def test_a_source_without_floor_and_ceiling_keeps_its_beat() -> None:
    steady = replace(SOURCE, soonest=0, latest=0)

    assert {beat.after(steady, 60, brought=brought) for brought in (True, False)} == {60}


def test_a_beat_from_before_an_edit_of_the_file_is_brought_within_its_bounds() -> None:
    assert (beat.within(SOURCE, 1), beat.within(SOURCE, 9_999), beat.within(SOURCE, 100)) == (15, 480, 100)
