"""What goes wrong at night: an archive out of reach, a page that our code stumbles over, a mail server that is down."""

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from models.errors import ChannelDown, Refused, StoreBusy
from models.factory import Factory
from models.page import Page
from models.store import read, write
from pipeline import post, reading, run
from pipeline.reading import Reading
from tests import make
from tests.pipeline import newsdesk
from tests.pipeline.newsdesk import JAIF, Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = newsdesk.opened(tmp_path)
    yield opened
    opened.engine.dispose()


def _with_mails(desk: Desk, *addresses: str) -> None:
    """Somebody at each address waits for a mail about the new factory."""
    with desk.engine.begin() as connection:
        for who in addresses:
            write.rule(connection, make.rule(who=who, kinds=("factory_added",)))
    desk.lay(newsdesk.story(JAIF))
    assert run.drain(desk.engine, desk.settings).alerts == len(addresses)


def test_an_archive_out_of_reach_leaves_its_pages_waiting(desk: Desk, tmp_path: Path) -> None:
    desk.lay(newsdesk.story(JAIF))
    shutil.move(desk.settings.archive, tmp_path / "away")

    with pytest.raises(StoreBusy, match="archive"):
        run.drain(desk.engine, desk.settings)

    assert set(desk.states().values()) == {"waiting"}
    shutil.move(tmp_path / "away", desk.settings.archive)
    assert run.drain(desk.engine, desk.settings).failed == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_archive_that_may_not_be_read_leaves_its_pages_waiting(desk: Desk) -> None:
    desk.lay(newsdesk.story(JAIF))
    for file in desk.settings.archive.glob("*.warc.gz"):
        file.chmod(0)

    with pytest.raises(StoreBusy, match="archive"):
        run.drain(desk.engine, desk.settings)

    assert set(desk.states().values()) == {"waiting"}


def test_a_page_that_our_code_stumbles_over_waits_and_holds_up_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.lay(newsdesk.story("A poisoned page.", name="poison"), newsdesk.story(JAIF))
    whole = reading.of

    def stumbling(page: Page, *, known_as_of: date | None, taught: tuple[Factory, ...]) -> Reading:
        if page.url.endswith("poison"):
            raise ZeroDivisionError("a bug\nof ours")
        return whole(page, known_as_of=known_as_of, taught=taught)

    # There is no way to a bug but to make one.
    monkeypatch.setattr(reading, "of", stumbling)
    drained = run.drain(desk.engine, desk.settings)

    assert (drained.read, drained.bugs) == (1, 1)
    assert desk.states() == {"https://eurohpc.example/poison": "waiting", "https://eurohpc.example/jaif": "done"}
    with desk.engine.connect() as connection:
        (issue,) = read.issues(connection)
    assert (issue.kind, issue.words) == ("bug", "ZeroDivisionError: a bug of ours")

    monkeypatch.undo()  # a better version
    assert run.drain(desk.engine, desk.settings).bugs == 0
    with desk.engine.connect() as connection:
        assert [one.kind for one in read.issues(connection)] != ["bug"]


def test_a_mail_server_that_is_down_is_asked_once_and_the_mails_wait(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    _with_mails(desk, "one@example.org", "two@example.org", "three@example.org")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        settings = replace(desk.settings, smtp=f"smtp://127.0.0.1:{taken.getsockname()[1]}")

        assert run.send(desk.engine, settings) == 3

    assert len([line for line in caplog.messages if "did not take" in line]) == 1
    with desk.engine.connect() as connection:
        assert len(read.unsent(connection)) == 3


class Picky:
    """What a mail server does that does not know everybody."""

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, *asked: object) -> str:  # noqa: N802
        address = str(asked[0])
        if address.startswith("gone"):
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def test_an_address_that_is_refused_holds_up_no_other_mail(desk: Desk) -> None:
    _with_mails(desk, "gone@example.org", "two@example.org")
    server = Controller(Picky(), hostname="127.0.0.1", port=_free_port())
    server.start()
    try:
        settings = replace(desk.settings, smtp=f"smtp://127.0.0.1:{server.port}")
        with desk.engine.connect() as connection:
            refused = next(one for one in read.unsent(connection) if one.who == "gone@example.org")

        with pytest.raises(Refused, match="550 no such person here"):
            post.alert(refused, settings)
        assert run.send(desk.engine, settings) == 1
    finally:
        server.stop()

    with desk.engine.connect() as connection:
        assert [one.who for one in read.unsent(connection)] == ["gone@example.org"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_what_a_mail_server_says_is_told_in_one_line(desk: Desk) -> None:
    settings = replace(desk.settings, smtp="smtp://127.0.0.1:1")

    with pytest.raises(ChannelDown) as caught:
        post.alert(make.alert(), settings)

    assert str(caught.value) == "127.0.0.1:1: did not take the mail to me@example.org (Connection refused)"
