"""The limit of a crawl: it ends what is slow, and whatever is done by then is marked as ever."""

import os

from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, opened, rss


def test_a_limit_ends_the_slow_source_keeps_what_it_brought_and_marks_the_quick_one(world: World) -> None:
    with opened("0.0.0.0") as both:
        quickly, slowly = (both.url.replace("0.0.0.0", address) for address in ("127.0.0.1", "127.0.0.2"))
        both.pages = {
            "/quick": rss((f"{quickly}/one", DAY)),
            "/one": Answer(body=b"<h1>One</h1>"),
            "/slow": rss(*((f"{slowly}/{n}", DAY) for n in range(50))),
            **{f"/{n}": Answer(body=f"<h1>{n}</h1>".encode()) for n in range(50)},
        }
        world.add(make.source("quick", urls=(f"{quickly}/quick",)))
        world.add(make.source("slow", urls=(f"{slowly}/slow",), delay=1))

        crawled = world.crawl(
            *("--parent", str(os.getpid()), "--limit", "6", "quick", "slow"),
            FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.0/8",
        )

    counts = {line["source"]: line for line in crawled.counts}
    assert crawled.status == 0, crawled.words
    assert counts["quick"] == {"source": "quick", "entries": 1, "fetched": 1, "unchanged": 0, "failed": 0}
    assert counts["slow"]["entries"] == 50
    assert counts["slow"]["fetched"] >= 1
    assert counts["slow"]["fetched"] + counts["slow"]["failed"] == 50
    assert "the crawl's time was over" in crawled.words
    quick, late = world.look(f"{quickly}/quick"), world.look(f"{slowly}/slow")
    assert quick
    assert quick.body_sha
    assert late
    assert not late.body_sha  # it is read in full next time
    assert len(world.pages()) == 1 + counts["slow"]["fetched"]


def test_a_source_whose_door_the_limit_shuts_is_named_and_the_next_crawl_ends_the_matter(
    site: Site, world: World
) -> None:
    site.pages = {"/robots.txt": Answer(body=b"User-agent: *\nCrawl-delay: 5\n"), "/feed": rss((f"{site.url}/a", DAY))}
    site.pages |= {"/a": Answer(body=b"<h1>A</h1>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))

    crawled = world.crawl("--parent", str(os.getpid()), "--limit", "1", "gazette")

    assert crawled.status == 1
    assert set(world.issues()) == {"late"}
    assert "/feed" not in site.paths()

    site.pages["/robots.txt"] = Answer(status=404)
    assert world.crawl().status == 0
    assert world.issues() == {}
    assert len(world.pages()) == 1


def test_a_source_over_which_our_code_stumbles_leaves_no_mark_and_its_neighbour_does(site: Site, world: World) -> None:
    site.pages = {"/feed": rss((f"{site.url}/a", DAY)), "/odd": rss((f"{site.url}/b", DAY)), "*": Answer(body=b"<p>")}
    world.add(make.source(urls=(f"{site.url}/feed",)))
    world.add(make.source("odd", urls=(f"{site.url}/odd",)))
    # There is no way to a bug but to make one.
    (world.folder / "sitecustomize.py").write_text(
        "import spiders.feed\nreal = spiders.feed.entries\n"
        "spiders.feed.entries = lambda body, url, source: real(body, url, source) if source.name != 'odd' else 1 / 0\n"
    )

    with world.start("gazette", "odd", PYTHONPATH=str(world.folder)) as child:
        out, err = child.communicate(timeout=60)

    assert child.returncode == 3
    assert "ZeroDivisionError" in err
    assert '"source": "gazette"' in out
    assert '"source": "odd"' not in out
    good = world.look(f"{site.url}/feed")
    assert good
    assert good.body_sha
    assert world.look(f"{site.url}/odd") is None
