"""A store can be trusted when its log is whole, folds to the facts, and follows from the claims."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from models import fold
from models.store import read
from pipeline import prove, run
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import NOW, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = newsdesk.opened(tmp_path)
    run.baseline(opened.engine, NOW)
    yield opened
    opened.engine.dispose()


def _wrong(desk: Desk) -> tuple[str, ...]:
    return prove.store(desk.engine, desk.settings).wrong


def _by_hand(desk: Desk, statement: str) -> None:
    with desk.engine.begin() as connection:
        connection.execute(text(statement))


def test_nothing_is_wrong_with_a_store_that_nobody_meddled_with(desk: Desk) -> None:
    proved = prove.store(desk.engine, desk.settings)

    with desk.engine.connect() as connection:
        assert proved.digest == fold.digest(read.facts(connection))
        assert (proved.changes, proved.facts) == (len(read.changes(connection)), len(read.facts(connection)))
    assert proved.claims == proved.facts
    assert proved.wrong == ()


def test_a_row_slipped_into_the_log_is_found(desk: Desk) -> None:
    _by_hand(desk, "DROP TRIGGER changes_keep_update")
    _by_hand(desk, "UPDATE changes SET new = '\"Rome\"' WHERE subject = 'it4lia' AND predicate = 'host_city'")

    wrong = _wrong(desk)

    assert any(line.startswith("the log is broken at c") for line in wrong)
    assert any("it4lia host_city: the log is not what the claims settle to" in line for line in wrong)


def test_a_claim_taken_out_is_found(desk: Desk) -> None:
    _by_hand(desk, "DELETE FROM claims WHERE subject = 'it4lia' AND predicate = 'host_city'")

    assert _wrong(desk) == (
        "it4lia host_city: the log is not what the claims settle to (after an update: factorywatch replay)",
    )


def test_a_claim_whose_words_were_changed_is_found(desk: Desk) -> None:
    _by_hand(desk, "UPDATE claims SET quote = 'x' WHERE subject = 'it4lia' AND predicate = 'host_city'")

    assert [line.partition(":")[2] for line in _wrong(desk)] == [" it is not what its article said"]


def test_a_fact_changed_by_hand_is_found(desk: Desk) -> None:
    _by_hand(desk, "UPDATE facts SET standing = 'reported' WHERE subject = 'it4lia' AND predicate = 'host_city'")

    assert all("the facts are not what the log folds to" in line for line in _wrong(desk))
    assert _wrong(desk)
