"""The baseline holds what was known on 10 December 2024, no more and no less, in our own words."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import baseline, knowledge
from models import value as values
from models.errors import ConfigError
from models.value import Money, Value

SEED = Path(__file__).parents[3] / "shared" / "seed" / "article-2024-12.it.txt"
COHORT = "cohort:2024-12"
KNOWN: dict[str, dict[str, set[Value]]] = {
    COHORT: {
        "selected_on": {"2024-12-10"},
        "member_count": {7},
        "country_count": {17},
        "investment_total": {Money(currency="EUR", amount=1_500_000_000)},
        "eu_share": {50},
        "operational_by": {"2026"},
    },
    "it4lia": {
        "host_country": {"IT"},
        "host_city": {"Bologna"},
        "host_organisation": {"CINECA"},
        "system_kind": {"new"},
        "partner_country": {"AT", "SI"},
    },
    "bsc-aif": {
        "host_country": {"ES"},
        "host_city": {"Barcelona"},
        "host_organisation": {"Barcelona Supercomputing Center"},
        "system_kind": {"upgrade"},
        "supercomputer": {"MareNostrum 5"},
        "partner_country": {"PT", "RO", "TR"},
    },
    "lumi-aif": {
        "host_country": {"FI"},
        "host_city": {"Kajaani"},
        "host_organisation": {"CSC"},
        "system_kind": {"new"},
        "partner_country": {"CZ", "DK", "EE", "NO", "PL"},
    },
    "meluxina-ai": {
        "host_country": {"LU"},
        "host_city": {"Bissen"},
        "host_organisation": {"LuxProvide"},
        "system_kind": {"new"},
    },
    "mimer": {
        "host_country": {"SE"},
        "host_city": {"Linköping"},
        "host_organisation": {"Linköping University"},
        "system_kind": {"new"},
    },
    "hammerhai": {
        "host_country": {"DE"},
        "host_city": {"Stuttgart"},
        "host_organisation": {"University of Stuttgart"},
        "system_kind": {"new"},
    },
    "pharos": {
        "host_country": {"GR"},
        "host_city": {"Athens"},
        "host_organisation": {"GRNET"},
        "system_kind": {"existing"},
        "supercomputer": {"DAEDALUS"},
    },
}
EVERY_FACTORY: dict[str, set[Value]] = {"kind": {"ai_factory"}, "status": {"selected"}}

WELL = """
signed_off_by = "somebody"
signed_off_on = 2026-11-22
valid = 2024-12-10

[sources.gazette]
publisher = "The Gazette"
title = "Seven"
published = "2024-12"
url = "https://gazette.example/seven"

[[claims]]
subject = "it4lia"
predicate = "host_country"
value = "IT"
source = "gazette"
because = "It stands in Italy."
"""


def test_it_holds_exactly_the_facts_of_december_2024() -> None:
    held: dict[str, dict[str, set[Value]]] = {}
    for claim in baseline.claims():
        held.setdefault(claim.subject, {}).setdefault(claim.predicate, set()).add(claim.value)

    assert held == {subject: facts if subject == COHORT else facts | EVERY_FACTORY for subject, facts in KNOWN.items()}


def test_only_what_is_still_to_come_is_planned() -> None:
    assert {claim.predicate for claim in baseline.claims() if claim.modality != "asserted"} == {"operational_by"}


def test_every_claim_is_one_of_the_baselines_own() -> None:
    claims = baseline.claims()

    assert len({claim.id for claim in claims}) == len(claims) == 60
    for claim in claims:
        assert (claim.source, claim.article, claim.made_by) == ("baseline", "baseline", "baseline")
        assert claim.said == datetime(2024, 12, 10, tzinfo=UTC)
        assert claim.evidence.quote
        assert claim.evidence.quote[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert claim.url.startswith("https://")


def test_a_factorys_claim_carries_the_name_shown_to_people() -> None:
    names = {claim.subject: claim.name for claim in baseline.claims()}

    assert names["meluxina-ai"] == "Meluxina-AI"
    assert names["it4lia"] == "IT4LIA"
    assert names[COHORT] == ""


def test_somebody_signed_it_off_and_every_source_can_be_looked_up() -> None:
    signed = baseline.read()

    assert signed.signed_off_by
    assert signed.signed_off_on > signed.valid == date(2024, 12, 10)
    assert {source.publisher for source in signed.sources.values()} == {
        "Punto Informatico",
        "EuroHPC Joint Undertaking",
    }
    assert {claim.source for claim in signed.claims} == set(signed.sources)
    for source in signed.sources.values():
        assert source.title
        assert values.read("date", source.published)
        assert source.url.startswith("https://")


def test_places_and_hosts_have_the_spelling_that_stands_for_them() -> None:
    factories = knowledge.factories()
    for claim in baseline.claims():
        if claim.predicate == "host_city":
            assert claim.value == factories[claim.subject].cities[0].text
        if claim.predicate == "host_organisation":
            assert claim.value == factories[claim.subject].hosts[0].text
        if claim.predicate == "host_country":
            assert claim.value == factories[claim.subject].country


def test_reading_it_twice_gives_the_same_claims() -> None:
    assert baseline.claims() == baseline.claims()


@pytest.mark.skipif(not SEED.is_file(), reason="the article is a press text and stands beside the checkout, if at all")
def test_no_string_of_it_is_a_sentence_of_the_article() -> None:
    article = SEED.read_text(encoding="utf-8")
    sentences = {_bare(sentence) for sentence in re.split(r"(?<=[.!?])\s+|\n+", article) if len(sentence.split()) > 4}
    signed = baseline.read()
    strings = [claim.because for claim in signed.claims] + [source.title for source in signed.sources.values()]
    text = (knowledge.SHIPPED / "baseline.toml").read_text(encoding="utf-8")

    assert sentences
    for string in strings:
        assert not any(_bare(string) in sentence for sentence in sentences)
    assert not any(sentence in _bare(text) for sentence in sentences)


@pytest.mark.parametrize(
    ("wrong", "right", "key", "words"),
    [
        ("because", "becuase", "claims.0.becuase", "is no key that we know"),
        ("signed_off_by", "signed_of_by", "signed_of_by", "is no key that we know"),
        ('because = "It stands in Italy."', "", "claims.0.because", "is missing"),
        ('predicate = "host_country"', 'predicate = "host_land"', "claims.0.predicate", "is no fact type"),
        ('subject = "it4lia"', 'subject = "it4ilia"', "claims.0.subject", "no subject that we know"),
        ('subject = "it4lia"', 'subject = "cohort:2024-12"', "claims.0.predicate", "a cohort has no host_country"),
        ('subject = "it4lia"', 'subject = "programme"', "claims.0.predicate", "a programme has no host_country"),
        ('value = "IT"', 'value = "Italy"', "claims.0.value", "not a country"),
        ('value = "IT"', "value = 39", "claims.0.value", "not a country"),
        ('source = "gazette"', 'source = "gazete"', "claims.0.source", "none of the sources"),
        ("2026-11-22", '"some day"', "signed_off_on", ""),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, wrong: str, right: str, key: str, words: str) -> None:
    assert wrong in WELL
    path = tmp_path / "baseline.toml"
    path.write_text(WELL.replace(wrong, right), encoding="utf-8")

    with pytest.raises(ConfigError) as told:
        baseline.claims(path)

    assert told.value.file == str(path)
    assert told.value.key == key
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(ConfigError):
        baseline.read(path)


@pytest.mark.parametrize(
    ("predicate", "value", "words"),
    [
        ("status", '"started"', "started is none of selected"),
        ("investment_total", "{ amount = 1 }", "not money"),
        ("investment_total", "1500000000", "not money"),
        ("operational_by", '"soon"', "not a date"),
    ],
)
def test_a_value_must_be_of_its_fact_type(tmp_path: Path, predicate: str, value: str, words: str) -> None:
    path = tmp_path / "baseline.toml"
    path.write_text(WELL.replace("host_country", predicate).replace('"IT"', value), encoding="utf-8")

    with pytest.raises(ConfigError, match=words) as told:
        baseline.claims(path)

    assert told.value.key == "claims.0.value"


@pytest.mark.parametrize("again", ["IT", "FR"])
def test_one_country_has_a_factory_and_says_so_once(tmp_path: Path, again: str) -> None:
    path = tmp_path / "baseline.toml"
    claim = WELL[WELL.index("[[claims]]") :]
    path.write_text(WELL + claim.replace('"IT"', f'"{again}"'), encoding="utf-8")

    with pytest.raises(ConfigError, match="already") as told:
        baseline.claims(path)

    assert told.value.key == "claims.1"


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
