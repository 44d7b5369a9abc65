"""The announcement of December 2024, as an Italian paper had it and in words of ours: every fact, and nothing else."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import value as values
from models.claim import Claim
from pipeline import reading
from pipeline.components.words import fold

HERE = Path(__file__).parent
SEED = HERE.parents[2] / "shared" / "seed" / "article-2024-12.it.txt"
NOW = datetime(2026, 11, 22, tzinfo=UTC)

PLACES = {
    "it4lia": ("IT", "Bologna", "CINECA"),
    "bsc-aif": ("ES", "Barcelona", "Barcelona Supercomputing Cent"),
    "lumi-aif": ("FI", "Kajaani", "CSC"),
    "meluxina-ai": ("LU", "Bissen", "LuxProvide"),
    "mimer": ("SE", "Linköping", "Linköping"),
    "hammerhai": ("DE", "Stuttgart", "University of Stuttgart"),
    "pharos": ("GR", "Athens", "GRNET"),
}
PARTNERS = {
    "it4lia": {"AT", "SI"},
    "bsc-aif": {"PT", "RO", "TR"},
    "lumi-aif": {"CZ", "DK", "EE", "NO", "PL"},
}
SYSTEMS = {
    "it4lia": "new",
    "lumi-aif": "new",
    "hammerhai": "new",
    "meluxina-ai": "new",
    "mimer": "new",
    "bsc-aif": "upgrade",
    "pharos": "existing",
}
COHORT = {
    "investment_total": '{"amount":1500000000,"currency":"EUR"}',
    "eu_share": "50",
    "member_count": "7",
    "country_count": "17",
    "operational_by": '"2026"',
}


def _read(path: Path, published: date | None) -> reading.Reading:
    return reading.of(reading.page(path.read_bytes(), url=path.name, now=NOW), published=published)


@pytest.fixture(params=["it", "en"], scope="module")
def announcement(request: pytest.FixtureRequest) -> reading.Reading:
    """The real article as it is, and ours."""
    if request.param == "en":
        return _read(HERE / "announcement.en.html", None)
    if not SEED.exists():
        pytest.skip("the real article lies outside the repository and is not here")
    return _read(SEED, date(2024, 12, 11))


def _said(read: reading.Reading, subject: str, predicate: str) -> set[str]:
    return {
        values.key(claim.value)
        for claim in read.claims
        if (claim.subject, claim.predicate) == (subject, predicate) and claim.modality in ("asserted", "planned")
    }


@pytest.mark.parametrize("factory", sorted(PLACES))
def test_each_factory_has_its_country_its_city_and_its_host(announcement: reading.Reading, factory: str) -> None:
    country, city, host = PLACES[factory]

    assert _said(announcement, factory, "kind") == {'"ai_factory"'}
    assert _said(announcement, factory, "host_country") == {f'"{country}"'}
    assert _said(announcement, factory, "host_city") == {f'"{city}"'}
    hosts = _said(announcement, factory, "host_organisation")
    assert hosts
    assert all(fold(host) in fold(one) for one in hosts)


@pytest.mark.parametrize("factory", sorted(PLACES))
def test_each_factory_has_its_partners_and_no_others(announcement: reading.Reading, factory: str) -> None:
    wanted = {f'"{country}"' for country in PARTNERS.get(factory, set())}

    assert _said(announcement, factory, "partner_country") == wanted


@pytest.mark.parametrize("factory", sorted(SYSTEMS))
def test_each_factory_has_its_kind_of_system(announcement: reading.Reading, factory: str) -> None:
    assert _said(announcement, factory, "system_kind") == {f'"{SYSTEMS[factory]}"'}


def test_the_machines_that_are_named_belong_to_their_factories(announcement: reading.Reading) -> None:
    assert _said(announcement, "bsc-aif", "supercomputer") == {'"MareNostrum 5"'}
    assert _said(announcement, "pharos", "supercomputer") == {'"DAEDALUS"'}


@pytest.mark.parametrize("predicate", sorted(COHORT))
def test_the_seven_share_their_facts(announcement: reading.Reading, predicate: str) -> None:
    assert _said(announcement, "cohort:2024-12", predicate) == {COHORT[predicate]}


def test_the_selection_has_its_day_or_its_month(announcement: reading.Reading) -> None:
    days = _said(announcement, "cohort:2024-12", "selected_on")

    assert days
    assert days <= {'"2024-12-10"', '"2024-12"'}


def test_france_hosts_nothing_and_takes_part_in_nothing(announcement: reading.Reading) -> None:
    assert [claim for claim in announcement.claims if claim.value == "FR" and claim.modality != "negated"] == []


def test_the_deal_of_two_firms_is_no_claim(announcement: reading.Reading) -> None:
    assert [claim for claim in announcement.claims if _speaks_of_a_firm(claim)] == []


def test_every_claim_quotes_the_text_at_its_offsets(announcement: reading.Reading) -> None:
    text = announcement.article.text

    for claim in announcement.claims:
        evidence = claim.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
        assert claim.raw in text


def _speaks_of_a_firm(claim: Claim) -> bool:
    return any(firm in claim.evidence.quote for firm in ("Microsoft", "Mistral"))
