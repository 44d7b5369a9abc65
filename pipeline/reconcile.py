"""Claims + held facts → changes. Pure, and indifferent to the order in which claims arrived.

`settle` says what should be held on each day; the log says what is. Walking the days from the first to the last, each
difference becomes a row with the day on which it took effect. So after the new rows the fold of the log *is* what
should be held, on every day; a second run finds no difference; and a late crawl writes what a daily one would have.

Within a day (2026-11-22): the log tells what we knew and when. Where a paper is settled in the morning and the host's
own word at noon it holds `reported` and then `confirmed`; settled together in the evening, `confirmed` alone. Neither
is wrong, and nothing is held back: who asks for what is reported hears it at once. What does not depend on the order is
what each day comes to: facts go by whole days (`models/fold.py`), a row that goes on from an earlier one of its day
says only where that one led to, and logs are compared by their evenings (`tests/newsroom/replay.py`).

Late-found old articles (2026-11-22): a row which only fills in the past is marked `past`, and nobody is told of it.
That something held was true earlier than we thought is a `fact_changed` from the value to itself: it moves the clock of
what is true, and leaves the clock of what we know alone. A return from `disputed`, and a fall back to `reported`, are
such rows too (of those people are told): `fact_confirmed` is kept for what was reported before.

A factory's facts wait until the factory itself is held, that is: its kind. The first row of a factory is
`factory_added`; `factory_withdrawn` comes when its status is one that ends it, and when nobody stands by its kind any
more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from models import alike, baseline, camps, fold
from models import value as values
from models.camps import Rules
from models.change import Cause, Change, ChangeKind
from models.claim import Claim
from models.fact import Fact, FactType
from models.fold import Held, Pair
from models.source import SourceKind
from models.value import Value
from pipeline import settle
from pipeline.settle import Settled

KIND = "kind"
"""The predicate that makes a factory: its others wait for it."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """One subject and predicate, with all that is said and all that is held of it."""

    subject: str
    predicate: str
    rules: Rules
    claims: tuple[Claim, ...]
    log: tuple[Change, ...]
    states: dict[date, tuple[Settled, ...]]
    """What should be held, from each of these days on."""
    lost: Mapping[date, tuple[Claim, ...]]
    """What was taken back on each day, or lost its page."""
    now: datetime
    cause: Cause | None

    @property
    def last(self) -> date:
        """The day of the last row in the log."""
        return max((row.took_effect for row in self.log), default=date.min)


def changes(
    claims: Mapping[Pair, Iterable[Claim]],
    held: Iterable[Change],
    *,
    fact_types: Mapping[str, FactType],
    kinds_of_source: Mapping[str, SourceKind],
    now: datetime,
    cause: Cause | None = None,
    names: Mapping[str, str] = _NOTHING,
    stories: Mapping[str, str] = _NOTHING,
) -> tuple[Change, ...]:
    """The rows that the log lacks, by day.

    `claims` holds, for each touched pair, all that counts (`read.claims` of `read.widened` pairs; a pair of which
    nobody says anything any more stands there with none). `held` is the log of these pairs. `cause` is given where it
    is not the world that moved: baseline, extractor, verdict. `names` are the factories' names for people.
    """
    log: dict[Pair, list[Change]] = {}
    for change in fold.ordered(held):
        if change.predicate is not None:
            log.setdefault((change.subject, change.predicate), []).append(change)
    found: list[tuple[tuple[date, str, bool, str, int], Change]] = []
    pairs: dict[Pair, _Pair] = {}
    # The kinds first: the other predicates of a factory ask whether it is held.
    for subject, predicate in sorted(claims, key=lambda pair: (pair[1] != KIND, pair)):
        rules = Rules(fact_type=fact_types[predicate], kinds_of_source=kinds_of_source, stories=stories)
        said = tuple(claims[subject, predicate])
        states = settle.timeline(said, rules) if _kind_of_subject(subject) in rules.fact_type.of else {}
        if predicate != KIND and _kind_of_subject(subject) == "factory":
            kind = pairs.get((subject, KIND))
            states = _gated(states, kind.states if kind else {})
        pair = pairs[subject, predicate] = _Pair(
            subject=subject,
            predicate=predicate,
            rules=rules,
            claims=said,
            log=tuple(log.get((subject, predicate), ())),
            states=states,
            lost=_lost(said, rules),
            now=now,
            cause=cause,
        )
        rows = _with_factory(_rows(pair), pair, names)
        found += [
            ((row.took_effect, subject, predicate != KIND, predicate, place), row) for place, row in enumerate(rows)
        ]
    return tuple(row for _, row in sorted(found, key=lambda one: one[0]))


def _kind_of_subject(subject: str) -> str:
    if subject == "programme":
        return "programme"
    return "cohort" if subject.startswith("cohort:") else "factory"


def _gated(
    states: dict[date, tuple[Settled, ...]], kinds: dict[date, tuple[Settled, ...]]
) -> dict[date, tuple[Settled, ...]]:
    # What should be held on the days on which the factory is: nothing before, everything from its first day on.
    gated: dict[date, tuple[Settled, ...]] = {}
    state: tuple[Settled, ...] = ()
    kind: tuple[Settled, ...] = ()
    for today in sorted(states.keys() | kinds.keys()):
        state, kind = states.get(today, state), kinds.get(today, kind)
        gated[today] = state if kind else ()
    return gated


def _rows(pair: _Pair) -> list[Change]:
    by_day: dict[date, list[Change]] = {}
    for row in pair.log:
        by_day.setdefault(row.took_effect, []).append(row)
    final: Held = {}
    for rows in by_day.values():
        fold.turn(final, rows)
    today_held = {key[2]: fact for key, fact in final.items()}
    present: Held = {}
    state: tuple[Settled, ...] = ()
    walked: list[Change] = []
    new: list[Change] = []
    moves: list[tuple[str, str]] = []
    for today in sorted(pair.states.keys() | by_day.keys()) if by_day else pair.states:
        state = pair.states.get(today, state)
        logged = by_day.get(today, [])
        before, moves = moves, [(settled.key, settled.standing) for settled in state]
        if moves == before and not logged:
            continue  # held as on the day before, and so the log has it
        walked += logged
        fold.turn(present, logged)
        there = {key[2]: fact for key, fact in present.items()}
        rows, leaving = _differences(pair, there, state, today, today_held)
        rows += [_removed(pair, today, fact, walked) for fact in leaving]
        fold.turn(present, rows)
        walked += rows
        new += rows
    return _with_past(pair, new, today_held)


def _differences(
    pair: _Pair, present: dict[str, Fact], state: tuple[Settled, ...], today: date, today_held: dict[str, Fact]
) -> tuple[list[Change], list[Fact]]:
    # The rows that turn what the log holds on a day (`present`) into what should be held (`state`), and what must go.
    wanted = {settled.key: settled for settled in state}
    leaving = [present[key] for key in sorted(present.keys() - wanted.keys())]
    rows: list[Change] = []
    for key, settled in wanted.items():
        if key in present:
            # Beside a value that is the only one another may stand: where an older one was found and put before it.
            old = leaving.pop(0) if leaving and not pair.rules.fact_type.many else None
            if old:
                rows.append(_row(pair, "fact_changed", today, old.value, settled))
            elif present[key].standing != settled.standing:
                rows.append(_row(pair, _step(present[key], settled), today, settled.value, settled))
        elif old := _predecessor(pair, leaving, settled):
            leaving.remove(old)
            rows.append(_row(pair, "fact_changed", today, old.value, settled))
        elif key in today_held and today <= pair.last:
            rows.append(_row(pair, _step(today_held[key], settled), today, settled.value, settled))
        else:
            rows.append(_row(pair, "fact_added", today, None, settled))
    return rows, leaving


def _predecessor(pair: _Pair, leaving: list[Fact], settled: Settled) -> Fact | None:
    # Of values that stand side by side one takes the place of another only where it is the same, said sharper.
    fact_type = pair.rules.fact_type
    return next(
        (fact for fact in leaving if not fact_type.many or alike.same(fact_type, fact.value, settled.value)), None
    )


def _step(fact: Fact, settled: Settled) -> ChangeKind:
    if settled.standing == "disputed":
        return "fact_disputed"
    return "fact_confirmed" if (fact.standing, settled.standing) == ("reported", "confirmed") else "fact_changed"


def _row(pair: _Pair, kind: ChangeKind, today: date, old: Value | None, settled: Settled) -> Change:
    claims = settled.against or settled.claims
    return Change(
        kind=kind,
        subject=pair.subject,
        predicate=pair.predicate,
        old=old,
        new=settled.value,
        cause=_cause(pair, kind, today, old, settled),
        standing=settled.standing,
        took_effect=today,
        detected=pair.now,
        because=tuple(sorted(claim.id for claim in claims)),
        sources=tuple(sorted({claim.source for claim in claims})),
        url=_address(claims, today),
    )


def _removed(pair: _Pair, today: date, fact: Fact, walked: list[Change]) -> Change:
    # On whose word: those who took it back; where our own code no longer reads it, those who were thought to say it.
    claims = [claim for claim in pair.lost.get(today, ()) if alike.same(pair.rules.fact_type, claim.value, fact.value)]
    last = next((row for row in reversed(walked) if row.new == fact.value), None)
    return Change(
        kind="fact_removed",
        subject=pair.subject,
        predicate=pair.predicate,
        old=fact.value,
        new=None,
        cause=pair.cause or "retraction",
        standing=fact.standing,
        took_effect=today,
        detected=pair.now,
        because=tuple(sorted(claim.id for claim in claims)) or fact.because,
        sources=tuple(sorted({claim.source for claim in claims})) or (last.sources if last else ()),
        url=_address(claims, today) or (last.url if last else ""),
    )


def _cause(pair: _Pair, kind: ChangeKind, today: date, old: Value | None, settled: Settled) -> Cause:
    if pair.cause:
        return pair.cause
    lost = pair.lost.get(today, ())
    if old is not None and any(alike.same(pair.rules.fact_type, claim.value, old) for claim in lost):
        return "retraction"
    if all(claim.source == baseline.NAME for claim in settled.claims):
        return "baseline"
    if kind == "fact_disputed":
        return "retraction" if lost else "disagreement"
    if kind == "fact_confirmed":
        return "retraction" if lost else "agreement"
    if kind == "fact_added" or old != settled.value:
        by_more = settled.agreed and any(camps.said(claim) < today for claim in settled.claims)
        return "agreement" if by_more and kind == "fact_changed" else "source"
    # The value stays, its standing moves: back from a dispute, or down because fewer stand by it.
    return "agreement" if settled.standing == "confirmed" else "disagreement"


def _lost(claims: Iterable[Claim], rules: Rules) -> Mapping[date, tuple[Claim, ...]]:
    lost: dict[date, tuple[Claim, ...]] = {}
    for claim in claims:
        if (claim.ended or claim.gone) and rules.counts(claim):
            for today in {camps.day(moment) for moment in (claim.ended, claim.gone) if moment}:
                lost[today] = (*lost.get(today, ()), claim)
    return lost


def _address(claims: Iterable[Claim], today: date) -> str:
    # Of those who said it on this day if there are any, as these made the news; the best source first.
    ordered = sorted(claims, key=lambda claim: camps.said(claim) != today)
    return next((claim.url for claim in ordered if claim.url), "")


def _with_past(pair: _Pair, rows: list[Change], today_held: dict[str, Fact]) -> list[Change]:
    # Which of the rows only fill in the past. News is what comes after the last row of the log, and of the others those
    # that move what is held today: each such move once, though the walk may have to repeat it on a later day.
    wanted = {settled.key: settled for settled in list(pair.states.values())[-1]} if pair.states else {}
    news = {key for key, settled in wanted.items() if key not in today_held} | {
        key for key, fact in today_held.items() if key not in wanted or wanted[key].standing != fact.standing
    }
    marked: list[Change] = []
    for row in rows:
        if row.took_effect > pair.last:
            marked.append(row)
            continue
        new = None if row.new is None else values.key(row.new)
        old = None if row.old is None else values.key(row.old)
        moved = {new} if new in news and new in wanted and wanted[new].standing == row.standing else set[str | None]()
        if old != new and old in news and old not in wanted:
            moved.add(old)
        if not moved:
            # Told of something that is held anyway: only its day moves.
            cause = "source" if old == new and row.cause == "disagreement" else row.cause
            row = replace(row, kind="fact_changed" if old == new else row.kind, cause=cause, past=True)
        news -= moved
        marked.append(row)
    return marked


def _with_factory(rows: list[Change], pair: _Pair, names: Mapping[str, str]) -> list[Change]:
    ends = pair.rules.fact_type.ends if _kind_of_subject(pair.subject) == "factory" else ()
    told: list[Change] = []
    for row in rows:
        if pair.predicate == KIND and row.kind == "fact_added" and not row.past:
            told.append(replace(row, kind="factory_added", predicate=None, old=None, new=_name(pair, row, names)))
        told.append(row)
        ended = row.new in ends and row.standing == "confirmed"
        if not row.past and (ended or (pair.predicate == KIND and row.kind == "fact_removed")):
            told.append(replace(row, kind="factory_withdrawn", predicate=None, old=_name(pair, row, names), new=None))
    return told


def _name(pair: _Pair, row: Change, names: Mapping[str, str]) -> str:
    if pair.subject in names:
        return names[pair.subject]
    named = [claim for claim in pair.claims if claim.name and claim.id in row.because]
    return min(named, key=lambda claim: (camps.said(claim), claim.id)).name if named else pair.subject
