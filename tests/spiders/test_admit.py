"""Which entries are worth a request."""

import pytest

from spiders import admit
from spiders.entry import Entry
from tests.spiders import make

ENTRY = Entry(url="https://example.org/IT4LIA-x", title="Η Ελλάδα", teaser="Straße ÜBER alles")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [((), True), (("it4lia",), True), (("ελλάδα",), True), (("STRASSE über",), True), (("nothing", "such"), False)],
)
def test_an_entry_is_wanted_when_any_word_of_the_query_stands_in_it(query: tuple[str, ...], wanted: bool) -> None:
    assert admit.wanted(ENTRY, make.source(query=query)) == wanted


@pytest.mark.parametrize(
    ("url", "admitted"),
    [
        ("https://example.org/a", True),
        ("http://www.example.org/a", True),
        ("https://news.example.org/a", True),
        ("https://example.org.evil.net/a", False),
        ("https://badexample.org/a", False),
        ("https://example.org:8443/a", False),
        ("https://evil.net/?https://example.org/", False),
        ("https://example.org@evil.net/", False),
    ],
)
def test_a_source_leads_to_its_own_hosts(url: str, admitted: bool) -> None:
    assert admit.address(url, make.source(urls=("https://www.example.org/feed",))) == admitted


def test_a_pattern_takes_the_place_of_the_hosts() -> None:
    source = make.source(admit=r"^https://(a|b)\.example/.+-20\d\d")

    assert admit.address("https://b.example/x-2024", source)
    assert not admit.address("https://example.org/x-2024", source)
