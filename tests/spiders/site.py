"""A small web server on loopback for one test: pages by path, every request kept with its time; and crawls of it."""

import json
import os
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from models import archive
from models.capture import Capture
from models.issue import Issue
from models.look import Look
from models.page import Page
from models.source import Source
from models.store import captures, engine, read

HTML = "text/html; charset=utf-8"
RESERVED = "/.well-known/tdmrep.json"
"""Asked for before a site's first page; there is none unless a test gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server answers; a body in pieces is sent chunk by chunk, until the other side hangs up."""

    body: bytes | Callable[[], Iterable[bytes]] = b""
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    path: str
    at: float
    headers: Mapping[str, str]
    body: bytes = b""


class Site(ThreadingHTTPServer):
    """Pages by path with query; `*` is for every other path. Anything may be changed while it serves."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: str) -> None:
        super().__init__((address, 0), _Caller)
        self.pages: dict[str, Answer | Callable[[Mapping[str, str]], Answer]] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.url = f"http://{address}:{self.server_address[1]}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked for so far."""
        paths = [asked.path for asked in tuple(self.asked) if asked.path != RESERVED]
        return [path for path in paths if robots or path != "/robots.txt"]

    def get_request(self) -> Any:
        """Counts connections too: the guard must stop them before there is one."""
        self.connections += 1
        return super().get_request()

    def server_bind(self) -> None:
        """Bind without asking a name server who we are."""
        socketserver.TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller who hangs up is none."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def opened(address: str = "127.0.0.1") -> Iterator[Site]:
    """The server, until the block ends."""
    with Site(address) as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


class _Caller(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(path=self.path, at=time.monotonic(), headers=headers, body=body))
        rest = self.server.pages.get("*") if self.path != RESERVED else None
        given = self.server.pages.get(self.path) or rest or Answer(status=404)
        answer = given if isinstance(given, Answer) else given(headers)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if isinstance(answer.body, bytes):
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            return
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in answer.body():
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


def rss(*entries: tuple[str, str], more: str = "") -> Answer:
    """A feed of these addresses and dates of publication."""
    items = "".join(
        f"<item><title>News of {url}</title><link>{url}</link><pubDate>{date}</pubDate></item>" for url, date in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>G</title>{items}{more}</channel></rss>'
    return Answer(body=body.encode(), kind="application/rss+xml")


DAY = "Thu, 12 Dec 2024 09:00:00 +0100"


class World:
    """A folder with source files, a store and an archive, and crawls of them in real child processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = folder / "sources"
        self.sources.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("FACTORYWATCH_")},
            "FACTORYWATCH_STORE": f"sqlite:///{folder}/store.db",
            "FACTORYWATCH_ARCHIVE": str(folder / "archive"),
            "FACTORYWATCH_SOURCES": str(self.sources),
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.1/32",
            "FACTORYWATCH_NOW": "2024-12-12T12:00:00+00:00",
        }

    def add(self, source: Source) -> None:
        """Write the source's file."""
        lines = [f"{key} = {json.dumps(getattr(source, key))}" for key in _KEYS]
        lines += ["[expects]", f"entries = {source.expects.entries}"]
        for name in ("listing", "sitemap", "api", "watch", "browser"):
            if table := getattr(source, name):
                lines += _table(name, asdict(table))
        (self.sources / f"{source.name}.toml").write_text("\n".join(lines), encoding="utf-8")

    def start(self, *names: str, **environment: str) -> "subprocess.Popen[str]":
        """A crawl that runs by itself."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "spiders", *names],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def crawl(self, *names: str, **environment: str) -> "Crawled":
        """A crawl, to its end."""
        with self.start(*(names or ("gazette",)), **environment) as child:
            out, err = child.communicate(timeout=120)
        lines = tuple(json.loads(line) for line in out.splitlines())
        assert "Traceback" not in err, err
        return Crawled(status=child.returncode, counts=lines, words=err)

    def pages(self) -> list[Page]:
        """What lies in the archive, in the order it came."""
        return list(archive.walk([self.folder / "archive"]))

    def waiting(self) -> list[str]:
        """The addresses of the pages that wait to be read; each can be had from its place."""
        with self._reading() as connection:
            waiting = read.waiting(connection)
        return sorted(archive.get(self.folder / "archive", page.place).url for page in waiting)

    def look(self, url: str) -> Look | None:
        """What is remembered of that address."""
        with self._reading() as connection:
            return read.look(connection, url)

    def captures(self, url: str) -> tuple[Capture, ...]:
        """What the index of the archive knows of that address."""
        with self._reading() as connection:
            return captures.of_address(connection, url)

    def issues(self) -> dict[str, Issue]:
        """The open issues, by kind."""
        with self._reading() as connection:
            return {issue.kind: issue for issue in read.issues(connection)}

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        store = engine.open(self.environment["FACTORYWATCH_STORE"])
        try:
            with engine.reading(store).connect() as connection:
                yield connection
        finally:
            store.dispose()


def _table(name: str, table: Mapping[str, Any]) -> list[str]:
    """A table of a source's file, and the tables inside of it."""
    lines = [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items() if _plain(value))]
    for key, value in table.items():
        lines += _table(f"{name}.{key}", value) if isinstance(value, dict) else []
    return lines


def _plain(value: object) -> bool:
    return value is not None and not isinstance(value, dict)


_KEYS = ("title", "kind", "language", "door", "urls", "delay", "query", "admit", "disabled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """How a crawl ended."""

    status: int
    counts: tuple[dict[str, Any], ...]
    words: str
    """Standard error."""
