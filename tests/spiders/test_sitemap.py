"""Sitemaps of every make: plain, news, indexes, packed ones; what is old, too large or no map."""

import gzip
import time
from datetime import UTC, datetime
from itertools import repeat

import pytest

from models.errors import ConfigError, NotFeed
from models.source import Sitemap
from spiders import sitemap
from spiders.entry import Ask, Entry
from tests.spiders import make
from tests.spiders.site import Answer, Site, World

URL = "https://example.org/sitemap.xml"
SOURCE = make.source(urls=(URL,), door="sitemap", sitemap=Sitemap())
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PLAIN = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*urls: tuple[str, str], more: str = "") -> bytes:
    """A map of addresses and days."""
    inside = "".join(
        f"<url><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}<priority>0.5</priority></url>"
        for loc, day in urls
    )
    return f"{HEAD}<urlset {PLAIN}>{inside}{more}</urlset>".encode()


def index(*maps: tuple[str, str]) -> bytes:
    """An index of maps."""
    inside = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>" for loc, day in maps
    )
    return f"{HEAD}<sitemapindex {PLAIN}>{inside}</sitemapindex>".encode()


NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/style.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><!-- a comment -->
 <url><loc>https://example.org/seven</loc>
  <news:news><news:publication><news:name>G</news:name><news:language>en</news:language></news:publication>
   <news:publication_date>2024-12-10T23:30:00+01:00</news:publication_date>
   <news:title>Seven sites &amp; one plan</news:title><news:keywords>EuroHPC, AI Factory</news:keywords></news:news>
  <image:image><image:loc>https://example.org/x.jpg</image:loc><image:title>No</image:title></image:image></url>
 <url><loc>https://example.org/zh</loc>
  <news:news><news:publication><news:name>G</news:name><news:language>zh-cn</news:language></news:publication>
   <news:publication_date>2024-12-11</news:publication_date><news:title>Z</news:title></news:news></url>
</urlset>"""


def test_a_plain_map_gives_addresses_the_last_changed_first() -> None:
    body = urlset(("https://example.org/a", "2024-12-09"), ("/b?x=1&amp;y=2", "2024-12-10T09:00:00+02:00"))

    assert sitemap.entries(body, URL, SOURCE) == (
        Entry(url="https://example.org/b?x=1&y=2", changed=datetime.fromisoformat("2024-12-10T09:00:00+02:00")),
        Entry(url="https://example.org/a", changed=datetime(2024, 12, 9, tzinfo=UTC)),
    )
    assert sitemap.further(body, Ask(url=URL), SOURCE) == ()


def test_a_news_map_gives_title_keywords_and_the_day_at_the_publishers() -> None:
    _, seven = sitemap.entries(NEWS, URL, SOURCE)

    assert seven == Entry(
        url="https://example.org/seven",
        title="Seven sites & one plan",
        teaser="EuroHPC, AI Factory",
        published="2024-12-10",
        changed=datetime.fromisoformat("2024-12-10T23:30:00+01:00"),
    )


def test_of_a_news_map_in_several_languages_only_those_that_the_source_names_are_read() -> None:
    chinese = make.source(door="sitemap", sitemap=Sitemap(languages=("zh",)))

    assert [entry.title for entry in sitemap.entries(NEWS, URL, chinese)] == ["Z"]


def test_an_index_leads_to_its_maps_the_last_changed_first_and_not_to_all_of_them() -> None:
    body = index(("https://example.org/2019.xml", "2019-12-31"), ("/news.xml.gz", "2024-12-10"), ("/tags.xml", ""))

    asks = sitemap.further(body, Ask(url=URL), SOURCE)

    assert [ask.url for ask in asks] == [
        "https://example.org/news.xml.gz",
        "https://example.org/2019.xml",
        "https://example.org/tags.xml",
    ]
    assert asks[0].changed == datetime(2024, 12, 10, tzinfo=UTC)
    assert sitemap.entries(body, URL, SOURCE) == ()
    one = make.source(door="sitemap", sitemap=Sitemap(most_pages=1))
    assert len(sitemap.further(body, Ask(url=URL), one)) == 1
    news = make.source(door="sitemap", sitemap=Sitemap(maps=r"/news"))
    assert [ask.url for ask in sitemap.further(body, Ask(url=URL), news)] == ["https://example.org/news.xml.gz"]


@pytest.mark.parametrize("times", [1, 2])
def test_packed_maps_are_unpacked_also_twice(times: int) -> None:
    body = urlset(("https://example.org/a", ""))
    for _ in range(times):
        body = gzip.compress(body)

    assert [entry.url for entry in sitemap.entries(body, URL, SOURCE)] == ["https://example.org/a"]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(HEAD.encode() + b"<urlset>" + b" " * 200_000_000)

    start = time.process_time()
    with pytest.raises(NotFeed, match="unpacks to more than 50 MB"):
        sitemap.entries(bomb, URL, SOURCE)
    assert time.process_time() - start < 2


def test_damaged_packing_is_no_map() -> None:
    with pytest.raises(NotFeed, match="damaged"):
        sitemap.entries(b"\x1f\x8bnot really", URL, SOURCE)


@pytest.mark.parametrize(
    ("broken", "urls"),
    [
        (urlset(("https://example.org/a", ""), ("https://example.org/b", ""))[:-40], 1),
        (b"\n\n" + urlset(("https://example.org/a", "")), 1),
        (b"\xef\xbb\xbf" + urlset(("https://example.org/a", "")), 1),
        (urlset(("https://example.org/a?b=1&c=2", "")), 1),
        (urlset(("https://example.org/a", "soon"), ("javascript:alert(1)", ""), ("http://[", ""), ("", "")), 1),
        (
            urlset(("https://example.org/a", "")).replace(b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', b""),
            1,
        ),
        (urlset(("https://example.org/a", "")).replace(b"UTF-8", b"no-such"), 1),
        (urlset(("https://example.org/a", "")).replace(b"<url>", b"<url>\x00\x0b"), 1),
    ],
    ids=["cut off", "space ahead", "BOM", "bare &", "odd addresses", "no namespace", "unknown encoding", "control"],
)
def test_broken_maps_are_read_as_far_as_they_go(broken: bytes, urls: int) -> None:
    assert len(sitemap.entries(broken, URL, SOURCE)) >= urls
    assert sitemap.entries(broken, URL, SOURCE)[0].url.startswith("https://example.org/a")


@pytest.mark.parametrize("body", [b"", b" ", b"<html><body>Sorry</body></html>", b"{}", b"<rss/>", b"\x89PNG"])
def test_what_is_no_map_is_refused(body: bytes) -> None:
    with pytest.raises(NotFeed, match="is no sitemap"):
        sitemap.entries(body, URL, SOURCE)


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 10))
    head = f'<!DOCTYPE urlset [<!ENTITY l0 "ha"><!ENTITY file SYSTEM "file:///etc/hostname">{laughs}]>'
    body = urlset(("https://example.org/a&amp;l9;&l9;&file;", "")).replace(b"?>\n", b"?>" + head.encode())

    start = time.process_time()
    entries = sitemap.entries(body, URL, SOURCE)

    assert time.process_time() - start < 2
    assert len(repr(entries)) < 5_000


@pytest.mark.parametrize("filling", ["<url>", "<", "&", "<!--", "<![CDATA[", "<url><loc>a", "]]>"])
def test_a_megabyte_of_nonsense_is_read_quickly(filling: str) -> None:
    body = urlset(more="".join(repeat(filling, 1_000_000 // len(filling))))

    start = time.process_time()
    sitemap.entries(body, URL, SOURCE)
    assert time.process_time() - start < 3


def test_a_full_map_of_fifty_thousand_addresses_is_read_in_seconds() -> None:
    body = urlset(*((f"https://example.org/{number}", "2024-12-10") for number in range(50_000)))

    start = time.process_time()
    assert len(sitemap.entries(body, URL, SOURCE)) == 50_000
    assert time.process_time() - start < 5


def test_the_door_needs_its_table_and_a_pattern_that_can_be_read() -> None:
    with pytest.raises(ConfigError, match=r"gazette\.toml: sitemap: is missing"):
        sitemap.check(make.source(door="sitemap"))
    with pytest.raises(ConfigError, match=r"gazette\.toml: sitemap\.maps: is no regular expression"):
        sitemap.check(make.source(door="sitemap", sitemap=Sitemap(maps="(")))


def test_only_what_is_wanted_and_not_too_old_is_asked_for(site: Site, world: World) -> None:
    maps = urlset(
        (f"{site.url}/fabbrica-di-ia-a-bologna", "2024-12-10"),
        (f"{site.url}/calcio", "2024-12-10"),
        (f"{site.url}/fabbrica-di-ia-idea-del-2023", "2023-12-10"),
    )
    site.pages = {"/sitemap.xml": Answer(body=maps, kind="application/xml"), "*": Answer(body=b"<h1>News</h1>")}
    world.add(
        make.source(urls=(f"{site.url}/sitemap.xml",), door="sitemap", sitemap=Sitemap(), query=("fabbrica di IA",))
    )

    crawled = world.crawl()

    assert site.paths() == ["/sitemap.xml", "/fabbrica-di-ia-a-bologna"]
    assert crawled.counts[0]["entries"] == 3


def test_a_nested_index_is_read_to_its_bound_and_next_time_only_what_changed(site: Site, world: World) -> None:
    def xml(body: bytes) -> Answer:
        return Answer(body=body, kind="application/xml")

    def top(day: str) -> Answer:
        years = ((f"{site.url}/{name}.xml.gz", when) for name, when in (("old", "2024-12-01"), ("new", day)))
        return xml(index(*years, (f"{site.url}/nested.xml", "2024-12-10")))

    packed = gzip.compress(urlset((f"{site.url}/one", "2024-12-10")))
    site.pages = {
        "/sitemap.xml": top("2024-12-11"),
        "/new.xml.gz": Answer(body=packed, kind="application/gzip"),
        "/old.xml.gz": Answer(body=packed, kind="application/x-gzip", headers={"Content-Encoding": "identity"}),
        # An index that leads to itself and to ever further ones.
        "/nested.xml": xml(index((f"{site.url}/nested.xml", ""), *((f"{site.url}/{n}.xml", "") for n in range(50)))),
        "/one": Answer(body=b"<h1>One</h1>"),
        "/two": Answer(body=b"<h1>Two</h1>"),
        "*": xml(urlset()),
    }
    world.add(make.source(urls=(f"{site.url}/sitemap.xml",), door="sitemap", sitemap=Sitemap(most_pages=8)))
    world.crawl()
    assert len([path for path in site.paths() if ".xml" in path]) == 8
    assert site.paths().count("/nested.xml") == 1
    assert site.paths().count("/one") == 1

    site.asked.clear()
    site.pages["/sitemap.xml"] = top("2024-12-20")
    site.pages["/new.xml.gz"] = Answer(
        body=gzip.compress(urlset((f"{site.url}/one", "2024-12-10"), (f"{site.url}/two", "2024-12-20"))),
        kind="application/gzip",
    )
    world.crawl(FACTORYWATCH_NOW="2024-12-20T12:00:00+00:00")

    assert [path for path in site.paths() if ".xml" in path] == ["/sitemap.xml", "/new.xml.gz"]
    assert site.paths().count("/two") == 1


def test_of_a_map_without_end_a_crawl_takes_a_part_and_the_next_goes_on(site: Site, world: World) -> None:
    site.pages = {
        "/sitemap.xml": Answer(body=urlset(*((f"{site.url}/{number}", "2024-12-10") for number in range(250)))),
        "*": Answer(body=b"<h1>News</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/sitemap.xml",), door="sitemap", sitemap=Sitemap()))

    first, second = world.crawl(), world.crawl()

    assert (first.counts[0]["fetched"], second.counts[0]["fetched"]) == (200, 50)
