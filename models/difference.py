"""What differs between two states of the facts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import value as values
from models.fact import Fact
from models.fold import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One fact that is held in one state and not, or otherwise, in the other."""

    old: Fact | None
    new: Fact | None

    @property
    def fact(self) -> Fact:
        """The fact by which it is found: the new one where there is one."""
        fact = self.new or self.old
        assert fact is not None  # noqa: S101 - for the type checker: one of the two is there
        return fact


def between(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[Difference, ...]:
    """What differs in value or standing, by subject and predicate.

    A value that took the place of the only other one is one difference; of several at once each is one of its own.
    """
    old, new = _by_pair(before), _by_pair(after)
    found: list[Difference] = []
    for pair in sorted(old.keys() | new.keys()):
        was, now = old.get(pair, {}), new.get(pair, {})
        went = [was[key] for key in was if key not in now]
        came = [now[key] for key in now if key not in was]
        found += [
            Difference(old=was[key], new=now[key])
            for key in was
            if key in now and was[key].standing != now[key].standing
        ]
        if len(was) == len(now) == len(went) == len(came) == 1:
            found.append(Difference(old=went[0], new=came[0]))
        else:
            found += [Difference(old=fact, new=None) for fact in went]
            found += [Difference(old=None, new=fact) for fact in came]
    return tuple(found)


def _by_pair(facts: Iterable[Fact]) -> dict[Pair, dict[str, Fact]]:
    held: dict[Pair, dict[str, Fact]] = {}
    for fact in facts:
        held.setdefault((fact.subject, fact.predicate), {})[values.key(fact.value)] = fact
    return {pair: dict(sorted(held[pair].items())) for pair in held}
