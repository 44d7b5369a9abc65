"""One walk over the tree of a page: its pieces in reading order and the boxes that hold them. Judges nothing."""

from typing import NamedTuple, TypeAlias

from selectolax.lexbor import LexborNode

from models.article import BlockKind
from pipeline.cleaning import elements, tables
from pipeline.cleaning.pieces import Box, Piece, Sheet
from pipeline.cleaning.tidying import bulleted, goes_on, tidy, wrapped
from pipeline.cleaning.words import Hint, hint

_BETWEEN_CELLS = " | "
_DEEPEST_LIST = 9
_MOST_PIECES = 20_000
"""A page of more is no article; what follows is not read."""

_Attributes: TypeAlias = dict[str, str | None]
_Line: TypeAlias = tuple[str, int, int]
"""A line's text, how many of its characters are links, how many are bold."""


class _Mode(NamedTuple):
    """How text is taken at this place of the page."""

    kind: BlockKind = "paragraph"
    level: int = 0
    group: int = 0
    role: str = ""
    """"term" and "definition" in a list of definitions, "figure" in a figure."""
    pre: bool = False


def sheet(root: LexborNode) -> Sheet:
    """The page's pieces and boxes."""
    walk = _Walk()
    walk.over(root)
    return walk.sheet


class _Walk:
    def __init__(self) -> None:
        self.sheet = Sheet(boxes=[Box(tag="body", parent=-1)])
        self.box = 0
        self.mode = _Mode()
        self.link = self.strong = False
        self.parts: list[str] = []
        self.linked = self.bold = 0
        self.lines: list[_Line] = []
        self.groups = 0
        self.term = ""
        self.ended = ""
        """The tag of the inline element that has just ended, while nothing has followed it."""

    def over(self, root: LexborNode) -> None:
        """Walks without recursion: pages nest as deep as they like."""
        skipped = elements.SKIPPED
        todo: list[tuple[LexborNode | None, str, int, _Mode, bool, bool]] = []
        node = root.first_child
        while len(self.sheet.pieces) < _MOST_PIECES:
            if node is None:
                if not todo:
                    break
                node, tag, box, mode, link, strong = todo.pop()
                self._leave(tag)
                self.box, self.mode, self.link, self.strong = box, mode, link, strong
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag not in skipped and tag[:1] != "-":
                before = (node.next, tag, self.box, self.mode, self.link, self.strong)
                if self._enters(node, tag):
                    todo.append(before)
                    node = node.first_child
                    continue
            node = node.next
        self._flush()
        for unclosed in self.sheet.boxes:
            if unclosed.last < 0:
                unclosed.last = len(self.sheet.pieces)

    def _text(self, text: str) -> None:
        if self.mode.pre and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._text(line)
                self._line()
        if not self.parts and text.isspace():
            return  # between two elements
        self.parts.append(text)
        self.ended = ""
        if self.link or self.strong:
            length = len(text.strip())
            self.linked += length if self.link else 0
            self.bold += length if self.strong else 0

    def _enters(self, node: LexborNode, tag: str) -> bool:
        """Whether the element is walked through; if so the walk's state is that within it."""
        if tag in elements.INLINE:
            return tag not in elements.NAMED or self._enters_named(node, tag)
        if tag in elements.VOID:
            if tag == "br":
                self._line()
            elif tag == "hr":
                self._flush()
            elif tag == "meta":
                self._prop(node.attributes, node)
            else:
                self.sheet.boxes[self.box].pictured = True
            return False
        if tag == "button" and self.mode.kind != "heading":
            return False
        if self.parts or self.lines:
            self._flush()
        names = role = itemprop = aria_level = ""
        hints = elements.TAGS.get(tag, 0)
        attributes = node.attributes
        if attributes:
            names = " ".join([value for name, value in attributes.items() if value and name in elements.NAMES])[:300]
            said = hint(names) if names else 0
            hints |= said
            if not elements.WATCHED.isdisjoint(attributes):
                role = attributes.get("role") or ""
                hints |= elements.ROLES.get(role, 0)
                itemprop = attributes.get("itemprop") or ""
                aria_level = attributes.get("aria-level") or ""
                if itemprop:
                    self._prop(attributes, node)
                shut = said & Hint.FOLDED and not said & (Hint.HARD | Hint.SOFT)
                if not shut and itemprop != "articleBody" and self._unseen(attributes, role, tag):
                    return False
            if said & (Hint.HIDDEN | Hint.CONSENT) and self._aside(node, tag, said):
                return False
        if tag == "table" and (facts := tables.table(node)) is not None:
            self._table(facts, names)
            return False
        boxes = self.sheet.boxes
        boxes.append(
            Box(tag=tag, parent=self.box, names=names, hint=hints, itemprop=itemprop, first=len(self.sheet.pieces))
        )
        self.box = len(boxes) - 1
        if tag in elements.MODES or role == "heading":
            self._change_mode(tag, aria_level)
        return True

    def _change_mode(self, tag: str, aria_level: str) -> None:
        kind, level, group, role, pre = self.mode
        if tag in elements.ENTRIES:
            if not group:
                self.groups += 1
                group, level = self.groups, 1
            self.mode = _Mode("list_item", level, group, elements.ENTRIES[tag] or role, pre)
        elif tag in elements.LISTS:
            self.groups += 1
            level = min(level + 1, _DEEPEST_LIST) if kind == "list_item" else 1
            self.mode = _Mode("list_item", level, self.groups, role, pre)
        elif tag in elements.FRAMES:
            self.mode = _Mode()
        elif tag in elements.PICTURES:
            self.mode = _Mode(kind, level, group, "figure", pre)
        elif tag == "blockquote":
            self.mode = _Mode(kind, level, group, "", pre)
        elif tag == "pre":
            self.mode = _Mode(kind, level, group, role, True)
        else:
            level = elements.HEADINGS.get(tag) or (
                int(aria_level) if aria_level.isdecimal() and aria_level < "7" else 2
            )
            self.mode = _Mode("heading", level, group, role, pre)

    def _enters_named(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        heading = self.mode.kind == "heading"
        if attributes:
            names = attributes.get("class") or ""
            if "hidden" in attributes or (names and hint(names) & Hint.HIDDEN and not heading):
                return False
            if (style := attributes.get("style")) and elements.UNSEEN.search(style):
                return False
            if moment := attributes.get("datetime") or (attributes.get("title") if tag == "abbr" else ""):
                self.sheet.times.append((len(self.sheet.pieces), moment, names))
            if "itemprop" in attributes:
                self._prop(attributes, node)
        if self.ended and self.parts and not heading and tag in elements.SET_APART:
            loose = self.sheet.boxes[self.box].tag not in elements.BOXED_TEXT
            styled = tag == self.ended and "class" in attributes
            self.parts.append(" " if loose or styled else "")
        if tag == "sup" and elements.note(node):
            return False
        if tag == "a":
            href = attributes.get("href") or ""
            anchor = not href and ("name" in attributes or "id" in attributes)
            self.link = not anchor and not (self.mode.kind == "heading" and href.startswith("#"))
        elif tag in elements.STRONG:
            self.strong = True
        elif tag == "q":
            self.parts.append("“")
        return True

    def _leave(self, tag: str) -> None:
        if tag in elements.INLINE:
            self.ended = tag
            if tag == "q":
                self.parts.append("”")
            return
        if self.parts or self.lines:
            self._flush()
        if tag == "dl" and self.term:
            term, self.term = self.term, ""
            self._piece([(term, 0, 0)], "list_item", self.mode.level, self.mode.group)
        box = self.sheet.boxes[self.box]
        box.last = len(self.sheet.pieces)
        if box.pictured and tag not in elements.OWN_PICTURES:
            self.sheet.boxes[box.parent].pictured = True

    def _unseen(self, attributes: _Attributes, role: str, tag: str) -> bool:
        """The element's attributes say that it is not shown."""
        return bool(
            ("hidden" in attributes and not elements.STREAMED.fullmatch(attributes.get("id") or ""))
            or (attributes.get("aria-hidden") == "true" and tag not in elements.TEXTS)
            or attributes.get("layout") == "nodisplay"
            or role in elements.MODAL
            or elements.UNSEEN.search(attributes.get("style") or "")
        )

    def _aside(self, node: LexborNode, tag: str, said: int) -> bool:
        """The element's names say that it is not shown, or asks for consent before the page."""
        if said & Hint.CONSENT and node.css_first("h1, article") is None:
            self.sheet.consent += len(node.text())
            return True
        return bool(said & Hint.HIDDEN) and tag != "h1"

    def _prop(self, attributes: _Attributes, node: LexborNode) -> None:
        name = attributes.get("itemprop")
        if name in elements.PROPS and name not in self.sheet.props:
            value = attributes.get("content") or attributes.get("datetime") or tidy(node.text()[:200])
            if value:
                self.sheet.props[name] = value

    def _table(self, facts: tables.Table, names: str) -> None:
        self.groups += 1
        pieces, index = self.sheet.pieces, len(self.sheet.boxes)
        box = Box(tag="table", parent=self.box, names=names, hint=hint(names), first=len(pieces))
        self.sheet.boxes.append(box)
        if facts.caption:
            pieces.append(Piece(kind="heading", text=facts.caption, box=index, level=6))
        for row in facts.rows:
            cells, start = [], 0
            for cell in row.cells:
                cells.append((start, start + len(cell)))
                start += len(cell) + len(_BETWEEN_CELLS)
            pieces.append(
                Piece(
                    kind="table_row",
                    text=_BETWEEN_CELLS.join(row.cells),
                    box=index,
                    group=self.groups,
                    linked=row.linked,
                    cells=tuple(cells),
                    header=row.header,
                )
            )
        box.last = len(pieces)

    def _line(self) -> None:
        """The line ends here, the block goes on."""
        text = tidy("".join(self.parts)) if self.parts else ""
        self.lines.append((text, min(self.linked, len(text)), min(self.bold, len(text))))
        self.parts.clear()
        self.linked = self.bold = 0

    def _flush(self) -> None:
        """The block ends here: its lines become pieces."""
        self.ended = ""
        if self.parts:
            self._line()
        if not self.lines:
            return
        lines, self.lines = self.lines, []
        run: list[_Line] = []
        for line in lines:
            if line[0]:
                run.append(line)
            elif run and self.mode.kind == "paragraph":
                self._emit(run)
                run = []
        if run:
            self._emit(run)

    def _emit(self, run: list[_Line]) -> None:
        """One run of lines, between empty ones, becomes one piece or several."""
        mode = self.mode
        if mode.role == "figure" and mode.level != 1:
            return  # a caption
        if mode.kind != "paragraph":
            if mode.role == "term" and mode.kind == "list_item":
                self.term = " ".join(text for text, _, _ in run)
                return
            if self.term:
                joint = " " if self.term.endswith(":") else ": "
                run = [(self.term + joint + run[0][0], run[0][1], run[0][2]), *run[1:]]
                self.term = ""
            self._piece(run, mode.kind, mode.level, mode.group)
        elif sum(1 for text, _, _ in run if bulleted(text)) > 1:
            self.groups += 1
            for text, linked, bold in run:
                follows = bulleted(text)
                self._piece([(follows or text, linked, bold)], "list_item" if follows else "paragraph", 1, self.groups)
        elif wrapped([text for text, _, _ in run]):
            self._piece(run, mode.kind, 0, 0)
        else:
            whole = run[:1]
            for line in run[1:]:
                if _bold(whole[-1]) != _bold(line) or not goes_on(whole[-1][0], line[0]):
                    self._piece(whole, mode.kind, 0, 0)
                    whole = []
                whole.append(line)
            self._piece(whole, mode.kind, 0, 0)

    def _piece(self, run: list[_Line], kind: BlockKind, level: int, group: int) -> None:
        text = " ".join([line for line, _, _ in run])
        self.sheet.pieces.append(
            Piece(
                kind=kind,
                text=text,
                box=self.box,
                level=level if kind in ("heading", "list_item") else 0,
                group=group if kind == "list_item" else 0,
                linked=min(sum([linked for _, linked, _ in run]), len(text)),
                bold=min(sum([bold for _, _, bold in run]), len(text)),
            )
        )


def _bold(line: _Line) -> bool:
    return line[2] >= 0.9 * len(line[0])
