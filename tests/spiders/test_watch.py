"""Pages that are edited in place: what counts as an edit, and what is only furniture."""

import time

import pytest

from models.errors import ConfigError, PageError
from models.source import Watch
from spiders import watch
from spiders.entry import Entry
from tests.spiders import make
from tests.spiders.site import Answer, Site, World

URL = "https://example.org/ai-factories_en"
WATCH = Watch(part="main div.ecl", without=(".visits", "time"))
SOURCE = make.source(urls=(URL,), door="watch", watch=WATCH)


def page(count: str, *, visits: int = 1, ticker: str = "", more: str = "") -> bytes:
    """A topic page: no date, a counter, a ticker."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>AI Factories</title></head><body>
    <aside>{ticker}</aside><main><h1>AI Factories</h1><div class="ecl"><p>{count} factories are <b>at work</b>.</p>
    <script>var token = "{visits}";</script><p class="visits">Read {visits} times</p>{more}</div></main>
    </body></html>""".encode()


def test_the_part_is_its_words_alone() -> None:
    assert watch.part(page("Seven"), URL, SOURCE) == b"Seven factories are at work ."


@pytest.mark.parametrize(
    "other",
    [
        page("Seven", visits=99),
        page("Seven", ticker="Breaking: rain"),
        page("Seven").replace(b"<p>", b'\n  <p class="x" data-id="77">\n'),
        page("Seven", more="<time>12:01</time><!-- served by node 4 -->"),
    ],
    ids=["counter and token", "ticker", "markup", "clock and comment"],
)
def test_what_changes_with_every_look_is_no_edit(other: bytes) -> None:
    assert watch.part(other, URL, SOURCE) == watch.part(page("Seven"), URL, SOURCE)


def test_other_words_are_an_edit() -> None:
    assert watch.part(page("Thirteen"), URL, SOURCE) != watch.part(page("Seven"), URL, SOURCE)
    assert watch.part(page("Seven", more="<p>New</p>"), URL, SOURCE) != watch.part(page("Seven"), URL, SOURCE)


@pytest.mark.parametrize("body", [b"", b"<h1>Sorry</h1>", b'<main><div class="ecl"> \n </div></main>', b"{}"])
def test_a_page_without_the_part_is_told_and_not_taken_for_an_edit(body: bytes) -> None:
    with pytest.raises(PageError, match=r"the part that is watched \(main div\.ecl\) is not in the page"):
        watch.part(body, URL, SOURCE)


@pytest.mark.parametrize("filling", ["<div>", '<div class="ecl">x', "<p>a", "<b a=1><p>"])
def test_a_megabyte_of_nonsense_is_read_quickly(filling: str) -> None:
    body = page("Seven", more=filling * (1_000_000 // len(filling)))

    start = time.process_time()
    watch.part(body, URL, SOURCE)
    assert time.process_time() - start < 3


def test_the_page_is_its_own_entry() -> None:
    assert watch.entries(b"", URL, SOURCE) == (Entry(url=URL),)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (None, r"watch: is missing"),
        (Watch(part=""), r"watch\.part: is empty"),
        (Watch(part="p["), r"watch\.part: p\[ is no CSS selector"),
        (Watch(part="p", without=("a", ">>")), r"watch\.without: >> is no CSS selector"),
    ],
)
def test_selectors_that_cannot_be_read_are_a_matter_of_configuration(table: Watch | None, words: str) -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml: " + words):
        watch.check(make.source(door="watch", watch=table))


def test_a_page_edited_in_place_is_taken_in_once_for_each_edit(site: Site, world: World) -> None:
    def visit(day: int, body: bytes) -> int:
        site.pages["/ai-factories_en"] = Answer(body=body)
        crawled = world.crawl(FACTORYWATCH_NOW=f"2024-12-{day}T12:00:00+00:00")
        assert crawled.status == 0
        return int(crawled.counts[0]["fetched"])

    world.add(make.source(urls=(f"{site.url}/ai-factories_en",), door="watch", watch=WATCH))

    taken = [
        visit(10, page("Seven")),
        visit(11, page("Seven", visits=500, ticker="Snow")),
        visit(12, page("Thirteen", visits=501)),
        visit(13, page("Thirteen", visits=502)),
        visit(14, page("Seven", visits=503)),
    ]

    assert taken == [1, 0, 1, 0, 1]
    assert [f"{site.url}/ai-factories_en"] * 3 == [kept.url for kept in world.pages()]
    assert site.paths() == ["/ai-factories_en"] * 5


def test_a_watched_page_that_lost_its_part_is_an_issue_and_no_article(site: Site, world: World) -> None:
    site.pages = {"/ai-factories_en": Answer(body=page("Seven"))}
    world.add(make.source(urls=(f"{site.url}/ai-factories_en",), door="watch", watch=WATCH))
    world.crawl()
    site.pages = {"/ai-factories_en": Answer(body=b"<h1>New layout</h1>")}

    crawled = world.crawl(FACTORYWATCH_NOW="2024-12-13T12:00:00+00:00")

    assert crawled.status == 1
    assert "the part that is watched" in crawled.words
    assert len(world.pages()) == 1
