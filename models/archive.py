"""The archive: every page that was admitted, with the request that brought it, in WARC files that only grow.

Every process writes files of its own (2026-11-22: so no two writers ever share a tail that a kill may have torn): one
for each day and source, and a new one after 100 MB. So text whose days are over mostly goes with its whole file
(expiry.py). An answer that brought nothing new (304, or the body that we hold) is a look, not a record.
"""

import fcntl
import functools
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from models import warc
from models.errors import Expired, PageError, StoreBusy
from models.page import Page
from models.warc import Headers

SUFFIX = ".warc.gz"
_MOST_BYTES = 100_000_000
_PLACE = re.compile(r"([\w.-]+\.warc\.gz):(\d{1,15})")
_NO_NAME = re.compile(r"[^\w-]")
_EXPIRED = re.compile(r"expired:(\d{4}-\d\d-\d\d)")


def put(folder: Path, page: Page, asked: Headers = ()) -> str:
    """Append the page, and the headers that we `asked` for it with; its place, once all is safely on the disk.

    Raises StoreBusy.
    """
    (place,) = put_all(folder, ((page, asked),))
    return place


def put_all(folder: Path, pages: Iterable[tuple[Page, Headers]]) -> tuple[str, ...]:
    """The same for several pages at once, with one wait for the disk for each file that they go into."""
    records = [(page, warc.packed(page, asked)) for page, asked in pages]
    written: dict[Path, int] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        places = []
        for page, record in records:
            path = _file(folder, page.fetched.astimezone(UTC).strftime("%Y%m%d"), page.source)
            offset = _append(path, record)
            written.setdefault(path, offset)
            places.append(f"{path.name}:{offset}")
        for path, offset in written.items():
            _settle(path, offset)
        return tuple(places)
    except OSError as error:
        raise StoreBusy(f"a page cannot be archived ({error.strerror or error})", about=str(folder)) from error


def get(folder: Path, place: str) -> Page:
    """The page at a place that `put` gave. Raises PageError when nothing whole lies there, Expired where it was."""
    with _opened(folder, place) as records:
        for record in records:
            return warc.page(record, place)
    raise PageError("the archive ends before it", page=place)


def asked(folder: Path, place: str) -> tuple[tuple[str, str], ...]:
    """The headers of the request that brought the page at that place; none where they were not kept.

    Raises PageError like `get`.
    """
    with _opened(folder, place) as records:
        of = ""
        for record in records:
            if not of:
                of = record.rec_headers.get_header("WARC-Record-ID")
                continue
            if record.rec_type == "request" and record.rec_headers.get_header("WARC-Concurrent-To") == of:
                return warc.asked(record, place)
            break
    return ()


def gone(day: date) -> str:
    """The place of a page whose text was taken out of the archive that day."""
    return f"expired:{day.isoformat()}"


def parted(place: str) -> tuple[str, int]:
    """File and offset of a place that `put` gave. Raises PageError for any other, Expired for one of `gone`."""
    if over := _EXPIRED.fullmatch(place):
        raise Expired(f"its text was kept as long as its rights allow, until {over[1]}", page=place)
    if not (found := _PLACE.fullmatch(place)):
        raise PageError("is no place in the archive", page=place)
    return found[1], int(found[2])


def walk(paths: Iterable[Path]) -> Iterator[Page]:
    """Every page of these archive files (of a folder: all of its files, by name), in the order they were written.

    A record that a killed process left half written ends its file. Raises PageError for any other damage.
    """
    for path in paths:
        for file in sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else (path,):
            yield from _walk(file)


def torn(records: Any, stream: BinaryIO) -> bool:
    """Whether the file ends inside the member that is being read: whoever wrote it was killed, nothing is damaged."""
    packed = records.reader and records.reader.decompressor
    return packed is not None and not packed.eof and not stream.read(1)


@contextmanager
def _opened(folder: Path, place: str) -> Iterator[Any]:
    file, offset = parted(place)
    try:
        with (folder / file).open("rb") as stream:
            stream.seek(offset)
            yield ArchiveIterator(stream, check_digests=True)
    except OSError as error:
        raise PageError(f"cannot be read from the archive ({error.strerror or error})", page=place) from error
    except warc.DAMAGE as error:
        raise PageError("lies damaged in the archive", page=place) from error


def _walk(file: Path) -> Iterator[Page]:
    try:
        with file.open("rb") as stream:
            records = ArchiveIterator(stream, check_digests=True)
            try:
                for record in records:
                    if record.rec_type in ("response", None):
                        yield warc.page(record, f"{file.name}:{records.offset}")
            except (PageError, *warc.DAMAGE) as error:
                if not torn(records, stream):
                    raise PageError("is no archive, or a damaged one", page=str(file)) from error
    except OSError as error:
        raise PageError(f"cannot be read ({error.strerror or error})", page=str(file)) from error


def _append(path: Path, record: bytes) -> int:
    """Where the record begins. What could not be written whole is taken back."""
    with path.open("ab", buffering=0) as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # threads of one process share the file
        offset = stream.seek(0, os.SEEK_END)
        rest = memoryview(record)
        try:
            while rest:
                rest = rest[stream.write(rest) :]
        except OSError:
            stream.truncate(offset)
            raise
        return offset


def _settle(path: Path, offset: int) -> None:
    """Waits until the file is safely on the disk. What lies from there on and cannot be is taken back."""
    with path.open("ab", buffering=0) as stream:
        try:
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(offset)
            raise


def _file(folder: Path, day: str, source: str) -> Path:
    number = 0
    while (path := _new_file(folder, day, source, os.getpid(), number)).stat().st_size >= _MOST_BYTES:
        number += 1
    return path


@functools.cache
def _new_file(folder: Path, day: str, source: str, process: int, number: int) -> Path:
    """A file that nobody else has; process ids come again, so a random part stands beside."""
    of = _NO_NAME.sub("_", source)[:80]
    path = folder / "-".join(filter(None, (day, str(process), str(number), secrets.token_hex(4), of)))
    path = path.with_name(path.name + SUFFIX)
    with path.open("xb") as stream:
        stream.write(warc.info(path.name))
    return path
