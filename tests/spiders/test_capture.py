"""Response → Page."""

from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response

from models import archive
from spiders import capture
from tests.spiders import make


def test_a_page_is_what_came_without_what_only_concerned_the_wire() -> None:
    response = HtmlResponse(
        "https://example.org/a?utm_source=x",
        status=200,
        headers={
            "Content-Type": "text/html; charset=windows-1253",
            "ETag": '"7"',
            "Transfer-Encoding": "chunked",
            "Content-Encoding": "gzip",
            "Content-Length": "9",
            "Set-Cookie": "id=1",
            "Link": ["<a>; rel=x", "<b>; rel=y"],
        },
        body="Ελλάδα".encode("windows-1253"),
    )

    page = capture.page(
        response, source="gazette", url="https://example.org/a", fetched=make.NOON, published="2024-12-10"
    )

    assert page.url == "https://example.org/a"
    assert page.body == "Ελλάδα".encode("windows-1253")
    assert page.headers == (
        ("content-type", "text/html; charset=windows-1253"),
        ("etag", '"7"'),
        ("link", "<a>; rel=x"),
        ("link", "<b>; rel=y"),
    )
    assert (page.status, page.published, page.fetched) == (200, "2024-12-10", make.NOON)


def test_headers_of_any_bytes_can_be_archived(tmp_path: Path) -> None:
    odd = {b"X-Odd": b" caf\xe9 \x00\x01\xa0\x85 ", b"Bad Name": b"1", b"\xff": b"2", b"X-Empty": b""}

    page = capture.page(
        Response("https://example.org/a", headers=odd), source="gazette", url="https://example.org/a", fetched=make.NOON
    )

    assert page.headers == (("x-empty", ""), ("x-odd", "café"))
    assert archive.get(tmp_path, archive.put(tmp_path, page)) == page


OWN = "https://www.example.org/2025/seven-factories"


@pytest.mark.parametrize(
    ("url", "own", "address"),
    [
        ("https://example.org/?p=25492", OWN, OWN),
        ("https://amp.example.org/2025/seven-factories", OWN, OWN),
        ("https://www.example.org/2025/seven.amp.html", "/2025/seven-factories?utm_source=amp", OWN),
        ("https://www.example.org/2025/six", OWN, "https://www.example.org/2025/six"),
        ("https://www.example.org/news.php?id=7", OWN, "https://www.example.org/news.php?id=7"),
        ("https://example.org/?p=25492", "https://elsewhere.example/x", "https://example.org/?p=25492"),
        ("https://example.org/?p=25492", "https://example.org/", "https://example.org/?p=25492"),
        ("https://example.org/?p=25492", "", "https://example.org/?p=25492"),
    ],
)
def test_only_short_and_amp_addresses_give_way_to_the_one_that_the_page_calls_its_own(
    url: str, own: str, address: str
) -> None:
    body = f'<html><head><link rel="stylesheet" href="x.css"><link href="{own}" rel=\'canonical\'/></head>'
    response = HtmlResponse(url, body=body.encode())

    assert capture.own_address(response, url) == address
