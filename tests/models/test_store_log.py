"""The change log in the store: append-only, chained, and the facts follow from it."""

import itertools
import random
import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, exc, text

from models import baseline, fold, knowledge
from models.claim import Claim
from models.store import engine as stores
from models.store import read, write
from models.value import Money, Value
from pipeline import reconcile
from tests import make
from tests.settling import KINDS_OF_SOURCE, run, shown


def _three(store: Engine) -> None:
    with store.begin() as connection:
        write.changes(connection, [make.change("IT"), make.change("AT", predicate="partner_country")])
        write.changes(connection, [make.change("SI", predicate="partner_country")])


def test_changes_get_their_places_and_come_back_as_they_were(store: Engine) -> None:
    money = Money(least=1.5e9, currency="EUR", qualifier="at_least")
    given = [
        make.change("IT4LIA", kind="factory_added"),
        make.change(money, predicate="investment_total", past=True),
        make.change(None, old=50, kind="fact_removed", predicate="eu_share", cause="retraction", sources=("a", "b")),
    ]
    with store.begin() as connection:
        written = write.changes(connection, given)
        log = read.changes(connection)

    assert written == make.placed(given)
    assert log == written
    assert [change.id for change in log] == ["c0000001", "c0000002", "c0000003"]


def test_the_log_can_be_asked_for_parts(store: Engine) -> None:
    with store.begin() as connection:
        write.changes(
            connection,
            [
                make.change("IT", cause="baseline"),
                make.change("AT", predicate="partner_country", took_effect="2025-03-01", detected="2025-03-02"),
                make.change("ES", subject="bsc-aif", detected="2025-06-01"),
                make.change("Salona", kind="factory_added", subject="salona", detected="2025-06-02"),
            ],
        )

        def places(**given: object) -> list[int]:
            return [change.seq for change in read.changes(connection, **given)]  # type: ignore[arg-type]

        assert places(since_seq=2) == [3, 4]
        assert places(subject="it4lia") == [1, 2]
        assert places(predicate="host_country") == [1, 3]
        assert places(pairs=[("it4lia", "partner_country"), ("bsc-aif", "host_country")]) == [2, 3]
        assert places(kinds=["factory_added"]) == [4]
        assert places(without_baseline=True) == [2, 3, 4]
        assert places(at=date(2025, 2, 28)) == [1, 3, 4]
        assert places(as_of=date(2025, 3, 2)) == [1, 2]
        assert places(since=date(2025, 6, 1)) == [3, 4]
        assert places(most=2) == [3, 4]


def test_facts_follow_at_once_and_can_be_asked_for_any_day(store: Engine) -> None:
    with store.begin() as connection:
        write.changes(connection, [make.change("2026", took_effect="2024-12-10", detected="2024-12-12")])
        slip = make.change("2027", old="2026", kind="fact_changed", took_effect="2024-12-11", detected="2025-06-01")
        write.changes(connection, [slip])

        assert [fact.value for fact in read.facts(connection)] == ["2027"]
        assert [fact.value for fact in read.facts(connection, "it4lia")] == ["2027"]
        assert read.facts(connection, "bsc-aif") == ()
        assert [fact.value for fact in read.facts(connection, at=date(2024, 12, 10))] == ["2026"]
        believed = read.facts(connection, at=date(2024, 12, 31), as_of=date(2025, 5, 31))
        assert [fact.value for fact in believed] == ["2026"]


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE changes SET standing = 'disputed' WHERE seq = 2",
        "DELETE FROM changes WHERE seq = 2",
        "DELETE FROM changes",
        """INSERT INTO changes SELECT seq + 7, kind, subject, predicate, old, new, cause, standing, took_effect,
        detected, because, sources, url, past, before, hash FROM changes WHERE seq = 2""",
    ],
)
def test_the_database_refuses_to_alter_the_log(store: Engine, attempt: str) -> None:
    _three(store)

    with pytest.raises(exc.DBAPIError, match="the change log"), store.begin() as connection:
        connection.execute(text(attempt))

    with store.connect() as connection:
        assert len(read.changes(connection)) == 3
        assert read.first_broken(connection) is None


def test_a_truncation_is_refused_and_so_is_a_replacement(store: Engine) -> None:
    _three(store)
    attempt = (
        "TRUNCATE changes"
        if store.dialect.name == "postgresql"
        else "INSERT OR REPLACE INTO changes SELECT * FROM changes WHERE seq = 2"
    )

    with pytest.raises(exc.DBAPIError, match="the change log"), store.begin() as connection:
        connection.execute(text(attempt))


def test_another_program_is_refused_too(tmp_path: Path) -> None:
    engine = stores.open(f"sqlite:///{tmp_path}/x.db")
    stores.prepare(engine)
    _three(engine)
    engine.dispose()

    with sqlite3.connect(tmp_path / "x.db") as other, pytest.raises(sqlite3.DatabaseError, match="append-only"):
        other.execute("UPDATE changes SET url = 'x'")
    other.close()


@pytest.mark.parametrize(
    ("tampering", "first"),
    [
        ("UPDATE changes SET standing = 'disputed' WHERE seq = 2", 2),
        ("UPDATE changes SET hash = before WHERE seq = 1", 1),
        ("UPDATE changes SET new = '{\"amount\": 1}' WHERE seq = 2", 2),
        ("DELETE FROM changes WHERE seq = 2", 2),
        ("DELETE FROM changes WHERE seq = 1", 1),
    ],
)
def test_who_takes_the_guards_away_and_tampers_is_found_out(store: Engine, tampering: str, first: int) -> None:
    _three(store)
    with store.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE changes DISABLE TRIGGER USER"))
        else:
            for name in ("update", "delete", "order"):
                connection.execute(text(f"DROP TRIGGER changes_keep_{name}"))
        assert read.first_broken(connection) is None
        connection.execute(text(tampering))

        assert read.first_broken(connection) == first


def test_a_row_that_cannot_be_read_any_more_is_broken(tmp_path: Path) -> None:
    engine = stores.open(f"sqlite:///{tmp_path}/x.db")
    stores.prepare(engine)
    _three(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER changes_keep_update"))
        connection.execute(text("UPDATE changes SET because = 'no JSON' WHERE seq = 2"))
        assert read.first_broken(connection) == 2
    engine.dispose()


def test_facts_that_were_meddled_with_drift_and_can_be_rebuilt(store: Engine) -> None:
    _three(store)
    with store.begin() as connection:
        assert read.drifted(connection) == ()
        connection.execute(text("UPDATE facts SET standing = 'disputed' WHERE predicate = 'host_country'"))
        drifted = read.drifted(connection)
        write.facts(connection, {(fact.subject, fact.predicate) for fact in drifted})

        assert {(fact.predicate, fact.standing) for fact in drifted} == {
            ("host_country", "confirmed"),
            ("host_country", "disputed"),
        }
        assert read.drifted(connection) == ()


def _settle(store: Engine, pairs: frozenset[tuple[str, str]]) -> int:
    with store.begin() as connection:
        pairs = read.widened(connection, pairs) if pairs else pairs
        new = reconcile.changes(
            read.claims(connection, pairs),
            read.changes(connection, pairs=pairs),
            fact_types=knowledge.fact_types(),
            kinds_of_source=KINDS_OF_SOURCE,
            now=make.NOW,
        )
        return len(write.changes(connection, new))


def _say(store: Engine, article: str, *claims: Claim, version: int = 1) -> int:
    with store.begin() as connection:
        moved = write.claims(connection, article, version, claims, make.NOW)
    return _settle(store, moved)


def test_the_baseline_settles_into_seven_factories_and_a_second_time_into_nothing(store: Engine) -> None:
    claims = baseline.claims()

    first, second = _say(store, baseline.NAME, *claims), _say(store, baseline.NAME, *claims)

    assert second == 0
    with store.connect() as connection:
        log, facts = read.changes(connection), read.facts(connection)
    assert len(log) == first
    assert {change.cause for change in log} == {"baseline"}
    added = {change.subject for change in log if change.kind == "factory_added"}
    assert added == {"it4lia", "bsc-aif", "lumi-aif", "meluxina-ai", "mimer", "hammerhai", "pharos"}
    assert {fact.standing for fact in facts} == {"confirmed"}
    assert {(claim.subject, claim.predicate) for claim in claims} == {(fact.subject, fact.predicate) for fact in facts}
    assert {fact.valid for fact in facts} == {date(2024, 12, 10)}


_VALUES: dict[str, list[Value]] = {
    "kind": ["ai_factory", "antenna"],
    "partner_country": ["AT", "SI"],
    "investment_total": [make.eur(430e6), make.eur(400e6)],
    "status": ["selected", "contracted", "withdrawn"],
}


@st.composite
def _articles(draw: st.DrawFn) -> list[tuple[str, tuple[Claim, ...]]]:
    articles: list[tuple[str, tuple[Claim, ...]]] = []
    for name in draw(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=5, unique=True)):
        source = draw(st.sampled_from(sorted(KINDS_OF_SOURCE)))
        said = make.DAY - timedelta(days=draw(st.integers(0, 5)))
        about = st.tuples(st.sampled_from(sorted(_VALUES)), st.sampled_from(["it4lia", "bsc-aif"]), st.integers(0, 1))
        claims = tuple(
            make.claim(
                _VALUES[predicate][place], predicate=predicate, subject=subject, source=source, said=said, article=name
            )
            for predicate, subject, place in draw(st.lists(about, max_size=4))
        )
        articles.append((name, claims))
    return articles


def _any_order(store: Engine, articles: list[tuple[str, tuple[Claim, ...]]], chance: random.Random) -> None:
    # One by one, in any order, some of them twice: the facts are those of all at once.
    subjects = {claim.subject for _, claims in articles for claim in claims}
    chance.shuffle(articles)
    for article, claims in articles:
        _say(store, article, *claims)
        if chance.random() < 0.5:
            assert _say(store, article, *claims) == 0
    with store.connect() as connection:
        log = tuple(row for row in read.changes(connection) if row.subject in subjects)
        facts = tuple(fact for fact in read.facts(connection) if fact.subject in subjects)
        assert read.drifted(connection) == ()
        assert read.first_broken(connection) is None
        assert all(read.claim(connection, claim.id) for _, claims in articles for claim in claims)
        for day in (make.DAY - timedelta(days=days) for days in range(6)):
            assert all(fact.valid <= day for fact in read.facts(connection, at=day))
            assert read.facts(connection, as_of=day) == ()

    assert facts == fold.facts(log)
    assert shown(log) == shown(run(claim for _, claims in articles for claim in claims))
    assert not any(_say(store, article, *claims) for article, claims in articles)


@given(_articles(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_articles_in_any_order_one_by_one_give_the_facts_of_all_at_once(
    articles: list[tuple[str, tuple[Claim, ...]]], chance: random.Random
) -> None:
    engine = stores.open("sqlite://")
    stores.prepare(engine)
    _any_order(engine, articles, chance)
    engine.dispose()


_turns = itertools.count()


@given(articles=_articles(), chance=st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_holds_in_a_store_that_has_a_history(
    store: Engine, articles: list[tuple[str, tuple[Claim, ...]]], chance: random.Random
) -> None:
    # One store for all examples, on either database: each example has subjects and articles of its own.
    turn = next(_turns)

    def own(name: str, claim: Claim) -> Claim:
        return replace(claim, subject=f"{claim.subject}-{turn}", article=f"{name}-{turn}")

    _any_order(store, [(f"{name}-{turn}", tuple(own(name, one) for one in said)) for name, said in articles], chance)
