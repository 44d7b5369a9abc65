"""Everything that is read. Nouns come back, in an order that does not depend on the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, cast, func, or_, select, tuple_

from models import fold, knowledge
from models.alert import Alert, Rule
from models.article import Article
from models.change import Change, ChangeKind
from models.claim import SURE, Claim
from models.fact import Fact
from models.factory import Registered
from models.fold import Pair
from models.issue import Issue
from models.look import Look
from models.page import Waiting
from models.store import chain, rows, tables, verdicts

Thing = TypeVar("Thing")

# So many pairs go into one question: below SQLite's limit on the parameters of a statement.
_MANY = 500


def look(connection: Connection, url: str) -> Look | None:
    """The last look at this address."""
    return next(iter(looks(connection, (url,))), None)


def looks(connection: Connection, urls: Iterable[str]) -> tuple[Look, ...]:
    """The last looks at those of these addresses that were ever looked at."""
    kept = tables.looks.c
    return tuple(
        Look(**row._mapping)
        for some in _batches(sorted(set(urls)))
        for row in connection.execute(select(tables.looks).where(kept.url.in_(some)).order_by(kept.url))
    )


def again(connection: Connection, source: str, now: datetime) -> tuple[Look, ...]:
    """The articles of this source that are to be looked at again by now, the longest overdue first."""
    kept = tables.looks.c
    query = select(tables.looks).where(kept.source == source, kept.again <= now).order_by(kept.again, kept.url)
    return tuple(Look(**row._mapping) for row in connection.execute(query))


def gone(connection: Connection) -> tuple[str, ...]:
    """The articles that still speak though their pages are gone, by id: what they say is to be withdrawn."""
    kept, stored, said = tables.looks.c, tables.articles.c, tables.claims.c
    query = (
        select(tables.looks, stored.id.label("article"))
        .join(tables.articles, stored.url == kept.url)
        .join(tables.claims, said.article == stored.id)
        .where(kept.missed > 0, said.closed.is_(None), said.gone.is_(None))
        .distinct()
        .order_by(stored.id)
    )
    found = [row._asdict() for row in connection.execute(query)]
    return tuple(dict.fromkeys(article for row in found if (article := row.pop("article")) and Look(**row).gone))


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """The pages that are not yet read, oldest first."""
    pages = tables.pages.c
    found = connection.execute(
        select(pages.sha, pages.source, pages.url, pages.place)
        .where(pages.state == "waiting")
        .order_by(pages.fetched, pages.sha)
    )
    return tuple(Waiting(sha=row.sha, source=row.source, url=row.url, place=row.place) for row in found)


def article(connection: Connection, article_id: str, version: int | None = None) -> Article | None:
    """One version of an article; by default the newest."""
    stored = tables.articles.c
    query = select(tables.articles).where(stored.id == article_id).order_by(stored.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(stored.version == version)).first()
    return None if row is None else rows.article(row)


def claim(connection: Connection, claim_id: str) -> Claim | None:
    """The claim of that id, as the newest version that made it has it."""
    kept = tables.claims.c
    row = connection.execute(
        claim_rows().where(kept.id == claim_id).order_by(kept.version.desc(), kept.opened.desc()).limit(1)
    ).first()
    return None if row is None else rows.claim(row)


def claims(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, tuple[Claim, ...]]:
    """All that `reconcile` needs of these pairs: the open claims and those that their publishers took back since.

    Every pair that was asked for is in the answer, also those of which nobody says anything any more.
    """
    kept = tables.claims.c
    return _by_pair(connection, pairs, or_(kept.closed.is_(None), kept.ending == "taken_back"))


def open_claims(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, tuple[Claim, ...]]:
    """What articles say today of these pairs. Every pair that was asked for is in the answer."""
    return _by_pair(connection, pairs, tables.claims.c.closed.is_(None))


def claim_rows() -> Select[Any]:
    """All claims, each with the address of its article; to be narrowed down, and read by `rows.claim`."""
    kept, stored = tables.claims.c, tables.articles.c
    same = and_(stored.id == kept.article, stored.version == kept.version)
    # The values as the text they lie in: few are different, and reading each of these once is enough.
    columns = [cast(kept.value, Text).label("value") if column.name == "value" else column for column in kept]
    return select(*columns, stored.url.label("address")).select_from(tables.claims.outerjoin(tables.articles, same))


def said_of(connection: Connection, names: Iterable[str], predicates: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
    """What articles say or said of these names, whatever the names are taken for: of some predicates, and surely."""
    kept = tables.claims.c
    listed, refused = sorted(set(names)), verdicts.rejected(connection)
    found: dict[str, list[Claim]] = {name: [] for name in listed}
    for some in _batches(listed):
        query = claim_rows().where(kept.subject.in_(some), kept.predicate.in_(sorted(set(predicates))))
        query = query.where(kept.confidence >= SURE, or_(kept.closed.is_(None), kept.ending == "taken_back"))
        for row in connection.execute(query.order_by(kept.said, kept.id, kept.version, kept.opened)):
            if row.id not in refused:
                found[row.subject].append(rows.claim(row))
    return {name: tuple(claims) for name, claims in found.items()}


def predicates_of(connection: Connection, name: str) -> frozenset[str]:
    """The predicates of which articles ever said something with this name."""
    kept = tables.claims.c
    query = select(kept.predicate).where(kept.subject == name).distinct()
    return frozenset(row.predicate for row in connection.execute(query))


def naming(connection: Connection, factories: Iterable[str]) -> frozenset[Pair]:
    """The subjects and predicates of which the log says, or said once, that their value is one of these factories."""
    log, asked = tables.changes.c, set(factories)
    links = [one.predicate for one in knowledge.fact_types().values() if one.value == "factory"]
    query = select(log.subject, log.predicate, cast(log.new, Text).label("new")).distinct()
    # All that is logged of a factory comes after it was registered: so an index on the subject serves.
    query = query.where(log.subject.in_(select(tables.factories.c.id)), log.predicate.in_(links), log.new.is_not(None))
    return frozenset(
        (row.subject, row.predicate) for row in connection.execute(query) if rows.value_of(row.new) in asked
    )


def widened(connection: Connection, pairs: Iterable[Pair]) -> frozenset[Pair]:
    """The pairs that must be settled together with these.

    A factory's facts wait until its kind is held: so the kind of every subject comes along, and where the day of that
    may move (or the factory is not yet held), all that is said of the subject.
    """
    wanted = set(pairs)
    subjects = sorted({subject for subject, _ in wanted})
    wanted |= {(subject, "kind") for subject in subjects}
    spoken = verdicts.spoken(connection, subjects)
    by_subject: dict[str, list[str]] = {}
    for name, subject in sorted(spoken.items()):
        by_subject.setdefault(subject, []).append(name)
    for some in _batches(subjects):
        names = [name for subject in some for name in by_subject.get(subject, ())]
        # The clock is the fact's own: since when the kind is valid, against the first day on which it was said.
        held = {
            row.subject: row.valid
            for row in connection.execute(
                select(tables.facts.c.subject, func.min(tables.facts.c.valid).label("valid"))
                .where(tables.facts.c.subject.in_(some), tables.facts.c.predicate == "kind")
                .group_by(tables.facts.c.subject)
            )
        }
        kept = tables.claims.c
        told: dict[str, datetime] = {}
        for row in connection.execute(
            select(kept.subject, func.min(kept.said, type_=kept.said.type).label("said"))
            .where(kept.subject.in_(names), kept.predicate == "kind", kept.closed.is_(None))
            .where(kept.modality == "asserted", kept.confidence >= SURE)
            .group_by(kept.subject)
        ):
            subject = spoken[row.subject]
            told[subject] = min(row.said, told.get(subject, row.said))
        moving = [
            subject
            for subject in some
            if subject not in held or subject not in told or held[subject] != told[subject].astimezone(UTC).date()
        ]
        if moving:
            names = [name for subject in moving for name in by_subject.get(subject, ())]
            for table, whose in ((tables.claims, names), (tables.facts, moving)):
                query = select(table.c.subject, table.c.predicate).where(table.c.subject.in_(whose)).distinct()
                wanted |= {(spoken.get(row.subject, row.subject), row.predicate) for row in connection.execute(query)}
    return frozenset(wanted)


def facts(
    connection: Connection, subject: str | None = None, *, at: date | None = None, as_of: date | None = None
) -> tuple[Fact, ...]:
    """The facts, of one subject or all; at the end of day `at`, as far as was known at the end of day `as_of`."""
    if at is not None or as_of is not None:
        return fold.facts(changes(connection, subject=subject, at=at, as_of=as_of))
    query = select(tables.facts).order_by(tables.facts.c.subject, tables.facts.c.predicate, tables.facts.c.place)
    if subject is not None:
        query = query.where(tables.facts.c.subject == subject)
    return tuple(rows.fact(row) for row in connection.execute(query))


def changes(
    connection: Connection,
    *,
    since_seq: int = 0,
    subject: str | None = None,
    predicate: str | None = None,
    pairs: Iterable[Pair] | None = None,
    kinds: Iterable[ChangeKind] = (),
    without_baseline: bool = False,
    at: date | None = None,
    as_of: date | None = None,
    since: date | None = None,
    most: int | None = None,
) -> tuple[Change, ...]:
    """The log, oldest first. `at` and `as_of` as in `facts`; `since` by the day we came to know; `most` the newest."""
    log = tables.changes.c
    query = _change_rows()
    if since_seq:
        query = query.where(log.seq > since_seq)
    if subject is not None:
        query = query.where(log.subject == subject)
    if predicate is not None:
        query = query.where(log.predicate == predicate)
    if kinds := tuple(kinds):
        query = query.where(log.kind.in_(kinds))
    if without_baseline:
        query = query.where(log.cause != "baseline")
    if at is not None:
        query = query.where(log.took_effect <= at)
    if as_of is not None:
        query = query.where(log.detected < _midnight(as_of + timedelta(days=1)))
    if since is not None:
        query = query.where(log.detected >= _midnight(since))
    if pairs is None:
        # Sorted below: asked for in its order SQLite would walk the whole log rather than an index (2026-11-22).
        query = query if most is None else query.order_by(log.seq.desc()).limit(most)
        found = [rows.change(row) for row in connection.execute(query)]
    else:
        found = [
            rows.change(row)
            for some in _batches(sorted(set(pairs)))
            for row in connection.execute(query.where(_among(log.subject, log.predicate, some)))
        ]
    return tuple(sorted(found, key=lambda change: change.seq))


def rules(connection: Connection) -> tuple[Rule, ...]:
    """The rules in force, oldest first."""
    query = select(tables.rules).where(tables.rules.c.removed.is_(None)).order_by(tables.rules.c.id)
    return tuple(rows.rule(row) for row in connection.execute(query))


def names(connection: Connection) -> Mapping[str, str]:
    """The name of each factory that was ever registered, by its id: an id that is taken stays taken."""
    query = select(tables.factories.c.id, tables.factories.c.name).order_by(tables.factories.c.id)
    return {row.id: row.name for row in connection.execute(query)}


def unsent(connection: Connection) -> tuple[Alert, ...]:
    """The alerts that wait in the outbox, oldest first; those of rules that were removed stay there."""
    box = tables.alerts.c
    query = (
        select(tables.alerts)
        .join(tables.rules, tables.rules.c.id == box.rule)
        .where(box.sent.is_(None), tables.rules.c.removed.is_(None))
        .order_by(box.change, box.rule, box.id)
    )
    return tuple(rows.alert(row) for row in connection.execute(query))


def issues(connection: Connection) -> tuple[Issue, ...]:
    """The open issues, the latest first."""
    kept = tables.issues.c
    query = select(tables.issues).where(kept.closed.is_(None)).order_by(kept.last.desc(), kept.about, kept.kind)
    return tuple(
        Issue(
            about=row.about,
            kind=row.kind,
            words=row.words,
            first=row.first,
            last=row.last,
            count=row._mapping["count"],
            closed=row.closed,
        )
        for row in connection.execute(query)
    )


def factories(connection: Connection) -> tuple[Registered, ...]:
    """The factories, by id; without those of which somebody decided that they are another one, or none."""
    kept = tables.factories.c
    elsewhere = select(tables.candidates.c.id).where(tables.candidates.c.factory != tables.candidates.c.id)
    query = select(tables.factories).where(kept.id.not_in(elsewhere)).order_by(kept.id)
    return tuple(
        Registered(id=row.id, kind=row.kind, name=row.name, since=row.since) for row in connection.execute(query)
    )


def first_broken(connection: Connection) -> int | None:
    """The place in the log of the first row that was tampered with, or None where the chain is whole."""
    before, expected = chain.GENESIS, 1
    query = _change_rows().order_by(tables.changes.c.seq).execution_options(yield_per=1000)
    with connection.execute(query) as log:
        try:
            for row in log:
                if row.seq != expected or row.before != before or row.hash != chain.link(before, rows.change(row)):
                    return expected
                before, expected = row.hash, expected + 1
        except ValueError:
            # Rows are read one by one, and this one holds what was never written.
            return expected
    return None


def drifted(connection: Connection) -> tuple[Fact, ...]:
    """The facts in which the table and the fold of the whole log differ (of either); none where all is well."""
    differing = set(fold.facts(changes(connection))) ^ set(facts(connection))
    return tuple(sorted(differing, key=lambda fact: (fact.subject, fact.predicate, fact.valid, repr(fact))))


def _change_rows() -> Select[Any]:
    # What is JSON as the text it lies in: few texts are different, and reading each of these once is enough.
    texts = ("old", "new", "because", "sources")
    return select(*(cast(one, Text).label(one.name) if one.name in texts else one for one in tables.changes.c))


def _by_pair(
    connection: Connection, pairs: Iterable[Pair], which: ColumnElement[bool]
) -> dict[Pair, tuple[Claim, ...]]:
    kept = tables.claims.c
    found: dict[Pair, list[Claim]] = {pair: [] for pair in sorted(set(pairs))}
    spoken, refused = verdicts.spoken(connection, {subject for subject, _ in found}), verdicts.rejected(connection)
    names: dict[str, list[str]] = {}
    for name, subject in sorted(spoken.items()):
        names.setdefault(subject, []).append(name)
    asked = [(name, predicate) for subject, predicate in found for name in names.get(subject, ())]
    for some in _batches(asked):
        query = claim_rows().where(which, kept.confidence >= SURE, _among(kept.subject, kept.predicate, some))
        for row in connection.execute(query.order_by(kept.said, kept.id, kept.version, kept.opened)):
            if row.id not in refused:
                found[spoken[row.subject], row.predicate].append(rows.claim(row))
    return {pair: verdicts.named(connection, pair[1], claims) for pair, claims in found.items()}


def _among(subject: ColumnElement[str], predicate: ColumnElement[str], pairs: Sequence[Pair]) -> ColumnElement[bool]:
    # The two plain conditions are for SQLite, which finds no index for the third alone.
    return and_(
        subject.in_({pair[0] for pair in pairs}),
        predicate.in_({pair[1] for pair in pairs}),
        tuple_(subject, predicate).in_(pairs),
    )


def _batches(sequence: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(sequence), _MANY):
        yield sequence[start : start + _MANY]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
