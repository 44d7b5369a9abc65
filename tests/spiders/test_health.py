"""What arrived against what is expected."""

import socket

import pytest

from models.source import Source
from models.store import engine, runs
from spiders import health
from spiders.tally import Tally, Visit
from spiders.trouble import Trouble
from tests.spiders import make, pages
from tests.spiders.site import DAY, Answer, Site, World, rss

DOWN = Trouble(kind="down", words="nobody answers there", passing=True)
GONE = Trouble(kind="gone", words="the site answers 404")
ROBOTS = Trouble(kind="robots", words="robots.txt does not allow it")


def tally(
    *visits: Visit,
    source: Source | None = None,
    fetched: int = 0,
    unchanged: int = 0,
    troubles: tuple[Trouble, ...] = (),
) -> Tally:
    return Tally(
        source=source or make.source(),
        visits=list(visits),
        fetched=fetched,
        unchanged=unchanged,
        failed=len(troubles),
        troubles=[(f"https://example.org/{number}", why) for number, why in enumerate(troubles)],
    )


def visit(*, entries: int = 0, trouble: Trouble | None = None, same: bool = False) -> Visit:
    return Visit(url="https://example.org/feed", look=None, entries=entries, trouble=trouble, same=same)


@pytest.mark.parametrize(
    ("met", "failures", "remarks"),
    [
        (tally(visit(entries=3), fetched=3), [], []),
        (tally(visit(entries=3)), [], []),
        (tally(visit(same=True), unchanged=1), [], []),
        (tally(visit(trouble=DOWN)), ["down"], []),
        (tally(visit(trouble=DOWN), visit(entries=3)), ["down"], []),
        (tally(visit()), ["empty_feed"], []),
        (tally(visit(), source=make.source(door="listing", listing=make.LISTING)), ["empty_list"], []),
        (tally(visit(), visit(entries=2)), [], []),
        (tally(visit(entries=3), source=make.source(entries=10)), [], ["few_entries"]),
        (tally(visit(entries=3), troubles=(GONE, GONE)), [], ["gone", "gone"]),
        (tally(visit(entries=3), fetched=1, troubles=(DOWN, GONE)), [], ["gone", "articles_failed"]),
        (tally(visit(entries=3), troubles=(DOWN, DOWN)), ["down"], ["articles_failed"]),
        (tally(visit(entries=3), troubles=(ROBOTS, ROBOTS)), ["robots"], ["robots"]),
        (tally(visit(entries=3), fetched=1, troubles=(ROBOTS, ROBOTS)), [], ["robots"]),
    ],
)
def test_a_crawl_is_judged_by_what_arrived(met: Tally, failures: list[str], remarks: list[str]) -> None:
    assert [issue.kind for issue in health.failures(met, make.NOON)] == failures
    assert [issue.kind for issue in health.remarks(met, make.NOON)] == remarks


def test_what_a_crawl_has_shown_to_be_over_is_closed_and_what_it_could_not_see_is_not() -> None:
    assert {"down", "few_entries", "no_feed"} <= health.over(tally(visit(entries=3)), ())
    same = health.over(tally(visit(same=True)), ())
    assert "down" in same
    assert "few_entries" not in same
    down = tally(visit(trouble=DOWN))
    assert "down" not in health.over(down, health.failures(down, make.NOON))


def test_a_site_that_is_down_fails_the_crawl_with_an_issue_that_closes_when_it_is_back(
    site: Site, world: World
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    world.add(make.source(urls=(f"http://127.0.0.1:{port}/feed",)))

    crawled = world.crawl()

    assert crawled.status == 1
    assert crawled.counts == ({"source": "gazette", "entries": 0, "fetched": 0, "unchanged": 0, "failed": 0},)
    assert len(crawled.words.splitlines()) == 1
    assert crawled.words.startswith("gazette: down: ")
    assert world.issues()["down"].count == 1
    world.crawl()
    assert world.issues()["down"].count == 2

    site.pages = {"*": rss((f"{site.url}/one", DAY))}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    assert world.crawl().status == 0
    assert world.issues() == {}


def test_a_feed_that_gives_nothing_fails_the_crawl_each_time(site: Site, world: World) -> None:
    answers = {
        "html": (Answer(body=b"<!doctype html><html><body><h1>Sorry</h1></body></html>"), "no_feed"),
        "nothing": (Answer(body=b""), "no_feed"),
        "empty": (rss(), "empty_feed"),
        "blocked": (Answer(status=403, body=rss().body), "blocked"),
        "gone": (Answer(status=404), "gone"),
        "teapot": (Answer(status=418), "broken"),
        "no-content": (Answer(status=204), "broken"),
        "down": (Answer(status=500), "down"),
    }
    for name, (answer, _) in answers.items():
        site.pages[f"/{name}"] = answer
        world.add(make.source(name, urls=(f"{site.url}/{name}",)))

    first, second = world.crawl(*answers), world.crawl(*answers)

    assert (first.status, second.status) == (1, 1)
    assert [line.split(": ")[:2] for line in first.words.splitlines()] == [
        [name, kind] for name, (_, kind) in answers.items()
    ]
    assert second.words == first.words


def test_a_source_that_fails_does_not_keep_the_others_from_being_read(site: Site, world: World) -> None:
    site.pages = {"/feed": rss((f"{site.url}/one", DAY)), "/one": Answer(body=b"<h1>1</h1>")}
    world.add(make.source("gazette", urls=(f"{site.url}/feed",)))
    world.add(make.source("ledger", urls=(f"{site.url}/none",)))

    crawled = world.crawl("ledger", "gazette")

    assert crawled.status == 1
    assert [counts["fetched"] for counts in crawled.counts] == [0, 1]


def test_a_list_whose_layout_has_changed_is_noticed(site: Site, world: World) -> None:
    site.pages = {"/list": Answer(body=pages.page([]).encode())}
    world.add(make.source(urls=(f"{site.url}/list",), door="listing", listing=make.LISTING))

    assert world.crawl().status == 1
    assert "empty_list" in world.issues()


def _state(world: World) -> str | None:
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    with engine.reading(store).connect() as connection:
        (last,) = runs.last(connection, "gazette", 1)
    store.dispose()
    return last.state


def test_a_feed_that_shrinks_or_stands_still_is_found_out_at_once_and_forgiven_when_it_is_back(
    site: Site, world: World
) -> None:
    def feed(entries: int, day: int) -> Answer:
        stamp = f"{day} Dec 2024 09:00:00 GMT"
        return rss(*((f"{site.url}/{number}", stamp) for number in range(entries)))

    def on(day: int) -> str | None:
        crawled = world.crawl(FACTORYWATCH_NOW=f"2024-12-{day}T12:00:00+00:00")
        assert crawled.status == 0
        return _state(world)

    world.add(make.source(urls=(f"{site.url}/feed",), query=("nothing at all",)))
    for day in (11, 12, 13, 14):
        site.pages["/feed"] = feed(10, day)
        assert on(day) == "healthy"

    site.pages["/feed"] = feed(4, 15)
    assert on(15) == "layout changed"
    assert world.issues()["layout_changed"].words == "4 entries, usually 10"
    site.pages["/feed"] = feed(10, 16)
    assert on(16) == "healthy"
    assert world.issues() == {}
    # It answers as ever, and as ever, and as ever.
    assert on(20) == "healthy"
    assert on(27) == "silent"
    assert world.issues()["silent"].words == "its newest entry is 11 days old, usually up to 1"
    site.pages["/feed"] = feed(10, 28)
    assert on(28) == "healthy"
    assert world.issues() == {}


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(status=403), "blocked"),
        (Answer(status=500), "down"),
        (Answer(body=b"<html><h1>Welcome</h1></html>"), "layout changed"),
    ],
)
def test_a_feed_that_fails_has_a_state_for_it(site: Site, world: World, answer: Answer, state: str) -> None:
    site.pages["/feed"] = answer
    world.add(make.source(urls=(f"{site.url}/feed",)))

    assert world.crawl().status == 1
    assert _state(world) == state
