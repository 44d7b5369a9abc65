"""What currencies are worth, about. TOML: `models/knowledge/currencies.toml`."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Currencies:
    """Rates for seeing that two sums in different currencies are the same one."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    base: str
    slack: float
    """Converted sums this close (relative) are the same."""
    worth: dict[str, float]
    """Units of each currency for one of the base."""

    def rate(self, currency: str) -> float | None:
        """Units of the currency for one of the base; None for one that we do not know."""
        return 1.0 if currency == self.base else self.worth.get(currency)
