"""The claims of articles that today's code has read again: all versions of an article together. Nothing is deleted.

What every version is now read to say is laid out as if it had been read so from the first day: a claim has its day,
and its ending, from the versions around it. Rows that fit stay as they are; the others are closed as `reread`, and the
claims that are missing come in rows of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, select, update

from models.article import Article
from models.claim import SURE, Claim
from models.fold import Pair
from models.page import Waiting
from models.store import claims as said
from models.store import putting, read, rows, tables

Readings: TypeAlias = Mapping[int, tuple[Claim, ...]]
"""Version → what today's code reads in it; a version that is missing keeps what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One version of an article, and the page that it was read from."""

    article: str
    version: int
    text: str
    text_sha: str
    """In place of the text where its days are over."""
    published: date | None
    signed: bool
    """Whether it has a signature."""
    page: Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A claim as it should lie in the store."""

    claim: Claim
    version: int
    said: datetime
    closed: datetime | None
    ending: str


def listed(connection: Connection, since: date | None) -> tuple[Stored, ...]:
    """All versions of all articles whose pages were fetched from that day on, by article and version."""
    stored, pages = tables.articles.c, tables.pages.c
    query = (
        select(
            stored.id,
            stored.version,
            stored.text,
            stored.text_sha,
            stored.published,
            stored.signature.is_not(None).label("signed"),
            *(pages.sha, pages.source, pages.url, pages.place),
        )
        .join(tables.pages, pages.sha == stored.page)
        .order_by(stored.id, stored.version)
    )
    if since is not None:
        query = query.where(pages.fetched >= datetime.combine(since, time(), UTC))
    return tuple(
        Stored(
            article=row.id,
            version=row.version,
            text=row.text,
            text_sha=row.text_sha,
            published=row.published,
            signed=row.signed,
            page=Waiting(sha=row.sha, source=row.source, url=row.url, place=row.place),
        )
        for row in connection.execute(query)
    )


def failed(connection: Connection, since: date | None) -> tuple[Waiting, ...]:
    """The pages in which nothing could be read, oldest first."""
    pages = tables.pages.c
    query = select(pages.sha, pages.source, pages.url, pages.place).where(pages.state == "failed")
    if since is not None:
        query = query.where(pages.fetched >= datetime.combine(since, time(), UTC))
    return tuple(
        Waiting(sha=row.sha, source=row.source, url=row.url, place=row.place)
        for row in connection.execute(query.order_by(pages.fetched, pages.sha))
    )


def said_by(connection: Connection, article: str) -> dict[int, tuple[Claim, ...]]:
    """What each version of the article is held to say now."""
    found: dict[int, tuple[Claim, ...]] = {}
    for row in _rows(connection, article):
        found[row.version] = (*found.get(row.version, ()), rows.claim(row))
    return found


def pairs(connection: Connection) -> frozenset[Pair]:
    """All names and predicates of which anything was ever said."""
    kept = tables.claims.c
    query = select(kept.subject, kept.predicate).distinct()
    return frozenset((row.subject, row.predicate) for row in connection.execute(query))


def text(connection: Connection, article: Article, version: int) -> None:
    """The text of this version as it is read now."""
    stored = tables.articles.c
    row = rows.from_article(article, version, datetime.min.replace(tzinfo=UTC))
    kept = {key: row[key] for key in ("title", "text", "blocks", "published", "modified", "language", "relevant")}
    which = (stored.id == article.id, stored.version == version, stored.text_sha == "")
    connection.execute(update(tables.articles).where(*which).values(kept))


def put(connection: Connection, article: str, readings: Readings, now: datetime) -> frozenset[Pair]:
    """The article's versions say what `readings` hold. The pairs that moved."""
    there = _rows(connection, article)
    by_key = {(row.id, row.version, row.confidence >= SURE): row for row in there}  # the latest where it was reopened
    due = _due(there, readings, said.came(connection, article))
    moved: set[Pair] = set()
    closing: list[dict[str, Any]] = []
    fresh: list[dict[str, Any]] = []
    fitting: set[tuple[str, int, datetime]] = set()
    gone = max((row.gone for row in there if row.gone and row.closed is None), default=None)
    for one in due:
        row = by_key.get((one.claim.id, one.version, one.claim.confidence >= SURE))
        if row is not None and row.said == one.said:
            fitting.add((row.id, row.version, row.opened))
            if row.ending != one.ending:
                closing.append(_closing(row, row.closed or one.closed, one.ending))
                moved.add((row.subject, row.predicate))
            continue
        fresh.append(
            rows.from_claim(one.claim, one.version, one.said, now)
            | {"closed": one.closed, "ending": one.ending, "gone": gone if one.closed is None else None}
        )
        moved.add((one.claim.subject, one.claim.predicate))
    for row in there:
        if (row.id, row.version, row.opened) not in fitting and row.ending != "carried":
            closing.append(_closing(row, row.closed or now, "reread"))
            moved.add((row.subject, row.predicate))
    said.closed(connection, closing)
    putting.put(connection, tables.claims, fresh, ("id", "version", "opened"))
    return frozenset(moved)


def _due(there: Iterable[Row[Any]], readings: Readings, came: Mapping[int, datetime]) -> list[_Due]:
    kept: dict[int, dict[str, Claim]] = {}
    for row in there:
        kept.setdefault(row.version, {})[row.id] = rows.claim(row)
    says = {version: {claim.id: claim for claim in claims} for version, claims in readings.items()}
    versions = sorted({*kept, *says, *came})
    found: list[_Due] = []
    before: dict[said.Content, datetime] = {}
    for version, later in zip(versions, [*versions[1:], None], strict=True):
        claims = says.get(version, kept.get(version, {}))
        carried = _contents(says.get(later, kept.get(later, {}))) if later is not None else set()
        now_said: dict[said.Content, datetime] = {}
        for claim in claims.values():
            what = said.content(claim)
            day = before.get(what) or _said(claim, version, came)
            now_said[what] = min(day, now_said.get(what, day))
            ending = "" if later is None else "carried" if (what, claim.confidence >= SURE) in carried else "taken_back"
            closed = came.get(later) if later is not None else None
            found.append(_Due(claim=claim, version=version, said=day, closed=closed, ending=ending))
        before = now_said
    return found


def _said(claim: Claim, version: int, came: Mapping[int, datetime]) -> datetime:
    # As `claims.put` has it: nothing is said before its version came, and nothing after it.
    moment = came.get(version)
    if moment is None:
        return claim.said or datetime.min.replace(tzinfo=UTC)
    return moment if version > 1 else min(moment, claim.said or moment)


def _contents(claims: Mapping[str, Claim]) -> set[tuple[said.Content, bool]]:
    return {(said.content(claim), claim.confidence >= SURE) for claim in claims.values()}


def _closing(row: Row[Any], closed: datetime | None, ending: str) -> dict[str, Any]:
    return {"_id": row.id, "_version": row.version, "_opened": row.opened, "_closed": closed, "_ending": ending}


def _rows(connection: Connection, article: str) -> list[Row[Any]]:
    kept = tables.claims.c
    query = read.claim_rows().where(kept.article == article, kept.ending != "reread")
    return list(connection.execute(query.order_by(kept.version, kept.opened, kept.id)))
