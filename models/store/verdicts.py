"""What people decided, and what names are taken for. Verdicts are only ever added; what a name is taken for follows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select

from models import knowledge
from models import verdict as verdicts
from models.candidate import Candidate, Near
from models.claim import Claim
from models.store import putting, tables
from models.verdict import Verdict

_MANY = 500
"""So many names go into one question: below SQLite's limit on the parameters of a statement."""


def every(connection: Connection) -> tuple[Verdict, ...]:
    """All verdicts, oldest first, those that were undone too."""
    query = select(tables.verdicts).order_by(tables.verdicts.c.number)
    return tuple(
        Verdict(
            kind=row.kind,
            about=row.about,
            factory=row.factory,
            who=row.who,
            when=row.decided,
            why=row.why,
            number=row.number,
        )
        for row in connection.execute(query)
    )


def put(connection: Connection, verdict: Verdict) -> Verdict:
    """The verdict with its number. The caller sees to it that nobody else decides meanwhile (`write.alone`)."""
    last = connection.execute(select(func.max(tables.verdicts.c.number))).scalar_one_or_none() or 0
    row = {
        "number": last + 1,
        "kind": verdict.kind,
        "about": verdict.about,
        "factory": verdict.factory,
        "who": verdict.who,
        "decided": verdict.when,
        "why": verdict.why,
    }
    connection.execute(insert(tables.verdicts), row)
    return replace(verdict, number=last + 1)


def rejected(connection: Connection) -> frozenset[str]:
    """The ids of the claims that somebody rejected."""
    about = select(tables.verdicts.c.number).where(tables.verdicts.c.kind == "reject").limit(1)
    return verdicts.rejected(every(connection)) if connection.execute(about).first() else frozenset()


def candidates(connection: Connection, *, names: Collection[str] | None = None) -> dict[str, Candidate]:
    """The names that were asked about, by id; all of them, or those of `names`."""
    if names is None:
        return _candidates(connection)
    listed, found = sorted(names), dict[str, Candidate]()
    for start in range(0, len(listed), _MANY):
        found |= _candidates(connection, tables.candidates.c.id.in_(listed[start : start + _MANY]))
    return found


def open_ones(connection: Connection) -> tuple[Candidate, ...]:
    """The names that wait for a person, the longest waiting first."""
    kept = tables.candidates.c
    found = _candidates(connection, kept.state == "open")
    since = {row.id: row.since for row in connection.execute(select(kept.id, kept.since).where(kept.state == "open"))}
    return tuple(sorted(found.values(), key=lambda one: (since[one.id], one.id)))


def factories(connection: Connection) -> Mapping[str, str]:
    """Of each name that was asked about, the subject under which its claims settle; empty: under none."""
    kept = tables.candidates.c
    return {row.id: row.factory for row in connection.execute(select(kept.id, kept.factory).order_by(kept.id))}


def merged(connection: Connection, until: datetime | None = None) -> dict[str, Candidate]:
    """The names that are taken for another factory than themselves, by id; those that were so already by `until`."""
    kept = tables.candidates.c
    elsewhere = and_(kept.factory != "", kept.factory != kept.id)
    return _candidates(connection, elsewhere if until is None else and_(elsewhere, kept.moved < until))


def named(connection: Connection, predicate: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """These claims of one predicate; a value that names a merged factory is read as the factory that it is now."""
    claims = tuple(claims)
    if not claims or knowledge.fact_types()[predicate].value != "factory":
        return claims
    elsewhere = merged(connection)
    return tuple(
        one.read_as(elsewhere[str(one.value)].factory) if str(one.value) in elsewhere else one for one in claims
    )


def minted(connection: Connection) -> Mapping[str, datetime]:
    """The ids that factories have or had, each since when."""
    kept = tables.factories.c
    return {row.id: row.since for row in connection.execute(select(kept.id, kept.since).order_by(kept.id))}


def taken(connection: Connection, candidates: Iterable[Candidate], now: datetime) -> None:
    """From now on these names are taken for that."""
    listed = {one.id: one for one in candidates}
    before = _candidates(connection, tables.candidates.c.id.in_(sorted(listed)))
    kept = tables.candidates.c
    query = select(kept.id, kept.since, kept.moved).where(kept.id.in_(sorted(listed)))
    times = {row.id: (row.since, row.moved) for row in connection.execute(query)}
    fresh = []
    for one in listed.values():
        if one == before.get(one.id):
            continue
        since, moved = times.get(one.id, (now, now))
        same = one.id in before and (one.state, one.factory) == (before[one.id].state, before[one.id].factory)
        fresh.append(
            {
                "id": one.id,
                "name": one.name,
                "state": one.state,
                "factory": one.factory,
                "kind": one.kind,
                "country": one.country,
                "why": one.why,
                "near": [[near.factory, near.why] for near in one.near],
                "since": since,
                "moved": moved if same else now,
            }
        )
    putting.put(connection, tables.candidates, fresh, ("id",))


def spoken(connection: Connection, subjects: Collection[str]) -> dict[str, str]:
    """The names whose claims settle under these subjects, each with its subject.

    Mostly a subject's own name alone; more where another name was taken for it; none where it is no factory itself.
    """
    said = {subject: subject for subject in subjects}
    listed, kept = sorted(said), tables.candidates.c
    for start in range(0, len(listed), _MANY):
        some = listed[start : start + _MANY]
        query = select(kept.id, kept.factory).where(or_(kept.id.in_(some), kept.factory.in_(some)))
        for row in connection.execute(query):
            if row.factory and row.factory in subjects:
                said[row.id] = row.factory
            else:
                said.pop(row.id, None)
    return said


def _candidates(connection: Connection, which: ColumnElement[bool] | None = None) -> dict[str, Candidate]:
    query = select(tables.candidates).order_by(tables.candidates.c.id)
    return {
        row.id: Candidate(
            id=row.id,
            name=row.name,
            state=row.state,
            factory=row.factory,
            kind=row.kind,
            country=row.country,
            why=row.why,
            near=tuple(Near(factory=factory, why=why) for factory, why in row.near),
        )
        for row in connection.execute(query if which is None else query.where(which))
    }
