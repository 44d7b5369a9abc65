"""Faults: what a site may answer in place of news, by ill will, by mistake or by right. Each has a name and a test.

They are answers for tests/spiders/site.py, whose bodies may drip and end in no way at all; the words are made up.
"""

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping

import brotli
from backports import zstd

from tests.spiders.site import HTML, RESERVED, Answer

MEGABYTES = 100
POLICY = "https://rights.example/policy.json"
NEWS = (
    "<p>The AI Factory of Salona opened its doors to the first twelve companies on Monday, two weeks late.</p>"
    "<p>Its machine has been running in a former cement works since the summer, shared with three universities.</p>"
)


def page(title: str = "Salona lets its first companies in", body: str = NEWS, head: str = "") -> Answer:
    """An article as any other."""
    html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>
    <body><main><article><h1>{title}</h1>{body}</article></main></body></html>"""
    return Answer(body=html.encode())


def too_many(retry_after: str) -> Callable[[Mapping[str, str]], Answer]:
    """`429` once, with the pause that it asks for; then the page."""
    answers = [page(), Answer(status=429, headers={"Retry-After": retry_after})]
    return lambda _: answers.pop() if len(answers) > 1 else answers[0]


def slow_body() -> Answer:
    """A byte, and another, and another: never silent for long, and never done."""

    def drip() -> Iterator[bytes]:
        while True:
            yield b"<"
            threading.Event().wait(0.1)

    return Answer(body=drip)


def gzip_bomb(layers: int = 1) -> Answer:
    """Little on the wire, much unpacked; in several layers it is a few hundred bytes."""
    packed = _squeezed(zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16))
    for _ in range(layers - 1):
        packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        packed = packer.compress(packed) + packer.flush()
    return Answer(body=packed, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})


def brotli_bomb() -> Answer:
    """The same, packed smaller still."""
    packer = brotli.Compressor(quality=5)
    body = b"".join(packer.process(bytes(1_000_000)) for _ in range(MEGABYTES)) + packer.finish()
    return Answer(body=body, headers={"Content-Encoding": "br"})


def zstd_bomb() -> Answer:
    """The same by the youngest of the packers."""
    return Answer(body=zstd.compress(bytes(MEGABYTES * 1_000_000)), headers={"Content-Encoding": "zstd"})


def redirect(to: str) -> Answer:
    """Leads elsewhere: to a private address, or back to where it came from."""
    return Answer(status=302, headers={"Location": to})


def reserved_by_file(location: str) -> dict[str, Answer]:
    """The well-known file that reserves a part of the site."""
    body = f'[{{"location": "{location}", "tdm-reservation": 1, "tdm-policy": "{POLICY}"}}]'
    return {RESERVED: Answer(body=body.encode(), kind="application/json")}


def reserved_by_header() -> Answer:
    """A page whose answer says that mining it is reserved."""
    return Answer(body=_body(page()), headers={"tdm-reservation": "1", "tdm-policy": POLICY})


def reserved_by_meta() -> Answer:
    """A page that says so itself."""
    return page(head='<meta name="tdm-reservation" content="1">')


def consent_wall() -> Answer:
    """A dialogue in place of the article."""
    dialogue = (
        "<p>Visit us as usual, with advertising and tracking. You may withdraw your consent at any time.</p>"
        "<p>We and our 214 partners store personal data and use cookies to measure what we offer.</p>"
        "<button>Accept all</button>"
    )
    return page("Read on with advertising", f'<div class="consent-page">{dialogue}</div>')


def paywall() -> Answer:
    """A headline, and what the rest of it costs."""
    told = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    return page(body='<div class="paywall"><h3>This article is for subscribers only</h3></div>', head=told)


def pdf_called_html() -> Answer:
    """The Commission's newsroom has done it: a PDF that says it is a page."""
    return Answer(body=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <</Type /Catalog>> endobj\n" + bytes(2_000), kind=HTML)


def html_called_binary() -> Answer:
    """A page that says it is a file."""
    return Answer(body=_body(page()), kind="application/octet-stream")


def many_laughs(url: str) -> Answer:
    """A feed whose entities, expanded, are a billion words."""
    entities = '<!ENTITY a0 "laugh">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    return _feed(entities, "&a9;", url)


def a_file_of_ours(url: str, path: str) -> Answer:
    """A feed with an entity that would be read from our disk."""
    return _feed(f'<!ENTITY ours SYSTEM "file://{path}">', "&ours;", url)


def an_entity_from_elsewhere(url: str, elsewhere: str) -> Answer:
    """A feed with an entity, and a whole document type, that would be fetched by who parses it."""
    return _feed(
        f'<!ENTITY % more SYSTEM "{elsewhere}/more.dtd"> %more; <!ENTITY x SYSTEM "{elsewhere}/x">', "&x;", url
    )


def _feed(entities: str, title: str, url: str) -> Answer:
    entry = f"<item><title>AI Factory {title}</title><link>{url}</link></item>"
    body = f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss version="2.0"><channel>{entry}</channel></rss>'
    return Answer(body=body.encode(), kind="application/rss+xml")


def _squeezed(packer: "zlib._Compress") -> bytes:
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(MEGABYTES)) + packer.flush()


def _body(answer: Answer) -> bytes:
    assert isinstance(answer.body, bytes)
    return answer.body
