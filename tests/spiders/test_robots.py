"""robots.txt: read as RFC 9309 says, and obeyed on every hop."""

from contextlib import ExitStack

import pytest

from spiders import robots
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, opened, rss


def rules(text: str) -> Answer:
    return Answer(body=text.encode(), kind="text/plain")


@pytest.mark.parametrize(
    ("status", "body", "allowed", "barred"),
    [
        (200, b"User-agent: *\nDisallow: /private/", True, ""),
        (200, b"User-agent: factorywatch\nDisallow: /\n\nUser-agent: *\nDisallow:", False, ""),
        (200, b"User-agent: *\nDisallow: /\nAllow: /news", True, ""),
        (200, b"<!doctype html><p>Not found", True, ""),
        (200, b"\xff\xfe\x00\x01", True, ""),
        (200, b"", True, ""),
        (404, b"User-agent: *\nDisallow: /", None, ""),
        (410, b"", None, ""),
        (401, b"", None, "blocked"),
        (403, b"User-agent: *\nAllow: /", None, "blocked"),
        (429, b"", None, "busy"),
        (500, b"User-agent: *\nAllow: /", None, "down"),
        (503, b"", None, "down"),
        (302, b"", None, "elsewhere"),
    ],
)
def test_a_missing_file_allows_and_one_that_is_kept_back_does_not(
    status: int, body: bytes, allowed: bool | None, barred: str
) -> None:
    made = robots.rules_of(status, body)

    assert (made.parsed.can_fetch("https://example.org/news/1", robots.AGENT) if made.parsed else None) == allowed
    assert (made.bar.kind if made.bar else "") == barred


def test_what_is_disallowed_is_never_asked_for(site: Site, world: World) -> None:
    site.pages = {
        "/robots.txt": rules("User-agent: *\nDisallow: /private\n"),
        "/feed": rss((f"{site.url}/private/1", DAY), (f"{site.url}/one", DAY), (f"{site.url}/moved", DAY)),
        "/one": Answer(body=b"<h1>1</h1>"),
        "/moved": Answer(status=302, headers={"Location": "/private/2"}),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert site.paths(robots=True) == ["/robots.txt", "/feed", "/one", "/moved"]
    assert (crawled.status, crawled.counts[0]["fetched"], crawled.counts[0]["failed"]) == (0, 1, 2)
    assert world.issues()["robots"].about == "gazette"


def test_a_site_whose_rules_bar_us_is_not_asked_for_anything_else(world: World) -> None:
    answers = {
        "disallowed": (rules("User-agent: *\nDisallow: /"), "robots"),
        "a-pause-of-a-day": (rules("User-agent: *\nCrawl-delay: 86400"), "robots"),
        "broken": (Answer(status=500, body=b"User-agent: *\nAllow: /"), "down"),
        "kept-back": (Answer(status=403), "blocked"),
    }
    with ExitStack() as stack:
        sites = {name: stack.enter_context(opened()) for name in answers}
        for name, site in sites.items():
            site.pages = {"/robots.txt": answers[name][0], "*": rss((f"{site.url}/one", DAY))}
            world.add(make.source(name, urls=(f"{site.url}/feed",)))

        crawled = world.crawl(*answers)

        assert [path for site in sites.values() for path in site.paths()] == []
    assert crawled.status == 1
    assert [line.split(": ")[:2] for line in crawled.words.splitlines()] == [
        [name, kind] for name, (_, kind) in answers.items()
    ]


def test_a_site_that_redirects_elsewhere_is_asked_by_the_rules_of_the_other_site(site: Site, world: World) -> None:
    with opened() as other:
        other.pages = {"/robots.txt": rules("User-agent: *\nDisallow: /"), "*": rss((f"{other.url}/one", DAY))}
        site.pages = {"/feed": Answer(status=301, headers={"Location": f"{other.url}/feed"})}
        world.add(make.source(urls=(f"{site.url}/feed",)))

        crawled = world.crawl()

        assert other.paths(robots=True) == ["/robots.txt"]
    assert crawled.status == 1


def test_the_crawl_delay_is_kept_between_all_requests(site: Site, world: World) -> None:
    site.pages = {
        "/robots.txt": rules("User-agent: *\nCrawl-delay: 0.5\n"),
        "/feed": rss(*((f"{site.url}/{name}", DAY) for name in ("one", "two", "three"))),
        "*": Answer(body=b"<h1>1</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",), delay=0))

    world.crawl()

    assert len(site.asked) == 6
    # Five pauses; the first request may have been noted late on a busy machine.
    assert site.asked[-1].at - site.asked[0].at >= 3 * 0.5
