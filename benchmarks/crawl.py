"""A full crawl of five newspapers of 100 articles, delays off, against a bare Scrapy spider that only downloads them.

Both are processes of their own, timed from their first request to their end, at the same server of the newsroom; the
spider has Scrapy's defaults (sixteen requests at once, eight for a host). Ours obeys robots.txt and reservations, asks
for one page of a site at a time, checks every address that it connects to, archives each page on the disk (fsync) and
marks it in the store.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks import figure
from tests.newsroom import papers, server, story
from tests.newsroom.site import HERE, Reply, Visit
from tests.newsroom.story import Story

PAGES = 500
RUNS = 5
TODAY = date(2026, 1, 1)
SITES = 5
_FEED = "/feed.atom"
_ROOT = Path(__file__).resolve().parents[1]
_RIVAL = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    start_urls = open(sys.argv[1]).read().split()
    came = 0

    def parse(self, response):
        self.came += 1

    def closed(self, reason):
        print(self.came)

process = CrawlerProcess({"LOG_LEVEL": "WARNING"})
process.crawl(Bare)
process.start()
"""


class Printed:
    """The Ledger with other stories than it has, each of its pages made once: what is measured is not the press."""

    def __init__(self, base: str, asked: list[float]) -> None:
        known = story.folder(HERE / "stories" / "ledger", "ledger")
        stories = tuple(_copy(known[number % len(known)], number) for number in range(PAGES // SITES))
        press = papers.Press(papers.LEDGER, stories, {"ledger": base})
        self.path = press.path
        self.pages = tuple(base + press.path(one) for one in stories)
        self._asked = asked
        today = Visit(path="/", query={}, today=TODAY, ecl=5)
        paths = ("/robots.txt", *map(press.path, stories))
        self._made = {path: press.reply(replace(today, path=path)) for path in paths}
        entries = "".join(
            f"<entry><title>{one.slug}</title><link href='{base}{press.path(one)}'/><id>{one.slug}</id>"
            f"<updated>{one.published.isoformat()}</updated></entry>"
            for one in stories
        )
        feed = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>L</title>{entries}</feed>"
        self._made[_FEED] = Reply(body=feed.encode(), kind="application/atom+xml")

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        self._asked.append(time.perf_counter())
        return self._made.get(visit.path) or Reply(body=b"", status=404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The newspapers while they are served."""

    folder: Path
    """It holds `urls`, every page, and `sources`, the source files."""
    asked: list[float]
    """When something was asked for."""


def _copy(one: Story, number: int) -> Story:
    return replace(one, slug=f"{one.slug}-{number}", changed=one.published, edits=(), touched=())


@contextmanager
def served(folder: Path) -> Iterator[Press]:
    """The newspapers, until the block ends."""
    press = Press(folder=folder, asked=[])
    (folder / "sources").mkdir()
    urls: list[str] = []
    with ExitStack() as stack:
        for number in range(SITES):
            door = stack.enter_context(server.Door())
            base = f"http://127.0.0.1:{door.server_port}"
            site = Printed(base, press.asked)
            room = server.Newsroom(
                today=TODAY, sites={"ledger": site}, stories={}, urls={"ledger": base}, folder=folder, smtp=""
            )
            stack.enter_context(door.answering(room, "ledger"))
            urls += site.pages
            keys = {"title": "L", "kind": "press", "language": "en", "door": "feed", "urls": [base + _FEED], "delay": 0}
            lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
            (folder / "sources" / f"ledger-{number}.toml").write_text(lines)
        (folder / "urls").write_text("\n".join(urls))
        yield press


def ours(press: Press) -> float:
    """Pages a minute of a crawl into a new store."""
    names = [f"ledger-{number}" for number in range(SITES)]
    with tempfile.TemporaryDirectory(dir=press.folder) as name:
        environment = {
            "FACTORYWATCH_STORE": f"sqlite:///{name}/store.db",
            "FACTORYWATCH_ARCHIVE": f"{name}/archive",
            "FACTORYWATCH_SOURCES": str(press.folder / "sources"),
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8",
        }
        seconds, told = _timed(press, [sys.executable, "-P", "-m", "spiders", *names], environment)
    fetched = sum(int(json.loads(line)["fetched"]) for line in told.splitlines())
    if fetched != PAGES:
        raise RuntimeError(f"{fetched} of {PAGES} pages came")
    return fetched / seconds * 60


def theirs(press: Press) -> float:
    """Pages a minute of the bare spider."""
    seconds, told = _timed(press, [sys.executable, "-c", _RIVAL, str(press.folder / "urls")], {})
    return int(told) / seconds * 60


def _timed(press: Press, command: list[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """Seconds from the first request to the end of the process, and what it printed."""
    press.asked.clear()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    done = subprocess.run(
        command,
        env={**kept, "PYTHONPATH": str(_ROOT), **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return time.perf_counter() - press.asked[0], done.stdout


def main() -> None:
    """Measures and prints."""
    form = figure.form("Pages a minute of a full crawl, against a bare Scrapy spider.")
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as press:
        mine, other = figure.interleaved(lambda: ours(press), lambda: theirs(press), runs=RUNS)
    figure.show("crawl", "bare Scrapy spider, downloads only", mine, other, "pages/min", RUNS, form)


if __name__ == "__main__":
    main()
