"""An article: what a page says once its furniture is gone. A changed text is a new version, never an edit."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal["title", "standfirst", "heading", "paragraph", "list_item", "table_row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of the layout; `start` and `end` count characters in the article's text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Of a heading: 1 to 6. Of a list item: its depth."""
    cells: tuple[tuple[int, int], ...] = ()
    """Of a table row: the span of each cell, in columns' order (a cell may be empty: start == end)."""
    header: bool = False
    """Of a table row: it names the columns."""
    group: int = 0
    """List items of one list, and rows of one table, share a number; 0 for the rest."""

    @property
    def listed(self) -> bool:
        """Whether it is an item of a list or a row of a table: the line before them speaks for all of them."""
        return self.kind in ("list_item", "table_row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The readable part of one page. `text` is the blocks joined by line ends; all offsets count in it."""

    id: str
    """Source and canonical URL, hashed: the same story edited keeps its id and gets a version."""
    url: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    published: date | None
    language: str
    source: str = ""
    page: str = ""
    """The sha of the page it was read from."""
    modified: datetime | None = None
    relevant: bool = True
    doubts: tuple[str, ...] = ()
    """Where the page contradicts itself (its declared language, say): one line each, for an issue."""

    @property
    def text_sha(self) -> str:
        """The hash of the text: it stays when the text itself may be kept no longer."""
        return text_sha(self.text)


def text_sha(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
