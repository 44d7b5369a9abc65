"""The scheduler with real processes and real signals: it crawls on its beat, leads alone, and stops cleanly."""

import asyncio
import json
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from apscheduler.events import EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.jobstores.memory import MemoryJobStore

import scheduler
from models import archive, knowledge
from models.rights import Rights
from models.store import captures, write
from models.store import engine as stores
from tests import make
from tests.newsroom import walk
from tests.newsroom.walk import Walk
from tests.spiders import make as sources_of

PATIENCE = 90


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Walk]:
    """The newsroom on its first day, the baseline loaded."""
    with walk.opened(tmp_path / "demo") as opened:
        assert opened.command("init").returncode == 0
        yield opened


def _started(opened: Walk) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "factorywatch", "schedule"],
        env=opened.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _until(true: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Waits for something real to happen; the process must live on meanwhile."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() < deadline, "it did not happen"
        select.select([], [], [], 0.2)


def _stopped(process: "subprocess.Popen[str]", name: signal.Signals) -> tuple[int, str]:
    process.send_signal(name)
    _, words = process.communicate(timeout=PATIENCE)
    return process.returncode, words


def _rows(opened: Walk) -> list[dict[str, object]]:
    done = opened.command("changes", "--since", "baseline", "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _jobs(opened: Walk) -> dict[str, float]:
    path = opened.folder / "factorywatch.jobs.db"
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as connection:
        try:
            return dict(connection.execute("SELECT id, next_run_time FROM apscheduler_jobs").fetchall())
        except sqlite3.OperationalError:  # not made yet
            return {}


def test_it_crawls_on_its_beat_leads_alone_and_stops_at_sigterm(day: Walk) -> None:
    leader = _started(day)
    try:
        _until(lambda: bool(_rows(day)), leader)
        second = day.command("schedule")
        assert second.returncode == 1
        assert "another scheduler" in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        status, words = _stopped(leader, signal.SIGTERM)

    assert status == 0, words
    assert "Traceback" not in words
    assert set(_jobs(day)) == {"crawl:eurohpc", "crawl:ledger", "crawl:meridiano", "expire", "settle"}


def test_a_restart_keeps_the_beat_and_the_place_of_a_killed_leader_is_free(day: Walk) -> None:
    first = _started(day)
    _until(lambda: _is_planned(day), first)
    first.kill()
    first.communicate(timeout=PATIENCE)
    planned = _jobs(day)

    second = _started(day)
    try:
        _until(lambda: bool(_rows(day)), second)
    finally:
        status, words = _stopped(second, signal.SIGINT)

    assert status == 0, words
    now = datetime.now(UTC).timestamp()
    kept = {name for name, when in _jobs(day).items() if planned[name] == when}
    assert all(name in kept for name, when in planned.items() if name != "settle" and when > now)


def _is_planned(opened: Walk) -> bool:
    """Whether every source has had its first beat, so that the next one lies ahead, and its crawl is on its way."""
    now = datetime.now(UTC).timestamp()
    jobs = {name: when for name, when in _jobs(opened).items() if name.startswith("crawl:")}
    on_their_way = {one.site for one in opened.room.asked}
    return len(jobs) == len(on_their_way) == 3 and all(when > now + 60 for when in jobs.values())


def test_a_source_that_is_gone_loses_its_job_and_a_new_beat_replaces_the_old(day: Walk) -> None:
    sources = dict(knowledge.sources(day.room.sources))

    async def planned_twice() -> dict[str, timedelta]:
        clock = scheduler.clock(MemoryJobStore())
        clock.start(paused=True)
        scheduler.plan(clock, sources)
        del sources["ledger"]
        sources["eurohpc"] = replace(sources["eurohpc"], every=45)
        scheduler.plan(clock, sources)
        beats = {job.id: job.trigger.interval for job in clock.get_jobs()}
        clock.shutdown(wait=False)
        return beats

    beats = asyncio.run(planned_twice())

    assert set(beats) == {"crawl:eurohpc", "crawl:meridiano", "expire", "settle"}
    assert beats["crawl:eurohpc"] == timedelta(minutes=45)


def test_a_source_is_looked_at_on_the_beat_it_has_come_to_and_a_restart_keeps_it() -> None:
    one = replace(sources_of.source(), every=60, soonest=15, latest=480)
    sources = {"gazette": one, "ledger": replace(one, name="ledger")}

    async def planned() -> list[dict[str, timedelta]]:
        clock = scheduler.clock(MemoryJobStore())
        clock.start(paused=True)
        found: list[dict[str, timedelta]] = []

        def look() -> None:
            found.append({job.id: job.trigger.interval for job in clock.get_jobs() if job.id.startswith("crawl:")})

        scheduler.plan(clock, sources, {"gazette": 36.0, "ledger": 9_999})
        look()
        event = JobExecutionEvent(EVENT_JOB_EXECUTED, "crawl:gazette", "default", datetime.now(UTC), retval=21.6)
        scheduler._on_its_beat(clock, event)
        look()
        times = [clock.get_job(f"crawl:{name}").next_run_time for name in sources]
        scheduler.plan(clock, sources, {"gazette": 21.6, "ledger": 480})
        look()
        assert times == [clock.get_job(f"crawl:{name}").next_run_time for name in sources]
        clock.shutdown(wait=False)
        return found

    first, after, restarted = asyncio.run(planned())

    assert first == {"crawl:gazette": timedelta(minutes=36), "crawl:ledger": timedelta(minutes=480)}
    assert after == restarted == {"crawl:gazette": timedelta(minutes=21.6), "crawl:ledger": timedelta(minutes=480)}


def test_each_job_runs_once_at_a_time_and_late_beats_are_one(day: Walk) -> None:
    async def settings() -> set[tuple[bool, int, int]]:
        clock = scheduler.clock(MemoryJobStore())
        clock.start(paused=True)
        scheduler.plan(clock, knowledge.sources(day.room.sources))
        found = {(job.coalesce, job.max_instances, job.misfire_grace_time) for job in clock.get_jobs()}
        clock.shutdown(wait=False)
        return found

    assert asyncio.run(settings()) == {(True, 1, scheduler.MISFIRE)}


def _crawling(opened: Walk) -> "subprocess.Popen[str]":
    """A crawl by hand, at the moment when the first answer has come."""
    asked = len(opened.room.asked)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "factorywatch", "crawl"],
        env=opened.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _until(lambda: len(opened.room.asked) > asked, process)
    return process


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_crawl_that_is_stopped_loses_nothing_and_the_next_one_ends_it(day: Walk, name: signal.Signals) -> None:
    status, words = _stopped(_crawling(day), name)

    assert "Traceback" not in words
    if name != signal.SIGKILL:
        assert status == 130
        assert words.splitlines()[-1] == "factorywatch: stopped; what came in is kept, the next run goes on from there"
    done = day.command("crawl")
    assert done.returncode == 0, done.stderr
    assert _rows(day)
    assert day.command("check").returncode == 0


def test_a_crawl_says_in_words_what_came_of_it(day: Walk) -> None:
    lines = day.command("crawl").stderr.splitlines()

    assert [line.split(":")[1].strip() for line in lines[:-1]] == ["eurohpc", "ledger", "meridiano"]
    assert all("entries seen" in line and "0 failed" in line for line in lines[:-1])
    assert "pages read" in lines[-1]
    assert "0 mails sent" in lines[-1]


def test_texts_whose_days_are_over_go_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "gazette.toml").write_text(
        'title = "G"\nkind = "press"\nlanguage = "en"\ndoor = "feed"\nurls = []\nkeep_days = 30\n'
    )
    store, folder = f"sqlite:///{tmp_path}/store.db", tmp_path / "archive"
    engine = stores.open(store)
    stores.prepare(engine)
    page = make.page(source="gazette")
    place = archive.put(folder, page)
    with engine.begin() as connection:
        write.page(connection, page, place)
        captures.write(connection, page, Rights(), place)
    engine.dispose()
    for name, value in (
        ("STORE", store),
        ("ARCHIVE", str(folder)),
        ("SOURCES", str(tmp_path / "sources")),
        ("NOW", (make.NOW + timedelta(days=30)).isoformat()),
    ):
        monkeypatch.setenv(f"FACTORYWATCH_{name}", value)

    asyncio.run(scheduler.expire_job())

    assert list(folder.glob("*.gz")) == []
