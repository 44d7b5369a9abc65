"""What breaks scrapers though every answer is a 200: each fault of the newsroom's traps, by its name."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline import clean
from tests.crawling import Desk
from tests.newsroom import server, traps

TODAY = date(2026, 3, 20)
HEAD = """
title = "Traps"
kind = "press"
language = "en"
delay = 0
rights = "invented for the newsroom"
"""
LISTING = """
[listing]
entry = "li.event"
link = "a"
next = "a.next"
most_pages = 4
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with server.opened(tmp_path / "newsroom", today=TODAY, wide=True) as room:
        yield Desk(room=room, folder=tmp_path / "desk")


def paths(desk: Desk) -> list[str]:
    """What the traps were asked for."""
    return [asked.path for asked in desk.room.asked if asked.site == "traps" and asked.path != "/robots.txt"]


def test_an_endless_calendar_is_left_after_its_bound(desk: Desk) -> None:
    desk.add("events", f'{HEAD}door = "listing"\nurls = ["{{base}}/calendar?month=2025-10"]\n{LISTING}')

    crawled = desk.crawl("events")

    assert crawled.status == 0
    assert [path for path in paths(desk) if path.startswith("/calendar")] == [
        f"/calendar?month={month}" for month in ("2025-10", "2025-11", "2025-12", "2026-01")
    ]
    assert len(desk.pages()) == 4


def test_a_facet_trap_is_never_entered(desk: Desk) -> None:
    desk.add("events", f'{HEAD}door = "listing"\nurls = ["{{base}}/facets"]\n{LISTING}')

    crawled = desk.crawl("events")

    assert crawled.status == 0
    assert not [path for path in paths(desk) if "f[" in path or "f%5B" in path.upper()]
    assert [path for path in paths(desk) if path.startswith("/facets")] == [
        "/facets",
        "/facets?page=1",
        "/facets?page=2",
    ]
    assert len(desk.pages()) == 6


def test_a_stale_feed_is_silent_though_it_answers(desk: Desk) -> None:
    desk.add("daily", f'{HEAD}door = "feed"\nurls = ["{{base}}/stale.rss"]\n[expects]\nfresh_days = 7\n')

    desk.crawl("daily")

    assert ("daily", "silent") in desk.issues()


def test_a_feeds_date_of_the_last_edit_is_not_the_day_of_publication(desk: Desk) -> None:
    desk.add("eu", f'{HEAD}door = "feed"\nurls = ["{{base}}/edited.rss"]\n')

    desk.crawl("eu")

    article = clean.article(next(page for page in desk.pages() if str(traps.TRUE_DAY) in page.url))
    assert article.published == traps.TRUE_DAY
    # Nor is the date that a template prints at the head of every page, nor a Last-Modified in the future.
    page = next(page for page in desk.pages() if "undated" not in page.url)
    assert page.header("last-modified").endswith("05 May 2031 00:00:00 GMT")
    assert "02 January 2024" in page.body.decode()


def test_where_a_page_is_undated_the_day_of_the_feed_is_better_than_none(desk: Desk) -> None:
    desk.add("eu", f'{HEAD}door = "feed"\nurls = ["{{base}}/edited.rss"]\n')

    desk.crawl("eu")

    article = clean.article(next(page for page in desk.pages() if page.url.endswith("/news/undated")))
    assert article.published == TODAY


def test_a_date_in_the_future_is_none_and_makes_no_article_new_again(desk: Desk) -> None:
    desk.add("eu", f'{HEAD}door = "feed"\nurls = ["{{base}}/future.rss"]\n')
    desk.crawl("eu")
    (page,) = desk.pages()
    # Even where the page itself says nothing.
    bare = replace(page, url="https://example.org/x", body=page.body.replace(b"article:published_time", b"x:y"))

    desk.room.date = date(2026, 3, 21)
    again = desk.crawl("eu")

    assert clean.article(page).published == traps.TRUE_DAY
    assert page.published == "2031-01-01"
    assert clean.article(bare).published != date(2031, 1, 1)
    assert again.counts["eu"]["fetched"] == 0


def test_soft_404s_are_gone_in_whatever_words_they_say_it(desk: Desk) -> None:
    desk.add("gone", f'{HEAD}door = "feed"\nurls = ["{{base}}/sorry.rss"]\n')

    crawled = desk.crawl("gone")

    assert [page.url.rpartition("/")[2] for page in desk.pages()] == [f"{traps.TRUE_DAY}-there"]
    base = desk.room.urls["traps"]
    assert desk.issues() >= {(f"{base}/sorry/{form}", "gone") for form in traps.SORRY}
    assert crawled.counts["gone"]["failed"] == len(traps.SORRY)


@pytest.mark.skipif(
    find_spec("scrapy_playwright") is None or shutil.which("chromium") is None,
    reason="needs the extra browser (scrapy-playwright) and Debian's chromium",
)
def test_a_scripted_page_is_read_with_a_browser_and_is_an_empty_shell_without(desk: Desk) -> None:
    drawn = '[browser]\ndrawn = "li.event, article h1"\n'
    desk.add("plain", f'{HEAD}door = "listing"\nurls = ["{{base}}/drawn"]\n{LISTING}')
    desk.add("drawn", f'{HEAD}door = "browser"\nurls = ["{{base}}/drawn"]\n{LISTING}{drawn}')

    plain = desk.crawl("plain")
    crawled = desk.crawl("drawn")

    assert (plain.status, "no entry in it" in plain.words) == (1, True)
    assert crawled.status == 0, crawled.words
    (page,) = desk.pages()
    article = clean.article(page)
    assert article.title == traps.TITLE
    assert article.text.split("\n") == [traps.TITLE, *traps.TEXT]
