"""Amounts: forms in every language, what is no money, the score on the articles with gold, time."""

import time

import pytest
import spacy

from models.value import Money
from pipeline.components import money
from pipeline.components.lexemes import Found
from tests.pipeline.components import readers

AMOUNTS = readers.phrases("amounts.toml")
CASES = readers.marked(AMOUNTS)
LONG = {
    "digits": "7" * 1_000_000,
    "dots": "." * 1_000_000,
    "spaces": " " * 1_000_000,
    "non-breaking spaces": "\u00a0" * 1_000_000,
    "thousands": "1.000." * 170_000,
    "letters": "e" * 1_000_000,
    "elisions": "d'" * 500_000,
    "small words": "and to of " * 100_000,
}


def _said(found: Found) -> str:
    """The sum in the table's notation."""
    value = found.value
    assert isinstance(value, Money)
    sign = {"about": "~", "at_most": "<", "at_least": ">", None: ""}[value.qualifier]
    if value.least is not None and value.most is not None:
        number = f"{value.least:g}..{value.most:g}"
    else:
        number = f"{next(part for part in (value.amount, value.least, value.most) if part is not None):g}"
    return f"{sign}{number} {value.currency}" + (" c" if found.label == "conversion" else "")


def _wanted(sums: str) -> list[str]:
    """The table's notation with its numbers in one form."""
    wanted = []
    for one in filter(None, sums.split("; ")):
        number, rest = one.split(" ", 1)
        sign = number[0] if number[0] in "~<>" else ""
        ends = (f"{float(part):g}" for part in number.lstrip("~<>").split(".."))
        wanted.append(f"{sign}{'..'.join(ends)} {rest}")
    return wanted


def _found(language: str, text: str) -> list[str]:
    return [_said(found) for found in money.found(text, money.known(language))]


@pytest.mark.parametrize(("language", "text", "sums"), CASES)
def test_the_sums_of_a_phrase_are_read_as_its_speakers_read_them(language: str, text: str, sums: str) -> None:
    assert _found(language, text) == _wanted(sums)


def test_every_language_has_forty_phrases() -> None:
    assert sorted(AMOUNTS) == readers.LANGUAGES
    assert [language for language, lines in AMOUNTS.items() if len(lines) < 40] == []


@pytest.mark.parametrize(
    ("language", "text", "sums"),
    [
        ("en", "$1.6bn, US$1.6bn, C$5m and A$7m", ["1.6e+09 USD", "1.6e+09 USD", "5e+06 CAD", "7e+06 AUD"]),
        ("en", "EUR 1\u202f000\u00a0000", ["1e+06 EUR"]),
        ("de", "MEUR 430, 430 MEUR, TEUR 500, 12 M€", ["4.3e+08 EUR", "4.3e+08 EUR", "500000 EUR", "1.2e+07 EUR"]),
        ("en", "We try 5 sek of all cups", []),
        ("en", "Cost, EUR million", []),
        ("xx", "€1.5bn, EUR 20 and 7 USD", ["1.5 EUR", "20 EUR", "7 USD"]),
        ("en", "over €500m+ and 500+ million euros", [">5e+08 EUR", ">5e+08 EUR"]),
    ],
)
def test_signs_and_codes_are_read_in_every_language(language: str, text: str, sums: list[str]) -> None:
    assert _found(language, text) == sums


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It has 24,000 chips, 40 MW, 160 exaflops and opened in 2026; call 0800 123 456."),
        ("en", "EuroHPC counts 35 countries and 450 million people."),
        ("de", "MareNostrum 5 hat 4.480 GPUs, um 12.12 Uhr, am 5. Mai 2026, zu 50 Prozent."),
        ("fr", "de 13 à 19 usines, 68 millions d'habitants"),
    ],
)
def test_what_is_no_money_is_not_found(language: str, text: str) -> None:
    assert _found(language, text) == []


def test_a_sum_without_a_currency_takes_that_of_its_neighbours() -> None:
    text = "Por 129 millones\nSe ampliará por 129 millones de euros. De ellos, 60 millones llegan de Madrid."

    assert _found("es", text) == ["1.29e+08 EUR", "1.29e+08 EUR", "6e+07 EUR"]


def test_the_parts_of_a_sum_share_its_scale() -> None:
    text = "Il valore è di 96 milioni di euro: 48 li mette l’Ue, 30 il Ministero e 18 la Regione, con 13 antenne."

    assert _found("it", text) == ["9.6e+07 EUR", "4.8e+07 EUR", "3e+07 EUR", "1.8e+07 EUR"]


def test_a_heading_gives_the_numbers_below_it_their_unit() -> None:
    text = "Site | Cost, EUR million | of which EU | Chips\nLitAI | 130 | 65 | 340\nNLAIF | 200 | 70 | 5000\n\n19 sites"

    assert _found("en", text) == ["1.3e+08 EUR", "6.5e+07 EUR", "2e+08 EUR", "7e+07 EUR"]


def test_a_bare_crown_is_of_the_country_that_was_named() -> None:
    text = "Hanke saa 700 miljoonaa Islannin kruunua, ja sen budjetti on 1,4 miljardia kruunua."

    assert _found("fi", text) == ["7e+08 ISK", "1.4e+09 ISK"]


@pytest.mark.parametrize(
    ("language", "text", "country", "currency"),
    [
        ("et", "Islandi projekt maksab 1,4 miljardit krooni.", "IS", "ISK"),
        ("et", "Läti projekt maksab 1,4 miljardit krooni.", "LV", "SEK"),
        ("et", "Islandi projekt.\nSee maksab 1,4 miljardit krooni.", "IS", "SEK"),
        ("fi", "Norjan hanke maksaa 1,4 miljardia kruunua.", "NO", "NOK"),
        ("sv", "Islands projekt kostar 1,4 miljarder kronor.", "IS", "SEK"),
    ],
)
def test_else_it_is_of_the_country_named_before_it_unless_it_is_the_reader_s_own(
    language: str, text: str, country: str, currency: str
) -> None:
    (one,) = money.found(text, money.known(language), [(0, country)])

    assert isinstance(one.value, Money)
    assert one.value.currency == currency


def test_a_mention_stands_where_its_words_stand() -> None:
    text = "Circa 1,5 miliardi di euro in tutto"

    found = money.found(text, money.known("it"))

    assert [text[one.start : one.end] for one in found] == ["1,5 miliardi di euro"]


def test_the_component_works_in_anybodys_pipeline() -> None:
    nlp = spacy.blank("it")
    nlp.add_pipe("factorywatch_money")

    doc = nlp("Valgono 1,5 miliardi di euro (1,6 miliardi di dollari).")

    assert [span.text for span in doc.spans["amount"]] == ["1,5 miliardi di euro", "1,6 miliardi di dollari"]
    assert [span.label_ for span in doc.spans["amount"]] == ["amount", "conversion"]
    assert doc.spans["amount"][0].kb_id_ == '{"amount":1500000000,"currency":"EUR"}'


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_megabyte_in_one_line_is_read_in_time(text: str) -> None:
    started = time.process_time()
    money.found(text, money.known("en"))

    assert time.process_time() - started < 2


def test_amounts_of_the_shared_articles_are_found() -> None:
    score = readers.Score()
    for gold, text in readers.articles():
        doc = readers.read(readers.pipeline(gold["language"]), text)
        have = {readers.money_key(value) for value in readers.values(doc, "amount")}
        score = score.plus(have, {readers.money_key(value) for value in gold["mentions"]["amounts"]})

    assert score.f1 >= 0.98, score


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        (
            "en",
            "The state pays 70 million euros, the city 30 and Brussels 60.",
            ["7e+07 EUR", "3e+07 EUR", "6e+07 EUR"],
        ),
        (
            "nl",
            "Het Rijk legt 70 miljoen euro in, de regio 60 en Brussel de resterende 70.",
            ["7e+07 EUR", "6e+07 EUR", "7e+07 EUR"],
        ),
        ("en", "The state pays 70 million euros, the city hired 90 and Brussels 80.", ["7e+07 EUR"]),
    ],
)
def test_a_part_is_less_than_the_largest_that_has_its_scale_or_what_remains(
    language: str, text: str, told: list[str]
) -> None:
    assert _found(language, text) == told
