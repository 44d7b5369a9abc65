"""Ids come from content: the same page and the same claim twice are one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.claim import Evidence
from models.value import Money
from tests import make

LATER = datetime(2025, 3, 14, tzinfo=UTC)


def test_the_same_answer_fetched_twice_is_one_page() -> None:
    page = make.page()

    assert replace(page, fetched=LATER, source="other", headers=(), published="2025-03-14").sha == page.sha


def test_another_body_or_another_address_is_another_page() -> None:
    page = make.page(b"b", url="https://paper.example/a")

    assert replace(page, body=b"c").sha != page.sha
    assert replace(page, url="https://paper.example/c").sha != page.sha


def test_an_address_never_runs_into_the_body() -> None:
    one, other = make.page(b"bc", url="https://paper.example/a"), make.page(b"c", url="https://paper.example/ab")

    assert one.sha != other.sha


def test_a_header_is_found_by_its_name_and_is_empty_where_there_is_none() -> None:
    page = replace(make.page(), headers=(("content-type", "text/html"), ("x", "first"), ("x", "second")))

    assert (page.header("content-type"), page.header("x"), page.header("etag")) == ("text/html", "first", "")


def test_the_same_claim_read_twice_is_one_claim() -> None:
    claim = make.claim(article="a", quote="IT4LIA is in Italy.")
    again = replace(
        claim,
        confidence=0.5,
        raw="Italia",
        name="Italy's factory",
        said=LATER,
        made_by="reader-99",
        url="https://paper.example/a",
        ended=LATER,
        gone=LATER,
        evidence=Evidence(quote="IT4LIA is in Italy.", start=40, end=59),
    )

    assert again.id == claim.id


@pytest.mark.parametrize(
    "given",
    [
        {"article": "b"},
        {"subject": "pharos"},
        {"predicate": "partner_country"},
        {"value": "AT"},
        {"modality": "planned"},
        {"quote": "Italy has IT4LIA."},
    ],
)
def test_whatever_is_said_otherwise_is_another_claim(given: dict[str, str]) -> None:
    plain = {"article": "a", "quote": "IT4LIA is in Italy."}

    assert make.claim(**{**plain, **given}).id != make.claim(**plain).id  # type: ignore[arg-type]


def test_a_sum_in_whole_numbers_makes_the_same_claim_as_in_fractions() -> None:
    whole, fraction = Money(amount=430_000_000, currency="EUR"), Money(amount=430e6, currency="EUR")

    assert make.claim(whole, quote="q").id == make.claim(fraction, quote="q").id


def test_an_id_is_the_same_in_every_process() -> None:
    assert make.claim(article="a", quote="IT4LIA is in Italy.").id == "64a7d24fb839eca2e9d1bf3c"


def test_read_as_another_value_it_is_still_the_claim_of_its_article() -> None:
    claim = make.claim("salona", predicate="linked_factory")

    assert (claim.read_as("it4lia").value, claim.read_as("it4lia").id) == ("it4lia", claim.id)
