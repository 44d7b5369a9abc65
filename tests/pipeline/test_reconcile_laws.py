"""What must hold of settling whatever is claimed: any order, any batching, any repetition give the same facts."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models import fold
from models.change import Change
from models.claim import Claim, Modality
from models.value import Money, Value
from tests import make
from tests.settling import KINDS_OF_SOURCE, run, shown

_START = date(2024, 12, 10)
_VALUES: dict[str, list[Value]] = {
    "kind": ["ai_factory", "antenna"],
    "partner_country": ["AT", "SI"],
    "investment_total": [
        make.eur(430e6),
        make.eur(431e6),
        make.eur(400e6),
        Money(least=400e6, currency="EUR", qualifier="at_least"),
        Money(amount=430e6, currency="EUR", qualifier="about"),
    ],
    "operational_by": ["2026", "2026-Q3", "2026-Q1", "2027"],
    "status": ["selected", "contracted", "operational", "delayed", "withdrawn"],
}
_SOURCES = [*sorted(KINDS_OF_SOURCE), "baseline"]


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    predicate = draw(st.sampled_from(sorted(_VALUES)))
    said = draw(st.integers(0, 8))
    ended = draw(st.none() | st.integers(said, 10))
    gone = draw(st.none() | st.integers(said, 10))
    modalities: list[Modality] = ["asserted", "asserted", "planned", "negated"]
    return make.claim(
        draw(st.sampled_from(_VALUES[predicate])),
        subject=draw(st.sampled_from(["it4lia", "cohort:2024-12"])),
        predicate=predicate,
        source=draw(st.sampled_from(_SOURCES)),
        said=_day(said),
        modality=draw(st.sampled_from(modalities)),
        article=f"a{draw(st.integers(0, 5))}",
        ended=None if ended is None else _day(ended),
        gone=None if gone is None else _day(gone),
    )


def _day(number: int) -> date:
    return _START + timedelta(days=number)


def _open(claims: list[Claim]) -> list[Claim]:
    return [replace(claim, ended=None, gone=None) for claim in claims]


def _seen_on(claims: list[Claim], today: date) -> list[Claim]:
    # What could be read on that day: of what comes later nothing is known yet.
    def until(claim: Claim) -> Claim:
        ended = claim.ended if claim.ended and claim.ended.date() <= today else None
        gone = claim.gone if claim.gone and claim.gone.date() <= today else None
        return replace(claim, ended=ended, gone=gone)

    return [until(claim) for claim in claims if claim.said and claim.said.date() <= today]


def daily(claims: list[Claim]) -> tuple[Change, ...]:
    """The log of somebody who settled every evening."""
    log: tuple[Change, ...] = ()
    for number in range(12):
        log = run(_seen_on(claims, _day(number)), log, now=_day(number))
    return log


def _days() -> list[date]:
    return [_day(number) for number in range(-1, 12)]


many = st.lists(_claims(), max_size=14)
_plenty = settings(max_examples=80, deadline=None)


@given(many, st.randoms(use_true_random=False))
@_plenty
def test_any_order_of_claims_gives_the_same_log(claims: list[Claim], chance: random.Random) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)

    assert run(shuffled) == run(claims)


@given(many)
@_plenty
def test_a_second_run_changes_nothing(claims: list[Claim]) -> None:
    log = run(claims)

    assert run(claims, log, now="2025-06-01") == log
    assert run(claims + claims, log, now="2025-06-01") == log


@given(many, st.lists(st.integers(0, 3), min_size=14, max_size=14))
@_plenty
def test_any_batching_gives_the_same_facts_on_every_day(claims: list[Claim], batches: list[int]) -> None:
    log: tuple[Change, ...] = ()
    seen: list[Claim] = []
    for batch in range(4):
        seen += [claim for claim, number in zip(claims, batches, strict=False) if number == batch]
        log = run(seen, log, now=_day(20 + batch), touched=[(claim.subject, claim.predicate) for claim in claims])

    at_once = run(claims)
    assert shown(log) == shown(at_once)
    assert all(shown(log, at=day) == shown(at_once, at=day) for day in _days())


@given(many)
@_plenty
def test_a_late_crawl_writes_the_log_of_a_daily_one(claims: list[Claim]) -> None:
    every_day, late = daily(claims), run(claims, now=_day(30))

    assert [replace(row, detected=make.NOW) for row in every_day] == [replace(row, detected=make.NOW) for row in late]
    assert not any(row.past for row in every_day)


@given(many, many)
@_plenty
def test_claims_that_vanish_without_a_trace_leave_the_facts_of_the_others(
    claims: list[Claim], wrong: list[Claim]
) -> None:
    touched = [(claim.subject, claim.predicate) for claim in claims + wrong]
    log = run(claims + wrong)

    reread = run(claims, log, now=_day(40), cause="extractor", touched=touched)

    assert shown(reread) == shown(run(claims))
    assert {row.cause for row in reread[len(log) :]} <= {"extractor"}


@given(many)
@_plenty
def test_as_of_never_sees_the_future(claims: list[Claim]) -> None:
    log = daily(claims)

    for day in _days():
        then = tuple(row for row in log if row.detected.date() <= day)
        assert fold.facts(log, as_of=day) == fold.facts(then)
        assert all(fact.known.date() <= day for fact in fold.facts(log, as_of=day))
        assert all(fact.valid <= day for fact in fold.facts(log, at=day))


@given(many)
@_plenty
def test_single_valued_facts_have_one_value_and_every_fact_rests_on_claims(claims: list[Claim]) -> None:
    facts = fold.facts(run(claims))
    ids = {claim.id for claim in claims}

    singles = [(fact.subject, fact.predicate) for fact in facts if fact.predicate != "partner_country"]
    assert len(singles) == len(set(singles))
    assert all(fact.because and set(fact.because) <= ids for fact in facts)


@given(many)
@_plenty
def test_each_row_moves_what_was_held_before_it(claims: list[Claim]) -> None:
    held: fold.Held = {}
    for row in daily(_open(claims)):
        before = {(fact.subject, fact.predicate, fact.value, fact.standing) for fact in held.values()}
        fold.turn(held, [row])
        after = {(fact.subject, fact.predicate, fact.value, fact.standing) for fact in held.values()}
        assert before != after or row.predicate is None
