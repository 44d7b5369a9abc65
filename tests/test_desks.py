"""The official sources that are no feed: the press corner and TED through their APIs, topic pages edited in place."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from parsel import Selector

from pipeline import clean
from tests.crawling import Desk
from tests.newsroom import desks, server


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with server.opened(tmp_path / "newsroom", today=date(2025, 10, 14), wide=True) as room:
        yield Desk(room=room, folder=tmp_path / "desk")


def test_the_press_corners_json_becomes_the_articles_that_its_shell_hides(desk: Desk) -> None:
    crawled = desk.crawl("corner")

    told = [one for one in desk.room.stories("eurohpc") if one.kind == "Press release"]
    pages = {page.url: page for page in desk.pages()}
    assert (crawled.status, crawled.words) == (0, "")
    assert len(pages) == min(len(told), 15)
    for one in told[:15]:
        code = desks.reference(one)
        url = f"{desk.room.urls['corner']}{desks.CORNER}/detail/en/{code.lower().replace('/', '_')}"
        article = clean.article(pages[url])
        assert (article.title, article.published, article.url) == (one.title, one.published.date(), url)
        assert one.standfirst in article.text
        # The archive keeps the very answer.
        answer = Selector(pages[url].body.decode()).css("script#answer::text").get("")
        assert json.loads(answer)["ky"] == code
    assert not [asked for asked in desk.room.asked if "/detail/" in asked.path]


def test_the_press_corner_says_the_same_as_the_site_of_its_release(desk: Desk) -> None:
    slug = "seven-sites-chosen-build-europes-first-ai-factories"
    told = next(one for one in desk.room.stories("eurohpc") if one.slug == slug)
    desk.crawl("corner")
    (page,) = (page for page in desk.pages() if page.url.endswith(desks.reference(told).lower().replace("/", "_")))

    text = clean.article(page).text

    for block in told.body:
        if block.kind == "list":
            assert all(line.partition("](")[0].lstrip("[*") in text for line in block.lines)


def test_teds_search_is_posted_and_its_notices_are_read(desk: Desk) -> None:
    crawled = desk.crawl("ted")

    articles = [clean.article(page) for page in desk.pages()]
    assert (crawled.status, crawled.words) == (0, "")
    assert [(one.title, one.published) for one in articles] == [
        ("Un supercalcolatore per IT4LIA", date(2025, 9, 1)),
        ("A supercomputer for the AI Factory HammerHAI", date(2025, 3, 3)),
    ]
    assert articles[0].url == f"{desk.room.urls['ted']}/en/notice/-/detail/445566-2025"
    posts = [asked for asked in desk.room.asked if asked.path == "/v3/notices/search"]
    assert [asked.status for asked in posts] == [200, 200, 200]  # one notice a page, then an empty one
    assert desk.crawl("ted").counts["ted"]["fetched"] == 0


def test_a_topic_page_is_taken_in_whenever_its_text_was_edited(desk: Desk) -> None:
    taken = []
    for day, ecl in ((date(2024, 12, 12), 4), (date(2025, 3, 1), 4), (date(2025, 3, 14), 4), (date(2025, 10, 14), 4)):
        desk.room.date, desk.room.ecl = day, ecl
        crawled = desk.crawl("topics")
        assert crawled.status == 0, crawled.words
        taken.append(crawled.counts["topics"]["fetched"])

    articles = [clean.article(page) for page in desk.pages()]
    assert taken == [1, 0, 1, 1]
    assert {one.url for one in articles} == {desk.room.urls["eurohpc"] + "/ai-factories_en"}
    assert ["BRAIN++" in one.text for one in articles] == [False, True, True]
