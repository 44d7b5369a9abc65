"""Settling without a store, for tests: claims go in, the log grows."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from models import fold, knowledge
from models.change import Cause, Change
from models.claim import Claim
from models.fold import Pair
from models.source import SourceKind
from pipeline import reconcile
from tests import make

KINDS_OF_SOURCE: Mapping[str, SourceKind] = {
    "eurohpc": "official",
    "commission": "official",
    "cineca": "host",
    "corriere": "press",
    "repubblica": "press",
    "stampa": "press",
    "tageblatt": "press",
}


def run(
    claims: Iterable[Claim],
    log: Iterable[Change] = (),
    *,
    now: datetime | date | str = make.NOW,
    cause: Cause | None = None,
    stories: Mapping[str, str] | None = None,
    touched: Iterable[Pair] = (),
    kinds: Mapping[str, SourceKind] = KINDS_OF_SOURCE,
) -> tuple[Change, ...]:
    """The log after these claims (all that are open) were settled."""
    log = tuple(log)
    by_pair: dict[Pair, list[Claim]] = {pair: [] for pair in touched}
    for claim in claims:
        by_pair.setdefault((claim.subject, claim.predicate), []).append(claim)
    new = reconcile.changes(
        by_pair,
        log,
        fact_types=knowledge.fact_types(),
        kinds_of_source=kinds,
        now=make.moment(now),
        cause=cause,
        stories=stories or {},
    )
    return log + tuple(make.placed(new, after=len(log)))


def of(log: Iterable[Change], predicate: str | None) -> list[Change]:
    """The rows of one predicate."""
    return [row for row in log if row.predicate == predicate]


def shown(log: Iterable[Change], *, at: date | None = None, as_of: date | None = None) -> set[tuple[object, ...]]:
    """What is held, without the clock of what we know and without the claims it rests on."""
    return {
        (fact.subject, fact.predicate, fact.value, fact.standing, fact.valid)
        for fact in fold.facts(log, at=at, as_of=as_of)
    }
