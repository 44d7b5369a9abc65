"""A change: a fact that moved. Append-only; the log of changes is what everything else follows from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from models.fact import Standing
from models.value import Value

ChangeKind: TypeAlias = Literal[
    "factory_added",
    "factory_withdrawn",
    "fact_added",
    "fact_changed",
    "fact_removed",
    "fact_confirmed",
    "fact_disputed",
]
Cause: TypeAlias = Literal["baseline", "source", "agreement", "disagreement", "retraction", "extractor", "verdict"]
KINDS: tuple[ChangeKind, ...] = (
    "factory_added",
    "factory_withdrawn",
    "fact_added",
    "fact_changed",
    "fact_removed",
    "fact_confirmed",
    "fact_disputed",
)
MAILED_CAUSES: frozenset[Cause] = frozenset({"source", "agreement", "disagreement", "retraction"})
"""Only these make mail by default: the baseline, our own code and a person's verdict are no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of the log. Of `factory_added` the predicate is None and `new` is the factory's name."""

    kind: ChangeKind
    subject: str
    predicate: str | None
    old: Value | None
    new: Value | None
    cause: Cause
    standing: Standing
    took_effect: date
    detected: datetime
    because: tuple[str, ...]
    """The ids of the claims, sorted."""
    sources: tuple[str, ...] = ()
    url: str = ""
    """Where a reader can check it in one click."""
    past: bool = False
    """It only fills in the past (a late-found old article): what is held today did not move, so nobody is told."""
    seq: int = 0
    """Its place in the log; 0 until it is written."""

    @property
    def id(self) -> str:
        """Its name for other programs: `c` and the place in the log."""
        return f"c{self.seq:07d}"
