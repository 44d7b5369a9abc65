"""Facts: what we hold to be so. Derived: the fold of the change log; it can be dropped and rebuilt."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from models.value import Kind, Value

Standing: TypeAlias = Literal["reported", "confirmed", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """How one predicate is read, settled and told (TOML, `models/knowledge/facts/`)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    predicate: str
    label: str
    """For people: "investment (total)"."""
    value: Kind
    many: bool
    """Whether a subject may have several values at once."""
    of: tuple[Literal["factory", "cohort", "programme"], ...]
    """The kinds of subject that can have it."""
    words: tuple[str, ...] = ()
    """Of a `word`: the values there are."""
    needs: int = 2
    """How many independent press sources confirm it; an official or a host's source confirms alone."""
    tolerance: float = 0.0
    """Numbers and sums this close (relative) are the same value."""
    asserted_only: bool = False
    """Planned claims do not move it: a bid is no factory."""
    order: tuple[str, ...] = ()
    """Of a `word`: those that follow each other; an earlier one said later is no change back."""
    ends: tuple[str, ...] = ()
    """Of a `word`: those with which a factory's life ends."""
    parts: tuple[str, ...] = ()
    """Of a sum: the predicates that make it up; what they add up to must fit it."""
    share_of: tuple[str, ...] = ()
    """Of a percentage: the predicate that is the share, and the one that it is a share of."""
    moves: bool = False
    """It moves with time: a newer word that as many sources say replaces the older one; of others it disputes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value of one subject and predicate, held since `known`, true since `valid`."""

    subject: str
    predicate: str
    value: Value
    standing: Standing
    valid: date
    known: datetime
    because: tuple[str, ...]
    """The ids of the claims it rests on, sorted."""
