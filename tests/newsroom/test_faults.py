"""Every fault of the newsroom, crawled for real: it costs one page at most, and says so by its name."""

import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.settings import Settings
from models.store import engine, read
from pipeline import run
from tests.newsroom import faults
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, opened, rss

FINE = "/fine"
QUICK = """
from spiders import __main__ as crawl, politeness
politeness._TIMEOUT = 1
raise SystemExit(crawl.main(["gazette"]))
"""


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on 127.0.0.1."""
    with opened() as made:
        yield made


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A store, an archive and sources of their own."""
    return World(tmp_path)


def crawled(site: Site, world: World, fault: object, **environment: str) -> dict[str, int]:
    """The counts of a crawl of two pages, the faulty one and a fine one behind it."""
    lay(site, world, fault)
    done = world.crawl(**environment)
    assert done.status == 0, done.words
    counts: dict[str, int] = done.counts[0]
    return counts


def lay(site: Site, world: World, fault: object) -> None:
    site.pages |= {"/fault": fault, FINE: faults.page()}  # type: ignore[dict-item]  # an answer, or what makes one
    site.pages.setdefault("/feed", rss((f"{site.url}/fault", DAY), (f"{site.url}{FINE}", DAY)))
    world.add(make.source(urls=(f"{site.url}/feed",), admit="."))


def read_all(world: World) -> dict[str, str]:
    """Reads what waits; the kinds of the open issues, by what they are about."""
    store = engine.open(world.environment["FACTORYWATCH_STORE"])
    try:
        settings = Settings(archive=world.folder / "archive", sources=world.sources, frozen_now=make.NOON)
        run.drain(store, settings)
        with engine.reading(store).connect() as connection:
            return {issue.about: issue.kind for issue in read.issues(connection)}
    finally:
        store.dispose()


@pytest.mark.parametrize("pause", ["1", "Thu, 12 Dec 2024 12:00:01 GMT"])
def test_429_with_retry_after_in_either_form_is_waited_for(site: Site, world: World, pause: str) -> None:
    counts = crawled(site, world, faults.too_many(pause))

    assert (counts["fetched"], counts["failed"]) == (2, 0)
    asked = [one.at for one in site.asked if one.path == "/fault"]
    assert asked[1] - asked[0] >= 1


def test_slow_body_is_given_up_after_its_time_however_it_drips(site: Site, world: World) -> None:
    lay(site, world, faults.slow_body())
    began = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-P", "-c", QUICK],
        cwd=world.folder,
        env=world.environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert (done.returncode, '"fetched": 1' in done.stdout) == (0, True), done.stderr
    assert "no answer in time" in world.issues()["articles_failed"].words
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "bomb",
    [faults.gzip_bomb(), faults.gzip_bomb(layers=3), faults.brotli_bomb(), faults.zstd_bomb()],
    ids=["gzip", "gzip in gzip in gzip", "brotli", "zstd"],
)
def test_gzip_bomb_and_its_kin_are_stopped_before_they_are_unpacked(site: Site, world: World, bomb: Answer) -> None:
    counts = crawled(site, world, bomb)

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert world.issues()["too_large"].about == f"{site.url}/fault"


def test_redirect_to_a_private_address_is_not_followed(world: World) -> None:
    with opened("127.0.0.2") as site, opened("127.0.0.1") as inside:
        inside.pages = {"*": faults.page("Secret")}

        counts = crawled(site, world, faults.redirect(f"{inside.url}/"), FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.2/32")

        assert inside.connections == 0
    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert "no public address" in world.issues()["refused"].words


def test_redirect_loop_ends(site: Site, world: World) -> None:
    site.pages["/back"] = faults.redirect("/fault")

    counts = crawled(site, world, faults.redirect("/back"))

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert world.issues()["elsewhere"].words == "redirected too often"
    assert len([path for path in site.paths() if path in ("/fault", "/back")]) == 6


def test_reservation_by_file_leaves_the_page_to_be_read_only(site: Site, world: World) -> None:
    site.pages |= faults.reserved_by_file("/fau*")

    crawled(site, world, faults.page())

    assert _rights(world, site, "/fault") == ("read", "tdmrep.json", faults.POLICY)
    assert _rights(world, site, FINE) == ("kept", "", "")


def test_reservation_by_header_stands_over_the_file(site: Site, world: World) -> None:
    site.pages |= faults.reserved_by_file("/nothing")

    crawled(site, world, faults.reserved_by_header())

    assert _rights(world, site, "/fault") == ("read", "header tdm-reservation", faults.POLICY)


def test_reservation_by_meta_stands_over_both(site: Site, world: World) -> None:
    crawled(site, world, faults.reserved_by_meta())

    assert _rights(world, site, "/fault") == ("read", "meta tdm-reservation", "")


def test_consent_wall_is_an_issue_and_never_an_article(site: Site, world: World) -> None:
    crawled(site, world, faults.consent_wall())

    assert read_all(world) == {f"{site.url}/fault": "consent_wall"}


def test_paywall_is_an_issue_and_never_tricked(site: Site, world: World) -> None:
    crawled(site, world, faults.paywall())

    assert read_all(world) == {f"{site.url}/fault": "paywalled"}
    # Asked for once, as who we are: no second try with another name, a cookie or a way around.
    (asked,) = (one for one in site.asked if one.path == "/fault")
    assert asked.headers["user-agent"].startswith("factorywatch/")
    assert not {"cookie", "referer", "x-forwarded-for"} & set(asked.headers)


def test_three_403s_give_the_site_a_rest(site: Site, world: World) -> None:
    site.pages = {
        "/robots.txt": Answer(status=404),
        "/feed": rss(*((f"{site.url}/{number}", DAY) for number in range(5)), (f"{site.url}{FINE}", DAY)),
        **{f"/{number}": Answer(status=403) for number in range(5)},
    }
    lay(site, world, Answer(status=403))

    world.crawl()

    assert site.paths() == ["/feed", "/0", "/1", "/2"]
    site.asked.clear()
    world.crawl()
    assert site.asked == []


def test_mislabelled_pdf_is_no_page(site: Site, world: World) -> None:
    crawled(site, world, faults.pdf_called_html())

    assert read_all(world) == {f"{site.url}/fault": "not_html"}


def test_mislabelled_page_is_read_all_the_same(site: Site, world: World) -> None:
    crawled(site, world, faults.html_called_binary())

    assert read_all(world) == {}


def test_entities_of_a_feed_are_not_expanded(site: Site, world: World) -> None:
    secret = world.folder / "secret.txt"
    secret.write_text("factory of secrets")
    began = time.monotonic()
    for make_feed in (
        faults.many_laughs(f"{site.url}{FINE}"),
        faults.a_file_of_ours(f"{site.url}{FINE}", str(secret)),
        faults.an_entity_from_elsewhere(f"{site.url}{FINE}", f"{site.url}/elsewhere"),
    ):
        site.pages["/feed"] = make_feed
        lay(site, world, faults.page())
        done = world.crawl()
        assert "secrets" not in done.words
    assert time.monotonic() - began < 60
    assert not [path for path in site.paths() if path.startswith("/elsewhere")]


def test_a_name_that_changes_its_address_in_between_is_caught_at_every_connection(world: World) -> None:
    """DNS rebinding: the name is a public one first, and ours afterwards."""
    with opened("127.0.0.2") as site, socket.socket() as inside:
        port = site.server_address[1]
        inside.bind(("127.0.0.1", port))
        inside.listen()
        url = f"http://rebound.example:{port}"
        close = {"Connection": "close"}  # or every request would go through the first connection
        site.pages = {
            "/robots.txt": Answer(status=404, headers=close),
            "/feed": replace(rss((f"{url}/one", DAY), (f"{url}/two", DAY)), headers=close),
            "*": replace(faults.page(), headers=close),
        }
        world.add(make.source(urls=(f"{url}/feed",)))
        code = """
import itertools, socket
from spiders import __main__ as crawl, politeness
answers = itertools.chain(["127.0.0.2"] * 2, itertools.repeat("127.0.0.1"))
socket.gethostbyname = lambda name: next(answers)
polite = politeness.settings
politeness.settings = lambda *given: {**polite(*given), "DNSCACHE_SIZE": 0}
raise SystemExit(crawl.main(["gazette"]))
"""

        done = subprocess.run(
            [sys.executable, "-P", "-c", code],
            cwd=world.folder,
            env={
                **world.environment,
                "FACTORYWATCH_ALLOW_ADDRESSES": "127.0.0.2/32",
                "FACTORYWATCH_CONTACT": "press@example.org",
            },
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

        assert select.select([inside], [], [], 0)[0] == [], "the inner address was connected to"
    assert '"fetched": 0' in done.stdout, done.stderr
    assert "rebound.example is 127.0.0.1, no public address" in done.stderr


def test_nobody_unknown_is_asked_by_who_does_not_say_who_he_is(site: Site, world: World) -> None:
    # 93.184.216.34 is a public address; nothing goes out to it.
    counts = crawled(site, world, faults.redirect("http://93.184.216.34/"), FACTORYWATCH_CONTACT="")

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert "FACTORYWATCH_CONTACT is not set" in world.issues()["refused"].words


def _rights(world: World, site: Site, path: str) -> tuple[str, str, str]:
    found = world.captures(f"{site.url}{path}")[-1].rights
    return found.use, found.signal, found.policy
