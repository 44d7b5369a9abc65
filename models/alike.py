"""When two values say the same: sums and numbers that are close, dates of which one holds the other, texts spelt alike.

How sharply a value is said is its width: `2026` is wider than `2026-06`, "more than 500 m" wider than 518 m.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from models import knowledge
from models.fact import FactType
from models.value import Money, Value

# Nobody says "more than 500 m" of two billions: a bound reaches so far and no further (chosen, not learned: "more than
# a billion" is said of 1.5 bn).
_REACH = 1.5

_DATE = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?")


def same(fact_type: FactType, one: Value, other: Value) -> bool:
    """Whether the two say the same, as far as this type of fact asks."""
    if one == other:
        return True
    if fact_type.value == "money":
        return isinstance(one, Money) and isinstance(other, Money) and _same_money(one, other, fact_type.tolerance)
    if fact_type.value == "number":
        return (
            isinstance(one, (int, float))
            and isinstance(other, (int, float))
            and abs(one - other) <= fact_type.tolerance * max(abs(one), abs(other))
        )
    if fact_type.value == "date":
        return _within(str(one), str(other)) or _within(str(other), str(one))
    if fact_type.value == "text":
        return plain(str(one)) == plain(str(other))
    return False


def width(fact_type: FactType, value: Value) -> tuple[float, bool]:
    """How loosely it is said: the smaller, the sharper."""
    if isinstance(value, Money):
        low, high = bounds(value)
        currencies = knowledge.currencies()
        # A sum in another currency is mostly somebody's conversion, and rounded like one.
        return (high - low) / (currencies.rate(value.currency) or 1), (
            value.qualifier == "about" or value.currency != currencies.base
        )
    if fact_type.value == "date":
        days = _days(str(value))
        return (days[1] - days[0] if days else 0, False)
    return 0, False


def plain(text: str) -> str:
    """The text without case, accents, spaces and punctuation: what two spellings of one name share."""
    letters = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if sign.isalnum())
    return letters or text


def period(text: str) -> tuple[date, date] | None:
    """The first and the last day that a date may mean; None where the calendar has no such day."""
    days = _days(text)
    return (date.fromordinal(days[0]), date.fromordinal(days[1])) if days else None


def _same_money(one: Money, other: Money, tolerance: float) -> bool:
    first, second = bounds(one), bounds(other)
    if one.currency != other.currency:
        currencies = knowledge.currencies()
        rates = currencies.rate(one.currency), currencies.rate(other.currency)
        if rates[0] is None or rates[1] is None:
            return False
        first, second = (first[0] / rates[0], first[1] / rates[0]), (second[0] / rates[1], second[1] / rates[1])
        tolerance = currencies.slack
    return any(
        inner[0] >= outer[0] * (1 - tolerance) and inner[1] <= outer[1] * (1 + tolerance)
        for inner, outer in ((first, second), (second, first))
    )


def bounds(money: Money) -> tuple[float, float]:
    """The least and the most that a sum may mean, in its currency."""
    if money.least is not None and money.most is not None:
        return money.least, money.most
    if money.amount is not None:
        number, bound = money.amount, money.qualifier
    elif money.least is not None:
        number, bound = money.least, "at_least"
    else:
        number, bound = money.most or 0.0, "at_most"
    if bound == "at_least":
        return number, number * _REACH
    if bound == "at_most":
        return number / _REACH, number
    return number, number


def _within(sharp: str, loose: str) -> bool:
    inner, outer = _days(sharp), _days(loose)
    if inner is None or outer is None or not (outer[0] <= inner[0] and inner[1] <= outer[1]):
        return False
    # Who says "2027 or 2028" does not say 2027: the later end was added to it.
    return sharp != loose.partition("/")[0]


def _days(text: str) -> tuple[int, int] | None:
    # The first and the last day that the date may mean; None where the calendar has no such day.
    first, _, last = text.partition("/")
    start, end = _period(first), _period(last or first)
    return (start[0].toordinal(), end[1].toordinal()) if start and end and start[0] <= end[1] else None


def _period(text: str) -> tuple[date, date] | None:
    parts = _DATE.fullmatch(text)
    if not parts:
        return None
    year, month, day, quarter, half = (int(part) if part else 0 for part in parts.groups())
    if not year or month > 12 or parts[2] == "00":
        return None
    if day:
        exact = date(year, month, day) if day <= monthrange(year, month)[1] else None
        return (exact, exact) if exact else None
    first, last = 1, 12
    if half:
        first, last = 6 * half - 5, 6 * half
    elif quarter:
        first, last = 3 * quarter - 2, 3 * quarter
    elif month:
        first = last = month
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
