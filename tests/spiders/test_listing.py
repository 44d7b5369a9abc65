"""List pages: the same entries out of every generation of markup, and never a facet."""

import time
from dataclasses import replace

import pytest

from models.errors import ConfigError
from models.source import Listing
from spiders import listing
from spiders.entry import Ask, Entry
from tests.spiders import make, pages

URL = "https://example.org/newsroom_en"
SOURCE = make.source(urls=(URL,), door="listing", listing=make.LISTING)
ONE = [pages.item(5, "one_en", "One", "2024-12-10", "")]


@pytest.mark.parametrize("ecl", [3, 4, 5])
def test_every_generation_of_the_markup_gives_the_same_entry(ecl: int) -> None:
    body = pages.page([pages.item(ecl, "seven_en", "Sept sites à venir", "2024-12-10", "10 December 2024")]).encode()

    (entry,) = listing.entries(body, URL, SOURCE)

    assert (entry.url, entry.title, entry.published) == (
        "https://example.org/seven_en",
        "Sept sites à venir",
        "2024-12-10",
    )
    assert "Teaser of Sept sites à venir." in entry.teaser
    assert (entry.changed is not None) == (ecl == 5)


def test_entries_stand_in_the_order_of_the_page() -> None:
    body = pages.page([pages.item(5, f"{name}_en", name, "2024-12-10", "") for name in ("c", "a", "b")]).encode()

    assert [entry.title for entry in listing.entries(body, URL, SOURCE)] == ["c", "a", "b"]


def test_the_day_is_read_from_the_address_when_the_entry_shows_none() -> None:
    body = pages.page([pages.item(4, "seven-2024-12-10_en", "Seven", "", "")]).encode()

    (entry,) = listing.entries(body, URL, SOURCE)

    assert entry.published == "2024-12-10"


def test_cards_and_other_sites_need_other_selectors_only() -> None:
    cards = replace(make.LISTING, entry="li.card", link="h3 > a")
    body = b'<ul><li class=card><p>3 de diciembre de 2025</p><h3><a href="../n/1">Uno</a></h3></li></ul>'

    entries = listing.entries(
        body, "https://example.org/es/lista/", make.source(door="listing", listing=cards, language="es")
    )

    assert entries == (
        Entry(
            url="https://example.org/es/n/1", title="Uno", teaser="3 de diciembre de 2025 Uno", published="2025-12-03"
        ),
    )


def test_the_encoding_that_the_page_names_is_heeded() -> None:
    body = pages.page([pages.item(4, "x_en", "Siedem ośrodków", "", "")]).replace("utf-8", "iso-8859-2")

    (entry,) = listing.entries(body.encode("iso-8859-2"), URL, SOURCE)

    assert entry.title == "Siedem ośrodków"


@pytest.mark.parametrize(
    "href",
    [
        "?f[0]=oe_news_types%3Ax",
        "/newsroom_en?f%5B0%5D=a:b&page=1",
        "/x?page=1&F%5b1%5d=c",
        "mailto:a@b.org",
        "#top",
        "",
        "javascript:void(0)",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_facets_and_what_is_no_page_are_no_entries_and_no_next_page(href: str) -> None:
    body = pages.page([pages.item(5, "x", "X", "", "").replace('href="/x"', f'href="{href}"')], onward=href).encode()

    assert listing.entries(body, URL, SOURCE) == ()
    assert listing.further(body, Ask(url=URL), SOURCE) == ()


def test_the_next_page_is_the_one_of_the_arrow() -> None:
    body = pages.page(ONE, onward="?page=1").encode()

    assert listing.further(body, Ask(url=URL), SOURCE) == (Ask(url=f"{URL}?page=1"),)
    assert listing.further(body, Ask(url=f"{URL}?page=1"), SOURCE) == ()


@pytest.mark.parametrize("onward", ["https://elsewhere.org/newsroom_en?page=1", "/calendar_en?page=1", ""])
def test_the_list_goes_on_nowhere_else(onward: str) -> None:
    assert listing.further(pages.page(ONE, onward=onward).encode(), Ask(url=URL), SOURCE) == ()


def test_the_list_ends_at_an_empty_page_whatever_its_arrow_says() -> None:
    assert listing.further(pages.page([], onward="?page=7").encode(), Ask(url=URL), SOURCE) == ()


def test_a_page_of_other_markup_has_no_entries() -> None:
    assert listing.entries(b"<html><body><p>New layout</p></body></html>", URL, SOURCE) == ()
    assert listing.entries(b"", URL, SOURCE) == ()


@pytest.mark.parametrize(
    "filling",
    [b"<", b".", b" ", b"<div>", b"<b a><p>", b'<p class="ecl-content-item">1 ', b'<div class="ecl-content-item">x'],
)
def test_a_megabyte_of_nonsense_is_read_quickly(filling: bytes) -> None:
    body = filling * (1_000_000 // len(filling))

    start = time.process_time()
    listing.entries(body, URL, SOURCE)
    listing.further(body, Ask(url=URL), SOURCE)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("key", "selectors", "words"),
    [
        ("entry", replace(make.LISTING, entry="[["), "CSS"),
        ("link", replace(make.LISTING, link=""), "empty"),
        ("next", replace(make.LISTING, next="li.."), "CSS"),
    ],
)
def test_a_selector_that_cannot_be_read_is_a_matter_of_configuration(key: str, selectors: Listing, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        listing.check(make.source(door="listing", listing=selectors))
    assert (caught.value.file, caught.value.key) == ("gazette.toml", f"listing.{key}")


def test_an_entry_inside_of_an_entry_is_a_part_of_it() -> None:
    inner = pages.item(4, "inner", "Inner", "", "")
    body = pages.page([pages.item(4, "outer", "Outer", "", "").replace("</article>", f"{inner}</article>")]).encode()

    assert [entry.title for entry in listing.entries(body, URL, SOURCE)] == ["Outer"]


def test_a_listing_without_selectors_is_a_matter_of_configuration() -> None:
    with pytest.raises(ConfigError, match="is missing"):
        listing.check(make.source(door="listing"))
