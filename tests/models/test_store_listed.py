"""The list of factories on another day is what the whole log folds to, found without folding it."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from models import fold
from models.change import Change
from models.claim import Claim
from models.factory import Listed
from models.store import engine as stores
from models.store import listed, tables, write
from models.value import Value
from tests import make
from tests.pipeline import test_reconcile_laws as laws
from tests.settling import run

_LATE = date(2025, 1, 1)
_days = st.none() | st.integers(-1, 12).map(lambda number: make.DAY + timedelta(days=number))
_late = st.none() | st.integers(0, 5).map(lambda number: _LATE + timedelta(days=number))


def _then(log: Iterable[Change], at: date | None, as_of: date | None, *predicates: str) -> tuple[Listed, ...]:
    engine = stores.open("sqlite://")
    tables.metadata.create_all(engine)
    with engine.begin() as connection:
        write.registered(connection, "it4lia", "ai_factory", "IT4LIA", make.NOW)
        write.changes(connection, log)
        found = listed.then(connection, at=at, as_of=as_of, predicates=predicates)
    engine.dispose()
    return found


@given(laws.many, _days, _days)
@settings(max_examples=150, deadline=None)
def test_of_a_log_that_was_written_daily(claims: list[Claim], at: date | None, as_of: date | None) -> None:
    log = laws.daily(claims)

    assert _then(log, at, as_of) == listed.of(fold.facts(log, at=at, as_of=as_of))


@given(laws.many, st.lists(st.integers(0, 3), min_size=14, max_size=14), _days, _late)
@settings(max_examples=150, deadline=None)
def test_of_a_log_that_was_found_late_and_in_parts(
    claims: list[Claim], batches: list[int], at: date | None, as_of: date | None
) -> None:
    log: tuple[Change, ...] = ()
    seen: list[Claim] = []
    for batch in range(4):
        seen += [claim for claim, number in zip(claims, batches, strict=False) if number == batch]
        touched = [(claim.subject, claim.predicate) for claim in claims]
        log = run(seen, log, now=_LATE + timedelta(days=batch), touched=touched)

    assert _then(log, at, as_of) == listed.of(fold.facts(log, at=at, as_of=as_of))


def test_either_database_finds_the_same(store: Engine) -> None:
    told: tuple[tuple[str, Value, str, str | None], ...] = (
        ("kind", "antenna", "2024-12-10", "2024-12-13"),
        ("kind", "ai_factory", "2024-12-13", None),
        ("host_country", "IT", "2024-12-11", None),
        ("investment_total", make.eur(430e6), "2024-12-11", "2024-12-14"),
        ("investment_total", make.eur(400e6), "2024-12-12", None),
        ("partner_country", "AT", "2024-12-10", "2024-12-12"),
        ("partner_country", "SI", "2024-12-12", None),
    )
    log = laws.daily(
        [
            make.claim(value, predicate=predicate, said=said, ended=ended, article=f"a{number}")
            for number, (predicate, value, said, ended) in enumerate(told)
        ]
    )
    with store.begin() as connection:
        write.registered(connection, "it4lia", "ai_factory", "IT4LIA", make.NOW)
        write.changes(connection, log)
        for day in (make.DAY + timedelta(days=number) for number in range(-1, 6)):
            assert listed.then(connection, at=day, as_of=None) == listed.of(fold.facts(log, at=day))
            assert listed.then(connection, at=None, as_of=day) == listed.of(fold.facts(log, as_of=day))


def test_only_the_facts_that_are_asked_for_are_looked_for() -> None:
    kind, country = make.claim("ai_factory", predicate="kind"), make.claim("IT")
    log = run([kind, country, make.claim("AT", predicate="partner_country")])

    (found,) = _then(log, make.DAY, None, "host_country")

    assert found == Listed(id="it4lia", since=make.DAY, held={"kind": ("ai_factory",), "host_country": ("IT",)})
