"""Calendars: the words and digits that a language writes dates with, as lexemes. Month and weekday names are CLDR's.

D day, Y year, F full date, G day and month, K span of years, N year and month in digits, M month (m one that means
something else too, a short form), W w weekday, A season (s uncertain), O ordinal (i may be "and"), Q quarter, H h half,
q "Q2" or "H1", R r relative, V a week and Z z a year counted from publication, L last, next or this, E "year",
X no date. Between lexemes: t to, j and, o of, p a preposition.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from models.language import DateWords, Language
from pipeline.components import lexemes, tenses
from pipeline.components.lexemes import LETTER, Entry, Meaning, Vocabulary
from pipeline.components.tenses import Verbs

_DIGITS = (
    r"\d{4}-\d{1,2}-\d{1,2}(?![\d-])"  # 2024-12-10
    r"|\d{1,2}(?:\. ?\d{1,2}\. ?|/\d{1,2}/|-\d{1,2}-)\d{4}(?!\d)"  # 10.12.2024, 10. 12. 2024, 10/12/2024
    r"|\d{4}\. ?\d{1,2}\. ?\d{1,2}\b\.?"  # 2024. 12. 10.
    r"|\d{1,2}\.\d{1,2}\.\d{2}(?![\d.,])"  # 10.12.24
    r"|\d{1,2}\. ?\d{1,2}\.(?! ?\d)"  # 10.12.
    r"|(?:19|20)\d{2}\.?[-/–](?:\d{4}|\d{2})(?!\d|[.,/–-]\d)"  # 2025/2026, 2025-26, 2025./26.
    rf"|(?:1[5-9]|20)\d{{2}}(?:'?(?:s|er|ers|ern|erne)\b|'{LETTER}{{1,5}}|(?![\d%]|[.,:]\d))"  # 2026, 2026'da; no 2020s
    rf"|\d{{1,2}}(?:(?:\.?[ºª°]|\.|[-'ʼ]?{LETTER}{{1,6}}(?!{LETTER}))(?!\d)|(?![\d%]|[.,:']\d))"  # 10., 10th, 10-én, 10
    r"|\d+(?:[.,:'/-]\d+)*"
)
_SEASONS = ("spring", "summer", "autumn", "winter")
_COUNTED = 16
"""Days, months and years ago are counted up to here."""
_YEAR = re.compile(rf"\d{{4}}(?:'(?!(?:s|er|erne)$){LETTER}{{1,5}})?")
_CENTURY = 2000
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says of dates, ready to be looked for."""

    vocabulary: Vocabulary
    verbs: Verbs
    leading: frozenset[str]
    """Small words that make a date of what follows."""
    between: frozenset[str]
    of: frozenset[str]
    deadline: frozenset[str]
    clock: frozenset[str]
    proper: frozenset[str]
    """Names of months and days that are written with a capital, where small letters are another word."""
    capital_nouns: bool
    month_first: bool
    marked_day: bool
    year_first: bool


def words(language: Language) -> Words:
    """The words of a language."""
    given = language.dates
    uncertain = frozenset(given.uncertain)
    names = _names(language.code)

    def letter(phrase: str, sure: str) -> str:
        return sure.lower() if phrase in uncertain else sure

    entries: list[Entry] = [(phrase, "X", "") for phrase in given.never]
    for meaning, said in _counted(language):
        sure = "V" if "week" in meaning else "Z" if "year" in meaning else "R"
        entries += [(phrase, letter(phrase, sure), meaning) for phrase in said]
    for phrase, month in _by_number(given.months):
        entries.append((phrase, "a" if phrase.endswith(".") else letter(phrase, "M"), month))
    entries += [(name, letter(name, "M"), month) for name, month in names.months.items()]
    entries += [
        (phrase, letter(phrase, "W"), day) for phrase, day in (*names.days.items(), *_by_number(given.weekdays))
    ]
    for season, phrases in given.seasons.items():
        entries += [(phrase, "s" if phrase in uncertain else "A", _SEASONS.index(season) + 1) for phrase in phrases]
    entries += [(phrase, "Q", "Q") for phrase in given.quarters]
    entries += [(phrase, letter(phrase, "H"), "H") for phrase in given.halves]
    entries += [(phrase, "D", day) for phrase, day in _by_number(given.days)]
    entries += [(phrase, "O", number) for phrase, number in _by_number(given.ordinals)]
    for short, kind in given.short.items():
        entries += [(f"{short}{number}", "q", f"{kind}{number}") for number in range(1, 5 if kind == "Q" else 3)]
    entries += [(phrase, "L", sign) for phrases, sign in _directions(given) for phrase in phrases]
    entries += [(phrase, "E", phrase) for phrase in given.year]
    entries += [(name, "a", month) for name, month in names.short.items()]
    entries += [(phrase, "i" if phrase == "i" else "O", number) for phrase, number in _ROMAN.items()]
    digits = functools.partial(_digits, short=dict(given.short), ordinary=language.decimal != ".")
    small = (("t", given.to), ("j", given.joins), ("o", given.of), ("p", (*given.before, *given.between)))
    return Words(
        vocabulary=lexemes.vocabulary(
            entries,
            digits=_DIGITS,
            read_digits=digits,
            small=((phrase, sign) for sign, phrases in small for phrase in phrases),
        ),
        verbs=tenses.verbs(given.past, given.future, given.done),
        leading=frozenset((*given.before, *given.of, *given.to, *given.between)),
        between=frozenset(given.between),
        of=frozenset(given.of),
        deadline=frozenset(given.deadline),
        clock=frozenset(given.clock),
        proper=_proper(given, names),
        capital_nouns=given.capital_nouns,
        month_first=given.month_first,
        marked_day=given.marked_day,
        year_first=given.year_first,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    months: dict[str, int]
    short: dict[str, int]
    days: dict[str, int]
    capital: bool


def _names(code: str) -> _Names:
    """CLDR's names of months and days in small letters; none for a language that CLDR does not know."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return _Names(months={}, short={}, days={}, capital=False)
    months: dict[str, int] = {}
    short: dict[str, int] = {}
    days: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for number, name in locale.months[use]["wide"].items():
            months[lexemes.lower(name)] = number
        for number, name in locale.months[use]["abbreviated"].items():
            short[f"{lexemes.lower(name).rstrip('.')}."] = number
        for number, name in locale.days[use]["wide"].items():
            days[lexemes.lower(name)] = number + 1
    short = {name: number for name, number in short.items() if name.rstrip(".") not in months}
    capital = all(name[:1].isupper() for name in locale.months["format"]["wide"].values())
    return _Names(months=months, short=short, days=days, capital=capital)


def _proper(given: DateWords, names: _Names) -> frozenset[str]:
    if not names.capital:
        return frozenset()
    forms = {phrase for phrases in (*given.months.values(), *given.weekdays.values()) for phrase in phrases}
    return frozenset({*names.months, *names.days} - forms | set(given.uncertain))


def _counted(language: Language) -> Iterator[tuple[str, list[str]]]:
    """Relative words by meaning; where # stands for a number, each number in digits and in words."""
    for meaning, phrases in language.dates.relative.items():
        if "#" not in meaning:
            yield meaning, list(phrases)
            continue
        for number in range(2, _COUNTED):
            written = (str(number), *language.numbers.get(str(number), ()))
            yield (
                meaning.replace("#", str(number)),
                [phrase.replace("#", form) for phrase in phrases for form in written],
            )


def _by_number(forms: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    return ((phrase, int(number)) for number, phrases in forms.items() for phrase in phrases)


def _directions(given: DateWords) -> Iterable[tuple[tuple[str, ...], str]]:
    return ((given.last, "-"), (given.next, "+"), (given.this, "0"))


def _digits(written: str, *, short: dict[str, str], ordinary: bool) -> Meaning:
    """What digits mean. `ordinary`: a full stop is no decimal sign, so that 10.12. is a day."""
    parts = [part for part in re.split(r"\D+", written) if part]
    sizes = [len(part) for part in parts]
    numbers = [int(part) for part in parts if len(part) <= 4]
    nothing: Meaning = ("X", "")
    if len(numbers) < len(parts):
        return nothing
    if len(parts) == 3 and max(sizes) == 4:
        year, month, day = numbers if sizes[0] == 4 else numbers[::-1]
        return ("F", f"{year}-{month:02}-{day:02}") if _is_day(month, day) else nothing
    if len(parts) == 3 and sizes[2] == 2 and _is_day(numbers[1], numbers[0]) and written.count(".") == 2:
        return "F", f"{_CENTURY + numbers[2]}-{numbers[1]:02}-{numbers[0]:02}"
    sign = written[4:6].lstrip(".")[:1]
    if len(parts) == 2 and sizes[0] == 4 and 1900 <= numbers[0] < 2100 and sign and sign in "-/–":
        if sizes[1] == 2 and written[4] == "-" and 1 <= numbers[1] <= 12:
            return "N", f"{numbers[0]}-{numbers[1]:02}"
        last = numbers[1] if sizes[1] == 4 else numbers[0] // 100 * 100 + numbers[1]
        return ("K", f"{numbers[0]}/{last}") if numbers[0] < last < numbers[0] + 50 else nothing
    if len(parts) == 2 and written.endswith(".") and ordinary and _is_day(numbers[1], numbers[0]):
        return "G", f"{numbers[1]:02}-{numbers[0]:02}"
    if len(parts) == 1 and sizes[0] == 4 and _YEAR.fullmatch(written) and 1500 <= numbers[0] < 2100:
        return "Y", numbers[0]
    if len(parts) == 1 and sizes[0] <= 2:
        kind = short.get(written.lstrip("0123456789"))
        if kind and 1 <= numbers[0] <= (4 if kind == "Q" else 2):
            return "q", f"{kind}{numbers[0]}"
        return ("D", numbers[0]) if 1 <= numbers[0] <= 31 else nothing
    return nothing


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31
