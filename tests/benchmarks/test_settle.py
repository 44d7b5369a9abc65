"""The benchmark of settling measures the real path: what it makes of its claims can be proved like any store."""

from pathlib import Path

from benchmarks import settle
from models.store import engine as stores
from models.store import read


def test_its_articles_are_the_same_in_every_run_and_settle_into_facts(tmp_path: Path) -> None:
    articles = settle.told(0, 40, 4)
    assert articles == settle.told(0, 40, 4)

    engine = stores.open(f"sqlite:///{tmp_path}/store.db")
    stores.prepare(engine)
    changes = settle.settled(engine, articles, settle.NOW)
    with engine.connect() as connection:
        facts, drifted = read.facts(connection), read.drifted(connection)
    again = settle.settled(engine, articles, settle.NOW)
    engine.dispose()

    assert {fact.predicate for fact in facts} == set(settle.SAID)
    assert changes
    assert (drifted, again) == ((), ())
