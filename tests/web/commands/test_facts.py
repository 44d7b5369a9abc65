"""`factories`, `show`, `diff` and `changes` on both clocks, as one calls them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from models.errors import ConfigError
from models.store import engine as stores
from models.store import write
from models.value import Value
from pipeline import run
from tests import make
from web.commands import changes, facts

SOURCES = {"gazette": "press", "echo": "press", "eurohpc": "official"}
SOURCE = 'title = "T"\nkind = "{kind}"\nlanguage = "en"\ndoor = "feed"\nurls = ["https://{name}.example/feed"]\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with the baseline, a total that two papers contradict, a slip, and an old article that was found late."""
    (tmp_path / "sources").mkdir()
    for name, kind in SOURCES.items():
        (tmp_path / "sources" / f"{name}.toml").write_text(SOURCE.format(name=name, kind=kind))
    store = stores.open(f"sqlite:///{tmp_path}/store.db")
    stores.prepare(store)
    run.baseline(store, datetime(2024, 12, 12, tzinfo=UTC))
    told: tuple[tuple[str, str, str, Value, str], ...] = (
        ("2024-12-20", "eurohpc", "investment_total", make.eur(430e6), "2024-12-11"),
        ("2024-12-20", "gazette", "investment_total", make.eur(420e6), "2024-12-11"),
        ("2024-12-20", "echo", "investment_total", make.eur(420e6), "2024-12-11"),
        ("2024-12-20", "eurohpc", "operational_by", "2026", "2024-12-11"),
        ("2025-02-01", "eurohpc", "operational_by", "2027", "2025-01-15"),
        ("2025-06-01", "eurohpc", "host_organisation", "INFN", "2024-12-10"),
    )
    for number, (known, source, predicate, value, said) in enumerate(told):
        claim = make.claim(value, predicate=predicate, source=source, said=said, article=f"a{number}")
        with store.begin() as connection:
            moved = write.claims(connection, claim.article, 1, [claim], make.moment(known))
            run.settled(connection, moved, kinds={"eurohpc": "official"}, now=make.moment(known))
    store.dispose()
    monkeypatch.setenv("FACTORYWATCH_STORE", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("FACTORYWATCH_SOURCES", str(tmp_path / "sources"))
    return tmp_path


def _said(*arguments: str) -> str:
    app = typer.Typer()
    facts.add(app)
    changes.add(app)
    done = CliRunner().invoke(app, arguments)
    if done.exception:
        raise done.exception
    return done.stdout


def _rows(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in _said(*arguments, "--format", "jsonl").splitlines()]


def _values(*arguments: str) -> dict[str, Any]:
    return {row["predicate"]: row["value"] for row in _rows("show", "it4lia", *arguments)}


@pytest.mark.usefixtures("home")
def test_what_is_held_and_what_others_say_stand_side_by_side() -> None:
    lines = _said("show", "it4lia").splitlines()

    (total,) = [line for line in lines if "investment (total)" in line and "sources)" in line]
    assert "430 M EUR (confirmed, 1 source) · 420 M EUR (2 sources)" in total


@pytest.mark.usefixtures("home")
def test_both_clocks_turn_by_themselves() -> None:
    assert _values()["operational_by"] == "2027"
    assert _values("--at", "2025-01-14").get("operational_by") == "2026"
    assert _values("--as-of", "2025-01-31").get("operational_by") == "2026"
    # An old article that was found late: true since the first day, known since the last.
    late = {row["value"]: row for row in _rows("show", "it4lia") if row["predicate"] == "host_organisation"}
    assert (late["INFN"]["valid"], late["INFN"]["known"][:10]) == ("2024-12-10", "2025-06-01")
    hosts = [row["value"] for row in _rows("show", "it4lia", "--at", "2024-12-10") if "host_org" in row["predicate"]]
    assert hosts == ["CINECA", "INFN"]
    assert _values("--at", "2024-12-10", "--as-of", "2025-05-31")["host_organisation"] == "CINECA"


@pytest.mark.usefixtures("home")
def test_as_of_a_day_nothing_is_said_that_came_later() -> None:
    (total,) = [row for row in _rows("show", "it4lia") if row["predicate"] == "investment_total"]
    assert [other["sources"] for other in total["others"]] == [2]

    assert "investment_total" not in _values("--as-of", "2024-12-19")


@pytest.mark.usefixtures("home")
def test_the_factories_of_another_day() -> None:
    assert len(_rows("factories")) == 7
    assert {row["since"] for row in _rows("factories")} == {"2024-12-10"}
    assert _rows("factories", "--at", "2024-12-09") == []
    assert _rows("factories", "--as-of", "2024-12-11") == []
    assert len(_rows("factories", "--at", "2024-12-10", "--as-of", "2024-12-12")) == 7


@pytest.mark.usefixtures("home")
def test_what_differs_between_two_days_by_either_clock() -> None:
    def told(*arguments: str) -> set[tuple[Any, ...]]:
        return {(row["predicate"], str(row["old"]), str(row["new"])) for row in _rows("diff", *arguments)}

    assert told("2025-01-14") == {("operational_by", "2026", "2027")}
    assert told("2025-01-14", "2025-01-15") == {("operational_by", "2026", "2027")}
    assert told("2025-01-15") == set()
    # What we came to know in between of one and the same day.
    assert told("2025-05-31", "2025-06-01", "--at", "2024-12-10") == {("host_organisation", "None", "INFN")}
    assert told("2025-01-14", "2025-01-15", "--as-of", "2025-01-31") == set()
    assert "operational by: 2026 → 2027" in _said("diff", "2025-01-14")


@pytest.mark.usefixtures("home")
def test_a_slip_is_told_as_one_and_the_log_is_cut_by_either_clock() -> None:
    assert "operational by: was 2026, now 2027" in _said("changes", "--since", "baseline")
    assert "was 2026, now 2027" in _said("show", "it4lia")
    assert len(_rows("changes", "--since", "baseline", "--at", "2024-12-31")) == 3
    assert len(_rows("changes", "--since", "baseline", "--as-of", "2024-12-31")) == 2


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff", "soon"), "soon is no day"),
        (("diff", "2025-01-01", "--at", "2025-01-01", "--as-of", "2025-01-01"), "give one of the two"),
        (("show", "it4lia", "--at", "2020-01-01"), "nothing is held of it then"),
        (("factories", "--as-of", "31.12.2024"), "is no day"),
        (("changes", "--at", "x"), "is no day"),
    ],
)
def test_a_mistake_gets_one_clear_line(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        _said(*arguments)
