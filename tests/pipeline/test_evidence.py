"""What tells factories apart besides their names, and what counts as an announcement."""

from collections.abc import Iterable

import pytest

from models import knowledge
from models.claim import Claim, Modality
from pipeline import evidence
from tests import make
from tests.naming import about, place

IT4LIA = evidence.of_factory(knowledge.factories()["it4lia"])
BSC = evidence.of_factory(knowledge.factories()["bsc-aif"])


def _announced(claims: Iterable[Claim]) -> bool:
    day = evidence.announced(
        claims,
        lambda source: source == "eurohpc",
        lambda kind, country: (kind, country) == ("ai_factory", "IT"),
        lambda city: {"Split": "HR", "Napoli": "IT"}.get(city, ""),
    )
    return day is not None


@pytest.mark.parametrize(
    ("told", "conflict"),
    [
        ({}, ""),
        ({"kind": "ai_factory", "host_country": "IT", "host_city": "Bologna"}, ""),
        ({"kind": "antenna", "host_country": "IT"}, "kind"),
        ({"kind": "gigafactory"}, "kind"),
        ({"host_country": "ES"}, "country"),
        ({"host_country": "IT", "host_city": "Barcelona"}, "city"),
        ({"host_country": "IT", "selected_on": "2025-10-10"}, "selection"),
        ({"host_country": "IT", "selected_on": "2024"}, ""),
    ],
)
def test_what_speaks_against_a_name_being_a_factory_is_named(told: dict[str, str], conflict: str) -> None:
    assert evidence.conflict(evidence.of_name("newcomer", about("newcomer", told)), IT4LIA) == conflict


def test_what_is_shared_is_named_the_most_telling_first() -> None:
    told = evidence.of_name("newcomer", place("newcomer", "it4lia"))

    assert evidence.shared(told, IT4LIA) == ("host", "city", "country")
    assert evidence.shared(told, BSC) == ()


@pytest.mark.parametrize("modality", ["planned", "reported", "negated"])
def test_only_what_is_asserted_is_evidence(modality: Modality) -> None:
    told = about("newcomer", modality=modality, kind="ai_factory", host_country="HR", status="selected")

    assert evidence.of_name("newcomer", told).countries == frozenset()
    assert not _announced(told)


@pytest.mark.parametrize(
    ("told", "clear"),
    [
        ({"kind": "ai_factory", "host_country": "HR"}, True),
        ({"kind": "antenna", "host_country": "IT"}, True),
        ({"kind": "ai_factory", "host_city": "Split"}, True),
        ({"kind": "ai_factory", "host_country": "HR", "host_city": "Solin"}, True),
        ({"kind": "ai_factory", "status": "selected"}, True),
        ({"kind": "ai_factory", "host_country": "IT", "selected_on": "2026-11"}, True),
        ({"kind": "gigafactory", "status": "selected"}, True),
        ({"kind": "ai_factory"}, False),
        ({"host_country": "HR", "status": "selected"}, False),
        ({"kind": "ai_factory", "host_country": "IT"}, False),
        ({"kind": "ai_factory", "host_country": "IT", "status": "operational"}, False),
        ({"kind": "ai_factory", "host_country": "HR", "status": "operational"}, False),
        ({"kind": "ai_factory", "host_country": "HR", "host_city": "Napoli", "status": "selected"}, False),
        ({"kind": "ai_factory", "host_city": "Napoli"}, False),
        ({"kind": "ai_factory", "host_city": "Nowhere"}, False),
        ({"kind": "gigafactory", "host_country": "HR"}, False),
    ],
)
def test_an_announcement_is_clear_by_its_selection_or_by_a_country_of_its_own(
    told: dict[str, str], clear: bool
) -> None:
    assert _announced(about("newcomer", told)) is clear


def test_no_newspaper_announces_and_no_number_of_them() -> None:
    told = [
        claim
        for paper in ("corriere", "heise", "nos", "ansa")
        for claim in about("newcomer", source=paper, kind="ai_factory", host_country="HR", status="selected")
    ]

    assert not _announced(told)
    assert _announced([*told, *about("newcomer", kind="ai_factory", host_country="HR")])


def test_an_article_that_contradicts_itself_announces_nothing() -> None:
    clear = about("newcomer", kind="ai_factory", host_country="HR", status="selected")

    assert not _announced([*clear, *about("newcomer", host_country="SI")])
    assert not _announced([*clear, *about("newcomer", kind="antenna")])


@pytest.mark.parametrize("modality", ["planned", "reported", "negated"])
@pytest.mark.parametrize("predicate", ["kind", "status", "host_country"])
def test_an_article_that_denies_or_doubts_any_of_it_announces_nothing(predicate: str, modality: Modality) -> None:
    told = {"kind": "ai_factory", "host_country": "HR", "status": "selected"}

    assert not _announced(
        [*about("newcomer", told), *about("newcomer", {predicate: told[predicate]}, modality=modality)]
    )


def test_another_article_takes_nothing_away_from_an_announcement() -> None:
    clear = about("newcomer", kind="ai_factory", host_country="HR", article="a")
    misread = about("newcomer", kind="antenna", host_country="SI", article="b")

    assert _announced([*misread, *clear])


def test_what_two_articles_say_together_is_no_announcement() -> None:
    assert not _announced(
        [*about("newcomer", kind="ai_factory", article="a"), *about("newcomer", status="selected", article="b")]
    )


def test_the_first_day_counts() -> None:
    told = [
        *about("newcomer", said="2026-11-03", kind="ai_factory", host_country="HR"),
        *about("newcomer", said="2026-11-01", kind="ai_factory", host_country="HR"),
    ]
    day = evidence.announced(told, lambda _: True, lambda *_: False, lambda _: "")

    assert day == make.moment("2026-11-01").date()
