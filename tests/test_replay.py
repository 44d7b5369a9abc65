"""Two years replayed: the log holds what a careful analyst would have written, in any order of arrival."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from models import knowledge
from models.change import Change
from models.store import engine as stores
from models.store import read
from tests.newsroom import dispatches, offices, replay
from tests.newsroom.replay import Difference, Order
from tests.settling import shown

ORDERS: tuple[Order, ...] = get_args(Order)
SHARED = Path(__file__).parents[2] / "shared" / "facts.json"
_PRICE = frozenset({("ai2f", "contract_value")})
"""A price with no word for a contract beside it, "un monstre à 544 millions d'euros", corrected two days later."""
UNREAD: dict[Order, frozenset[tuple[str, str]]] = {"daily": _PRICE, "shuffled": _PRICE, "late": frozenset()}
"""Whose rows our reader does not bring yet. All others are exactly the expected ones."""
CRAWLED = ("eurohpc", "cineca", "rheinblatt", "matin", "ziarul", "curierul")
CRAWLS = tuple(map(date.fromisoformat, ("2024-12-12", "2025-10-15", "2025-11-19", "2025-11-21")))


@pytest.fixture(scope="module", params=tuple(UNREAD))
def read_by_us(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Order, Difference]]:
    """The two years in one order, read by our reader, against what was expected."""
    order: Order = request.param
    with replay.opened(tmp_path_factory.mktemp(order), "reader") as player:
        yield order, replay.compared(player.play(order), order)


@pytest.mark.parametrize("order", ORDERS)
def test_what_was_read_right_settles_to_exactly_the_expected_log(order: Order, tmp_path: Path) -> None:
    with replay.opened(tmp_path, "annotations") as player:
        difference = replay.compared(player.play(order), order)

    assert (difference.precision, difference.recall) == (1, 1), difference.told()
    assert not difference.defensible


def test_settled_after_each_page_the_log_also_holds_the_steps_of_a_day_and_its_evenings_are_the_same(
    tmp_path: Path,
) -> None:
    logs: dict[Order, tuple[Change, ...]] = {}
    orders: tuple[Order, ...] = ("daily", "hourly")
    for order in orders:
        with replay.opened(tmp_path / order, "annotations") as player:
            logs[order] = player.play(order)

    # What a paper says in the morning and the host itself at noon is in the log twice: reported, then confirmed.
    assert len(logs["hourly"]) > len(logs["daily"])
    row_by_row = replay.compared(logs["hourly"], "shuffled").unexpected
    assert {(row.kind, row.standing) for row in row_by_row} <= {
        ("factory_added", "reported"),
        ("fact_added", "reported"),
        ("fact_changed", "reported"),
        ("fact_disputed", "disputed"),
        ("fact_confirmed", "confirmed"),
    }
    assert len(replay.evenings(logs["hourly"])) == len(logs["daily"])
    assert replay.evenings(logs["daily"]) == logs["daily"]
    for day in {change.detected.date() for change in logs["daily"]}:
        assert shown(logs["hourly"], as_of=day) == shown(logs["daily"], as_of=day)


def test_read_by_us_the_log_is_exactly_the_expected_one_but_for_what_is_not_read_yet(
    read_by_us: tuple[Order, Difference],
) -> None:
    order, difference = read_by_us

    assert difference.unexpected == (), difference.told()
    assert {(row.subject, row.predicate) for row in difference.missing} == UNREAD[order], difference.told()


def test_the_spiders_bring_what_the_replay_lays_in(tmp_path: Path) -> None:
    with offices.opened(tmp_path, CRAWLED, CRAWLS[0]) as room:
        settings = {
            **{name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")},
            "FACTORYWATCH_STORE": f"sqlite:///{tmp_path / 'crawled.db'}",
            "FACTORYWATCH_ARCHIVE": str(tmp_path / "crawled"),
            "FACTORYWATCH_SOURCES": str(room.sources),
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8",
        }
        _command("init", settings | {"FACTORYWATCH_NOW": "2024-12-10T06:00:00+00:00"})
        for room.date in CRAWLS:
            _command("crawl", settings | {"FACTORYWATCH_NOW": f"{room.date}T20:00:00+00:00"})
    engine = stores.open(settings["FACTORYWATCH_STORE"])
    with engine.connect() as connection:
        crawled = read.changes(connection)
    engine.dispose()
    with replay.opened(tmp_path / "laid", "reader") as player:
        laid = player.play("daily", CRAWLS, CRAWLED)

    assert replay.rows(crawled) == replay.rows(laid)
    assert any(change.cause == "retraction" for change in crawled)


def test_every_expected_change_rests_on_articles_that_say_so() -> None:
    by_name = {one.name: one for one in dispatches.every()}
    for change in replay.analyst():
        for name in change["articles"]:
            told = [one for version in by_name[name].versions.values() for one in version if one.asked]
            predicate = change.get("predicate", "kind")
            assert any((one.subject, one.predicate) == (change["subject"], predicate) for one in told), (name, change)


def test_the_replay_is_as_wide_as_the_world() -> None:
    every = dispatches.every()

    assert len(every) >= 90
    assert len({one.language for one in every}) >= 12
    assert {one.outlet.kind for one in every} == {"official", "host", "press"}
    assert {change["subject"] for change in replay.analyst() if change["kind"] == "factory_added"} | {
        "it4lia",
        "bsc-aif",
        "lumi-aif",
        "meluxina-ai",
        "mimer",
        "hammerhai",
        "pharos",
    } == set(knowledge.factories())


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/facts.json is not here")
def test_every_factory_and_antenna_comes_on_its_day() -> None:
    events = json.loads(SHARED.read_text(encoding="utf-8"))["events"]
    added = {(e["subject"], e["date"]) for e in events if e["type"] in ("factory_added", "antenna_added")}

    rows = [change for change in replay.analyst() if change["kind"] == "factory_added"]
    assert {(change["subject"], change["took_effect"].isoformat()) for change in rows} == added


def _command(verb: str, settings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "factorywatch", verb],
        env=settings,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
