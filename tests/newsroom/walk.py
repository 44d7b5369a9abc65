"""Two years of news walked through with the real commands: the demo, and the ground of the end-to-end test."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

from models.errors import ConfigError
from tests.newsroom import server
from tests.newsroom.server import Newsroom

DATES = (date(2024, 12, 12), date(2025, 3, 14), date(2025, 9, 6), date(2025, 10, 14))
"""The announcement; the second selection; IT4LIA opens; the third selection and the antennas."""
READER = "reader@example.org"
_MARK = ".factorywatch-demo"
_PATIENCE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A newsroom, and a store of its own beside it."""

    room: Newsroom
    folder: Path

    def environment(self) -> dict[str, str]:
        """The settings under which the commands run: the newsroom's sources, mail and day."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
        return {
            **kept,
            "FACTORYWATCH_STORE": f"sqlite:///{self.folder / 'factorywatch.db'}",
            "FACTORYWATCH_ARCHIVE": str(self.folder / "archive"),
            "FACTORYWATCH_SOURCES": str(self.room.sources),
            "FACTORYWATCH_SMTP": self.room.smtp,
            "FACTORYWATCH_MAIL_FROM": "watch@example.org",
            "FACTORYWATCH_CONTACT": "demo@example.org",
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8",
            "FACTORYWATCH_NOW": f"{self.room.date.isoformat()}T20:00:00+00:00",
        }

    def command(self, *arguments: str, to_screen: bool = False, **settings: str) -> subprocess.CompletedProcess[str]:
        """Runs `factorywatch ARGUMENTS` as a process of its own; `settings` go over those of the walk."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "factorywatch", *arguments],
            env={**self.environment(), **settings},
            text=True,
            stdout=None if to_screen else subprocess.PIPE,
            stderr=None if to_screen else subprocess.PIPE,
            timeout=_PATIENCE,
            check=False,
        )


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Walk]:
    """A newsroom on its first day, and an empty store. Raises ConfigError for a folder that holds something else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).exists():
        raise ConfigError("is not empty, and no demo's folder", file=str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()
    folder = folder.resolve()
    with server.opened(folder / "newsroom", today=DATES[0]) as room:
        yield Walk(room=room, folder=folder)


def demo(folder: Path) -> int:
    """Walks the dates before the reader's eyes; the exit status."""
    with opened(folder) as walk:
        _say("A small press of Europe is being served on this machine: EuroHPC's site and two newspapers.\n")
        failed = _run(walk, "init")
        failed |= _run(walk, "alerts", "add", READER, "--kind", "factory_added")
        for day in DATES:
            walk.room.date = day
            _say(f"\n--- {day:%d %B %Y} ---")
            failed |= _run(walk, "crawl")
        _say("\n--- What changed since the baseline of 10 December 2024 ---")
        failed |= _run(walk, "changes", "--since", "baseline")
        _say("")
        failed |= _run(walk, "check")
        mails = sorted(walk.room.mails.glob("*.eml"))
        if mails:
            _say(f"\n--- The first of {len(mails)} mails to {READER} ---\n{_read(mails[0])}")
        _say("--- Where things lie ---")
        _say(f"mails  {walk.room.mails} ({len(mails)} .eml files)")
        _say(f"store  {walk.folder / 'factorywatch.db'}")
        _say("\nLook around:")
        _say(f"  export FACTORYWATCH_STORE=sqlite:///{walk.folder / 'factorywatch.db'}")
        _say(f"  {_command()} show it4lia")
        _say(f"  {_command()} factories")
        return int(failed or not mails)


def _run(walk: Walk, *arguments: str) -> bool:
    _say("$ factorywatch " + " ".join(arguments))
    return walk.command(*arguments, to_screen=True).returncode != 0


def _read(mail: Path) -> str:
    """Subject and body of a kept mail."""
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    return f"Subject: {message['Subject']}\n\n{message.get_content()}"


def _command() -> str:
    """How our command is called here: as short as the folder allows."""
    script = Path(sys.executable).with_name("factorywatch")
    return os.path.relpath(script) if script.is_relative_to(Path.cwd()) else str(script)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the demo speaks to a person
