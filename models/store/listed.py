"""All factories with what is held of each on another day, found by looking into the log rather than by folding it all.

Of a fact that has one value the last row by its day decides (models/fold.py): one step into an index, however long the
log is. So a list of a thousand factories out of a million rows takes no longer than the list of today.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, FromClause, Text, and_, cast, func, literal, or_, select, union_all

from models import knowledge
from models import value as values
from models.fact import Fact
from models.factory import Listed
from models.store import rows, tables
from models.value import Value

KIND = "kind"


def of(facts: Iterable[Fact]) -> tuple[Listed, ...]:
    """The factories among whatever these facts are of, by id."""
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject, []).append(fact)
    found = []
    for subject, of_subject in sorted(by_subject.items()):
        held: dict[str, tuple[Value, ...]] = {}
        for fact in of_subject:
            held[fact.predicate] = (*held.get(fact.predicate, ()), fact.value)
        if kind := next((fact for fact in of_subject if fact.predicate == KIND), None):
            found.append(Listed(id=subject, since=kind.valid, held=held))
    return tuple(found)


def then(
    connection: Connection, *, at: date | None, as_of: date | None, predicates: Collection[str] = ()
) -> tuple[Listed, ...]:
    """The factories at the end of day `at`, as far as was known at the end of day `as_of`, by id.

    With the facts of these predicates; without any, of all.
    """
    types = {key: one for key, one in knowledge.fact_types().items() if "factory" in one.of}
    wanted = [key for key in types if key != KIND and (not predicates or key in predicates)]
    kinds = _last(connection, KIND, at, as_of)
    held: dict[str, dict[str, tuple[Value, ...]]] = {subject: {KIND: (kind,)} for subject, kind in kinds.items()}
    for predicate in wanted:
        if not types[predicate].many:
            for subject, value in _last(connection, predicate, at, as_of).items():
                held.setdefault(subject, {})[predicate] = (value,)
    several = [key for key in wanted if types[key].many]
    for (subject, predicate), told in (_several(connection, several, at, as_of) if several else {}).items():
        held.setdefault(subject, {})[predicate] = told
    since = _since(connection, kinds, at, as_of)
    return tuple(Listed(id=key, since=since[key], held=held[key]) for key in sorted(kinds))


def _last(connection: Connection, predicate: str, at: date | None, as_of: date | None) -> dict[str, Value]:
    # What is held of each factory: what the last row brings; nothing where it only takes away.
    log, each, deciding = tables.changes.c, tables.factories, tables.changes.alias("deciding")
    last = (
        select(deciding.c.seq)
        .where(deciding.c.subject == each.c.id, deciding.c.predicate == predicate, *_seen(deciding, at, as_of))
        .order_by(deciding.c.took_effect.desc(), deciding.c.seq.desc())
        .limit(1)
        .correlate(each)
        .scalar_subquery()
    )
    query = select(log.subject, cast(log.new, Text).label("new")).where(
        log.seq.in_(select(last).select_from(each)), log.new.is_not(None)
    )
    return {row.subject: rows.value_of(row.new) for row in connection.execute(query)}


def _since(connection: Connection, kinds: Mapping[str, Value], at: date | None, as_of: date | None) -> dict[str, date]:
    # The first day after the last one at whose end another kind was held, or none.
    each, first = tables.factories, tables.changes.alias("first")
    other, later = tables.changes.alias("other"), tables.changes.alias("later")
    found: dict[str, date] = {}
    for kind in sorted(set(map(str, kinds.values()))):
        same_day = and_(
            later.c.subject == other.c.subject, later.c.took_effect == other.c.took_effect, later.c.seq > other.c.seq
        )
        before = (
            select(other.c.took_effect)
            .where(other.c.subject == each.c.id, other.c.predicate == KIND, *_seen(other, at, as_of))
            .where(or_(other.c.new.is_(None), cast(other.c.new, Text) != f'"{kind}"'))
            .where(
                ~select(later.c.seq)
                .where(same_day, later.c.predicate == KIND, *_seen(later, at, as_of))
                .correlate(other)
                .exists()
            )
            .order_by(other.c.took_effect.desc(), other.c.seq.desc())
            .limit(1)
            .correlate(each)
            .scalar_subquery()
        )
        day = (
            select(first.c.took_effect)
            .where(first.c.subject == each.c.id, first.c.predicate == KIND, *_seen(first, at, as_of))
            .where(first.c.took_effect > func.coalesce(before, date.min))
            .order_by(first.c.took_effect, first.c.seq)
            .limit(1)
            .correlate(each)
            .scalar_subquery()
        )
        for row in connection.execute(select(each.c.id, day.label("day"))):
            if kinds.get(row.id) == kind:
                found[row.id] = row.day
    return found


def _several(
    connection: Connection, predicates: Collection[str], at: date | None, as_of: date | None
) -> dict[tuple[str, str], tuple[Value, ...]]:
    # Of values that stand side by side each has a last row of its own: it is held if that one brings it.
    log, found = tables.changes.c, dict[tuple[str, str], list[Value]]()
    several = (
        log.subject.in_(select(tables.factories.c.id)),
        log.predicate.in_(predicates),
        *_seen(tables.changes, at, as_of),
    )
    place, old, new = (log.took_effect, log.seq), cast(log.old, Text), cast(log.new, Text)
    brought = select(log.subject, log.predicate, new.label("value"), *place, literal(1).label("brings"))
    taken = select(log.subject, log.predicate, old.label("value"), *place, literal(0).label("brings"))
    mentions = union_all(
        brought.where(*several, log.new.is_not(None)),
        taken.where(*several, log.old.is_not(None), or_(log.new.is_(None), old != new)),
    ).subquery()
    told = mentions.c
    nth = func.row_number().over(
        partition_by=(told.subject, told.predicate, told.value), order_by=(told.took_effect.desc(), told.seq.desc())
    )
    last = select(told.subject, told.predicate, told.value, told.brings, nth.label("nth")).subquery().c
    for row in connection.execute(
        select(last.subject, last.predicate, last.value).where(last.nth == 1, last.brings == 1)
    ):
        found.setdefault((row.subject, row.predicate), []).append(rows.value_of(row.value))
    return {pair: tuple(sorted(several, key=values.key)) for pair, several in found.items()}


def _seen(log: FromClause, at: date | None, as_of: date | None) -> list[ColumnElement[bool]]:
    seen: list[ColumnElement[bool]] = []
    if as_of is not None:
        seen.append(log.c.detected < datetime.combine(as_of + timedelta(days=1), time(), UTC))
    # Nothing takes effect after it was detected: so the index leads past what came later.
    if days := [day for day in (at, as_of) if day is not None]:
        seen.append(log.c.took_effect <= min(days))
    return seen
