"""Runs as they lie in the store: begun, ended, and judged once more when their pages have been read."""

import os
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, and_, func, insert, select, update

from models import health
from models.health import Pages, Run, Seen
from models.store import tables, write

_DOORS: TypeAdapter[tuple[Seen, ...]] = TypeAdapter(tuple[Seen, ...])


def begun(connection: Connection, source: str, beat: float, now: datetime) -> int:
    """The number of a run of this source, by this process, that begins now."""
    row = {
        "source": source,
        "process": os.getpid(),
        "began": now,
        "ended": None,
        "state": "",
        "why": "",
        "doors": [],
        "fetched": 0,
        "unchanged": 0,
        "failed": 0,
        "pages": None,
        "beat": beat,
    }
    return int(connection.execute(insert(tables.runs).returning(tables.runs.c.id), row).scalar_one())


def ended(connection: Connection, run: Run) -> None:
    """The run has ended, and this is what it brought."""
    connection.execute(
        update(tables.runs)
        .where(tables.runs.c.id == run.id)
        .values(
            ended=run.ended,
            state=run.state or "",
            why=run.why,
            doors=_DOORS.dump_python(run.doors, mode="json"),
            fetched=run.fetched,
            unchanged=run.unchanged,
            failed=run.failed,
            pages=asdict(run.pages) if run.pages else None,
            beat=run.beat,
        )
    )


def unended(connection: Connection, source: str) -> tuple[tuple[int, int], ...]:
    """The source's runs that were killed: number and process of each. To be asked while none runs."""
    kept = tables.runs.c
    found = connection.execute(
        select(kept.id, kept.process).where(kept.source == source, kept.ended.is_(None)).order_by(kept.id)
    )
    return tuple((row.id, row.process) for row in found)


def given_up(connection: Connection, run: int, now: datetime) -> None:
    """The run was killed; what it had brought is known by now."""
    which = (tables.runs.c.id == run, tables.runs.c.ended.is_(None))
    connection.execute(update(tables.runs).where(*which).values(ended=now, why="killed"))


def last(connection: Connection, source: str, many: int = health.REMEMBERED) -> tuple[Run, ...]:
    """The source's runs that came to their end, the last one first."""
    kept = tables.runs.c
    query = select(tables.runs).where(kept.source == source, kept.state != "").order_by(kept.id.desc()).limit(many)
    return tuple(_run(row) for row in connection.execute(query))


def latest(connection: Connection) -> Mapping[str, Run]:
    """The last run of each source that came to its end, by source."""
    kept = tables.runs.c
    ids = select(func.max(kept.id)).where(kept.state != "").group_by(kept.source)
    query = select(tables.runs).where(kept.id.in_(ids)).order_by(kept.source)
    return {row.source: _run(row) for row in connection.execute(query)}


def read(connection: Connection, now: datetime) -> None:
    """Judges the runs whose pages have all been read since; the first that falls below raises an issue."""
    kept = tables.runs.c
    query = select(tables.runs).where(kept.state != "", kept.pages.is_(None)).order_by(kept.id)
    for run in [_run(row) for row in connection.execute(query)]:
        counted = _pages(connection, run)
        if counted is None:
            continue
        before = [one for one in last(connection, run.source, health.REMEMBERED + 1) if one.id < run.id]
        # A run that brought nothing says nothing new of the pages.
        told = counted if counted.read or not before or not before[0].pages else before[0].pages
        run = replace(run, pages=told)
        state, why = health.read(run, before)
        for unread, kind in health.UNREAD.items() if counted.read else ():
            if state == unread:
                write.issue(connection, about=run.source, kind=kind, words=why, now=now)
            else:
                write.issue_closed(connection, about=run.source, kind=kind, now=now)
        if run.state == "healthy" and state != "healthy":
            run = replace(run, state=state, why=why)
        ended(connection, run)


def _pages(connection: Connection, run: Run) -> Pages | None:
    """What could be read in the run's pages; None while some of them wait."""
    kept, stored, filed = tables.pages.c, tables.articles.c, tables.issues.c
    its = and_(kept.source == run.source, kept.fetched >= run.began, kept.fetched <= run.ended)
    counted = connection.execute(select(kept.state, func.count().label("many")).where(its).group_by(kept.state))
    states = {row.state: row.many for row in counted}
    if states.get("waiting"):
        return None
    walls = select(func.count(kept.sha.distinct())).select_from(
        tables.pages.join(tables.issues, and_(filed.about == kept.url, filed.kind == "consent_wall"))
    )
    fields = select(
        func.count(kept.sha.distinct()).filter(stored.title != "").label("titled"),
        func.count(kept.sha.distinct()).filter(stored.published.is_not(None)).label("dated"),
    ).select_from(tables.pages.join(tables.articles, stored.page == kept.sha))
    found = connection.execute(fields.where(its)).one()
    return Pages(
        read=sum(states.values()),
        texts=states.get("done", 0) + states.get("irrelevant", 0),
        titled=found.titled,
        dated=found.dated,
        walls=connection.execute(walls.where(its, filed.last >= run.began, kept.state == "failed")).scalar_one(),
    )


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        source=row.source,
        began=row.began,
        ended=row.ended,
        state=row.state or None,
        why=row.why,
        doors=_DOORS.validate_python(row.doors),
        fetched=row.fetched,
        unchanged=row.unchanged,
        failed=row.failed,
        pages=Pages(**row.pages) if row.pages else None,
        beat=row.beat,
    )
