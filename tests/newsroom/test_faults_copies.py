"""The faults of copied news: an edited article, a mojibake copy, syndicated copies. Read and settled for real."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.settings import Settings
from models.store import engine, read
from pipeline import run
from tests.newsroom import faults
from tests.spiders import make
from tests.spiders.site import DAY, Site, World, opened, rss

COPIES = ("gazette", "courier", "herald", "mirror")
BODY = (
    "<p>On 10 December 2024 the EuroHPC Joint Undertaking selected IT4LIA in Bologna, Italy, as an AI Factory.</p>"
    "<p>The site will cost 430 million euros in total, of which the Union pays half. Work began on Tuesday.</p>"
    "<p>It is to serve small companies, universities and public bodies, who need not pay for their first projects.</p>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on 127.0.0.1."""
    with opened() as made:
        yield made


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A store, an archive and sources of their own."""
    return World(tmp_path)


def publish(site: Site, world: World, name: str, body: str, title: str = "Bologna gets an AI Factory") -> None:
    """A newspaper of that name with that article."""
    site.pages[f"/{name}/feed"] = rss((f"{site.url}/{name}/bologna", DAY))
    site.pages[f"/{name}/bologna"] = faults.page(title, body)
    world.add(make.source(name, urls=(f"{site.url}/{name}/feed",)))


def settled(world: World, *names: str) -> Engine:
    """The store after a crawl of these newspapers, read and settled."""
    done = world.crawl(*names)
    assert done.status == 0, done.words
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    settings = Settings(archive=world.folder / "archive", sources=world.sources, frozen_now=make.NOON)
    assert run.drain(store, settings).bugs == 0
    return store


def test_syndicated_copies_are_one_voice_however_many_print_them(site: Site, world: World) -> None:
    for name in COPIES:
        publish(site, world, name, BODY if name != "mirror" else BODY.replace("on Tuesday", ""))

    store = settled(world, *COPIES)

    with engine.reading(store).connect() as connection:
        standing = {fact.standing for fact in read.facts(connection, "it4lia") if fact.predicate == "investment_total"}
    store.dispose()
    assert standing == {"reported"}


def test_two_newspapers_with_words_of_their_own_confirm_what_copies_do_not(site: Site, world: World) -> None:
    publish(site, world, "gazette", BODY)
    publish(
        site,
        world,
        "courier",
        "<p>Italy has its first AI Factory: IT4LIA in Bologna was among those that EuroHPC chose this week.</p>"
        "<p>IT4LIA will cost 430 million euros in total, and work on its halls in Emilia began in the autumn.</p>"
        "<p>Our correspondent saw the halls of the old tobacco works, where cooling pipes are being laid at night.</p>",
        "Old tobacco works to house Italian AI Factory",
    )

    store = settled(world, "gazette", "courier")

    with engine.reading(store).connect() as connection:
        facts = {fact.predicate: fact.standing for fact in read.facts(connection, "it4lia")}
    store.dispose()
    assert facts["investment_total"] == "confirmed"


def test_mojibake_copy_gives_no_name_that_nobody_bears(site: Site, world: World) -> None:
    """A copy whose letters were read in the wrong code page, as one of sources.md §6 (Grikลกas for Grikšas)."""
    told = (
        "<p>Lithuania's LitAI, led by Professor Grikšas of Vilnius, was selected as an AI Factory on 12 March 2025.</p>"
    )
    mangled = (told * 3).encode().decode("cp874", errors="replace")
    publish(site, world, "gazette", mangled, "Vilnius")

    store = settled(world, "gazette")

    with engine.reading(store).connect() as connection:
        names = {one.name for one in read.factories(connection)}
        quotes = [
            one.evidence.quote
            for claims in read.open_claims(connection, [("litai", "kind")]).values()
            for one in claims
        ]
    store.dispose()
    assert not any("�" in name or "ล" in name for name in names)
    assert all("Grik" in quote for quote in quotes)
