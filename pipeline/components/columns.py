"""Columns: in a table whose heading says "cost (EUR million)", the bare numbers below are sums."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.components.lexemes import Row

_LINE = re.compile(r"[^\n|]*\|[^\n]*")
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
    before = -1
    for line in _LINE.finditer(small):
        cells = tuple(_cells(line[0], line.start()))
        if line.start() != before + 1 or not heads:
            heads = []
            for start, end in cells:
                unit = _unit(row, start, end)
                heads.append(heads[-1] if unit is None and heads and _continues(row, start, end) else unit)
        else:
            for (start, end), head in zip(cells, heads, strict=False):
                if head:
                    found.append(Unit(start, end, *head))
        before = line.end()
    return tuple(found)


def _cells(line: str, start: int) -> Iterator[tuple[int, int]]:
    for cell in line.split(_EDGE):
        yield start, start + len(cell)
        start += len(cell) + len(_EDGE)


def _continues(row: Row, start: int, end: int) -> bool:
    """The heading says "of which", and so is counted in what the one before it is."""
    return any(lexeme.code == "W" and start <= lexeme.start and lexeme.end <= end for lexeme in row.lexemes)


def _unit(row: Row, start: int, end: int) -> tuple[float, str] | None:
    """Scale and currency that a heading names, where it holds no number."""
    scale, currency = 1.0, ""
    for lexeme in row.lexemes:
        if start <= lexeme.start and lexeme.end <= end:
            if lexeme.code in "Nn":
                return None
            if lexeme.code in "SsZ":
                scale *= float(lexeme.value)
            elif lexeme.code in "CcU":
                *factor, currency = str(lexeme.value).split()
                scale *= float(factor[0]) if factor else 1
    return (scale, currency) if currency else None
