"""Articles that are looked at again by themselves, in real crawls: edited, edited back, gone, back, under two names."""

from collections.abc import Mapping

from models.store import engine, read, write
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss


def _done(world: World) -> list[str]:
    """The addresses of the pages that wait, which are read by now."""
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    with store.begin() as connection:
        waiting = read.waiting(connection)
        for page in waiting:
            write.page_done(connection, page.sha, "done", make.NOON)
    store.dispose()
    return [page.url.rpartition("/")[2] for page in waiting]


def _on(day: str) -> dict[str, str]:
    return {"FACTORYWATCH_NOW": f"2024-12-{day}T12:00:00+00:00"}


def test_an_article_that_is_edited_though_its_feed_says_nothing_is_read_again_also_when_it_is_edited_back(
    site: Site, world: World
) -> None:
    """The fault `edited article`: the text changes, date and feed do not."""

    def article(headers: Mapping[str, str]) -> Answer:
        same = headers.get("if-none-match") == f'"{text}"'
        return Answer(status=304) if same else Answer(body=text.encode(), headers={"ETag": f'"{text}"'})

    text = "seven"
    site.pages = {"/feed": rss((f"{site.url}/one", DAY)), "/one": article}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    assert _done(world) == ["one"]
    text = "eight"
    world.crawl(**_on("13"))
    assert _done(world) == ["one"]
    world.crawl(**_on("14"))
    assert site.paths().count("/one") == 2
    text = "seven"
    world.crawl(**_on("15"))
    assert _done(world) == ["one"]
    world.crawl(**_on("19"))
    assert _done(world) == []

    assert site.paths().count("/one") == 4
    assert [page.body.decode() for page in world.pages()] == ["seven", "eight", "seven"]


def test_a_page_that_vanishes_is_missed_and_one_that_comes_back_is_read_again(site: Site, world: World) -> None:
    url = f"{site.url}/one"
    site.pages = {"/feed": rss((url, DAY)), "/one": Answer(body=b"seven")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    assert _done(world) == ["one"]
    del site.pages["/one"]
    missing = []
    for day in ("13", "15", "16", "19", "20"):
        assert world.crawl(**_on(day)).status == 0
        look = world.look(url)
        assert look
        missing.append(look.gone)
    site.pages["/one"] = Answer(status=410)
    site.pages["/feed"] = rss((url, "Sat, 21 Dec 2024 09:00:00 GMT"))
    world.crawl(**_on("21"))
    gone = world.look(url)
    site.pages["/one"] = Answer(body=b"seven")
    site.pages["/feed"] = rss((url, "Sun, 22 Dec 2024 09:00:00 GMT"))
    world.crawl(**_on("22"))

    back = world.look(url)
    assert missing == [False, False, False, False, True]
    assert gone
    assert gone.gone
    assert back
    assert (back.gone, back.missed, back.missed_since) == (False, 0, None)
    # The same body as ever: it is read again because what it says was withdrawn.
    assert _done(world) == ["one"]


def test_a_page_is_asked_for_under_the_address_it_is_known_by(site: Site, world: World) -> None:
    known, place = f"{site.url}/one", site.url.removeprefix("http://")
    twins = (f"https://{place}/one", f"http://www.{place}/one", f"{known}/amp/", f"{known}?utm_source=x#top")
    site.pages = {"/feed": rss((known, DAY), *((twin, DAY) for twin in twins)), "/one": Answer(body=b"1")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    assert world.crawl().counts[0]["fetched"] == 1
    later = "Thu, 12 Dec 2024 15:00:00 GMT"
    site.pages |= {"/feed": rss(*((twin, later) for twin in twins)), "/one": Answer(body=b"2")}

    again = world.crawl(FACTORYWATCH_NOW="2024-12-12T18:00:00+00:00")

    assert (again.counts[0]["fetched"], again.counts[0]["failed"]) == (1, 0)
    assert site.paths() == ["/feed", "/one", "/feed", "/one"]
    assert {page.url for page in world.pages()} == {known}


def test_an_amp_page_is_kept_under_the_address_that_it_calls_its_own(site: Site, world: World) -> None:
    body = f'<html><head><link rel="canonical" href="{site.url}/2024/seven"></head><h1>Seven</h1>'
    site.pages = {"/feed": rss((f"{site.url}/seven.amp.html", DAY)), "*": Answer(body=body.encode())}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    site.pages["/feed"] = rss((f"{site.url}/seven.amp.html", DAY), (f"{site.url}/2024/seven", DAY))

    assert world.crawl().counts[0]["fetched"] == 0
    assert world.waiting() == [f"{site.url}/2024/seven"]
