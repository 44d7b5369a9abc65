"""An explanation drawn: plain marks in a pipe, one page that needs nothing and lets nothing of the article through."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from models.article import Article, Block
from models.claim import Claim, Evidence
from models.explanation import Explanation, Idle, Mark
from models.value import Money
from web import explained, explained_page

HOME = Path(__file__).parents[2]
_TITLE = "Greek AI Factory <script>alert(1)</script>"
_BODY = "It costs 30 million euros. Done in 2031."
_TEXT = f"{_TITLE}\n{_BODY}\nfirst\nA | 7"


def _told(*, aside: str = "") -> Explanation:
    body = _TEXT.index("It costs")
    item = _TEXT.index("first")
    row = _TEXT.index("A | 7")
    sentence = Evidence(quote="It costs 30 million euros.", start=body, end=body + 26)
    sum_of = Mark(type="amount", start=body + 9, end=body + 25, value="30000000 EUR")
    late = Mark(type="date", start=_TEXT.index("2031"), end=_TEXT.index("2031") + 4, value="2031")
    return Explanation(
        article=Article(
            id="a",
            url="https://paper.example/?a=1&b=<2>",
            title=_TITLE,
            text=_TEXT,
            blocks=(
                Block(kind="title", start=0, end=len(_TITLE)),
                Block(kind="paragraph", start=body, end=body + len(_BODY)),
                Block(kind="list_item", start=item, end=item + 5, group=1),
                Block(kind="table_row", start=row, end=row + 5, group=2, cells=((row, row + 1), (row + 4, row + 5))),
            ),
            published=date(2025, 3, 14),
            language="en",
        ),
        marks=(
            Mark(type="factory", start=0, end=16, value="pharos"),
            Mark(type="country", start=0, end=5, value="GR"),
            sum_of,
            late,
        ),
        claims=(
            Claim(
                subject="pharos",
                predicate="investment_total",
                value=Money(amount=30e6, currency="EUR"),
                confidence=0.914,
                evidence=sentence,
            ),
        ),
        idle=(Idle(mark=late, why="no trigger <b>near</b>"),),
        aside=aside,
    )


def _run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "factorywatch", "explain", *arguments],
        cwd=folder,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_in_a_pipe_a_mention_stands_in_brackets_with_its_value() -> None:
    lines = list(explained.lines(_told()))

    assert "# [Greek AI Factory|factory pharos] <script>alert(1)</script>" in lines
    assert "It costs [30 million euros|amount 30000000 EUR]. Done in [2031|date 2031]." in lines
    assert "- first" in lines
    assert "  pharos: investment_total = 30 M EUR  (asserted, 0.91)" in lines
    assert "    “It costs 30 million euros.”" in lines
    assert "  2031 (date 2031): no trigger <b>near</b>" in lines


def test_an_article_about_something_else_says_so_first() -> None:
    lines = list(explained.lines(_told(aside="it names no factory")))

    assert lines[1:3] == ["2025-03-14, en, about something else", "relevance failed: it names no factory"]
    assert "Nothing is claimed: it names no factory." in explained_page.page(_told(aside="it names no factory"))


def test_the_page_escapes_all_that_came_from_the_article() -> None:
    page = explained_page.page(_told())

    assert "<script" not in page
    assert "<b>near" not in page
    assert "?a=1&amp;b=&lt;2&gt;" in page


def test_the_page_needs_no_network_and_no_script() -> None:
    page = explained_page.page(_told())

    assert "default-src 'none'" in page
    assert re.findall(r"<(?:script|link|img|iframe|object)\b|@import|url\(|\bsrc=", page) == []
    assert [link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith("#c")] == []


def test_the_page_marks_mentions_within_mentions_and_the_sentences_of_claims() -> None:
    page = explained_page.page(_told())

    country = '<mark class="country">Greek<small>country GR</small></mark>'
    assert f'<mark class="factory">{country} AI Factory<small>factory pharos</small></mark>' in page
    assert "<u>It costs </u>" in page
    assert '<a class="ref" href="#c1">1</a>' in page
    assert 'id="c1"' in page
    assert "<td>7</td>" in page
    assert "<li>first</li>" in page


def test_the_verb_writes_a_page_and_never_over_what_is_none_of_ours(tmp_path: Path) -> None:
    page = HOME / "tests" / "pipeline" / "announcement.en.html"
    other = tmp_path / "mine.html"
    other.write_text("mine", encoding="utf-8")

    for _ in range(2):
        done = _run(str(page), "--html", str(tmp_path / "out.html"), folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, f"factorywatch: written: {tmp_path / 'out.html'}\n")
    refused = _run(str(page), "--html", str(other), folder=tmp_path)

    assert "<mark" in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert refused.returncode == 2
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("none.html",), 1, "none.html: cannot be read (No such file or directory)"),
        (("none.html", "out.html"), 2, "out.html: is written with --html only"),
        (("none.html", "--language", "xx"), 2, "xx: no such language"),
    ],
)
def test_a_mistake_gets_one_line(arguments: tuple[str, ...], status: int, words: str, tmp_path: Path) -> None:
    done = _run(*arguments, folder=tmp_path)

    assert done.returncode == status
    assert done.stderr.startswith(f"factorywatch: {words}")
    assert len(done.stderr.splitlines()) == 1
