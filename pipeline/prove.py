"""Whether the store can be trusted: the log is whole, facts are what it folds to, and it follows from the claims."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from models import fold, knowledge
from models import value as values
from models.change import Change
from models.fact import Fact
from models.fold import Pair
from models.settings import Settings
from models.store import believed, copies, read, reread, verdicts
from models.store import engine as stores
from pipeline import reconcile


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What was found; `wrong` holds one line for each thing that is not as it must be."""

    claims: int
    changes: int
    facts: int
    digest: str
    """Of the facts with all that we know of them."""
    rebuilt: str
    """Of the facts as the claims alone give them: without what depends on when we looked."""
    wrong: tuple[str, ...]


def store(engine: Engine, settings: Settings) -> Proved:
    """Walks the chain, folds the log anew, and settles all claims anew as if nothing had ever been settled."""
    with stores.reading(engine).connect() as connection, connection.begin():
        facts, log = read.facts(connection), read.changes(connection)
        broken = read.first_broken(connection)
        drifted = read.drifted(connection)
        altered = believed.altered(connection)
        pairs = _pairs(connection, (*facts, *log))
        claims = read.claims(connection, pairs)
        told = copies.stories(connection, {claim.article for heard in claims.values() for claim in heard})
    kinds = {name: one.kind for name, one in knowledge.sources(settings.sources).items()}

    def settled(held: Iterable[Change]) -> tuple[Change, ...]:
        return reconcile.changes(
            claims,
            held,
            fact_types=knowledge.fact_types(),
            kinds_of_source=kinds,
            now=settings.now(),
            stories=told,
        )

    lacking, rebuilt = settled(log), fold.facts(settled(()))
    wrong = [f"the log is broken at c{broken:07d}: somebody changed it behind our back"] if broken else []
    wrong += [f"claim {claim}: it is not what its article said" for claim in altered]
    wrong += [f"{fact.subject} {fact.predicate}: the facts are not what the log folds to" for fact in drifted]
    wrong += [
        f"{subject} {predicate}: the log is not what the claims settle to (after an update: factorywatch replay)"
        for subject, predicate in sorted({(row.subject, row.predicate or "") for row in lacking})
    ]
    if not wrong and _digest(rebuilt) != _digest(facts):
        wrong.append("the facts are not what the claims settle to from the first day on")
    return Proved(
        claims=sum(len(heard) for heard in claims.values()),
        changes=len(log),
        facts=len(facts),
        digest=fold.digest(facts),
        rebuilt=_digest(rebuilt),
        wrong=tuple(wrong),
    )


def _pairs(connection: Connection, held: Iterable[Fact | Change]) -> frozenset[Pair]:
    taken = verdicts.factories(connection)
    said = {(taken.get(name, name), predicate) for name, predicate in reread.pairs(connection)}
    logged = {(one.subject, one.predicate) for one in held if one.predicate is not None}
    return frozenset((subject, predicate) for subject, predicate in said | logged if subject)


def _digest(facts: Iterable[Fact]) -> str:
    lines = sorted(
        json.dumps([fact.subject, fact.predicate, values.key(fact.value), fact.standing, fact.valid.isoformat()])
        for fact in facts
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
