"""Options that several verbs share."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Optional

import typer


class Format(StrEnum):
    """How rows are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


Formatted = Annotated[Format, typer.Option("--format", help="text for people; json, jsonl or csv for programs.")]
Day = Annotated[Optional[datetime], typer.Option(formats=["%Y-%m-%d"])]  # noqa: UP045 - typer reads it
At = Annotated[str, typer.Option("--at", metavar="DATE", help="What was true at the end of that day (2025-06-01).")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="Only what we knew at the end of that day.")]
