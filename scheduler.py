"""Roof: every source on its own beat (APScheduler 3). A crawl is a child process; one scheduler leads a store.

Run it as `factorywatch schedule` or `python -P -m scheduler`. Why children: Scrapy's reactor starts once in a
process, and a crawl that hangs or dies must take nothing along (2026-11-22).
"""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.base import BaseJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from models import knowledge
from models import settings as environment
from models.errors import ConfigError, StoreBusy
from models.settings import Settings
from models.source import Source
from models.store import engine as stores
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
_LOCK = 7_305_412_024
"""Key of PostgreSQL's advisory lock: ours alone."""
_SCHEMA = "factorywatch_jobs"

_settling = asyncio.Lock()


def enabled(settings: Settings, names: tuple[str, ...] = ()) -> Mapping[str, Source]:
    """The sources to look at. Raises ConfigError for a name that is none, or one that is disabled."""
    known = knowledge.sources(settings.sources)
    for name in names:
        if name not in known:
            raise ConfigError(f"no such source (there are: {', '.join(known)})", key=name)
        if known[name].disabled:
            raise ConfigError(f"is disabled: {known[name].disabled}", key=name)
    return {name: one for name, one in known.items() if not one.disabled and (not names or name in names)}


def beat(engine: Engine, settings: Settings, names: tuple[str, ...] = ()) -> int:
    """One look at the sources, then what is new is read, settled and mailed. The exit status (0, 1, or the child's)."""
    sources = enabled(settings, names)
    status = asyncio.run(_crawl(tuple(sources)))
    if status > 1:
        return status  # the child has said why: wrong configuration, or a bug
    drained = run.drain(engine, settings)
    unsent = run.send(engine, settings)
    return int(bool(status or drained.failed or unsent))


async def _crawl(names: tuple[str, ...]) -> int:
    """Exit status of a child that crawls these sources; a child over its time is stopped, which counts as 1."""
    child = await asyncio.create_subprocess_exec(sys.executable, "-P", "-m", "spiders", *names, stdout=sys.stderr)
    try:
        async with asyncio.timeout(CRAWL_LIMIT):
            return await child.wait()
    except TimeoutError:
        log.warning("crawl stopped after %s s: %s", CRAWL_LIMIT, " ".join(names))
        return 1
    finally:
        await _stop(child)


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


async def crawl_job(name: str) -> None:
    """The beat of one source: crawl it, read what is waiting, settle, mail. Named in the job store: do not rename."""
    settings = environment.from_environment()
    status = await _crawl((name,))
    if status:
        log.warning("crawl of %s ended with status %s", name, status)
    async with _settling:
        await asyncio.to_thread(_settle, settings)


async def settle_job() -> None:
    """Takes up what a killed run or a silent mail server left. Named in the job store: do not rename."""
    settings = environment.from_environment()
    async with _settling:
        await asyncio.to_thread(_settle, settings)


def _settle(settings: Settings) -> None:
    engine = stores.open(settings.store)
    try:
        run.drain(engine, settings)
        run.send(engine, settings)
    finally:
        engine.dispose()


def schedule(settings: Settings) -> None:
    """Runs every source on its beat until SIGTERM or SIGINT. Raises StoreBusy where another scheduler leads."""
    sources = enabled(settings)
    engine = stores.open(settings.store)
    try:
        with _leading(engine, settings):
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
    plan(beats, sources)
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


def plan(beats: AsyncIOScheduler, sources: Mapping[str, Source]) -> None:
    """One job a source, and one for what was left over. A job that is there keeps its next beat; one without a source goes."""
    wanted = {f"crawl:{name}": source for name, source in sources.items()}
    there = {job.id: job for job in beats.get_jobs()}
    for job_id in set(there) - set(wanted) - {"settle"}:
        beats.remove_job(job_id)
    for job_id, source in wanted.items():
        every = timedelta(minutes=source.every)
        if job_id in there and getattr(there[job_id].trigger, "interval", None) == every:
            continue
        beats.add_job(
            crawl_job,
            IntervalTrigger(seconds=every.total_seconds(), jitter=int(min(60, every.total_seconds() / 10))),
            args=(source.name,),
            id=job_id,
            replace_existing=True,
            next_run_time=datetime.now(UTC),
        )
    beats.add_job(
        settle_job,
        IntervalTrigger(seconds=SETTLE_EVERY),
        id="settle",
        replace_existing=True,
        next_run_time=datetime.now(UTC),
    )


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
def _leading(engine: Engine, settings: Settings) -> Iterator[None]:
    """Holds the store's one lock for schedulers: two on one store would run every job twice."""
    busy = StoreBusy("another scheduler is at work on it", about=settings.store)
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
