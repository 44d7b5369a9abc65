"""Two years replayed: the dispatches come in day by day, in whatever order, or all at once when they are old.

`expected.toml` holds what a careful analyst would have logged. A replay reads the pages with our reader, or takes what
the annotations say for what was read: then whatever differs is the settling's doing.
"""

import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from spacy.tokens import Doc
from spacy.vocab import Vocab
from sqlalchemy import Engine

from models import alike, archive, knowledge
from models import value as values
from models.article import Article
from models.change import Change
from models.claim import Claim, Evidence
from models.look import Look
from models.page import Page, Waiting
from models.settings import Settings
from models.source import SourceKind
from models.store import claims as said
from models.store import engine as stores
from models.store import read, write
from models.value import Value
from pipeline import clean, run
from pipeline.reading import Reading
from tests.newsroom import dispatches
from tests.newsroom.dispatches import Dispatch, Said
from tests.newsroom.site import HERE

Order: TypeAlias = Literal["daily", "shuffled", "hourly", "late"]
"""`hourly` settles after each page, and the pages of a day come in any order; the others settle once a day."""
LATE = date(2026, 9, 1)
"""The day on which the one crawl comes that finds everything old."""
_EVENING = time(20, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A change as it is compared: without its place in the log, its claims and its proof."""

    kind: str
    subject: str
    predicate: str
    new: str
    """Canonical JSON; empty for a removal and for a factory's name."""
    standing: str
    cause: str
    took_effect: date
    detected: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a log differs from what was expected."""

    found: tuple[Row, ...]
    missing: tuple[Row, ...]
    unexpected: tuple[Row, ...]
    defensible: tuple[Row, ...]
    """In the log, neither expected nor wrong: they say what an article says at best between the lines (its `?`)."""

    @property
    def precision(self) -> float:
        """The share of the log that was expected."""
        return len(self.found) / max(1, len(self.found) + len(self.unexpected))

    @property
    def recall(self) -> float:
        """The share of what was expected that is in the log."""
        return len(self.found) / max(1, len(self.found) + len(self.missing))

    def told(self) -> str:
        """For people: what is missing, what is there and should not, and what is there in another way (`wrong`)."""
        by_pair: dict[tuple[str, str], list[Row]] = {}
        for row in self.unexpected:
            by_pair.setdefault((row.subject, row.predicate), []).append(row)
        lines = [f"precision {self.precision:.3f}, recall {self.recall:.3f}, {len(self.found)} found"]
        for row in self.missing:
            others = by_pair.get((row.subject, row.predicate), [])
            wrong = next((other for other in others if (other.kind, other.new) == (row.kind, row.new)), None)
            if wrong:
                others.remove(wrong)
            lines.append(f"{'wrong     ' if wrong else 'missing   '} {_shown(row)}")
            lines += [f"    it is  {_shown(wrong)}"] if wrong else []
        lines += [f"unexpected {_shown(row)}" for rows in by_pair.values() for row in rows]
        lines += [f"defensible {_shown(row)}" for row in self.defensible]
        return "\n".join(lines)


@cache
def analyst() -> tuple[Mapping[str, Any], ...]:
    """The changes of `expected.toml`, as they stand there."""
    return tuple(tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))["changes"])


@cache
def expected(order: Order) -> tuple[Row, ...]:
    """The rows that the replay should log."""
    found = []
    for one in analyst():
        if order == "late" and one.get("only") == "daily":
            continue
        predicate = one.get("predicate", "")
        kind = knowledge.fact_types()[predicate].value if predicate else "text"
        found.append(
            Row(
                kind=one["kind"],
                subject=one["subject"],
                predicate=predicate,
                new=values.key(values.read(kind, one["new"])) if "new" in one else "",
                standing=one["standing"],
                cause=one["cause"],
                took_effect=one["took_effect"],
                detected=LATE if order == "late" else one.get("detected", one["took_effect"]),
            )
        )
    return tuple(found)


def rows(log: Iterable[Change]) -> tuple[Row, ...]:
    """The log, without the baseline's rows, as it is compared: in the order of its days."""
    there = (_row(change) for change in log if change.cause != "baseline")
    return tuple(
        sorted(there, key=lambda row: (row.took_effect, row.detected, row.subject, row.predicate, row.kind, row.new))
    )


def evenings(log: Iterable[Change]) -> tuple[Change, ...]:
    """What the rows of each day come to, as if it had been settled once, in its evening.

    A row that goes on from what an earlier row of the same day brought only says where that one has led to: reported
    in the morning and confirmed at noon is confirmed. A new factory stands as its kind does.
    """
    kept: list[Change] = []
    for row in log:
        before = next((place for place in reversed(range(len(kept))) if _goes_on(kept[place], row)), None)
        if before is None:
            kept.append(row)
            continue
        # What was only disputed in the morning, and gave way at noon, gave way.
        first = row if kept[before].old == kept[before].new else kept[before]
        kept[before] = replace(first, old=kept[before].old, new=row.new, standing=row.standing)
        if row.predicate == "kind":
            kept = [
                replace(one, standing=row.standing) if one.kind == "factory_added" and _same_day(one, row) else one
                for one in kept
            ]
    return tuple(kept)


def _goes_on(before: Change, row: Change) -> bool:
    brought = before.predicate == row.predicate is not None and before.new is not None and before.new == row.old
    return brought and _same_day(before, row)


def _same_day(one: Change, other: Change) -> bool:
    days = {(row.subject, row.took_effect, row.detected.astimezone(UTC).date()) for row in (one, other)}
    return len(days) == 1


def compared(log: Iterable[Change], order: Order) -> Difference:
    """The log, without the baseline's rows, against what was expected; of `hourly` what each of its days comes to."""
    there = list(rows(evenings(log) if order == "hourly" else log))
    left, found = list(expected(order)), []
    for row in list(there):
        if row in left:
            left.remove(row)
            there.remove(row)
            found.append(row)
    defensible = tuple(row for row in there if _defensible(row))
    return Difference(
        found=tuple(found),
        missing=tuple(row for row in left if not any(_brought(row, before) for before in defensible)),
        unexpected=tuple(row for row in there if row not in defensible),
        defensible=defensible,
    )


@contextmanager
def opened(folder: Path, reading: Literal["reader", "annotations"]) -> Iterator["Player"]:
    """A player with a store of its own, and the baseline in it."""
    sources = folder / "sources"
    for outlet in {one.outlet for one in dispatches.every()}:
        dispatches.source(sources / f"{outlet.name}.toml", outlet, f"https://{outlet.name}.example/feed.atom")
    settings = Settings(store=f"sqlite:///{folder}/store.db", archive=folder / "archive", sources=sources)
    engine = stores.open(settings.store)
    try:
        stores.prepare(engine)
        run.baseline(engine, datetime(2024, 12, 10, 6, tzinfo=UTC))
        yield Player(engine=engine, settings=settings, annotated=reading == "annotations")
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Plays the calendar into a store."""

    engine: Engine
    settings: Settings
    annotated: bool

    def play(self, order: Order, calendar: Iterable[date] = (), outlets: Iterable[str] = ()) -> tuple[Change, ...]:
        """Plays the two years; the log that came of it. `calendar`: crawls on these days only; `outlets`: of these."""
        chosen = frozenset(outlets)
        every = [one for one in dispatches.every() if not chosen or one.outlet.name in chosen]
        seen: dict[str, date] = {}
        for day in sorted(calendar) or _calendar(order):
            coming = [one for one in every if one.there(day) and seen.get(one.name) != one.since(day)]
            gone = [one for one in every if one.name in seen and not one.there(day)]
            if order in ("shuffled", "hourly"):
                random.Random(str(day)).shuffle(coming)  # noqa: S311 - no secret
            some = [[one] for one in coming] if order == "hourly" else [coming] if coming else []
            for number, pages in enumerate(some):
                self._day(day, pages, datetime.combine(day, _EVENING) - timedelta(minutes=len(some) - 1 - number))
            if gone:
                self._vanished(day, gone)
            seen = {one.name: one.since(day) for one in every if one.there(day)}
        with self.engine.connect() as connection:
            return read.changes(connection)

    def _day(self, day: date, coming: list[Dispatch], now: datetime) -> None:
        settings = replace(self.settings, frozen_now=now)
        laid: dict[str, Dispatch] = {}
        for number, one in enumerate(coming):
            page = Page(
                source=one.outlet.name,
                url=one.address,
                fetched=now - timedelta(minutes=len(coming) - number),
                status=200,
                headers=(("content-type", "text/html; charset=utf-8"),),
                body=one.page(day),
            )
            place = archive.put(settings.archive, page)
            with self.engine.begin() as connection:
                write.page(connection, page, place)
                write.look(connection, Look(url=page.url, source=page.source, checked=now, status=200))
            laid[page.sha] = one
        if not self.annotated:
            drained = run.drain(self.engine, settings)
            if drained.failed or drained.bugs:
                raise AssertionError(f"{day}: {drained}")
            return
        with self.engine.connect() as connection:
            waiting = read.waiting(connection)
        with self.engine.begin() as connection:
            moved: frozenset[tuple[str, str]] = frozenset()
            for lying in waiting:
                moved |= run.stored(connection, lying, self._annotated(lying, laid[lying.sha], day), now)
            run.settled(connection, moved, kinds=_kinds(), now=now)

    def _annotated(self, waiting: Waiting, dispatch: Dispatch, day: date) -> Reading:
        page = archive.get(self.settings.archive, waiting.place)
        article = replace(clean.article(page), relevant=True)
        told = [one for one in dispatch.on(day) if one.asked]
        return Reading(
            article=article, doc=Doc(Vocab()), claims=tuple(_claim(one, article) for one in told), fetched=page.fetched
        )

    def _vanished(self, day: date, gone: list[Dispatch]) -> None:
        now = datetime.combine(day, _EVENING)
        with self.engine.begin() as connection:
            for one in gone:
                look = Look(
                    url=one.address, source=one.outlet.name, checked=now, status=410, missed=1, missed_since=now
                )
                write.look(connection, look)
        if not self.annotated:
            run.drain(self.engine, replace(self.settings, frozen_now=now))
            return
        with self.engine.begin() as connection:
            run.settled(connection, said.gone(connection, read.gone(connection), now), kinds=_kinds(), now=now)


def _brought(row: Row, before: Row) -> bool:
    """Whether a defensible row has brought earlier what a row would change to: it cannot come a second time."""
    same = (row.subject, row.predicate, row.new) == (before.subject, before.predicate, before.new)
    return same and row.kind == before.kind == "fact_changed" and before.took_effect < row.took_effect


def _defensible(row: Row) -> bool:
    if not row.predicate or not row.new:
        return False
    # What follows from a group's selection is neither asked nor wrong (so tests/gold/score.py has it, too).
    factory = knowledge.factories().get(row.subject)
    cohort = knowledge.cohorts().get(factory.cohort) if factory else None
    if cohort and (row.predicate, row.new) == ("selected_on", values.key(cohort.selected_on.isoformat())):
        return True
    fact_type = knowledge.fact_types()[row.predicate]
    new = values.read(fact_type.value, json.loads(row.new))
    return any(
        alike.same(fact_type, new, values.read(fact_type.value, value))
        for value in _between_the_lines(row.subject, row.predicate)
    )


@cache
def _between_the_lines(subject: str, predicate: str) -> tuple[Any, ...]:
    return tuple(
        value
        for dispatch in dispatches.every()
        for told in dispatch.versions.values()
        for one in told
        if (one.subject, one.predicate, one.asked) == (subject, predicate, False) and one.modality != "negated"
        for value in (one.value, *one.accept)
    )


def _calendar(order: Order) -> tuple[date, ...]:
    # Every day on which something is new, is edited or vanishes.
    if order == "late":
        return (LATE,)
    days: set[date] = set()
    for one in dispatches.every():
        days |= {max(day, one.found) for day in one.versions} | ({one.gone} if one.gone else set())
    return tuple(sorted(days))


def _claim(one: Said, article: Article) -> Claim:
    kind = knowledge.fact_types()[one.predicate].value
    value: Value = values.read(kind, one.ours)
    quote = f"{one.subject}: {one.predicate} {values.key(value)}"
    return Claim(
        subject=one.subject,
        predicate=one.predicate,
        value=value,
        modality=one.modality,
        evidence=Evidence(quote=quote, start=0, end=len(quote)),
        raw=str(one.value),
        name=one.subject,
        article=article.id,
        source=article.source,
        url=article.url,
        made_by="annotations",
    )


def _kinds() -> Mapping[str, SourceKind]:
    return {one.outlet.name: one.outlet.kind for one in dispatches.every()}


def _row(change: Change) -> Row:
    named = change.kind in ("factory_added", "factory_withdrawn")
    return Row(
        kind=change.kind,
        subject=change.subject,
        predicate=change.predicate or "",
        new="" if named or change.new is None else values.key(change.new),
        standing=change.standing,
        cause=change.cause,
        took_effect=change.took_effect,
        detected=change.detected.astimezone(UTC).date(),
    )


def _shown(row: Row | None) -> str:
    if row is None:
        return ""
    known = f" (known {row.detected})" if row.detected != row.took_effect else ""
    words: tuple[Any, ...] = (row.took_effect, row.kind, row.subject, row.predicate, row.new, row.standing, row.cause)
    return " ".join(str(word) for word in words if word) + known
