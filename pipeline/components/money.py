"""Money: sums in a text, with ranges, bounds, lists that share a scale, and the same sum in another currency.

`found` is pure: text and words in, sums out. The component writes them to `doc.spans["amount"]`.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from models.language import Language
from models.value import Money, Qualifier
from pipeline.components import context, counts, lexemes, sums
from pipeline.components.lexemes import LETTER, Entry, Found, Meaning, Row, Vocabulary
from pipeline.components.sums import Sum

# Written alike in all languages.
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₺": "TRY", "₩": "KRW", "₹": "INR", "₴": "UAH"}
_NAMES = {"euro": "EUR", "us$": "USD", "c$": "CAD", "a$": "AUD", "hk$": "HKD", "r$": "BRL", "kč": "CZK", "zł": "PLN"}
_CODES = (
    "AED", "AUD", "BAM", "BGN", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "GEL", "HKD", "HRK", "HUF",
    "ILS", "INR", "ISK", "JPY", "KRW", "MDL", "MKD", "MXN", "NOK", "NZD", "PLN", "RON", "RSD", "RUB", "SAR", "SEK",
    "SGD", "TRY", "TWD", "UAH", "USD", "ZAR",
)  # fmt: skip
_PREFIXES = {"k": 1e3, "t": 1e3, "m": 1e6, "bn": 1e9, "md": 1e9, "mrd": 1e9, "g": 1e9}
"""Scales glued to a code: MEUR, TEUR."""
_NEXT = re.compile(rf" ?(?:({LETTER}+)|([%°\d]|-{LETTER}))?")
_FAR = 150
"""A bare number after "another" belongs to a sum at most so many characters before."""
_NEAR = 50
"""Words for what is counted spoil a sum without a currency within so many characters."""
_AGAIN = 60
"""A conversion stands at most so many characters behind its sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says of money, ready to be looked for."""

    vocabulary: Vocabulary
    that_is: frozenset[str]
    follows: frozenset[str]
    of: frozenset[str]


def words(language: Language) -> Words:
    """The words of a language, with the signs and codes of all."""
    given = language.money
    lists = (
        ("W", given.another), ("O", given.of), ("H", given.and_a_half), ("B", given.between), ("F", given.rises),
        ("T", given.to), ("J", given.joins), ("X", given.never), ("I", given.one),
    )  # fmt: skip
    entries: list[Entry] = [
        (phrase, "V", qualifier) for qualifier, phrases in given.behind.items() for phrase in phrases
    ]
    entries += [(name, "C", currency) for name, currency in (_SIGNS | _NAMES).items()]
    entries += [(phrase, "c", currency) for currency, phrases in given.currencies.items() for phrase in phrases]
    entries += [(phrase, "U", unit) for unit, phrases in given.units.items() for phrase in phrases]
    for scale, phrases in given.scales.items():
        for phrase in phrases:
            letter = "s" if len(phrase.rstrip(".")) == 1 else "Z" if phrase in given.alone else "S"
            entries.append((phrase, letter, float(scale)))
    entries += counts.spelled(language.numbers)
    qualifiers = (("about", given.about), ("at_most", given.at_most), ("at_least", given.at_least))
    for qualifier, phrases in qualifiers:
        entries += [(phrase, "D" if phrase in given.to else "A", qualifier) for phrase in phrases]
    entries += [(phrase, letter, phrase) for letter, phrases in lists for phrase in phrases]
    for code in _CODES:
        entries.append((code.lower(), "K", code))
        entries += [(f"{prefix}{code.lower()}", "u", f"{scale} {code}") for prefix, scale in _PREFIXES.items()]
    return Words(
        vocabulary=lexemes.vocabulary(entries, digits=counts.DIGITS, read_digits=_digits(language.group)),
        that_is=frozenset(given.that_is),
        follows=frozenset(given.follows),
        of=frozenset(given.of),
    )


def found(text: str, words: Words) -> tuple[Found, ...]:
    """The sums of money, in the order of the text. "conversion": the sum before it again, in another currency."""
    small = lexemes.lower(text)
    row = _codes_checked(text, counts.joined(lexemes.row(small, words.vocabulary)))
    mentions: list[Found] = []
    before: Sum | None = None
    for one in _with_currency(small, row, sums.read(row), words):
        if one.qualifier is None and small.startswith("+", one.end):
            one = replace(one, qualifier="at_least", end=one.end + 1)
        again = before is not None and _is_conversion(small, before, one, words)
        label = "conversion" if again else "amount"
        mentions.append(Found(start=one.start, end=one.end, value=_money(one), label=label))
        before = one
    return tuple(mentions)


def _digits(group: str) -> Callable[[str], Meaning]:
    def meaning(digits: str) -> Meaning:
        number = counts.read(digits, group=group)
        return ("x", "") if number is None else ("N", number)

    return meaning


def _codes_checked(text: str, row: Row) -> Row:
    """The row with ISO codes as currencies where they stand in capitals; elsewhere they are common words ("try")."""
    if "K" not in row.codes and "u" not in row.codes:
        return row
    checked = []
    for lexeme in row.lexemes:
        if lexeme.code in "Ku":
            capital = text[lexeme.end - 3 : lexeme.end].isupper()
            lexeme = lexeme._replace(code=("C" if lexeme.code == "K" else "U") if capital else "x")
        checked.append(lexeme)
    return Row(tuple(checked), "".join(lexeme.code + row.codes[2 * at + 1] for at, lexeme in enumerate(checked)))


def _with_currency(small: str, row: Row, read: tuple[Sum, ...], words: Words) -> list[Sum]:
    """The sums that are money. One without a currency takes that of its neighbours, where nothing speaks against it."""
    priced = [one for one in read if one.currency]
    if not priced:
        return []
    values = {one.number * one.scale for one in priced}
    money: list[Sum] = []
    for one in read:
        before = money[-1] if money else None
        if one.currency:
            money.append(one)
        elif one.scaled:
            neighbour = before or priced[0]
            known = one.number * one.scale in values
            if (known or _ends_well(small, one.end, words)) and not _is_count(small, row, one):
                money.append(replace(one, currency=neighbour.currency))
        elif (
            one.bare and before and _is_another(small, row, one, before) and _ends_well(small, one.end, words, of=True)
        ):
            money.append(replace(one, scale=before.scale, scaled=True, currency=before.currency))
    return money


def _ends_well(small: str, end: int, words: Words, *, of: bool = False) -> bool:
    """What follows is no word for what is counted: a small word, a sign or nothing. `of`: that may be "of", too."""
    match = _NEXT.match(small, end)
    if match is None or match[2]:
        return match is None
    return match[1] is None or match[1] in words.follows or (of and match[1] in words.of)


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


def _is_another(small: str, row: Row, one: Sum, before: Sum) -> bool:
    """It stands behind "another" or "of which", near the sum that it takes its scale from."""
    if one.first == 0 or before.scale == 1 or one.start - before.end > _FAR or not small[one.start].isdecimal():
        return False
    behind = row.codes[2 * one.first - 2 : 2 * one.first]
    return behind == "W " and "\n" not in small[before.end : one.start]


def _is_conversion(small: str, before: Sum, one: Sum, words: Words) -> bool:
    """It says the sum before it again in another currency: in parentheses, behind "or", with "about" behind a comma."""
    gap = small[before.end : one.outer]
    if one.currency == before.currency or len(gap) > _AGAIN or re.search(r"\n|[.!?;] ", gap):
        return False
    said = gap.strip(" ,([=~≈–-/")
    if not said:
        return any(sign in gap for sign in "([=~≈/") or ("," in gap and one.qualifier == "about")
    return any(part.strip(" =~≈–-") in words.that_is for part in re.split(r"[,(\[]", gap) if part.strip())


def _money(one: Sum) -> Money:
    amount = round(one.number * one.scale, 2)
    if one.least is not None:
        about: Qualifier | None = "about" if one.qualifier == "about" else None
        return Money(currency=one.currency, least=round(one.least * one.scale, 2), most=amount, qualifier=about)
    least, most = one.qualifier == "at_least", one.qualifier == "at_most"
    return Money(
        currency=one.currency,
        amount=None if least or most else amount,
        least=amount if least else None,
        most=amount if most else None,
        qualifier=one.qualifier,
    )


@functools.cache
def _words(code: str) -> Words:
    return words(context.language(code))


@Pipeline.factory("factorywatch_money", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    known = _words(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        context.write(doc, "amount", found(doc.text, known))
        return doc

    return read
