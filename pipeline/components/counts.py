"""Numbers as a language writes them: digits with its signs, and spelled ones put together from their parts."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.components.lexemes import Entry, Lexeme, Row

DIGITS = r"\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,']\d+)*"
"""Digits with their signs, in a text that `lexemes.lower` has made."""
_TOO_LONG = 24
_HUNDRED = 100
_ADJACENT = re.compile("n[ j-]n")


def read(digits: str, *, group: str) -> float | None:
    """The number, or None. Three digits behind one of the signs of `group` are thousands, else a fraction."""
    if len(digits) > _TOO_LONG:
        return None
    whole, *parts = re.split("[., ']", digits)
    signs = [sign for sign in digits if not sign.isdecimal()]
    if not signs:
        return float(digits)
    last = signs[-1]
    grouped = 0 < len(whole) <= 3 and whole != "0" and all(len(part) == 3 for part in parts[:-1])
    if len(set(signs)) > 1:
        # The last sign stands before the fraction, the others are between thousands.
        return float(f"{whole}{''.join(parts[:-1])}.{parts[-1]}") if grouped and len({*signs[:-1]}) == 1 else None
    if grouped and len(parts[-1]) == 3 and (len(parts) > 1 or last in group or last in "' "):
        return float(whole + "".join(parts))
    return float(f"{whole}.{parts[0]}") if len(parts) == 1 and last in ".," else None


def spelled(numbers: Mapping[str, Iterable[str]]) -> Iterator[Entry]:
    """The spelled numbers as entries of a vocabulary; their letter is n."""
    return ((phrase, "n", float(number)) for number, phrases in numbers.items() for phrase in phrases)


def joined(found: Row) -> Row:
    """The row with its spelled numbers put together ("twenty" "five", "two" "hundred"); in `codes` all are N then."""
    if not _ADJACENT.search(found.codes):
        return Row(found.lexemes, found.codes.replace("n", "N"))
    lexemes: list[Lexeme] = []
    gaps: list[str] = []
    for place, lexeme in enumerate(found.lexemes):
        gap = found.codes[2 * place + 1]
        if lexeme.code == "n":
            first = lexemes[-1] if lexemes and gaps[-1] in " j-" else None
            if first is not None and (total := _together(first, lexeme)) is not None:
                del lexemes[-1], gaps[-1]
                lexeme = Lexeme("n", first.start, lexeme.end, total)
        lexemes.append(lexeme)
        gaps.append(gap)
    codes = "".join(lexeme.code + gap for lexeme, gap in zip(lexemes, gaps, strict=True))
    return Row(tuple(lexemes), codes.replace("n", "N"))


def _together(first: Lexeme, second: Lexeme) -> float | None:
    """What two spelled numbers make, or None where they are two: "twenty" and "five" 25, "two" and "hundred" 200."""
    if first.code != "n":
        return None
    one, two = float(first.value), float(second.value)
    if one >= 20 and one % 10 == 0 and 0 < two < 10 and two == int(two) and one % _HUNDRED:
        return one + two
    if one >= _HUNDRED and one % _HUNDRED == 0 and 0 < two < _HUNDRED and two == int(two):
        return one + two
    return one * two if two == _HUNDRED and 1 < one < 10 else None
