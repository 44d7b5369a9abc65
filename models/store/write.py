"""Everything that is written. Each function works in the caller's transaction; nothing is deleted, only closed."""

import functools
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from models import fold
from models import value as values
from models.alert import Alert, Rule
from models.article import Article
from models.change import Change
from models.claim import Claim
from models.fold import Pair
from models.look import Look
from models.page import Page, PageState
from models.store import chain, read, rows, tables

# Any number that no other program on the server uses for the same purpose.
_SETTLING = 0x46616375
_Content: TypeAlias = tuple[str, str, str, str]


def alone(connection: Connection) -> None:
    """Nobody else settles until this transaction ends. SQLite's transactions are alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _SETTLING})


def page(connection: Connection, page: Page, place: str) -> None:
    """The page waits to be read. The same page again changes nothing."""
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
    _new(connection, tables.pages, [row], ("sha",))


def page_done(connection: Connection, sha: str, state: PageState, now: datetime) -> None:
    """The page was read: `done`, `irrelevant` or `failed`; `waiting` has it read again."""
    connection.execute(update(tables.pages).where(tables.pages.c.sha == sha).values(state=state, moved=now))


def look(connection: Connection, look: Look) -> None:
    """What came of the last look at this address, in place of the one before."""
    row = {
        "url": look.url,
        "source": look.source,
        "checked": look.checked,
        "status": look.status,
        "etag": look.etag,
        "last_modified": look.last_modified,
        "body_sha": look.body_sha,
    }
    _put(connection, tables.looks, [row], ("url",))


def article(connection: Connection, article: Article, now: datetime) -> int:
    """The version under which it is stored: a new one where its publisher changed the text, else the one it had.

    The same page read again by other code is no new version: its text takes the place of the earlier reading.
    """
    stored = tables.articles.c
    newest = connection.execute(
        select(stored.version, stored.page, stored.text, stored.stored)
        .where(stored.id == article.id)
        .order_by(stored.version.desc())
        .limit(1)
    ).first()
    if newest is None or (newest.text != article.text and newest.page != article.page):
        version = 1 if newest is None else newest.version + 1
        connection.execute(insert(tables.articles), rows.from_article(article, version, now))
        return version
    version = int(newest.version)
    if newest.page == article.page:
        row = rows.from_article(article, version, newest.stored)
        connection.execute(
            update(tables.articles).where(stored.id == article.id, stored.version == version).values(**row)
        )
    return version


def claims(
    connection: Connection, article: str, version: int, claims: Iterable[Claim], now: datetime
) -> frozenset[Pair]:
    """The claims of this version are the article's open ones; what it no longer makes is closed. The pairs that moved.

    A claim that an earlier version made keeps its day. What a later version is the first to say was said when that
    version came, whatever date the article bears. Raises ValueError for a version that is no longer the newest.
    """
    kept = tables.claims.c
    open_rows = connection.execute(select(tables.claims).where(kept.article == article, kept.closed.is_(None))).all()
    if any(row.version > version for row in open_rows):
        raise ValueError(f"article {article}: version {version} is no longer the newest")
    wanted = {claim.id: claim for claim in claims}
    if any(claim.article != article for claim in wanted.values()):
        raise ValueError(f"article {article}: claims of another article")
    # Whose page was gone and is back is not still open but open again.
    still = {row.id for row in open_rows if row.version == version and row.gone is None} & set(wanted)
    contents = {_content(claim) for claim in wanted.values()}
    said_before: dict[_Content, datetime] = {}
    moved: set[Pair] = set()
    closing: list[dict[str, Any]] = []
    for row in open_rows:
        content = (row.subject, row.predicate, values.key(rows.value(row.value)), row.modality)
        said_before[content] = min(row.said, said_before.get(content, row.said))
        if row.id in still and row.version == version:
            continue
        ending = "carried" if content in contents else "reread" if row.version == version else "taken_back"
        closing.append({"_id": row.id, "_version": row.version, "_opened": row.opened, "_ending": ending})
        if ending != "carried" or row.gone is not None:
            moved.add((row.subject, row.predicate))
    since = _came(connection, article, version)
    fresh: list[dict[str, Any]] = []
    for claim in wanted.values():
        if claim.id in still:
            continue
        said = said_before.get(_content(claim))
        if said is None:
            said = min(now, max(filter(None, (claim.said or now, since))))
            moved.add((claim.subject, claim.predicate))
        fresh.append(rows.from_claim(claim, version, said, now))
    if closing:
        connection.execute(
            update(tables.claims)
            .where(kept.id == bindparam("_id"), kept.version == bindparam("_version"))
            .where(kept.opened == bindparam("_opened"))
            .values(closed=now, ending=bindparam("_ending")),
            closing,
        )
    # The same claim may come back at the very moment at which it was closed: then it was never away.
    _put(connection, tables.claims, fresh, ("id", "version", "opened"))
    return frozenset(moved)


def gone(connection: Connection, article: str, now: datetime) -> frozenset[Pair]:
    """The page of this article is gone: its open claims confirm nothing from now on. The pairs that moved."""
    kept = tables.claims.c
    which = (kept.article == article, kept.closed.is_(None), kept.gone.is_(None))
    pairs = connection.execute(select(kept.subject, kept.predicate).where(*which).distinct()).all()
    connection.execute(update(tables.claims).where(*which).values(gone=now))
    return frozenset((row.subject, row.predicate) for row in pairs)


def changes(connection: Connection, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes with their places in the log: appended, chained, and applied to the facts."""
    alone(connection)
    log = tables.changes.c
    last = connection.execute(select(log.seq, log.hash).order_by(log.seq.desc()).limit(1)).first()
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
        facts(connection, {(change.subject, change.predicate) for change in written if change.predicate is not None})
    return tuple(written)


def facts(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Folds the log of these subjects and predicates anew into the facts table."""
    pairs = frozenset(pairs)
    held = tables.facts.c
    places: dict[Pair, int] = {}
    fresh: list[dict[str, Any]] = []
    for fact in fold.facts(read.changes(connection, pairs=pairs)):
        pair = (fact.subject, fact.predicate)
        places[pair] = places.get(pair, -1) + 1
        fresh.append(rows.from_fact(fact, places[pair]))
    if pairs:
        connection.execute(
            delete(tables.facts).where(
                held.subject == bindparam("_subject"), held.predicate == bindparam("_predicate")
            ),
            [{"_subject": subject, "_predicate": predicate} for subject, predicate in sorted(pairs)],
        )
    if fresh:
        connection.execute(insert(tables.facts), fresh)


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


def _content(claim: Claim) -> _Content:
    # What is said, in whatever words: a reworded sentence says nothing new.
    return (claim.subject, claim.predicate, values.key(claim.value), claim.modality)


def _came(connection: Connection, article: str, version: int) -> datetime | None:
    if version == 1:
        return None
    stored = tables.articles.c
    return connection.execute(
        select(func.min(stored.stored)).where(stored.id == article, stored.version == version)
    ).scalar_one_or_none()


def _new(connection: Connection, table: Table, fresh: list[dict[str, Any]], key: tuple[str, ...]) -> None:
    if fresh:
        connection.execute(_insert(connection.dialect.name, table).on_conflict_do_nothing(index_elements=key), fresh)


def _put(connection: Connection, table: Table, fresh: list[dict[str, Any]], key: tuple[str, ...]) -> None:
    if fresh:
        connection.execute(_upsert(connection.dialect.name, table, key), fresh)


def _insert(family: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if family == "postgresql" else sqlite.insert(table)


@functools.cache
def _upsert(family: str, table: Table, key: tuple[str, ...]) -> postgresql.Insert | sqlite.Insert:
    # Kept: building it takes longer than running it.
    new = _insert(family, table)
    return new.on_conflict_do_update(
        index_elements=key,
        set_={column.name: new.excluded[column.name] for column in table.c if column.name not in key},
    )
