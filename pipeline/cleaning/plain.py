"""Plain text files: title, paragraphs, lists and tables as people type them."""

import re

from pipeline.cleaning.lines import byline
from pipeline.cleaning.pieces import Box, Piece, Sheet
from pipeline.cleaning.tidying import bulleted, goes_on, tidy, wrapped
from pipeline.cleaning.words import opening

_BLANK = re.compile(r"\n[ \t\r\u00a0]*(?:\n[ \t\r\u00a0]*)+")
_HEADING = 100
_TITLE = 250
_MOST_LINES = 20_000
_CELLS = re.compile(r"\s*(?:\t|\s\|\s|\|)\s*")


def sheet(text: str) -> Sheet:
    """The file's pieces; its first line is the title where it reads like one."""
    made = Sheet(boxes=[Box(tag="body", parent=-1, first=0)])
    text = "\n".join(text.splitlines()[:_MOST_LINES])
    blocks = [_lines(block) for block in _BLANK.split(text)]
    blocks = [block for block in blocks if block]
    if blocks and len(blocks[0][0]) <= _TITLE and not wrapped(blocks[0]):
        title, *rest = blocks.pop(0)
        made.pieces.append(Piece(kind="heading", text=title.lstrip("# "), box=0, level=1))
        if rest:
            blocks.insert(0, rest)
    for groups, block in enumerate(blocks, start=1):
        rows = [_CELLS.split(line.strip("| ")) for line in block]
        if len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1:
            made.pieces += [_row(row, groups) for row in rows if any(re.search(r"\w", cell) for cell in row)]
        elif any(bulleted(line) for line in block):
            made.pieces += _entries(block, groups)
        elif wrapped(block):
            made.pieces.append(Piece(kind="paragraph", text=" ".join(block), box=0))
        else:
            made.pieces += [_paragraph(line) for line in _joined(block)]
    made.boxes[0].last = len(made.pieces)
    return made


def _lines(block: str) -> list[str]:
    return [line for raw in block.split("\n") if (line := tidy(raw))]


def _joined(block: list[str]) -> list[str]:
    joined = block[:1]
    for line in block[1:]:
        if goes_on(joined[-1], line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _paragraph(line: str) -> Piece:
    if line.startswith("#"):
        level = min(len(line) - len(line.lstrip("#")), 6)
        return Piece(kind="heading", text=line.lstrip("# ") or line, box=0, level=level)
    if len(line) <= _HEADING and line[-1].isalnum() and line[0].isupper() and not byline(line, opening(line).first):
        return Piece(kind="heading", text=line, box=0, level=2)
    return Piece(kind="paragraph", text=line, box=0)


def _entries(block: list[str], group: int) -> list[Piece]:
    """A list: what stands on a line without a bullet carries the entry above on, or stands before the list."""
    pieces: list[Piece] = []
    for line in block:
        follows = bulleted(line)
        if follows:
            pieces.append(
                Piece(kind="list_item", text=follows if len(block) > 1 else line, box=0, level=1, group=group)
            )
        elif pieces and pieces[-1].kind == "list_item" and goes_on(pieces[-1].text, line):
            pieces[-1].text += " " + line
        else:
            pieces.append(_paragraph(line))
    return pieces


def _row(row: list[str], group: int) -> Piece:
    cells, start = [], 0
    for cell in row:
        cells.append((start, start + len(cell)))
        start += len(cell) + 3
    return Piece(kind="table_row", text=" | ".join(row), box=0, group=group, cells=tuple(cells))
