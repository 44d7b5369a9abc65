"""Readings: a period of the grammar and the day of publication → dates with their spans."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.components import moments, surroundings, tenses
from pipeline.components.calendars import Words
from pipeline.components.lexemes import Found, Lexeme, Row
from pipeline.components.periods import Period
from pipeline.components.tenses import Tense

_PLAUSIBLE = range(1985, 2041)
"""Years that are dates without a word that says so; 2000 is none of them."""
_POSSIBLE = range(1950, 2051)
_ROUND = 2000
_COUNTED = re.compile(r" ?[€$£%°]| \d|[^\W\d_]")
_CLOSED = re.compile(r"[.,;:)]|$")
_SENTENCE = re.compile(r"\n|[.!?] ")
_SAYS = 40
""" "Today" is a day only where something happens so near to it; else it is nowadays."""
_BESIDE = 50
"""A weekday lies ahead only where a verb close to it says so."""
_LEDE = 600
"""So far into a text "today" is the day of the news."""
_NEAR = 80
_PARTS = {"Q": 4, "H": 2, "S": 4}


class Reading(NamedTuple):
    """One text being read, and what later words count from."""

    text: str
    small: str
    row: Row
    words: Words
    published: date | None
    last: date | None = None
    """The first day of the date before, what it said and where it ends."""
    last_value: str = ""
    last_end: int = 0
    noted: date | None = None
    """The day of the note that the line is."""
    note_end: int = 0


class _Year(NamedTuple):
    """What says which year it is: a number, or a direction and the verbs around."""

    number: int | None
    given: bool
    """The text itself says the number."""
    sign: str
    tense: Tense


def mentions(reading: Reading, period: Period) -> Iterator[Found]:
    """The dates of one period: none where it is no date after all, several where it is a list."""
    for lexeme in period.lexemes:
        named = lexeme.code in "MmWw" and reading.small[lexeme.start : lexeme.end] in reading.words.proper
        if named and not reading.text[lexeme.start].isupper():
            return iter(())
    return _WAYS[period.kind](reading, period)


def _full(reading: Reading, period: Period) -> Iterator[Found]:
    full = period.lexemes[-1]
    try:
        end = date.fromisoformat(str(full.value))
    except ValueError:
        return
    days = [(lexeme, lexeme.value) for lexeme in period.lexemes if lexeme.code == "D"]
    ends = [(lexeme, _iso(end.year, end.month, int(value))) for lexeme, value in days]
    yield from _listed(period, [*ends, (full, end.isoformat())], "date", spanned=_opened(reading, period))


def _short(reading: Reading, period: Period) -> Iterator[Found]:
    lexeme = next(lexeme for lexeme in period.lexemes if lexeme.code == "G")
    if reading.words.clock.intersection(reading.small[max(lexeme.start - 20, 0) : lexeme.start].split()[-1:]):
        return
    month, day = (int(part) for part in str(lexeme.value).split("-"))
    said = _said(reading, period)
    year = _month_year(reading, said, month, day)
    if year is not None and (value := _iso(year, month, day)):
        end = period.lexemes[-1].end if said.given else lexeme.end
        yield Found(start=lexeme.start, end=end, value=value, label="date" if said.given else "relative")


def _day(reading: Reading, period: Period) -> Iterator[Found]:
    said = _said(reading, period)
    groups: list[tuple[list[Lexeme], int]] = []
    pending: list[Lexeme] = []
    month_before = 0
    for lexeme in period.lexemes:
        if lexeme.code == "D":
            if month_before:
                groups[-1][0].append(lexeme)
            else:
                pending.append(lexeme)
        elif lexeme.code in "Mma":
            month_before = 0 if pending else int(lexeme.value)
            groups.append((pending, int(lexeme.value)))
            pending = []
    if month_before and reading.words.marked_day and not _is_marked(reading, period):
        yield from _month(reading, period)
        return
    ends = []
    for days, month in groups:
        for lexeme in days:
            year = _month_year(reading, said, month, int(lexeme.value))
            if year is not None:
                ends.append((lexeme, _iso(year, month, int(lexeme.value))))
    label = "date" if said.given else "relative"
    yield from _listed(period, ends, label, spanned=_opened(reading, period))


def _is_marked(reading: Reading, period: Period) -> bool:
    """The last day carries a full stop, an ending or a word."""
    last = max(place for place, lexeme in enumerate(period.lexemes) if lexeme.code == "D")
    lexeme = period.lexemes[last]
    behind = reading.small[lexeme.end : lexeme.end + surroundings.PHRASE].split()
    said = bool(behind) and not reading.words.of.isdisjoint((behind[0], behind[0].rstrip(".,;:")))
    return said or not reading.small[lexeme.start : lexeme.end].isdecimal()


def _month(reading: Reading, period: Period) -> Iterator[Found]:
    if all(code in "mL" for code in (lexeme.code for lexeme in period.lexemes)) and not _is_led(reading, period):
        return
    said = _said(reading, period)
    ends = []
    for lexeme in period.lexemes:
        if lexeme.code in "Mma":
            year = _month_year(reading, said, int(lexeme.value), None)
            if year is not None:
                ends.append((lexeme, f"{year:04}-{int(lexeme.value):02}"))
    if len(ends) == 2 and ends[0][1] > ends[1][1] and ("t" in period.gaps or "-" in period.gaps):
        # "November to March 2026" begins in the year before; "from January to March" ends in the same.
        first, last = int(ends[0][1][:4]), int(ends[1][1][:4])
        if said.number is not None:
            ends[0] = (ends[0][0], f"{last - 1:04}{ends[0][1][4:]}")
        else:
            later = first + (ends[1][1][4:] < ends[0][1][4:])
            ends[1] = (ends[1][0], f"{later:04}{ends[1][1][4:]}")
    label = "date" if said.given else "relative"
    yield from _listed(period, ends, label, spanned=_opened(reading, period))


def _part(reading: Reading, period: Period) -> Iterator[Found]:
    """Quarters and halves."""
    said = _said(reading, period)
    numbers = [(lexeme, str(lexeme.value)) for lexeme in period.lexemes if lexeme.code == "q"]
    kinds = [lexeme for lexeme in period.lexemes if lexeme.code in "QHh"]
    for lexeme in period.lexemes:
        if lexeme.code in "ODi" and kinds:
            if lexeme.code == "D" and reading.small[lexeme.start : lexeme.end].isdecimal():
                return  # "2 quarters" are a while, the "2nd quarter" is a date
            numbers.append((lexeme, f"{kinds[0].value}{int(lexeme.value)}"))
    if kinds and kinds[0].code == "h" and said.number is None:
        return
    ends = []
    for lexeme, name in numbers:
        number = int(name[1:])
        if number > _PARTS[name[0]] or reading.small[lexeme.end : lexeme.end + 1].isdecimal():
            return
        year = _part_year(reading, said, name[0], number)
        if not said.sign and said.number is None and reading.last and _goes_on(reading, lexeme):
            year = reading.last.year
        if year is not None:
            ends.append((lexeme, f"{year:04}-{name}"))
    label = "date" if said.given else "relative"
    yield from _listed(period, ends, label, spanned=_opened(reading, period), whole=True)


def _ordinal(reading: Reading, period: Period) -> Iterator[Found]:
    """ "The first quarter of 2026 or the second": a quarter by its number alone."""
    lexeme = period.lexemes[0]
    ends = _CLOSED.match(reading.text, lexeme.end)
    if ends and reading.last_value[5:6] in _PARTS and _goes_on(reading, lexeme):
        value = f"{reading.last_value[:6]}{int(lexeme.value)}"
        if int(lexeme.value) <= _PARTS[value[5]] and value != reading.last_value:
            yield Found(start=lexeme.start, end=lexeme.end, value=value, label="relative")


def _goes_on(reading: Reading, lexeme: Lexeme) -> bool:
    """A date stands shortly before, in the same sentence."""
    near = 0 < reading.last_end < lexeme.start < reading.last_end + _NEAR
    return near and not _SENTENCE.search(reading.text, reading.last_end, lexeme.start)


def _season(reading: Reading, period: Period) -> Iterator[Found]:
    start, end = period.lexemes[0].start, period.lexemes[-1].end
    if written := period.values("K"):
        yield Found(start=start, end=end, value=str(written[0]), label="date")
        return
    said = _said(reading, period)
    if said.number is None and not said.sign and not said.tense:
        return  # "in summer", every year
    if [lexeme.code for lexeme in period.lexemes] == ["s"] and not _is_led(reading, period):
        return
    season = int(period.values("As")[0])
    year = _part_year(reading, said, "S", season)
    if year is not None:
        yield Found(start=start, end=end, value=f"{year:04}", label="date" if said.given else "relative")


def _weekday(reading: Reading, period: Period) -> Iterator[Found]:
    if reading.published is None:
        return
    name = next(lexeme for lexeme in period.lexemes if lexeme.code in "Ww")
    if len(period.lexemes) == 1 and not reading.words.proper and surroundings.is_person(reading.text, name):
        return
    if name.code == "w" and len(period.lexemes) == 1 and not _is_led(reading, period):
        return
    said = _said(reading, period)
    start, end = period.lexemes[0].start, period.lexemes[-1].end
    if days := period.values("D"):
        named = moments.day_of(int(days[0]), int(name.value), reading.published)
        if named is not None:
            yield Found(start=start, end=end, value=named.isoformat(), label="relative")
            return
        start, end = name.start, name.end
    if weeks := period.values("V"):
        day = moments.day_of_week(int(name.value), moments.meaning(str(weeks[0])), reading.published)
    else:
        day = moments.weekday(int(name.value), reading.published, said.sign, said.tense)
    yield Found(start=start, end=end, value=day.isoformat(), label="relative")


def _written(reading: Reading, period: Period) -> Iterator[Found]:
    lexeme = period.lexemes[-1]
    if not surroundings.is_part_of_word(reading.small, lexeme):
        yield Found(start=lexeme.start, end=lexeme.end, value=str(lexeme.value), label="date")


def _year(reading: Reading, period: Period) -> Iterator[Found]:
    lexeme = next(lexeme for lexeme in period.lexemes if lexeme.code == "Y")
    year = int(lexeme.value)
    codes = reading.row.codes
    place = 2 * (period.first + period.lexemes.index(lexeme))
    behind = codes[place + 1 : place + 3]
    named = len(period.lexemes) > 1
    led = _is_led(reading, period)
    if behind in (" X", "-X") or year not in _POSSIBLE:
        return
    hyphened = led and reading.small.startswith("-", lexeme.start - 1)  # "mid-2026"
    alone = (hyphened or not surroundings.is_part_of_word(reading.small, lexeme)) and not _COUNTED.match(
        reading.small, lexeme.end
    )
    dated = led or (
        year in _PLAUSIBLE and (reading.words.capital_nouns or not surroundings.is_name(reading.text, lexeme))
    )
    if named or (alone and dated and year != _ROUND):
        yield Found(start=period.lexemes[0].start, end=period.lexemes[-1].end, value=f"{year:04}", label="date")


def _relative(reading: Reading, period: Period) -> Iterator[Found]:
    lexeme = period.lexemes[0]
    meant = _meant(period)
    if meant.unit in moments.SEASONS:
        if reading.published:
            yield Found(
                start=lexeme.start, end=lexeme.end, value=moments.season(meant, reading.published), label="relative"
            )
        return
    base = reading.last if meant.then else (reading.noted or reading.published)
    if base is None:
        return
    if lexeme.code == "z" and not _is_led(reading, period):
        return
    early = lexeme.code != "r" or lexeme.start <= _LEDE
    if not early and not _is_led(reading, period) and not _tense(reading, period, reach=_SAYS):
        return
    yield Found(start=lexeme.start, end=lexeme.end, value=moments.value(meant, base), label="relative")


_WAYS = {
    "full": _full,
    "short": _short,
    "day": _day,
    "month": _month,
    "part": _part,
    "season": _season,
    "weekday": _weekday,
    "written": _written,
    "year": _year,
    "relative": _relative,
    "ordinal": _ordinal,
}


def _meant(period: Period) -> moments.Meaning:
    """The relative word's meaning; "the end of the year" + "next" is next year's."""
    meant = moments.meaning(str(period.values("RrZz")[0]))
    signs = period.values("L")
    if not signs or meant.step or meant.unit != "year" or meant.then:
        return meant
    return moments.Meaning(unit="year", step={"-": -1, "0": 0, "+": 1}[str(signs[0])], then=False)


def _said(reading: Reading, period: Period) -> _Year:
    signs = period.values("L")
    sign = str(signs[0]) if signs else ""
    if years := period.values("Y"):
        return _Year(number=int(years[0]), given=True, sign=sign, tense="")
    if period.values("Zz"):
        meant = _meant(period)
        base = reading.last if meant.then else reading.published
        if base is not None:
            return _Year(number=base.year + meant.step, given=False, sign=sign, tense="")
    reach = _BESIDE if period.kind == "weekday" else tenses.REACH
    tense: Tense = "" if sign else _tense(reading, period, reach)
    if not sign and tense != "future" and _is_deadline(reading, period):
        tense = "" if tense == "past" else "future"
    if period.kind == "part" and period.values("E") and reading.published:
        return _Year(number=reading.published.year, given=False, sign=sign, tense="")  # "the first half of the year"
    return _Year(number=None, given=False, sign=sign, tense=tense)


def _tense(reading: Reading, period: Period, reach: int = tenses.REACH) -> Tense:
    start, end = period.lexemes[0].start, period.lexemes[-1].end
    return tenses.near(reading.text, reading.small, start, end, reading.words.verbs, reach)


def _is_deadline(reading: Reading, period: Period) -> bool:
    """A word like "by" stands before it."""
    return surroundings.is_behind(reading.small, period.lexemes[0].start, reading.words.deadline)


def _is_led(reading: Reading, period: Period) -> bool:
    """A small word or "last" stands before it, so that even an uncertain word is a date."""
    codes, place = reading.row.codes, 2 * period.first
    if place > 1 and codes[place - 2] == "L" and codes[place - 1] in " -":
        return True
    return surroundings.is_behind(reading.small, period.lexemes[0].start, reading.words.leading)


def _month_year(reading: Reading, said: _Year, month: int, day: int | None) -> int | None:
    if said.number is not None or reading.published is None:
        return said.number
    return moments.year_of_month(month, day, reading.published, said.sign, said.tense)


def _part_year(reading: Reading, said: _Year, kind: str, part: int) -> int | None:
    if said.number is not None or reading.published is None:
        return said.number
    return moments.year_of_part(kind, part, reading.published, said.sign, said.tense)


def _opened(reading: Reading, period: Period) -> bool:
    """ "Between" stands before it."""
    return surroundings.is_behind(reading.small, period.lexemes[0].start, reading.words.between)


def _listed(
    period: Period, ends: list[tuple[Lexeme, str]], label: str, *, spanned: bool, whole: bool = False
) -> Iterator[Found]:
    """The dates of a list, each at its own place (the last one with all that follows); or the span that they open."""
    ends = [(lexeme, value) for lexeme, value in ends if value]
    if not ends:
        return
    last = period.lexemes[-1].end
    begin = period.lexemes[0].start
    if len(ends) == 1:
        yield Found(start=begin, end=last, value=ends[0][1], label=label)
        return
    for place, (lexeme, value) in enumerate(ends):
        following = ends[place + 1] if place + 1 < len(ends) else None
        if place and _is_span(period, ends[place - 1][0], lexeme, spanned) and ends[place - 1][1] < value:
            continue
        start = begin if place == 0 and whole else lexeme.start
        if following and _is_span(period, lexeme, following[0], spanned) and value < following[1]:
            end = last if place + 2 == len(ends) else following[0].end
            yield Found(start=start, end=end, value=f"{value}/{following[1]}", label=label)
        else:
            yield Found(start=start, end=lexeme.end if following else last, value=value, label=label)


def _is_span(period: Period, one: Lexeme, two: Lexeme, spanned: bool) -> bool:
    """Between the two stands a dash or "to", or "and" after "between"."""
    joints = period.gaps[period.lexemes.index(one) : period.lexemes.index(two)]
    return "-" in joints or "t" in joints or (spanned and "j" in joints)


def _iso(year: int, month: int, day: int) -> str:
    """The day, or nothing where there is none such."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
