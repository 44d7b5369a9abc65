"""Expiry: text that rights allow to keep for some days only goes when they are over; facts, quotes and hashes stay.

Files of the archive hold one source and one day, so most of the time a whole file goes. Where something in it must
stay, that is first written into a new file. The order is the safety: the new file, then the store in one transaction,
then the old file. Whatever a kill leaves behind the next run takes up; nothing that is named is ever missing.
"""

import os
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from models import archive, warc
from models.article import text_sha
from models.capture import Capture
from models.errors import StoreBusy
from models.source import Source
from models.store import captures

_UNREAD = timedelta(days=7)
"""For so long may a page that may only be read wait for that."""
_CLOSED = timedelta(days=1, hours=1)
"""After its day a file is left alone for an hour: a crawl that began before midnight may still write into it."""
_DAY = re.compile(r"(\d{8})-")
_PATIENCE = 60.0
"""Seconds that a run waits for another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What one run took out."""

    pages: int
    files: int
    """Of the archive, dropped or written anew."""
    unknown: tuple[str, ...] = ()
    """Sources that have no file any more: nobody says how long their text may be kept, so it is left alone."""


def run(store: Engine, folder: Path, sources: Mapping[str, Source], now: datetime) -> Gone:
    """Takes out every text whose days are over. Raises StoreBusy; what is left then goes the next time."""
    if not folder.is_dir():
        return Gone(pages=0, files=0)
    try:
        with FileLock(folder / "expiry.lock", timeout=_PATIENCE):
            return _run(store, folder, sources, now)
    except Timeout as error:
        raise StoreBusy("another expiry is at work on it", about=str(folder)) from error
    except OSError as error:
        raise StoreBusy(f"texts cannot be taken out ({error.strerror or error})", about=str(folder)) from error


def _run(store: Engine, folder: Path, sources: Mapping[str, Source], now: datetime) -> Gone:
    _cleaned(store, folder)
    limits = {name: now - timedelta(days=one.keep_days) for name, one in sources.items() if one.keep_days}
    with store.connect() as connection:
        due = captures.due(connection, limits, unread_before=now - _UNREAD)
    due = {file: over for file, over in due.items() if _closed(file, now)}
    for file, over in due.items():
        _take_out(store, folder, file, over, now)
    # Also what a run that was killed between the store and the file has left.
    with store.connect() as connection:
        empty = captures.emptied(connection)
        unknown = captures.sources(connection) - set(sources)
    for path in folder.glob(f"*{archive.SUFFIX}"):
        if path.name in empty:
            path.unlink()
    pages = sum(len(over) for over in due.values())
    return Gone(pages=pages, files=len(due), unknown=tuple(sorted(unknown)))


def _take_out(store: Engine, folder: Path, file: str, over: tuple[Capture, ...], now: datetime) -> None:
    with store.connect() as connection:
        lying = captures.in_file(connection, file)
    going = {one.place for one in over}
    staying = [one for one in lying if one.place and one.place not in going]
    places = _copied(folder, file, staying, sorted({one.offset for one in lying})) if staying else {}
    with store.begin() as connection:
        captures.moved(connection, places)
        captures.expired(connection, over, now)
        texts = captures.texts(connection, {one.page for one in over})
        captures.cleared(connection, {(row.id, row.version): text_sha(row.text) for row in texts})
    _journal(folder).unlink(missing_ok=True)


def _copied(folder: Path, file: str, staying: Iterable[Capture], offsets: Sequence[int]) -> Mapping[str, str]:
    """The new places of these pages, by their old ones, in a new file.

    From one place to the next everything is taken as it lies there: a page's request comes along, and so does damage,
    for `verify` to find.
    """
    path = folder / file
    if not path.exists():
        return {}  # somebody took it away: verify says so
    new = folder / f"{file.removesuffix(archive.SUFFIX)[:150]}-{secrets.token_hex(4)}{archive.SUFFIX}"
    _journal(folder).write_text(new.name)
    places: dict[str, str] = {}
    with path.open("rb") as old, new.open("xb") as stream:
        stream.write(warc.info(new.name))
        end = os.fstat(old.fileno()).st_size
        for one in staying:
            following = next((offset for offset in offsets if offset > one.offset), end)
            places[one.place] = f"{new.name}:{stream.tell()}"
            old.seek(one.offset)
            stream.write(old.read(following - one.offset))
        stream.flush()
        os.fsync(stream.fileno())
    return places


def _cleaned(store: Engine, folder: Path) -> None:
    """Takes away the new file of a run that was killed before the store knew of it."""
    journal = _journal(folder)
    if journal.exists():
        name = journal.read_text()
        with store.connect() as connection:
            known = captures.in_file(connection, name)
        if name.endswith(archive.SUFFIX) and not known:
            (folder / Path(name).name).unlink(missing_ok=True)
        journal.unlink()


def _journal(folder: Path) -> Path:
    return folder / "expiry.journal"


def _closed(file: str, now: datetime) -> bool:
    found = _DAY.match(file)
    return not found or datetime.strptime(f"{found[1]}+0000", "%Y%m%d%z") + _CLOSED <= now
