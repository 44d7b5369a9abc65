"""Where the article stands on its page: its headline, the box of its text, and what around it belongs to it."""

import re
from collections.abc import Iterable

from pipeline.cleaning.elements import BOXED_TEXT, LISTS
from pipeline.cleaning.lines import byline
from pipeline.cleaning.pieces import Box, Sheet
from pipeline.cleaning.words import Hint, Says, folded, opening

_MOST = 0.55
"""The text's box holds more than this share of the page's prose: two boxes beside each other cannot both."""
_LITTLE = 100
"""A page with less weight than this has a sentence or two ..."""
_NEARLY_ALL = 0.9
"""... and its text's box holds them all."""
_INNER = (BOXED_TEXT | LISTS) - {"table", "td", "th"}
"""Elements that are too small to be the box of a text, whatever their share."""
_BARE = _INNER | {"center", "details", "table"}
_PARTS = Hint.BODY | Hint.CORRECTION | Hint.FACTS | Hint.FOLDED
"""Names of what is part of an article wherever on its page it stands."""
_STANDFIRST = 40
_HEADLINE = 300
_NUMBER = re.compile(r"\d+")
_SEPARATORS = re.compile(r"\s+[|–—:»«·•-]{1,2}\s+")


def headline(sheet: Sheet, titles: Iterable[str], document_title: str) -> int:
    """The index of the piece that is the article's headline; -1 where none is."""
    told = [_plain(title) for title in titles if title]
    parts = [_plain(part) for part in _SEPARATORS.split(document_title)] if document_title else []
    parts.append(_plain(document_title))
    longest = max(map(len, parts[:-1]), default=0)
    named = {*told, *parts} - {""}
    lengths = {len(name) for name in named}
    sums = sheet.weights([True] * len(sheet.pieces))
    best, index = 2.0, -1
    for number, piece in enumerate(sheet.pieces):
        if len(piece.text) > _HEADLINE or sums[-1] == sums[number]:
            continue
        box = sheet.boxes[piece.box]
        heading = piece.kind == "heading"
        titled = bool(box.hint & Hint.TITLE) or box.itemprop in ("headline", "name")
        printed = not heading and piece.bold >= 0.9 * len(piece.text)
        if not (heading or titled or printed or len(piece.text) in lengths):
            continue
        plain = _plain(piece.text)
        if not plain or not (heading or titled or printed or plain in named):
            continue
        score = {1: 2.0, 2: 0.5}.get(piece.level, 0.0) if heading else 0.0
        score += 0.8 if titled else 0.6 if printed or plain in told else 0.0
        score += max([_likeness(plain, title) for title in told], default=0.0) * 3
        score += max([_likeness(plain, part) * (2 if len(part) >= longest else 1) for part in parts], default=0.0)
        score += 0.7 * (sums[-1] - sums[number]) / sums[-1]
        if piece.link_share > 0.8:
            score -= 2
        if any(sheet.boxes[outer].hint & (Hint.HARD | Hint.SITE) for outer in sheet.around(number)):
            score -= 2
        if score > best + 0.001:
            best, index = score, number
    return index


def _plain(text: str) -> str:
    return " ".join(folded(text).split())


def _likeness(text: str, title: str) -> float:
    """How much of the shorter stands in the longer, 0 to 1; a short one is no evidence."""
    if not title or not text:
        return 0.0
    if text == title:
        return 1.0
    shorter, longer = sorted((text, title), key=len)
    if shorter in longer:
        return 0.4 + 0.6 * len(shorter) / len(longer)
    words = set(text.split())
    common = len(words & set(title.split()))
    return common / max(len(words), len(set(title.split()))) if common > 2 else 0.0


def without_kicker(text: str, titles: Iterable[str]) -> str:
    """The headline as it is told to others, where the page sets only a kicker before it in the same element."""
    for title in titles:
        if len(text) > len(title) >= len(text) / 2 and text.endswith(title):
            return title
    return text


def chosen(sheet: Sheet, title: int, keep: list[bool]) -> tuple[list[int], int]:
    """The indexes of the article's pieces after its headline, and how many of them stand before its text."""
    keep = [kept and index > title for index, kept in enumerate(keep)]
    sums = sheet.weights(keep)
    if not sums[-1]:
        return _loose(sheet, title, keep), 0
    root = _root(sheet, title, sums)
    box = sheet.boxes[root]
    scope = root
    if title >= 0:
        scope = next(
            number for number in sheet.outwards(root) if sheet.boxes[number].first <= title < sheet.boxes[number].last
        )
    start = sheet.boxes[scope].first if title < 0 else title + 1
    before = [index for index in range(start, max(box.first, start)) if keep[index] and _leads(sheet, index)]
    inside = [index for index in range(max(box.first, start), box.last) if keep[index]]
    after = _trailing(sheet, scope, root, keep, sums)
    return before + inside + after, len(before)


def _loose(sheet: Sheet, title: int, keep: list[bool]) -> list[int]:
    """What stands right below the headline, on a page without prose."""
    if title < 0:
        return []
    holder = sheet.boxes[sheet.boxes[sheet.pieces[title].box].parent]
    return [
        index for index in range(title + 1, holder.last) if keep[index] and len(sheet.pieces[index].text) >= _STANDFIRST
    ]


def _root(sheet: Sheet, title: int, sums: list[float]) -> int:
    """The innermost box that holds most of the prose, or the box around it that is named as the text's."""
    root = 0
    most = (_MOST if sums[-1] >= _LITTLE else _NEARLY_ALL) * sums[-1]
    for number, box in enumerate(sheet.boxes):
        if box.parent in (-1, root) and sums[box.last] - sums[box.first] >= most:
            root = number
    while sheet.boxes[root].parent >= 0 and (sheet.boxes[root].tag in _INNER or _of_rows(sheet, sheet.boxes[root])):
        root = sheet.boxes[root].parent
    for number in sheet.outwards(root):
        box = sheet.boxes[number]
        if box.first <= title < box.last:
            break
        if box.itemprop == "articleBody" or box.hint & Hint.BODY:
            return number
    return root


def _of_rows(sheet: Sheet, box: Box) -> bool:
    """The box is a table of facts, and no frame of the page."""
    return box.tag == "table" and any(piece.kind == "table_row" for piece in sheet.pieces[box.first : box.last])


def _leads(sheet: Sheet, index: int) -> bool:
    """The piece between headline and text is a standfirst, a summary or text itself."""
    piece = sheet.pieces[index]
    box = sheet.boxes[piece.box]
    if piece.kind == "table_row" or piece.prose:
        return True
    says = opening(piece.text).first
    if byline(piece.text, says) or piece.link_share > 0.3:
        return False
    if says & (Says.CORRECTIONS):
        return True
    hinted = bool(box.hint & Hint.STANDFIRST) or bool(sheet.boxes[box.parent].hint & Hint.STANDFIRST)
    if hinted:
        return len(piece.text) >= _STANDFIRST / 2
    words = len(piece.text.split())
    if piece.kind == "heading":
        return piece.level <= 3 and len(piece.text) >= _STANDFIRST and words > 5
    return len(piece.text) >= _STANDFIRST and words > 5


def _trailing(sheet: Sheet, scope: int, root: int, keep: list[bool], sums: list[float]) -> list[int]:
    """What follows the text's box and carries it on: boxes much like it, bare paragraphs, corrections."""
    chosen: list[int] = []
    chain = set(sheet.outwards(root))
    shape = _shape(sheet.boxes[root])
    for index in range(sheet.boxes[root].last, sheet.boxes[scope].last):
        piece = sheet.pieces[index]
        path = [number for number in sheet.around(index) if number not in chain]
        says = opening(piece.text)
        if piece.kind == "heading" and says.whole & (Says.MORE | Says.COMMENTS):
            break
        if not keep[index]:
            continue
        named = any(sheet.boxes[number].hint & _PARTS for number in path)
        if named or (says.whole | says.signed) & Says.CORRECTIONS:
            chosen.append(index)
        elif piece.prose or piece.kind != "paragraph" or (piece.ended and len(piece.text) > 20):
            outer = sheet.boxes[path[-1]] if path else None
            bare = outer is None or (outer.tag in _BARE and not outer.names)
            if bare or (outer is not None and (_shape(outer) == shape or _like_text(sheet, outer, sums))):
                chosen.append(index)
    return chosen


def _shape(box: Box) -> tuple[str, str]:
    """What boxes that do the same job have in common: their element, and their names without numbers."""
    return box.tag, _NUMBER.sub("", box.names)


def _like_text(sheet: Sheet, box: Box, sums: list[float]) -> bool:
    """The box holds paragraphs enough to be a part of the text."""
    prose = [piece for piece in sheet.pieces[box.first : box.last] if piece.prose]
    share = (sums[box.last] - sums[box.first]) / sums[-1]
    return len(prose) > 1 and share >= 0.15 and sum(len(piece.text) for piece in prose) / len(prose) >= 120
