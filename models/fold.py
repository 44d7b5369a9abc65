"""Facts as the fold of the change log: what is held is what the changes say, at any day and as known at any day.

Two clocks. `took_effect` says since when a change is true, `detected` since when we know. The fold goes by the first:
day by day, and within a day in the order of the log. What is held is what stands at the end of a day, so a value that
is dropped and taken up again within one day has never been away.

The grammar of the rows, and all that the fold knows: a row drops its `old` and holds its `new` at its `standing`. Only
`fact_added` of what is held already lowers no standing: an older article may have been found since. Rows of whole
factories (no predicate) move no fact.
"""

import hashlib
import itertools
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date
from typing import TypeAlias

from models import value as values
from models.change import Change
from models.fact import Fact

Pair: TypeAlias = tuple[str, str]
Held: TypeAlias = dict[tuple[str, str, str], Fact]
"""Facts by subject, predicate and the value's key."""


def facts(changes: Iterable[Change], *, at: date | None = None, as_of: date | None = None) -> tuple[Fact, ...]:
    """The facts that held at the end of day `at`, as far as was known at the end of day `as_of`; by default: now."""
    rows = (row for row in changes if (at is None or row.took_effect <= at) and (as_of is None or known(row) <= as_of))
    held: Held = {}
    for _, day in itertools.groupby(ordered(rows), key=lambda row: row.took_effect):
        turn(held, day)
    return tuple(held[key] for key in sorted(held))


def ordered(changes: Iterable[Change]) -> list[Change]:
    """The changes as the fold takes them: by day, then by place in the log; what is not yet written comes last."""
    return sorted(changes, key=lambda row: (row.took_effect, row.seq == 0, row.seq))


def known(change: Change) -> date:
    """The day on which we came to know, in UTC."""
    return change.detected.astimezone(UTC).date()


def turn(held: Held, day: Iterable[Change]) -> None:
    """Moves the facts by the rows of one whole day."""
    dropped: Held = {}
    for row in day:
        if row.predicate is None:
            continue
        new = None if row.new is None else (row.subject, row.predicate, values.key(row.new))
        if row.old is not None:
            old = (row.subject, row.predicate, values.key(row.old))
            if old != new and old in held:
                dropped[old] = held.pop(old)
        if new is not None:
            held[new] = _held(row, held.get(new), dropped.get(new))


def _held(row: Change, present: Fact | None, dropped: Fact | None) -> Fact:
    assert row.predicate is not None and row.new is not None  # noqa: S101, PT018 - for the type checker; `turn` saw to it
    fact = Fact(
        subject=row.subject,
        predicate=row.predicate,
        value=row.new,
        standing=row.standing,
        valid=row.took_effect,
        known=row.detected,
        because=row.because,
    )
    earlier = present or dropped
    if earlier is None:
        return fact
    kept = replace(earlier, known=min(earlier.known, row.detected))
    if present and row.kind == "fact_added" and not (present.standing == "reported" and row.standing == "confirmed"):
        return kept
    return replace(kept, standing=row.standing, because=row.because)


def digest(facts: Iterable[Fact]) -> str:
    """The facts' fingerprint: the same facts in any order have the same one."""
    lines = sorted(
        json.dumps(
            [
                fact.subject,
                fact.predicate,
                values.key(fact.value),
                fact.standing,
                fact.valid.isoformat(),
                fact.known.astimezone(UTC).isoformat(),
                fact.because,
            ],
            ensure_ascii=False,
        )
        for fact in facts
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
