"""What the whole reading of a page costs against trafilatura's extraction of its text alone.

    python -m benchmarks.reading --format json

Ours: clean, parse and extract, mentions and claims included, and with the gate of relevance open, so that every page
is weighed to the end. Theirs: `trafilatura.extract` as it comes, installed by `make bench`. Processor seconds a page,
each run over all pages, in turns, on one core; at most 1. The pages are the project's own gold; `PAGES=folder` names
others (.html, .html.gz, .txt).
"""

import contextlib
import functools
import gzip
import importlib
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks import figure
from models.errors import PageError
from models.page import Page
from pipeline import extract, reading

RUNS = 5
GOLD = Path(__file__).parents[1] / "tests" / "gold" / "seen"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
_SUFFIXES = (".html", ".htm", ".html.gz", ".txt")


def pages(folder: Path) -> tuple[bytes, ...]:
    """The pages below a folder, in order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.name.endswith(_SUFFIXES))
    return tuple(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files)


def ours(body: bytes) -> None:
    """One page, read to its claims. A page that holds no article costs what it takes to see that."""
    page = Page(source="", url="", fetched=NOW, status=200, headers=(("content-type", "text/html"),), body=body)
    with contextlib.suppress(PageError):
        reading.of(page)


def theirs(body: bytes) -> None:
    """The same page's text, by the rival."""
    _rival()(body)


@functools.cache
def _rival() -> Callable[[bytes], object]:
    extracted: Callable[[bytes], object] = importlib.import_module("trafilatura").extract
    return extracted


def seconds(read: Callable[[bytes], None], bodies: tuple[bytes, ...]) -> float:
    """Processor seconds a page: what else the machine does is no part of it."""
    start = time.process_time()
    for body in bodies:
        read(body)
    return (time.process_time() - start) / len(bodies)


def main() -> None:
    """Prints the figure."""
    form = figure.form(__doc__ or "")
    folder = Path(os.environ.get("PAGES") or GOLD)
    bodies = pages(folder)
    if not bodies:
        sys.exit(f"benchmarks.reading: {folder} holds no pages")
    try:
        _rival()
    except ModuleNotFoundError:
        sys.exit(
            "benchmarks.reading: its rival is not installed (make bench does it, from benchmarks/requirements.lock)"
        )
    with patch.object(extract, "relevant", return_value=True):
        for read in (ours, theirs):  # what is loaded once is start-up and measured elsewhere
            seconds(read, bodies)
        mine, other = figure.interleaved(lambda: seconds(ours, bodies), lambda: seconds(theirs, bodies), runs=RUNS)
    figure.show("reading", "trafilatura.extract", mine, other, "s/page", RUNS, form)


if __name__ == "__main__":
    main()
