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
