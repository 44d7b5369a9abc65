"""No page is too long, too deep or too odd: time grows with its length, and nothing crashes."""

import contextlib
import time

import pytest

from models.errors import PageError
from pipeline import clean
from tests.pipeline import pages

MEGABYTE = 1_000_000
SIGNS = [
    "1",
    ".",
    " ",
    "<",
    "&",
    "-",
    "|",
    "\t",
    "\n",
    "(",
    "\u00a0",
    "A",
    "1.1.",
    "2024-",
    "12 may ",
    "a | b\n",
    "- a\n",
    "foto: ",
]
ELEMENTS = ["<p>a</p>", "<div>a</div>", "a<br>", "<ul><li>a</ul>", "<tr><td>a<td>b", "<span>a</span>", "<h2>ab</h2>"]
NESTED = ["div", "table><tr><td", "ul><li", "span", "b", "a", "blockquote", "dl><dd", "section", "q"]


def _read_in_time(body: str, kind: str = "text/html; charset=utf-8") -> None:
    made = pages.page(body, kind=kind)
    start = time.process_time()
    with contextlib.suppress(PageError):
        clean.article(made)
    assert time.process_time() - start < 2


@pytest.fixture(autouse=True, scope="module")
def words_are_loaded() -> None:
    """The words are read once a process, before any clock runs."""
    pages.story(pages.BODY)


@pytest.mark.parametrize("sign", SIGNS, ids=repr)
def test_a_long_line_is_read_in_time(sign: str) -> None:
    long = sign * (MEGABYTE // len(sign.encode()))
    _read_in_time(f"<html lang=en><h1>A machine for the mill</h1><p>{pages.FIRST} {long}</p>")
    _read_in_time(f"A machine for the mill\n\n{long}", kind="text/plain")


@pytest.mark.parametrize("element", ELEMENTS)
def test_many_elements_are_read_in_time(element: str) -> None:
    _read_in_time(
        f"<html lang=en><h1>A machine for the mill</h1><table>{element * (MEGABYTE // len(element) // 2)}</table>"
    )


@pytest.mark.parametrize("tag", NESTED)
def test_a_deep_page_is_read_in_time(tag: str) -> None:
    _read_in_time(f"<html lang=en><h1>A machine for the mill</h1>{f'<{tag}>' * 10_000}{pages.FIRST} {pages.SECOND}")


@pytest.mark.parametrize(
    "head",
    [
        f'<script type="application/ld+json">{"[" * 200_000}</script>',
        f'<script type="application/ld+json">{{"datePublished":"{"1" * MEGABYTE}</script>',
        f"<title>{' - ' * 300_000}</title>",
        f"<link rel=canonical href='https://paper.example/{'2024-' * 200_000}'>",
        f"<meta name=date content='{'1' * MEGABYTE}'>",
    ],
    ids=["deep data", "long date", "title", "address", "meta"],
)
def test_an_odd_head_is_read_in_time(head: str) -> None:
    _read_in_time(f"<html lang=en><head>{head}</head><h1>A machine for the mill</h1>{pages.BODY}")


def test_odd_attributes_are_read_in_time() -> None:
    _read_in_time(
        f"<html lang=en><h1>A machine</h1><div class='{'ad ' * 300_000}' "
        f"style='{'display ' * 100_000}'>{pages.BODY}</div>"
    )


@pytest.mark.parametrize(
    "body",
    ["".join(f"<b a={number}><p>" for number in range(5_000)), "<div>" * 200_000, "<i>x" * 50_000],
    ids=["formatting", "deep", "italics"],
)
def test_elements_left_open_cannot_stall_the_reader(body: str) -> None:
    _read_in_time(f"<html lang=en><h1>A machine for the mill</h1><p>{pages.FIRST}</p>{body}")
