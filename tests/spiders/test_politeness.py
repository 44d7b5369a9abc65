"""Scrapy's settings, and what they keep out."""

import ipaddress
import ssl
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from models.errors import ConfigError
from models.settings import Settings
from spiders import politeness
from tests.spiders import make
from tests.spiders.site import DAY, Answer, Site, World, rss


def test_nothing_listens_and_only_http_is_spoken() -> None:
    made = politeness.settings([make.source()], Settings(contact="press@example.org"))

    assert made["TELNETCONSOLE_ENABLED"] is False
    assert made["REMOTE_CONTROL_ENABLED"] is False
    assert made["HTTPPROXY_ENABLED"] is False
    assert made["COOKIES_ENABLED"] is False
    assert made["DOWNLOAD_HANDLERS"] == {"data": None, "file": None, "ftp": None, "s3": None}
    assert made["TWISTED_DNS_RESOLVER"] == "spiders.guard.Guard"
    assert made["DOWNLOAD_TIMEOUT"] == 60
    assert made["DOWNLOAD_MAXSIZE"] == 8_000_000


def test_each_site_has_the_longest_delay_of_its_sources() -> None:
    sources = [
        make.source("a", urls=("https://www.example.org/feed",), delay=2),
        make.source("b", urls=("https://example.org/list", "https://other.example/feed"), delay=5),
    ]

    made = politeness.settings(sources, Settings())

    assert made["DOWNLOAD_SLOTS"] == {
        "example.org": {"concurrency": 1, "delay": 5},
        "other.example": {"concurrency": 1, "delay": 5},
    }
    assert made["DOWNLOAD_DELAY_JITTER"] == 0


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "prëss@example.org", "a\x00b"])
def test_a_contact_that_cannot_stand_in_a_header_is_refused(contact: str) -> None:
    with pytest.raises(ConfigError, match="FACTORYWATCH_CONTACT"):
        politeness.user_agent(contact)


@pytest.mark.parametrize("contact", ["me", "example.org", "https://", "http://example", "@", "a@b@c", "a b@c", "(a@b)"])
def test_a_contact_that_reaches_nobody_is_refused(contact: str) -> None:
    with pytest.raises(ConfigError, match="FACTORYWATCH_CONTACT: must be a mail address or a page"):
        politeness.user_agent(contact)


@pytest.mark.parametrize(
    ("contact", "sender"),
    [
        ("press@example.org", "press@example.org"),
        ("mailto:press@example.org", "press@example.org"),
        ("https://example.org/bot", None),
        ("https://example.org/@bot", None),
        ("", None),
    ],
)
def test_a_mail_address_stands_in_the_from_header_too(contact: str, sender: str | None) -> None:
    made = politeness.settings([make.source()], Settings(contact=contact))

    assert made["DEFAULT_REQUEST_HEADERS"].get("From") == sender
    assert made["USER_AGENT"].startswith("factorywatch/")
    assert made["USER_AGENT"].endswith(f" (+{contact})" if contact else "")


def bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])


def crawl_of(site: Site, world: World, large: Answer) -> dict[str, int]:
    site.pages = {
        "/feed": rss((f"{site.url}/large", DAY), (f"{site.url}/one", DAY)),
        "/large": large,
        "/one": Answer(body=b"<h1>1</h1>"),
    }
    world.add(make.source(urls=(f"{site.url}/feed",)))
    crawled = world.crawl()
    assert crawled.status == 0
    counts: dict[str, int] = crawled.counts[0]
    return counts


def test_a_gzip_bomb_is_stopped_and_the_rest_goes_on(site: Site, world: World) -> None:
    counts = crawl_of(site, world, Answer(body=bomb(100), headers={"Content-Encoding": "gzip"}))

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert world.issues()["too_large"].about == f"{site.url}/large"
    assert [page.url for page in world.pages()] == [f"{site.url}/one"]


def test_a_body_that_says_it_is_too_large_is_not_taken(site: Site, world: World) -> None:
    counts = crawl_of(site, world, Answer(body=b" " * 9_000_000))

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert "too_large" in world.issues()


def test_a_body_without_end_is_stopped(site: Site, world: World) -> None:
    sent: list[int] = []

    def endless() -> Iterator[bytes]:
        for _ in range(1_000):
            sent.append(100_000)
            yield b"x" * 100_000

    counts = crawl_of(site, world, Answer(body=endless))

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    # What our side did not take may still lie in the buffers between.
    assert sum(sent) < 40_000_000
    assert "too_large" in world.issues()


def test_a_certificate_that_cannot_be_trusted_is_not(site: Site, world: World) -> None:
    secure(site, world.folder / "site.pem")
    url = site.url.replace("http:", "https:")
    site.pages = {"/feed": rss((f"{url}/one", DAY)), "*": Answer(body=b"<h1>1</h1>")}
    world.add(make.source(urls=(f"{url}/feed",)))

    assert world.crawl().status == 1
    assert "certificate" in world.issues()["down"].words
    assert site.asked == []
    # A certificate that the machine trusts is another matter.
    assert world.crawl(SSL_CERT_FILE=str(world.folder / "site.pem")).counts[0]["fetched"] == 1


def secure(site: Site, file: Path) -> None:
    """From now on the site speaks TLS, with a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "gazette")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(host, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    packed = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(packed + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    site.socket = context.wrap_socket(site.socket, server_side=True)


def test_an_answer_that_is_packed_wrongly_is_a_failure_and_no_crash(site: Site, world: World) -> None:
    counts = crawl_of(site, world, Answer(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}))

    assert (counts["fetched"], counts["failed"]) == (1, 1)


def test_an_answer_that_breaks_off_is_a_failure_and_no_crash(site: Site, world: World) -> None:
    def broken() -> Iterator[bytes]:
        yield b"<h1>Half"
        raise ConnectionResetError

    counts = crawl_of(site, world, Answer(body=broken))

    assert (counts["fetched"], counts["failed"]) == (1, 1)
    assert "articles_failed" in world.issues()
