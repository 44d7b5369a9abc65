"""Roof: every source on its own beat (APScheduler 3). A crawl is a child process; one scheduler leads a store.

Run it as `factorywatch schedule` or `python -P -m scheduler`. Why children: Scrapy's reactor starts once in a
process, and a crawl that hangs or dies must take nothing along (2026-11-22).
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from apscheduler.events import EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.job import Job
from apscheduler.jobstores.base import BaseJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from models import beat as beat_of
from models import expiry, knowledge
from models import settings as environment
from models.errors import ConfigError, StoreBusy
from models.settings import Settings
from models.source import Source
from models.store import engine as stores
from models.store import read, runs
from pipeline import run

log = logging.getLogger("factorywatch.scheduler")

CRAWL_LIMIT = 15 * 60
"""Seconds that one crawl may take; a source with more to tell goes on at its next beat."""
GRACE = 10
"""Seconds between asking a child to stop and making it."""
MISFIRE = 24 * 3600
"""Seconds by which a beat may be late and is still run, once: after a night's sleep every source is looked at."""
SETTLE_EVERY = 60
"""Seconds between two looks for pages that still wait (a killed run leaves some) and mails that did not go out."""
EXPIRE_EVERY = 24 * 3600
"""Seconds between two looks for texts that may be kept no longer."""
_NO_BEATS: Mapping[str, float] = MappingProxyType({})
_LOCK = 7_305_412_024
"""Key of PostgreSQL's advisory lock: ours alone."""
_SCHEMA = "factorywatch_jobs"
_COUNTS = "{source}: {entries} entries seen, {fetched} fetched, {unchanged} unchanged, {failed} failed"
_HERE = str(Path(__file__).resolve().parent)

_settling = asyncio.Lock()


def enabled(settings: Settings, names: tuple[str, ...] = ()) -> Mapping[str, Source]:
    """The sources to look at. Raises ConfigError for a name that is none or disabled, or when none is left."""
    known = knowledge.sources(settings.sources)
    for name in names:
        if name not in known:
            raise ConfigError(f"no such source (there are: {', '.join(known)})", key=name)
        if known[name].disabled:
            raise ConfigError(f"is disabled: {known[name].disabled}", key=name)
    found = {name: one for name, one in known.items() if not one.disabled and (not names or name in names)}
    if not found:
        raise ConfigError("holds no source that is enabled", key="FACTORYWATCH_SOURCES")
    return found


def beat(
    engine: Engine, settings: Settings, names: tuple[str, ...] = (), *, say: Callable[[str], None] = log.info
) -> int:
    """One look at the sources, then what is new is read, settled and mailed. The exit status (0, 1, or the child's).

    `say` is told what came of it, one line each.
    """
    sources = enabled(settings, names)
    status = asyncio.run(_crawl(tuple(sources), say))
    if status > 1:
        return status  # the child has said why: wrong configuration, or a bug
    settled = _settled(engine, settings)
    say(settled.words)
    return 3 if settled.bugs else int(bool(status or settled.failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """What came of the waiting pages and mails."""

    words: str
    moved: bool
    failed: bool
    bugs: bool


def _settled(engine: Engine, settings: Settings) -> _Settled:
    """Reads what waits and sends what is to be sent."""
    before = _unsent(engine)
    drained = run.drain(engine, settings)
    with engine.begin() as connection:
        runs.read(connection, settings.now())
    left = run.send(engine, settings)
    wait = _unsent(engine)
    sent = before + drained.alerts - wait
    words = f"{drained.read} pages read, {drained.relevant} of them about AI Factories"
    words += f", {drained.failed} could not be read" if drained.failed else ""
    words += f", {drained.bugs} wait until a bug is mended" if drained.bugs else ""
    words += f"; {drained.changes} changes; {sent} mails sent"
    words += f", {wait} wait" if wait else ""
    return _Settled(
        words=words,
        moved=bool(drained.read or sent),
        failed=bool(drained.failed or left),
        bugs=bool(drained.bugs),
    )


def _unsent(engine: Engine) -> int:
    with stores.reading(engine).connect() as connection:
        return len(read.unsent(connection))


async def _crawl(names: tuple[str, ...], say: Callable[[str], None]) -> int:
    """Exit status of a child that crawls these sources; a child over its time is stopped, which counts as 1."""
    # A session of its own: Ctrl-C reaches the child once, from us, and it ends in good order.
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "spiders", "--parent", str(os.getpid()), *names),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((_HERE, *filter(None, [os.environ.get("PYTHONPATH")])))},
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(CRAWL_LIMIT):
            told, _ = await child.communicate()
    except TimeoutError:
        log.warning("crawl stopped after %s s: %s", CRAWL_LIMIT, " ".join(names))
        return 1
    finally:
        await _stop(child)
    for line in told.splitlines():
        say(_COUNTS.format_map(json.loads(line)))
    return child.returncode if child.returncode is not None and child.returncode >= 0 else 1


async def _stop(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    child.send_signal(signal.SIGINT)
    try:
        async with asyncio.timeout(GRACE):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()


async def crawl_job(name: str) -> float | None:
    """The beat of one source: crawl it, read what is waiting, settle, mail. Named in the job store: do not rename.

    Minutes until the next one; None where no crawl of it has come to its end yet.
    """
    settings = environment.from_environment()
    status = await _crawl((name,), log.info)
    if status:
        log.warning("crawl of %s ended with status %s", name, status)
    async with _settling:
        return await asyncio.to_thread(_settle, settings, name)


async def settle_job() -> None:
    """Takes up what a killed run or a silent mail server left. Named in the job store: do not rename."""
    settings = environment.from_environment()
    async with _settling:
        await asyncio.to_thread(_settle, settings)


async def expire_job() -> None:
    """Takes out the texts whose days are over. Named in the job store: do not rename."""
    settings = environment.from_environment()
    gone = await asyncio.to_thread(_expire, settings)
    if gone.pages:
        log.info("%s pages expired, out of %s files", gone.pages, gone.files)
    if gone.unknown:
        log.warning("no source file says how long the pages of these may be kept: %s", ", ".join(gone.unknown))


def _expire(settings: Settings) -> expiry.Gone:
    engine = stores.open(settings.store)
    try:
        return expiry.run(engine, settings.archive, knowledge.sources(settings.sources), settings.now())
    finally:
        engine.dispose()


def _settle(settings: Settings, name: str = "") -> float | None:
    engine = stores.open(settings.store)
    try:
        settled = _settled(engine, settings)
        if settled.moved:
            log.info("%s", settled.words)
        return _beats(engine).get(name)
    finally:
        engine.dispose()


def schedule(settings: Settings) -> None:
    """Runs every source on its beat until SIGTERM or SIGINT. Raises StoreBusy where another scheduler leads."""
    sources = enabled(settings)
    engine = stores.open(settings.store)
    try:
        with _leading(engine):
            asyncio.run(_forever(engine, settings, sources))
    finally:
        engine.dispose()


async def _forever(engine: Engine, settings: Settings, sources: Mapping[str, Source]) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    beats = clock(_job_store(engine, settings))
    beats.start(paused=True)
    plan(beats, sources, _beats(engine))
    beats.add_listener(lambda event: _on_its_beat(beats, event), EVENT_JOB_EXECUTED)
    beats.resume()
    log.info("%s sources on their beats", len(sources))
    await stopping.wait()
    log.info("stopping")
    beats.shutdown(wait=False)
    children = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in children:
        task.cancel()
    await asyncio.gather(*children, return_exceptions=True)


def clock(jobs: BaseJobStore) -> AsyncIOScheduler:
    """A scheduler that runs each job once at a time, and all its late beats as one."""
    return AsyncIOScheduler(
        jobstores={"default": jobs},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": MISFIRE},
        timezone=UTC,
    )


def plan(beats: AsyncIOScheduler, sources: Mapping[str, Source], known: Mapping[str, float] = _NO_BEATS) -> None:
    """One job a source, one for what was left. A job that is there keeps its next beat; one without a source goes.

    `known` are the beats that sources have come to by now, in minutes; within the bounds of their TOML they hold.
    """
    wanted = {f"crawl:{name}": source for name, source in sources.items()}
    there = {job.id: job for job in beats.get_jobs()}
    for job_id in set(there) - set(wanted) - {"settle", "expire"}:
        beats.remove_job(job_id)
    for job_id, source in wanted.items():
        minutes = beat_of.within(source, known.get(source.name, beat_of.first(source)))
        if job_id in there and _interval(there[job_id]) == timedelta(minutes=minutes):
            continue
        beats.add_job(
            crawl_job,
            _trigger(minutes),
            args=(source.name,),
            id=job_id,
            replace_existing=True,
            next_run_time=datetime.now(UTC),
        )
    if "expire" not in there:  # a restart does not put it off
        beats.add_job(
            expire_job, IntervalTrigger(seconds=EXPIRE_EVERY), id="expire", next_run_time=datetime.now(UTC)
        )
    beats.add_job(
        settle_job,
        IntervalTrigger(seconds=SETTLE_EVERY),
        id="settle",
        replace_existing=True,
        next_run_time=datetime.now(UTC),
    )


def _on_its_beat(beats: AsyncIOScheduler, event: JobExecutionEvent) -> None:
    """A source that brought something new is looked at sooner, another one later."""
    job = beats.get_job(event.job_id)
    if job and event.retval and _interval(job) != timedelta(minutes=event.retval):
        beats.reschedule_job(event.job_id, trigger=_trigger(event.retval))
        log.info("%s: every %.0f minutes", event.job_id.partition(":")[2], event.retval)


def _interval(job: Job) -> timedelta | None:
    return getattr(job.trigger, "interval", None)


def _trigger(minutes: float) -> IntervalTrigger:
    seconds = timedelta(minutes=minutes).total_seconds()
    return IntervalTrigger(seconds=seconds, jitter=int(min(60, seconds / 10)))


def _beats(engine: Engine) -> Mapping[str, float]:
    """The beat, in minutes, that each source has come to."""
    with stores.reading(engine).connect() as connection:
        return {name: one.beat for name, one in runs.latest(connection).items()}


def _job_store(engine: Engine, settings: Settings) -> SQLAlchemyJobStore:
    """Jobs lie beside the store, not in it: migrations of the one never meet the other."""
    if engine.dialect.name == "sqlite":
        return SQLAlchemyJobStore(url=f"sqlite:///{_beside(engine, 'jobs.db')}")
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}"))
    return SQLAlchemyJobStore(url=settings.store, tableschema=_SCHEMA)


def _beside(engine: Engine, ending: str) -> Path:
    return Path(engine.url.database or "factorywatch.db").with_suffix(f".{ending}")


@contextlib.contextmanager
def _leading(engine: Engine) -> Iterator[None]:
    """Holds the store's one lock for schedulers: two on one store would run every job twice."""
    busy = StoreBusy("another scheduler is at work on it", about="the store")
    if engine.dialect.name == "sqlite":
        lock = FileLock(_beside(engine, "lock"))
        try:
            lock.acquire(blocking=False)
        except Timeout as error:
            raise busy from error
        try:
            yield
        finally:
            lock.release()
        return
    with engine.connect() as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}).scalar():
            raise busy
        yield


def main() -> None:
    """`python -P -m scheduler`: the same as `factorywatch schedule`."""
    import factorywatch

    factorywatch.main(["schedule"])


if __name__ == "__main__":
    main()
