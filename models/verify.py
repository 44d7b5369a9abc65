"""The proof of the archive: every record is readable, every digest right, and every page lies where the store says."""

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine
from warcio.archiveiterator import ArchiveIterator

from models import archive, warc
from models.capture import Capture
from models.errors import Expired, PageError
from models.store import captures, engine

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was found; `wrong` holds one line for each damage."""

    files: int
    pages: int
    """Those that lie in the archive, each read to its end."""
    expired: int
    loose: int
    """Records that no row names, and one that is torn at the end of its file: of crawls that were killed, and that ask
    for the page again."""
    wrong: tuple[str, ...]


@dataclass(slots=True)
class _Count:
    pages: int = 0
    loose: int = 0


def proof(store: Engine, folder: Path) -> Proof:
    """Reads the whole archive. Raises StoreBusy."""
    with engine.reading(store).connect() as connection:
        named = captures.files(connection)
        rows = captures.pages(connection)
        index = {file: captures.in_file(connection, file) for file in named}
    there = {path.name for path in folder.glob(f"*{archive.SUFFIX}")} if folder.is_dir() else set()
    count, wrong = _Count(), list[str]()
    for file in sorted(there | set(named)):
        lying = {one.offset: one for one in index.get(file, ()) if one.place}
        if file not in there:
            wrong.append(
                f"{file}: the file is gone; {len(lying)} pages lay in it, such as {_named(next(iter(lying.values())))}"
            )
            continue
        wrong += _file(folder / file, lying, count)
    places = {one.place for known in index.values() for one in known if one.place}
    expired = 0
    for url, place in rows:
        try:
            archive.parted(place)
        except Expired:
            expired += 1
            continue
        except PageError as error:
            wrong.append(f"{url}: {error}")
            continue
        if place not in places:
            wrong.append(f"{url}: lies at {place}, where the index knows no page")
    return Proof(files=len(there), pages=count.pages, expired=expired, loose=count.loose, wrong=tuple(wrong))


def _file(path: Path, lying: Mapping[int, Capture], count: _Count) -> list[str]:
    """One line for each damage in the file. After a damage reading goes on at the next place that the index names."""
    left = dict(lying)
    wrong: list[str] = []
    start: int | None = 0
    try:
        with path.open("rb") as stream:
            while start is not None:
                after, start = start, None
                for at, member, flaw in _members(stream, after):
                    further = min((offset for offset in left if offset > at), default=None)
                    if flaw == "torn" and further is None and at not in left:
                        count.loose += 1
                        break
                    try:
                        wrong += _records(member, flaw, f"{path.name}:{at}", left, count)
                    except (PageError, *warc.DAMAGE):
                        one = left.pop(at, None)
                        lost = f"it is {_named(one)}" if one else "no page is lost with it"
                        wrong.append(f"{path.name}:{at}: lies damaged in the archive; {lost}")
                    if flaw:
                        start = further
    except OSError as error:
        return [f"{path.name}: cannot be read ({error.strerror or error})"]
    wrong += [f"{path.name}:{at}: no record begins there; it should be {_named(one)}" for at, one in left.items()]
    return wrong


def _members(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes, str]]:
    """Offset and content of each gzip member from there on; the last may have a flaw: `damaged`, `torn` by a kill."""
    stream.seek(start)
    rest = b""
    while True:
        packer, content, used = zlib.decompressobj(zlib.MAX_WBITS + 16), list[bytes](), 0
        try:
            while not packer.eof:
                if not (chunk := rest or stream.read(_CHUNK)):
                    break
                rest, used = b"", used + len(chunk)
                content.append(packer.decompress(chunk))
        except zlib.error:
            yield start, b"", "damaged"
            return
        if not packer.eof:
            if used:
                yield start, b"", "torn"
            return
        rest = packer.unused_data
        yield start, b"".join(content), ""
        start += used - len(rest)


def _records(member: bytes, flaw: str, place: str, left: dict[int, Capture], count: _Count) -> Iterator[str]:
    """What is wrong with the record of this member. Raises PageError, or one of DAMAGE, where it cannot be read."""
    if flaw:
        raise PageError("lies damaged in the archive", page=place)
    for record in ArchiveIterator(io.BytesIO(member), check_digests=True):
        if record.rec_type == "request":
            warc.asked(record, place)
        if record.rec_type not in ("response", None):
            continue
        page = warc.page(record, place)
        one = left.pop(archive.parted(place)[1], None)
        if one is None:
            count.loose += 1
            continue
        count.pages += 1
        if (page.sha, page.url) != (one.page, one.url):
            yield f"{place}: holds {page.url}, not the page that the index says; it should be {_named(one)}"


def _named(one: Capture) -> str:
    return f"{one.url} of {one.fetched:%Y-%m-%d %H:%M}"
