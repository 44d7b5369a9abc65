"""Sums: the grammar of numbers with their scale, currency and qualifier, over a row of lexemes. Knows no language.

N number, S scale (s of one letter, Z one that may stand alone), C currency, c one by a word, U scale and currency,
H and a half, B between, F from, W another, X what is counted and is no money, A about, at most, at least (D also joins
a range), V one of these behind the sum: these hold what they say. Between lexemes: o of, t to, j and.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models.value import Qualifier
from pipeline.components.lexemes import Row

_SUM = (
    r"(?P<HEAD>(?:s )?C (?:[SsZ] (?=N))?|U |c (?=N[ o-][SsZ]))?"
    r"(?:N(?: H| W(?= [SZ]))?(?:[ o+-][SsZ]){0,3}(?: H)?|Z(?: [SZ])?(?: H)?)"
    # Behind a sum that has its currency, a sign is the next one's.
    r"(?:[ o-](?:c|U|C(?(HEAD)(?![ -]N)|)))?"
)
_SUMS = re.compile(
    r"(?P<before>(?:[ADV] ){0,2}(?P<open>[BF] )?(?:[ADV] )?)"
    rf"(?P<one>{_SUM.replace('HEAD', 'head')})"
    rf"(?:(?:[-t]| D |(?(open)j|(?!)))(?:[ADV] ){{0,2}}(?P<two>{_SUM.replace('HEAD', 'again')}))?"
    r"(?P<behind>[ -]V)?"
)
_PRICED = re.compile("[CcUSZ]")
_QUALIFIERS: tuple[Qualifier, ...] = ("about", "at_most", "at_least")
_LINKS = frozenset({",", "j", "=", "+", "/"})
"""What stands between the sums of a list, without spaces and qualifiers."""
_YEARS = range(1980, 2051)
"""A bare number like these is rather a year than the first of a list of sums."""


class Sum(NamedTuple):
    """A number that may be money: `number` × `scale` of `currency`, the upper end where it is a range."""

    first: int
    """Its first and last lexemes' places in the row."""
    last: int
    outer: int
    """Where the words begin that qualify it."""
    start: int
    end: int
    number: float
    least: float | None = None
    """The lower end of a range, in the same scale."""
    scale: float = 1
    currency: str = ""
    qualifier: Qualifier | None = None
    headed: bool = False
    """Its currency stands before the number."""
    scaled: bool = False
    """Its scale is a word: it may be money without a currency of its own."""

    @property
    def bare(self) -> bool:
        """It is a number and nothing else."""
        return not self.scaled and not self.currency and self.scale == 1


def read(row: Row) -> tuple[Sum, ...]:
    """Every number of the row with what belongs to it; members of a list share their scale and currency."""
    return tuple(_shared(row, list(_sums(row))))


def _sums(row: Row) -> Iterator[Sum]:
    if not _PRICED.search(row.codes):
        return
    for match in _SUMS.finditer(row.codes):
        if match[0] == "N" and row.lexemes[match.start() // 2].code == "n" and row.codes[match.end()] not in ",=+/j":
            continue  # a spelled number by itself
        one = _sum(row, *match.span("one"))
        if not match["two"]:
            yield _qualified(row, match, one)
            continue
        two = _sum(row, *match.span("two"))
        if both := _range(one, two, change=(match["open"] or "").startswith("F")):
            yield _qualified(row, match, both)
        else:
            if one.bare and two.scaled:
                one = one._replace(scale=two.scale, scaled=True, currency=two.currency)
            yield _qualified(row, match, one, behind=False)
            yield _qualified(row, match, two, before=False)


def _sum(row: Row, start: int, end: int) -> Sum:
    """The sum that this piece of the row says."""
    first, last = start // 2, (end - 1) // 2
    number, halves, scale, unit, currency, scaled = 1.0, 0.0, 1.0, 1.0, "", False
    for lexeme in row.lexemes[first : last + 1]:
        if lexeme.code in "Nn":
            number = float(lexeme.value)
        elif lexeme.code in "SsZ":
            scale *= float(lexeme.value)
            scaled = scaled or lexeme.code != "s"
        elif lexeme.code == "H":
            halves += 0.5
        elif lexeme.code in "Cc":
            currency = str(lexeme.value)
        elif lexeme.code == "U":
            factor, currency = str(lexeme.value).split()
            unit = float(factor)
    return Sum(
        first=first,
        last=last,
        outer=row.lexemes[first].start,
        start=row.lexemes[first].start,
        end=row.lexemes[last].end,
        number=number + halves,
        scale=scale * unit,
        currency=currency,
        headed=row.lexemes[first].code not in "Nn" and bool(currency) and row.lexemes[last].code not in "Cc",
        qualifier="at_least" if "+" in row.codes[start:end] else None,
        scaled=scaled,
    )


def _range(one: Sum, two: Sum, *, change: bool) -> Sum | None:
    """The two ends as one range, or None where they are two sums (a change, a score, a span of years)."""
    if change or (one.currency and two.currency and one.currency != two.currency):
        return None
    if two.scale == 1:
        two = two._replace(scale=one.scale, scaled=one.scaled)
    least = one.number if one.scale == 1 else one.number * one.scale / two.scale
    if least >= two.number or not (one.currency or two.currency or two.scaled):
        return None
    return two._replace(first=one.first, start=one.start, least=least, currency=two.currency or one.currency)


def _qualified(row: Row, match: re.Match[str], one: Sum, *, before: bool = True, behind: bool = True) -> Sum:
    """The sum with what the words before and behind it say of it. A bound says more than "about"."""
    first = match.start() // 2
    values = [lexeme.value for lexeme in row.lexemes[first : one.first]] if before else []
    if behind and match["behind"]:
        values.append(row.lexemes[match.end("behind") // 2].value)
    kinds = [kind for value in values for kind in _QUALIFIERS if kind == value]
    if not kinds:
        return one
    bound = next((kind for kind in kinds if kind != "about"), kinds[0])
    return one._replace(qualifier=bound, outer=row.lexemes[first].start if before else one.start)


def _shared(row: Row, sums: list[Sum]) -> list[Sum]:
    """The sums with the scale and currency that they share: "27 and 14 million euros", "82 million euros = 41 + 41"."""
    kept: list[Sum] = []
    listed = False
    """Whether the sum behind shares its scale: two numbers with a comma are no list ("MareNostrum 5, 129 million")."""
    for one in reversed(sums):
        behind = kept[-1] if kept else None
        link = _link(row, one, behind) if behind else None
        listed, in_list = False, listed
        if behind is None or link is None or one.currency:
            kept.append(one)
        elif one.bare and link in _LINKS and not behind.headed and _is_member(one, behind, link, in_list=in_list):
            listed = True
            kept.append(one._replace(scale=behind.scale, scaled=behind.scaled, currency=behind.currency))
        elif one.scaled and behind.scaled and link in ("", "j") and one.scale > behind.number * behind.scale:
            # One sum in two parts: "1 miliardo e 200 milioni di euro".
            number = behind.number + one.number * one.scale / behind.scale
            kept[-1] = behind._replace(first=one.first, start=one.start, outer=one.outer, number=number)
        elif one.scaled and behind.currency and link in _LINKS:
            kept.append(one._replace(currency=behind.currency))
        else:
            kept.append(one)
    kept.reverse()
    for place in range(1, len(kept)):
        before, one = kept[place - 1], kept[place]
        if one.bare and before.currency and _link(row, before, one) in ("=", "+"):
            kept[place] = one._replace(scale=before.scale, scaled=before.scaled, currency=before.currency)
    return kept


def _is_member(one: Sum, behind: Sum, link: str, *, in_list: bool) -> bool:
    if link in ("=", "+"):
        return behind.scaled or bool(behind.currency)
    if link == "," and not in_list:
        return False
    if one.number in _YEARS or one.number < 1:
        return False
    return behind.scaled or (bool(behind.currency) and link in ("j", "/"))


def _link(row: Row, one: Sum, two: Sum) -> str | None:
    """What stands between two sums, or None where it is too much to be a link."""
    between = row.codes[2 * one.last + 1 : 2 * two.first]
    return re.sub("[ADV ]", "", between) if len(between) <= 9 else None
