"""Delivery: archived, then marked; a crawl that dies at any moment loses nothing and goes on where it stood."""

import shutil
import signal
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from models import archive
from models.errors import ConfigError
from models.page import Page
from models.source import Door
from models.store import engine, read
from spiders import deliver
from spiders.deliver import Delivery, Desk
from tests.spiders import make, pages
from tests.spiders.site import DAY, Answer, Site, World, rss

PAGE = Page(
    source="gazette", url="https://example.org/a", fetched=make.NOON, status=200, headers=(), body=b"<h1>1</h1>"
)


def test_nothing_is_marked_when_the_store_gives_way_and_nothing_is_lost(tmp_path: Path) -> None:
    store = engine.open(f"sqlite:///{tmp_path}/store.db")
    delivery = Delivery(page=PAGE, looks=(make.look(),))
    desk = Desk(store=store, archive=tmp_path / "archive", now=lambda: make.NOON)

    with pytest.raises(ConfigError, match="no such table"):
        deliver.take(delivery, desk)
    assert list(archive.walk([desk.archive])) == [PAGE]
    engine.prepare(store)
    deliver.take(delivery, desk)

    with engine.reading(store).connect() as connection:
        (waiting,) = read.waiting(connection)
        assert read.look(connection, "https://example.org/a") == make.look()
    assert archive.get(desk.archive, waiting.place) == PAGE
    store.dispose()


NAMES = tuple("abcdefgh")


class Slow:
    """A site that stops before one answer, until the test has had its way."""

    def __init__(self, site: Site, stop_at: str) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.stop_at = stop_at
        site.pages = {
            "/feed": self.answer("/feed", rss(*((f"{site.url}/{name}", DAY) for name in NAMES))),
            "/list": self.answer("/list", self.listing(NAMES[:4], "?page=1")),
            "/list?page=1": self.answer("/list?page=1", self.listing(NAMES[4:], "")),
            **{f"/{name}": self.answer(f"/{name}", Answer(body=name.encode() * 1000)) for name in NAMES},
        }

    @staticmethod
    def listing(names: tuple[str, ...], onward: str) -> Answer:
        return Answer(body=pages.page([pages.item(5, name, name, "", "") for name in names], onward=onward).encode())

    def answer(self, path: str, answer: Answer) -> Callable[[Mapping[str, str]], Answer]:
        def reply(_: Mapping[str, str]) -> Answer:
            if path == self.stop_at and not self.go_on.is_set():
                self.reached.set()
                self.go_on.wait(60)
            return answer

        return reply


@pytest.mark.parametrize(
    ("door", "stop_at"), [("feed", "/feed"), ("feed", "/b"), ("feed", "/h"), ("listing", "/c"), ("listing", "/f")]
)
def test_a_crawl_that_is_killed_goes_on_where_it_stood(site: Site, world: World, stop_at: str, door: Door) -> None:
    start = f"/{door}" if door == "feed" else "/list"
    slow = Slow(site, stop_at)
    world.add(make.source(urls=(f"{site.url}{start}",), door=door, listing=make.LISTING if door == "listing" else None))
    with world.start("gazette") as child:
        assert slow.reached.wait(60)
        child.send_signal(signal.SIGKILL)
    slow.go_on.set()
    kept = world.waiting()
    site.asked.clear()

    crawled = world.crawl()

    assert crawled.status == 0
    assert world.waiting() == [f"{site.url}/{name}" for name in NAMES]
    assert sorted(site.paths()) == sorted(
        [start, *([] if door == "feed" else ["/list?page=1"])]
        + [f"/{name}" for name in NAMES if f"{site.url}/{name}" not in kept]
    )
    assert world.crawl().counts[0]["fetched"] == 0


def test_a_crawl_that_is_asked_to_stop_keeps_what_came_in_and_says_so(site: Site, world: World) -> None:
    slow = Slow(site, "/d")
    world.add(make.source(urls=(f"{site.url}/feed",)))
    with world.start("gazette") as child:
        assert slow.reached.wait(60)
        child.send_signal(signal.SIGTERM)
        slow.go_on.set()
        out, err = child.communicate(timeout=60)

    assert child.returncode == 1
    assert out == ""
    assert [line for line in err.splitlines() if "stopped before its end" in line]
    assert "Traceback" not in err
    assert f"{site.url}/d" in world.waiting()
    assert world.look(f"{site.url}/feed") is None
    assert world.crawl().status == 0
    assert len(world.waiting()) == len(NAMES)


def test_an_archive_that_gives_way_ends_the_crawl_with_nothing_marked(site: Site, world: World) -> None:
    slow = Slow(site, "/c")
    world.add(make.source(urls=(f"{site.url}/feed",)))
    folder = world.folder / "archive"
    with world.start("gazette") as child:
        assert slow.reached.wait(60)
        came = [f"{site.url}/a", f"{site.url}/b"]
        deadline = time.monotonic() + 30
        while world.waiting() != came and time.monotonic() < deadline:
            slow.go_on.wait(0.01)
        shutil.move(folder, world.folder / "away")
        folder.write_text("in the way")
        slow.go_on.set()
        out, err = child.communicate(timeout=60)
    folder.unlink()
    shutil.move(world.folder / "away", folder)

    assert child.returncode == 1
    assert "cannot be archived" in err
    assert "Traceback" not in err
    assert out == ""
    assert world.waiting() == came
    assert world.crawl().status == 0
    assert len(world.waiting()) == len(NAMES)
