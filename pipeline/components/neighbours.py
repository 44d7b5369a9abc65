"""Neighbours: sums without a currency of their own take that of the sums around them, or are no money.

Language-free; the small words that may follow a sum, and those for what is counted, are the language's.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.components import columns, sums
from pipeline.components.columns import Unit
from pipeline.components.lexemes import LETTER, Row
from pipeline.components.sums import Sum

_NEXT = re.compile(rf" ?(?:(?P<word>{LETTER}+'?)(?: ?(?P<further>{LETTER}+))?|(?P<sign>[%°\d]|-{LETTER}))?")
_PUNCTUATION = "«»„“”\"'().,;:!?–-"
_FAR = 200
"""A sum without a currency belongs to one at most so many characters before it in its line, whatever follows."""
_LINE = 3000
"""Longer lines are read as several."""
_PART = 120
"""A number without a scale is a part of a sum at most so many characters before it."""
_NEAR = 50
"""Words for what is counted spoil a sum without a currency within so many characters."""
_AGAIN = 60
"""A conversion stands at most so many characters behind its sum."""
_LEAST = 1e6
"""Parts of smaller sums are not taken from bare numbers."""
_NOT_PARTS = tuple("FBpcCUK")
_APART = re.compile(r"\n|\|")
_STOP = re.compile(r"[.!?] ")
_BREAK = re.compile(r"\n|[.!?] ")
_GOES_ON = re.compile(" ?[,;]")
"""The next sentence goes on to share a sum out: "82 million euros. Europe gives 41; …"."""
_NAMED = re.compile(r"[a-zà-ÿ][A-Z]\w* $|[\w./:&+-]$")
"""A name with a capital inside before a number ("MareNostrum 5"), or a sign that makes it a part of a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A language's words beside a sum."""

    home: str
    """The currency that goes without saying."""
    speaks: frozenset[str]
    """Words of money, and what such words begin with."""
    stems: tuple[str, ...]
    that_is: frozenset[str]
    follows: frozenset[str]
    of: frozenset[str]


def priced(small: str, text: str, row: Row, words: Near) -> Iterator[tuple[Sum, bool]]:
    """The sums that are money, in order; with each, whether it is the one before it in another currency."""
    read = sums.read(row)
    usual = _usual(row, words.home)
    cells = columns.units(small, row)
    if not usual or not read:
        return
    values = frozenset(one.number * one.scale for one in read if one.currency)
    before: Sum | None = None
    base: Sum | None = None
    most = 0.0
    """The last sum that has a scale of its own: the numbers that share it are parts beside it, and smaller."""
    for place, one in enumerate(read):
        if not one.currency and cells and (unit := _unit(cells, one)):
            one = one._replace(scale=one.scale * (unit.scale if one.bare else 1), currency=unit.currency, scaled=True)
        if not one.currency:
            currency = base.currency if base and _same_line(small, base, one) else usual
            following = read[place + 1] if place + 1 < len(read) else None
            equal = _is_equal(small, one, following, words)
            if one.scaled and (equal or _is_sum(text, small, row, one, before, words, values)):
                one = one._replace(currency=currency)
            elif base and one.bare and _is_part(small, text, row, one, base, words, most=most):
                one = one._replace(scale=base.scale, scaled=True, currency=base.currency)
            else:
                continue
        again = before is not None and _is_conversion(small, before, one, words)
        yield one, again
        before = one
        if not again:
            shares = base is not None and read[place].bare and one.scale == base.scale
            most = max(most, one.number) if shares else one.number
            base = one


def _unit(cells: tuple[Unit, ...], one: Sum) -> Unit | None:
    """The column's unit, for a number that stands in such a cell."""
    place = bisect.bisect_right(cells, one.start, key=_start) - 1
    return cells[place] if place >= 0 and one.end <= cells[place].end else None


def _start(cell: Unit) -> int:
    return cell.start


def _is_equal(small: str, one: Sum, following: Sum | None, words: Near) -> bool:
    """It is said to be as much as the sum behind it, which has a currency."""
    if following is None or not following.currency or following.outer - one.end > _AGAIN:
        return False
    return small[one.end : following.outer].strip(" ,(=~≈–-") in words.that_is


def _usual(row: Row, home: str) -> str:
    """The currency that the text names most, or the readers' own where it is named nearly as often, or none is."""
    named = Counter(str(lexeme.value).split()[-1] for lexeme in row.lexemes if lexeme.code in "CcU")
    most = named.most_common(1)
    return most[0][0] if most and 2 * named[home] < most[0][1] else home


def _same_line(small: str, before: Sum, one: Sum) -> bool:
    """No line ends between them, and they are not too far apart to tell."""
    return one.start - before.end < _LINE and small.find("\n", before.end, one.start) < 0


def _is_sum(
    text: str, small: str, row: Row, one: Sum, before: Sum | None, words: Near, values: frozenset[float]
) -> bool:
    """A number of millions that is money: known as such, in the company of other sums, or spoken of as money."""
    if _is_count(small, row, one):
        return False
    if one.number * one.scale in values:
        return True
    if _ends_well(text, small, one.end, words):
        return bool(values) or before is not None or _speaks(small, one, words)
    if not values or _ends_wrong(small, one.end, words):
        return False
    near = before is not None and one.start - before.end < _FAR and _same_line(small, before, one)
    return near or _speaks(small, one, words)


def _speaks(small: str, one: Sum, words: Near) -> bool:
    """A word of money stands in its sentence."""
    first, last = max(one.start - _FAR, 0), one.end + _FAR
    for stop in _BREAK.finditer(small, first, one.start):
        first = stop.end()
    if stop_behind := _BREAK.search(small, one.end, last):
        last = stop_behind.start()
    said = (word.strip(_PUNCTUATION) for word in small[first:last].split())
    return any(_is_of_money(word, words) for word in said)


def _is_of_money(word: str, words: Near) -> bool:
    return word in words.speaks or word.startswith(words.stems)


def _ends_well(text: str, small: str, end: int, words: Near) -> bool:
    """Nothing that is counted follows: a sign, a small word, one of money, or "of" with a name ("12 of Spain")."""
    match = _NEXT.match(small, end)
    if match is None or match["sign"]:
        return False
    word = match["word"]
    if word is None or word in words.follows or _is_of_money(word, words):
        return True
    further = match["further"]
    source = further in words.follows or (further is not None and text[match.start("further")].isupper())
    return word in words.of and source


def _ends_wrong(small: str, end: int, words: Near) -> bool:
    """What is counted follows behind "of", or a sign that makes it no sum."""
    match = _NEXT.match(small, end)
    return match is None or bool(match["sign"]) or match["word"] in words.of


def _is_count(small: str, row: Row, one: Sum) -> bool:
    """Something near says that this counts people, hours or chips."""
    near = row.lexemes[max(one.first - 4, 0) : one.first] + row.lexemes[one.last + 1 : one.last + 4]
    return any(
        lexeme.code == "X"
        and one.start - _NEAR < lexeme.end
        and lexeme.start < one.end + _NEAR
        and not re.search(r"\n|[.!?] ", small[min(lexeme.end, one.end) : max(lexeme.start, one.start)])
        for lexeme in near
    )


def _is_part(small: str, text: str, row: Row, one: Sum, base: Sum, words: Near, *, most: float) -> bool:
    """A bare number that shares the scale of the sums before it: "another 60", "41 from Brussels, 24 from Madrid".

    It is less than the largest of these, `most`.
    """
    if base.scale < _LEAST or one.start - base.end > _PART or not small[one.start].isdecimal():
        return False
    between = small[base.end : one.start]
    if _APART.search(between):
        return False
    codes = row.codes
    before = codes[max(2 * one.first - 2, 0) : 2 * one.first]
    named = text[one.end : one.end + 2].strip().isupper()  # "195 EU:lta"
    if before == "W " and named:
        return True
    if not _ends_well(text, small, one.end, words) or _NAMED.search(text[max(one.start - 40, 0) : one.start]):
        return False
    if before == "W ":
        return True
    if (before[:1] in _NOT_PARTS and before[1:] == " ") or before[1:] == "t" or one.number >= most:
        return False
    stops = len(_STOP.findall(between))
    if stops > 1 or (stops and not _GOES_ON.match(small, one.end) and not _speaks(small, one, words)):
        return False
    # "the 3rd and 4th of May": what it is joined to must be a sum, too.
    joined = codes[2 * one.last + 1 : 2 * one.last + 3] == "jN"
    return not joined or _ends_well(text, small, row.lexemes[one.last + 1].end, words)


def _is_conversion(small: str, before: Sum, one: Sum, words: Near) -> bool:
    """It says the sum before it again in another currency: in parentheses, behind "or", with "about" behind a comma."""
    if one.currency == before.currency or one.outer - before.end > _AGAIN:
        return False
    gap = small[before.end : one.outer]
    if re.search(r"\n|[.!?;] ", gap):
        return False
    said = gap.strip(" ,([=~≈–-/")
    if not said:
        return any(sign in gap for sign in "([=~≈/") or ("," in gap and one.qualifier == "about")
    return any(part.strip(" =~≈–-") in words.that_is for part in re.split(r"[,(\[]", gap) if part.strip())
