"""The ledger: every request of a crawl is counted once, by site and day."""

from datetime import date

from models.ledger import Day
from models.store import engine, sites
from spiders.ledger import Ledger
from tests.spiders import make
from tests.spiders.site import DAY, RESERVED, Answer, Site, World, opened, rss

TODAY = date(2024, 12, 12)


def ledger(world: World, site: str = "") -> tuple[Day, ...]:
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    try:
        with engine.reading(store).connect() as connection:
            return sites.ledger(connection, site=site)
    finally:
        store.dispose()


def test_every_request_is_counted_by_what_came_of_it(site: Site, world: World) -> None:
    robots = b"User-agent: *\nDisallow: /private"
    feed = rss(*((f"{site.url}/{name}", DAY) for name in ("one", "moved", "gone", "down", "private", "broken")))
    site.pages = {
        "/robots.txt": Answer(body=robots),
        "/feed": feed,
        "/one": Answer(body=b"<h1>1</h1>"),
        "/moved": Answer(status=301, headers={"Location": "/one?again"}),
        "/one?again": Answer(body=b"<h1>2</h1>"),
        "/down": Answer(status=500),
        "/broken": Answer(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))

    world.crawl()

    (day,) = ledger(world)
    assert day.site == site.url.removeprefix("http://")
    assert day.day == TODAY
    # robots.txt, the feed, one, moved and where it led, broken; tdmrep.json and gone; down, tried three times.
    assert (day.ok, day.moved, day.client_errors, day.server_errors) == (5, 1, 2, 3)
    assert (day.requests, day.failed, day.refused) == (11, 0, 1)
    assert day.requests == len(site.asked)
    assert isinstance(feed.body, bytes)
    assert day.bytes == len(robots) + len(feed.body) + 2 * len(b"<h1>1</h1>") + len(b"no gzip at all")


def test_the_next_crawl_of_the_day_adds_to_it_and_the_next_day_has_its_own(site: Site, world: World) -> None:
    site.pages = {"/robots.txt": Answer(status=404), "/feed": rss((f"{site.url}/one", DAY)), "*": Answer(body=b"1")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    world.crawl()

    world.crawl(FACTORYWATCH_NOW="2024-12-13T00:01:00+00:00")

    assert RESERVED in [asked.path for asked in site.asked]
    assert [(day.day.day, day.requests) for day in ledger(world)] == [(13, 4), (12, 6)]


def test_what_never_went_out_is_refused_and_no_request(world: World) -> None:
    with opened("127.0.0.2") as outside, opened("127.0.0.1") as inside:
        outside.pages = {
            "/feed": rss((f"{outside.url}/one", DAY)),
            "/one": Answer(status=302, headers={"Location": f"{inside.url}/one"}),
        }
        world.add(make.source(urls=(f"{outside.url}/feed",), admit="."))

        world.crawl(FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.2/32")

        (within,) = ledger(world, inside.url.removeprefix("http://"))
    assert (within.requests, within.refused > 0) == (0, True)


def test_counts_that_could_not_be_written_are_not_lost() -> None:
    counted = Ledger()
    counted.add("example.org", TODAY, requests=1, ok=1)
    days = counted.taken()
    counted.add("example.org", TODAY, requests=1, bytes=7)

    counted.back(days)

    assert counted.taken() == (Day(site="example.org", day=TODAY, requests=2, ok=1, bytes=7),)
    assert counted.taken() == ()
