"""A store, and names in it: what articles say is settled as `run` does it, and verdicts with it, without any page."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from models import knowledge
from models.change import Cause, Change
from models.claim import Claim
from models.fact import Fact
from models.fold import Pair
from models.store import read, write
from models.verdict import Verdict, VerdictKind
from pipeline import naming, reconcile
from tests import make

KINDS = {name: one.kind for name, one in knowledge.sources().items()}


def settle(
    connection: Connection,
    moved: Iterable[Pair],
    now: datetime,
    *,
    judged: Iterable[str] = (),
    cause: Cause | None = None,
) -> tuple[Change, ...]:
    """Settles as `run` does it; what that changed."""
    pairs = read.widened(connection, naming.settled(connection, moved, kinds=KINDS, now=now, judged=judged))
    found = reconcile.changes(
        read.claims(connection, pairs),
        read.changes(connection, pairs=pairs),
        fact_types=knowledge.fact_types(),
        kinds_of_source=KINDS,
        now=now,
        cause=cause,
        names=read.names(connection),
    )
    written = tuple(write.changes(connection, found))
    for change in written:
        if change.kind == "factory_added":
            write.registered(connection, change.subject, "ai_factory", str(change.new), now)
    return written


def say(engine: Engine, article: str, *claims: Claim, version: int = 1, now: datetime = make.NOW) -> list[Change]:
    """The article's claims are these now; what that changed."""
    with engine.begin() as connection:
        said = [replace(claim, article=article) for claim in claims]
        return list(settle(connection, write.claims(connection, article, version, said, now), now))


def decide(
    engine: Engine, kind: VerdictKind, about: str, factory: str = "", *, now: datetime = make.NOW
) -> tuple[Verdict, tuple[Change, ...]]:
    """The verdict as it was written, and what it changed."""
    asked = Verdict(kind=kind, about=about, factory=factory, who="me", when=now, why="a test")
    with engine.begin() as connection:
        verdict, judged, moved = naming.judged(connection, asked)
        return verdict, settle(connection, moved, now, judged=judged, cause="verdict")


def facts(engine: Engine) -> tuple[Fact, ...]:
    """What is held; the log is whole and folds to it."""
    with engine.connect() as connection:
        held = read.facts(connection)
        assert read.drifted(connection) == ()
        assert read.first_broken(connection) is None
    return held
