"""Names in capitals are found among factories: in a row with their places, in a list and in a column of them."""

import pytest

from models.article import Article
from pipeline import parse
from tests import make
from tests.pipeline.components import layout


def _of(article: Article) -> list[tuple[str, str]]:
    """Words and minted id of each that is found."""
    doc = parse.doc(article)
    return [(span.text, span.kb_id_) for span in doc.spans["factory"] if span.label_ == "found"]


def _found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return _of(make.article(f"-\n{text}", language=language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Pharos-CY in Cyprus, SIRENA in Malta and DUNAJEC in Serbia open."),
        ("de", "Pharos-CY in Zypern, SIRENA in Malta und DUNAJEC in Serbien öffnen."),
        ("nl", "Pharos-CY in Cyprus, SIRENA op Malta en DUNAJEC in Servië gaan open."),
        ("fr", "Pharos-CY à Chypre, SIRENA à Malte et DUNAJEC en Serbie ouvrent."),
        ("it", "Pharos-CY a Cipro, la maltese SIRENA e DUNAJEC in Serbia aprono."),
        ("pl", "Pharos-CY na Cyprze, SIRENA na Malcie i DUNAJEC w Serbii ruszają."),
        ("hu", "A ciprusi Pharos-CY, a máltai SIRENA és a szerb DUNAJEC nyílik."),
        ("fi", "Kyproksen Pharos-CY, Maltan SIRENA ja Serbian DUNAJEC avautuvat."),
        ("el", "Το Pharos-CY στην Κύπρο, το SIRENA στη Μάλτα και το DUNAJEC στη Σερβία."),
        ("bg", "Pharos-CY в Кипър, SIRENA в Малта и DUNAJEC в Сърбия отварят."),
    ],
)
def test_in_a_row_of_factories_each_with_its_place_a_name_in_capitals_is_one(language: str, text: str) -> None:
    assert _found(text, language) == [("SIRENA", "sirena"), ("DUNAJEC", "dunajec")]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "It joins IT4LIA in Italy, the Croatian VELEBIT, and others.", ["velebit"]),
        ("en", "IT4LIA in Italy and VELEBIT++ in Croatia.", ["velebit-pp"]),
        ("en", "IT4LIA in Bologna and VELEBIT in Zagreb.", ["velebit"]),
        ("en", "IT4LIA in Italy – VELEBIT in Croatia. Then VELEBIT grows.", ["velebit", "velebit"]),
        ("en", "IT4LIA opens. The antennas are VELEBIT in Croatia, TATRAN in Slovakia.", ["tatran"]),
        ("en", "IT4LIA opens. The antennas: VELEBIT in Croatia, TATRAN in Slovakia.", ["velebit", "tatran"]),
        ("bg", "IT4LIA в Италия, СИРЕНА в Малта.", ["sirena"]),
    ],
)
def test_the_place_may_stand_before_or_behind_and_be_a_city(language: str, text: str, found: list[str]) -> None:
    assert [minted for _, minted in _found(text, language)] == found


@pytest.mark.parametrize(
    "text",
    [
        # a host, a firm, a centre, a body and a machine are something else
        "IT4LIA in Italy, GENCI in France, PSNC in Poland, CINECA in Bologna.",
        "IT4LIA in Italy, NVIDIA in Sweden, AIRBUS in Germany, LENOVO in Hungary.",
        "The AI factory IT4LIA in Italy, CENAERO in Belgium.",
        "IT4LIA in Italy, EUROHPC in Luxembourg, EUROPA in Belgium.",
        "IT4LIA in Italy, LEONARDO in Bologna.",
        # short ones are mostly hosts, and ordinary names have small letters
        "IT4LIA in Italy, VELE in Croatia.",
        "IT4LIA in Italy, Velebit in Croatia.",
        "IT4LIA in Italy, velebit in Croatia.",
        # no factory in the sentence
        "VELEBIT in Croatia, TATRAN in Slovakia.",
        "IT4LIA opens in Italy. VELEBIT in Croatia, TATRAN in Slovakia.",
        # no place of its own
        "IT4LIA in Italy, VELEBIT, and others.",
        "IT4LIA in Italy, VELEBIT opens, then Croatia follows.",
        "IT4LIA in Italy, VELEBIT with many a good word for Croatia.",
        # it does not begin a part of the row
        "IT4LIA in Italy speaks with its partner VELEBIT in Croatia.",
        # it is part of a longer word
        "IT4LIA in Italy, X-VELEBIT in Croatia.",
        "IT4LIA in Italy, VELEBITs in Croatia.",
        # all is written so
        "IT4LIA IN ITALY, VELEBIT IN CROATIA AND TATRAN IN SLOVAKIA.",
    ],
)
def test_in_a_row_all_else_is_no_factory(text: str) -> None:
    assert _found(text) == []


def test_without_any_factory_in_the_text_there_is_no_company() -> None:
    assert _found("AI Factory Antennas: VELEBIT in Croatia, TATRAN in Slovakia.") == []


def test_what_is_known_is_not_found_again() -> None:
    doc = parse.doc(make.article("-\nIT4LIA in Italy, HEARTS in Switzerland, CALYPSO in Malta.", published=None))

    assert [(span.kb_id_, span.label_) for span in doc.spans["factory"]] == [
        ("it4lia", "known"),
        ("hearts", "known"),
        ("calypso-mt", "known"),
    ]


@pytest.mark.parametrize(
    ("language", "lead"), [("en", "They open:"), ("de", "Es öffnen:"), ("el", "Ανοίγουν:"), ("fi", "Avautuvat:")]
)
def test_in_a_list_whose_items_open_with_factories_so_does_this_one(language: str, lead: str) -> None:
    article = layout.listed(lead, ("Pharos-CY, Nicosia", "SIRENA, Valletta", "HunAIFA, Budapest"), language=language)

    assert _of(article) == [("SIRENA", "sirena")]


@pytest.mark.parametrize(
    "entries",
    [
        ("Pharos-CY, Nicosia", "SIRENA, Valletta", "And HunAIFA, Budapest"),
        ("Pharos-CY, Nicosia", "Soon SIRENA, Valletta", "HunAIFA, Budapest"),
        ("Pharos-CY, Nicosia", "VELE, Zagreb", "HunAIFA, Budapest"),
        ("Pharos-CY, Nicosia", "Sirena, Valletta", "HunAIFA, Budapest"),
        ("Pharos-CY, Nicosia", "GENCI, Paris", "HunAIFA, Budapest", "NVIDIA, Paris", "EUROHPC, Luxembourg"),
    ],
)
def test_a_list_needs_two_factories_and_the_name_must_open_its_item(entries: tuple[str, ...]) -> None:
    assert _of(layout.listed("They open:", entries)) == []


def test_another_list_is_no_company() -> None:
    factories = ("Pharos-CY, Nicosia", "HunAIFA, Budapest")

    assert _of(layout.listed("They open:", factories, ("SIRENA, Valletta",))) == []
    assert _of(layout.listed("They open:", (*factories, "SIRENA, Valletta"))) == [("SIRENA", "sirena")]


def test_paragraphs_are_no_list() -> None:
    assert _found("Pharos-CY, Nicosia\nSIRENA, Valletta\nHunAIFA, Budapest") == []


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("SIRENA", [("SIRENA", "sirena")]),
        ("SIR", [("SIR", "sir")]),
        ("DunaNET", [("DunaNET", "dunanet")]),
        ("TATRAN 12", [("TATRAN 12", "tatran-12")]),
        ("Velebit", []),
        ("TATRAN of the hills", []),
        ("TATRANTATRANTATRANTATRANT", []),
        ("GENCI", []),
        ("NVIDIA", []),
        ("", []),
    ],
)
def test_in_a_column_of_factories_a_coded_cell_is_one(cell: str, found: list[tuple[str, str]]) -> None:
    rows = (("Country", "Name"), ("Cyprus", "Pharos-CY"), ("Hungary", "HunAIFA"), ("Somewhere", cell))

    assert _of(layout.tabled("They open:", *rows)) == found


def test_one_factory_makes_no_column_and_neither_does_one_beside_other_words() -> None:
    head, cyprus, malta = ("Country", "Name"), ("Cyprus", "Pharos-CY"), ("Malta", "SIRENA")

    assert _of(layout.tabled("They open:", head, cyprus, malta)) == []
    assert _of(layout.tabled("They open:", head, cyprus, malta, ("Hungary", "HunAIFA, soon"))) == []


def test_a_columns_head_and_the_other_columns_are_none() -> None:
    rows = (("VELEBIT", "TATRAN"), ("Pharos-CY", "SIRENA"), ("HunAIFA", "DUNAJEC"))

    assert _of(layout.tabled("They open:", *rows)) == []
    assert _of(layout.tabled("They open:", *rows, head=False)) == [("VELEBIT", "velebit")]


def test_among_several_a_name_that_only_a_comma_or_and_parts_from_one_is_one() -> None:
    assert _found("They join through their antennas, Pharos-CY and SIRENA.") == [("SIRENA", "sirena")]
    assert _found("The Antennen: SIRENA, Pharos-CY. Die Antennen SIRENA und Pharos-CY.", "de")[0] == (
        "SIRENA",
        "sirena",
    )
    assert _found("The host of Pharos-CY and SIRENA.") == []


def test_a_name_in_small_letters_behind_its_countrys_adjective_is_one_beside_its_like() -> None:
    text = "Le antenne scelte in ottobre sono come sempre la cipriota Pharos-CY e poi, si dice, la maltese Sirena."

    assert _found(text, "it") == [("Sirena", "sirena")]
    assert _found("Le antenne scelte in ottobre sono come sempre e poi, si dice, la maltese Sirena.", "it") == []
    assert _found("Die Antennen sind der zyprische Pharos-CY, der maltesische Rechner, der Ort, das Amt.", "de") == []
