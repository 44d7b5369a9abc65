"""How a thing is said is read off the cues of its clause and off the calendar."""

from datetime import date

import pytest

from models.claim import Modality
from models.value import Value
from pipeline.relate import modality
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention
from tests.pipeline.relate.stage import cue, mention, said, sentence

TODAY = date(2025, 12, 11)


def _of(
    predicate: str,
    value: Value,
    *cues: Mention,
    at: int = 10,
    published: date | None = TODAY,
    clause: int = 0,
    cell: int = -1,
    text: str = " " * 400,
) -> Modality:
    place = mention("date" if predicate.endswith("_on") else "country", str(value), at=at, clause=clause, cell=cell)
    candidate = Candidate(
        subject="it4lia",
        predicate=predicate,
        value=value,
        mention=place,
        sentence=0,
        features=(),
        own=(),
    )
    return modality.of(candidate, sentence(place, *cues), published, text)


def test_without_any_cue_it_is_asserted() -> None:
    assert _of("host_country", "IT") == "asserted"


@pytest.mark.parametrize(
    ("at", "how"), [(4, "negated"), (9, "negated"), (12, "negated"), (3, "asserted"), (13, "asserted")]
)
def test_a_negation_denies_what_stands_near_behind_it(at: int, how: Modality) -> None:
    assert _of("status", "operational", cue("cue:negation", at=at)) == how


@pytest.mark.parametrize("predicate", ["host_city", "host_organisation", "member_count", "operational_by"])
def test_a_negation_beside_it_takes_nothing_from_what_is_told_in_passing(predicate: str) -> None:
    assert _of(predicate, "2026", cue("cue:negation", at=9)) != "negated"


def test_a_place_is_denied_where_its_own_word_is() -> None:
    cues = cue("cue:negation", at=7), cue("trigger:host_city", at=8)

    assert _of("host_country", "IT", *cues) == "negated"
    assert _of("host_country", "IT", *reversed(cues), text="," * 400) == "asserted"
    assert _of("host_country", "IT", cue("trigger:host_city", at=6), cues[0]) == "asserted"


def test_a_negation_in_another_cell_of_a_row_denies_nothing() -> None:
    assert _of("system_kind", "new", cue("cue:negation", at=9, cell=4), cell=3) == "asserted"
    assert _of("system_kind", "new", cue("cue:negation", at=9, cell=3), cell=3) == "negated"


def test_cues_of_another_clause_count_for_nothing() -> None:
    for label in ("cue:negation", "cue:reported", "cue:planned"):
        assert _of("status", "operational", cue(label, at=9, clause=1)) == "asserted"


def test_what_somebody_else_says_is_reported_and_a_denial_goes_before() -> None:
    assert _of("investment_total", 5, cue("cue:reported", at=1)) == "reported"
    assert _of("host_country", "IT", cue("cue:reported", at=1)) == "asserted"
    assert _of("status", "operational", cue("cue:reported", at=1), cue("cue:negation", at=9)) == "negated"


def test_when_it_is_to_be_ready_is_a_plan_by_its_nature() -> None:
    assert _of("operational_by", "2026") == "planned"
    assert _of("operational_by", "2026", cue("cue:reported", at=1)) == "planned"
    assert _of("operational_by", "2026", cue("cue:negation", at=9)) == "planned"


@pytest.mark.parametrize("predicate", ["launched_on", "selected_on", "contract_signed_on"])
@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("2025-12-12", "planned"),
        ("2025-12-11", "asserted"),
        ("2025-12", "asserted"),
        ("2026-01", "planned"),
        ("2025", "asserted"),
        ("2026", "planned"),
        ("2025-Q4", "asserted"),
        ("2025-Q1", "asserted"),
        ("2025-H1", "asserted"),
        ("2025-H2", "asserted"),
        ("2026-Q1", "planned"),
        ("2026-H1", "planned"),
        ("2024/2025", "asserted"),
        ("2026/2027", "planned"),
    ],
)
def test_a_day_still_to_come_is_a_plan(predicate: str, value: str, how: Modality) -> None:
    assert _of(predicate, value) == how


@pytest.mark.parametrize(("value", "how"), [("2025-Q3", "planned"), ("2025-H2", "planned"), ("2025-Q2", "asserted")])
def test_a_quarter_or_half_that_has_not_begun_is_still_to_come(value: str, how: Modality) -> None:
    assert _of("launched_on", value, published=date(2025, 5, 3)) == how


def test_without_a_day_of_publication_nothing_is_still_to_come() -> None:
    assert _of("launched_on", "2030", published=None) == "asserted"


@pytest.mark.parametrize(
    ("predicate", "value", "how"),
    [
        ("status", "operational", "planned"),
        ("contract_value", 5, "planned"),
        ("status", "selected", "asserted"),
        ("status", "delayed", "asserted"),
        ("system_kind", "new", "asserted"),
        ("host_city", "Bologna", "asserted"),
        ("investment_total", 5, "asserted"),
    ],
)
def test_a_word_of_the_future_makes_plans_of_what_can_be_planned(predicate: str, value: Value, how: Modality) -> None:
    assert _of(predicate, value, cue("cue:planned", at=2)) == how


def test_a_word_of_the_future_behind_a_comma_leaves_what_was_done() -> None:
    plan = cue("cue:planned", at=14)

    assert _of("status", "contracted", plan) == "planned"
    assert _of("status", "contracted", plan, text=" " * 120 + "," + " " * 200) == "asserted"


@pytest.mark.parametrize("predicate", ["launched_on", "selected_on", "contract_signed_on"])
def test_a_day_that_is_over_is_no_plan_whatever_else_is(predicate: str) -> None:
    plan = cue("cue:planned", at=9)

    assert _of(predicate, "2025-12-11", plan) == "asserted"
    assert _of(predicate, "2025-11", plan) == "asserted"
    assert _of("launched_on", "2025-12", plan) == "planned"


@pytest.mark.parametrize(
    ("language", "text", "how"),
    [
        ("en", "IT4LIA stands in Italy.", "asserted"),
        ("en", "IT4LIA does not stand in Italy.", "negated"),
        ("en", "According to rumours, IT4LIA stands in Italy.", "asserted"),
        ("en", "IT4LIA, which is not ready, stands in Italy.", "asserted"),
        ("en", "Pharos is not ready; IT4LIA stands in Italy.", "asserted"),
        ("it", "IT4LIA sorge in Italia.", "asserted"),
        ("it", "IT4LIA non sorge in Italia.", "negated"),
        ("it", "Secondo indiscrezioni IT4LIA sorge in Italia.", "asserted"),
        ("it", "IT4LIA sorge in Italia, mentre Pharos non è pronta.", "asserted"),
    ],
)
def test_a_sentence_is_read_in_its_own_language(language: str, text: str, how: Modality) -> None:
    shown = said(f"Title\n{text}", language=language)
    (place,) = shown.of("country")
    candidate = Candidate(
        subject="it4lia",
        predicate="host_country",
        value="IT",
        mention=place,
        sentence=place.sentence,
        features=(),
        own=(),
    )

    assert modality.of(candidate, shown.sentences[place.sentence], TODAY, shown.text) == how
