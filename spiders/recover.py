"""What a killed crawl left behind: a record in the archive that no row knows of is taken back; its page comes again.

A page is archived, then marked (deliver.py). Killed in between, a crawl leaves a record at the end of its file which
nobody would ever find, and the next one would archive the page a second time (2026-11-22: one kill in a hundred).
"""

import os
from pathlib import Path

from sqlalchemy import Connection
from warcio.archiveiterator import ArchiveIterator

from models import archive, warc
from models.errors import StoreBusy
from models.store import captures


def cut(folder: Path, connection: Connection, source: str, process: int) -> None:
    """Ends each file of that process, which must be dead, behind its last record that is known. Raises StoreBusy."""
    for file in sorted(folder.glob(f"*-{process}-*{archive.SUFFIX}")):
        known = {capture.offset for capture in captures.in_file(connection, file.name)}
        try:
            _end(file, known, source)
        except OSError as error:
            raise StoreBusy(f"cannot be mended ({error.strerror or error})", about=str(file)) from error


def _end(file: Path, known: set[int], source: str) -> None:
    with file.open("rb") as stream:
        records = ArchiveIterator(stream)
        try:
            for record in records:
                lost = record.rec_type == "response" and records.offset not in known
                if lost and record.rec_headers.get_header("Factorywatch-source") == source:
                    break
            else:
                return
        except warc.DAMAGE:
            if not archive.torn(records, stream):
                return  # what is wrong there is for `archive verify` to say
        end = records.offset
    os.truncate(file, end)
