"""What the whole reading of a page costs against trafilatura's extraction of its text alone.

    python -m benchmarks.reading --format json

Ours: clean, parse and extract, mentions and claims included, and with the gate of relevance open, so that every page
is weighed to the end. Theirs: `trafilatura.extract` as it comes, installed by `make bench`. Processor seconds a page,
each run over all pages, in turns, on one core; at most 1. The pages are the project's own gold, which have little
around their articles; `PAGES=folder` names others (.html, .html.gz, .txt), and then a second figure, `relevant`, is of
the same pages with articles of the gold in place of their own: what a page on AI factories costs as the web serves it.

A third, `start`: processor seconds from nothing to the claims of one article (`factorywatch extract FILE`), at most
1.5, against a Python that imports spaCy and no more.
"""

import contextlib
import functools
import gzip
import html
import importlib
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from selectolax.lexbor import LexborHTMLParser

from benchmarks import figure
from models.article import Article
from models.errors import PageError
from models.page import Page
from pipeline import extract, reading
from tests.gold.cases import cases

RUNS = 5
LONG = 60
"""Signs from which a paragraph is the article's; shorter ones are captions and links."""
GOLD = Path(__file__).parents[1] / "tests" / "gold" / "seen"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
_SUFFIXES = (".html", ".htm", ".html.gz", ".txt")


def pages(folder: Path) -> tuple[bytes, ...]:
    """The pages below a folder, in order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.name.endswith(_SUFFIXES))
    return tuple(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files)


def dressed(bodies: tuple[bytes, ...], articles: tuple[Article, ...]) -> tuple[bytes, ...]:
    """Pages with another article each in the place of their own: in its paragraphs, whatever lies around them."""
    return tuple(_dressed(body, articles[number % len(articles)]) for number, body in enumerate(bodies))


def _dressed(body: bytes, article: Article) -> bytes:
    tree = LexborHTMLParser(body)
    places = [one for one in tree.css("p") if len(one.text().strip()) >= LONG]
    blocks = [html.escape(article.text[block.start : block.end]) for block in article.blocks]
    each = math.ceil(len(blocks) / max(1, len(places)))
    for number, place in enumerate(places):
        if words := " ".join(blocks[number * each : (number + 1) * each]):
            place.inner_html = words
        else:
            place.decompose()
    return str(tree.html).encode()


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


def started(*arguments: str) -> float:
    """Processor seconds of a Python of its own, its own start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Prints the figures."""
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
    figures = {"reading": bodies}
    if folder != GOLD:
        articles = tuple(case.article() for case in cases(GOLD) if case.gold["relevant"])
        figures["relevant"] = dressed(bodies, articles)
    for name, shown in figures.items():
        mine, other = compared(shown)
        figure.show(name, "trafilatura.extract", mine, other, "s/page", RUNS, form)
    page = str(next(GOLD.glob("en-01/page.*")))
    mine, other = figure.interleaved(
        lambda: started("-m", "factorywatch", "extract", page), lambda: started("-c", "import spacy"), runs=RUNS
    )
    figure.show("start", "import spacy", mine, other, "s", RUNS, form)


def compared(bodies: tuple[bytes, ...]) -> tuple[float, float]:
    """Seconds a page, ours and the rival's."""
    with patch.object(extract, "relevant", return_value=True):
        for read in (ours, theirs):  # what is loaded once is start-up, a figure of its own
            seconds(read, bodies)
        return figure.interleaved(lambda: seconds(ours, bodies), lambda: seconds(theirs, bodies), runs=RUNS)


if __name__ == "__main__":
    main()
