"""Who was merged answers as the factory it is now, until the verdict is undone."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import Engine
from typer.testing import CliRunner

from models.errors import ConfigError
from models.settings import Settings
from models.store import engine as stores
from models.verdict import Verdict, VerdictKind
from pipeline import run
from web.commands import changes, facts

FIRST, MERGED, UNDONE = (datetime(2025, 1, day, 8, tzinfo=UTC) for day in (1, 10, 20))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A store with the baseline, in which somebody has decided that Pharos is another name of MIMER."""
    monkeypatch.setenv("FACTORYWATCH_STORE", f"sqlite:///{tmp_path}/store.db")
    store = stores.open(f"sqlite:///{tmp_path}/store.db")
    stores.prepare(store)
    run.baseline(store, FIRST)
    _decide(store, "same", "pharos", "mimer", now=MERGED)
    yield store
    store.dispose()


def _decide(store: Engine, kind: VerdictKind, about: str, factory: str = "", *, now: datetime) -> None:
    run.decided(
        store, Settings(frozen_now=now), Verdict(kind=kind, about=about, factory=factory, who="ada", when=now, why="so")
    )


def _told(*arguments: str) -> tuple[list[dict[str, Any]], str]:
    """The rows, and what is said beside them."""
    app = typer.Typer()
    facts.add(app)
    changes.add(app)
    done = CliRunner().invoke(app, [*arguments, "--format", "jsonl"])
    if done.exception:
        raise done.exception
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("words", ["pharos", "Pharos AI Factory"])
def test_the_merged_one_is_shown_as_the_factory_it_is_now_and_that_is_said(words: str) -> None:
    found, said = _told("show", words)

    assert (found, "") == _told("show", "mimer")
    assert said == "factorywatch: pharos is mimer now: ada decided so: so\n"


@pytest.mark.usefixtures("store")
def test_its_changes_are_those_of_the_factory_it_is_now() -> None:
    found, said = _told("changes", "--subject", "pharos")

    assert {row["subject"] for row in found} == {"mimer"}
    assert (found, "") == _told("changes", "--subject", "mimer")
    assert "pharos is mimer now" in said


@pytest.mark.usefixtures("store")
def test_as_of_a_day_before_the_verdict_it_is_still_itself() -> None:
    found, said = _told("show", "pharos", "--as-of", "2025-01-09")

    assert ("host_country", "GR", "") in {(row["predicate"], row["value"], said) for row in found}
    assert {row["subject"] for row in _told("changes", "--subject", "pharos", "--as-of", "2025-01-09")[0]} == {"pharos"}
    assert _told("show", "pharos", "--as-of", "2025-01-10")[1]


def test_undoing_the_verdict_undoes_that(store: Engine) -> None:
    _decide(store, "undo", "v0000001", now=UNDONE)
    found, said = _told("show", "pharos")

    assert ("host_country", "GR", "") in {(row["predicate"], row["value"], said) for row in found}


def test_what_is_no_factory_leads_nowhere(store: Engine) -> None:
    _decide(store, "not_a_factory", "pharos", now=UNDONE)

    with pytest.raises(ConfigError, match="nothing is held of it yet"):
        _told("show", "pharos")
