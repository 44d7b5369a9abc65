"""The main job, end to end: real commands, real HTTP, a real mail server, over the days that mattered."""

import json
import sqlite3
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from models import knowledge
from tests.newsroom import walk
from tests.newsroom.walk import DATES, READER, Walk

BASELINE = {"it4lia", "bsc-aif", "lumi-aif", "meluxina-ai", "mimer", "hammerhai", "pharos"}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The newsroom walked from the first day to the last."""
    with walk.opened(tmp_path_factory.mktemp("walk") / "demo") as opened:
        assert opened.command("init").returncode == 0
        assert opened.command("alerts", "add", READER, "--kind", "factory_added").returncode == 0
        for day in DATES:
            opened.room.date = day
            crawled = opened.command("crawl")
            assert crawled.returncode == 0, crawled.stderr
        yield opened


def _rows(walked: Walk, *arguments: str) -> list[dict[str, Any]]:
    done = walked.command(*arguments, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _changes(walked: Walk, **wanted: object) -> list[dict[str, Any]]:
    rows = _rows(walked, "changes", "--since", "baseline")
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def test_the_factories_that_were_added_are_those_of_each_selection(walked: Walk) -> None:
    added: dict[str, set[str]] = {}
    for row in _changes(walked, kind="factory_added"):
        added.setdefault(row["took_effect"], set()).add(row["subject"])
    cohorts: dict[str, set[str]] = {}
    for factory in knowledge.factories().values():
        if factory.id not in BASELINE:
            cohorts.setdefault(knowledge.cohorts()[factory.cohort].selected_on.isoformat(), set()).add(factory.id)

    assert added == cohorts


def test_france_has_a_factory_since_march_2025_and_had_none_before(walked: Walk) -> None:
    hosts = _changes(walked, predicate="host_country", new="FR")

    assert [(row["subject"], row["took_effect"]) for row in hosts] == [("ai2f", "2025-03-12")]


def test_it4lia_is_open_since_september_2025(walked: Walk) -> None:
    moves = {row["predicate"]: row["new"] for row in _changes(walked, subject="it4lia")}

    assert moves["launched_on"] == "2025-09-05"
    assert moves["status"] == "operational"


def test_what_the_baseline_says_is_not_said_again(walked: Walk) -> None:
    again = [row for row in _changes(walked, kind="fact_added") if row["subject"] in BASELINE]

    assert [row for row in again if row["predicate"] in ("kind", "host_country", "host_city")] == []


def test_every_change_leads_to_its_proof(walked: Walk) -> None:
    for row in _changes(walked):
        assert row["claims"], row
        assert row["sources"], row
        assert row["url"].startswith("http://127.0.0.1:"), row


def test_one_mail_tells_of_each_new_factory(walked: Walk) -> None:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in walked.room.mails.glob("*.eml")]
    added = _changes(walked, kind="factory_added")

    assert len(mails) == len(added)
    assert {mail["To"] for mail in mails} == {READER}
    body = next(str(mail.get_content()) for mail in mails if "AI2F" in mail["Subject"] or "France" in mail["Subject"])
    assert "France" in body
    assert "The sentence that says so:" in body
    assert "http://127.0.0.1:" in body
    assert "factorywatch alerts remove 1" in body


def test_a_second_look_changes_nothing_and_asks_with_conditions(walked: Walk) -> None:
    before = _rows(walked, "changes")
    mails = len(list(walked.room.mails.glob("*.eml")))
    asked = len(walked.room.asked)

    assert walked.command("crawl").returncode == 0

    assert _rows(walked, "changes") == before
    assert len(list(walked.room.mails.glob("*.eml"))) == mails
    assert 304 in {one.status for one in walked.room.asked[asked:]}


def test_loading_the_baseline_twice_changes_nothing(walked: Walk) -> None:
    before = _rows(walked, "changes")

    assert walked.command("init").returncode == 0

    assert _rows(walked, "changes") == before


def test_the_log_folds_to_the_facts_and_its_chain_is_whole(walked: Walk) -> None:
    done = walked.command("check")

    assert done.returncode == 0, done.stderr
    assert "digest" in done.stdout


def test_a_log_that_somebody_changed_is_found_out(walked: Walk, tmp_path: Path) -> None:
    store = walked.folder / "factorywatch.db"
    copy = tmp_path / "copy.db"
    with sqlite3.connect(store) as source, sqlite3.connect(copy) as target:
        source.backup(target)
        for (trigger,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            target.execute(f"DROP TRIGGER {trigger}")
        target.execute("UPDATE changes SET standing = 'disputed' WHERE seq = 5")
    target.close()
    source.close()

    done = walked.command("check", FACTORYWATCH_STORE=f"sqlite:///{copy}")

    assert done.returncode == 1
    assert "c0000005" in done.stderr


def test_one_factory_is_shown_with_the_sentences_that_prove_it(walked: Walk) -> None:
    done = walked.command("show", "IT4LIA")

    assert done.returncode == 0
    assert "Bologna" in done.stdout
    assert "“" in done.stdout
    assert "2025-09-05" in done.stdout


def test_the_factories_have_the_contracts_shape(walked: Walk) -> None:
    rows = {row["id"]: row for row in _rows(walked, "factories")}

    assert set(rows) == set(knowledge.factories())
    assert rows["it4lia"]["host_country"] == "IT"
    assert rows["vezilka"]["kind"] == "antenna"
    assert {"id", "kind", "name", "host_country", "status", "since"} <= set(rows["it4lia"])
