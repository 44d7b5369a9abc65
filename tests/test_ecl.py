"""One article, three generations of Europa's markup: the same entry, the same text, the same record of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.request import ProxyHandler, build_opener

import pytest

from models import knowledge
from models.article import Article
from models.claim import Claim
from models.page import Page
from pipeline import clean, reading
from spiders import listing
from spiders.entry import Ask, Entry
from tests.newsroom import eurohpc, server
from tests.newsroom.server import Newsroom

TODAY = date(2025, 10, 14)
NOW = datetime(2025, 10, 14, 20, tzinfo=UTC)
SEVEN = "seven-sites-chosen-build-europes-first-ai-factories"
NEWS = (
    SEVEN,
    "six-more-ai-factories-join-european-network",
    "it4lia-opens-its-doors-bologna",
    "ai-factories-network-grows-nineteen-sites",
    "thirteen-ai-factory-antennas-widen-network",
)
_OPENER = build_opener(ProxyHandler({}))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with server.opened(tmp_path_factory.mktemp("newsroom"), today=TODAY) as opened:
        yield opened


def page(room: Newsroom, url: str, ecl: int) -> Page:
    """The page as that generation shows it."""
    room.ecl = ecl
    with _OPENER.open(url, timeout=30) as answer:
        headers = tuple((name.lower(), value) for name, value in answer.headers.items())
        return Page(source="eurohpc", url=url, fetched=NOW, status=200, headers=headers, body=answer.read())


def record(article: Article) -> Article:
    """The article without what must differ: the hash of its page."""
    return replace(article, page="", modified=None)


def entries(room: Newsroom, ecl: int) -> tuple[Entry, ...]:
    """Every entry of the list, page after page."""
    source = knowledge.sources(room.listings)["eurohpc"]
    found: list[Entry] = []
    asks: tuple[Ask, ...] = tuple(Ask(url=url) for url in source.urls)
    while asks:
        body = page(room, asks[0].url, ecl).body
        found += listing.entries(body, asks[0].url, source)
        asks = listing.further(body, asks[0], source)
    return tuple(found)


def test_the_list_gives_the_same_entries_in_all_three(room: Newsroom) -> None:
    shown = {ecl: entries(room, ecl) for ecl in server.GENERATIONS}

    # What a machine's stamp says to the second the oldest generation does not say at all.
    days = {ecl: [(entry.url, entry.title, entry.published) for entry in found] for ecl, found in shown.items()}
    assert days[3] == days[4] == days[5]
    news = [one for one in room.stories("eurohpc") if one.kind != eurohpc.TOPIC]
    assert [title for _, title, _ in days[3]] == [one.title for one in news]
    assert [day for _, _, day in days[3]] == [one.published.date().isoformat() for one in news]


@pytest.mark.parametrize("slug", NEWS)
def test_every_article_is_the_same_record_in_all_three(room: Newsroom, slug: str) -> None:
    url = room.address("eurohpc", slug)
    told = next(one for one in room.stories("eurohpc") if one.slug == slug)

    three, four, five = (record(clean.article(page(room, url, ecl))) for ecl in server.GENERATIONS)

    assert three == four == five
    assert (three.title, three.published, three.language) == (told.title, told.published.date(), "en")
    assert three.text.startswith(f"{told.title}\n{told.standfirst}\n")


def test_the_claims_of_an_article_are_the_same_in_all_three(room: Newsroom) -> None:
    url = room.address("eurohpc", SEVEN)

    def claims(ecl: int) -> tuple[Claim, ...]:
        found = reading.of(page(room, url, ecl)).claims
        return tuple(sorted(found, key=lambda claim: (claim.subject, claim.predicate, claim.id)))

    three, four, five = (claims(ecl) for ecl in server.GENERATIONS)

    assert three == four == five
    assert {claim.subject for claim in three} >= {"it4lia", "mimer", "cohort:2024-12"}
