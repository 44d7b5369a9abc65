"""What a site says may be done with a page: TDMRep in its three places, and the robots tags."""

import json
import time

import pytest
from scrapy.http import HtmlResponse, Response

from models.rights import Rights
from spiders import rights
from spiders.rights import Rule
from tests.spiders import make
from tests.spiders.site import DAY, RESERVED, Answer, Site, World, rss

URL = "https://example.org/news/2024/a?b=1"
POLICY = "https://example.org/policy.json"


def answer(head: dict[str, str | list[str]] | None = None, *, metas: str = "", url: str = URL) -> Response:
    body = f"<!doctype html><html><head><title>T</title>{metas}</head><body><p>News</p></body></html>"
    return HtmlResponse(url, headers=head or {}, body=body.encode())


def reserved(location: str = "/", value: int = 1) -> tuple[Rule, ...]:
    return rights.rules(200, json.dumps([{"location": location, "tdm-reservation": value}]).encode())


def meta(name: str, content: object) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("file", "header", "in_page", "use", "signal"),
    [
        (None, None, None, "kept", ""),
        (1, None, None, "read", "tdmrep.json"),
        (None, "1", None, "read", "header tdm-reservation"),
        (None, None, "1", "read", "meta tdm-reservation"),
        (0, "1", None, "read", "header tdm-reservation"),
        (0, "1", "0", "kept", "meta tdm-reservation"),
        (1, "0", None, "kept", "header tdm-reservation"),
        (1, "0", "1", "read", "meta tdm-reservation"),
        (1, None, "0", "kept", "meta tdm-reservation"),
        (1, "perhaps", "", "read", "tdmrep.json"),
        (1, "2", "true", "read", "tdmrep.json"),
    ],
)
def test_the_header_stands_over_the_file_and_the_meta_over_both_and_silence_takes_nothing_back(
    file: int | None, header: str | None, in_page: str | None, use: str, signal: str
) -> None:
    head = {} if header is None else {"TDM-Reservation": header}
    metas = "" if in_page is None else meta("tdm-reservation", in_page)

    found = rights.of(answer(dict(head), metas=metas), () if file is None else reserved(value=file))

    assert (found.use, found.signal) == (use, signal)


@pytest.mark.parametrize(
    ("location", "reserved_here"),
    [
        ("/", True),
        ("/news/", True),
        ("/News/", False),
        ("/sport/", False),
        ("/news/*/a", True),
        ("/*/2024/", True),
        ("*", True),
        ("/news/2024/a", True),
        ("/news/2024/a$", False),
        ("/news/2024/a?b=1$", True),
        ("/news/*b=1$", True),
        ("/news/*b=2$", False),
        ("/news/2024/a?b=1*1$", False),
        ("/n%65ws/", True),
        ("news", False),
        ("", True),
    ],
)
def test_a_location_is_matched_as_in_robots_txt(location: str, reserved_here: bool) -> None:
    assert (rights.of(answer(), reserved(location)).use == "read") == reserved_here


def test_of_several_rules_the_first_that_matches_counts_and_its_policy_is_kept() -> None:
    told = [
        {"location": "/news/2024/", "tdm-reservation": 1, "tdm-policy": POLICY},
        {"location": "/news/", "tdm-reservation": 0},
    ]

    found = rights.of(answer(), rights.rules(200, json.dumps(told).encode()))

    assert found == Rights(use="read", signal="tdmrep.json", words="tdm-reservation: 1", policy=POLICY)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b'[{"location": "/", "tdm-reservation": 1}]'),
        (500, b""),
        (200, b"<!doctype html><p>Not found"),
        (200, b'{"location": "/", "tdm-reservation": 1}'),
        (200, b'[{"location": 7, "tdm-reservation": 1}, {"location": "/"}, 3, null]'),
        (200, b'[{"location": "/", "tdm-reservation": true}]'),
        (200, b"[" * 100_000),
        (200, b"\xff\xfe\x00"),
        (200, b""),
    ],
)
def test_what_is_no_such_file_reserves_nothing(status: int, body: bytes) -> None:
    assert rights.rules(status, body) == ()


@pytest.mark.parametrize(
    ("header", "use"),
    [
        ("noindex", "barred"),
        ("NONE", "barred"),
        ("nosnippet, nofollow", "barred"),
        ("max-snippet: 0", "barred"),
        ("max-snippet:-1, max-image-preview:large", "kept"),
        ("noarchive", "read"),
        ("index, noai, noimageai", "read"),
        ("noimageai", "kept"),
        ("index, follow", "kept"),
        ("googlebot: noindex, nofollow", "kept"),
        ("factorywatch: noindex", "barred"),
        ("*: noarchive", "read"),
        ("googlebot: index, factorywatch: noai", "read"),
        ("unavailable_after: Thursday, 12 Dec 2030 10:00:00 GMT, noarchive", "read"),
        ("\xff\xfe", "kept"),
        ("", "kept"),
    ],
)
def test_a_robots_header_decides_by_its_strictest_word_for_us(header: str, use: str) -> None:
    found = rights.of(answer({"X-Robots-Tag": header}), ())

    assert (found.use, found.signal) == (use, "X-Robots-Tag" if use != "kept" else "")


def test_several_robots_headers_and_metas_are_read_together() -> None:
    head: dict[str, str | list[str]] = {"X-Robots-Tag": ["googlebot: noindex", "noarchive"]}

    assert rights.of(answer(head), ()).words == "noarchive"
    found = rights.of(answer(head, metas=meta("ROBOTS", "index") + meta("Factorywatch", "noindex")), ())
    assert (found.use, found.signal, found.words) == ("barred", "meta robots", "noindex")


def test_a_draft_of_a_standard_is_noted_and_decides_nothing() -> None:
    head: dict[str, str | list[str]] = {"Content-Usage": "train-ai=n"}

    assert rights.of(answer(head), ()) == Rights(signal="Content-Usage", words="train-ai=n")
    assert rights.of(answer(head), reserved()).signal == "tdmrep.json"
    assert rights.of(answer(head), reserved(value=0)).signal == "tdmrep.json"


def test_what_is_no_meta_of_the_page_says_nothing() -> None:
    hidden = f"<!-- {meta('robots', 'noindex')} --><script>'{meta('robots', 'noindex')}'</script>"
    behind = HtmlResponse(URL, body=f"<head></head><body><p>{meta('robots', 'noindex')}".encode())

    assert rights.of(answer(metas=hidden), ()).use == "kept"
    assert rights.of(behind, ()).use == "kept"
    assert rights.of(answer(metas=meta("googlebot", "noindex")), ()).use == "kept"


def test_a_page_in_utf_16_is_heard_too() -> None:
    body = f"<html><head>{meta('tdm-reservation', 1)}</head></html>".encode("utf-16")

    assert rights.of(HtmlResponse(URL, body=body), ()).use == "read"


@pytest.mark.parametrize("body", [b"<!--robots" * 200_000, b"<meta robots" * 200_000, b"<script>robots" * 100_000])
def test_a_page_made_to_be_slow_is_read_in_no_time(body: bytes) -> None:
    began = time.perf_counter()

    rights.of(HtmlResponse(URL, body=body), ())
    rights.of(answer(url="https://example.org/" + "a" * 1900), reserved("/" + "*a" * 140 + "b$"))

    assert time.perf_counter() - began < 1


def test_the_file_is_asked_for_once_before_the_first_page_and_each_page_bears_its_signal(
    site: Site, world: World
) -> None:
    names = ("free", "reserved", "header", "meta", "noindex")
    site.pages = {
        RESERVED: Answer(body=b'[{"location": "/reserved", "tdm-reservation": 1}]', kind="application/json"),
        "/feed": rss(*((f"{site.url}/{name}", DAY) for name in names)),
        "/free": Answer(body=b"<h1>1</h1>"),
        "/reserved": Answer(body=b"<h1>2</h1>"),
        "/header": Answer(body=b"<h1>3</h1>", headers={"tdm-reservation": "1", "tdm-policy": POLICY}),
        "/meta": Answer(body=f"<head>{meta('robots', 'noarchive')}</head><h1>4</h1>".encode()),
        "/noindex": Answer(body=b"<h1>5</h1>", headers={"X-Robots-Tag": "noindex"}),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl()

    assert [asked.path for asked in site.asked][:4] == ["/robots.txt", "/feed", RESERVED, "/free"]
    assert [asked.path for asked in site.asked].count(RESERVED) == 1
    assert (crawled.counts[0]["fetched"], crawled.counts[0]["failed"]) == (4, 1)
    found = {name: world.captures(f"{site.url}/{name}")[-1] for name in names}
    assert {name: (one.rights.use, one.rights.signal) for name, one in found.items()} == {
        "free": ("kept", ""),
        "reserved": ("read", "tdmrep.json"),
        "header": ("read", "header tdm-reservation"),
        "meta": ("read", "meta robots"),
        "noindex": ("barred", "X-Robots-Tag"),
    }
    assert found["header"].rights.policy == POLICY
    assert [page.url for page in world.pages()] == [f"{site.url}/{name}" for name in names[:4]]
    assert found["noindex"].place == ""
    assert world.issues()["barred"].about == f"{site.url}/noindex"


def test_a_crawl_that_brings_no_page_does_not_ask_for_the_file(site: Site, world: World) -> None:
    site.pages = {"/feed": rss((f"{site.url}/one", DAY)), "/one": Answer(body=b"<h1>1</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.crawl()
    site.asked.clear()

    world.crawl()

    assert [asked.path for asked in site.asked] == ["/robots.txt", "/feed"]
