"""The shipped sources, all of them, and what a source's file may say."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from models import knowledge
from models.errors import ConfigError
from models.source import Source
from spiders import admit, api, doors

SHIPPED = knowledge.sources(knowledge.SHIPPED / "sources")
# What the atlas of sources covers: the EU's languages but Irish and Maltese.
LANGUAGES = set(knowledge.languages()) - {"is", "no", "tr"}
TABLES = {"listing", "sitemap", "api", "watch", "browser"}
SAID = {"title", "kind", "language", "trust", "door", "urls", "every", "rights", "expects"}
PAPER = """
title = "The Ledger"
kind = "press"
language = "en"
door = "feed"
urls = ["https://ledger.example/feed"]
"""

everyone = pytest.mark.parametrize("source", SHIPPED.values(), ids=SHIPPED)


def _given(source: Source) -> dict[str, object]:
    return tomllib.loads((knowledge.SHIPPED / "sources" / f"{source.name}.toml").read_text(encoding="utf-8"))


def _told(folder: Path, text: str) -> ConfigError:
    (folder / "ledger.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        knowledge.sources(folder)
    assert told.value.file == str(folder / "ledger.toml")
    assert "\n" not in str(told.value)
    return told.value


@everyone
def test_a_shipped_source_says_all_that_a_reader_must_know(source: Source) -> None:
    given = _given(source)

    assert set(given) >= SAID
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", source.name)
    assert source.title == source.title.strip() != ""
    assert source.rights.endswith(".")
    assert source.expects.entries >= 1


@everyone
def test_a_shipped_sources_addresses_are_well_formed(source: Source) -> None:
    assert source.urls
    for url in source.urls:
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", parts.netloc)
        assert not re.search(r"\s|#", url)


@everyone
def test_a_shipped_source_is_asked_politely(source: Source) -> None:
    assert source.delay >= (2 if source.kind == "official" else 5)
    assert (source.soonest or source.every) >= 30
    assert source.latest >= source.every


@everyone
def test_a_shipped_source_can_be_crawled_as_it_stands_or_says_why_not(source: Source) -> None:
    if source.disabled:
        with pytest.raises(ConfigError, match="disabled"):
            doors.check(source)
    else:
        doors.check(source)
    needed = {source.door, "listing"} if source.door == "browser" else {source.door}
    assert {name for name in TABLES if getattr(source, name)} == needed - {"feed"}


@everyone
def test_the_press_is_filtered_and_its_text_expires(source: Source) -> None:
    if source.kind == "press":
        assert source.general
        assert 0 < source.keep_days <= 30 or "Creative Commons" in source.rights
    assert (source.kind == "official") <= (source.trust == "first_hand")


def test_no_two_sources_ask_for_the_same_or_bear_one_name() -> None:
    urls = Counter(url for source in SHIPPED.values() for url in source.urls)
    titles = Counter(source.title for source in SHIPPED.values())

    assert [url for url, count in urls.items() if count > 1] == []
    assert [title for title, count in titles.items() if count > 1] == []


def test_a_hundred_papers_in_all_languages_of_the_atlas_are_asked() -> None:
    asked = [source for source in SHIPPED.values() if source.kind == "press" and not source.disabled]

    assert len(asked) >= 100
    assert len(LANGUAGES) == 22
    assert {source.language for source in asked} == LANGUAGES


def test_the_official_sources_are_asked() -> None:
    asked = {name: source.door for name, source in SHIPPED.items() if source.kind == "official" and not source.disabled}

    assert asked == {
        "cordis": "api",
        "digital-strategy": "feed",
        "eurohpc": "feed",
        "eurohpc-newsroom": "listing",
        "eurohpc-topics": "watch",
        "press-corner": "api",
        "ted": "api",
    }


def test_the_factories_own_sites_are_named_and_the_unknown_ones_wait() -> None:
    hosts = [source for source in SHIPPED.values() if source.kind == "host"]

    assert len(hosts) >= 19
    assert {source.name for source in hosts if source.disabled} == {
        *("cesga", "cyfronet", "genci", "ici-ro", "insait", "it4i", "jaif-site", "lithuania-economy", "psnc", "surf")
    }
    assert all(source.disabled.startswith("to be verified: ") for source in hosts if source.disabled)


@pytest.mark.parametrize(
    ("name", "url", "admitted"),
    [
        (
            "eurohpc",
            "https://eurohpc-ju.europa.eu/selection-first-seven-ai-factories-drive-europes-leadership-ai-2024-12-10_en",
            True,
        ),
        ("eurohpc", "https://www.eurohpc-ju.europa.eu/jupiter-launching-europes-exascale-era-2025-09-05_en", True),
        ("eurohpc", "https://eurohpc-ju.europa.eu/news-events/events/open-day-2025-06-01_en", False),
        ("eurohpc-newsroom", "https://eurohpc-ju.europa.eu/newsroom_en?f%5B0%5D=oe_news_types:x", False),
        ("eurohpc-newsroom", "https://access.eurohpc-ju.europa.eu/login-2025-01-01_en", False),
        ("digital-strategy", "https://digital-strategy.ec.europa.eu/en/news/x", True),
        ("digital-strategy", "https://digital-strategy.ec.europa.eu/en/policies/ai-factories", False),
        (
            "press-corner",
            "https://ec.europa.eu/commission/presscorner/api/documents?reference=IP%2F26%2F1799&language=en",
            True,
        ),
        ("press-corner", "https://ec.europa.eu/commission/presscorner/detail/en/ip_26_1799", True),
        ("press-corner", "https://ec.europa.eu/commission/presscorner/home/en", False),
        ("cordis", "https://cordis.europa.eu/project/id/101250607", True),
        ("cordis", "https://cordis.europa.eu/search/en?q=x", False),
        ("ted", "https://ted.europa.eu/en/notice/412169-2016/html", True),
        ("ted", "https://api.ted.europa.eu/v3/notices/search", False),
        ("nos", "https://nos.nl/artikel/1", True),
        ("nos", "https://anderesnos.nl/artikel/1", False),
        ("expansion", "https://www.expansion.com/economia/1.html", True),
        ("expansion", "https://e00-expansion.uecdn.es/x.jpg", False),
        ("cinco-dias", "https://cincodias.elpais.com/companias/1.html", True),
        ("ihned", "https://archiv.hn.cz/c1-1", True),
        ("euronews-fr", "https://fr.euronews.com/next/1", True),
    ],
)
def test_an_article_is_told_by_its_address(name: str, url: str, admitted: bool) -> None:
    assert bool(re.search(SHIPPED[name].admit, url)) == admitted


@everyone
def test_a_source_whose_list_stands_elsewhere_says_where_its_articles_do(source: Source) -> None:
    feeds = re.compile(r"(feeds?|newsfeed|rss|servis|services|static|e00-[a-z]+|api)\.")
    if source.door in ("feed", "api") and any(feeds.match(urlsplit(url).netloc) for url in source.urls):
        assert source.admit


@pytest.mark.parametrize(
    ("name", "answer", "url", "shown", "published"),
    [
        (
            "press-corner",
            {"docuLanguageListResources": [{"refCode": "IP/26/1", "title": "AI factories", "eventDate": "2026-10-02"}]},
            "https://ec.europa.eu/commission/presscorner/api/documents?reference=IP%2F26%2F1&language=en",
            "https://ec.europa.eu/commission/presscorner/detail/en/ip_26_1",
            "2026-10-02",
        ),
        (
            "ted",
            {
                "notices": [
                    {
                        "publication-number": "412169-2026",
                        "publication-date": "2026-11-20+01:00",
                        "notice-title": {"ita": "Supercomputer"},
                    }
                ]
            },
            "https://ted.europa.eu/en/notice/412169-2026/html",
            "https://ted.europa.eu/en/notice/-/detail/412169-2026",
            "2026-11-20",
        ),
        (
            "cordis",
            {"hits": {"hit": [{"project": {"id": "101250607", "title": "JUPITER AI Factory"}}]}},
            "https://cordis.europa.eu/project/id/101250607",
            "",
            "",
        ),
    ],
)
def test_an_api_is_read_in_the_shape_in_which_it_was_seen_to_answer(
    name: str, answer: object, url: str, shown: str, published: str
) -> None:
    source = SHIPPED[name]

    (entry,) = api.entries(json.dumps(answer).encode(), source.urls[0], source)

    assert (entry.url, entry.shown, entry.published) == (url, shown, published)
    assert admit.address(entry.url, source)
    assert admit.wanted(entry, source)


def test_what_a_source_does_not_say_is_taken_for_the_usual(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(PAPER, encoding="utf-8")

    read = knowledge.sources(tmp_path)["ledger"]

    assert (read.every, read.soonest, read.latest, read.delay, read.keep_days) == (60, 0, 0, 5, 0)
    assert (read.trust, read.general, read.query, read.languages) == ("edited", False, (), ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("every = 60\nsoonest = 90", "no beat"),
        ("every = 0", "no beat"),
        ("soonest = -1", "no beat"),
        ("every = 60\nlatest = 30", "lies below"),
        ("keep_days = -1", "cannot be negative"),
        ("delay = -1", "cannot be negative"),
        ('query = ["* factory"]', "no term"),
        ('trust = "blind"', "trust"),
        ("evry = 60", "is no key that we know"),
        ("[expects]\nentrys = 5", "is no key that we know"),
        ("[sitemap]\ndepth = 5", "is no key that we know"),
    ],
)
def test_a_source_that_makes_no_sense_is_refused(tmp_path: Path, line: str, words: str) -> None:
    assert words in str(_told(tmp_path, PAPER + line + "\n"))


@pytest.mark.parametrize(
    ("key", "line"), [("language", 'language = "tlh"'), ("languages", 'language = "en"\nlanguages = ["de", "tlh"]')]
)
def test_a_language_that_we_cannot_read_is_refused(tmp_path: Path, key: str, line: str) -> None:
    told = _told(tmp_path, PAPER.replace('language = "en"', line))

    assert "no such language as tlh (there are: bg, cs" in str(told)
    assert told.key == key
