"""Columns: in a table whose heading says "cost (EUR million)", the bare numbers below are sums."""

import bisect
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.components.lexemes import Lexeme, Row

_EDGE = " | "


class Unit(NamedTuple):
    """What one cell below such a heading is counted in."""

    start: int
    end: int
    scale: float
    currency: str


def units(small: str, row: Row) -> tuple[Unit, ...]:
    """The cells whose column's heading names a currency, in the order of the text."""
    if "|" not in small:
        return ()
    found: list[Unit] = []
    heads: list[tuple[float, str] | None] = []
    start = 0
    for line in small.split("\n"):
        cells = tuple(_cells(line, start)) if _EDGE in line else ()
        if not cells:
            heads = []
        elif not heads:
            for first, last in cells:
                unit = _unit(row, first, last)
                heads.append(heads[-1] if unit is None and heads and _continues(row, first, last) else unit)
        else:
            pairs = zip(cells, heads, strict=False)
            found += [Unit(first, last, *head) for (first, last), head in pairs if head]
        start += len(line) + 1
    return tuple(found)


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    for cell in line.split(_EDGE):
        yield start, start + len(cell)
        start += len(cell) + len(_EDGE)


def _continues(row: Row, start: int, end: int) -> bool:
    """The heading says "of which", and so is counted in what the one before it is."""
    return any(lexeme.code == "W" for lexeme in _within(row, start, end))


def _unit(row: Row, start: int, end: int) -> tuple[float, str] | None:
    """Scale and currency that a heading names, where it holds no number."""
    scale, currency = 1.0, ""
    for lexeme in _within(row, start, end):
        if lexeme.code in "Nn":
            return None
        if lexeme.code in "SsZ":
            scale *= float(lexeme.value)
        elif lexeme.code in "CcU":
            *factor, currency = str(lexeme.value).split()
            scale *= float(factor[0]) if factor else 1
    return (scale, currency) if currency else None


def _within(row: Row, start: int, end: int) -> tuple[Lexeme, ...]:
    """The lexemes between two places."""
    first = bisect.bisect_left(row.lexemes, start, key=_start)
    return row.lexemes[first : bisect.bisect_left(row.lexemes, end, key=_start)]


def _start(lexeme: Lexeme) -> int:
    return lexeme.start
