"""One spelling for one place, host or machine; what is not known by name stays as the article has it."""

from dataclasses import replace
from datetime import date

import pytest

from models.factory import Factory, Known
from pipeline import resolve
from tests import make


def _known(text: str, *, note: str = "", of: str = "") -> Known:
    return Known(text=text, since=date(2024, 1, 1), source="a test", note=note, of=of)


SALONA = Factory(
    id="salona",
    kind="ai_factory",
    country="HR",
    cohort="cohort:2024-12",
    names=(_known("SALONA"),),
    cities=(_known("Split"), _known("Spalato"), _known("Linköping"), _known("Solin", of="Solin")),
    hosts=(_known("University of Split"), _known("Sveučilište u Splitu"), _known("SRCE")),
    machines=(_known("Marjan"), _known("Marjan 2", of="Marjan 2"), _known("Ban", note="weak", of="Ban")),
)


def _resolved(value: str, predicate: str, *, subject: str = "salona") -> str:
    (claim,) = resolve.claims([make.claim(value, subject=subject, predicate=predicate)], {"salona": SALONA})
    return str(claim.value)


@pytest.mark.parametrize(
    ("predicate", "said", "kept"),
    [
        ("host_city", "Spalato", "Split"),
        ("host_city", "SPLIT", "Split"),
        ("host_city", "LINKOPING", "Split"),
        ("host_city", "Solin", "Solin"),
        ("host_organisation", "SVEUČILIŠTE U SPLITU", "University of Split"),
        ("supercomputer", "marjan", "Marjan"),
    ],
)
def test_every_spelling_becomes_the_one_that_stands_for_it(predicate: str, said: str, kept: str) -> None:
    assert _resolved(said, predicate) == kept


@pytest.mark.parametrize(
    ("predicate", "said", "kept"),
    [
        ("host_city", "Spalatoban", "Split"),
        ("host_city", "Solinissa", "Solin"),
        ("supercomputer", "Marjanin", "Marjan"),
    ],
)
def test_a_case_ending_that_no_list_holds_is_taken_off(predicate: str, said: str, kept: str) -> None:
    assert _resolved(said, predicate) == kept


@pytest.mark.parametrize(
    ("predicate", "said"),
    [
        ("supercomputer", "Marjan 3"),
        ("supercomputer", "Marjan-AI"),
        ("supercomputer", "Bandit"),
        ("host_organisation", "University of Split Hospital Trust"),
        ("host_city", "Splitsville"),
        ("host_city", "Zagreb"),
    ],
)
def test_what_merely_begins_alike_is_something_else(predicate: str, said: str) -> None:
    assert _resolved(said, predicate) == said


def test_the_longest_spelling_that_fits_is_meant() -> None:
    longer = replace(SALONA, machines=(_known("Marjan"), _known("Marjana", of="Marjana")))

    (claim,) = resolve.claims(
        [make.claim("Marjanassa", subject="salona", predicate="supercomputer")], {"salona": longer}
    )

    assert claim.value == "Marjana"


def test_a_spelling_of_another_list_is_not_looked_up() -> None:
    assert _resolved("Spalato", "host_organisation") == "Spalato"
    assert _resolved("Spalato", "linked_factory") == "Spalato"


def test_a_subject_that_nobody_knows_keeps_its_words() -> None:
    assert _resolved("Spalato", "host_city", subject="newcomer") == "Spalato"


def test_all_else_of_a_claim_stays_and_claims_keep_their_order() -> None:
    city = make.claim("Spalato", subject="salona", predicate="host_city")
    share = make.claim(50, subject="salona", predicate="eu_share")

    assert resolve.claims([share, city], {"salona": SALONA}) == (share, replace(city, value="Split"))
