"""A real SMTP server on loopback that keeps every mail as an .eml file."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_ODD = re.compile(r"[^\w.@+-]")


class _Letterbox:
    """One file for each recipient: `0001-me@example.org.eml`, in the order of arrival."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = len(list(folder.glob("*.eml")))

    # The name is aiosmtpd's; it calls the hook once the whole mail is there.
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        content = envelope.content or b""
        for recipient in envelope.rcpt_tos:
            self._count += 1
            path = self._folder / f"{self._count:04d}-{_ODD.sub('_', recipient)}.eml"
            # Whoever polls the folder never sees half a mail.
            draft = path.with_suffix(".part")
            draft.write_bytes(content if isinstance(content, bytes) else content.encode())
            draft.rename(path)
        return "250 Message accepted for delivery"


class _FreePort(Controller):
    """A controller on a free port: aiosmtpd would call its own port 0 to see whether it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def opened(folder: Path) -> Iterator[str]:
    """The server's URL (smtp://127.0.0.1:port) while it runs; mails land in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = _FreePort(_Letterbox(folder), hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
