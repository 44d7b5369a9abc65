"""What was announced before, as evidence: a sum that is a known budget is likelier to be said as one.

A hint moves a candidate's confidence, like a word beside it does; what the text says still decides.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from models import knowledge
from models.announced import Announced
from models.value import Money, Value

_CLOSE = 0.011
"""Sums this near to each other are the same, rounded."""
_SUMS = ("investment_total", "eu_contribution", "national_contribution", "contract_value", "other")
_OLD = 100
"""Days after which another sum than the one announced is no surprise."""
_GROWING = "country_count"
"""What only grows for the programme: each selection may bring a country."""
_STAGE = "status"
_DATED = frozenset({"operational_by", "launched_on", "contract_signed_on"})

Hints = Mapping[str, Mapping[str, tuple[Announced, ...]]]


@functools.cache
def known(as_of: date | None) -> Hints:
    """By subject and predicate, what was announced until a day; without a day, all."""
    found: dict[str, dict[str, tuple[Announced, ...]]] = {}
    for subject, announced in knowledge.announced().items():
        by: dict[str, list[Announced]] = defaultdict(list)
        for one in announced:
            if as_of is None or one.since <= as_of:
                by[one.predicate].append(one)
        found[subject] = {predicate: tuple(ones) for predicate, ones in by.items()}
    return found


def of(
    hints: Hints,
    subject: str,
    predicate: str,
    value: Value,
    others: Iterable[str],
    group: str = "",
    said: date | None = None,
) -> Iterable[str]:
    """Features: whether the value was announced of this subject, in this role, of another one, or differs.

    What was announced of all members of a `group` says little of one of them, and an old sum little on the day when
    the new one is `said`: budgets grow.
    """
    mine = hints.get(subject, {})
    if predicate == _STAGE:
        yield from _stage(mine.get(predicate, ()), str(value), said)
        return
    if any(_same(one, value) for one in mine.get(predicate, ())):
        shared = any(_same(one, value) for one in hints.get(group, {}).get(predicate, ()))
        yield "hint:shared" if shared else "hint:own"
        return
    if isinstance(value, Money):
        role = next((role for role in _SUMS if any(_same(one, value) for one in mine.get(role, ()))), "")
        if role:
            yield f"hint:role:{role}"
            yield "hint:role"
    if predicate == _GROWING and not subject.startswith("cohort:"):
        if mine.get(predicate):
            yield "hint:grown" if any(_below(one, value) for one in mine[predicate]) else "hint:differs"
        return  # a group's number of countries says nothing of all there are
    if mine.get(predicate):
        old = isinstance(value, Money) and said is not None and _old(mine[predicate], said)
        yield "hint:outdated" if old else "hint:differs"
    if predicate in _DATED:
        return  # many projects share a year
    for other in others:
        if other != subject and any(_same(one, value) for one in hints.get(other, {}).get(predicate, ())):
            yield "hint:another"
            return


def _stage(announced: Iterable[Announced], value: str, said: date | None) -> Iterable[str]:
    """Whether a stage was announced by then, and else how it stands to the furthest that was: a project goes on."""
    order = knowledge.fact_types()[_STAGE].order
    reached = {str(one.value) for one in announced if said is None or one.since <= said}
    steps = [order.index(one) for one in reached if one in order]
    if value in reached:
        yield "hint:own"
    elif steps and value in order:
        yield "hint:further" if order.index(value) > max(steps) else "hint:behind"


def _old(announced: Iterable[Announced], said: date) -> bool:
    return all((said - one.since).days > _OLD for one in announced)


def _below(one: Announced, value: Value) -> bool:
    return isinstance(one.value, int) and isinstance(value, int) and one.value < value


def _same(one: Announced, value: Value) -> bool:
    if isinstance(value, Money):
        number = value.amount or value.most or value.least or 0
        return (
            one.currency == value.currency
            and isinstance(one.value, int)
            and abs(float(number) - one.value) <= _CLOSE * one.value
        )
    if isinstance(one.value, str) and isinstance(value, str) and one.value[:4].isdigit():
        return one.value == value or (len(value) >= 4 and one.value.startswith(value) and len(value) in (4, 7))
    return one.value == value
