"""Rows on standard output: a table for people, plain columns in a pipe; JSON, JSON lines or CSV for programs."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
"""What a page may hold and a terminal would obey."""


def show(rows: Iterable[Row], form: str, *, columns: Sequence[str]) -> None:
    """Prints rows in one of the four formats; `columns` are the keys that text and CSV show, in order."""
    rows = list(rows)
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))  # noqa: T201
    elif form == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))  # noqa: T201
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    else:
        table(columns, [[_cell(row.get(column)) for column in columns] for row in rows])


def page(lines: Iterable[str]) -> None:
    """Prints lines of running text."""
    for line in lines:
        print(_CONTROL.sub(" ", line))  # noqa: T201


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Prints lines under their columns: a drawn table on a terminal, plain columns in a pipe."""
    lines = [[_CONTROL.sub(" ", cell) for cell in line] for line in lines]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        drawn = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            drawn.add_column(column.replace("_", " "), overflow="fold")
        for line in lines:
            drawn.add_row(*(Text(cell) for cell in line))  # a plain string would be read as markup
        Console().print(drawn)
        return
    widths = [max([len(column), *(len(line[number]) for line in lines)]) for number, column in enumerate(columns)]
    for line in [[column.replace("_", " ") for column in columns], *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())  # noqa: T201


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
