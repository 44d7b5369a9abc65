"""Articles with lists and tables, for the tests of components that read where a name stands."""

from collections.abc import Iterable
from datetime import date

from models.article import Article, Block

PUBLISHED = date(2026, 6, 1)


def listed(lead: str, *lists: Iterable[str], language: str = "en", published: date = PUBLISHED) -> Article:
    """A line and, under it, one or more lists."""
    text = lead
    blocks = [Block(kind="paragraph", start=0, end=len(lead))]
    for group, entries in enumerate(lists, start=1):
        for entry in entries:
            start = len(text) + 1
            text += f"\n{entry}"
            blocks.append(Block(kind="list_item", start=start, end=len(text), group=group))
    return _article(text, blocks, language, published)


def tabled(
    lead: str, *rows: tuple[str, ...], head: bool = True, language: str = "en", published: date = PUBLISHED
) -> Article:
    """A line and a table under it; its first row is its head, where it has one."""
    text = lead
    blocks = [Block(kind="paragraph", start=0, end=len(lead))]
    for number, row in enumerate(rows):
        start = at = len(text) + 1
        cells = []
        for cell in row:
            cells.append((at, at + len(cell)))
            at += len(cell) + len(" | ")
        text += "\n" + " | ".join(row)
        header = head and number == 0
        blocks.append(Block(kind="table_row", start=start, end=len(text), cells=tuple(cells), header=header, group=1))
    return _article(text, blocks, language, published)


def _article(text: str, blocks: list[Block], language: str, published: date) -> Article:
    return Article(
        id="an-article", url="", title="", text=text, blocks=tuple(blocks), published=published, language=language
    )
