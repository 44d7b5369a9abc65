"""The life of a factory and of what is said of it: steps, corrections, pages that vanish, articles found late."""

from datetime import date

from models import fold
from models.change import Change
from models.claim import Claim
from tests import make
from tests.settling import of, run, shown

FACTORY = make.claim("ai_factory", predicate="kind", source="eurohpc", said="2024-12-10")


def _of_factory(*claims: Claim) -> list[Change]:
    # What these claims bring about once the factory itself is held.
    return [row for row in run([FACTORY, *claims]) if row.predicate not in (None, "kind")]


def _told(rows: list[Change]) -> list[tuple[object, ...]]:
    return [(row.kind, row.old, row.new, row.standing, row.cause, row.took_effect.isoformat()) for row in rows]


def _status(*told: tuple[str, str, str]) -> list[Change]:
    return _of_factory(
        *(make.claim(value, predicate="status", source=source, said=said) for value, source, said in told)
    )


def test_an_earlier_status_said_later_is_no_change_back() -> None:
    rows = _status(
        ("selected", "eurohpc", "2024-12-10"),
        ("contracted", "cineca", "2025-09-05"),
        ("selected", "commission", "2025-10-10"),
        ("selected", "cineca", "2025-10-11"),
    )

    assert [row.new for row in rows] == ["selected", "contracted"]


def test_a_paper_may_report_the_next_step() -> None:
    rows = _status(("selected", "eurohpc", "2024-12-10"), ("operational", "corriere", "2025-09-05"))

    assert [(row.new, row.standing) for row in rows] == [("selected", "confirmed"), ("operational", "reported")]


def test_an_official_step_said_later_outweighs_a_step_that_one_paper_ran_ahead_to() -> None:
    rows = _status(
        ("selected", "eurohpc", "2024-12-10"),
        ("operational", "corriere", "2024-12-11"),
        ("contracted", "cineca", "2026-01-10"),
    )

    assert (rows[-1].new, rows[-1].standing) == ("contracted", "confirmed")


def test_a_delay_is_a_change_and_building_goes_on_after_it() -> None:
    rows = _status(
        ("contracted", "eurohpc", "2025-01-10"),
        ("delayed", "cineca", "2025-03-10"),
        ("selected", "commission", "2025-03-12"),
        ("under_construction", "cineca", "2025-06-10"),
    )

    assert [row.new for row in rows] == ["contracted", "delayed", "under_construction"]


def test_one_paper_that_repeats_an_old_delay_halts_nothing_that_runs_meanwhile() -> None:
    rows = _status(
        ("selected", "eurohpc", "2024-12-10"),
        ("delayed", "corriere", "2025-05-02"),
        ("delayed", "stampa", "2025-05-03"),
        ("operational", "cineca", "2025-06-01"),
        ("delayed", "corriere", "2025-07-01"),
    )

    assert [row.new for row in rows] == ["selected", "delayed", "operational"]


def test_a_confirmed_withdrawal_withdraws_the_factory() -> None:
    log = run(
        [
            FACTORY,
            make.claim("selected", predicate="status", source="eurohpc", said="2024-12-10"),
            make.claim("withdrawn", predicate="status", source="commission", said="2025-05-01"),
        ]
    )

    assert [(row.kind, row.old, row.new) for row in log[-2:]] == [
        ("fact_changed", "selected", "withdrawn"),
        ("factory_withdrawn", "IT4LIA", None),
    ]


def test_one_paper_withdraws_nothing() -> None:
    rows = _status(("selected", "eurohpc", "2024-12-10"), ("withdrawn", "corriere", "2025-05-01"))

    assert [row.new for row in rows] == ["selected"]


def test_a_corrected_article_moves_the_fact_to_its_new_word() -> None:
    before = make.claim(make.eur(430e6), predicate="investment_total", source="corriere", said="2024-12-11")
    log = run([FACTORY, before], now="2024-12-11")
    corrected = [
        make.claim(
            make.eur(430e6), predicate="investment_total", source="corriere", said="2024-12-11", ended="2024-12-13"
        ),
        make.claim(make.eur(420e6), predicate="investment_total", source="corriere", said="2024-12-13"),
    ]

    log = run([FACTORY, *corrected], log, now="2024-12-13")

    told = of(log, "investment_total")
    assert _told(told)[-1] == (
        "fact_changed",
        make.eur(430e6),
        make.eur(420e6),
        "reported",
        "retraction",
        "2024-12-13",
    )
    assert shown(log, at=date(2024, 12, 12)) >= {
        ("it4lia", "investment_total", make.eur(430e6), "reported", date(2024, 12, 11))
    }


def test_what_nobody_says_any_more_is_removed() -> None:
    said = make.claim("AT", predicate="partner_country", source="corriere", said="2024-12-11")
    log = run([FACTORY, said], now="2024-12-11")
    taken_back = make.claim("AT", predicate="partner_country", source="corriere", said="2024-12-11", ended="2024-12-13")

    row = run([FACTORY, taken_back], log, now="2024-12-13")[-1]

    assert (row.kind, row.old, row.new, row.cause) == ("fact_removed", "AT", None, "retraction")
    assert row.because == (said.id,)
    assert row.sources == ("corriere",)


def test_a_fact_falls_back_to_reported_when_one_of_two_papers_takes_it_back() -> None:
    def told(ended: str | None) -> list[Claim]:
        return [
            FACTORY,
            make.claim("AT", predicate="partner_country", source="corriere", said="2024-12-11"),
            make.claim("AT", predicate="partner_country", source="stampa", said="2024-12-12", ended=ended),
        ]

    log = run(told("2024-12-20"), run(told(None), now="2024-12-12"), now="2024-12-20")

    assert _told(of(log, "partner_country"))[-1] == (
        "fact_changed",
        "AT",
        "AT",
        "reported",
        "retraction",
        "2024-12-20",
    )


def test_a_page_that_is_gone_confirms_nothing_but_is_not_forgotten() -> None:
    log = run([FACTORY, make.claim("AT", predicate="partner_country", said="2024-12-11")], now="2024-12-11")
    gone = make.claim("AT", predicate="partner_country", said="2024-12-11", gone="2025-02-01")

    log = run([FACTORY, gone], log, now="2025-02-01")

    assert _told(of(log, "partner_country"))[-1] == (
        "fact_changed",
        "AT",
        "AT",
        "reported",
        "retraction",
        "2025-02-01",
    )


def test_a_phantom_factory_goes_with_all_its_facts_when_our_code_reads_better() -> None:
    log = run([FACTORY, make.claim("IT")])

    log = run([], log, cause="extractor", touched=[("it4lia", "kind"), ("it4lia", "host_country")])

    assert fold.facts(log) == ()
    assert [(row.kind, row.cause) for row in log[3:]] == [
        ("fact_removed", "extractor"),
        ("factory_withdrawn", "extractor"),
        ("fact_removed", "extractor"),
    ]


def test_an_older_article_found_late_moves_the_clock_of_what_is_true_only() -> None:
    known = make.claim("AT", predicate="partner_country", source="eurohpc", said="2024-12-20")
    log = run([FACTORY, known], now="2024-12-20")
    late = make.claim("AT", predicate="partner_country", source="eurohpc", said="2024-12-12")

    log = run([FACTORY, known, late], log, now="2025-03-01")

    [fact] = [fact for fact in fold.facts(log) if fact.predicate == "partner_country"]
    assert (fact.valid, fact.known.date()) == (date(2024, 12, 12), date(2024, 12, 20))
    assert [(row.kind, row.old, row.new, row.past) for row in log[3:]] == [("fact_changed", "AT", "AT", True)]


def test_an_older_article_found_late_that_confirms_is_told_once() -> None:
    known = make.claim("AT", predicate="partner_country", source="corriere", said="2024-12-20")
    log = run([FACTORY, known], now="2024-12-20")
    late = make.claim("AT", predicate="partner_country", source="eurohpc", said="2024-12-12")

    log = run([FACTORY, known, late], log, now="2025-03-01")

    assert [(row.kind, row.standing, row.past) for row in log[3:]] == [("fact_confirmed", "confirmed", False)]


def test_an_older_paper_found_late_disagrees_with_nobody() -> None:
    known = make.claim(make.eur(430e6), predicate="investment_total", source="corriere", said="2025-04-10")
    log = run([FACTORY, known], now="2025-04-10")
    late = make.claim(make.eur(430e6), predicate="investment_total", source="stampa", said="2025-04-01")

    log = run([FACTORY, known, late], log, now="2025-05-01")

    assert [(row.kind, row.standing, row.cause, row.past) for row in of(log, "investment_total")[1:]] == [
        ("fact_changed", "reported", "source", True),
        ("fact_confirmed", "confirmed", "agreement", False),
    ]


def test_what_was_held_once_is_filled_in_without_news() -> None:
    known = make.claim("2027", predicate="operational_by", source="cineca", said="2024-12-20", modality="planned")
    log = run([FACTORY, known], now="2024-12-20")
    late = make.claim("2026", predicate="operational_by", source="eurohpc", said="2024-12-12", modality="planned")

    log = run([FACTORY, known, late], log, now="2025-03-01")

    assert [(row.kind, row.old, row.new, row.past) for row in log[3:]] == [
        ("fact_added", None, "2026", True),
        ("fact_changed", "2026", "2027", True),
    ]
    assert ("it4lia", "operational_by", "2026", "confirmed", date(2024, 12, 12)) in shown(log, at=date(2024, 12, 15))


def test_the_url_is_that_of_the_best_source_of_the_day() -> None:
    rows = _of_factory(
        make.claim("IT", source="corriere", said="2024-12-11", url="https://corriere.example/1"),
        make.claim("IT", source="cineca", said="2024-12-12", url="https://cineca.example/1"),
    )

    assert [row.url for row in rows] == ["https://corriere.example/1", "https://cineca.example/1"]
