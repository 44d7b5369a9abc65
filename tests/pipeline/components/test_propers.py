"""Proper names that are nothing known are told apart: bodies by their noun, acronyms, and plain names."""

import pytest

from pipeline import parse
from tests import make


def _propers(text: str, language: str = "en") -> list[tuple[str, str]]:
    doc = parse.doc(make.article(text, language=language))
    return [(span.kb_id_, span.label_) for span in doc.spans["proper"]]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The machine Kriváň stands there.", [("Kriváň", "plain")]),
        ("hu", "A gép neve Komondor, a DKF üzemelteti.", [("Komondor", "plain"), ("DKF", "acronym")]),
        ("de", "Es heißt dort Alpenglühen Nord.", [("Alpenglühen Nord", "plain")]),
        ("bg", "Машината се казва Хемус.", [("Хемус", "plain")]),
        ("el", "Η μηχανή λέγεται Ερμής.", [("Ερμής", "plain")]),
        ("fi", "Koneen nimi on Sisu.", [("Sisu", "plain")]),
    ],
)
def test_a_word_with_a_capital_that_is_nothing_known_is_a_proper_name(
    language: str, text: str, names: list[tuple[str, str]]
) -> None:
    assert _propers(text, language) == names


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "It stands at the University of Tartu today.", "University of Tartu"),
        ("et", "Tartu Ülikool avab selle.", "Tartu Ülikool"),
        ("fi", "Sen ostaa Tarton yliopisto.", "Tarton yliopisto"),
        ("el", "Το αγοράζει το Πανεπιστήμιο Πατρών.", "Πανεπιστήμιο Πατρών"),
        ("bg", "Купува го Софийски университет.", "Софийски университет"),
        ("en", "The University of Tartu opens it.", "University of Tartu"),
    ],
)
def test_a_body_is_told_by_its_noun_without_the_article_that_opens_a_sentence(
    language: str, text: str, name: str
) -> None:
    assert _propers(text, language) == [(name, "body")]


def test_two_bodies_are_two_names() -> None:
    assert _propers("It is the University of Tartu and the University of Oslo.") == [
        ("University of Tartu", "body"),
        ("University of Oslo", "body"),
    ]
    assert _propers("Dort stehen die Universität Patras und die Universität Leipzig.", "de") == [
        ("Universität Patras", "body"),
        ("Universität Leipzig", "body"),
    ]


def test_a_body_ends_before_a_factory_and_a_date() -> None:
    assert ("University of Tartu", "body") in _propers("It is the University of Tartu and IT4LIA.")
    assert ("University of Tartu", "body") in _propers("It was the University of Tartu on 12 May 2026.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Denmark is to host a European AI Factory in Aarhus."),
        ("pt", "A fábrica terá sede em Braga."),
        ("it", "La fabbrica ha sede a Budapest."),
        ("el", "Το έργο έχει έδρα τη Θεσσαλονίκη."),
        ("de", "Das Projekt hat seinen Sitz in Rostock."),
    ],
)
def test_a_word_for_hosting_or_a_seat_opens_no_bodys_name(language: str, text: str) -> None:
    assert "body" not in {label for _, label in _propers(text, language)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yesterday nothing. Yesterday again."),
        ("en", "Today CINECA and NVIDIA meet the European Commission in Italy on 5 May 2026."),
        ("en", "Today IT4LIA costs EUR 5 million."),
        ("de", "Heute öffnet die KI-Fabrik."),
        ("en", "Today the AI Factory opens."),
        ("en", "all is small here."),
        ("en", ""),
    ],
)
def test_what_is_known_or_opens_a_sentence_is_no_proper_name(language: str, text: str) -> None:
    assert _propers(text, language) == []


def test_a_coded_name_counts_where_a_sentence_opens() -> None:
    assert _propers("NTNU buys it.") == [("NTNU", "acronym")]
    assert _propers("KarolNova buys it.") == [("KarolNova", "plain")]
