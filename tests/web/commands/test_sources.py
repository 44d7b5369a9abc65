"""`factorywatch sources`, `check` and `add`, in the newsroom, with real processes."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models import knowledge
from tests.newsroom import walk
from tests.newsroom.walk import Walk


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The newsroom on its first day."""
    with walk.opened(tmp_path_factory.mktemp("walk") / "demo") as room:
        yield room


def test_a_check_reads_one_article_and_stores_nothing(opened: Walk) -> None:
    asked = len(opened.room.asked)

    done = opened.command("sources", "check", "meridiano", "--format", "jsonl")

    told = json.loads(done.stdout)
    assert (done.returncode, told["wrong"], told["robots"]) == (0, [], "allowed"), done.stderr
    assert (told["links"], told["wanted"]) == (9, 3)
    assert told["url"].startswith(opened.room.urls["meridiano"])
    assert (told["language"], told["published"]) == ("it", "2024-12-12")
    assert told["characters"] > 100
    assert told["mentions"] > 0
    assert len([one for one in opened.room.asked[asked:] if one.status == 200 and one.path.endswith(".html")]) == 1
    with closing(sqlite3.connect(opened.folder / "factorywatch.db")) as store:
        for table in ("pages", "looks", "articles", "claims", "runs", "captures"):
            assert store.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - names of ours
        assert store.execute("SELECT sum(requests) FROM ledger").fetchone()[0] >= 3
    assert not list((opened.folder / "archive").glob("*.warc.gz"))


def test_a_check_says_what_is_wrong_and_ends_with_1(opened: Walk, tmp_path: Path) -> None:
    lines = ['title = "L"', 'kind = "press"', 'door = "feed"', "delay = 0", 'language = "de"', 'disabled = "unsure"']
    (tmp_path / "ledger.toml").write_text("\n".join([*lines, f'urls = ["{opened.room.urls["ledger"]}/feed.atom"]']))
    (tmp_path / "none.toml").write_text("\n".join([*lines, f'urls = ["{opened.room.urls["ledger"]}/no-feed"]']))

    german = opened.command("sources", "check", "ledger", FACTORYWATCH_SOURCES=str(tmp_path))
    none = opened.command("sources", "check", "none", FACTORYWATCH_SOURCES=str(tmp_path))

    assert (german.returncode, none.returncode) == (1, 1)
    assert "WRONG        the article is in en, the source is said to be in de" in german.stdout
    assert "the site answers 404" in none.stdout
    assert "Traceback" not in german.stderr + none.stderr


def test_a_site_is_found_written_checked_and_crawled(opened: Walk, tmp_path: Path) -> None:
    home, store = opened.room.urls["meridiano"], f"sqlite:///{tmp_path}/own.db"

    def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return opened.command(*arguments, FACTORYWATCH_SOURCES=str(tmp_path), FACTORYWATCH_STORE=store)

    done = command("sources", "add", home)

    assert done.returncode == 0, done.stderr
    (name, source), *others = knowledge.sources(tmp_path).items()
    assert others == []
    assert (source.title, source.language, source.door) == ("Il Meridiano Digitale", "it", "feed")
    assert source.urls == (f"{home}/feed/rss.xml",)
    assert name == home.removeprefix("http://").replace(".", "-").replace(":", "-")
    again = command("sources", "add", home)
    assert (again.returncode, len(list(tmp_path.glob("*.toml")))) == (2, 1)
    assert "is looked at already" in again.stderr
    crawled = command("crawl")
    assert crawled.returncode == 0, crawled.stderr
    assert "3 pages read" in crawled.stderr
    (row,) = json.loads(command("sources", "--format", "json").stdout)
    assert (row["name"], row["health"], row["entries"]) == (name, "healthy", 9)
    # It brought something new: the next look comes sooner.
    assert row["beat"] < source.every


def test_what_cannot_be_found_is_said_and_nothing_is_written(opened: Walk, tmp_path: Path) -> None:
    place = opened.room.urls["eurohpc"]

    nobody = opened.command("sources", "add", "http://127.0.0.1:9/", FACTORYWATCH_SOURCES=str(tmp_path))
    nonsense = opened.command("sources", "add", "mailto:me@example.org", FACTORYWATCH_SOURCES=str(tmp_path))
    missing = opened.command("sources", "add", f"{place}/no-such-page", FACTORYWATCH_SOURCES=str(tmp_path))

    assert (nobody.returncode, nonsense.returncode, missing.returncode) == (1, 2, 1)
    for done in (nobody, nonsense, missing):
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
