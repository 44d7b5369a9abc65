"""Changes × rules → alerts."""

from datetime import date

import pytest

from models import knowledge
from models.alert import About, Alert, Rule
from models.change import Cause, Change
from pipeline import route
from tests import make

_ABOUT = About(
    name="Salona AI Factory",
    factory_kind="ai_factory",
    country="HR",
    city="Split",
    host="University of Split",
    quote="The Salona AI Factory in Split joins\n the network.",
    title="One more",
    publisher="EuroHPC JU",
    published=date(2025, 3, 12),
    url="https://eurohpc.example/salona",
)


def _alerts(changes: list[Change], *rules: Rule, about: About = _ABOUT) -> tuple[Alert, ...]:
    placed = make.placed(changes)
    known = {change.seq: about for change in placed if route.mailed(change)}
    return route.alerts(placed, rules, about=known, fact_types=knowledge.fact_types())


def _new(**given: object) -> Change:
    return make.change("Salona AI Factory", kind="factory_added", subject="salona-ai-factory", **given)  # type: ignore[arg-type]


def test_a_rule_hears_only_the_kinds_subjects_and_predicates_it_names() -> None:
    changes = [
        make.change("2027", old="2026", kind="fact_changed", predicate="operational_by"),
        make.change("AT", predicate="partner_country"),
        make.change("AT", predicate="partner_country", subject="bsc-aif"),
    ]

    heard = [
        [alert.change for alert in _alerts(changes, rule)]
        for rule in (
            make.rule(kinds=("fact_added",)),
            make.rule(subjects=("it4lia",)),
            make.rule(predicates=("operational_by",)),
            make.rule(),
        )
    ]

    assert heard == [[2, 3], [1, 2], [1], [1, 2, 3]]


def test_a_rule_follows_its_factory_into_what_it_was_merged_with() -> None:
    rule = make.rule(subjects=("salona-ai-factory",))
    change = make.change(subject="adria-ai-factory")

    assert not _alerts([change], rule)
    assert _alerts([change], rule.following({"salona-ai-factory": "adria-ai-factory", "mimer": "pharos"}))
    assert rule.following({}) == rule


@pytest.mark.parametrize("cause", ["baseline", "extractor", "verdict"])
def test_the_baseline_our_code_and_verdicts_make_no_mail(cause: Cause) -> None:
    assert _alerts([make.change(cause=cause)], make.rule(confirmed_only=False)) == ()


def test_what_only_fills_in_the_past_makes_no_mail() -> None:
    assert _alerts([make.change(past=True)], make.rule(confirmed_only=False)) == ()


def test_who_waits_for_confirmation_hears_of_a_factory_when_it_is_confirmed_and_once() -> None:
    subject = "salona-ai-factory"
    changes = [
        _new(standing="reported"),
        make.change("ai_factory", predicate="kind", subject=subject, standing="reported"),
        make.change("ai_factory", old="ai_factory", kind="fact_confirmed", predicate="kind", subject=subject),
        make.change(
            "ai_factory",
            old="ai_factory",
            kind="fact_changed",
            predicate="kind",
            subject=subject,
            standing="reported",
            cause="disagreement",
        ),
        make.change("ai_factory", old="ai_factory", kind="fact_confirmed", predicate="kind", subject=subject),
    ]

    waits = _alerts(changes, make.rule(kinds=("factory_added",)))
    hears_at_once = _alerts(changes, make.rule(kinds=("factory_added",), confirmed_only=False))

    assert [alert.change for alert in waits] == [3, 5]
    assert len({alert.id for alert in waits}) == 1
    assert [alert.change for alert in hears_at_once] == [1]


def test_a_factory_that_is_confirmed_at_once_is_told_in_one_mail() -> None:
    kind = make.change("ai_factory", predicate="kind", subject="salona-ai-factory")

    assert [alert.change for alert in _alerts([_new(), kind], make.rule())] == [1]


def test_what_was_reported_is_told_to_those_who_wait_when_it_is_confirmed() -> None:
    changes = [
        make.change("AT", predicate="partner_country", standing="reported"),
        make.change("AT", old="AT", kind="fact_confirmed", predicate="partner_country", cause="agreement"),
    ]

    assert [alert.change for alert in _alerts(changes, make.rule(kinds=("fact_added",)))] == [2]


def test_a_fall_back_to_reported_is_told_to_those_who_wait_too() -> None:
    fall = make.change(
        "AT", old="AT", kind="fact_changed", predicate="partner_country", cause="retraction", standing="reported"
    )

    [alert] = _alerts([fall], make.rule())
    assert alert.subject_line == "[Factorywatch] Salona AI Factory: partner country Austria is reported only"


def test_the_mail_about_a_new_factory_says_all_that_a_reader_needs() -> None:
    [alert] = _alerts([_new()], make.rule(id=7, kinds=("factory_added",)))

    assert alert.who == "me@example.org"
    assert alert.subject_line == "[Factorywatch] New AI Factory: Salona AI Factory (Split, Croatia)"
    assert alert.body == (
        "New AI Factory: Salona AI Factory (Split, Croatia)\n"
        "\n"
        "Kind: AI Factory\n"
        "Country: Croatia\n"
        "City: Split\n"
        "Host: University of Split\n"
        "\n"
        "Standing: confirmed (eurohpc)\n"
        "Since:    10 December 2024 (we found out on 12 December 2024)\n"
        "\n"
        "The sentence that says so:\n"
        "\n"
        "  The Salona AI Factory in Split joins the network.\n"
        "\n"
        "  EuroHPC JU, 12 March 2025: One more\n"
        "\n"
        "Read it: https://eurohpc.example/salona\n"
        "\n"
        "--\n"
        "You get this because you asked to hear of new factories, once confirmed (rule 7).\n"
        "To stop it: factorywatch alerts remove 7\n"
    )


def test_the_mail_about_a_slip_shows_old_and_new() -> None:
    slip = make.change("2027", old="2026", kind="fact_changed", predicate="operational_by", sources=("cineca",))

    [alert] = _alerts([slip], make.rule(), about=About(name="IT4LIA"))

    assert alert.subject_line == "[Factorywatch] IT4LIA: operational by 2026 → 2027"
    assert "\nOperational by: 2026 → 2027\n" in alert.body
    assert "\nStanding: confirmed (cineca)\n" in alert.body


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (make.change(make.eur(430e6), predicate="investment_total"), "investment (total) is 430 M EUR"),
        (make.change(None, old="AT", kind="fact_removed", predicate="partner_country"), "Austria is taken back"),
        (make.change(None, old="IT4LIA", kind="factory_withdrawn"), "IT4LIA is withdrawn"),
        (
            make.change("GR", old="GR", kind="fact_disputed", standing="disputed", cause="disagreement"),
            "host country Greece is disputed",
        ),
        (make.change("under_construction", predicate="status"), "status is under construction"),
    ],
)
def test_every_kind_of_change_has_its_words(change: Change, words: str) -> None:
    [alert] = _alerts([change], make.rule(), about=About(name="IT4LIA"))

    assert words in alert.subject_line
    assert alert.body.startswith(alert.subject_line.removeprefix("[Factorywatch] ") + "\n")


def test_words_from_the_web_stay_on_their_line_and_within_bounds() -> None:
    odd = About(name="IT4LIA\r\nBcc: all@example.org", quote="so " * 100_000, title="a\nb")

    [alert] = _alerts([make.change()], make.rule(), about=odd)

    assert "\n" not in alert.subject_line
    assert "\r" not in alert.subject_line + alert.body
    assert len(alert.body) < 2000


def test_an_alert_of_a_change_without_its_place_is_refused() -> None:
    with pytest.raises(ValueError, match="without its place"):
        route.alerts([make.change()], [make.rule()], about={0: _ABOUT}, fact_types=knowledge.fact_types())
