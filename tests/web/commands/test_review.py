"""`factorywatch review`, as one calls it: what waits, the decisions, and what later pages make of them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from models.store import read
from pipeline import run
from tests.pipeline import newsdesk

FJORD = "Telenor builds the Fjordheim AI Factory in Oslo, Norway, and EuroHPC looks on."
LATER = "Norway has an AI factory of EuroHPC: Fjordheim was opened on 1 March 2025."
"""Nothing in it but the name itself tells that Fjordheim is one."""
VERBS = ("", "accept", "same", "not-a-factory", "reject", "undo", "log")


def call(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    return subprocess.run(
        [sys.executable, "-P", "-m", "factorywatch", *words],
        cwd=folder,
        env={
            **kept,
            "FACTORYWATCH_STORE": f"sqlite:///{folder}/store.db",
            "FACTORYWATCH_ARCHIVE": f"{folder}/archive",
            "FACTORYWATCH_NOW": newsdesk.NOW.isoformat(),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def told(folder: Path, *words: str) -> list[dict[str, Any]]:
    done = call(folder, *words, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(done: "subprocess.CompletedProcess[str]", status: int) -> str:
    assert done.returncode == status, done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store in which a newspaper has named what nobody knows."""
    desk = newsdesk.opened(tmp_path)
    run.baseline(desk.engine, newsdesk.NOW)
    desk.lay(newsdesk.story(FJORD, title="An AI Factory in the north", source="heise", name="fjord"))
    run.drain(desk.engine, desk.settings)
    desk.engine.dispose()
    return tmp_path


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_what_it_does_with_an_example(tmp_path: Path, verb: str) -> None:
    done = call(tmp_path, "review", *verb.split(), "--help")

    assert done.returncode == 0
    assert f"factorywatch review {verb}".strip() in done.stdout.split("Example:")[1]


def test_what_waits_is_listed_with_its_evidence(folder: Path) -> None:
    (row,) = told(folder, "review")

    assert (row["name"], row["kind"], row["country"], row["sources"]) == (
        "Fjordheim AI Factory",
        "ai_factory",
        "NO",
        ["heise"],
    )
    assert {one["quote"] for one in row["evidence"]} == {FJORD}
    assert {one["url"] for one in row["evidence"]} == {"https://heise.example/fjord"}
    shown = call(folder, "review").stdout
    assert f"factorywatch review accept {row['id']}" in shown
    assert row["claims"][0] in shown


def test_accepting_settles_and_teaches_the_reading_and_undoing_takes_it_back(folder: Path) -> None:
    (row,) = told(folder, "review")
    before = told(folder, "factories")

    assert "v0000001: accept" in said(call(folder, "review", "accept", row["id"], "--who", "ada", "--why", "seen"), 0)
    assert {one["id"] for one in told(folder, "factories")} == {row["id"], *(one["id"] for one in before)}
    assert told(folder, "review") == []
    changes = [one for one in told(folder, "changes") if one["subject"] == row["id"]]
    assert {one["cause"] for one in changes} == {"verdict"}

    desk = newsdesk.opened(folder)
    desk.lay(newsdesk.story(LATER, title="Oslo opens", source="heise", name="later", published="2025-03-13"))
    run.drain(desk.engine, desk.settings)
    with desk.engine.connect() as connection:
        later = read.said_of(connection, [row["id"]], ["kind"])[row["id"]]
    desk.engine.dispose()
    assert [claim.evidence.quote for claim in later] == [FJORD, LATER]

    said(call(folder, "review", "undo", "1"), 0)
    assert told(folder, "factories") == before
    (again,) = told(folder, "review")
    assert len(again["claims"]) > len(row["claims"])
    assert call(folder, "check").returncode == 0


def test_decisions_are_logged_with_who_when_and_why(folder: Path) -> None:
    (row,) = told(folder, "review")
    call(folder, "review", "same", row["id"], "IT4LIA", "--who", "ada", "--why", "the  same")
    call(folder, "review", "undo", "v0000001", "--who", "bob")

    log = told(folder, "review", "log")

    assert [(one["kind"], one["about"], one["factory"], one["who"], one["why"], one["in_force"]) for one in log] == [
        ("same", row["id"], "it4lia", "ada", "the same", False),
        ("undo", "v0000001", None, "bob", "", True),
    ]
    assert {one["when"] for one in log} == {newsdesk.NOW.isoformat()}


def test_a_rejected_claim_is_no_longer_shown_and_what_is_no_factory_no_longer_waits(folder: Path) -> None:
    (row,) = told(folder, "review")
    country = next(one["claim"] for one in row["evidence"] if one["predicate"] == "host_country")

    said(call(folder, "review", "reject", country), 0)
    (rest,) = told(folder, "review")
    assert country not in rest["claims"]
    said(call(folder, "review", "not-a-factory", row["id"]), 0)
    assert "no name waits" in said(call(folder, "review"), 0)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("accept", "nobody"), "no such candidate"),
        (("same", "it4lia", "nobody"), "no such factory"),
        (("same", "it4lia", "IT4LIA"), "same as itself"),
        (("reject", "nothing"), "no such claim"),
        (("undo", "v9"), "no such verdict"),
        (("undo", "x"), "no such verdict"),
    ],
)
def test_a_mistake_gives_one_clear_line(folder: Path, words: tuple[str, ...], complaint: str) -> None:
    assert complaint in said(call(folder, "review", *words), 2)
    assert told(folder, "review", "log") == []
