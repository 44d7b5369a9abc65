"""The registry of doors, and sources that cannot be crawled as they stand."""

from typing import get_args

import pytest

from models.errors import ConfigError
from models.source import Door, Source
from spiders import doors
from tests.spiders import make


def test_every_door_that_a_source_may_name_is_there() -> None:
    assert set(doors.DOORS) == set(get_args(Door))


def test_a_sound_source_passes() -> None:
    doors.check(make.source())
    doors.check(make.source(door="listing", listing=make.LISTING))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (make.source(disabled="its owner asked us to stay away"), "disabled: its owner asked us to stay away"),
        (make.source(urls=()), "names no address"),
        (make.source(urls=("file:///etc/passwd",)), "no http address"),
        (make.source(urls=("data:text/xml,<rss/>",)), "no http address"),
        (make.source(urls=("https:///feed",)), "no http address"),
        (make.source(urls=("example.org/feed",)), "no http address"),
        (make.source(urls=("http://[::1/feed",)), "no http address"),
        (make.source(admit="([a"), "no regular expression"),
        (make.source(door="listing"), "is missing"),
    ],
)
def test_an_unsound_source_is_refused_with_its_file(source: Source, words: str) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml") as caught:
        doors.check(source)
    assert words in str(caught.value)
