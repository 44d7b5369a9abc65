"""Which names have moved: asks the store what is said of them, lets `resolve` decide, and keeps what came of it.

Claims keep the names that their articles use; what a name is taken for stands beside them, in the table of candidates.
So a merge is a redirect that rewrites nothing, and an undone one leaves nothing behind.
"""

import functools
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from models import baseline, knowledge
from models import verdict as verdicts
from models.errors import ConfigError
from models.factory import Factory
from models.fold import Pair
from models.source import SourceKind
from models.store import read
from models.store import verdicts as decisions
from models.verdict import Verdict
from pipeline import evidence, likeness, resolve
from pipeline.components.words import fold


def settled(
    connection: Connection,
    moved: Iterable[Pair],
    *,
    kinds: Mapping[str, SourceKind],
    now: datetime,
    judged: Iterable[str] = (),
) -> frozenset[Pair]:
    """The subjects and predicates to settle when these names and predicates moved, or the names were `judged`.

    Names that nobody knew are taken for what they are from now on; those that wait are in no pair.
    """
    moved, judged = frozenset(moved), frozenset(judged)
    before = decisions.factories(connection)
    asked = judged | {
        name for name, predicate in moved if _unknown(name) and (name not in before or predicate in evidence.PREDICATES)
    }
    after = dict(before)
    turned: set[Pair] = set()
    merged: set[str] = set()
    if asked:
        every = decisions.every(connection)
        together = _related(asked, before, every)
        taken = resolve.names(
            read.said_of(connection, together, evidence.PREDICATES),
            verdicts=every,
            factories=knowledge.factories(),
            official=lambda source: source == baseline.NAME or kinds.get(source) == "official",
            country_of=lambda city: _cities().get(fold(city), ""),
            ordinary=_ordinary(),
            minted=decisions.minted(connection),
        )
        decisions.taken(connection, taken.values(), now)
        for name, one in taken.items():
            after[name] = one.factory
            earlier = before.get(name, name)
            if earlier != one.factory:
                predicates = read.predicates_of(connection, name)
                turned |= {(subject, predicate) for subject in (earlier, one.factory) for predicate in predicates}
                if {earlier, one.factory} - {name, ""}:  # merged, or no longer: so is what links to it
                    merged |= {name, earlier, one.factory}
        turned |= read.naming(connection, merged) if merged else frozenset()
    settling = turned | {(after.get(name, name), predicate) for name, predicate in moved}
    return frozenset((subject, predicate) for subject, predicate in settling if subject)


def judged(connection: Connection, verdict: Verdict) -> tuple[Verdict, frozenset[str], frozenset[Pair]]:
    """The verdict, written; the names that it is about, and the names and predicates that it moves.

    Raises ConfigError for a verdict about nothing that there is: the caller's transaction must end with it.
    """
    every = decisions.every(connection)
    named = decisions.factories(connection)
    factories = knowledge.factories().keys() | read.names(connection).keys()
    about = verdict.about
    if verdict.kind == "undo":
        if about not in {one.id for one in every}:
            raise ConfigError("no such verdict (see: factorywatch review log)", key=about)
        if about not in {one.id for one in verdicts.in_force(every)}:
            raise ConfigError("is undone already (see: factorywatch review log)", key=about)
    elif verdict.kind == "reject":
        if read.claim(connection, about) is None:
            raise ConfigError("no such claim (see: factorywatch review --format json)", key=about)
    elif about not in named.keys() | factories:
        raise ConfigError("no such candidate (see: factorywatch review)", key=about)
    if verdict.kind == "accept" and about in knowledge.factories():
        raise ConfigError("is a known factory", key=about)
    if verdict.kind == "same":
        if verdict.factory == about:
            raise ConfigError("is the same as itself", key=about)
        if verdict.factory not in factories and named.get(verdict.factory) != verdict.factory:
            raise ConfigError("no such factory (see: factorywatch factories)", key=verdict.factory)
    verdict = decisions.put(connection, verdict)
    every = (*every, verdict)
    if circle := verdicts.circle(every):
        raise ConfigError(f"would lead in a circle: {' → '.join((*circle, circle[0]))}", key=about)
    root = verdicts.root(verdict, every)
    if root.kind != "reject":
        return verdict, frozenset({root.about}), frozenset()
    claim = read.claim(connection, root.about)
    return verdict, frozenset(), frozenset({(claim.subject, claim.predicate)} if claim else ())


def taught(connection: Connection) -> tuple[Factory, ...]:
    """The names that people's verdicts teach the reading."""
    every = decisions.every(connection)
    judged = verdicts.of_names(every)
    if not judged:
        return ()
    return resolve.taught(decisions.candidates(connection, names=judged), every, knowledge.factories())


@functools.cache
def _ordinary() -> frozenset[str]:
    return frozenset(knowledge.table(knowledge.SHIPPED / "not_factories.toml")["ordinary"])


@functools.cache
def _cities() -> Mapping[str, str]:
    return {fold(city.name): city.country for city in knowledge.cities()}


def _unknown(name: str) -> bool:
    return name not in knowledge.factories() and name != "programme" and not name.startswith("cohort:")


def _related(asked: frozenset[str], known: Iterable[str], every: Iterable[Verdict]) -> frozenset[str]:
    # All names on which what these are taken for may depend, and that may depend on it.
    leads = {about: one.factory for about, one in verdicts.of_names(every).items() if one.factory}
    names = {name: likeness.core(name) for name in (*known, *asked, *leads)}
    found: set[str] = set()
    waiting = set(asked)
    while waiting:
        name = waiting.pop()
        found.add(name)
        near = likeness.alike(likeness.core(name), names.values())
        beside = {other for other, core in names.items() if core in near}
        beside |= {other for pair in leads.items() if name in pair for other in pair if other in names}
        waiting |= beside - found
    return frozenset(found)
