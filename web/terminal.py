"""Rows on standard output: a table for people, plain columns in a pipe; JSON, JSON lines or CSV for programs."""

import contextlib
import csv
import errno
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
"""What a page may hold and a terminal would obey."""


_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EBADF, errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS, errno.EMFILE)
_WIDEST = 60
"""Signs to which a column of plain text is filled up; one long cell must not push all the others out of sight."""


def ready() -> None:
    """Makes the three standard streams usable, whatever the shell did to them. To be called first of all."""
    # A stream that the shell closed (`>&-`) leaves its number to the next file that is opened: the store, say.
    while (number := os.open(os.devnull, os.O_RDWR if _closed(2) and not _closed(1) else os.O_RDONLY)) <= 2:
        pass
    os.close(number)
    # So results for a closed standard output fail when they are flushed; words for a closed standard error are lost.
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def leave() -> None:
    """Lets go of a standard output that takes nothing any more: what is still to be written goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refusal(error: Exception) -> str:
    """In one line, what the system refuses (a full disk, no right to a file); empty when the error is another one."""
    if not isinstance(error, OSError) or error.errno not in _REFUSALS:
        return ""
    leave()
    return f"{error.filename or 'the output'}: {error.strerror}"


def say(words: str) -> None:
    """One line to the person at the keyboard, on standard error."""
    with contextlib.suppress(OSError):
        print(f"factorywatch: {words}", file=sys.stderr, flush=True)  # noqa: T201


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
    widths = [min(width, _WIDEST) for width in widths]
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


def _closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
