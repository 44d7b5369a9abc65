"""Which pieces of a page are furniture: by the names of their boxes, their links, their words, their shape."""

import re
from itertools import accumulate

from pipeline.cleaning.elements import BOXED_TEXT
from pipeline.cleaning.lines import address, byline, caption, names_somebody
from pipeline.cleaning.pieces import Box, Piece, Sheet
from pipeline.cleaning.words import Hint, Opening, Says, asks, hint, opening

_NEXT_TO_NOTHING = 50
"""Weight of a byline's words or two: no prose has stood before."""
_LABEL = 90
"""A label is no longer than this."""
_SHORT = 250
_SENTENCE = 60
_LINE = 110
_HARD_SHARE = 0.6
_SOFT_SHARE = 0.5
_ENOUGH = 150
"""Characters of prose above a box that make an article without it."""
_LINKED = 0.85
"""A line of which more than this is link is nothing but a link."""
_LINKS = 0.6
"""A box of which more than this is link is a list of links."""
_CARD_SHARE = 0.3
_CARDS = frozenset({"article", "div", "li", "section"})
_NO_WORDS = re.compile(r"[\W\d_]*\w?[\W\d_]*")
_KEPT_LINES = Hint.STANDFIRST | Hint.SUBHEAD | Hint.TITLE | Hint.CORRECTION
_NAMED = Hint.HARD | Hint.SOFT | Hint.WEAK
_SECTIONS = Says.MORE | Says.COMMENTS | Says.ADS


def kept(sheet: Sheet, headline: int, authors: tuple[str, ...]) -> list[bool]:
    """For each piece whether it may belong to the article. `headline` is the index of its headline, or -1."""
    sorting = _Sorting(sheet, headline)
    sorting.by_names()
    sorting.by_links()
    sorting.by_words()
    sorting.by_shape(authors)
    return sorting.keep


class _Sorting:
    """A sheet being sorted: what is kept of it so far."""

    def __init__(self, sheet: Sheet, headline: int) -> None:
        self.pieces = sheet.pieces
        self.boxes = sheet.boxes
        self.sheet = sheet
        self.headline = headline
        self.keep = [True] * len(sheet.pieces)
        self.sums = sheet.weights([index > headline for index in range(len(sheet.pieces))])
        below = [piece.prose and index > headline for index, piece in enumerate(sheet.pieces)]
        self.before = list(accumulate(below, initial=0))
        lengths = (len(piece.text) if prose else 0 for piece, prose in zip(sheet.pieces, below, strict=True))
        self.prose = list(accumulate(lengths, initial=0))
        self.said: dict[int, Opening] = {}
        self.counted: dict[tuple[int, str, str], int] = {}

    def share(self, box: Box) -> float:
        """How much of the prose below the headline the box holds."""
        return (self.sums[box.last] - self.sums[box.first]) / (self.sums[-1] or 1.0)

    def titled(self, box: Box) -> bool:
        """The headline stands in the box."""
        return box.first <= self.headline < box.last

    def drop(self, box: Box) -> None:
        """Nothing of the box is kept, but for the notes in which an article corrects itself at its foot."""
        for index in range(box.first, box.last):
            noted = box.tag in ("aside", "footer") and self.pieces[index].prose
            self.keep[index] = noted and bool(self.opening(index).first & Says.CORRECTIONS)

    def opening(self, index: int) -> Opening:
        """What the piece says by its first words."""
        if index not in self.said:
            self.said[index] = opening(self.pieces[index].text)
        return self.said[index]

    def alone(self, piece: Piece) -> bool:
        """The piece is all that its box holds, and the box is none of those that hold text."""
        box = self.boxes[piece.box]
        return box.last - box.first == 1 and box.tag not in BOXED_TEXT

    def siblings(self) -> dict[tuple[int, str, str], int]:
        """How many boxes of each shape stand beside each other."""
        if not self.counted:
            for box in self.boxes:
                key = (box.parent, box.tag, box.names)
                self.counted[key] = self.counted.get(key, 0) + 1
        return self.counted

    def by_names(self) -> None:
        """Boxes that are named as furniture, and the texts beside pictures."""
        for box in self.boxes:
            if box.first == box.last or not (box.hint & _NAMED or box.pictured):
                continue
            if self.titled(box) or box.hint & (Hint.CORRECTION | Hint.BODY):
                continue
            if box.hint & Hint.HARD:
                held = self.prose[box.last] - self.prose[box.first]
                if held < _HARD_SHARE * self.prose[-1] or self.prose[box.first] > _ENOUGH or not held:
                    self.drop(box)
            elif box.hint & Hint.SOFT:
                if self.share(box) < _SOFT_SHARE and not self.of_facts(box):
                    self.drop_most(box)
            elif box.hint & Hint.WEAK and not box.hint & Hint.STANDFIRST and self.share(box) < _SOFT_SHARE:
                early = (
                    self.before[box.first] < 2
                )  # nothing but a standfirst stands above: its lists are no lists of facts
                for index in range(box.first, box.last):
                    piece = self.pieces[index]
                    if not piece.prose and (piece.kind == "paragraph" or (early and piece.kind == "list_item")):
                        self.keep[index] = False
            if box.pictured and self.under_picture(box) and self.share(box) < _SOFT_SHARE:
                self.drop(box)

    def under_picture(self, box: Box) -> bool:
        """The box holds a picture and a line or two beside it."""
        if box.last - box.first > 2 or (box.tag in BOXED_TEXT and box.tag != "td"):
            return False
        own = self.pieces[box.first : box.last]
        return sum(len(piece.text) for piece in own) <= _SHORT and all(piece.kind == "paragraph" for piece in own)

    def drop_most(self, box: Box) -> None:
        """Drops the box but for a standfirst among bylines and buttons, before any prose, and for tables of facts."""
        for index in range(box.first, box.last):
            piece = self.pieces[index]
            led = (self.boxes[piece.box].hint | box.hint) & Hint.STANDFIRST
            leads = (
                led and index > self.headline >= 0 and self.sums[index] < _NEXT_TO_NOTHING and piece.link_share < 0.3
            )
            if not leads and piece.kind != "table_row":
                self.keep[index] = False

    def of_facts(self, box: Box) -> bool:
        """The box stands aside, but its name or its label says that it is the article's own box of facts."""
        if hint(box.names) & Hint.SOFT:
            return False
        return bool(box.hint & Hint.FACTS or self.opening(box.first).first & Says.FACTS)

    def by_links(self) -> None:
        """Lines that are all link, lists of links, cards with another story's headline."""
        lists: dict[int, list[int]] = {}
        for index, piece in enumerate(self.pieces):
            if piece.kind == "list_item":
                lists.setdefault(piece.group, []).append(index)
            elif piece.kind != "table_row" and index != self.headline and piece.link_share >= _LINKED:
                self.keep[index] = False
        for members in lists.values():
            linked = sum(1 for index in members if self.pieces[index].link_share >= _LINKED)
            if linked > len(members) / 2:
                for index in members:
                    if not self.pieces[index].prose:
                        self.keep[index] = False
        lengths = list(accumulate((len(piece.text) for piece in self.pieces), initial=0))
        links = list(accumulate((piece.linked for piece in self.pieces), initial=0))
        for box in self.boxes:
            if box.last - box.first < 2 or self.titled(box) or box.tag == "table" or self.share(box) >= _CARD_SHARE:
                continue
            linked = links[box.last] - links[box.first]
            if linked > _LINKS * (lengths[box.last] - lengths[box.first]) or self.card(box):
                self.drop(box)

    def card(self, box: Box) -> bool:
        """The box shows another story: its headline, linked, and a few words on it."""
        own = self.pieces[box.first : box.last]
        if box.tag not in _CARDS or len(own) > 5:
            return False
        head = next((piece for piece in own if piece.kind == "heading"), own[0] if len(own) < 4 else None)
        return head is not None and head.link_share >= _LINKED and len(head.text) > 20

    def by_words(self) -> None:
        """Lines that say what they are: labels of other things, credits, appeals to the reader."""
        for index, piece in enumerate(self.pieces):
            if not self.keep[index] or index <= self.headline or piece.kind == "table_row" or len(piece.text) > _SHORT:
                continue
            says = self.opening(index)
            if (says.signed | says.whole) & Says.CORRECTIONS:
                continue
            label = says.whole | (says.long if piece.kind == "heading" else 0)
            loose = not piece.ended or piece.link_share > 0.3 or self.alone(piece)
            if len(piece.text) <= _LABEL and label & _SECTIONS:
                self.drop_section(index, comments=bool(label & Says.COMMENTS))
            elif (
                (says.signed & Says.COMMENTS and self.sums[index] > 0.75 * self.sums[-1])
                or (says.signed & Says.MORE and (not piece.prose or piece.link_share > 0.3))
                or says.signed & (Says.ADS | (says.long & Says.MORE))
                or (says.first & (Says.MORE | Says.ADS) and piece.link_share > 0.3)
                or (says.first & (Says.MORE | Says.ADS) and not piece.ended and self.alone(piece))
                or (piece.kind == "paragraph" and caption(piece.text, says))
            ):
                self.keep[index] = False
            else:
                asked, often = asks(piece.text)
                short = len(piece.text) <= _SENTENCE and asked & (Says.PAYWALL | Says.CONSENT)
                if asked and (loose or short or often > 1):
                    if asked & Says.PAYWALL or piece.kind == "heading":
                        self.drop_section(index, comments=False)
                    self.keep[index] = False
        self.drop_imprint()

    def drop_section(self, index: int, *, comments: bool) -> None:
        """Drops a label and what it stands over: the box that it opens, else what follows up to the next prose."""
        self.keep[index] = False
        widest = None
        for number in self.sheet.around(index):
            box = self.boxes[number]
            if any(self.keep[box.first : index]) or self.titled(box):
                break
            if self.share(box) >= _SOFT_SHARE and not comments:
                break
            widest = box
        if widest is not None and widest.last - widest.first > 1:
            self.drop(widest)
            return
        heading = self.pieces[index].kind == "heading"
        holder = self.boxes[self.pieces[index].box].parent
        end = self.boxes[holder].last if holder >= 0 else len(self.pieces)
        for following in range(index + 1, end):
            piece = self.pieces[following]
            closing = comments and heading and self.sums[index] > self.sums[-1] / 4
            if not closing and ((piece.prose and piece.link_share < 0.5) or piece.kind in ("heading", "table_row")):
                return
            self.keep[following] = False

    def drop_imprint(self) -> None:
        """Drops what stands below the text: whom to call, who the sender is, what to subscribe to."""
        quarter = self.sums[-1] * 0.75
        prose = [index for index, piece in enumerate(self.pieces) if self.keep[index] and piece.prose]
        lowest = prose[-1] if prose else 0
        end = len(self.pieces)
        for index in range(len(self.pieces) - 1, self.headline, -1):
            piece = self.pieces[index]
            if self.sums[index] < quarter:
                return
            heading = piece.kind == "heading"
            if piece.kind == "table_row" or len(piece.text) > _SHORT:
                continue
            says = self.opening(index)
            label = (heading or piece.bold >= 0.9 * len(piece.text)) and len(piece.text) <= _LABEL
            holder = self.boxes[piece.box]
            last = min(end, max(holder.last, self.boxes[max(holder.parent, 0)].last))
            portrait = label and says.first & Says.ABOUT and names_somebody(piece.text)
            if says.first & Says.ABOUT and names_somebody(piece.text.partition(":")[0]) and index >= lowest:
                self.keep[index] = False
            elif portrait or (label and heading and asks(piece.text)[0] & Says.PROMPTS):
                self.keep[index:last] = [False] * (last - index)
            elif (says.whole | says.signed | (says.first if label else 0)) & Says.CONTACT:
                for following in range(index, last):
                    if following > index and self.pieces[following].prose and not address(self.pieces[following].text):
                        break
                    self.keep[following] = False
            if heading:
                end = index

    def signs(self, index: int) -> bool:
        """The line stands below the text, under no heading, with one more of its kind at most: initials, an agency."""
        near = self.pieces[max(index - 2, 0) : index + 3]
        few = sum(piece.kind == "paragraph" and len(piece.text) < _SENTENCE and not piece.ended for piece in near) < 3
        return few and all(piece.kind != "heading" for piece in near[:-2]) and not self.in_facts(index)

    def in_facts(self, index: int) -> bool:
        """The piece stands in a box that is named for the facts in it."""
        return any(self.boxes[number].hint & Hint.FACTS for number in self.sheet.around(index))

    def by_shape(self, authors: tuple[str, ...]) -> None:
        """Bylines before and after the prose, numbers without words, lonely lines that are no sentence."""
        keep, headline = self.keep, self.headline
        prose = [index for index, piece in enumerate(self.pieces) if keep[index] and index > headline and piece.prose]
        first, last = (prose[0], prose[-1]) if prose else (0, len(self.pieces))
        second = prose[1] if len(prose) > 1 else first  # a byline may stand below the standfirst
        names = tuple(author.casefold() for author in authors if len(author) > 5)
        above = " ".join(piece.text for piece in self.pieces[max(headline, 0) + 1 : first] if len(piece.text) < _LABEL)
        for index, piece in enumerate(self.pieces):
            if not keep[index] or index <= headline or piece.kind == "table_row":
                continue
            box = self.boxes[piece.box]
            short = len(piece.text) < _SENTENCE
            if short and _NO_WORDS.fullmatch(piece.text):
                keep[index] = False
            elif piece.kind == "heading" or piece.prose:
                if index > max(last - 2, first) and piece.prose:
                    keep[index] = not piece.text[:80].casefold().startswith(names) and not _portrays(piece.text, above)
            elif not second <= index <= last and (
                byline(piece.text, self.opening(index).first)
                or (index > last and piece.kind == "paragraph" and short and not piece.ended and self.signs(index))
            ):
                keep[index] = False
            elif (
                piece.kind == "paragraph"
                and not piece.ended
                and len(piece.text) < (_SENTENCE if index < first else _LINE)
                and self.alone(piece)
            ):
                keep[index] = (
                    bool(box.hint & _KEPT_LINES)
                    or self.siblings()[box.parent, box.tag, box.names] >= 3
                    or self.in_facts(index)
                )


def _portrays(text: str, above: str) -> bool:
    """The text begins with a name that stands in the lines above, in whatever case: it says who the author is."""
    opening_words = text.split(maxsplit=3)[:3]
    named = [word[:1].isupper() and len(word) > 2 and word.isalpha() and word[:5] in above for word in opening_words]
    return named[:2] == [True, True] or named[1:] == [True, True]
