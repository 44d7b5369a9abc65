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
    predicate: str, value: Value, *cues: Mention, at: int = 10, published: date | None = TODAY, clause: int = 0
) -> Modality:
    place = mention("date" if predicate.endswith("_on") else "country", str(value), at=at, clause=clause)
    candidate = Candidate(
        subject="it4lia",
        predicate=predicate,
        value=value,
        mention=place,
        sentence=0,
        features=(),
        own=(),
    )
    return modality.of(candidate, sentence(place, *cues), published)


def test_without_any_cue_it_is_asserted() -> None:
    assert _of("host_country", "IT") == "asserted"


@pytest.mark.parametrize(
    ("at", "how"), [(4, "negated"), (9, "negated"), (12, "negated"), (3, "asserted"), (13, "asserted")]
)
def test_a_negation_denies_what_stands_near_behind_it(at: int, how: Modality) -> None:
    assert _of("host_country", "FR", cue("cue:negation", at=at)) == how


def test_cues_of_another_clause_count_for_nothing() -> None:
    for label in ("cue:negation", "cue:reported", "cue:planned"):
        assert _of("status", "operational", cue(label, at=9, clause=1)) == "asserted"


def test_what_somebody_else_says_is_reported_and_a_denial_goes_before() -> None:
    assert _of("host_country", "IT", cue("cue:reported", at=1)) == "reported"
    assert _of("host_country", "IT", cue("cue:reported", at=1), cue("cue:negation", at=9)) == "negated"


def test_when_it_is_to_be_ready_is_a_plan_by_its_nature() -> None:
    assert _of("operational_by", "2026") == "planned"
    assert _of("operational_by", "2026", cue("cue:reported", at=1)) == "planned"
    assert _of("operational_by", "2026", cue("cue:negation", at=9)) == "negated"


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
        ("system_kind", "new", "asserted"),
        ("host_city", "Bologna", "asserted"),
        ("investment_total", 5, "asserted"),
    ],
)
def test_a_word_of_the_future_makes_plans_of_what_can_be_planned(predicate: str, value: Value, how: Modality) -> None:
    assert _of(predicate, value, cue("cue:planned", at=2)) == how


@pytest.mark.parametrize(
    ("language", "text", "how"),
    [
        ("en", "IT4LIA stands in Italy.", "asserted"),
        ("en", "IT4LIA does not stand in Italy.", "negated"),
        ("en", "According to rumours, IT4LIA stands in Italy.", "reported"),
        ("en", "Pharos is not ready; IT4LIA stands in Italy.", "asserted"),
        ("it", "IT4LIA sorge in Italia.", "asserted"),
        ("it", "IT4LIA non sorge in Italia.", "negated"),
        ("it", "Secondo indiscrezioni IT4LIA sorge in Italia.", "reported"),
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

    assert modality.of(candidate, shown.sentences[place.sentence], TODAY) == how
