"""What was said of a subject, as far as was known on a day: for windows that show all opinions side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, or_

from models import camps, knowledge
from models.camps import Opinion, Rules
from models.candidate import Candidate
from models.claim import SURE, Claim
from models.source import SourceKind
from models.store import copies, read, rows, tables, verdicts

_MANY = 500
"""So many claims go into one question: below SQLite's limit on the parameters of a statement."""


def opinions(
    connection: Connection,
    subject: str,
    kinds_of_source: Mapping[str, SourceKind],
    *,
    at: date | None = None,
    as_of: date | None = None,
) -> Mapping[str, tuple[Opinion, ...]]:
    """Predicate → all that articles say of this subject, the values with the most independent sources first.

    What was said until the end of day `at`, as far as was known at the end of day `as_of`; by default: now. Who is
    taken for whom is today's knowledge.
    """
    said = _claims(connection, subject, at=at, as_of=as_of)
    told = copies.stories(connection, {claim.article for claims in said.values() for claim in claims})
    fact_types = knowledge.fact_types()
    return {
        predicate: camps.opinions(
            claims, Rules(fact_type=fact_types[predicate], kinds_of_source=kinds_of_source, stories=told)
        )
        for predicate, claims in said.items()
    }


def merged(connection: Connection, as_of: date | None = None) -> Mapping[str, Candidate]:
    """The names that are taken for another factory, by id; without those that were still themselves on that day."""
    return verdicts.merged(connection, None if as_of is None else _end(as_of))


def proofs(connection: Connection, claims: Iterable[str]) -> Mapping[str, Claim]:
    """The claims of these ids, each as the newest version that made it has it."""
    kept = tables.claims.c
    listed = sorted(set(claims))
    found: dict[str, Claim] = {}
    for start in range(0, len(listed), _MANY):
        query = read.claim_rows().where(kept.id.in_(listed[start : start + _MANY]))
        for row in connection.execute(query.order_by(kept.version, kept.opened)):
            found[row.id] = rows.claim(row)
    return found


def altered(connection: Connection) -> tuple[str, ...]:
    """The ids of the claims whose content is not what their id is the hash of."""
    found = connection.execute(read.claim_rows().execution_options(yield_per=1000))
    return tuple(sorted({row.id for row in found if rows.claim(row).id != row.id}))


def _claims(
    connection: Connection, subject: str, *, at: date | None, as_of: date | None
) -> dict[str, tuple[Claim, ...]]:
    kept = tables.claims.c
    names = sorted(verdicts.spoken(connection, {subject}))
    query = read.claim_rows().where(kept.subject.in_(names), kept.confidence >= SURE)
    if as_of is None:
        query = query.where(kept.closed.is_(None))
    else:
        query = query.where(kept.opened < _end(as_of), or_(kept.closed.is_(None), kept.closed >= _end(as_of)))
    if at is not None:
        query = query.where(kept.said < _end(at))
    refused = verdicts.rejected(connection)
    found: dict[str, list[Claim]] = {}
    for row in connection.execute(query.order_by(kept.said, kept.id, kept.version, kept.opened)):
        if row.id not in refused:
            claim = rows.claim(row)
            # Then it was open, whatever became of it since.
            gone = claim.gone if as_of is None or (claim.gone and claim.gone < _end(as_of)) else None
            found.setdefault(row.predicate, []).append(replace(claim, ended=None, gone=gone))
    return {predicate: verdicts.named(connection, predicate, claims) for predicate, claims in found.items()}


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)
