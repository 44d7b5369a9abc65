"""What is known of the sites that are asked: when one rests, and how much it was asked. In the caller's transaction."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from models.ledger import Day
from models.store import tables

_COUNTS = ("requests", "bytes", "ok", "moved", "client_errors", "server_errors", "failed", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """How a site has turned us away."""

    site: str
    refusals: int = 0
    """How many times in a row it answered 403."""
    until: datetime | None = None
    """It is not asked before that moment."""
    why: str = ""


def rest(connection: Connection, site: str) -> Rest:
    """What is known of that site."""
    row = connection.execute(select(tables.sites).where(tables.sites.c.site == site)).first()
    return Rest(site=site, refusals=row.refusals, until=row.rests_until, why=row.why) if row else Rest(site=site)


def rested(connection: Connection, rest: Rest) -> None:
    """That is what is known of the site from now on."""
    row = {"site": rest.site, "refusals": rest.refusals, "rests_until": rest.until, "why": rest.why}
    new = _insert(connection)(tables.sites)
    held = {name: new.excluded[name] for name in ("refusals", "rests_until", "why")}
    connection.execute(new.on_conflict_do_update(index_elements=["site"], set_=held), row)


def resting(connection: Connection, now: datetime) -> tuple[Rest, ...]:
    """The sites that rest now, by name."""
    known = tables.sites.c
    query = select(tables.sites).where(known.rests_until > now).order_by(known.site)
    return tuple(
        Rest(site=row.site, refusals=row.refusals, until=row.rests_until, why=row.why)
        for row in connection.execute(query)
    )


def counted(connection: Connection, days: Iterable[Day]) -> None:
    """Adds these counts to the ledger."""
    rows: list[dict[str, Any]] = [
        {"site": one.site, "day": one.day, **{name: getattr(one, name) for name in _COUNTS}} for one in days
    ]
    if rows:
        connection.execute(_adding(connection.dialect.name), rows)


def ledger(connection: Connection, *, site: str = "", since: date | None = None) -> tuple[Day, ...]:
    """The ledger by day and site, the newest day first; of one site, since one day."""
    kept = tables.ledger.c
    query = select(tables.ledger).order_by(kept.day.desc(), kept.site)
    if site:
        query = query.where(kept.site == site)
    if since is not None:
        query = query.where(kept.day >= since)
    return tuple(
        Day(site=row.site, day=row.day, **{name: getattr(row, name) for name in _COUNTS})
        for row in connection.execute(query)
    )


@functools.cache
def _adding(family: str) -> Any:
    # Kept: building it takes longer than running it.
    new = (postgresql.insert if family == "postgresql" else sqlite.insert)(tables.ledger)
    sums = {name: tables.ledger.c[name] + new.excluded[name] for name in _COUNTS}
    return new.on_conflict_do_update(index_elements=["site", "day"], set_=sums)


def _insert(connection: Connection) -> Any:
    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
