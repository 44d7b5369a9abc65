"""The guard: no private address is ever connected to, by whatever name or detour."""

from pathlib import Path

import pytest

from models.errors import ConfigError
from models.settings import Settings
from spiders import guard
from tests.spiders import make
from tests.spiders.site import DAY, Answer, World, opened, rss


@pytest.mark.parametrize(
    ("address", "networks", "allowed"),
    [
        ("93.184.216.34", (), True),
        ("2606:2800:220:1:248:1893:25c8:1946", (), True),
        ("127.0.0.1", (), False),
        ("0.0.0.0", (), False),
        ("10.0.0.1", (), False),
        ("172.16.5.4", (), False),
        ("192.168.1.1", (), False),
        ("169.254.169.254", (), False),
        ("100.64.0.1", (), False),
        ("224.0.0.1", (), False),
        ("255.255.255.255", (), False),
        ("::1", (), False),
        ("::ffff:127.0.0.1", (), False),
        ("::ffff:93.184.216.34", (), True),
        ("64:ff9b::7f00:1", (), False),
        ("2002:7f00:1::", (), False),
        ("fe80::1", (), False),
        ("fd00::1", (), False),
        ("::127.0.0.1", (), False),
        ("64:ff9b:1::7f00:1", (), False),
        ("::ffff:0:127.0.0.1", (), False),
        ("fec0::1", (), False),
        ("240.0.0.1", (), False),
        ("198.18.0.1", (), False),
        ("127.0.0.1", ("127.0.0.0/8",), True),
        ("::ffff:127.0.0.1", ("127.0.0.0/8",), True),
        ("127.0.0.1", ("127.0.0.2/32", "::/0"), False),
        ("::1", ("::1/128",), True),
    ],
)
def test_only_public_addresses_and_named_networks_are_allowed(
    address: str, networks: tuple[str, ...], allowed: bool
) -> None:
    assert guard.allowed(address, networks) == allowed


@pytest.mark.parametrize(
    ("url", "contact", "networks", "fine"),
    [
        ("http://127.0.0.1:8000/feed", "", ("127.0.0.0/8",), True),
        ("http://127.0.0.1:8000/feed", "", (), False),
        ("http://localhost:8000/feed", "", ("127.0.0.0/8",), False),
        ("https://example.org/feed", "", ("0.0.0.0/0",), False),
        ("http://93.184.216.34/feed", "", ("127.0.0.0/8",), False),
        ("https://example.org/feed", "press@example.org", (), True),
    ],
)
def test_strangers_are_asked_only_by_who_says_how_to_be_reached(
    url: str, contact: str, networks: tuple[str, ...], fine: bool
) -> None:
    settings = Settings(contact=contact, allow_addresses=networks)

    if fine:
        guard.identified([make.source(urls=(url,))], settings)
    else:
        with pytest.raises(ConfigError, match="FACTORYWATCH_CONTACT"):
            guard.identified([make.source(urls=(url,))], settings)


LOOPBACK = (
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "127.1",
    "0177.0.0.1",
    "0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
)


def test_no_form_of_loopback_is_connected_to(world: World) -> None:
    with opened() as site:
        site.pages = {"*": rss((f"{site.url}/one", DAY))}
        urls = tuple(f"http://{host}:{site.server_address[1]}/feed" for host in LOOPBACK)
        world.add(make.source(urls=urls))

        crawled = world.crawl(FACTORYWATCH_ALLOW_ADDRESSES="", FACTORYWATCH_CONTACT="https://example.org/about")

        assert site.connections == 0
    assert crawled.status == 1
    lines = crawled.words.splitlines()
    assert [line.split(": ")[:3] for line in lines] == [["gazette", "refused", url] for url in urls]


def test_a_redirect_to_a_private_address_is_not_followed(world: World) -> None:
    codes = (301, 302, 303, 307, 308)
    with opened("127.0.0.2") as outside, opened("127.0.0.1") as inside:
        inside.pages = {"*": Answer(body=b"<h1>Secret</h1>")}
        outside.pages = {
            "/feed": rss((f"{outside.url}/one", DAY), *((f"{outside.url}/{code}", DAY) for code in codes)),
            "/one": Answer(body=b"<h1>News</h1>"),
            **{f"/{code}": Answer(status=code, headers={"Location": f"{inside.url}/{code}"}) for code in codes},
        }
        world.add(make.source(urls=(f"{outside.url}/feed",), admit="."))

        crawled = world.crawl(FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.2/32")

        assert inside.connections == 0
    assert (crawled.status, crawled.counts[0]["fetched"], crawled.counts[0]["failed"]) == (0, 1, 5)
    assert "no public address" in world.issues()["refused"].words


def test_robots_txt_is_no_way_in_either(world: World) -> None:
    with opened("127.0.0.2") as outside, opened("127.0.0.1") as inside:
        outside.pages = {
            "/robots.txt": Answer(status=301, headers={"Location": f"{inside.url}/robots.txt"}),
            "*": rss((f"{outside.url}/one", DAY)),
        }
        world.add(make.source(urls=(f"{outside.url}/feed",)))

        crawled = world.crawl(FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.2/32")

        assert inside.connections == 0
        assert outside.paths() == []
    assert crawled.status == 1


def test_a_redirect_to_another_scheme_is_not_followed(world: World, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<h1>Secret</h1>")
    schemes = ("file://", "ftp://127.0.0.1", "data:text/html,", "s3://bucket", "gopher://x")
    with opened() as site:
        site.pages = {
            "/feed": rss((f"{site.url}/one", DAY), *((f"{site.url}/{number}", DAY) for number in range(len(schemes)))),
            "/one": Answer(body=b"<h1>News</h1>"),
            **{
                f"/{number}": Answer(status=302, headers={"Location": f"{scheme}{tmp_path}/secret.html"})
                for number, scheme in enumerate(schemes)
            },
        }
        world.add(make.source(urls=(f"{site.url}/feed",), admit="."))

        crawled = world.crawl()

    assert [page.body for page in world.pages()] == [b"<h1>News</h1>"]
    assert (crawled.status, crawled.counts[0]["failed"]) == (0, len(schemes))
    assert set(world.issues()) == {"elsewhere"}


def test_redirects_end(world: World) -> None:
    with opened() as site:
        site.pages = {"*": Answer(status=302, headers={"Location": "/again"}), "/robots.txt": Answer(status=404)}
        world.add(make.source(urls=(f"{site.url}/feed",)))

        crawled = world.crawl()

        assert len(site.paths()) <= 6
    assert crawled.status == 1
    assert "redirected too often" in world.issues()["elsewhere"].words


def test_a_proxy_of_the_environment_is_not_asked(world: World) -> None:
    with opened("127.0.0.2") as proxy, opened() as site:
        site.pages = {"*": rss((f"{site.url}/one", DAY))}
        world.add(make.source(urls=(f"{site.url}/feed",)))

        world.crawl(http_proxy=proxy.url, HTTP_PROXY=proxy.url, FACTORYWATCH_ALLOW_ADDRESSES="127.0.0.0/8")

        assert proxy.connections == 0
        assert site.paths()[0] == "/feed"
