"""Rows on standard output: a table where a person looks, plain lines where a pipe does, JSON, JSON lines or CSV for programs."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

Format: TypeAlias = Literal["text", "json", "jsonl", "csv"]
Row: TypeAlias = Mapping[str, Any]


def show(
    rows: Iterable[Row], form: Format, *, columns: Sequence[str], people: Iterable[Sequence[str]] | None = None
) -> None:
    """Prints the rows. `columns` are the keys in order; `people` are the same rows in words, for the text form."""
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
        words = people if people is not None else ([_cell(row.get(column)) for column in columns] for row in rows)
        _text(columns, [list(line) for line in words])


def _text(columns: Sequence[str], lines: list[list[str]]) -> None:
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            table.add_column(column.replace("_", " "), overflow="fold")
        for line in lines:
            table.add_row(*line)
        Console().print(table)
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
