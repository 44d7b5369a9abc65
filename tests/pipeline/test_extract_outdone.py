"""Of two dates of which one holds the other the sharper is said; who is selected and delayed is delayed."""

from datetime import date

import pytest

from models import knowledge
from pipeline import extract, parse
from pipeline.relate.candidates import Candidate
from tests import make
from tests.pipeline.relate.stage import mention

Weighed = tuple[float, Candidate]


def _weighed(sure: float, predicate: str, value: str, subject: str = "it4lia") -> Weighed:
    at = mention("date" if predicate.endswith(("_by", "_on")) else "cue", value)
    return sure, Candidate(
        subject=subject, predicate=predicate, value=value, mention=at, sentence=0, features=(), own=()
    )


def _left(*weighed: Weighed) -> list[tuple[str, object]]:
    """Subject and value of those that nothing outdoes."""
    left = extract._without_outdone(list(weighed), knowledge.fact_types())
    return [(one.subject, one.value) for _, one in left]


def _said(text: str, language: str) -> list[tuple[str, str]]:
    article = make.article(text, language=language, published=date(2026, 6, 1))
    claims = extract.claims(parse.doc(article), article)
    return [(claim.subject, str(claim.value)) for claim in claims if claim.predicate == "operational_by"]


@pytest.mark.parametrize(
    ("language", "coarse", "fine", "value"),
    [
        (
            "en",
            "The IT4LIA AI Factory will be operational in 2027.",
            "The IT4LIA AI Factory will be operational in the second quarter of 2027.",
            "2027-Q2",
        ),
        (
            "de",
            "Die IT4LIA AI Factory soll 2027 in Betrieb gehen.",
            "Die IT4LIA AI Factory soll im zweiten Quartal 2027 in Betrieb gehen.",
            "2027-Q2",
        ),
        (
            "es",
            "IT4LIA AI Factory estará operativa en 2027.",
            "IT4LIA AI Factory estará operativa en el segundo trimestre de 2027.",
            "2027-Q2",
        ),
        (
            "it",
            "L'IT4LIA AI Factory sarà operativa nel 2027.",
            "L'IT4LIA AI Factory sarà operativa nel secondo trimestre del 2027.",
            "2027-Q2",
        ),
        (
            "fi",
            "IT4LIA AI Factory otetaan käyttöön vuonna 2027.",
            "IT4LIA AI Factory otetaan käyttöön kesäkuussa 2027.",
            "2027-06",
        ),
    ],
)
def test_of_a_year_and_a_part_of_it_the_sharper_is_claimed_in_either_order(
    language: str, coarse: str, fine: str, value: str
) -> None:
    for first, second in ((coarse, fine), (fine, coarse)):
        assert _said(f"IT4LIA\n{first}\n-\n{second}", language) == [("it4lia", value)]


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [
        ("2027", "2027-Q2", ["2027-Q2"]),
        ("2027", "2027-12-31", ["2027-12-31"]),
        ("2027-H1", "2027-Q2", ["2027-Q2"]),
        ("2027-Q2", "2027-06", ["2027-06"]),
        ("2027-Q2", "2027-07", ["2027-Q2", "2027-07"]),
        ("2026", "2027-Q2", ["2026", "2027-Q2"]),
        ("2027", "2027", ["2027", "2027"]),
        ("2027-02-31", "2027", ["2027-02-31", "2027"]),
    ],
)
def test_a_date_gives_way_to_one_within_it_however_sure(one: str, other: str, left: list[str]) -> None:
    weighed = (_weighed(0.99, "operational_by", one), _weighed(0.5, "operational_by", other))

    assert [value for _, value in _left(*weighed)] == left
    assert [value for _, value in _left(*reversed(weighed))] == left[::-1]


def test_dates_of_another_factory_or_of_something_else_are_no_rivals() -> None:
    year = _weighed(0.9, "operational_by", "2027")

    assert len(_left(year, _weighed(0.9, "operational_by", "2027-Q2", "mimer"))) == 2
    assert len(_left(year, _weighed(0.9, "contract_signed_on", "2027-Q2"))) == 2


@pytest.mark.parametrize(
    ("selected", "other", "sure", "left"),
    [
        ("selected", "delayed", 0.99, ["delayed"]),
        ("selected", "delayed", 0.82, ["delayed"]),
        ("selected", "delayed", 0.8, ["selected", "delayed"]),
        ("selected", "delayed", 0.3, ["selected", "delayed"]),
        ("selected", "operational", 0.9, ["operational"]),
        ("selected", "selected", 0.9, ["selected", "selected"]),
        ("contracted", "operational", 0.99, ["contracted", "operational"]),
        ("operational", "delayed", 0.99, ["operational", "delayed"]),
    ],
)
def test_the_first_stage_alone_gives_way_to_what_is_nearly_as_sure(
    selected: str, other: str, sure: float, left: list[str]
) -> None:
    weighed = (_weighed(0.9, "status", selected), _weighed(sure, "status", other))

    assert [value for _, value in _left(*weighed)] == left


def test_what_a_factory_may_have_many_of_has_no_rivals() -> None:
    hosts = (_weighed(0.9, "host_organisation", "CINECA"), _weighed(0.9, "host_organisation", "CINECA Bologna"))

    assert len(_left(*hosts)) == 2


def test_the_selected_and_the_delayed_of_two_factories_keep_their_own() -> None:
    weighed = (_weighed(0.9, "status", "selected"), _weighed(0.9, "status", "delayed", "mimer"))

    assert _left(*weighed) == [("it4lia", "selected"), ("mimer", "delayed")]
