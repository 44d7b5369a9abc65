"""Numbers: counts in digits and words, shares, what is neither, the three components together."""

import time
from datetime import date

import pytest

from pipeline.components import money, numbers
from tests.pipeline.components import readers

COUNTS = [
    ("en", "seven sites in 17 countries plus two; twenty-five of 19", [7, 17, 2, 25, 19]),
    ("en", "two hundred and thirty", [230]),
    ("it", "sette fabbriche, diciannove in tutto, ventuno Paesi", [7, 19, 21]),
    ("de", "die ersten sieben und sechs neue, dreizehn Antennen in siebenundzwanzig Ländern", [7, 6, 13, 27]),
    ("fr", "treize antennes, dix-neuf usines, vingt et un pays", [13, 19, 21]),
    ("es", "trece antenas, diecinueve factorías, treinta y cinco países", [13, 19, 35]),
    ("pt", "treze antenas, dezanove fábricas, vinte e dois países", [13, 19, 22]),
    ("nl", "dertien antennes, negentien fabrieken, zevenentwintig landen", [13, 19, 27]),
    ("sv", "tretton antenner, nitton fabriker, tjugosju länder", [13, 19, 27]),
    ("da", "tretten antenner, nitten fabrikker, syvogtyve lande", [13, 19, 27]),
    ("fi", "kolmetoista antennia, yhdeksäntoista tehdasta kuudessatoista maassa", [13, 19, 16]),
    ("no", "tretten antenner, nitten fabrikker, tjuesju land", [13, 19, 27]),
    ("is", "þrettán loftnet, nítján verksmiðjur, tuttugu og sjö lönd", [13, 19, 27]),
    ("pl", "sześć nowych, dziewiętnaście fabryk w szesnastu krajach, dwadzieścia siedem państw", [6, 19, 16, 27]),
    ("cs", "šest nových, devatenáct továren v šestnácti zemích, dvacet sedm států", [6, 19, 16, 27]),
    ("sk", "šesť nových, devätnásť tovární v šestnástich krajinách, dvadsaťsedem štátov", [6, 19, 16, 27]),
    ("sl", "šest novih, devetnajst tovarn v šestnajstih državah, sedemindvajset članic", [6, 19, 16, 27]),
    ("hr", "šest novih, devetnaest tvornica u šesnaest zemalja, dvadeset sedam članica", [6, 19, 16, 27]),
    ("bg", "шест нови, деветнадесет фабрики в шестнайсет държави, двадесет и седем членки", [6, 19, 16, 27]),
    ("ro", "șase noi, nouăsprezece fabrici în șaisprezece state, douăzeci și șapte", [6, 19, 16, 27]),
    ("hu", "hat új, tizenkilenc gyár tizenhat országban, huszonhét tagállam", [6, 19, 16, 27]),
    ("el", "έξι νέα, δεκαεννέα εργοστάσια σε δεκαέξι χώρες, είκοσι επτά κράτη", [6, 19, 16, 27]),
    ("et", "kuus uut, üheksateist tehast, kakskümmend seitse riiki", [6, 19, 27]),
    ("lv", "sešas jaunas, deviņpadsmit rūpnīcas, divdesmit septiņas valstis", [6, 19, 27]),
    ("lt", "šešios naujos, devyniolika gamyklų, dvidešimt septynios šalys", [6, 19, 27]),
    ("tr", "altı yeni, on dokuz fabrika, yirmi yedi ülke", [6, 19, 27]),
]
SHARES = [
    ("en", "the EU pays 50%, half, 50 per cent or 62.5 %", [50, 50, 50, 62.5]),
    ("it", "metà li mette l'Ue, il 35 per cento lo Stato", [50, 35]),
    ("de", "die Hälfte, also 50 Prozent", [50, 50]),
    ("fr", "la moitié, soit 50 %", [50, 50]),
    ("es", "la mitad, el 50 por ciento", [50, 50]),
    ("pl", "połowę, czyli 50 proc.", [50, 50]),
    ("hu", "a felét, 50 százalékot", [50, 50]),
    ("el", "κατά 50% και κατά το ήμισυ", [50, 50]),
    ("tr", "yüzde 35'ini ve yarısını", [35, 50]),
    ("fi", "puolet eli 50 prosenttia", [50, 50]),
]


def _found(language: str, text: str, label: str) -> list[object]:
    return [found.value for found in numbers.found(text, money.known(language)) if found.label == label]


@pytest.mark.parametrize(("language", "text", "counts"), COUNTS)
def test_counts_are_read_in_digits_and_words(language: str, text: str, counts: list[int]) -> None:
    assert _found(language, text, "number") == counts


def test_every_language_counts() -> None:
    assert sorted({language for language, _, _ in COUNTS}) == readers.LANGUAGES


@pytest.mark.parametrize(("language", "text", "shares"), SHARES)
def test_shares_are_parts_of_a_hundred(language: str, text: str, shares: list[float]) -> None:
    assert _found(language, text, "share") == shares


@pytest.mark.parametrize(
    "text",
    [
        "MareNostrum 5, 5G, H100, IT4LIA, 14:40, 3.5, 1,200, 040 000 0000, §5, 160-exaflop",
        "1. Bologna\n2) Athens",
        "5 million people",
        "€5 and $7",
    ],
)
def test_names_times_and_long_numbers_count_nothing(text: str) -> None:
    assert _found("en", text, "number") == []


def test_money_and_dates_are_no_counts() -> None:
    text = "On 10 December 2024 seven sites got 20 million euros, half of it, 50%, from the EU."

    doc = readers.read(readers.pipeline("en"), text, date(2024, 12, 11))

    assert readers.values(doc, "number") == [7]
    assert readers.values(doc, "share") == [50, 50]
    assert readers.values(doc, "date") == ["2024-12-10"]
    assert readers.values(doc, "amount") == [{"amount": 20_000_000, "currency": "EUR"}]


@pytest.mark.parametrize("text", ["7" * 1_000_000, "." * 1_000_000, " " * 1_000_000, "five and " * 100_000])
def test_a_megabyte_in_one_line_is_read_in_time(text: str) -> None:
    started = time.process_time()
    numbers.found(text, money.known("en"))

    assert time.process_time() - started < 2


def test_three_components_read_an_article_in_a_few_milliseconds() -> None:
    """About 1.2 ms a 500-word article on a quiet machine (2026-11); the bound leaves room for a busy one."""
    sentence = (
        "On 10 December 2024 EuroHPC chose seven sites; together they are worth €1.5 billion, half of it from the EU. "
    )
    text = sentence * 24
    nlp = readers.pipeline("en")
    docs = [readers.read(nlp, f"{text}{number}", date(2024, 12, 11)) for number in range(3)]
    assert len(docs[0].spans["date"]) == 24

    plain = [nlp.make_doc(f"{text}{number}") for number in range(10, 30)]
    started = time.process_time()
    for doc in plain:
        nlp(doc)

    assert (time.process_time() - started) / len(plain) < 0.02
