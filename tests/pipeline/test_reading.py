"""One page read, and the reading as other programs get it."""

import json
from datetime import UTC, date, datetime

import pytest

from models.errors import PageError
from pipeline import reading
from pipeline.reading import Reading
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import JAIF, MORNING

MONEY = "The JAIF AI Factory costs about 55 million euros, the EuroHPC Joint Undertaking said on 12 March 2025."


@pytest.fixture(scope="module")
def read() -> Reading:
    return reading.of(newsdesk.story(JAIF, MONEY))


def test_a_reading_has_the_contracts_parts(read: Reading) -> None:
    plain = reading.plain(read)

    assert set(plain) == {"article", "mentions", "claims"}
    assert plain["article"] == {
        "url": "https://eurohpc.example/jaif",
        "title": "Six more sites join",
        "published": "2025-03-12",
        "language": "en",
        "relevant": True,
    }
    assert json.loads(json.dumps(plain)) == plain


def test_the_text_is_there_for_whoever_asks(read: Reading) -> None:
    assert reading.plain(read, with_text=True)["article"]["text"] == read.article.text
    assert JAIF in read.article.text


def test_mentions_come_in_the_order_of_the_text_with_their_words(read: Reading) -> None:
    mentions = reading.plain(read)["mentions"]

    assert [one["start"] for one in mentions] == sorted(one["start"] for one in mentions)
    assert all(read.article.text[one["start"] : one["end"]] == one["text"] for one in mentions)
    assert {one["type"] for one in mentions} == set(reading.MENTIONS)


def test_a_mention_has_its_value_a_sum_as_an_object(read: Reading) -> None:
    values = {one["type"]: one["value"] for one in reading.plain(read)["mentions"]}

    assert values["amount"] == {"amount": 55_000_000, "currency": "EUR", "qualifier": "about"}
    assert (values["country"], values["date"], values["factory"]) == ("DE", "2025-03-12", "jaif")


def test_claims_show_where_they_rest(read: Reading) -> None:
    claims = reading.plain(read)["claims"]

    assert len(claims) == len(read.claims) > 0
    for claim in claims:
        evidence = claim["evidence"]
        assert read.article.text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_claims_were_said_on_the_day_of_publication(read: Reading) -> None:
    assert {claim.said for claim in read.resolved()} == {datetime(2025, 3, 12, tzinfo=UTC)}
    assert {claim.said for claim in read.claims} == {None}


def test_claims_without_that_day_were_said_when_the_page_was_fetched() -> None:
    undated = reading.of(newsdesk.story(JAIF, published=""))

    assert undated.article.published is None
    assert {claim.said for claim in undated.resolved()} == {MORNING}


def test_what_is_given_goes_before_what_the_page_says() -> None:
    given = reading.of(newsdesk.story(JAIF), language="it", published=date(2025, 3, 1))

    assert (given.article.language, given.article.published) == ("it", date(2025, 3, 1))


def test_a_page_about_something_else_makes_no_claim_but_keeps_its_mentions() -> None:
    other = reading.of(newsdesk.story("The town of Jülich in Germany has mended its mill for 2 million euros."))

    assert not other.article.relevant
    assert other.claims == ()
    assert {one["type"] for one in reading.plain(other)["mentions"]} >= {"amount", "country"}


def test_a_file_is_read_as_a_page_of_nobody() -> None:
    page = reading.page(JAIF.encode(), url="-", now=MORNING)

    assert (page.source, page.status, page.fetched) == ("", 200, MORNING)
    assert reading.of(page).claims


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(PageError):
        reading.of(reading.page(b"%PDF-1.7\n\x00\x01", url="-", now=MORNING))
