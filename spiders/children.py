"""Child crawls: which sources go together in one process, and how many processes there are at once.

Imports no Scrapy: whoever waits for the children carries none of it. A child costs about 1.5 s of a core to start and
150 MB while it runs (2026-11-22), so sources that are due together share one; they stay apart where one could hold up
the other. Official sources go first.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from models.source import Source
from spiders import admit

log = logging.getLogger("factorywatch.children")

MOST = 3
"""Children at once: on a small machine of two cores and 1 GB they leave room for the reading."""
KEPT = 1
"""Places of a scheduler that only official sources may take: they never wait for a slow newspaper."""
TOGETHER = 16
"""Sources of one child: as many as Scrapy has requests on their way, so none waits for another's pause."""
GATHER = 20.0
"""Seconds that a source waits for others to come due, in a scheduler; official ones do not."""
ENOUGH = 12 * 60
"""Seconds after which a child asks for nothing more and marks what it has; the rest comes at the next look."""
LIMIT = 15 * 60
"""Seconds after which a child is stopped: it waits 2 minutes for its turns, and 1 for the last answers at most."""
_GRACE = 10
"""Seconds between asking a child to stop and making it."""
_COUNTS = "{source}: {entries} entries seen, {fetched} fetched, {unchanged} unchanged, {failed} failed"
_WRONG, _BUG, _KILLED = 2, 3, -9
_RANKS = {"official": 0, "host": 1, "press": 2}
_HERE = str(Path(__file__).resolve().parent.parent)


@dataclass(slots=True, kw_only=True, eq=False)
class _Due:
    source: Source
    done: "asyncio.Future[int]"
    ripe: bool = False
    """It has waited for others long enough."""
    alone: bool = False
    """A child that it was in came to no good: once more, without the others."""
    sites: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.sites = frozenset(admit.bare(urlsplit(url).netloc) for url in self.source.urls)


class Children:
    """The crawls of one process. `say` is told what came of each source, one line each, as soon as it is known.

    With `beats` it serves a scheduler: what comes due within GATHER seconds goes together, official sources apart.
    """

    def __init__(self, say: Callable[[str], None], *, beats: bool = False) -> None:
        self._say = say
        self._beats = beats
        self._due: list[_Due] = []
        self._running: dict[asyncio.Task[None], tuple[_Due, ...]] = {}

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The sources that wait, or are being crawled."""
        crawled = (due for batch in self._running.values() for due in batch)
        return tuple(sorted({due.source.name for due in (*self._due, *crawled)}))

    async def crawl(self, source: Source) -> int:
        """The exit status of the child that crawled the source, once its turn has come: 0 to 3."""
        loop = asyncio.get_running_loop()
        due = _Due(source=source, done=loop.create_future())
        self._due.append(due)
        loop.call_later(GATHER if self._beats and source.kind != "official" else 0, self._ripen, due)
        try:
            return await due.done
        finally:
            if due in self._due:
                self._due.remove(due)

    def _ripen(self, due: _Due) -> None:
        due.ripe = True
        self._start()

    def _start(self) -> None:
        while batch := self._next():
            self._due = [due for due in self._due if due not in batch]
            task = asyncio.ensure_future(self._crawled(batch))
            self._running[task] = batch
            task.add_done_callback(self._ended)

    def _next(self) -> tuple[_Due, ...]:
        """The sources of the next child; none where no place is free, or nothing that may go."""
        free = MOST - len(self._running)
        busy = frozenset(site for batch in self._running.values() for due in batch for site in due.sites)
        # No two children speak to one site: the second would only wait.
        fit = sorted((due for due in self._due if not due.sites & busy), key=lambda due: _RANKS[due.source.kind])
        official = [due for due in fit if due.source.kind == "official"]
        others = sum(batch[0].source.kind != "official" for batch in self._running.values())
        for among in (official, fit[len(official) :]) if self._beats else (fit,):
            full = self._beats and among is not official and others >= MOST - KEPT
            if free and not full and any(due.ripe for due in among):
                return (among[0],) if among[0].alone else tuple(due for due in among if not due.alone)[:TOGETHER]
        return ()

    async def _crawled(self, batch: tuple[_Due, ...]) -> None:
        told: set[str] = set()

        def hear(line: bytes) -> None:
            counts = json.loads(line)
            told.add(counts["source"])
            self._say(_COUNTS.format_map(counts))

        names = tuple(due.source.name for due in batch)
        status = await _crawl(names, hear)
        if status and self._beats:  # whoever crawls by hand sees what the child says
            log.warning("crawl of %s ended with status %s", " ".join(names), status)
        killed = status not in (0, 1, _WRONG, _BUG)
        # A child knows of most bugs whose they are, and tells of the others; else each is tried by itself.
        parted = len(batch) > 1 and (killed or (status == _BUG and not told))
        for due in batch:
            if due.done.done():
                continue
            if parted and due.source.name not in told:
                due.alone = True
                self._due.append(due)
            else:
                due.done.set_result(1 if killed else status)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        batch = self._running.pop(task)
        error = None if task.cancelled() else task.exception()
        for due in batch:
            if task.cancelled():
                due.done.cancel()
            elif error and not due.done.done():
                due.done.set_exception(error)
        if not task.cancelled():
            self._start()


async def _crawl(names: Iterable[str], hear: Callable[[bytes], None]) -> int:
    """The exit status of a child that crawls these; less than 0 when it was killed. `hear` gets its lines of counts."""
    # A session of its own: Ctrl-C reaches the child once, from us, and it ends in good order.
    child = await _started(("--parent", str(os.getpid()), "--limit", str(ENOUGH), *names))
    try:
        async with asyncio.timeout(LIMIT):
            while child.stdout and (line := await child.stdout.readline()).endswith(b"\n"):
                hear(line)
            return await child.wait()
    except TimeoutError:
        log.warning("a crawl was stopped after %s s: it did not end by itself", LIMIT)
        return _KILLED
    finally:
        await _stop(child)


async def ready(names: Iterable[str]) -> int:
    """What is wrong with crawling these sources: exit status 2 where anything is, and the child has said what."""
    child = await _started(("--ready", *names))
    try:
        return await child.wait()
    finally:
        await _stop(child)


async def _started(arguments: tuple[str, ...]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "spiders", *arguments),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((_HERE, *filter(None, [os.environ.get("PYTHONPATH")])))},
        start_new_session=True,
    )


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    child.send_signal(signal.SIGINT)
    try:
        async with asyncio.timeout(_GRACE):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
