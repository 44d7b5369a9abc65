"""What sites say in place of a page that is not there."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The words, by language; their plain form."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    said: dict[str, tuple[str, ...]]
