"""The newsroom: sites, their feeds and a mail server on loopback, at a virtual date. `opened` starts it."""

import hashlib
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.newsroom import desks, mail, papers, press, sources, story, traps
from tests.newsroom.eurohpc import EuroHPC
from tests.newsroom.site import HERE, Reply, Site, Visit
from tests.newsroom.story import Story

START = date(2024, 12, 12)
GENERATIONS = (3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that a site answered."""

    site: str
    path: str
    status: int


class Newsroom:
    """The world while it is served: its date may be set at any time, from any thread."""

    def __init__(
        self,
        *,
        today: date,
        sites: Mapping[str, Site],
        stories: Mapping[str, tuple[Story, ...]],
        urls: Mapping[str, str],
        folder: Path,
        smtp: str,
    ) -> None:
        self.urls = urls
        """Where each site answers, by name: eurohpc, meridiano, ledger."""
        self.sources = folder / "sources"
        """Source files; every site is read through its feed."""
        self.listings = folder / "listings"
        """Source files; EuroHPC is read through its list pages instead."""
        self.wide = folder / "wide"
        """Source files of a wide newsroom: every site but the three, each through a door of its own."""
        self.mails = folder / "mails"
        self.smtp = smtp
        self._lock = threading.Lock()
        self._sites = sites
        self._stories = stories
        self._date = today
        self._ecl = GENERATIONS[-1]
        self._asked: list[Asked] = []

    @property
    def date(self) -> date:
        """The day it is; what is published later does not exist yet."""
        with self._lock:
            return self._date

    @date.setter
    def date(self, today: date) -> None:
        with self._lock:
            self._date = today

    @property
    def ecl(self) -> int:
        """The generation of markup that EuroHPC serves: 3, 4 or 5."""
        with self._lock:
            return self._ecl

    @ecl.setter
    def ecl(self, generation: int) -> None:
        if generation not in GENERATIONS:
            raise ValueError(f"ECL {generation}: there are {GENERATIONS}")
        with self._lock:
            self._ecl = generation

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Every request so far, in the order of the answers."""
        with self._lock:
            return tuple(self._asked)

    def stories(self, name: str) -> tuple[Story, ...]:
        """What a site has out today, the newest first."""
        return story.on(self._stories[name], self.date)

    def address(self, name: str, slug: str) -> str:
        """The URL of a story, whether or not it is out yet."""
        found = next(story for story in self._stories[name] if story.slug == slug)
        return self.urls[name] + self._sites[name].path(found)

    def reply(self, name: str, path: str, query: Mapping[str, str], body: bytes = b"") -> Reply:
        """What a site answers now."""
        with self._lock:
            visit = Visit(path=path, query=query, today=self._date, ecl=self._ecl, body=body)
        return self._sites[name].reply(visit)

    def answered(self, name: str, path: str, status: int) -> None:
        """Keep in mind what was asked."""
        with self._lock:
            self._asked.append(Asked(site=name, path=path, status=status))


@contextmanager
def opened(folder: Path, *, today: date = START, wide: bool = False) -> Iterator[Newsroom]:
    """The newsroom, until the block ends. Sources and mails lie in the folder; ports are free ones.

    A wide one has eight newspapers more, the press corner, TED and a site of traps.
    """
    written = ("eurohpc", *(paper.name for paper in papers.PAPERS), *(make.name for make in press.MAKES if wide))
    names = (*written, *(("corner", "ted", "traps") if wide else ()))
    stories = {name: story.folder(HERE / "stories" / name, name) if name in written else () for name in names}
    with ExitStack() as stack:
        # Every port is bound before the first page is asked for: pages of one site link to another.
        doors = {name: stack.enter_context(Door()) for name in names}
        urls = {name: f"http://127.0.0.1:{door.server_port}" for name, door in doors.items()}
        sites: dict[str, Site] = {"eurohpc": EuroHPC(stories["eurohpc"], urls)}
        sites |= {paper.name: papers.Press(paper, stories[paper.name], urls) for paper in papers.PAPERS}
        if wide:
            sites |= {make.name: press.Abroad(make, stories[make.name], urls) for make in press.MAKES}
            sites |= {"corner": desks.PressCorner(stories["eurohpc"]), "ted": desks.Ted(), "traps": traps.Traps()}
            sources.write_wide(folder / "wide", urls)
        smtp = stack.enter_context(mail.opened(folder / "mails"))
        room = Newsroom(today=today, sites=sites, stories=stories, urls=urls, folder=folder, smtp=smtp)
        sources.write(room.sources, room.listings, urls)
        for name, door in doors.items():
            stack.enter_context(door.answering(room, name))
        yield room


class Door(ThreadingHTTPServer):
    """A port of 127.0.0.1 with one site behind it."""

    # Closing waits for the threads of open requests; none of them outlives the block.
    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Caller)
        self.reply: Callable[[str, Mapping[str, str], bytes], Reply]
        self.answered: Callable[[str, int], None]

    @contextmanager
    def answering(self, room: Newsroom, name: str) -> Iterator[None]:
        """Serve the site until the block ends."""
        self.reply = lambda path, query, body: room.reply(name, path, query, body)
        self.answered = lambda path, status: room.answered(name, path, status)
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name=f"newsroom-{name}")
        thread.start()
        try:
            yield
        finally:
            self.shutdown()
            thread.join()

    def server_bind(self) -> None:
        """Bind without asking a name server who we are, as the library would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who hangs up is none; everything else is a bug and goes to standard error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Caller(BaseHTTPRequestHandler):
    """One request: asks the site, adds the headers, honours conditional requests."""

    server: Door
    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_POST(self) -> None:
        self._answer(with_body=True, body=self.rfile.read(int(self.headers["Content-Length"])))

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet: the requests are in room.asked."""

    def _answer(self, *, with_body: bool, body: bytes = b"") -> None:
        parts = urlsplit(self.path)
        reply = self.server.reply(unquote(parts.path), dict(parse_qsl(parts.query)), body)
        etag = f'"{hashlib.sha256(reply.body).hexdigest()[:20]}"'
        known = reply.status == 200 and self._known(etag, reply.changed)
        status = 304 if known else reply.status
        self.send_response(status)
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.status == 200:
            self.send_header("ETag", etag)
            self.send_header("Cache-Control", "max-age=0, must-revalidate")
        if reply.changed:
            self.send_header("Last-Modified", format_datetime(reply.changed.astimezone(UTC), usegmt=True))
        if not known:
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        # Remembered before the last byte leaves: who has the whole answer finds it in room.asked.
        self.server.answered(self.path, status)
        if with_body and not known:
            self.wfile.write(reply.body)

    def _known(self, etag: str, changed: datetime | None) -> bool:
        """The caller holds this very answer. As RFC 9110 has it, the date counts only where no ETag is given."""
        if given := self.headers.get("If-None-Match"):
            return given.strip() == "*" or etag in {part.strip().removeprefix("W/") for part in given.split(",")}
        since = self.headers.get("If-Modified-Since")
        if not since or changed is None:
            return False
        try:
            return changed.replace(microsecond=0) <= parsedate_to_datetime(since)
        except ValueError:
            return False
