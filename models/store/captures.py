"""The index of the archive: one row for each answer that was admitted. In the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from models import archive
from models.capture import Capture
from models.page import Page
from models.rights import Rights
from models.store import tables

_MANY = 500
"""Rows that go into one question: below SQLite's limit on the parameters of a statement."""


def write(connection: Connection, page: Page, rights: Rights, place: str) -> None:
    """One more answer of that address; an empty place: it was not archived."""
    file, offset = archive.parted(place) if place else ("", 0)
    connection.execute(
        insert(tables.captures),
        {
            "page": page.sha,
            "url": page.url,
            "source": page.source,
            "fetched": page.fetched,
            "status": page.status,
            "file": file,
            "offset": offset,
            "use": rights.use,
            "signal": rights.signal,
            "words": rights.words,
            "policy": rights.policy,
            "expired": None,
        },
    )


def of_address(connection: Connection, url: str) -> tuple[Capture, ...]:
    """Every capture of that address, oldest first."""
    kept = tables.captures.c
    query = select(tables.captures).where(kept.url == url).order_by(kept.fetched, kept.id)
    return tuple(_capture(row) for row in connection.execute(query))


def like(connection: Connection, words: str, most: int) -> tuple[str, ...]:
    """Addresses that hold these words, the last fetched first."""
    kept = tables.captures.c
    query = select(kept.url).where(kept.url.contains(words, autoescape=True)).group_by(kept.url)
    return tuple(connection.execute(query.order_by(func.max(kept.fetched).desc(), kept.url).limit(most)).scalars())


def in_file(connection: Connection, file: str) -> tuple[Capture, ...]:
    """The captures that lie in that file of the archive, or lay there, by their place in it."""
    kept = tables.captures.c
    query = select(tables.captures).where(kept.file == file).order_by(kept.offset, kept.id)
    return tuple(_capture(row) for row in connection.execute(query))


def files(connection: Connection) -> tuple[str, ...]:
    """The files that the index names and that must be there, by name."""
    kept = tables.captures.c
    query = select(kept.file).where(kept.file != "", kept.expired.is_(None)).distinct().order_by(kept.file)
    return tuple(connection.execute(query).scalars())


def sources(connection: Connection) -> frozenset[str]:
    """The sources of whose pages there is text in the archive."""
    kept = tables.captures.c
    query = select(kept.source).where(kept.file != "", kept.expired.is_(None)).distinct()
    return frozenset(connection.execute(query).scalars())


def emptied(connection: Connection) -> frozenset[str]:
    """The files all of whose captures have expired."""
    kept = tables.captures.c
    query = select(kept.file).where(kept.file != "").group_by(kept.file)
    return frozenset(connection.execute(query.having(func.count() == func.count(kept.expired))).scalars())


def due(
    connection: Connection, before: Mapping[str, datetime], *, unread_before: datetime
) -> Mapping[str, tuple[Capture, ...]]:
    """The captures whose text may be kept no longer, by file.

    `before` names for each source the moment from which on its text may still be kept. What may only be read goes once
    it was read, and unread when it was fetched before `unread_before`.
    """
    kept, pages = tables.captures.c, tables.pages.c
    there = (kept.file != "", kept.expired.is_(None))
    found: dict[str, list[Capture]] = {}
    queries = [
        select(tables.captures).where(*there, kept.source == source, kept.fetched <= moment)
        for source, moment in before.items()
    ]
    queries.append(
        select(tables.captures)
        .outerjoin(tables.pages, pages.sha == kept.page)
        .where(*there, kept.use == "read", or_(pages.state != "waiting", kept.fetched <= unread_before))
    )
    seen: set[int] = set()
    for query in queries:
        for row in connection.execute(query.order_by(kept.file, kept.offset)):
            if row.id not in seen:
                seen.add(row.id)
                found.setdefault(row.file, []).append(_capture(row))
    return {file: tuple(captures) for file, captures in found.items()}


def expired(connection: Connection, captures: Iterable[Capture], now: datetime) -> None:
    """The text of these captures is gone from now on, there and in the articles made of them; their hashes stay."""
    captures = tuple(captures)
    if not captures:
        return
    kept, pages = tables.captures.c, tables.pages.c
    connection.execute(
        update(tables.captures)
        .where(kept.file == bindparam("_file"), kept.offset == bindparam("_offset"))
        .values(expired=now),
        [{"_file": one.file, "_offset": one.offset} for one in captures],
    )
    connection.execute(
        update(tables.pages).where(pages.place == bindparam("_place")).values(place=archive.gone(now.date())),
        [{"_place": one.place} for one in captures],
    )


def moved(connection: Connection, places: Mapping[str, str]) -> None:
    """These captures lie elsewhere from now on: the new place by the old one."""
    kept, pages = tables.captures.c, tables.pages.c
    rows = []
    for old, new in places.items():
        (file, offset), (new_file, new_offset) = archive.parted(old), archive.parted(new)
        rows.append({"_file": file, "_offset": offset, "_to": new_file, "_at": new_offset, "_old": old, "_new": new})
    if not rows:
        return
    connection.execute(
        update(tables.captures)
        .where(kept.file == bindparam("_file"), kept.offset == bindparam("_offset"), kept.expired.is_(None))
        .values(file=bindparam("_to"), offset=bindparam("_at")),
        [{key: row[key] for key in ("_file", "_offset", "_to", "_at")} for row in rows],
    )
    connection.execute(
        update(tables.pages).where(pages.place == bindparam("_old")).values(place=bindparam("_new")),
        [{key: row[key] for key in ("_old", "_new")} for row in rows],
    )


def pages(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Address and place of every page, by address."""
    kept = tables.pages.c
    return tuple((row.url, row.place) for row in connection.execute(select(kept.url, kept.place).order_by(kept.url)))


def texts(connection: Connection, shas: Iterable[str]) -> tuple[Row[Any], ...]:
    """Id, version and text of the articles that were made of these pages and still have their text."""
    stored = tables.articles.c
    shas = tuple(shas)
    found: list[Row[Any]] = []
    for start in range(0, len(shas), _MANY):
        some = shas[start : start + _MANY]
        found += connection.execute(
            select(tables.articles)
            .where(stored.page.in_(some), stored.text_sha == "")
            .order_by(stored.id, stored.version)
        )
    return tuple(found)


def cleared(connection: Connection, shas_of_texts: Mapping[tuple[str, int], str]) -> None:
    """The texts of these articles (id and version) are gone; their hashes stand in their place."""
    stored = tables.articles.c
    if shas_of_texts:
        connection.execute(
            update(tables.articles)
            .where(stored.id == bindparam("_id"), stored.version == bindparam("_version"))
            .values(text="", blocks=[], text_sha=bindparam("_sha")),
            [{"_id": key, "_version": version, "_sha": sha} for (key, version), sha in shas_of_texts.items()],
        )


def _capture(row: Row[Any]) -> Capture:
    return Capture(
        page=row.page,
        source=row.source,
        url=row.url,
        fetched=row.fetched,
        status=row.status,
        rights=Rights(use=row.use, signal=row.signal, words=row.words, policy=row.policy),
        file=row.file,
        offset=row.offset,
        expired=row.expired,
    )
