"""Pages for the tests of clean: our own words, set in the markup of many makes."""

from datetime import UTC, date, datetime

from models.article import Article, Block
from models.page import Page
from pipeline import clean

FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
FIRST = "The ministry in Lisbon has ordered a new machine, which is to stand in an old mill on the river."
SECOND = "It will cost 40 million euros, of which the state pays one half and the region pays the other."
THIRD = "Nobody in the town has seen the plans yet, and the mayor says that she will not sign without them."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def page(
    html: str | bytes,
    *,
    url: str = "https://paper.example/news/mill",
    kind: str = "text/html; charset=utf-8",
    fetched: datetime = FETCHED,
    published: str = "",
) -> Page:
    """A page as a server gives it."""
    body = html.encode() if isinstance(html, str) else html
    headers = (("content-type", kind),) if kind else ()
    return Page(source="paper", url=url, fetched=fetched, status=200, headers=headers, body=body, published=published)


def article(
    html: str | bytes,
    *,
    url: str = "https://paper.example/news/mill",
    kind: str = "text/html; charset=utf-8",
    fetched: datetime = FETCHED,
    published: str = "",
    given: date | None = None,
    language: str = "",
) -> Article:
    """What clean makes of it."""
    made = page(html, url=url, kind=kind, fetched=fetched, published=published)
    return clean.article(made, published=given, language=language)


def story(body: str, *, head: str = "", title: str = "A machine for the old mill") -> Article:
    """What clean makes of a story in plain markup: a headline and what is given below it."""
    return article(f"<html lang=en><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>")


def words(article: Article, block: Block) -> str:
    """The text of a block."""
    return article.text[block.start : block.end]


def lines(article: Article) -> list[str]:
    """The texts of the blocks below the title."""
    return [words(article, block) for block in article.blocks if block.kind != "title"]


def kinds(article: Article) -> list[str]:
    """The kinds of the blocks, in order."""
    return [block.kind for block in article.blocks]
