"""Cohorts: the groups of factories that were selected together. All in `models/knowledge/cohorts.toml`."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

CohortKind: TypeAlias = Literal["ai_factory", "antenna"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """One selection. `id` is `cohort:YYYY-MM`, of antennas `cohort:YYYY-MM-antennas`."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    what: CohortKind
    """What its members are."""
    selected_on: date
    members: int
    """How many were selected."""
    since: date
    """The day from which the selection was known."""
    source: str
    """The address of the announcement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
    """The file that holds them."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    programme_since: date
    """No article before this day speaks of the programme: what was selected earlier is another story."""
    cohorts: tuple[Cohort, ...]
