"""What was announced of a factory or a group: a hint to the reader, never a claim."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One value, known since a day, from a source."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    predicate: str
    """A fact type, or `other`: money that is no fact of the contract."""
    value: int | str
    """As the contract writes it; of money the amount alone."""
    since: date
    source: str
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that was announced of one factory, cohort or the programme."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    subject: str
    announced: tuple[Announced, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcements:
    """The file `announced.toml`."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    subjects: tuple[Subject, ...]
