"""Computing centres of Europe and their machines, whoever becomes a host: `models/knowledge/centres.toml`.

They are found as they are spelled, capitals and all; a word of five or more letters takes a case ending of up to four.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A computing centre, research institute or university that runs or could host a big public computer."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    country: str
    """Two letters."""
    names: tuple[str, ...]
    inflected: tuple[str, ...] = ()
    """Case forms of the names, as whole words."""
    machines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Centres:
    """The file as it is read."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    centres: tuple[Centre, ...]

    def __post_init__(self) -> None:
        """Refuses a spelling that stands for two. Raises ValueError."""
        seen: dict[str, Centre] = {}
        for one in self.centres:
            for spelling in (*one.names, *one.inflected, *one.machines):
                if (other := seen.setdefault(spelling, one)) is not one:
                    raise ValueError(f"{spelling!r} stands for {other.names[0]} and for {one.names[0]}")
