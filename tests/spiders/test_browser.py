"""Pages that are drawn by script, in a real Chromium where there is one; and what a browser must never reach."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from models.errors import ConfigError
from models.settings import Settings
from models.source import Browser, Listing
from spiders import browser, politeness
from tests.spiders import make
from tests.spiders.site import Answer, Site, World, opened

LIST = Listing(entry="li.news", link="a", next="a.more", most_pages=2)
DRAWN = Browser(drawn="li.news, main h1", seconds=15)

real = pytest.mark.skipif(
    find_spec("scrapy_playwright") is None or shutil.which("chromium") is None,
    reason="needs the extra browser (scrapy-playwright) and Debian's chromium",
)


def page(script: str) -> Answer:
    """A shell without a word of its own."""
    return Answer(
        body=f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shell</title></head><body>
        <div id="app"></div><script>{script}</script></body></html>""".encode(),
        headers={"Content-Security-Policy": "script-src 'unsafe-inline'"},
    )


NEWS = """fetch("/api/news.json").then(answer => answer.json()).then(news => {
  document.getElementById("app").innerHTML = "<ul>" +
    news.map(one => `<li class="news"><a href="${one.path}">${one.title}</a></li>`).join("") + "</ul>" })"""
ARTICLE = """setTimeout(() => { document.getElementById("app").innerHTML =
  "<main><h1>Η Pharos ξεκινά</h1><p>It was drawn by a script.</p></main>" }, 50)"""
NEWS_JSON = Answer(body=b'[{"path": "/pharos", "title": "Pharos"}]', kind="application/json")


@real
def test_a_list_and_its_articles_are_read_as_the_browser_draws_them(site: Site, world: World) -> None:
    site.pages = {"/news": page(NEWS), "/api/news.json": NEWS_JSON, "/pharos": page(ARTICLE)}
    world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

    crawled = world.crawl(FACTORYWATCH_CONTACT="press@example.org")

    assert (crawled.status, crawled.words, crawled.counts[0]["fetched"]) == (0, "", 1)
    (kept,) = world.pages()
    assert "<h1>Η Pharos ξεκινά</h1>" in kept.body.decode()
    assert kept.url == f"{site.url}/pharos"
    assert {asked.headers["user-agent"] for asked in site.asked} == {politeness.user_agent("press@example.org")}
    # Playwright's way of setting the name would add that we are somebody on Windows.
    assert not any("Windows" in value for asked in site.asked for value in asked.headers.values())
    assert site.paths(robots=True)[0] == "/robots.txt"


@real
def test_the_shells_stamps_say_nothing_of_what_is_drawn_into_it(site: Site, world: World) -> None:
    shell = Answer(body=page(NEWS).body, headers={"ETag": '"shell"'})
    site.pages = {
        "/news": lambda headers: Answer(status=304) if "if-none-match" in headers else shell,
        "/api/news.json": NEWS_JSON,
        "*": page(ARTICLE),
    }
    world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))
    world.crawl()
    two = b'[{"path": "/mimer", "title": "Mimer"}, {"path": "/pharos", "title": "Pharos"}]'
    site.pages["/api/news.json"] = Answer(body=two, kind="application/json")

    crawled = world.crawl()

    assert crawled.status == 0
    assert [page.url for page in world.pages()] == [f"{site.url}/pharos", f"{site.url}/mimer"]


@real
def test_a_browser_reaches_no_host_but_the_sources_own(site: Site, world: World) -> None:
    with opened("127.0.0.2") as private:
        port = private.server_address[1]
        strangers = (
            f"{private.url}/x",
            f"http://localhost:{port}/x",
            f"http://2130706434:{port}/x",
            "file:///etc/passwd",
        )
        asks = "".join(
            f"fetch({url!r}).catch(() => 0); document.body.append(Object.assign(new Image(), {{src: {url!r}}}));"
            f"document.body.append(Object.assign(document.createElement('script'), {{src: {url!r}}}));"
            f"document.body.append(Object.assign(document.createElement('iframe'), {{src: {url!r}}}));"
            f"try {{ new WebSocket({url.replace('http', 'ws')!r}) }} catch (error) {{}};"
            for url in strangers
        )
        site.pages = {"/news": page(asks + NEWS), "/api/news.json": NEWS_JSON, "/pharos": page(ARTICLE)}
        world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

        crawled = world.crawl()

        assert (crawled.status, crawled.counts[0]["fetched"]) == (0, 1)
        assert (private.asked, private.connections) == ([], 0)


@real
def test_a_redirect_to_a_stranger_is_not_followed(site: Site, world: World) -> None:
    with opened("127.0.0.2") as other:
        other.pages = {"*": page(ARTICLE)}
        site.pages = {
            "/news": page(NEWS),
            "/api/news.json": NEWS_JSON,
            "/pharos": Answer(status=302, headers={"Location": f"{other.url}/secret"}),
        }
        world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

        crawled = world.crawl()

        assert (other.asked, other.connections) == ([], 0)
        assert crawled.counts[0]["fetched"] == 0
        assert world.pages() == []


@real
def test_a_page_that_is_never_drawn_is_an_issue_and_no_article(site: Site, world: World) -> None:
    site.pages = {"/news": page("document.title = 'nothing more'")}
    world.add(
        make.source(
            urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=Browser(drawn="li.news", seconds=0.3)
        )
    )

    crawled = world.crawl()

    assert crawled.status == 1
    assert "no answer in time" in crawled.words
    assert world.pages() == []


@real
def test_what_robots_txt_bars_is_not_opened_in_a_browser(site: Site, world: World) -> None:
    site.pages = {
        "/robots.txt": Answer(body=b"User-agent: *\nDisallow: /pharos\n", kind="text/plain"),
        "/news": page(NEWS),
        "/api/news.json": NEWS_JSON,
    }
    world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

    world.crawl()

    assert "/pharos" not in site.paths()
    assert "robots" in world.issues()


@real
def test_an_article_that_is_gone_is_gone_in_a_browser_too(site: Site, world: World) -> None:
    site.pages = {"/news": page(NEWS), "/api/news.json": NEWS_JSON, "*": Answer(body=b"<p>Gone", status=404)}
    world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

    world.crawl()

    assert world.issues()["gone"].about == f"{site.url}/pharos"


@pytest.mark.skipif(find_spec("scrapy_playwright") is not None, reason="the extra browser is installed here")
def test_without_the_extra_the_door_says_what_to_install(world: World) -> None:
    world.add(make.source(door="browser", listing=LIST, browser=DRAWN))

    crawled = world.crawl()

    assert crawled.status == 2
    words = "gazette.toml: door: the door browser needs the extra: pip install 'factorywatch[browser]'"
    assert crawled.words.splitlines() == [words]


@real
def test_without_a_chromium_the_crawl_says_how_to_name_one(site: Site, world: World) -> None:
    world.add(make.source(urls=(f"{site.url}/news",), door="browser", listing=LIST, browser=DRAWN))

    crawled = world.crawl(FACTORYWATCH_BROWSER="/no/such/chromium")

    assert (crawled.status, site.asked) == (2, [])
    assert crawled.words.splitlines() == ["FACTORYWATCH_BROWSER: /no/such/chromium is no program"]


def test_the_door_needs_its_tables() -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml: listing: is missing"):
        browser.check(make.source(door="browser", browser=DRAWN))
    with pytest.raises(ConfigError, match=r"gazette\.toml: browser: is missing"):
        browser.check(make.source(door="browser", listing=LIST))
    with pytest.raises(ConfigError, match=r"gazette\.toml: browser\.drawn: \[ is no CSS selector"):
        browser.check(make.source(door="browser", listing=LIST, browser=Browser(drawn="[")))


def test_where_the_extra_cannot_be_imported_the_door_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scrapy_playwright", None)  # as Python marks what is not there

    with pytest.raises(ConfigError, match=r"gazette\.toml: door: .* pip install 'factorywatch\[browser\]'"):
        browser.check(make.source(door="browser", listing=LIST, browser=DRAWN))


def test_a_browser_that_is_not_there_is_a_matter_of_configuration(tmp_path: Path) -> None:
    for given in (str(tmp_path / "none"), str(tmp_path), __file__):
        with pytest.raises(ConfigError, match=r"FACTORYWATCH_BROWSER: .* is no program"):
            browser.executable(given)


def test_no_source_with_this_door_no_browser() -> None:
    assert browser.settings([make.source()], Settings(browser="/no/such"), "factorywatch") == {}


def test_every_name_but_the_sources_own_is_made_unknown_and_private_addresses_are_left_out() -> None:
    assert browser.rules({"127.0.0.1:8000"}, ()) == "MAP * ~NOTFOUND"
    assert browser.rules({"127.0.0.1:8000"}, ("127.0.0.0/8",)) == "MAP 127.0.0.1 127.0.0.1, MAP * ~NOTFOUND"


@pytest.mark.parametrize(
    ("url", "kind", "given"),
    [
        ("https://www.example.org/a.js", "script", True),
        ("https://example.org/api", "xhr", True),
        ("https://example.org/a.png", "image", False),
        ("https://example.org/a.woff", "font", False),
        ("https://tracker.example.com/t.js", "script", False),
        ("https://example.org:8443/a.js", "script", False),
        ("file:///etc/passwd", "document", False),
        ("data:text/html,x", "document", False),
    ],
)
def test_only_the_hosts_own_documents_scripts_and_answers_are_loaded(url: str, kind: str, given: bool) -> None:
    assert browser.needed(url, kind, frozenset({"example.org"})) is given
