"""Crawls of the wide newsroom in processes of their own, and what they leave behind."""

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from typing import Any

from models import archive
from models.page import Page
from tests.newsroom.server import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """How one crawl ended."""

    status: int
    counts: dict[str, dict[str, Any]]
    """By source."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A store and an archive beside a newsroom."""

    room: Newsroom
    folder: Path

    def add(self, name: str, text: str) -> None:
        """A source of the test's own; `{base}` is the address of the traps."""
        path = self.room.wide / f"{name}.toml"
        path.write_text(text.replace("{base}", self.room.urls["traps"]), encoding="utf-8")

    def crawl(self, *names: str, **settings: str) -> Crawled:
        """One crawl of these sources, on the newsroom's day."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
        done = subprocess.run(
            [sys.executable, "-P", "-m", "spiders", *names],
            env={
                **kept,
                "FACTORYWATCH_STORE": f"sqlite:///{self.folder / 'store.db'}",
                "FACTORYWATCH_ARCHIVE": str(self.folder / "archive"),
                "FACTORYWATCH_SOURCES": str(self.room.wide),
                "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8",
                "FACTORYWATCH_NOW": f"{self.room.date.isoformat()}T20:00:00+00:00",
                **settings,
            },
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return Crawled(status=done.returncode, counts={line["source"]: line for line in lines}, words=done.stderr)

    def pages(self) -> tuple[Page, ...]:
        """Everything that was archived, in the order it came."""
        return tuple(archive.walk([self.folder / "archive"]))

    def issues(self) -> set[tuple[str, str]]:
        """The open issues: what they are about, and their kind."""
        with closing(connect(self.folder / "store.db")) as store:
            return set(store.execute("SELECT about, kind FROM issues WHERE closed IS NULL"))
