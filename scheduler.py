"""Roof: every source on its own beat (APScheduler 3). Crawls are child processes; one scheduler leads a store.

Run it as `factorywatch schedule` or `python -P -m scheduler`. Why children: Scrapy's reactor starts once in a
process, and a crawl that hangs or dies must take nothing along (2026-11-22). How many at once: spiders/children.py.
"""

import asyncio
import contextlib
import hashlib
import logging
import signal
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
from spiders import children

log = logging.getLogger("factorywatch.scheduler")
_jobs_log = logging.getLogger("apscheduler")

SPREAD = 20
"""Seconds of the time over which first beats are spread, for each source there is; never more than its beat's floor."""
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
_WRONG, _BUG = 2, 3

_settling = asyncio.Lock()
_children = children.Children(log.info, beats=True)


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
    status = asyncio.run(_looked(sources, say))
    if status == _WRONG:
        return status  # the child has said what
    settled = _settled(engine, settings)
    say(settled.words)
    return _BUG if settled.bugs or status == _BUG else int(bool(status or settled.failed))


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


async def _looked(sources: Mapping[str, Source], say: Callable[[str], None]) -> int:
    """The worst exit status of the children that looked at these sources."""
    if len(sources) > children.TOGETHER and (status := await children.ready(sources)):
        return status  # said once, not by every child
    ours = children.Children(say)
    return max(await asyncio.gather(*(ours.crawl(source) for source in sources.values())))


async def crawl_job(name: str) -> float | None:
    """The beat of one source: crawl it, read what is waiting, settle, mail. Named in the job store: do not rename.

    Minutes until the next one; None where no crawl of it has come to its end yet.
    """
    settings = environment.from_environment()
    await _children.crawl(enabled(settings, (name,))[name])
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


def schedule(settings: Settings) -> int:
    """Runs every source on its beat until SIGTERM or SIGINT; the exit status. Raises StoreBusy where another leads."""
    sources = enabled(settings)
    engine = stores.open(settings.store)
    try:
        with _leading(engine):
            return asyncio.run(_forever(engine, settings, sources))
    finally:
        engine.dispose()


async def _forever(engine: Engine, settings: Settings, sources: Mapping[str, Source]) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    if status := await children.ready(sources):
        return status  # the child has said what is wrong
    beats = clock(_job_store(engine, settings))
    _jobs_log.setLevel(logging.WARNING)  # that the store was looked at is no news, once a minute
    beats.start(paused=True)
    plan(beats, sources, _beats(engine))
    beats.add_listener(lambda event: _on_its_beat(beats, event), EVENT_JOB_EXECUTED)
    beats.resume()
    log.info("%s sources on their beats", len(sources))
    await stopping.wait()
    log.info("stopping")
    for job_id in map("crawl:{}".format, _children.unfinished):
        if beats.get_job(job_id):  # its look was cut short: the next leader takes it up, not the next beat
            beats.modify_job(job_id, next_run_time=datetime.now(UTC))
    _jobs_log.setLevel(logging.CRITICAL)  # APScheduler calls it an exception that a job is stopped here
    beats.shutdown(wait=False)
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return 0


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
    What was never looked at, or is late after a pause, has its first beat at a moment of its own: never all at once.
    """
    now = datetime.now(UTC)
    wanted = {f"crawl:{name}": source for name, source in sources.items()}
    there = {job.id: job for job in beats.get_jobs()}
    for job_id in set(there) - set(wanted) - {"settle", "expire"}:
        beats.remove_job(job_id)
    for job_id, source in wanted.items():
        minutes = beat_of.within(source, known.get(source.name, beat_of.first(source)))
        job, first = there.get(job_id), now + _wait(source, len(wanted))
        if job and job.next_run_time > now:
            if _interval(job) == timedelta(minutes=minutes):
                continue
            first = min(job.next_run_time, now + timedelta(minutes=minutes))
        beats.add_job(
            crawl_job,
            _trigger(minutes),
            args=(source.name,),
            id=job_id,
            replace_existing=True,
            next_run_time=first,
        )
    if "expire" not in there:  # a restart does not put it off
        beats.add_job(expire_job, IntervalTrigger(seconds=EXPIRE_EVERY), id="expire", next_run_time=datetime.now(UTC))
    beats.add_job(
        settle_job,
        IntervalTrigger(seconds=SETTLE_EVERY),
        id="settle",
        replace_existing=True,
        next_run_time=datetime.now(UTC),
    )


def _wait(source: Source, many: int) -> timedelta:
    """How long one of many sources waits for its first beat: official ones not at all, others by their name."""
    if source.kind == "official":
        return timedelta(0)
    share = int.from_bytes(hashlib.sha256(source.name.encode()).digest()[:8]) / 2**64
    return timedelta(seconds=share * min(60 * (source.soonest or source.every), SPREAD * many))


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
