"""Names in the store: candidates wait, verdicts settle at once, and merges are redirects."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from models import knowledge
from models.claim import SURE, Claim
from models.errors import ConfigError
from models.settings import Settings
from models.store import engine as stores
from models.store import read, write
from models.store import verdicts as decisions
from models.verdict import Verdict, VerdictKind
from pipeline import naming, run
from tests import make, shelf
from tests.naming import about

SALONA = "salona-ai-factory"


@pytest.fixture
def store() -> Iterator[Engine]:
    engine = stores.open("sqlite://")
    stores.prepare(engine)
    yield engine
    engine.dispose()


def _open(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [one.id for one in decisions.open_ones(connection)]


def _weak(name: str = SALONA, **values: str) -> tuple[Claim, ...]:
    return about(name, {"kind": "ai_factory", "host_country": "HR", **values}, source="heise")


def _announcement(name: str = SALONA, **values: str) -> tuple[Claim, ...]:
    return about(name, {"kind": "ai_factory", "host_country": "HR", "status": "selected", **values})


def test_what_one_newspaper_says_of_an_unknown_name_waits(store: Engine) -> None:
    assert shelf.say(store, "a", *_weak()) == []

    assert _open(store) == [SALONA]
    with store.connect() as connection:
        assert {one.predicate for one in read.said_of(connection, [SALONA], knowledge.fact_types())[SALONA]} == {
            "kind",
            "host_country",
        }


def test_an_announcement_settles_what_waited_and_the_cause_is_the_page(store: Engine) -> None:
    shelf.say(store, "a", *_weak(host_city="Split"))
    rows = shelf.say(store, "b", *_announcement())

    assert rows[0].kind == "factory_added"
    assert {row.cause for row in rows} == {"source"}
    assert ("host_city", "Split") in {(row.predicate, row.new) for row in rows}
    assert _open(store) == []


def test_accepting_settles_the_waiting_claims_at_once_and_makes_no_mail(store: Engine) -> None:
    with store.begin() as connection:
        write.rule(connection, make.rule(confirmed_only=False))
    shelf.say(store, "a", *_weak())
    asked = Verdict(kind="accept", about=SALONA, who="me", when=make.NOW)

    verdict, changes = run.decided(store, Settings(frozen_now=make.NOW), asked)

    assert (verdict.id, verdict.who) == ("v0000001", "me")
    assert [(row.kind, row.cause, row.new) for row in changes[:2]] == [
        ("factory_added", "verdict", SALONA.upper()),
        ("fact_added", "verdict", "ai_factory"),
    ]
    with store.connect() as connection:
        assert [one.id for one in read.factories(connection)] == [SALONA]
        assert read.unsent(connection) == ()


def test_later_pages_about_an_accepted_name_settle_like_any_other(store: Engine) -> None:
    shelf.say(store, "a", *_weak())
    shelf.decide(store, "accept", SALONA)

    (row,) = shelf.say(store, "b", *about(SALONA, launched_on="2026-11-01"))

    assert (row.kind, row.predicate, row.cause) == ("fact_added", "launched_on", "source")


def test_another_name_of_a_factory_lends_it_its_claims_and_keeps_them(store: Engine) -> None:
    shelf.say(store, "a", *about("it4lia", kind="ai_factory", host_country="IT"))
    shelf.say(store, "b", *_weak("tecnopolo", host_country="IT", launched_on="2025-09-05"))
    _, changes = shelf.decide(store, "same", "tecnopolo", "it4lia")

    assert [(row.subject, row.predicate, row.new) for row in changes] == [("it4lia", "launched_on", "2025-09-05")]
    with store.connect() as connection:
        claim = read.claim(connection, changes[0].because[0])
    assert claim is not None
    assert (claim.subject, claim.name) == ("tecnopolo", "TECNOPOLO")


def test_what_is_no_factory_settles_nowhere_and_no_longer_waits(store: Engine) -> None:
    shelf.say(store, "a", *_announcement())
    _, changes = shelf.decide(store, "not_a_factory", SALONA)

    assert shelf.facts(store) == ()
    assert [row.kind for row in changes].count("factory_withdrawn") == 1
    assert _open(store) == []
    assert shelf.say(store, "b", *_announcement(status="operational")) == []
    with store.connect() as connection:
        assert read.factories(connection) == ()
        assert set(read.names(connection)) == {SALONA}


def test_a_rejected_claim_moves_nothing_also_when_it_is_read_again(store: Engine) -> None:
    right, wrong = about("it4lia", kind="ai_factory", host_country="IT"), about("it4lia", host_city="Rome")
    shelf.say(store, "a", *right, *wrong)
    before = [fact for fact in shelf.facts(store) if fact.predicate != "host_city"]
    (claim,) = (replace(claim, article="a") for claim in wrong)

    _, changes = shelf.decide(store, "reject", claim.id)

    assert [(row.kind, row.old, row.cause) for row in changes] == [("fact_removed", "Rome", "verdict")]
    assert list(shelf.facts(store)) == before
    assert shelf.say(store, "a", *right) == []
    assert shelf.say(store, "a", *right, *wrong) == []


def test_a_rejected_claim_is_no_evidence(store: Engine) -> None:
    told = _announcement()
    shelf.say(store, "a", *told)
    (kind,) = (replace(claim, article="a") for claim in told if claim.predicate == "kind")
    shelf.decide(store, "reject", kind.id)

    assert _open(store) == [SALONA]
    shelf.decide(store, "undo", "v0000001")
    assert _open(store) == []


def test_undoing_a_merge_of_two_factories_gives_both_back_as_they_were(store: Engine) -> None:
    shelf.say(store, "a", *_announcement())
    shelf.say(store, "b", *about("it4lia", kind="ai_factory", host_country="IT", launched_on="2025-09-05"))
    before = shelf.facts(store)

    shelf.decide(store, "same", SALONA, "it4lia", now=make.NOW + timedelta(days=1))
    merged = shelf.facts(store)
    shelf.decide(store, "undo", "v0000001", now=make.NOW + timedelta(days=2))

    assert {fact.subject for fact in merged} == {"it4lia"}
    assert shelf.facts(store) == before
    with store.connect() as connection:
        assert [one.id for one in read.factories(connection)] == ["it4lia", SALONA]


def test_who_is_linked_to_a_merged_factory_is_linked_to_the_one_that_it_is_now(store: Engine) -> None:
    shelf.say(store, "a", *_announcement())
    shelf.say(store, "b", *about("it4lia", kind="ai_factory", host_country="IT"))
    shelf.say(store, "c", *about("hearts", kind="antenna", linked_factory=SALONA))
    shelf.say(store, "d", *about("saifa", kind="antenna", linked_factory="it4lia"))
    before = shelf.facts(store)

    _, changes = shelf.decide(store, "same", SALONA, "it4lia", now=make.NOW + timedelta(days=1))
    merged = {fact.subject: fact for fact in shelf.facts(store) if fact.predicate == "linked_factory"}
    with store.connect() as connection:
        kept = read.claim(connection, merged["hearts"].because[0])

    assert {subject: fact.value for subject, fact in merged.items()} == {"hearts": "it4lia", "saifa": "it4lia"}
    assert {row.cause for row in changes} == {"verdict"}
    assert kept is not None
    assert kept.value == SALONA
    later = about("hearts", source="commission", linked_factory="it4lia")
    assert shelf.say(store, "e", *later, now=make.NOW + timedelta(days=2)) == []

    shelf.decide(store, "undo", "v0000001", now=make.NOW + timedelta(days=3))
    assert [fact for fact in shelf.facts(store) if (fact.subject, fact.value) != ("hearts", "it4lia")] == list(before)


def test_an_undone_undoing_has_the_merge_back(store: Engine) -> None:
    shelf.say(store, "a", *_announcement())
    shelf.decide(store, "same", SALONA, "it4lia")
    merged = shelf.facts(store)
    shelf.decide(store, "undo", "v0000001")
    shelf.decide(store, "undo", "v0000002")

    assert shelf.facts(store) == merged
    with store.connect() as connection:
        assert [one.kind for one in decisions.every(connection)] == ["same", "undo", "undo"]


@pytest.mark.parametrize(
    ("kind", "about", "factory", "words"),
    [
        ("accept", "nobody", "", "no such candidate"),
        ("accept", "it4lia", "", "is a known factory"),
        ("same", "nobody", "it4lia", "no such candidate"),
        ("same", SALONA, "nobody", "no such factory"),
        ("same", SALONA, SALONA, "same as itself"),
        ("same", SALONA, "cohort:2024-12", "no such factory"),
        ("not_a_factory", "programme", "", "no such candidate"),
        ("reject", "nothing", "", "no such claim"),
        ("undo", "v0000007", "", "no such verdict"),
    ],
)
def test_a_verdict_about_nothing_is_refused_and_leaves_no_trace(
    store: Engine, kind: VerdictKind, about: str, factory: str, words: str
) -> None:
    shelf.say(store, "a", *_weak())
    asked = Verdict(kind=kind, about=about, factory=factory, who="me", when=make.NOW)

    with pytest.raises(ConfigError, match=words):
        run.decided(store, Settings(), asked)

    with store.connect() as connection:
        assert decisions.every(connection) == ()
    assert _open(store) == [SALONA]


def test_a_circle_is_refused_and_so_is_undoing_twice(store: Engine) -> None:
    shelf.say(store, "a", *_announcement())
    shelf.decide(store, "same", SALONA, "it4lia")

    with pytest.raises(ConfigError, match="circle"):
        shelf.decide(store, "same", "it4lia", SALONA)
    shelf.decide(store, "undo", "v0000001")
    with pytest.raises(ConfigError, match="undone already"):
        shelf.decide(store, "undo", "v0000001")


def test_verdicts_teach_the_reading_and_undone_ones_do_not(store: Engine) -> None:
    shelf.say(store, "a", *_weak())
    shelf.say(store, "b", *_weak("tecnopolo"))
    shelf.decide(store, "accept", SALONA)
    shelf.decide(store, "same", "tecnopolo", "it4lia")

    def learned() -> list[tuple[str, str]]:
        with store.connect() as connection:
            return [(one.id, one.country) for one in naming.taught(connection)]

    assert learned() == [(SALONA, "HR"), ("tecnopolo", "IT")]
    shelf.decide(store, "undo", "v0000001")
    assert learned() == [("tecnopolo", "IT")]


def test_an_unsure_claim_is_kept_and_settles_nothing_until_it_is_sure(store: Engine) -> None:
    kind = about("it4lia", kind="ai_factory")
    unsure = tuple(replace(claim, confidence=SURE - 0.1) for claim in about("it4lia", host_city="Bologna"))
    sure = tuple(replace(claim, confidence=SURE) for claim in unsure)
    shelf.say(store, "a", *kind, *unsure)

    assert {fact.predicate for fact in shelf.facts(store)} == {"kind"}
    assert [row.predicate for row in shelf.say(store, "a", *kind, *sure)] == ["host_city"]
    assert [row.kind for row in shelf.say(store, "a", *kind, *unsure)] == ["fact_removed"]
