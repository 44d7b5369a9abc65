"""A crawl that is killed at any moment goes on where it stood: no page lost, none archived twice, none in limbo."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from models import archive, warc
from models.store import captures, engine, read, runs
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss
from tests.spiders.test_deliver import NAMES, Slow

MANY = 60
PATIENCE = 90


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        select.select([], [], [], 0.002)


def _killed_at(site: Site, world: World, asked: int) -> None:
    with world.start("gazette") as child:
        with contextlib.suppress(AssertionError):
            _until(lambda: len(site.asked) >= asked or child.poll() is not None)
        child.send_signal(signal.SIGKILL)


def test_killed_again_and_again_it_loses_nothing_and_archives_nothing_twice(site: Site, world: World) -> None:
    urls = [f"{site.url}/{number}" for number in range(MANY)]
    site.pages = {"/feed": rss(*((url, DAY) for url in urls)), "*": Answer(body=b"<h1>News</h1>" * 2000)}
    world.add(make.source(urls=(f"{site.url}/feed",), delay=0.05))
    kills = (2, 6, 10, 13, 14, 15)
    before = 0
    for further in kills:
        _killed_at(site, world, before + further)
        before = len(site.asked)

    assert world.crawl().status == 0

    assert Counter(page.url for page in world.pages()) == Counter(urls)
    assert sorted(world.waiting()) == sorted(urls)
    asked = Counter(path for path in site.paths() if path != "/feed")
    assert set(asked) == {f"/{number}" for number in range(MANY)}
    # Only what was on its way at the moment of a kill is asked for a second time: the page that the site was about to
    # send, and the one that had just come in.
    assert asked.total() <= MANY + 2 * len(kills)
    assert max(asked.values()) <= 2
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    with engine.reading(store).connect() as connection:
        indexed = [one for file in captures.files(connection) for one in captures.in_file(connection, file)]
        assert len(indexed) == MANY
        assert runs.unended(connection, "gazette") == ()
        assert [run.state for run in runs.last(connection, "gazette")] == ["healthy"]
    store.dispose()


def test_a_page_that_was_archived_and_not_marked_is_archived_once(site: Site, world: World, tmp_path: Path) -> None:
    site.pages = {"/feed": rss(*((f"{site.url}/{name}", DAY) for name in NAMES)), "*": Answer(body=b"<h1>News</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    # There is no other way to that moment: it lies between two lines.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal\n"
        "from models import archive\n"
        "real, count = archive.put_all, []\n"
        "def put_all(*given):\n"
        "    count.extend(real(*given))\n"
        "    if len(count) >= 3:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return tuple(count[-len(tuple(given[1])):])\n"
        "archive.put_all = put_all\n"
    )
    with world.start("gazette", PYTHONPATH=str(tmp_path)) as child:
        child.communicate(timeout=PATIENCE)
    assert child.returncode == -signal.SIGKILL
    archived = [page.url[-1] for page in world.pages()]
    assert archived[:3] == ["a", "b", "c"]
    assert len(world.waiting()) < len(archived)

    assert world.crawl().status == 0

    assert sorted(page.url[-1] for page in world.pages()) == list(NAMES)
    assert len(world.waiting()) == len(NAMES)


def test_a_record_that_was_torn_by_the_kill_is_taken_off_its_file(site: Site, world: World) -> None:
    slow = Slow(site, "/d")
    world.add(make.source(urls=(f"{site.url}/feed",)))
    with world.start("gazette") as child:
        assert slow.reached.wait(60)
        _until(lambda: len(world.waiting()) == 3)
        child.send_signal(signal.SIGKILL)
    slow.go_on.set()
    (file,) = (world.folder / "archive").glob(f"*{archive.SUFFIX}")
    whole = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(warc.packed(world.pages()[0], ())[:200])

    assert world.crawl().status == 0

    assert file.stat().st_size == whole
    assert sorted(page.url[-1] for page in world.pages()) == list(NAMES)


def _child_of(process: "subprocess.Popen[str]") -> int:
    found: list[int] = []

    def born() -> bool:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        found[:] = [int(pid) for pid in listed if "spiders" in Path(f"/proc/{pid}/cmdline").read_text()]
        return bool(found)

    _until(born)
    return found[0]


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_crawl_whose_parent_was_killed_soon_ends_by_itself_and_keeps_what_came_in(site: Site, world: World) -> None:
    slow = Slow(site, "/d")
    world.add(make.source(urls=(f"{site.url}/feed",), delay=2))
    parent = subprocess.Popen(
        [sys.executable, "-P", "-m", "factorywatch", "crawl"],
        cwd=world.folder,
        env=world.environment,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    child = _child_of(parent)
    try:
        assert slow.reached.wait(60)
        parent.kill()
        parent.wait(PATIENCE)
        slow.go_on.set()
        _until(lambda: not _runs(child))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    assert len(site.paths()) < 1 + len(NAMES)
    assert f"{site.url}/c" in world.waiting()
    assert world.crawl().status == 0
    assert len(world.waiting()) == len(NAMES)


def test_what_a_killed_crawl_had_brought_is_none_of_its_sources_healthy_runs(site: Site, world: World) -> None:
    slow = Slow(site, "/b")
    world.add(make.source(urls=(f"{site.url}/feed",)))
    with world.start("gazette") as child:
        assert slow.reached.wait(60)
        child.send_signal(signal.SIGKILL)
    slow.go_on.set()
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    with engine.reading(store).connect() as connection:
        assert len(runs.unended(connection, "gazette")) == 1
        assert runs.last(connection, "gazette") == ()
        assert read.issues(connection) == ()
    store.dispose()
