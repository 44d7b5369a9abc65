"""One walk over the tree of a page: its pieces in reading order and the boxes that hold them. Judges nothing."""

import re
from typing import NamedTuple, TypeAlias

from selectolax.lexbor import LexborNode

from models.article import BlockKind
from pipeline.cleaning import tables
from pipeline.cleaning.pieces import Box, Piece, Sheet
from pipeline.cleaning.tidying import bulleted, goes_on, tidy, wrapped
from pipeline.cleaning.words import NO_HINT, Hint, hint

_SKIPPED = frozenset(
    "script style noscript template iframe svg canvas video audio object embed select textarea input datalist meter"
    " progress map head link img picture source track param math dialog nav del s strike amp-sidebar amp-consent amp-ad"
    " amp-embed amp-social-share amp-analytics amp-img amp-video amp-iframe amp-lightbox".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output q rp rt ruby samp small"
    " span strong sub sup time tt u var wbr".split()
)
_NAMED = frozenset({"a", "abbr", "b", "data", "q", "span", "strong", "sup", "time"})
"""Inline elements that are more than their text."""
_STRONG = frozenset({"b", "strong"})
_VOID = frozenset({"br", "hr", "meta"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ENTRIES = {"li": "", "dt": "term", "dd": "definition"}
_FRAMES = frozenset({"table", "article", "section", "main"})
"""What stands in them is no part of a list that stands around them."""
_PICTURES = frozenset({"figure", "figcaption"})
_ROLES = {
    "complementary": Hint.SOFT,
    "contentinfo": Hint.HARD,
    "menu": Hint.HARD,
    "menubar": Hint.HARD,
    "navigation": Hint.HARD,
    "search": Hint.HARD,
    "tablist": Hint.SOFT,
    "toolbar": Hint.SOFT,
}
_TAGS = {"aside": Hint.SOFT, "footer": Hint.HARD, "form": Hint.SOFT, "address": Hint.WEAK, "menu": Hint.SOFT}
_MODAL = frozenset({"dialog", "alertdialog"})
_NAMES = ("class", "id", "role", "data-role", "data-component", "data-testid", "data-module", "data-block", "data-type")
_PROPS = frozenset({"author", "dateModified", "datePublished", "headline", "inLanguage"})
_CONSENT = re.compile(
    r"cookie|consent|didomi|onetrust|gdpr|usercentrics|sp_message|qc-cmp|cmpbox|cmp-(?:banner|container|modal|overlay)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STREAMED = re.compile(r"S:[0-9a-f]+")
"""What React sends in pieces arrives hidden, under such an id, and is shown by a script."""
_NOTE = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z*†])\s*[\])]?\s*", re.IGNORECASE)
_BETWEEN_CELLS = " | "
_DEEPEST_LIST = 9
_MOST_PIECES = 20_000
"""A page of more is no article; what follows is not read."""

Attributes: TypeAlias = dict[str, str | None]
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
            elif tag not in _SKIPPED and tag[:1] != "-":
                before = (node.next, tag, self.box, self.mode, self.link, self.strong)
                if self._enters(node, tag):
                    todo.append(before)
                    node = node.first_child
                    continue
            node = node.next
        self._flush()
        for box in self.sheet.boxes:
            if box.last < 0:
                box.last = len(self.sheet.pieces)

    def _text(self, text: str) -> None:
        if self.mode.pre and "\n" in text:
            *lines, text = text.split("\n")
            for line in lines:
                self._text(line)
                self._line()
        self.parts.append(text)
        self.ended = ""
        if self.link or self.strong:
            length = len(text.strip())
            self.linked += length if self.link else 0
            self.bold += length if self.strong else 0

    def _enters(self, node: LexborNode, tag: str) -> bool:
        """Whether the element is walked through; if so the walk's state is that within it."""
        if tag in _INLINE:
            return tag not in _NAMED or self._enters_named(node, tag)
        if tag in _VOID:
            if tag == "br":
                self._line()
            elif tag == "hr":
                self._flush()
            else:
                self._prop(node.attributes, node)
            return False
        if tag == "button" and self.mode.kind != "heading":
            return False
        self._flush()
        attributes = node.attributes
        names = role = itemprop = ""
        if attributes:
            names = " ".join([value for name in _NAMES if (value := attributes.get(name))])[:300]
            role = attributes.get("role") or ""
            itemprop = attributes.get("itemprop") or ""
            if itemprop:
                self._prop(attributes, node)
            if self._unseen(attributes, role, names, node, tag):
                return False
        if tag == "table" and (facts := tables.table(node)) is not None:
            self._table(facts, names)
            return False
        hints = hint(names) if names else NO_HINT
        if tag in _TAGS:
            hints |= _TAGS[tag]
        if role in _ROLES:
            hints |= _ROLES[role]
        boxes = self.sheet.boxes
        boxes.append(
            Box(tag=tag, parent=self.box, names=names, hint=hints, itemprop=itemprop, first=len(self.sheet.pieces))
        )
        self.box = len(boxes) - 1
        self._change_mode(tag, role, attributes.get("aria-level") or "")
        return True

    def _change_mode(self, tag: str, role: str, aria_level: str) -> None:
        mode = self.mode
        if tag in _HEADINGS or role == "heading":
            level = _HEADINGS.get(tag) or (int(aria_level) if aria_level.isdecimal() and aria_level < "7" else 2)
            self.mode = mode._replace(kind="heading", level=level)
        elif tag in _LISTS:
            self.groups += 1
            level = min(mode.level + 1, _DEEPEST_LIST) if mode.kind == "list_item" else 1
            self.mode = mode._replace(kind="list_item", group=self.groups, level=level)
        elif tag in _ENTRIES:
            if not mode.group:
                self.groups += 1
                mode = mode._replace(group=self.groups, level=1)
            self.mode = mode._replace(kind="list_item", role=_ENTRIES[tag] or mode.role)
        elif tag in _FRAMES:
            self.mode = _Mode()
        elif tag in _PICTURES:
            self.mode = mode._replace(role="figure")
        elif tag == "pre":
            self.mode = mode._replace(pre=True)

    def _enters_named(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        if attributes:
            names = attributes.get("class") or ""
            heading = self.mode.kind == "heading"
            if "hidden" in attributes or (names and hint(names) & Hint.HIDDEN and not heading):
                return False
            if (style := attributes.get("style")) and _UNSEEN.search(style):
                return False
            if moment := attributes.get("datetime") or (attributes.get("title") if tag == "abbr" else ""):
                self.sheet.times.append((len(self.sheet.pieces), moment, names))
            if "itemprop" in attributes:
                self._prop(attributes, node)
            if tag == "span" and self.ended == "span" and names and not heading and self.parts:
                self.parts.append(" ")  # two spans side by side are set apart by the style sheet
        if tag == "sup" and _NOTE.fullmatch(node.text()) and node.css_first("a") is not None:
            return False
        if tag == "a":
            href = attributes.get("href") or ""
            anchor = not href and ("name" in attributes or "id" in attributes)
            self.link = not anchor and not (self.mode.kind == "heading" and href.startswith("#"))
        elif tag in _STRONG:
            self.strong = True
        elif tag == "q":
            self.parts.append("“")
        return True

    def _leave(self, tag: str) -> None:
        if tag in _INLINE:
            self.ended = tag
            if tag == "q":
                self.parts.append("”")
            return
        self._flush()
        if tag == "dl" and self.term:
            term, self.term = self.term, ""
            self._piece([(term, 0, 0)], "list_item", self.mode.level, self.mode.group)
        self.sheet.boxes[self.box].last = len(self.sheet.pieces)

    def _unseen(self, attributes: Attributes, role: str, names: str, node: LexborNode, tag: str) -> bool:
        """The element is not shown, or stands before or over the page."""
        style = attributes.get("style")
        hidden = (
            ("hidden" in attributes and not _STREAMED.fullmatch(attributes.get("id") or ""))
            or attributes.get("aria-hidden") == "true"
            or attributes.get("layout") == "nodisplay"
            or role in _MODAL
            or (style and _UNSEEN.search(style) is not None)
            or (tag != "h1" and names and bool(hint(names) & Hint.HIDDEN))
        )
        if attributes.get("itemprop") == "articleBody":
            return False
        if names and _CONSENT.search(names) is not None and node.css_first("h1, article") is None:
            self.sheet.consent += len(node.text())
            return True
        return bool(hidden)

    def _prop(self, attributes: Attributes, node: LexborNode) -> None:
        name = attributes.get("itemprop")
        if name in _PROPS and name not in self.sheet.props:
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
                if not goes_on(whole[-1][0], line[0]):
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
