"""A page and the request for it as two WARC records, one gzip member each, and back. Knows no files.

The response comes first: its place is the page's place. The request follows and names it (WARC-Concurrent-To). Bodies
are kept unpacked. What WARC has no word for stands in headers that begin with `Factorywatch-`.
"""

import http
import io
import re
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from models.errors import PageError
from models.page import Page

Headers = Iterable[tuple[str, str]]

# warcio stumbles over a head without an address with an AttributeError of its own.
DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError)
_NAME = re.compile(r"[!#$%&'*+.^_`|~\w-]+", re.ASCII)
_OURS = "factorywatch-"
# Of zlib's levels the fastest that packs news pages nearly as small as the others: 58 real pages of 341 kB on average
# took 3.1 ms each at 4 (3.91 MB in all), 6.2 ms at 6 (3.73 MB), 11.1 ms at warcio's 9 (3.70 MB) (2026-11-22).
_LEVEL = 4


def packed(page: Page, asked: Headers) -> bytes:
    """Both records. Raises ValueError for what would forge a header."""
    asked = tuple(asked)
    if not page.url.startswith(("http://", "https://")):
        raise ValueError(f"{page.url!r} is no address of a page")
    ours = (("url", page.url), ("source", page.source), ("published", page.published))
    for name, value in (*ours, *page.headers, *asked):
        if not (_NAME.fullmatch(name) and value.isprintable() and value == value.strip()):
            raise ValueError(f"{page.url}: not to be written as a header: {name!r}: {value!r}")
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
    date = page.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    phrase = http.HTTPStatus(page.status).phrase if page.status in set(http.HTTPStatus) else ""
    response = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=_head(f"{page.status} {phrase}".strip(), page.headers, "HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": date,
            f"{_OURS}source": page.source,
            f"{_OURS}fetched": page.fetched.isoformat(),
            f"{_OURS}published": page.published,
        },
    )
    members = [_member(writer, response)]
    if asked:
        parts = urlsplit(page.url)
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        request = writer.create_warc_record(
            page.url,
            "request",
            http_headers=_head(f"{target} HTTP/1.1", asked, "GET"),
            warc_headers_dict={
                "WARC-Date": date,
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        members.append(_member(writer, request))
    return b"".join(members)


def info(file: str) -> bytes:
    """The record that begins a file and says who wrote it."""
    writer = WARCWriter(io.BytesIO(), gzip=False, warc_version="WARC/1.1")
    said = {
        "software": f"factorywatch/{version('factorywatch')}",
        "format": "WARC File Format 1.1",
        "robots": "obey",
    }
    return _member(writer, writer.create_warcinfo_record(file, said))


def page(record: Any, place: str) -> Page:
    """The page of a response record, read to its end. Raises PageError where it is not whole."""
    known = {name.lower(): value for name, value in record.rec_headers.headers}
    # Our bodies are kept unpacked; those of other archives may still be packed as they came.
    ours = f"{_OURS}fetched" in known
    body = (record.raw_stream if ours else record.content_stream()).read()
    whole = not ours or len(body) == max(record.payload_length, 0)
    if record.http_headers is None or not whole or record.digest_checker.passed is False:
        raise PageError("lies damaged in the archive", page=place)
    try:
        return Page(
            source=known.get(f"{_OURS}source", ""),
            url=known["warc-target-uri"],
            fetched=datetime.fromisoformat(known[f"{_OURS}fetched" if ours else "warc-date"]),
            status=int(record.http_headers.get_statuscode()),
            headers=tuple((name.lower(), value) for name, value in record.http_headers.headers),
            body=body,
            published=known.get(f"{_OURS}published", ""),
        )
    except (KeyError, ValueError) as error:
        raise PageError(f"lies in the archive with a head that cannot be read ({error})", page=place) from error


def asked(record: Any, place: str) -> tuple[tuple[str, str], ...]:
    """The headers of a request record, read to its end. Raises PageError where it is not whole."""
    record.raw_stream.read()
    if record.http_headers is None or record.digest_checker.passed is False:
        raise PageError("lies damaged in the archive", page=place)
    return tuple((name.lower(), value) for name, value in record.http_headers.headers)


def _head(first: str, headers: Headers, protocol: str) -> StatusAndHeaders:
    head = StatusAndHeaders(first, list(headers), protocol=protocol)
    head.headers_buff = head.to_bytes(encoding="utf-8")
    # warcio would percent-encode what is not ASCII; we read it back as it was.
    head.compute_headers_buffer = lambda _filter: None
    return head


def _member(writer: WARCWriter, record: Any) -> bytes:
    writer.out = io.BytesIO()
    writer.write_record(record)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return packer.compress(writer.out.getvalue()) + packer.flush()
