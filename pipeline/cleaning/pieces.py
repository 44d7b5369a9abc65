"""What the walk over a page gives: pieces of text in reading order, and the boxes that hold them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from models.article import BlockKind

ENDS = frozenset(".!?…:;»”“\"'’)]")
"""A line that ends in one of these is more likely a sentence than a label."""
_PROSE = 60
"""Characters of unlinked text from which a line that ends like a sentence is prose."""
_SENTENCE = 20
"""... and from which it counts a little."""
_LONG = 180
"""... and from which one that does not is prose too (a standfirst, a paragraph cut by a list)."""


@dataclass(slots=True, kw_only=True)
class Box:
    """One block-level element: which pieces it holds, what its names say. Filled while it is walked."""

    tag: str
    parent: int
    """The index of the box around it; -1 for the outermost."""
    names: str = ""
    hint: int = 0
    itemprop: str = ""
    pictured: bool = False
    """A picture stands in it, in no element that frames pictures or text."""
    first: int = 0
    last: int = -1
    """Its pieces are those from `first` up to `last`, without it."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """One run of text that a reader sees as one: a paragraph, a heading, a list item, a table row."""

    kind: BlockKind
    text: str
    box: int
    level: int = 0
    group: int = 0
    linked: int = 0
    """How many of its characters are links."""
    bold: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    header: bool = False

    link_share: float = field(init=False)
    """How much of it is links, 0 to 1."""
    prose: bool = field(init=False)
    """It reads like sentences of an article."""
    weight: float = field(init=False)
    """How much it speaks for being in the article's body."""

    def __post_init__(self) -> None:
        """Weighs the piece."""
        length = len(self.text)
        plain = length - self.linked
        self.link_share = self.linked / length
        self.weight = 0.0
        self.prose = (
            plain >= _PROSE
            and plain >= self.linked
            and self.kind not in ("heading", "table_row")
            and (plain >= _LONG or self.text[-1] in ENDS)
        )
        if self.prose:
            self.weight = float(plain)
        elif self.kind in ("list_item", "table_row") and self.link_share < 0.5:
            self.weight = plain * 0.5
        elif self.kind == "paragraph" and plain >= _SENTENCE and self.link_share < 0.3 and self.text[-1] in ENDS:
            self.weight = plain * 0.3

    @property
    def ended(self) -> bool:
        """It ends as sentences do."""
        return self.text[-1] in ENDS


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A page walked through."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    times: list[tuple[int, str, str]] = field(default_factory=list)
    """Elements that give a moment: before which piece they stand, what they give, what their names say."""
    props: dict[str, str] = field(default_factory=dict)
    """Microdata: the first value of each itemprop that carries one."""
    consent: int = 0
    """Characters in dialogues that ask for consent."""

    def around(self, index: int) -> Iterator[int]:
        """The boxes that hold a piece, from the innermost to the outermost."""
        box = self.pieces[index].box
        while box >= 0:
            yield box
            box = self.boxes[box].parent

    def outwards(self, box: int) -> Iterator[int]:
        """The box and those around it."""
        while box >= 0:
            yield box
            box = self.boxes[box].parent

    def weights(self, kept: list[bool]) -> list[float]:
        """Running sums of the weights of the pieces that are kept: the weight of [i, j) is sums[j] - sums[i]."""
        return list(
            accumulate(
                (piece.weight if keep else 0.0 for piece, keep in zip(self.pieces, kept, strict=True)), initial=0.0
            )
        )
