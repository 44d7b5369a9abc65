"""What articles say, version by version. Nothing is deleted: what is no longer said is closed, and why.

Endings of a row: `carried` (a newer version says it too), `taken_back` (a newer version does not), `reread` (our own
code no longer reads it there).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Row, Select, bindparam, func, select, update

from models import value as values
from models.claim import SURE, Claim
from models.fold import Pair
from models.store import putting, rows, tables

Content: TypeAlias = tuple[str, str, str, str]
Thing = TypeVar("Thing")

_MANY = 500
"""So many articles go into one question: below SQLite's limit on the parameters of a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the newest version of an article says, all of it."""

    article: str
    version: int
    claims: tuple[Claim, ...]


def put(connection: Connection, heard: Iterable[Heard], now: datetime) -> frozenset[Pair]:
    """The claims of these versions are their articles' open ones; what they no longer make is closed.

    The pairs that moved. A claim that an earlier version made keeps its day. What a later version is the first to say
    was said when that version came, whatever date the article bears. Raises ValueError for a version that is no longer
    the newest.
    """
    moved: set[Pair] = set()
    for some in _rounds(heard):
        moved |= _put(connection, some, now)
    return frozenset(moved)


def gone(connection: Connection, articles: Iterable[str], now: datetime) -> frozenset[Pair]:
    """The pages of these articles are gone: their open claims confirm nothing from now on. The pairs that moved."""
    kept = tables.claims.c
    moved: set[Pair] = set()
    articles = sorted(set(articles))
    for start in range(0, len(articles), _MANY):
        these = (kept.article.in_(articles[start : start + _MANY]), kept.closed.is_(None), kept.gone.is_(None))
        pairs = connection.execute(select(kept.subject, kept.predicate).where(*these).distinct()).all()
        if pairs:
            connection.execute(update(tables.claims).where(*these).values(gone=now))
        moved |= {(row.subject, row.predicate) for row in pairs}
    return frozenset(moved)


def content(claim: Claim) -> Content:
    """What is said, in whatever words: a reworded sentence says nothing new."""
    return (claim.subject, claim.predicate, values.key(claim.value), claim.modality)


def content_of(row: Row[Any]) -> Content:
    """The same of a row."""
    return (row.subject, row.predicate, values.key(rows.value(row.value)), row.modality)


def closed(connection: Connection, closing: Sequence[dict[str, Any]]) -> None:
    """Closes rows: each is named by `_id`, `_version` and `_opened`, with `_closed` and `_ending`."""
    if closing:
        kept = tables.claims.c
        connection.execute(
            update(tables.claims)
            .where(kept.id == bindparam("_id"), kept.version == bindparam("_version"))
            .where(kept.opened == bindparam("_opened"))
            .values(closed=bindparam("_closed"), ending=bindparam("_ending")),
            closing,
        )


def came(connection: Connection, article: str) -> dict[int, datetime]:
    """When each version of the article came."""
    stored = tables.articles.c
    query = select(stored.version, func.min(stored.stored, type_=stored.stored.type).label("came"))
    found = connection.execute(query.where(stored.id == article).group_by(stored.version))
    return {row.version: row.came for row in found}


def _put(connection: Connection, heard: Sequence[Heard], now: datetime) -> set[Pair]:
    kept = tables.claims.c
    columns = (kept.id, kept.version, kept.opened, kept.article, kept.subject, kept.predicate, kept.confidence)
    query: Select[Any] = select(*columns, kept.value, kept.modality, kept.said, kept.gone)
    open_rows: dict[str, list[Row[Any]]] = {one.article: [] for one in heard}
    for row in connection.execute(query.where(kept.article.in_(list(open_rows)), kept.closed.is_(None))):
        open_rows[row.article].append(row)
    moved: set[Pair] = set()
    closing: list[dict[str, Any]] = []
    fresh: list[dict[str, Any]] = []
    for one in heard:
        there = open_rows[one.article]
        if any(row.version > one.version for row in there):
            raise ValueError(f"article {one.article}: version {one.version} is no longer the newest")
        # The same twice is said as surely as it is anywhere.
        wanted = {claim.id: claim for claim in sorted(one.claims, key=lambda claim: claim.confidence)}
        if any(claim.article != one.article for claim in wanted.values()):
            raise ValueError(f"article {one.article}: claims of another article")
        since = came(connection, one.article).get(one.version) if one.version > 1 else None
        # What was said less surely and is sure now, or the other way round, moves like a new claim.
        turned = {
            row.id
            for row in there
            if row.id in wanted and (row.confidence >= SURE) != (wanted[row.id].confidence >= SURE)
        }
        # Whose page was gone and is back is not still open but open again.
        still = {row.id for row in there if row.version == one.version and row.gone is None} & set(wanted) - turned
        # What is said surely is carried on by what is said surely only.
        contents = {(content(claim), claim.confidence >= SURE) for claim in wanted.values()} if there else set()
        said_before: dict[Content, datetime] = {}
        surely_before: set[Content] = set()
        for row in there:
            what = content_of(row)
            said_before[what] = min(row.said, said_before.get(what, row.said))
            if row.confidence >= SURE:
                surely_before.add(what)
            if row.id in still and row.version == one.version:
                continue
            carried = (what, True) in contents or (row.confidence < SURE and (what, False) in contents)
            ending = "carried" if carried else "reread" if row.version == one.version else "taken_back"
            closing.append(
                {"_id": row.id, "_version": row.version, "_opened": row.opened, "_closed": now, "_ending": ending}
            )
            if ending != "carried" or row.gone is not None:
                moved.add((row.subject, row.predicate))
        for key, claim in wanted.items():
            if key in still:
                continue
            said = said_before.get(content(claim)) if said_before else None
            if said is None or (claim.confidence >= SURE and content(claim) not in surely_before):
                moved.add((claim.subject, claim.predicate))
            if said is None:
                said = min(now, max(filter(None, (claim.said or now, since))))
            fresh.append(rows.from_claim(claim, one.version, said, now, key=key))
    closed(connection, closing)
    # The same claim may come back at the very moment at which it was closed: then it was never away.
    putting.put(connection, tables.claims, fresh, ("id", "version", "opened"))
    return moved


def _rounds(heard: Iterable[Heard]) -> Iterator[Sequence[Heard]]:
    # Two versions of one article are never put together: the second closes what the first has opened.
    some: dict[str, Heard] = {}
    for one in heard:
        if one.article in some or len(some) == _MANY:
            yield list(some.values())
            some = {}
        some[one.article] = one
    if some:
        yield list(some.values())
