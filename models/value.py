"""Values: what a claim or a fact says. Five kinds of value, each with one plain JSON form (contract, "Values").

text, country, word, factory: a string · number: int or float · money: `Money` · date: an ISO 8601 string at the
precision of the text (2024-12-10, 2024-12, 2024, 2026-Q1, 2026-H1, 2025/2026).
"""

import functools
import json
import math
import re
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["text", "country", "word", "factory", "number", "money", "date"]
Qualifier: TypeAlias = Literal["about", "at_most", "at_least"]

_DATE = re.compile(r"\d{4}(-((0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|Q[1-4]|H[12]))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A sum in whole or fractional units of an ISO 4217 currency; a range or a bound has `least`, `most` or both."""

    currency: str
    amount: float | None = None
    least: float | None = None
    most: float | None = None
    qualifier: Qualifier | None = None


Value: TypeAlias = Money | str | int | float


def plain(value: Value) -> Any:
    """The value as JSON holds it, whole numbers as whole; money as an object."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, Money):
        return value
    parts: dict[str, Any] = {}
    for key, number in (("amount", value.amount), ("min", value.least), ("max", value.most)):
        if number is not None:
            parts[key] = int(number) if number == int(number) else number
    parts["currency"] = value.currency
    if value.qualifier:
        parts["qualifier"] = value.qualifier
    return parts


def read(kind: Kind, raw: Any) -> Value:
    """The value of that kind which `raw` (JSON or TOML) holds. Raises ValueError when it is none."""
    if kind == "money":
        parts = {"amount", "min", "max", "currency", "qualifier"}
        if not isinstance(raw, dict) or not {"currency"} <= set(raw) <= parts:
            raise ValueError(f"not money: {raw!r}")
        if not re.fullmatch("[A-Z]{3}", str(raw["currency"])):
            raise ValueError(f"not a currency: {raw['currency']!r}")
        if raw.get("qualifier") not in (None, *get_args(Qualifier)):
            raise ValueError(f"not a qualifier: {raw['qualifier']!r}")
        for number in ("amount", "min", "max"):
            if raw.get(number) is not None:
                read("number", raw[number])
        money = Money(
            currency=raw["currency"],
            amount=raw.get("amount"),
            least=raw.get("min"),
            most=raw.get("max"),
            qualifier=raw.get("qualifier"),
        )
        if money.amount is None and money.least is None and money.most is None:
            raise ValueError(f"money without an amount: {raw!r}")
        return money
    if kind == "number":
        if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not math.isfinite(raw):
            raise ValueError(f"not a number: {raw!r}")
        return raw
    if not isinstance(raw, str) or not raw:
        raise ValueError(f"not a {kind}: {raw!r}")
    if kind == "date" and not all(_DATE.fullmatch(part) for part in raw.split("/", 1)):
        raise ValueError(f"not a date: {raw!r}")
    if kind == "country" and not re.fullmatch("[A-Z]{2}", raw):
        raise ValueError(f"not a country: {raw!r}")
    return raw


@functools.lru_cache(maxsize=65_536)
def key(value: Value) -> str:
    """The value's canonical JSON: equal values have equal keys, so ids and comparisons are made of it."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words(value: Value) -> str:
    """The value for people: `1.5 bn EUR`, `about 430 M EUR`, `10 December 2024` stays `2024-12-10`."""
    if isinstance(value, Money):
        if value.amount is not None:
            number = _scaled(value.amount)
        elif value.least is not None and value.most is not None:
            number = f"{_scaled(value.least)} to {_scaled(value.most)}"
        else:
            number = _scaled(value.least if value.least is not None else value.most or 0)
        qualifier = {"about": "about ", "at_most": "up to ", "at_least": "more than ", None: ""}[value.qualifier]
        if not qualifier and value.amount is None and (value.least is None or value.most is None):
            qualifier = "more than " if value.most is None else "up to "
        return f"{qualifier}{number} {value.currency}"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _scaled(number: float) -> str:
    for size, unit in ((1e9, " bn"), (1e6, " M")):
        if abs(number) >= size:
            return f"{number / size:.6g}{unit}"
    return f"{number:,.0f}"
