"""The archive: pages as WARC records, one gzip member each, so that a page can be read again from its place alone.

Every process writes files of its own (2026-11-22: so no two writers ever share a tail that a kill may have torn), a
new one each day and after 100 MB. What WARC has no word for stands in headers that begin with `Factorywatch-`.
"""

import fcntl
import functools
import http
import io
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.warcwriter import WARCWriter

from models.errors import PageError, StoreBusy
from models.page import Page

SUFFIX = ".warc.gz"
_MOST_BYTES = 100_000_000
_PLACE = re.compile(r"([\w.-]+\.warc\.gz):(\d{1,15})")
_NAME = re.compile(r"[!#$%&'*+.^_`|~\w-]+", re.ASCII)
_OURS = "factorywatch-"
# warcio stumbles over a head without an address with an AttributeError of its own.
_DAMAGE = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError)


def put(folder: Path, page: Page) -> str:
    """Append the page; its place comes back, once the record is safely on the disk. Raises StoreBusy."""
    record = _record(page)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = _file(folder, page.fetched.astimezone(UTC).strftime("%Y%m%d"))
        return f"{path.name}:{_append(path, record)}"
    except OSError as error:
        raise StoreBusy(f"a page cannot be archived ({error.strerror or error})", about=str(folder)) from error


def get(folder: Path, place: str) -> Page:
    """The page at a place that `put` gave. Raises PageError when nothing whole lies there."""
    found = _PLACE.fullmatch(place)
    if not found:
        raise PageError("is no place in the archive", page=place)
    try:
        with (folder / found[1]).open("rb") as stream:
            stream.seek(int(found[2]))
            for record in ArchiveIterator(stream, check_digests=True):
                return _page(record, place)
    except OSError as error:
        raise PageError(f"cannot be read from the archive ({error.strerror or error})", page=place) from error
    except _DAMAGE as error:
        raise PageError("lies damaged in the archive", page=place) from error
    raise PageError("the archive ends before it", page=place)


def walk(paths: Iterable[Path]) -> Iterator[Page]:
    """Every page of these archive files (of a folder: all of its files, by name), in the order they were written.

    A record that a killed process left half written ends its file. Raises PageError for any other damage.
    """
    for path in paths:
        for file in sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else (path,):
            yield from _walk(file)


def _walk(file: Path) -> Iterator[Page]:
    try:
        with file.open("rb") as stream:
            records = ArchiveIterator(stream, check_digests=True)
            try:
                for record in records:
                    if record.rec_type in ("response", None):
                        yield _page(record, f"{file.name}:{records.offset}")
            except (PageError, *_DAMAGE) as error:
                if not _torn(records, stream):
                    raise PageError("is no archive, or a damaged one", page=str(file)) from error
    except OSError as error:
        raise PageError(f"cannot be read ({error.strerror or error})", page=str(file)) from error


def _torn(records: Any, stream: BinaryIO) -> bool:
    """Whether the file ends inside the member that is being read: whoever wrote it was killed, nothing is damaged."""
    packed = records.reader.decompressor
    return packed is not None and not packed.eof and not stream.read(1)


def _page(record: Any, place: str) -> Page:
    known = {name.lower(): value for name, value in record.rec_headers.headers}
    # Our bodies are kept decoded; those of other archives may still be packed as they came.
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


def _record(page: Page) -> bytes:
    if not page.url.startswith(("http://", "https://")):
        raise ValueError(f"{page.url!r} is no address of a page")
    for name, value in (("url", page.url), ("source", page.source), ("published", page.published), *page.headers):
        if not (_NAME.fullmatch(name) and value.isprintable() and value == value.strip()):
            raise ValueError(f"{page.url}: not to be written as a header: {name!r}: {value!r}")
    phrase = http.HTTPStatus(page.status).phrase if page.status in set(http.HTTPStatus) else ""
    head = StatusAndHeaders(f"{page.status} {phrase}".strip(), list(page.headers), protocol="HTTP/1.1")
    head.headers_buff = head.to_bytes(encoding="utf-8")
    # warcio would percent-encode what is not ASCII; we read it back as it was.
    head.compute_headers_buffer = lambda _filter: None
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=True, warc_version="WARC/1.1")
    ours = {"source": page.source, "fetched": page.fetched.isoformat(), "published": page.published}
    writer.write_record(
        writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=head,
            warc_headers_dict={
                "WARC-Date": page.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                **{f"{_OURS}{name}": value for name, value in ours.items()},
            },
        )
    )
    return packed.getvalue()


def _append(path: Path, record: bytes) -> int:
    """Where the record begins. What could not be written whole is taken back."""
    with path.open("ab", buffering=0) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # threads of one process share the file
        offset = stream.seek(0, os.SEEK_END)
        rest = memoryview(record)
        try:
            while rest:
                rest = rest[stream.write(rest) :]
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(offset)
            raise
        return offset


def _file(folder: Path, day: str) -> Path:
    number = 0
    while (path := _new_file(folder, day, os.getpid(), number)).stat().st_size >= _MOST_BYTES:
        number += 1
    return path


@functools.cache
def _new_file(folder: Path, day: str, process: int, number: int) -> Path:
    """A file that nobody else has; process ids come again, so a random part stands beside."""
    path = folder / f"{day}-{process}-{number}-{secrets.token_hex(4)}{SUFFIX}"
    path.open("xb").close()
    return path
