"""Child crawls: which go together, how many at once; with real processes where one must be killed."""

import asyncio
import signal
from dataclasses import replace

import pytest

from models.source import Source, SourceKind
from spiders import children
from spiders.children import Children
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss


def _sources(many: int, kind: SourceKind = "press") -> list[Source]:
    return [
        replace(make.source(f"{kind}{n}", urls=(f"https://{kind}{n}.example/feed",)), kind=kind) for n in range(many)
    ]


def _planned(ours: Children, sources: list[Source]) -> list[list[str]]:
    """The children that would be there at once, if all of these were due now."""

    async def planned() -> list[list[str]]:
        loop = asyncio.get_running_loop()
        ours._due = [children._Due(source=source, done=loop.create_future(), ripe=True) for source in sources]
        found = []
        while batch := ours._next():
            ours._due = [due for due in ours._due if due not in batch]
            ours._running[loop.create_task(asyncio.sleep(0))] = batch
            found.append([due.source.name for due in batch])
        return found

    return asyncio.run(planned())


def test_a_few_children_take_all_that_is_due_and_official_sources_go_first() -> None:
    found = _planned(Children(print), [*_sources(160), *_sources(6, "official")])

    assert [len(names) for names in found] == [16, 16, 16]
    assert found[0][:6] == [f"official{n}" for n in range(6)]


def test_a_scheduler_keeps_a_place_for_official_sources_and_never_mixes_them_with_others() -> None:
    press = _planned(Children(print, beats=True), _sources(160))
    both = _planned(Children(print, beats=True), [*_sources(160), *_sources(20, "official")])

    assert len(press) == children.MOST - children.KEPT
    assert len(both) == children.MOST
    assert [len(names) for names in both] == [16, 4, 16]
    assert all(name.startswith("official") for names in both[:2] for name in names)


def test_two_children_never_speak_to_one_site() -> None:
    twins = [make.source(f"twin{n}", urls=(f"https://www.site.example/{n}",)) for n in range(20)]

    assert [len(names) for names in _planned(Children(print), twins)] == [16]


def _crawled(world: World, monkeypatch: pytest.MonkeyPatch, sources: list[Source]) -> tuple[list[int], list[str]]:
    """Exit statuses and lines of real children."""
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    lines: list[str] = []
    ours = Children(lines.append)

    async def all_of_them() -> list[int]:
        return list(await asyncio.gather(*(ours.crawl(source) for source in sources)))

    statuses = asyncio.run(all_of_them())
    assert ours.unfinished == ()
    return statuses, lines


def test_a_child_that_dies_takes_only_the_source_along_that_killed_it(
    site: Site, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages = {f"/{n}": rss((f"{site.url}/{n}/one", DAY)) for n in range(3)}
    site.pages |= {f"/{n}/one": Answer(body=f"<h1>{n}</h1>".encode()) for n in range(3)}
    sources = [make.source(f"paper{n}", urls=(f"{site.url}/{n}",)) for n in range(3)]
    for source in sources:
        world.add(source)
    # Out of memory ends like this, and there is no other way to have it at will.
    (world.folder / "sitecustomize.py").write_text(
        "import os, signal\nimport spiders.feed\nreal = spiders.feed.entries\n"
        "def entries(body, url, source):\n"
        f"    if source.name == 'paper1': os.kill(os.getpid(), {int(signal.SIGKILL)})\n"
        "    return real(body, url, source)\n"
        "spiders.feed.entries = entries\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(world.folder))
    world.environment["PYTHONPATH"] = str(world.folder)

    statuses, lines = _crawled(world, monkeypatch, sources)

    assert statuses == [0, 1, 0]
    assert sorted(line.split(":")[0] for line in lines) == ["paper0", "paper2"]
    assert len(world.pages()) == 2


def test_a_child_over_its_time_is_stopped(site: Site, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages = {"/robots.txt": Answer(body=b"User-agent: *\nCrawl-delay: 30\n"), "/feed": rss((f"{site.url}/a", DAY))}
    source = make.source(urls=(f"{site.url}/feed",))
    world.add(source)
    monkeypatch.setattr(children, "LIMIT", 3)

    statuses, lines = _crawled(world, monkeypatch, [source])

    assert statuses == [1]
    assert lines == []
