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
from tests.spiders import site

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
        _until(lambda: _jobs(day)["settle"] != planned["settle"] and bool(_rows(day)), second)
    finally:
        status, words = _stopped(second, signal.SIGINT)

    assert status == 0, words
    now = datetime.now(UTC).timestamp()
    kept = {name for name, when in _jobs(day).items() if planned[name] == when}
    assert "crawl:eurohpc" in kept
    assert all(name in kept for name, when in planned.items() if name != "settle" and when > now)


def _is_planned(opened: Walk) -> bool:
    """Whether the official source has had its first beat, so that the next one lies ahead, and is being crawled."""
    now = datetime.now(UTC).timestamp()
    asked = any(one.site == "eurohpc" for one in opened.room.asked)
    return asked and _jobs(opened).get("crawl:eurohpc", now) > now + 60


def test_first_beats_are_spread_over_the_floor_and_official_sources_go_first() -> None:
    one = replace(sources_of.source(), every=60, soonest=30, latest=360)
    sources = {f"paper{n}": replace(one, name=f"paper{n}") for n in range(200)}
    sources["office"] = replace(one, name="office", kind="official")

    waits = {name: scheduler._wait(source, len(sources)) for name, source in sources.items()}

    assert waits["office"] == timedelta(0)
    minutes = sorted(wait.total_seconds() / 60 for name, wait in waits.items() if name != "office")
    assert all(0 <= minute <= 30 for minute in minutes)
    assert max(sum(start <= minute < start + 1 for minute in minutes) for start in range(30)) < 20
    assert waits == {name: scheduler._wait(source, len(sources)) for name, source in sources.items()}


def test_what_is_late_after_a_pause_is_looked_at_once_and_never_all_together() -> None:
    one = replace(sources_of.source(), every=60, soonest=30, latest=360)
    sources = {f"paper{n}": replace(one, name=f"paper{n}") for n in range(60)}

    async def planned_again() -> tuple[datetime, list[datetime]]:
        clock = scheduler.clock(MemoryJobStore())
        clock.start(paused=True)
        scheduler.plan(clock, sources)
        for name in sources:
            clock.modify_job(f"crawl:{name}", next_run_time=datetime.now(UTC) - timedelta(hours=9))
        now = datetime.now(UTC)
        scheduler.plan(clock, sources)
        times = [clock.get_job(f"crawl:{name}").next_run_time for name in sources]
        clock.shutdown(wait=False)
        return now, times

    now, times = asyncio.run(planned_again())

    assert all(now <= time <= now + timedelta(minutes=30) for time in times)
    assert max(times) - min(times) > timedelta(minutes=10)


def test_a_new_floor_in_many_source_files_makes_no_bunch() -> None:
    one = replace(sources_of.source(), every=60, soonest=30, latest=360)

    async def planned_twice() -> dict[str, tuple[datetime, datetime]]:
        clock = scheduler.clock(MemoryJobStore())
        clock.start(paused=True)
        sources = {name: replace(one, name=name) for name in ("gazette", "ledger", "mercury")}
        scheduler.plan(clock, sources, dict.fromkeys(sources, 60.0))
        before = {name: clock.get_job(f"crawl:{name}").next_run_time for name in sources}
        scheduler.plan(clock, sources, dict.fromkeys(sources, 40.0))
        found = {name: (before[name], clock.get_job(f"crawl:{name}").next_run_time) for name in sources}
        clock.shutdown(wait=False)
        return found

    assert all(before == after for before, after in asyncio.run(planned_twice()).values())


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


def test_a_crawl_of_thirty_sources_looks_at_every_one_in_few_processes(tmp_path: Path) -> None:
    addresses = [f"127.0.0.{n}" for n in range(2, 32)]
    with walk.opened(tmp_path / "demo") as opened, site.opened("0.0.0.0") as served:
        assert opened.command("init").returncode == 0
        for address in addresses:
            url = served.url.replace("0.0.0.0", address)
            served.pages |= {f"/{address}": site.rss((f"{url}/{address}/one", site.DAY))}
            served.pages |= {f"/{address}/one": site.Answer(body=b"<h1>One</h1><p>Nothing of note.</p>")}
            (opened.room.sources / f"paper-{address.replace('.', '-')}.toml").write_text(
                f'title = "P"\nkind = "press"\nlanguage = "en"\ndoor = "feed"\ndelay = 0\nurls = ["{url}/{address}"]\n'
            )
        # A site where nobody answers holds up nobody but itself.
        broken = opened.room.sources / "paper-127-0-0-2.toml"
        broken.write_text(broken.read_text().replace(str(served.server_address[1]), "9"))

        done = opened.command("crawl")

        lines = [line.removeprefix("factorywatch: ") for line in done.stderr.splitlines()]
        counts = [line for line in lines if "entries seen" in line]
        assert done.returncode == 1, done.stderr
        assert len(counts) == 33
        assert sum("1 entries seen, 1 fetched" in line for line in counts) == 29
        assert "paper-127-0-0-2: 0 entries seen" in done.stderr
        assert "pages read" in lines[-1]
        with closing(sqlite3.connect(opened.folder / "factorywatch.db")) as store:
            found = store.execute("SELECT count(*), count(DISTINCT process) FROM runs WHERE ended IS NOT NULL")
            assert found.fetchone() == (33, 3)
            (marked,) = store.execute("SELECT count(*) FROM looks WHERE source LIKE 'paper-%' AND body_sha != ''")
            assert marked == (29 * 2,)


def test_a_wrong_setting_is_said_once_and_nothing_is_asked_for(day: Walk) -> None:
    for n in range(40):
        text = (day.room.sources / "ledger.toml").read_text(encoding="utf-8")
        (day.room.sources / f"copy{n}.toml").write_text(text, encoding="utf-8")

    for verb in ("crawl", "schedule"):
        done = day.command(verb, FACTORYWATCH_CONTACT="", FACTORYWATCH_ALLOW_ADDRESSES="")

        assert done.returncode == 2
        assert done.stderr.count("FACTORYWATCH_CONTACT") == 1
    assert day.room.asked == ()


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
