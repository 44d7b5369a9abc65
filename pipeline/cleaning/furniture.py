"""Which pieces of a page are furniture: by the names of their boxes, by their links, by what they say."""

import re
from collections.abc import Iterable

from pipeline.cleaning.pieces import Box, Piece, Sheet
from pipeline.cleaning.words import Hint, Says, asks, opening

_LABEL = 90
"""A label is no longer than this."""
_SHORT = 250
_HARD_SHARE = 0.6
_SOFT_SHARE = 0.5
_ENOUGH = 400
"""Characters of prose that make an article without the box in question."""
_LINKED = 0.85
_TEXT_TAGS = frozenset(
    {"p", "li", "dd", "dt", "td", "th", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "table"}
)
_YEAR = r"(?:19|20)\d\d"
_DATED = re.compile(
    rf"\b\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?{_YEAR}\b|\b{_YEAR}[./-]\s?\d{{1,2}}[./-]\s?\d{{1,2}}\b"
    rf"|\b\d{{1,2}}[^\w\s]{{0,2}}(?:st|nd|rd|th|er)?\s+(?:\w{{1,4}}\s+)?[^\W\d]\w{{2,14}}\.?,?\s+(?:\w{{2,3}}\s+)?{_YEAR}\b"
    rf"|\b[^\W\d]\w{{2,14}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_YEAR}\b"
    rf"|\b{_YEAR}\W{{0,2}}\s*(?:m\.|gada)?\s*(?:\d{{1,2}}\.\s*)?[^\W\d]\w{{2,14}}"
)
_TIMED = re.compile(r"\b[0-2]?\d[:.h][0-5]\d\b")
_NO_WORDS = re.compile(r"[\W\d_]*\w?[\W\d_]*")


def kept(sheet: Sheet, headline: int, authors: tuple[str, ...]) -> list[bool]:
    """For each piece whether it may belong to the article. `headline` is the index of its headline, or -1."""
    keep = [True] * len(sheet.pieces)
    _by_names(sheet, headline, keep)
    _by_links(sheet, headline, keep)
    _by_words(sheet, headline, keep)
    _by_shape(sheet, headline, keep, authors)
    return keep


def byline(text: str, says: Says) -> bool:
    """The line says who wrote when, and nothing else."""
    words = text.split()
    if len(text) > 160 or len(words) > 22:
        return False
    dated = _DATED.search(text)
    if dated is not None or _TIMED.search(text) is not None:
        rest = len(words) - (len(dated.group().split()) if dated else 1)
        return rest <= 12 and (text[-1] not in ".!?" or rest <= 6)
    if says & (Says.PUBLISHED | Says.UPDATED) and any(sign.isdigit() for sign in text):
        return len(words) <= 12
    named = sum(1 for word in words[1:] if word[:1].isupper())
    return bool(says & Says.BY) and 1 < len(words) <= 12 and text[-1] not in ".!?" and named >= (len(words) - 1) * 0.6


def _drop(keep: list[bool], box: Box) -> None:
    keep[box.first : box.last] = [False] * (box.last - box.first)


def _by_names(sheet: Sheet, headline: int, keep: list[bool]) -> None:
    sums = sheet.weights([index > headline for index in range(len(sheet.pieces))])
    total = sums[-1] or 1.0
    for wanted, share in ((Hint.HARD, _HARD_SHARE), (Hint.SOFT, _SOFT_SHARE)):
        for box in sheet.boxes:
            if box.first == box.last or not box.hint & wanted or box.hint & (Hint.CORRECTION | Hint.BODY):
                continue
            if box.first <= headline < box.last or (wanted is Hint.SOFT and box.hint & Hint.STANDFIRST):
                continue
            weight = sums[box.last] - sums[box.first]
            if weight < share * total or (wanted is Hint.HARD and total - weight > _ENOUGH):
                _drop(keep, box)
    for box in sheet.boxes:
        if box.hint & Hint.WEAK and not box.hint & (Hint.STANDFIRST | Hint.CORRECTION):
            if box.first <= headline < box.last or sums[box.last] - sums[box.first] >= _SOFT_SHARE * total:
                continue
            for index in range(box.first, box.last):
                piece = sheet.pieces[index]
                if piece.kind in ("paragraph", "heading") and not piece.prose:
                    keep[index] = False


def _by_links(sheet: Sheet, headline: int, keep: list[bool]) -> None:
    lists: dict[int, list[int]] = {}
    for index, piece in enumerate(sheet.pieces):
        if piece.kind == "list_item":
            lists.setdefault(piece.group, []).append(index)
        elif piece.kind != "table_row" and index != headline and piece.link_share >= _LINKED:
            keep[index] = False
    for members in lists.values():
        linked = sum(1 for index in members if sheet.pieces[index].link_share >= _LINKED)
        if linked > len(members) / 2:
            for index in members:
                if not sheet.pieces[index].prose:
                    keep[index] = False
    sums = sheet.weights([index > headline for index in range(len(sheet.pieces))])
    for box in sheet.boxes:
        if box.tag in ("div", "article", "section", "li") and 1 < box.last - box.first < 6:
            first = sheet.pieces[box.first]
            heads = [piece for piece in sheet.pieces[box.first : box.last] if piece.kind == "heading"]
            if not box.first <= headline < box.last and heads and heads[0].link_share >= _LINKED:
                if first.kind == "heading" or first is not heads[0]:
                    if sums[box.last] - sums[box.first] < 0.3 * sums[-1]:
                        _drop(keep, box)  # a card: another story's headline and teaser


def _by_words(sheet: Sheet, headline: int, keep: list[bool]) -> None:
    pieces = sheet.pieces
    sums = sheet.weights([index > headline for index in range(len(pieces))])
    for index, piece in enumerate(pieces):
        if not keep[index] or index <= headline or piece.kind == "table_row" or len(piece.text) > _SHORT:
            continue
        whole, signed, first = opening(piece.text)
        if (signed | whole) & Says.CORRECTIONS:
            continue
        if len(piece.text) <= _LABEL and whole & (Says.MORE | Says.COMMENTS | Says.ADS):
            _drop_section(sheet, headline, keep, index, sums, comments=bool(whole & Says.COMMENTS))
        elif signed & (Says.MORE | Says.ADS) and (not piece.prose or piece.link_share > 0.3):
            keep[index] = False
        elif first & (Says.MORE | Says.ADS) and not piece.ended and (piece.link_share > 0.3 or _alone(sheet, piece)):
            keep[index] = False
        elif (signed | whole) & Says.CREDITS and len(piece.text) < 140 or piece.text[0] == "©":
            keep[index] = False
        elif first & Says.CREDITS and len(piece.text) < 60 and not piece.ended and piece.kind == "paragraph":
            keep[index] = False
        else:
            asked = asks(piece.text)
            loose = not piece.ended or len(piece.text) <= 60 or piece.link_share > 0.3 or _alone(sheet, piece)
            if asked & Says.PAYWALL and loose:
                _drop_section(sheet, headline, keep, index, sums, comments=False)
            elif asked & (Says.PROMPTS | Says.CONSENT) and loose:
                keep[index] = False
                if piece.kind == "heading":
                    _drop_section(sheet, headline, keep, index, sums, comments=False)


def _alone(sheet: Sheet, piece: Piece) -> bool:
    """The piece is all that its box holds, and the box is none of those that hold text."""
    box = sheet.boxes[piece.box]
    return box.last - box.first == 1 and box.tag not in _TEXT_TAGS


def _drop_section(
    sheet: Sheet, headline: int, keep: list[bool], index: int, sums: list[float], *, comments: bool
) -> None:
    """Drops a label and what it stands over: the box that it opens, else what follows up to the next prose."""
    keep[index] = False
    widest = None
    for number in sheet.around(index):
        box = sheet.boxes[number]
        opens = not any(keep[box.first : index])
        if not opens or box.first <= headline < box.last:
            break
        if sums[box.last] - sums[box.first] >= _SOFT_SHARE * sums[-1] and not comments:
            break
        widest = box
    if widest is not None and widest.last - widest.first > 1:
        _drop(keep, widest)
        return
    heading = sheet.pieces[index].kind == "heading"
    holder = sheet.boxes[sheet.pieces[index].box].parent
    end = sheet.boxes[holder].last if holder >= 0 else len(sheet.pieces)
    for following in range(index + 1, end):
        piece = sheet.pieces[following]
        if comments and heading and sums[index] > sums[-1] / 4:
            keep[following] = False
        elif piece.prose and piece.link_share < 0.5 or piece.kind in ("heading", "table_row"):
            return
        else:
            keep[following] = False


def _by_shape(sheet: Sheet, headline: int, keep: list[bool], authors: tuple[str, ...]) -> None:
    """Bylines before and after the prose, numbers without words, lonely lines that are no sentence."""
    prose = [index for index, piece in enumerate(sheet.pieces) if keep[index] and index > headline and piece.prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(sheet.pieces))
    names = [author.casefold() for author in authors if len(author) > 5]
    siblings: dict[tuple[int, tuple[str, str]], int] = {}
    for box in sheet.boxes:
        siblings[(box.parent, box.shape)] = siblings.get((box.parent, box.shape), 0) + 1
    for index, piece in enumerate(sheet.pieces):
        if not keep[index] or index <= headline or piece.kind == "table_row":
            continue
        box = sheet.boxes[piece.box]
        if _NO_WORDS.fullmatch(piece.text[:40]) and len(piece.text) <= 40:
            keep[index] = False
        elif piece.kind == "heading" or piece.prose:
            if index > last - 2 and piece.prose and names and index > first:
                start = piece.text[:80].casefold()
                keep[index] = not any(start.startswith(name) for name in names)
        elif (index < first or index > last) and byline(piece.text, opening(piece.text)[2]):
            keep[index] = False
        elif (
            piece.kind == "paragraph"
            and _alone(sheet, piece)
            and len(piece.text) < 60
            and not piece.ended
            and not box.hint & (Hint.STANDFIRST | Hint.SUBHEAD | Hint.TITLE | Hint.CORRECTION)
            and siblings[(box.parent, box.shape)] < 3
        ):
            keep[index] = False


def asked(lines: Iterable[str]) -> Says:
    """What a page's lines ask of their reader."""
    said = Says(0)
    for line in lines:
        said |= asks(line[:1000])
    return said


def names_publication(line: str) -> bool:
    """The line gives, by its own words, the day it came out."""
    whole, signed, first = opening(line)
    return bool((whole | signed | first) & Says.PUBLISHED)
