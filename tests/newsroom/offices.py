"""The outlets of the replay on loopback, so that the spiders can fetch what they publish."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from tests.newsroom import dispatches, site
from tests.newsroom.server import Door, Newsroom
from tests.newsroom.site import Reply, Visit
from tests.newsroom.story import Story

FEED = "/feed.atom"
_SINCE = datetime(2024, 12, 1, 8, tzinfo=UTC)
# So that no feed is ever empty: the one thing that every outlet has out from the beginning.
_WELCOME = "/welcome.html"
_TEXT = f"""<!doctype html>
<html><head><meta charset="utf-8"><title>A new home</title>
<meta property="article:published_time" content="{_SINCE.isoformat()}"></head>
<body><main><article><h1>A new home</h1>
<p>We have moved to a new site. It is faster, the letters are larger, and whoever finds a mistake may write to us.</p>
<p>The old addresses lead to the new ones, and nothing else has changed. The kettle stands where it always stood.</p>
</article></main></body></html>
"""


class Office:
    """The site of one outlet: its articles, and a feed that tells of each edit."""

    def __init__(self, name: str, base: str) -> None:
        self._dispatches = tuple(one for one in dispatches.every() if one.outlet.name == name)
        self._base = base

    def path(self, story: Story) -> str:
        """Where the story stands."""
        return next(one.path for one in self._dispatches if one.story.slug == story.slug)

    def reply(self, visit: Visit) -> Reply:
        """What the site answers."""
        if visit.path == "/robots.txt":
            return site.robots(self._base)
        there = [one for one in reversed(self._dispatches) if one.there(visit.today)]
        if visit.path == FEED:
            told = [{**asdict(one.story.on(visit.today)), "path": one.path} for one in there]
            told.append(
                {"title": "A new home", "slug": "welcome", "path": _WELCOME, "published": _SINCE, "changed": _SINCE}
            )
            text = (
                dispatches.templates()
                .get_template("feed.xml")
                .render(outlet=self._dispatches[0].outlet.title, base=self._base, dispatches=told)
            )
            return Reply(body=text.encode(), kind="application/atom+xml; charset=utf-8")
        if visit.path == _WELCOME:
            return Reply(body=_TEXT.encode())
        found = next((one for one in self._dispatches if one.path == visit.path and one.found <= visit.today), None)
        if found is None:
            return Reply(body=b"<h1>404</h1>", status=404)
        if found not in there:
            return Reply(body=b"<h1>410</h1>", status=410)
        return Reply(body=found.page(visit.today, self._base))


@contextmanager
def opened(folder: Path, outlets: Iterable[str], today: date) -> Iterator[Newsroom]:
    """These outlets, until the block ends, each on a port of its own and read through its feed."""
    by_name = {one.outlet.name: one.outlet for one in dispatches.every()}
    with ExitStack() as stack:
        doors = {name: stack.enter_context(Door()) for name in outlets}
        urls = {name: f"http://127.0.0.1:{door.server_port}" for name, door in doors.items()}
        sites = {name: Office(name, url) for name, url in urls.items()}
        room = Newsroom(today=today, sites=sites, stories={}, urls=urls, folder=folder, smtp="")
        for name, door in doors.items():
            dispatches.source(room.sources / f"{name}.toml", by_name[name], urls[name] + FEED)
            stack.enter_context(door.answering(room, name))
        yield room
