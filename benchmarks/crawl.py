"""A full crawl of a newspaper of 500 articles, delays off, against a bare Scrapy spider that only downloads the pages.

Both are processes of their own, timed from their first request to their end, at the same server of the newsroom; the
spider has Scrapy's defaults (sixteen requests at once, eight for a site). Ours obeys robots.txt and reservations, asks
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
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks import figure
from tests.newsroom import papers, server, story
from tests.newsroom.site import HERE, Reply, Visit
from tests.newsroom.story import Story

PAGES = 500
RUNS = 5
TODAY = date(2026, 1, 1)
_FEEDS = 5
"""A feed for each section: of what stands behind one address a crawl takes 200 articles and leaves the rest."""
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
    """The Ledger with many more stories than it has, each of its pages made once: what is measured is not the press."""

    def __init__(self, base: str) -> None:
        self.answered: list[float] = []
        """When it was asked."""
        known = story.folder(HERE / "stories" / "ledger", "ledger")
        self.stories = tuple(_copy(known[number % len(known)], number) for number in range(PAGES))
        self.feeds = [f"{base}/feed-{number}.atom" for number in range(_FEEDS)]
        self._press = papers.Press(papers.LEDGER, self.stories, {"ledger": base})
        today = Visit(path="/", query={}, today=TODAY, ecl=5)
        self._made = {
            path: self._press.reply(replace(today, path=path))
            for path in ("/robots.txt", *(self._press.path(one) for one in self.stories))
        }
        for number, address in enumerate(self.feeds):
            entries = "".join(
                f"<entry><title>{one.slug}</title><link href='{base}{self._press.path(one)}'/><id>{one.slug}</id>"
                f"<updated>{one.published.isoformat()}</updated></entry>"
                for one in self.stories[number::_FEEDS]
            )
            feed = f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>L</title>{entries}</feed>"
            self._made[address.removeprefix(base)] = Reply(body=feed.encode(), kind="application/atom+xml")

    def path(self, story: Story) -> str:
        """Where the story stands."""
        return self._press.path(story)

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        self.answered.append(time.perf_counter())
        return self._made.get(visit.path) or Reply(body=b"", status=404)


def _copy(one: Story, number: int) -> Story:
    return replace(one, slug=f"{one.slug}-{number}", changed=one.published, edits=(), touched=())


@contextmanager
def served(folder: Path) -> Iterator[Printed]:
    """The newspaper, until the block ends."""
    with ExitStack() as stack:
        door = stack.enter_context(server.Door())
        base = f"http://127.0.0.1:{door.server_port}"
        site = Printed(base)
        (folder / "urls").write_text("\n".join(base + site.path(one) for one in site.stories))
        room = server.Newsroom(
            today=TODAY, sites={"ledger": site}, stories={}, urls={"ledger": base}, folder=folder, smtp=""
        )
        stack.enter_context(door.answering(room, "ledger"))
        yield site


def ours(folder: Path, site: Printed) -> float:
    """Pages a minute of a crawl into a new store."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        sources = Path(name) / "sources"
        sources.mkdir()
        keys = {"title": "L", "kind": "press", "language": "en", "door": "feed", "urls": site.feeds, "delay": 0}
        (sources / "ledger.toml").write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items()))
        environment = {
            "FACTORYWATCH_STORE": f"sqlite:///{name}/store.db",
            "FACTORYWATCH_ARCHIVE": f"{name}/archive",
            "FACTORYWATCH_SOURCES": str(sources),
            "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.0/8",
        }
        seconds, told = _timed(site, [sys.executable, "-P", "-m", "spiders", "ledger"], environment)
    fetched = int(json.loads(told)["fetched"])
    if fetched != PAGES:
        raise RuntimeError(f"{fetched} of {PAGES} pages came")
    return fetched / seconds * 60


def theirs(folder: Path, site: Printed) -> float:
    """Pages a minute of the bare spider."""
    seconds, told = _timed(site, [sys.executable, "-c", _RIVAL, str(folder / "urls")], {})
    return int(told) / seconds * 60


def _timed(site: Printed, command: list[str], environment: Mapping[str, str]) -> tuple[float, str]:
    """Seconds from the first request to the end of the process, and what it printed."""
    site.answered.clear()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    done = subprocess.run(
        command,
        env={**kept, "PYTHONPATH": str(_ROOT), **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return time.perf_counter() - site.answered[0], done.stdout


def main() -> None:
    """Measures and prints."""
    form = figure.form("Pages a minute of a full crawl, against a bare Scrapy spider.")
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as site:
        folder = Path(name)
        mine, other = figure.interleaved(lambda: ours(folder, site), lambda: theirs(folder, site), runs=RUNS)
    figure.show("crawl", "bare Scrapy spider, downloads only", mine, other, "pages/min", RUNS, form)


if __name__ == "__main__":
    main()
