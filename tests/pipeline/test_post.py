"""Mails go out over a real SMTP server, once, and wait while there is none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.errors import ChannelDown
from models.settings import Settings
from models.store import engine as stores
from models.store import read, write
from pipeline import post, run
from tests import make
from tests.newsroom import mail

NOW = datetime(2025, 3, 14, 20, 0, tzinfo=UTC)


@pytest.fixture
def box(tmp_path: Path) -> Iterator[tuple[Settings, Path]]:
    """A mail server, and settings that name it."""
    with mail.opened(tmp_path / "mails") as server:
        yield Settings(smtp=server, mail_from="watch@example.org", frozen_now=NOW), tmp_path / "mails"


def test_an_alert_becomes_one_message(box: tuple[Settings, Path]) -> None:
    settings, folder = box
    alert = make.alert(subject_line="[Factorywatch] New: Slāif → 150 m", body="Čeština – „Zitat“\n" + "x" * 300)

    post.alert(alert, settings)

    (path,) = folder.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["Subject"] == alert.subject_line
    assert message["To"] == alert.who
    assert message["Message-ID"] == f"<{alert.id}@factorywatch>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().split() == alert.body.split()


def test_a_silent_server_is_a_passing_error(tmp_path: Path) -> None:
    with mail.opened(tmp_path / "mails") as server:
        gone = server

    with pytest.raises(ChannelDown):
        post.alert(make.alert(), Settings(smtp=gone))


def test_what_was_not_taken_stays_in_the_outbox_and_goes_out_once(box: tuple[Settings, Path], tmp_path: Path) -> None:
    settings, folder = box
    engine = _store_with_an_alert(tmp_path)
    with mail.opened(tmp_path / "elsewhere") as server:
        gone = server

    assert run.send(engine, replace(settings, smtp=gone)) == 1
    assert run.send(engine, settings) == 0
    assert run.send(engine, settings) == 0

    assert len(list(folder.glob("*.eml"))) == 1
    engine.dispose()


def test_without_a_mail_server_mails_wait(tmp_path: Path) -> None:
    engine = _store_with_an_alert(tmp_path)

    assert run.send(engine, Settings(frozen_now=NOW)) == 0

    with engine.connect() as connection:
        assert len(read.unsent(connection)) == 1
    engine.dispose()


def _store_with_an_alert(folder: Path) -> Engine:
    engine = stores.open(f"sqlite:///{folder / 'store.db'}")
    stores.prepare(engine)
    with engine.begin() as connection:
        rule = write.rule(connection, make.rule())
        (change,) = write.changes(connection, [make.change()])
        write.alerts(connection, [make.alert(rule=rule.id, change=change.seq)])
    return engine
