"""Everything that is written. Each function works in the caller's transaction; nothing is deleted, only closed."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from models import fold
from models.alert import Alert, Rule
from models.article import Article
from models.change import Change
from models.claim import Claim
from models.fold import Pair
from models.look import Look
from models.page import Page, PageState
from models.store import chain, read, rows, tables
from models.store import claims as said
from models.store.putting import insert as _insert
from models.store.putting import new as _new
from models.store.putting import put as _put

# Any number that no other program on the server uses for the same purpose.
_SETTLING = 0x46616375


def alone(connection: Connection) -> None:
    """Nobody else settles until this transaction ends. SQLite's transactions are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SETTLING})


def page(connection: Connection, page: Page, place: str, *, again: bool = False) -> None:
    """The page waits to be read. The same page again changes nothing, unless it is `again` what stands there.

    A page may go from A to B and back to A, or be gone and come back: then it is read once more.
    """
    row = {
        "sha": page.sha,
        "source": page.source,
        "url": page.url,
        "fetched": page.fetched,
        "status": page.status,
        "place": place,
        "state": "waiting",
        "moved": page.fetched,
    }
    if again:
        _put(connection, tables.pages, [row], ("sha",))
    else:
        _new(connection, tables.pages, [row], ("sha",))


def page_done(connection: Connection, sha: str, state: PageState, now: datetime) -> None:
    """The page was read: `done`, `irrelevant` or `failed`; `waiting` has it read again."""
    connection.execute(update(tables.pages).where(tables.pages.c.sha == sha).values(state=state, moved=now))


def look(connection: Connection, *looks: Look) -> None:
    """What came of the last look at these addresses, in place of the ones before."""
    _put(connection, tables.looks, [asdict(look) for look in looks], ("url",))


def article(connection: Connection, article: Article, now: datetime) -> int:
    """The version under which it is stored: a new one where its publisher changed the text, else the one it had.

    The same page read again by other code is no new version: its text takes the place of the earlier reading.
    """
    stored = tables.articles.c
    newest = connection.execute(
        select(stored.version, stored.page, stored.text, stored.text_sha, stored.stored)
        .where(stored.id == article.id)
        .order_by(stored.version.desc())
        .limit(1)
    ).first()
    # Of a text whose days are over the hash has stayed.
    as_before = newest is not None and (
        newest.text_sha == article.text_sha if newest.text_sha else newest.text == article.text
    )
    if newest is None or (not as_before and newest.page != article.page):
        version = 1 if newest is None else newest.version + 1
        connection.execute(insert(tables.articles), rows.from_article(article, version, now))
        return version
    version = int(newest.version)
    if newest.page == article.page:
        row = rows.from_article(article, version, newest.stored)
        connection.execute(
            update(tables.articles).where(stored.id == article.id, stored.version == version).values(**row, text_sha="")
        )
    return version


def claims(
    connection: Connection, article: str, version: int, claims: Iterable[Claim], now: datetime
) -> frozenset[Pair]:
    """The claims of this version are the article's open ones; what it no longer makes is closed. The pairs that moved.

    A claim that an earlier version made keeps its day. What a later version is the first to say was said when that
    version came, whatever date the article bears. Raises ValueError for a version that is no longer the newest.
    """
    heard = said.Heard(article=article, version=version, claims=tuple(claims))
    return said.put(connection, (heard,), now)


def gone(connection: Connection, article: str, now: datetime) -> frozenset[Pair]:
    """The page of this article is gone: its open claims confirm nothing from now on. The pairs that moved."""
    return said.gone(connection, (article,), now)


def changes(
    connection: Connection, changes: Iterable[Change], *, log: Iterable[Change] | None = None
) -> tuple[Change, ...]:
    """The changes with their places in the log: appended, chained, and applied to the facts.

    `log` is what the log holds of their subjects and predicates, where the caller has it at hand: else it is read.
    """
    alone(connection)
    there = tables.changes.c
    last = connection.execute(select(there.seq, there.hash).order_by(there.seq.desc()).limit(1)).first()
    seq, before = (last.seq, last.hash) if last else (0, chain.GENESIS)
    written: list[Change] = []
    appended: list[dict[str, Any]] = []
    for change in changes:
        seq += 1
        change = replace(change, seq=seq)
        hashed = chain.link(before, change)
        appended.append(rows.from_change(change, before, hashed))
        written.append(change)
        before = hashed
    if appended:
        connection.execute(insert(tables.changes), appended)
        moved = {(change.subject, change.predicate) for change in written if change.predicate is not None}
        known = None if log is None else [row for row in log if (row.subject, row.predicate) in moved]
        _folded(connection, moved, read.changes(connection, pairs=moved) if known is None else [*known, *written])
    return tuple(written)


def facts(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Folds the log of these subjects and predicates anew into the facts table."""
    pairs = frozenset(pairs)
    _folded(connection, pairs, read.changes(connection, pairs=pairs))


def _folded(connection: Connection, pairs: Iterable[Pair], log: Iterable[Change]) -> None:
    held = tables.facts.c
    places: dict[Pair, int] = {}
    fresh: list[dict[str, Any]] = []
    for fact in fold.facts(log):
        pair = (fact.subject, fact.predicate)
        places[pair] = places.get(pair, -1) + 1
        fresh.append(rows.from_fact(fact, places[pair]))
    # What is no longer held goes; what is takes the place of what was.
    going = [
        {"_subject": subject, "_predicate": predicate, "_place": places.get((subject, predicate), -1)}
        for subject, predicate in sorted(pairs)
    ]
    if going:
        connection.execute(
            delete(tables.facts).where(
                held.subject == bindparam("_subject"),
                held.predicate == bindparam("_predicate"),
                held.place > bindparam("_place"),
            ),
            going,
        )
    _put(connection, tables.facts, fresh, ("subject", "predicate", "place"))


def registered(connection: Connection, factory_id: str, kind: str, name: str, now: datetime) -> None:
    """The factory's id is taken from now on. A second time changes nothing."""
    row = {"id": factory_id, "kind": kind, "name": name, "since": now}
    _new(connection, tables.factories, [row], ("id",))


def rule(connection: Connection, rule: Rule) -> Rule:
    """The rule with its id. Who asks for the same twice has one rule."""
    for known in read.rules(connection):
        if replace(known, created=rule.created) == replace(rule, id=known.id):
            return known
    row = {
        "who": rule.who,
        "channel": rule.channel,
        "kinds": list(rule.kinds),
        "subjects": list(rule.subjects),
        "predicates": list(rule.predicates),
        "confirmed_only": rule.confirmed_only,
        "created": rule.created,
        "removed": None,
    }
    new = connection.execute(insert(tables.rules).returning(tables.rules.c.id), row).scalar_one()
    return replace(rule, id=new)


def rule_removed(connection: Connection, rule_id: int, now: datetime) -> bool:
    """Whether there was such a rule; it makes no more alerts and its waiting ones are not sent."""
    which = (tables.rules.c.id == rule_id, tables.rules.c.removed.is_(None))
    return connection.execute(update(tables.rules).where(*which).values(removed=now)).rowcount > 0


def alerts(connection: Connection, alerts: Iterable[Alert]) -> None:
    """The alerts lie in the outbox. One that is there already stays as it is."""
    fresh = [
        {
            "id": alert.id,
            "rule": alert.rule,
            "change": alert.change,
            "who": alert.who,
            "channel": alert.channel,
            "subject_line": alert.subject_line,
            "body": alert.body,
            "made": alert.made,
            "attempts": alert.attempts,
            "tried": None,
            "trouble": "",
            "sent": alert.sent,
        }
        for alert in alerts
    ]
    _new(connection, tables.alerts, fresh, ("id",))


def sent(connection: Connection, alert_id: str, now: datetime) -> None:
    """The alert was taken by its channel."""
    box = tables.alerts.c
    connection.execute(
        update(tables.alerts)
        .where(box.id == alert_id)
        .values(sent=now, tried=now, attempts=box.attempts + 1, trouble="")
    )


def not_sent(connection: Connection, alert_id: str, words: str, now: datetime) -> None:
    """The alert was not taken, and what the channel said; it stays in the outbox."""
    box = tables.alerts.c
    connection.execute(
        update(tables.alerts).where(box.id == alert_id).values(tried=now, attempts=box.attempts + 1, trouble=words)
    )


def issue(connection: Connection, *, about: str, kind: str, words: str, now: datetime) -> None:
    """Something to look at. The same again raises its count, and opens it where it was closed."""
    row = {"about": about, "kind": kind, "words": words, "first": now, "last": now, "count": 1, "closed": None}
    upsert = _insert(connection.dialect.name, tables.issues)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["about", "kind"],
            set_={"words": words, "last": now, "count": tables.issues.c.count + 1, "closed": None},
        ),
        row,
    )


def issue_closed(connection: Connection, *, about: str, kind: str, now: datetime) -> bool:
    """Whether there was such an open issue; it is closed."""
    kept = tables.issues.c
    which = (kept.about == about, kept.kind == kind, kept.closed.is_(None))
    return connection.execute(update(tables.issues).where(*which).values(closed=now)).rowcount > 0
