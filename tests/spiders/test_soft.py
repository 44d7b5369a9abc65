"""Answers of status 200 that are no pages."""

import time

import pytest

from models import knowledge
from spiders import soft
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss


@pytest.mark.parametrize(
    "page",
    [
        '<title>EC</title><script type="application/json">{"utility":"analytics","is404": true}</script>',
        '<script type="application/json">{"utility":"piwik","is403":true}</script>',
        "<title>Page not found | The Gazette</title><h1>Hello</h1>",
        "<title>The Gazette - Sorry, page not found!</title>",
        "<title>G</title><h1 class='t'><span>404</span> Page not found</h1>",
        "<title>Error 404</title>",
        "<title>404.</title>",
        "<h1>Sorry</h1>",
        "<h1>Η σελίδα δεν βρέθηκε</h1>",
        "<title>Страницата не е намерена – Вестник</title>",
        "<title>Cette page n&#39;existe pas</title>",
        "<h1>Stránka\n nenalezena</h1>",
    ],
)
def test_a_page_that_says_that_it_is_not_there_is_heard(page: str) -> None:
    assert soft.why(page.encode(), "en")


@pytest.mark.parametrize(
    "page",
    [
        "<title>Seven AI Factories | Gazette</title><h1>Seven AI Factories</h1><p>Page not found</p>",
        '<script type="application/json">{"utility":"analytics","is404":false}</script><h1>News</h1>',
        "<h1>Page not found: how a library lost its web site and 404 readers</h1>",
        "<h1>Airbus orders 404 engines</h1>",
        "<h1>Sorry, says the minister, and orders a supercomputer</h1>",
        "<h1>Not found in Bologna: the missing machine</h1>",
        "",
    ],
)
def test_an_article_that_only_speaks_of_such_things_is_none(page: str) -> None:
    assert soft.why(page.encode(), "en") == ""


def test_the_words_are_known_in_every_language_that_is_read() -> None:
    assert set(knowledge.missing().said) == set(knowledge.languages())


def test_old_encodings_are_no_hiding_place() -> None:
    page = "<html><meta charset=windows-1253><title>Η σελίδα δεν βρέθηκε</title>"
    assert soft.why(page.encode("windows-1253"), "el") == "Η σελίδα δεν βρέθηκε"


@pytest.mark.parametrize("filling", ["<h1>", "<title", "<h1 ", "<h1>not found ", "- ", "&#", '"is404":'])
def test_a_megabyte_of_nonsense_is_read_quickly(filling: str) -> None:
    body = (filling * (1_000_000 // len(filling))).encode()

    start = time.process_time()
    soft.why(body, "en")
    assert time.process_time() - start < 2


def test_a_soft_404_is_gone_and_never_kept(site: Site, world: World) -> None:
    site.pages = {
        "/feed": rss((f"{site.url}/one", DAY), (f"{site.url}/two", DAY)),
        "/one": Answer(body=b"<title>Page not found | Gazette</title><p>AI Factory news of the day</p>"),
        "/two": Answer(body=b"<title>Two</title>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert (crawled.counts[0]["fetched"], crawled.counts[0]["failed"]) == (1, 1)
    assert world.waiting() == [f"{site.url}/two"]
    assert world.issues()["gone"].about == f"{site.url}/one"
    assert "answers 200, and says that there is no such page" in world.issues()["gone"].words
