"""Money: sums in a text, with ranges, bounds, lists that share a scale, and the same sum in another currency.

`found` is pure: text and words in, sums out. The component writes them to `doc.spans["amount"]`.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from models.language import Language
from models.value import Money, Qualifier
from pipeline.components import context, counts, lexemes, neighbours
from pipeline.components.lexemes import Entry, Found, Meaning, Row, Vocabulary
from pipeline.components.neighbours import Near
from pipeline.components.sums import Sum
from pipeline.components.words import text_of

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
_CHECKED = re.compile("[Kuc]")
_NEAR = 120
"""Characters before a bare "kroner" in which the country stands whose money it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a language says of money, ready to be looked for."""

    vocabulary: Vocabulary
    near: Near
    shared: Mapping[str, Mapping[str, str]]
    """Names of several countries' money ("kroner") and, by country, which it is; not what is the language's own."""


def words(language: Language) -> Words:
    """The words of a language, with the signs and codes of all."""
    given = language.money
    lists = (
        ("W", given.another), ("H", given.and_a_half), ("B", given.between), ("F", given.rises), ("X", given.never),
        ("p", given.per_cent), ("x", given.names),
    )  # fmt: skip
    entries: list[Entry] = [("%", "p", "")]
    entries += [(phrase, "V", qualifier) for qualifier, phrases in given.behind.items() for phrase in phrases]
    entries += [(name, "C", currency) for name, currency in (_SIGNS | _NAMES).items()]
    entries += [(phrase, "c", currency) for currency, phrases in given.currencies.items() for phrase in phrases]
    entries += [(phrase, "U", unit) for unit, phrases in given.units.items() for phrase in phrases]
    for scale, phrases in given.scales.items():
        for phrase in phrases:
            letter = "s" if len(phrase.rstrip(".")) == 1 else "Z" if phrase in given.alone else "S"
            entries.append((phrase, letter, float(scale)))
            entries += [(f"{one} {phrase}", "Z", float(scale)) for one in given.one if letter != "s"]
    entries += counts.spelled(language.numbers)
    qualifiers = (("about", given.about), ("at_most", given.at_most), ("at_least", given.at_least))
    for qualifier, phrases in qualifiers:
        entries += [(phrase, "D" if phrase in given.to else "A", qualifier) for phrase in phrases]
    entries += [(phrase, letter, phrase) for letter, phrases in lists for phrase in phrases]
    for code in _CODES:
        entries.append((code.lower(), "K", code))
        entries += [(f"{prefix}{code.lower()}", "u", f"{scale} {code}") for prefix, scale in _PREFIXES.items()]
    small = (("t", given.to), ("j", given.joins), ("o", given.of))
    return Words(
        vocabulary=lexemes.vocabulary(
            entries,
            digits=counts.DIGITS,
            read_digits=_digits(language.group),
            small=((phrase, sign) for sign, phrases in small for phrase in phrases),
        ),
        near=Near(
            home=given.home,
            speaks=frozenset(phrase for phrase in given.speaks if not phrase.endswith("*")),
            stems=tuple(phrase[:-1] for phrase in given.speaks if phrase.endswith("*")),
            that_is=frozenset(given.that_is),
            follows=frozenset(given.follows),
            of=frozenset(given.of),
        ),
        shared=_shared(given.currencies, given.home),
    )


def _shared(currencies: Mapping[str, Iterable[str]], home: str) -> dict[str, dict[str, str]]:
    """The last words of longer names that also stand alone: "islandi krooni" and "rootsi krooni" of "krooni"."""
    alone = {name: currency for currency, names in currencies.items() for name in names if " " not in name}
    found: dict[str, dict[str, str]] = {name: {} for name, currency in alone.items() if currency != home}
    for currency, names in currencies.items():
        for name in names:
            if (last := name.rpartition(" ")[2]) in found:
                found[last][currency[:2]] = currency  # a currency's code begins with its country's
    return {name: countries for name, countries in found.items() if len(countries) > 1}


def found(text: str, words: Words, countries: Sequence[tuple[int, str]] = ()) -> tuple[Found, ...]:
    """The sums of money, in the order of the text. "conversion": the sum before it again, in another currency.

    `countries` are those that the text names, by their places.
    """
    small = lexemes.lower(text)
    row = counts.joined(lexemes.row(small, words.vocabulary))
    row = _codes_checked(text, small, row, words.shared, countries)
    mentions = []
    for one, again in neighbours.priced(small, text, row, words.near):
        if one.qualifier is None and small.startswith("+", one.end):
            one = one._replace(qualifier="at_least", end=one.end + 1)
        label = "conversion" if again else "amount"
        mentions.append(Found(start=one.start, end=one.end, value=_money(one), label=label))
    return tuple(mentions)


def _digits(group: str) -> Callable[[str], Meaning]:
    def meaning(digits: str) -> Meaning:
        number = counts.read(digits, group=group)
        return ("x", "") if number is None else ("N", number)

    return meaning


def _codes_checked(
    text: str, small: str, row: Row, shared: Mapping[str, Mapping[str, str]], countries: Sequence[tuple[int, str]]
) -> Row:
    """The row with ISO codes as currencies where they stand in capitals; elsewhere they are common words ("try").

    A bare "kronor" is of the country that a fuller name before it says, else of the country named before it.
    """
    full: dict[str, float | str] = {}
    lexemes, codes = list(row.lexemes), list(row.codes)
    for match in _CHECKED.finditer(row.codes):
        place = match.start() // 2
        lexeme = lexemes[place]
        if lexeme.code != "c":
            capital = text[lexeme.end - 3 : lexeme.end].isupper()
            lexeme = lexeme._replace(code=("C" if lexeme.code == "K" else "U") if capital else "x")
        else:
            *before, name = small[lexeme.start : lexeme.end].split()
            if before:
                full[name] = lexeme.value
            elif name in full:
                lexeme = lexeme._replace(value=full[name])
            elif name in shared and (country := _named(text, lexeme.start, shared[name], countries)):
                lexeme = lexeme._replace(value=shared[name][country])
        lexemes[place] = lexeme
        codes[2 * place] = lexeme.code
    return Row(tuple(lexemes), "".join(codes))


def _named(text: str, place: int, wanted: Mapping[str, str], countries: Sequence[tuple[int, str]]) -> str:
    """The nearest country with money of that name, shortly before a place on the same line."""
    for start, country in reversed(countries[: bisect_left(countries, (place, ""))]):
        if place - start > _NEAR or "\n" in text[start:place]:
            break
        if country in wanted:
            return country
    return ""


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
def known(code: str) -> Words:
    """The words of the language with that code, made once."""
    return words(context.language(code))


@Pipeline.factory("factorywatch_money", default_config={"language": "xx"})
def component(nlp: Pipeline, name: str, language: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 (spaCy names it)
    """The spaCy component; without a language of its own it reads that of the pipeline."""
    said = known(language if language != "xx" else nlp.lang)

    def read(doc: Doc) -> Doc:
        places = doc.spans.get("country", ()) if said.shared else ()
        countries = sorted((span.start_char, span.kb_id_) for span in places)
        context.write(doc, "amount", found(text_of(doc), said, countries))
        return doc

    return read
