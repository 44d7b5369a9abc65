"""Tables that hold facts, told from those that only lay out a page."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pipeline.cleaning.elements import INLINE, SKIPPED, note
from pipeline.cleaning.tidying import tidy

_LAYOUT = "table, h1, h2, h3, h4, form, iframe, article, section, ul ul"
_LONGEST_CELL = 600
_WIDEST = 60
_MOST_ROWS = 2000
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_SILENT = SKIPPED | {"button"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells' texts in the order of the columns."""

    cells: tuple[str, ...]
    header: bool
    linked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of facts."""

    caption: str
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Cell:
    text: str
    linked: int
    bold: bool


def table(node: LexborNode) -> Table | None:
    """The table's rows; None where the table is there for the layout only."""
    sections = _children(node)
    if node.attributes.get("role") in ("presentation", "none"):
        return None
    if any(section.css_first(_LAYOUT) is not None for section in sections if section.is_element_node):
        return None
    caption = ""
    rows: list[Row] = []
    spans: dict[int, tuple[int, _Cell]] = {}
    for section in sections:
        if section.tag == "caption":
            caption = _text(section).text
        elif section.tag in _SECTIONS:
            for line in _children(section):
                if line.tag == "tr" and len(rows) < _MOST_ROWS:
                    row = _row(line, section.tag == "thead", not rows, spans)
                    if any(map(len, row.cells)):
                        rows.append(row)
    if not _holds_facts(rows):
        return None
    return Table(caption=caption, rows=tuple(rows))


def _holds_facts(rows: list[Row]) -> bool:
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return False
    full = sum(sum(1 for cell in row.cells if cell) > 1 for row in rows)
    longest = max(len(cell) for row in rows for cell in row.cells)
    return longest <= _LONGEST_CELL and full >= len(rows) / 2


def _row(line: LexborNode, in_head: bool, first: bool, spans: dict[int, tuple[int, _Cell]]) -> Row:
    """The row's cells; `spans` holds the cells of rows above that reach down: they are said again in each row."""
    cells: list[_Cell] = []
    own: list[tuple[str, _Cell]] = []

    def reached() -> None:
        while len(cells) in spans:
            column = len(cells)
            left, cell = spans[column]
            cells.append(cell)
            if left > 1:
                spans[column] = (left - 1, cell)
            else:
                del spans[column]

    reached()
    for node in _children(line):
        if node.tag not in ("td", "th") or len(cells) >= _WIDEST:
            continue
        cell = _text(node)
        own.append((node.tag, cell))
        down, across = _count(node, "rowspan"), _count(node, "colspan")
        for place in range(min(across, _WIDEST)):
            if down > 1:
                spans[len(cells)] = (down - 1, cell if not place else _Cell("", 0, False))
            cells.append(cell if not place else _Cell("", 0, False))
        reached()
    header = bool(own) and (
        in_head
        or all(tag == "th" for tag, _ in own)
        or (first and len(own) > 1 and all(cell.bold for _, cell in own if cell.text))
    )
    return Row(
        cells=tuple(cell.text for cell in cells), header=header, linked=sum(cell.linked for cell in cells if cell.text)
    )


def _count(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return max(int(value), 1) if value.isdecimal() and len(value) < 4 else 1


def _text(node: LexborNode) -> _Cell:
    """The cell's text in one line: what stands in blocks of its own is kept apart by a space."""
    parts: list[str] = []
    linked = bold = 0
    todo: list[tuple[LexborNode | None, bool, bool]] = [(child, False, False) for child in reversed(_children(node))]
    while todo:
        child, link, strong = todo.pop()
        tag = child.tag or "" if child is not None else ""
        if child is None or tag in _SILENT or tag == "-comment":
            parts.append(" ")
        elif tag == "-text":
            text = child.text_content or ""
            parts.append(text)
            linked += len(text) if link else 0
            bold += len(text.replace(" ", "")) if strong else 0
        elif tag != "sup" or not note(child):
            apart = tag not in INLINE
            if apart:
                parts.append(" ")
                todo.append((None, False, False))
            link, strong = link or tag == "a", strong or tag in ("b", "strong")
            todo.extend((grandchild, link, strong) for grandchild in reversed(_children(child)))
    text = tidy("".join(parts))
    return _Cell(text, min(linked, len(text)), bool(text) and bold >= 0.9 * len(text.replace(" ", "")))


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children
