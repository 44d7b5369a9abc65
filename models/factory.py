"""Factories: the names they are known by, and since when. One TOML file each in `models/knowledge/factories/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

from models.value import Value

FactoryKind: TypeAlias = Literal["ai_factory", "antenna", "gigafactory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One spelling of a factory, its host, its city or its machine, known since a day, from a source."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    text: str
    since: date
    source: str
    """The address where the spelling was seen, or the publisher's name."""
    note: str = ""
    """`misspelling`; `weak` (too common a word to stand alone); `inflected` (a case form, takes no more endings);
    `older` (a machine of the host that is not the factory's own); or a remark. Several are joined by commas."""
    of: str = ""
    """The spelling that stands for it as a value ("Lavrio" beside "Athens"); empty: the first of its list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factory:
    """What is known of one factory by name. `id` is minted once and never changes."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    kind: FactoryKind
    country: str
    cohort: str
    """`cohort:YYYY-MM` of its selection."""
    names: tuple[Known, ...]
    """The first is the one shown to people."""
    cities: tuple[Known, ...] = ()
    hosts: tuple[Known, ...] = ()
    machines: tuple[Known, ...] = ()

    @property
    def name(self) -> str:
        """The name shown to people."""
        return self.names[0].text


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A factory as the store knows it: the id was minted once and stays."""

    id: str
    kind: str
    name: str
    since: datetime
    """When it was registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One factory as a list shows it, on some day."""

    id: str
    since: date
    """The day from which its kind is held."""
    held: Mapping[str, tuple[Value, ...]]
    """Predicate → values."""
