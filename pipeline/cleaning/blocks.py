"""The chosen pieces → the article's text and its blocks: kinds settled, doubles gone, offsets counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.article import Block, BlockKind
from pipeline.cleaning.pieces import Piece, Sheet
from pipeline.cleaning.tidying import overlap
from pipeline.cleaning.words import Hint

_DOUBLE = 50
"""From this length on a text that comes again word for word is the same text."""


@dataclass(slots=True)
class _Draft:
    kind: BlockKind
    text: str
    piece: Piece | None
    level: int = 0
    group: int = 0


def blocks(title: str, sheet: Sheet, chosen: Sequence[int], lead: int) -> tuple[str, tuple[Block, ...]]:
    """The text and its blocks, title first. The first `lead` of the chosen pieces stand before the article's text."""
    drafts = [_Draft("title", title, None)] if title else []
    drafts += [_draft(sheet, index) for index in chosen]
    drafts = _without_doubles(drafts)
    _undouble(drafts)
    _name_standfirst(sheet, drafts, lead)
    while len(drafts) > 1 and drafts[-1].kind == "heading":
        drafts.pop()
    return _counted(drafts)


def _draft(sheet: Sheet, index: int) -> _Draft:
    piece = sheet.pieces[index]
    kind = piece.kind
    if kind == "list_item":
        for number in sheet.around(index):
            box = sheet.boxes[number]
            if box.tag == "li":
                if any(other.kind == "heading" for other in sheet.pieces[box.first : box.last]):
                    kind = "paragraph"  # an entry of a ticker: a heading and its text
                break
    listed = kind == "list_item"
    return _Draft(
        kind,
        piece.text,
        piece,
        piece.level if listed or kind == "heading" else 0,
        piece.group if listed or kind == "table_row" else 0,
    )


def _without_doubles(drafts: Iterable[_Draft]) -> list[_Draft]:
    seen: set[str] = set()
    single: list[_Draft] = []
    for draft in drafts:
        plain = draft.text.casefold().rstrip(" .…")
        again = plain in seen and (len(plain) >= _DOUBLE or draft.kind == "heading")
        if again and draft.kind != "table_row":
            continue
        seen.add(plain)
        single.append(draft)
    return single


def _undouble(drafts: list[_Draft]) -> None:
    """Lists scraped twice over: each line begins with the end of the line before. What is said again goes."""
    group = max([draft.group for draft in drafts] + [0]) + 1
    before = ""
    for index, draft in enumerate(drafts):
        if draft.kind in ("title", "table_row"):
            before = ""
            continue
        said = overlap(before, draft.text) if before else 0
        before = draft.text
        if said:
            draft.text = draft.text[said:]
            for entry in drafts[index - 1 : index + 1]:
                entry.kind, entry.level, entry.group = "list_item", 1, group


def _name_standfirst(sheet: Sheet, drafts: list[_Draft], lead: int) -> None:
    """The block below the title is the standfirst where it stands apart from the text: by place, by name, by print."""
    if len(drafts) < 3 or drafts[0].kind != "title":
        return
    first = drafts[1]
    piece = first.piece
    if piece is None or first.kind in ("list_item", "table_row"):
        return
    box = sheet.boxes[piece.box]
    named = bool(box.hint & Hint.STANDFIRST) or bool(sheet.boxes[max(box.parent, 0)].hint & Hint.STANDFIRST)
    printed = first.kind == "paragraph" and piece.prose and piece.bold >= 0.9 * len(piece.text)
    if lead or printed or (named and first.kind == "paragraph"):
        first.kind, first.level = "standfirst", 0


def _counted(drafts: Iterable[_Draft]) -> tuple[str, tuple[Block, ...]]:
    made: list[Block] = []
    texts: list[str] = []
    groups: dict[int, int] = {}
    start = 0
    for draft in drafts:
        end = start + len(draft.text)
        piece = draft.piece
        cells = piece.cells if piece is not None and draft.kind == "table_row" else ()
        made.append(
            Block(
                kind=draft.kind,
                start=start,
                end=end,
                level=draft.level,
                cells=tuple((start + first, start + last) for first, last in cells),
                header=bool(cells) and piece is not None and piece.header,
                group=groups.setdefault(draft.group, len(groups) + 1) if draft.group else 0,
            )
        )
        texts.append(draft.text)
        start = end + 1
    return "\n".join(texts), tuple(made)
