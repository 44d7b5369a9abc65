"""`python -P -m spiders`: exit statuses, one line for each mistake, counts on standard output."""

import json
from pathlib import Path

import pytest

from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss


@pytest.mark.parametrize(
    ("names", "environment", "words"),
    [
        ((), {}, "names no source"),
        (("nowhere",), {}, "nowhere: no such source (there are: closed, gazette, odd)"),
        (("gazette", "nowhere"), {}, "nowhere: no such source"),
        (("closed",), {}, "closed is disabled: to be verified"),
        (("odd",), {}, "odd.toml: admit: is no regular expression"),
        (("gazette",), {"FACTORYWATCH_ALLOW_ADDRESSES": ""}, "FACTORYWATCH_CONTACT: must say whom"),
        (("gazette",), {"FACTORYWATCH_CONTACT": "prëss"}, "FACTORYWATCH_CONTACT: must be plain ASCII"),
        (("gazette",), {"FACTORYWATCH_STORE": "nonsense"}, "FACTORYWATCH_STORE"),
        (("gazette",), {"FACTORYWATCH_TYPO": "1"}, "FACTORYWATCH_TYPO: is no setting"),
        (("gazette",), {"FACTORYWATCH_SOURCES": "/nowhere"}, "FACTORYWATCH_SOURCES: no folder"),
    ],
)
def test_a_wrong_call_is_refused_before_any_work(
    world: World, names: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    world.add(make.source(urls=("http://127.0.0.1:9/feed",)))
    world.add(make.source("closed", disabled="to be verified"))
    world.add(make.source("odd", admit="([a"))

    with world.start(*names, **environment) as child:
        out, err = child.communicate(timeout=60)

    assert child.returncode == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert words in err
    assert not (world.folder / "archive").exists()


def test_a_source_file_that_is_broken_is_named_with_its_line(world: World) -> None:
    (world.sources / "gazette.toml").write_text('title = "The Gazette\n')

    crawled = world.crawl()

    assert crawled.status == 2
    assert "gazette.toml" in crawled.words
    assert "line 1" in crawled.words


def test_a_foreign_package_in_the_folder_is_never_run(site: Site, world: World) -> None:
    site.pages = {"*": rss((f"{site.url}/one", DAY))}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    for name in ("models", "spiders"):
        (world.folder / name).mkdir()
        (world.folder / name / "__init__.py").write_text("raise SystemExit(99)")

    assert world.crawl().status == 0


def test_standard_output_holds_one_object_for_each_source_and_nothing_else(site: Site, world: World) -> None:
    site.pages = {"/feed": rss((f"{site.url}/one", DAY)), "/one": Answer(body=b"<h1>1</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    with world.start("gazette", "gazette") as child:
        out, err = child.communicate(timeout=60)

    assert err == ""
    assert json.loads(out) == {"source": "gazette", "entries": 1, "fetched": 1, "unchanged": 0, "failed": 0}


def test_a_bug_ends_with_3_and_its_traceback_and_marks_nothing(site: Site, world: World, tmp_path: Path) -> None:
    site.pages = {"*": rss((f"{site.url}/one", DAY))}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    # There is no way to a bug but to make one.
    (tmp_path / "sitecustomize.py").write_text("import spiders.feed\nspiders.feed.entries = lambda *_: 1 / 0\n")

    with world.start("gazette", PYTHONPATH=str(tmp_path)) as child:
        out, err = child.communicate(timeout=60)

    assert child.returncode == 3
    assert out == ""
    assert "ZeroDivisionError" in err
    assert world.look(f"{site.url}/feed") is None


def test_no_file_of_scrapy_is_left_behind(site: Site, world: World, tmp_path: Path) -> None:
    site.pages = {"*": rss((f"{site.url}/one", DAY))}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    home = tmp_path / "home"
    home.mkdir()

    world.crawl(HOME=str(home), XDG_CACHE_HOME=str(home / "cache"))

    assert list(home.iterdir()) == []
    assert {path.name for path in world.folder.iterdir()} <= {
        "archive",
        "home",
        "sources",
        "store.db",
        "store.db-shm",
        "store.db-wal",
    }
