"""A verdict: what a person decided about a name or a claim. A row of its own that outranks the machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

VerdictKind: TypeAlias = Literal["accept", "same", "not_a_factory", "reject", "undo"]
ABOUT_NAMES: frozenset[VerdictKind] = frozenset({"accept", "same", "not_a_factory"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One decision. It is never altered: who changes his mind decides anew, or undoes it by a verdict."""

    kind: VerdictKind
    about: str
    """What was decided about: a name's id; of `reject` a claim's id; of `undo` a verdict's id."""
    factory: str = ""
    """Of `same`: the factory that is meant."""
    who: str
    when: datetime
    why: str = ""
    number: int = 0
    """Its place among the verdicts; 0 until it is written."""

    @property
    def id(self) -> str:
        """Its name for people and programs: `v` and its place."""
        return f"v{self.number:07d}"


def in_force(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts that nobody has undone, oldest first. Who undoes an undoing has the first verdict back."""
    undone: set[str] = set()
    standing: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda one: -one.number):
        if verdict.id not in undone:
            standing.append(verdict)
            if verdict.kind == "undo":
                undone.add(verdict.about)
    return tuple(reversed(standing))


def of_names(verdicts: Iterable[Verdict]) -> Mapping[str, Verdict]:
    """The verdict that counts for each name that was judged: the latest in force."""
    return {one.about: one for one in in_force(verdicts) if one.kind in ABOUT_NAMES}


def rejected(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """The ids of the claims that somebody rejected."""
    return frozenset(one.about for one in in_force(verdicts) if one.kind == "reject")


def root(verdict: Verdict, verdicts: Iterable[Verdict]) -> Verdict:
    """The decision that this one is about in the end: of an undoing the one that comes or goes by it, else itself."""
    by_id = {one.id: one for one in verdicts}
    while verdict.kind == "undo":
        verdict = by_id[verdict.about]
    return verdict


def circle(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    """Names of which each was decided to be the next, and the last to be the first; none where all is well."""
    leads = {about: one.factory for about, one in of_names(verdicts).items() if one.kind == "same"}
    for start in sorted(leads):
        way = [start]
        while (following := leads.get(way[-1])) is not None and following not in way:
            way.append(following)
        if following is not None:
            return tuple(way[way.index(following) :])
    return ()
