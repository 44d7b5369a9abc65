"""`factorywatch archive` and `factorywatch sources ledger`, as one calls them."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import archive
from models.ledger import Day
from models.rights import Rights
from models.store import captures, engine, sites, write
from models.store.sites import Rest
from tests import make

URL = "https://gazette.example/ai-factory"
RESERVED = Rights(use="read", signal="header tdm-reservation", words="tdm-reservation: 1", policy="https://p.example/")
SOURCE = """
title = "The Gazette"
kind = "press"
language = "en"
door = "feed"
urls = ["https://gazette.example/feed"]
keep_days = 30
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a store and an archive: two versions of one page, and one that its site wants nobody to read."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "gazette.toml").write_text(SOURCE)
    store = engine.open(f"sqlite:///{tmp_path}/store.db")
    engine.prepare(store)
    first = make.page(b"<p>Seven \x1b[31m sites</p>", url=URL, source="gazette")
    second = make.page("<p>Seven, später acht</p>".encode(), url=URL, source="gazette", fetched=later(1))
    barred = make.page(b"<p>Secret</p>", url=f"{URL}/barred", source="gazette")
    with store.begin() as connection:
        for page, rights in ((first, Rights()), (second, RESERVED)):
            place = archive.put(tmp_path / "archive", page, [("user-agent", "factorywatch/1")])
            write.page(connection, page, place)
            write.page_done(connection, page.sha, "done", make.NOW)
            captures.write(connection, page, rights, place)
        captures.write(connection, barred, Rights(use="barred", signal="X-Robots-Tag", words="noindex"), "")
        sites.counted(connection, [Day(site="gazette.example", day=make.NOW.date(), requests=3, ok=2, failed=1)])
        sites.counted(connection, [Day(site="other.example", day=later(1).date(), requests=1, ok=1)])
        sites.rested(connection, Rest(site="gazette.example", until=later(1), why="it answered 403"))
    store.dispose()
    return tmp_path


def later(days: int) -> datetime:
    return make.NOW + timedelta(days=days)


def call(home: Path, *words: str, now: str = "2024-12-12T12:00:00+00:00") -> "subprocess.CompletedProcess[str]":
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "factorywatch", *words],
        cwd=home,
        env={
            **kept,
            "FACTORYWATCH_STORE": f"sqlite:///{home}/store.db",
            "FACTORYWATCH_ARCHIVE": str(home / "archive"),
            "FACTORYWATCH_SOURCES": str(home / "sources"),
            "FACTORYWATCH_NOW": now,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_latest_version_is_shown_with_what_its_site_allows(home: Path) -> None:
    done = call(home, "archive", "show", URL)

    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"url: {URL}"
    said = "rights: read (header tdm-reservation, tdm-reservation: 1), terms at https://p.example/"
    assert said in lines
    assert lines[-1] == "<p>Seven, später acht</p>"
    assert "factorywatch/1" not in done.stdout


def test_every_version_and_its_headers_are_shown_on_demand_and_no_terminal_obeys_a_page(home: Path) -> None:
    done = call(home, "archive", "show", URL, "--all", "--headers")

    assert done.stdout.count(f"url: {URL}") == 2
    assert done.stdout.count("> user-agent: factorywatch/1") == 2
    assert "< content-type: text/html; charset=utf-8" in done.stdout
    assert "rights: kept (the site says nothing)" in done.stdout
    assert "\x1b" not in done.stdout


def test_versions_are_rows_for_programs(home: Path) -> None:
    done = call(home, "archive", "show", URL, "--all", "--format", "jsonl")

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["use"] for row in rows] == ["kept", "read"]
    assert rows[1]["body"] == "<p>Seven, später acht</p>"
    assert rows[0]["place"] != rows[1]["place"]


def test_a_barred_page_and_an_unknown_one_say_why_there_is_nothing(home: Path) -> None:
    barred = call(home, "archive", "show", f"{URL}/barred")
    unknown = call(home, "archive", "show", "https://gazette.example/ai")

    assert "rights: barred (X-Robots-Tag, noindex)" in barred.stdout
    assert "Secret" not in barred.stdout
    assert unknown.returncode == 1
    assert "there are: " in unknown.stderr
    assert URL in unknown.stderr


def test_a_whole_archive_is_proved_and_a_damaged_one_named_line_by_line(home: Path) -> None:
    whole = call(home, "archive", "verify")
    (file, _) = sorted((home / "archive").glob("*.gz"))
    content = bytearray(file.read_bytes())
    content[-200] ^= 0xFF
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(bytes(content))

    damaged = call(home, "archive", "verify")

    assert (whole.returncode, whole.stdout) == (0, "2 pages in 2 files, 0 expired: all whole\n")
    assert damaged.returncode == 1
    assert damaged.stderr.startswith(f"factorywatch: {file.name}:")
    assert call(home, "archive", "show", URL, "--all").returncode == 1


def test_what_expired_says_so(home: Path) -> None:
    done = call(home, "archive", "expire", now=later(31).isoformat())

    assert done.stdout == "2 pages expired, out of 2 files\n"
    shown = call(home, "archive", "show", URL)
    assert shown.returncode == 0
    assert "expired: its text was taken out on 2025-01-12" in shown.stdout
    assert "Seven" not in shown.stdout
    assert call(home, "archive", "verify").stdout == "0 pages in 0 files, 2 expired: all whole\n"
    assert call(home, "archive", "expire", now=later(31).isoformat()).stdout == "0 pages expired, out of 0 files\n"


def test_the_ledger_is_shown_by_day_and_site(home: Path) -> None:
    everything = call(home, "sources", "ledger", "--format", "jsonl")
    one = call(home, "sources", "ledger", "--host", "www.Gazette.example", "--format", "json")
    since = call(home, "sources", "ledger", "--since", "2024-12-13", "--format", "csv")

    assert [json.loads(line)["site"] for line in everything.stdout.splitlines()] == ["other.example", "gazette.example"]
    (row,) = json.loads(one.stdout)
    assert (row["day"], row["requests"], row["ok"], row["failed"]) == ("2024-12-12", 3, 2, 1)
    assert row["rests_until"].startswith("2024-12-13T08:00")
    assert since.stdout.splitlines() == [
        "day,site,requests,bytes,ok,moved,client_errors,server_errors,failed,refused,rests_until",
        "2024-12-13,other.example,1,0,1,0,0,0,0,0,",
    ]


@pytest.mark.parametrize("verb", ["archive show", "archive verify", "archive expire", "sources ledger"])
def test_every_verb_tells_what_it_does_with_an_example(verb: str, home: Path) -> None:
    assert f"factorywatch {verb}" in call(home, *verb.split(), "--help").stdout.split("Example:")[1]
