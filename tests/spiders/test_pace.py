"""The pace: delays, and the pauses that a site asks for."""

import contextlib
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from spiders import pace
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, opened, rss

NOW = datetime(2024, 12, 12, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"120", 120),
        (b" 3 ", 3),
        (b"Thu, 12 Dec 2024 12:01:00 GMT", 60),
        (b"Thu, 12 Dec 2024 11:00:00 GMT", 0),
        (b"", 0),
        (b"-5", 0),
        (b"soon", 0),
        (b"\xb2", 0),
        (b"9" * 5000, 999_999_999),
    ],
)
def test_retry_after_counts_seconds_or_names_a_time(header: bytes, seconds: float) -> None:
    assert pace.retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Example.org/a", "example.org"),
        ("http://example.org/b", "example.org"),
        ("http://127.0.0.1:8001/b", "127.0.0.1:8001"),
        ("http://me:word@example.org/", "example.org"),
    ],
)
def test_both_names_of_a_site_stand_in_one_line(url: str, site: str) -> None:
    assert pace.site(url) == site


def took(site: Site) -> float:
    """Seconds from the first request to the last. Of n pauses between them n - 1 are sure to show: the first request
    may have been noted late on a busy machine."""
    return site.asked[-1].at - site.asked[0].at


def test_the_sources_delay_is_kept_between_all_requests_to_its_site(site: Site, world: World) -> None:
    site.pages = {
        "/feed": rss(*((f"{site.url}/{name}", DAY) for name in ("one", "two", "three"))),
        "*": Answer(body=b"<h1>1</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",), delay=0.4))

    world.crawl()

    assert len(site.asked) == 6
    assert took(site) >= 3 * 0.4


def test_one_request_at_a_time_goes_to_a_site_though_it_has_no_delay(site: Site, world: World) -> None:
    two_at_once = threading.Barrier(2)
    met: list[int] = []

    def article(_: Mapping[str, str]) -> Answer:
        with contextlib.suppress(threading.BrokenBarrierError):
            met.append(two_at_once.wait(0.2))
        return Answer(body=b"<h1>1</h1>")

    site.pages = {"/feed": rss(*((f"{site.url}/{name}", DAY) for name in "abcd")), "*": article}
    site.pages["/robots.txt"] = Answer(status=404)
    world.add(make.source(urls=(f"{site.url}/feed",), delay=0))

    crawled = world.crawl()

    assert crawled.counts[0]["fetched"] == 4
    assert met == []


def test_a_pause_that_the_site_asks_for_is_kept(site: Site, world: World) -> None:
    busy = [Answer(status=429, headers={"Retry-After": "1"})]
    site.pages = {"/feed": lambda _: busy.pop() if busy else rss((f"{site.url}/one", DAY)), "*": Answer(body=b"x")}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert site.paths() == ["/feed", "/feed", "/one"]
    first, second = (asked.at for asked in site.asked[1:3])
    assert second - first >= 1
    assert (crawled.status, crawled.counts[0]["fetched"]) == (0, 1)


def test_a_site_that_asks_for_an_hour_is_left_alone_until_the_next_crawl(site: Site, world: World) -> None:
    site.pages = {"/feed": Answer(status=503, headers={"Retry-After": "3600"})}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert site.paths() == ["/feed"]
    assert crawled.status == 1
    assert world.issues()["down"].words.endswith("the site answers 503")


def test_a_redirected_request_keeps_the_pace_of_the_site_it_goes_to(site: Site, world: World) -> None:
    with opened() as other:
        site.pages = {
            "/robots.txt": Answer(status=404),
            "/feed": rss(*((f"{site.url}/{name}", DAY) for name in ("one", "two", "three"))),
            "*": Answer(status=302, headers={"Location": f"{other.url}/same"}),
        }
        other.pages = {"*": Answer(body=b"<h1>1</h1>"), "/robots.txt": Answer(body=b"User-agent: *\nCrawl-delay: 0.4")}
        world.add(make.source(urls=(f"{site.url}/feed",), admit="."))

        world.crawl()

        assert other.paths() == ["/same"] * 3
        assert took(other) >= 2 * 0.4
