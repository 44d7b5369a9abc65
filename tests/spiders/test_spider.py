"""Crawls of small sites on loopback, in real child processes: what is asked for, kept and remembered."""

from collections.abc import Mapping

import pytest

from tests.spiders import make, pages
from tests.spiders.site import DAY, Answer, Site, World, opened, rss


def test_a_feeds_articles_are_archived_and_wait_to_be_read(site: Site, world: World) -> None:
    one, two = f"{site.url}/one?utm_source=rss#top", f"{site.url}/two"
    site.pages = {"/feed": rss((one, DAY), (two, DAY)), "*": Answer(body=b"<h1>News</h1>", headers={"ETag": '"1"'})}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert crawled.status == 0
    assert crawled.words == ""
    assert crawled.counts == ({"source": "gazette", "entries": 2, "fetched": 2, "unchanged": 0, "failed": 0},)
    assert site.paths(robots=True) == ["/robots.txt", "/feed", "/one", "/two"]
    assert world.waiting() == [f"{site.url}/one", two]
    page = world.pages()[0]
    assert (page.body, page.published, page.header("etag"), page.source) == (
        b"<h1>News</h1>",
        "2024-12-12",
        '"1"',
        "gazette",
    )


def test_who_asks_says_who_it_is(site: Site, world: World) -> None:
    site.pages = {"*": rss()}
    world.add(make.source(urls=(f"{site.url}/feed",), language="it"))

    world.crawl(FACTORYWATCH_CONTACT="mailto:press@example.org")

    for asked in site.asked:
        assert asked.headers["user-agent"].startswith("factorywatch/")
        assert asked.headers["user-agent"].endswith(" (+mailto:press@example.org)")
        assert not {"cookie", "referer", "authorization"} & set(asked.headers)
    assert site.asked[-1].headers["accept-language"].startswith("it")


def test_what_is_known_is_not_asked_for_again(site: Site, world: World) -> None:
    entries = [(f"{site.url}/{name}", DAY) for name in ("one", "two")]
    site.pages = {"/feed": rss(*entries), "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    site.asked.clear()
    site.pages["/feed"] = rss((f"{site.url}/three", DAY), *entries)

    crawled = world.crawl()

    assert site.paths() == ["/feed", "/three"]
    assert crawled.counts[0]["fetched"] == 1
    assert len(world.waiting()) == 3


def test_a_304_is_recorded_as_a_check(site: Site, world: World) -> None:
    def feed(headers: Mapping[str, str]) -> Answer:
        same = headers.get("if-none-match") == '"7"'
        known = {"ETag": '"7"', "Last-Modified": "Thu, 12 Dec 2024 09:00:00 GMT", "Content-Encoding": "gzip"}
        return Answer(status=304, headers=known) if same else Answer(body=rss(entry).body, headers={"ETag": '"7"'})

    entry = (f"{site.url}/one", DAY)
    site.pages = {"/feed": feed, "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    first = world.look(f"{site.url}/feed")

    crawled = world.crawl(FACTORYWATCH_NOW="2024-12-13T12:00:00+00:00")

    again = world.look(f"{site.url}/feed")
    assert first
    assert again
    assert (first.status, again.status) == (200, 304)
    assert (again.etag, again.body_sha) == ('"7"', first.body_sha)
    assert again.checked.day == 13
    assert crawled.status == 0
    # The feed, and the article on the first day after.
    assert crawled.counts[0] == {"source": "gazette", "entries": 0, "fetched": 0, "unchanged": 2, "failed": 0}


def test_an_article_that_its_feed_says_was_edited_is_asked_for_again(site: Site, world: World) -> None:
    def article(headers: Mapping[str, str]) -> Answer:
        return (
            Answer(status=304)
            if headers.get("if-none-match") == text[0]
            else Answer(body=text[1].encode(), headers={"ETag": text[0]})
        )

    url = f"{site.url}/one"
    text = ('"1"', "<h1>Seven</h1>")
    site.pages = {"/feed": rss((url, DAY)), "/one": article}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    # Touched, and the same; then edited.
    site.pages["/feed"] = rss((url, "Fri, 13 Dec 2024 09:00:00 GMT"))
    touched = world.crawl(FACTORYWATCH_NOW="2024-12-13T12:00:00+00:00")
    text = ('"2"', "<h1>Seven, corrected</h1>")
    site.pages["/feed"] = rss((url, "Sat, 14 Dec 2024 09:00:00 GMT"))
    edited = world.crawl(FACTORYWATCH_NOW="2024-12-14T12:00:00+00:00")

    assert (touched.counts[0]["unchanged"], touched.counts[0]["fetched"]) == (1, 0)
    assert (edited.counts[0]["unchanged"], edited.counts[0]["fetched"]) == (0, 1)
    assert [page.body for page in world.pages()] == [b"<h1>Seven</h1>", b"<h1>Seven, corrected</h1>"]


def test_an_answer_with_the_same_body_is_no_new_page(site: Site, world: World) -> None:
    url = f"{site.url}/one"
    site.pages = {"/feed": rss((url, DAY)), "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    site.pages["/feed"] = rss((url, "Fri, 13 Dec 2024 09:00:00 GMT"))

    crawled = world.crawl(FACTORYWATCH_NOW="2024-12-13T12:00:00+00:00")

    assert site.paths().count("/one") == 2
    assert crawled.counts[0]["unchanged"] == 1
    assert len(world.pages()) == 1


def test_only_wanted_entries_and_admitted_addresses_are_asked_for(site: Site, world: World) -> None:
    urls = [
        f"{site.url}/ai-factory",
        f"{site.url}/football",
        "https://elsewhere.example/ai-factory",
        "mailto:ai-factory",
    ]
    site.pages = {"/feed": rss(*((url, DAY) for url in urls)), "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",), query=("AI-Factory",)))

    crawled = world.crawl()

    assert site.paths() == ["/feed", "/ai-factory"]
    assert crawled.counts[0]["failed"] == 0


@pytest.mark.parametrize("ecl", [3, 4, 5])
def test_a_list_is_followed_page_by_page_until_it_is_empty_and_never_into_facets(
    site: Site, world: World, ecl: int
) -> None:
    def list_page(names: str, onward: str) -> Answer:
        items = [pages.item(ecl, f"{name}-2024-12-10_en", name, "2024-12-10", "10 December 2024") for name in names]
        facets = '<a href="/newsroom_en?f%5B0%5D=oe_news_types:1">Press</a><a href="/newsroom_en?f[0]=b">News</a>'
        return Answer(body=pages.page(items, onward=onward, filters=facets).encode())

    site.pages = {
        "/newsroom_en": list_page("ab", "?page=1"),
        "/newsroom_en?page=1": list_page("bc", "?page=2"),
        "/newsroom_en?page=2": list_page("", "?page=3"),
        "*": Answer(body=b"<h1>News</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/newsroom_en",), door="listing", listing=make.LISTING, language="en"))

    crawled = world.crawl()

    lists = ["/newsroom_en", "/newsroom_en?page=1", "/newsroom_en?page=2"]
    assert [path for path in site.paths() if path.startswith("/newsroom_en")] == lists
    assert sorted(set(site.paths()) - set(lists)) == [f"/{name}-2024-12-10_en" for name in "abc"]
    assert len(site.paths()) == 6
    assert (crawled.status, crawled.counts[0]["fetched"], crawled.counts[0]["entries"]) == (0, 3, 4)
    assert {page.published for page in world.pages()} == {"2024-12-10"}


def test_an_endless_list_ends_at_its_bound_and_next_time_at_known_ground(site: Site, world: World) -> None:
    def calendar(number: int) -> Answer:
        item = pages.item(5, f"day-{number}", f"Day {number}", "2024-12-10", "")
        return Answer(body=pages.page([item], onward=f"?page={number + 1}").encode())

    site.pages = {f"/list?page={number}": calendar(number) for number in range(1, 9)}
    site.pages |= {"/list": calendar(0), "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/list",), door="listing", listing=make.LISTING))
    world.crawl()
    assert [path for path in site.paths() if path.startswith("/list")] == ["/list", "/list?page=1", "/list?page=2"]

    site.asked.clear()
    site.pages["/list"] = Answer(body=pages.page([pages.item(5, "day-0", "Day 0!", "", "")], onward="?page=1").encode())
    world.crawl()

    assert site.paths() == ["/list"]


def test_a_redirected_article_is_kept_under_its_last_address_and_not_asked_for_again(site: Site, world: World) -> None:
    site.pages = {
        "/feed": rss((f"{site.url}/?p=7", DAY)),
        "/?p=7": Answer(status=301, headers={"Location": "/seven?utm_source=x"}),
        "*": Answer(body=b"<h1>News</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    site.pages["/feed"] = rss((f"{site.url}/?p=7", DAY), (f"{site.url}/seven", DAY))
    site.asked.clear()

    world.crawl()

    assert world.waiting() == [f"{site.url}/seven"]
    assert site.paths() == ["/feed"]


def test_an_article_that_is_gone_is_left_alone_for_a_day(site: Site, world: World) -> None:
    found = Answer(body=b"<h1>1</h1>")
    site.pages = {"/feed": rss((f"{site.url}/gone", DAY), (f"{site.url}/one", DAY)), "/one": found, "/two": found}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    first = world.crawl()
    site.pages["/feed"] = rss((f"{site.url}/gone", DAY), (f"{site.url}/one", DAY), (f"{site.url}/two", DAY))
    world.crawl(FACTORYWATCH_NOW="2024-12-12T18:00:00+00:00")
    site.pages["/feed"] = rss((f"{site.url}/gone", DAY))
    last = world.crawl(FACTORYWATCH_NOW="2024-12-13T18:00:00+00:00")

    assert (first.status, first.counts[0]["failed"]) == (0, 1)
    assert (last.status, last.counts[0]["failed"]) == (0, 1)
    assert world.issues()["gone"].about == f"{site.url}/gone"
    assert site.paths().count("/gone") == 2


def test_an_article_that_fails_for_now_is_asked_for_again_though_the_feed_has_not_changed(
    site: Site, world: World
) -> None:
    site.pages = {
        "/feed": rss((f"{site.url}/one", DAY), (f"{site.url}/two", DAY)),
        "/one": Answer(body=b"<h1>1</h1>"),
        "/two": Answer(status=502),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))
    first = world.crawl()
    assert "articles_failed" in world.issues()
    site.pages["/two"] = Answer(body=b"<h1>2</h1>")

    second = world.crawl()

    assert (first.status, first.counts[0]["fetched"], first.counts[0]["failed"]) == (0, 1, 1)
    assert (second.counts[0]["fetched"], second.counts[0]["failed"]) == (1, 0)
    assert "articles_failed" not in world.issues()
    assert len(world.waiting()) == 2


def test_several_sources_are_crawled_in_one_process_each_with_its_counts(site: Site, world: World) -> None:
    with opened() as other:
        site.pages = {"/feed": rss((f"{site.url}/one", DAY)), "*": Answer(body=b"<h1>1</h1>")}
        other.pages = {"/feed": rss((f"{other.url}/two", DAY)), "*": Answer(body=b"<h1>2</h1>")}
        world.add(make.source("gazette", urls=(f"{site.url}/feed",)))
        world.add(make.source("ledger", urls=(f"{other.url}/feed",)))

        crawled = world.crawl("ledger", "gazette")

    assert [(counts["source"], counts["fetched"]) for counts in crawled.counts] == [("ledger", 1), ("gazette", 1)]
    assert {page.source for page in world.pages()} == {"ledger", "gazette"}
