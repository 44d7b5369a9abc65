"""Cities are found by the names of 25 languages, beside a factory, and no ordinary word is one."""

import pytest
from spacy.tokens import Doc

from pipeline import parse
from pipeline.components import cities, words
from tests import make


def _doc(text: str, language: str = "en") -> Doc:
    return parse.doc(make.article(text, language=language))


def _cities(text: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    """Words, label, city and owner."""
    doc = _doc(text, language)
    return [(span.text, span.label_, span.kb_id_, span.id_) for span in doc.spans.get("city", ())]


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "IT4LIA stands in Bologna.", "Bologna"),
        ("hu", "Az IT4LIA bolognai épülete áll.", "bolognai"),
        ("fi", "IT4LIA avautuu Bolognassa.", "Bolognassa"),
        ("el", "Το IT4LIA ανοίγει στη Μπολόνια.", "Μπολόνια"),
        ("bg", "IT4LIA отваря в Болоня.", "Болоня"),
    ],
)
def test_the_city_of_a_known_factory_is_its_own_in_every_form(language: str, text: str, shown: str) -> None:
    assert _cities(text, language) == [(shown, "known", "Bologna", "it4lia")]


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("en", "The SALONA AI Factory opens in Zagreb.", "Zagreb"),
        ("de", "Die SALONA AI Factory öffnet in Agram.", "Agram"),
        ("hu", "A SALONA AI Factory Zágrábban nyílik.", "Zágrábban"),
        ("fi", "SALONA AI Factory avautuu Zagrebissa.", "Zagrebissa"),
        ("el", "Το SALONA AI Factory ανοίγει στο Ζάγκρεμπ.", "Ζάγκρεμπ"),
        ("bg", "SALONA AI Factory отваря в Загреб.", "Загреб"),
    ],
)
def test_beside_a_factory_that_nobody_knew_any_city_is_found_and_nobodys(language: str, text: str, shown: str) -> None:
    assert _cities(text, language) == [(shown, "found", "Zagreb", "")]


@pytest.mark.parametrize("text", ["Nothing stands in Zagreb.", "IT4LIA speaks with Zagreb.", "Zagreb has a port."])
def test_without_such_a_factory_no_other_city_is_found(text: str) -> None:
    assert _cities(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The SALONA AI Factory opens in Split.", []),
        ("The SALONA AI Factory opens in Split, Croatia.", ["Split"]),
        ("The SALONA AI Factory opens in Split, France.", []),
        ("The SALONA AI Factory opens in Nice.", []),
        ("The SALONA AI Factory opens in Nice, France.", ["Nice"]),
        ("The SALONA AI Factory splits its work, says Croatia.", []),
        ("The SALONA AI Factory passes the test of Turing.", []),
        ("The SALONA AI Factory opens in Turin.", ["Torino"]),
        ("The SALONA AI Factory opens in zagreb.", []),
    ],
)
def test_a_city_that_is_an_ordinary_word_needs_its_own_country_beside_it(text: str, found: list[str]) -> None:
    assert [city for _, _, city, _ in _cities(text)] == found


def test_adjectives_are_found_in_lower_case() -> None:
    assert _cities("SALONA AI Factory ma krakowski adres.", "pl") == [("krakowski", "found", "Kraków", "")]


def test_a_city_inside_a_host_or_a_factorys_name_is_not_found_again() -> None:
    doc = _doc("HammerHAI stands at the University of Stuttgart.")

    assert [span.text for span in doc.spans["host"]] == ["University of Stuttgart"]
    assert len({(span.start, span.end) for span in doc.spans["city"]}) == len(doc.spans["city"]) == 1


def test_the_table_can_be_asked_without_a_doc() -> None:
    text = "Zagreb, Split, Linköping, Frankfurt am Main"
    scan = words.scan(text)

    assert [text[scan[first].start : scan[last].end] for first, last in cities.found(text, scan)] == [
        "Zagreb",
        "Linköping",
        "Frankfurt am Main",
    ]
    assert [cities.one(text, scan, number) for number in range(3)] == [True, False, True]


@pytest.mark.parametrize(
    ("language", "text", "seats"),
    [
        ("en", "NLAIF gets 70 million euros from The Hague.", ["NL"]),
        ("de", "PIAST-AI bekommt 340 Millionen Złoty aus Warschau.", ["PL"]),
        ("pl", "IT4LIA dostanie 200 mln euro od Rzymu, a warszawska firma nic.", ["IT"]),
        ("fi", "IT4LIA saa rahat Brysselistä ja Bolognasta.", []),
        ("en", "IT4LIA hires Sofia Rossi.", []),
    ],
)
def test_the_seats_of_governments_are_marked_by_their_country(language: str, text: str, seats: list[str]) -> None:
    doc = _doc(text, language)

    assert [span.kb_id_ for span in doc.spans["seat"]] == seats


def test_a_seat_in_which_a_named_factory_stands_has_its_owner() -> None:
    doc = _doc("LitAI is paid by Vilnius and Warsaw.")

    assert [span.id_ for span in doc.spans["seat"]] == ["litai", ""]
