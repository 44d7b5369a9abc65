"""Claims + held facts → changes, case by case."""

from datetime import date

import pytest

from models.change import Change
from models.claim import Claim
from models.value import Money, Value
from tests import make
from tests.settling import of, run

FACTORY = make.claim("ai_factory", predicate="kind", source="eurohpc", said="2024-12-10")


def _of_factory(*claims: Claim) -> list[Change]:
    # What these claims bring about once the factory itself is held.
    return [row for row in run([FACTORY, *claims]) if row.predicate not in (None, "kind")]


def _told(rows: list[Change]) -> list[tuple[object, ...]]:
    return [(row.kind, row.old, row.new, row.standing, row.cause, row.took_effect.isoformat()) for row in rows]


def test_a_new_factory_is_added_before_its_facts() -> None:
    log = run([make.claim("IT", source="eurohpc"), FACTORY])

    assert [(row.kind, row.predicate, row.new) for row in log] == [
        ("factory_added", None, "IT4LIA"),
        ("fact_added", "kind", "ai_factory"),
        ("fact_added", "host_country", "IT"),
    ]


def test_the_facts_of_a_factory_wait_until_it_is_held() -> None:
    waiting = make.claim("IT", source="corriere", said="2024-12-01")

    assert run([waiting]) == ()
    added = of(run([waiting, FACTORY]), "host_country")
    assert [(row.standing, row.took_effect) for row in added] == [("reported", date(2024, 12, 10))]


def test_a_planned_factory_is_none() -> None:
    assert run([make.claim("ai_factory", predicate="kind", modality="planned")]) == ()


@pytest.mark.parametrize("modality", ["reported", "negated"])
def test_hearsay_and_denials_move_nothing(modality: str) -> None:
    claim = make.claim(2026, subject="programme", predicate="country_count", modality=modality)  # type: ignore[arg-type]

    assert run([claim]) == ()


def test_a_cohort_and_the_programme_need_no_kind() -> None:
    log = run(
        [
            make.claim(7, subject="cohort:2024-12", predicate="member_count"),
            make.claim(7, subject="programme", predicate="member_count"),
        ]
    )

    assert [(row.subject, row.kind, row.new) for row in log] == [
        ("cohort:2024-12", "fact_added", 7),
        ("programme", "fact_added", 7),
    ]


def test_a_predicate_that_this_kind_of_subject_cannot_have_is_not_held() -> None:
    assert run([make.claim("IT", subject="programme", predicate="host_country")]) == ()


def test_one_paper_reports_and_a_second_confirms() -> None:
    first = make.claim("IT", source="corriere", said="2024-12-11")
    second = make.claim("IT", source="repubblica", said="2024-12-13")

    assert _told(_of_factory(first, second)) == [
        ("fact_added", None, "IT", "reported", "source", "2024-12-11"),
        ("fact_confirmed", "IT", "IT", "confirmed", "agreement", "2024-12-13"),
    ]


def test_a_paper_that_repeats_itself_confirms_nothing() -> None:
    rows = _of_factory(*(make.claim("IT", source="corriere", said=f"2024-12-{day}") for day in (11, 12, 13)))

    assert [row.standing for row in rows] == ["reported"]


def test_copies_of_one_story_are_one_voice() -> None:
    claims = [make.claim("IT", source=source, article=source, said="2024-12-11") for source in ("corriere", "stampa")]

    apart = run([FACTORY, *claims])
    copied = run([FACTORY, *claims], stories={"corriere": "one", "stampa": "one"})

    assert [of(log, "host_country")[-1].standing for log in (apart, copied)] == ["confirmed", "reported"]


@pytest.mark.parametrize("source", ["eurohpc", "cineca", "baseline"])
def test_an_official_word_confirms_alone(source: str) -> None:
    rows = _of_factory(make.claim("IT", source=source, said="2024-12-11"))

    assert [(row.standing, row.sources) for row in rows] == [("confirmed", (source,))]


def test_the_baseline_has_its_own_cause() -> None:
    log = run([make.claim("ai_factory", predicate="kind", source="baseline"), make.claim("IT", source="baseline")])

    assert {row.cause for row in log} == {"baseline"}


def test_an_official_word_wins_over_the_press() -> None:
    rows = _of_factory(
        make.claim("Bolonia", predicate="host_city", source="corriere", said="2024-12-11"),
        make.claim("Bologna", predicate="host_city", source="cineca", said="2024-12-12"),
    )

    assert _told(rows)[-1] == ("fact_changed", "Bolonia", "Bologna", "confirmed", "source", "2024-12-12")


def test_the_newer_official_word_wins_over_the_older_one() -> None:
    rows = _of_factory(
        make.claim("2026", predicate="operational_by", source="eurohpc", modality="planned", said="2024-12-10"),
        make.claim("2027", predicate="operational_by", source="cineca", modality="planned", said="2024-12-11"),
    )

    assert _told(rows) == [
        ("fact_added", None, "2026", "confirmed", "source", "2024-12-10"),
        ("fact_changed", "2026", "2027", "confirmed", "source", "2024-12-11"),
    ]


def test_who_repeats_an_old_word_wins_over_nobody() -> None:
    rows = _of_factory(
        make.claim("2026", predicate="operational_by", source="eurohpc", modality="planned", said="2024-12-10"),
        make.claim("2027", predicate="operational_by", source="cineca", modality="planned", said="2024-12-11"),
        make.claim("2026", predicate="operational_by", source="eurohpc", modality="planned", said="2025-03-12"),
    )

    assert rows[-1].new == "2027"


def test_a_lonely_paper_does_not_move_what_is_confirmed() -> None:
    rows = _of_factory(
        make.claim("IT", source="eurohpc", said="2024-12-10"), make.claim("FR", source="corriere", said="2024-12-11")
    )

    assert [row.new for row in rows] == ["IT"]


def test_papers_that_agree_on_another_value_dispute_an_official_one() -> None:
    rows = _of_factory(
        make.claim(make.eur(430e6), predicate="investment_total", source="cineca", said="2024-12-11"),
        make.claim(make.eur(400e6), predicate="investment_total", source="corriere", said="2025-01-10"),
        make.claim(make.eur(400e6), predicate="investment_total", source="stampa", said="2025-01-12"),
        make.claim(make.eur(430e6), predicate="investment_total", source="cineca", said="2025-02-01"),
    )

    assert _told(rows)[1:] == [
        ("fact_disputed", make.eur(430e6), make.eur(430e6), "disputed", "disagreement", "2025-01-12"),
        ("fact_changed", make.eur(430e6), make.eur(430e6), "confirmed", "agreement", "2025-02-01"),
    ]
    assert rows[1].sources == ("corriere", "stampa")


def test_what_was_said_before_the_preferred_word_disputes_nothing() -> None:
    rows = _of_factory(
        make.claim(make.eur(400e6), predicate="investment_total", source="corriere", said="2024-12-11"),
        make.claim(make.eur(400e6), predicate="investment_total", source="stampa", said="2024-12-11"),
        make.claim(make.eur(430e6), predicate="investment_total", source="cineca", said="2025-01-10"),
    )

    assert rows[-1].standing == "confirmed"
    assert rows[-1].new == make.eur(430e6)


def test_what_papers_agree_on_first_stands_and_is_disputed_by_others() -> None:
    rows = _of_factory(
        *(
            make.claim(make.eur(amount), predicate="investment_total", source=source, said=said)
            for amount, source, said in (
                (430e6, "corriere", "2024-12-11"),
                (430e6, "stampa", "2024-12-12"),
                (400e6, "repubblica", "2025-09-05"),
                (400e6, "tageblatt", "2025-09-06"),
            )
        )
    )

    assert [(row.kind, row.new) for row in rows][-1] == ("fact_disputed", make.eur(430e6))


def test_a_due_date_slips_when_papers_agree_on_a_later_one() -> None:
    rows = _of_factory(
        *(
            make.claim(value, predicate="operational_by", source=source, said=said, modality="planned")
            for value, source, said in (
                ("2026", "corriere", "2024-12-11"),
                ("2026", "stampa", "2024-12-12"),
                ("2027", "repubblica", "2025-09-05"),
                ("2027", "tageblatt", "2025-09-06"),
            )
        )
    )

    assert _told(rows)[-1] == ("fact_changed", "2026", "2027", "confirmed", "agreement", "2025-09-06")


def test_the_newest_lonely_paper_is_reported() -> None:
    rows = _of_factory(
        make.claim(make.eur(420e6), predicate="investment_total", source="corriere", said="2024-12-11"),
        make.claim(make.eur(300e6), predicate="investment_total", source="stampa", said="2024-12-12"),
    )

    assert _told(rows)[-1] == ("fact_changed", make.eur(420e6), make.eur(300e6), "reported", "source", "2024-12-12")


@pytest.mark.parametrize(
    ("predicate", "values"),
    [
        ("investment_total", (make.eur(430e6), make.eur(431e6))),
        ("investment_total", (make.eur(518e6), Money(least=500e6, currency="EUR", qualifier="at_least"))),
        ("selected_on", ("2024-12-10", "2024-12")),
        ("host_city", ("Poznań", "POZNAN")),
        ("eu_share", (50, 50.2)),
    ],
)
def test_the_same_value_in_other_words_is_no_change(predicate: str, values: tuple[Value, Value]) -> None:
    rows = _of_factory(
        make.claim(values[0], predicate=predicate, source="eurohpc", said="2024-12-10"),
        make.claim(values[1], predicate=predicate, source="cineca", said="2024-12-20"),
    )

    assert [row.new for row in rows] == [values[0]]


def test_a_sharper_word_of_an_equally_good_source_refines() -> None:
    rows = _of_factory(
        make.claim("2024-12", predicate="selected_on", source="corriere", said="2024-12-10"),
        make.claim("2024-12-10", predicate="selected_on", source="stampa", said="2024-12-20"),
    )

    assert _told(rows)[-1] == ("fact_changed", "2024-12", "2024-12-10", "confirmed", "agreement", "2024-12-20")


def test_a_sharper_word_of_a_weaker_source_does_not_refine() -> None:
    rows = _of_factory(
        make.claim("2024-12", predicate="selected_on", source="eurohpc", said="2024-12-10"),
        make.claim("2024-12-10", predicate="selected_on", source="stampa", said="2024-12-20"),
    )

    assert [row.new for row in rows] == ["2024-12"]


def test_partners_stand_side_by_side() -> None:
    rows = _of_factory(
        make.claim("AT", predicate="partner_country", source="eurohpc"),
        make.claim("SI", predicate="partner_country", source="eurohpc"),
    )

    assert [(row.kind, row.new, row.standing) for row in rows] == [
        ("fact_added", "AT", "confirmed"),
        ("fact_added", "SI", "confirmed"),
    ]
