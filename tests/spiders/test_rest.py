"""Rest: who turns us away three times in a row, or asks for a long pause, is left alone, over all crawls."""

from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss

LATER = "2024-12-13T11:59:00+00:00"
A_DAY_LATER = "2024-12-13T12:01:00+00:00"


def test_three_403s_in_a_row_give_the_site_a_day_of_rest(site: Site, world: World) -> None:
    site.pages = {"/feed": rss(*((f"{site.url}/{name}", DAY) for name in "abcdef")), "*": Answer(status=403)}
    site.pages["/robots.txt"] = Answer(status=404)
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert site.paths() == ["/feed", "/a", "/b", "/c"]
    assert crawled.counts[0]["failed"] == 6
    site.asked.clear()
    # Nothing at all goes there, until the day is over.
    assert world.crawl(FACTORYWATCH_NOW=LATER).status == 1
    assert site.asked == []
    words = "it answered 403 3 times in a row: the site is left alone until 2024-12-13 12:00 UTC"
    assert words in world.issues()["blocked"].words
    site.pages["*"] = Answer(body=b"<h1>News</h1>")
    assert world.crawl(FACTORYWATCH_NOW=A_DAY_LATER).counts[0]["fetched"] == 6
    assert "blocked" not in world.issues()


def test_403s_are_counted_over_crawls_and_readable_rules_do_not_end_the_count(site: Site, world: World) -> None:
    site.pages = {"/robots.txt": Answer(body=b"User-agent: *\nAllow: /"), "/feed": Answer(status=403)}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    for _ in range(3):
        world.crawl()
    site.asked.clear()

    world.crawl()

    assert site.asked == []


def test_an_answer_in_between_ends_the_count(site: Site, world: World) -> None:
    site.pages = {
        "/feed": rss(*((f"{site.url}/{name}", DAY) for name in "abcdef")),
        **{f"/{name}": Answer(status=403) for name in "abdef"},
        "/c": Answer(body=b"<h1>News</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))

    world.crawl()

    assert site.paths() == ["/feed", *(f"/{name}" for name in "abcdef")]


def test_rules_that_are_refused_count_too(site: Site, world: World) -> None:
    site.pages = {"*": Answer(status=403)}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    for _ in range(4):
        world.crawl()

    assert site.paths(robots=True) == ["/robots.txt"] * 3


def test_a_pause_of_an_hour_is_kept_by_the_next_crawls_too(site: Site, world: World) -> None:
    busy = [Answer(status=429, headers={"Retry-After": "Thu, 12 Dec 2024 13:00:00 GMT"})]
    site.pages = {"/feed": lambda _: busy.pop() if busy else rss((f"{site.url}/one", DAY)), "*": Answer(body=b"x")}
    site.pages["/robots.txt"] = Answer(status=404)
    world.add(make.source(urls=(f"{site.url}/feed",)))
    assert world.crawl().status == 1

    early = world.crawl(FACTORYWATCH_NOW="2024-12-12T12:30:00+00:00")
    late = world.crawl(FACTORYWATCH_NOW="2024-12-12T13:00:01+00:00")

    assert (early.status, late.status, late.counts[0]["fetched"]) == (1, 0, 1)
    assert site.paths() == ["/feed", "/feed", "/one"]
