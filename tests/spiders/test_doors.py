"""The registry of doors, and sources that cannot be crawled as they stand."""

import re
from datetime import timedelta
from typing import get_args

import pytest

from models import knowledge
from models.errors import ConfigError
from models.source import Api, Door, Sitemap, Source
from spiders import doors
from spiders.entry import Ask, Entry
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
        (make.source(door="sitemap"), "sitemap: is missing"),
        (make.source(door="api"), "api: is missing"),
        (make.source(door="watch"), "watch: is missing"),
        (make.source(door="browser", listing=make.LISTING), "browser: is missing"),
    ],
)
def test_an_unsound_source_is_refused_with_its_file(source: Source, words: str) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml") as caught:
        doors.check(source)
    assert words in str(caught.value)


def test_each_door_has_its_bounds() -> None:
    assert doors.most_pages(make.source()) == 1
    assert doors.most_pages(make.source(door="listing", listing=make.LISTING)) == 3
    assert doors.most_pages(make.source(door="sitemap", sitemap=Sitemap(most_pages=7))) == 7
    assert doors.most_pages(make.source(door="api", api=Api(entries="", url="{link}", most_pages=4))) == 4
    assert doors.horizon(make.source()) is None
    assert doors.horizon(make.source(door="sitemap", sitemap=Sitemap(days=9))) == timedelta(days=9)


def test_a_door_without_further_pages_leads_nowhere_and_leaves_bodies_as_they_came() -> None:
    source, door = make.source(), doors.DOORS["feed"]

    assert door.start(source) == (Ask(url="https://example.org/feed"),)
    assert door.further(b"<rss/>", Ask(url="https://example.org/feed"), source) == ()
    assert door.part(b"<rss/>", "https://example.org/feed", source) == b"<rss/>"
    assert door.page(b"<h1>", Entry(url="https://example.org/a"), source) == b"<h1>"
    assert not door.itself
    assert doors.DOORS["watch"].itself


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({"sitemap": {"day": 3}}, "sitemap.day"),
        ({"api": {"entries": "", "url": "{a}", "first": 1}}, "api.first"),
        (
            {"api": {"entries": "", "url": "{a}", "article": {"title": "t", "text": "x", "author": "a"}}},
            "api.article.author",
        ),
        ({"watch": {"part": "main", "every": 5}}, "watch.every"),
        ({"browser": {"drawn": "h1", "click": "a"}}, "browser.click"),
    ],
)
def test_an_unknown_key_of_a_doors_table_is_named(table: dict[str, object], key: str) -> None:
    raw = {"name": "g", "title": "G", "kind": "press", "language": "en", "door": "feed", "urls": (), **table}

    with pytest.raises(ConfigError, match=rf"g\.toml: {re.escape(key)}: is no key that we know"):
        knowledge.checked(Source, raw, file="g.toml")
