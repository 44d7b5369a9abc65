"""Europe's computing centres and machines are marked as the text spells them, where it speaks of AI factories."""

import pytest

from pipeline import parse
from pipeline.components import tokenizer
from tests import make

Marked = list[tuple[str, str]]


def _marked(text: str, language: str = "en") -> Marked:
    """Group and words of each, in the order of the text."""
    doc = parse.doc(make.article(f"-\n{text}", language=language))
    spans = [*doc.spans["centre"], *doc.spans["computer"]]
    assert all(span.kb_id_ == span.text for span in spans)
    return [(span.label_, span.text) for span in sorted(spans, key=lambda span: span.start_char)]


@pytest.mark.parametrize(
    ("language", "text", "marked"),
    [
        ("en", "The AI factory goes to TU Graz.", [("centre", "TU Graz")]),
        ("de", "Die KI-Fabrik nutzt den VSC-5 in Wien.", [("computer", "VSC-5")]),
        ("fr", "L'usine d'IA va au Cenaero, avec NIC5.", [("centre", "Cenaero"), ("computer", "NIC5")]),
        ("fi", "Tekoälytehdas avautuu Cenaeron kanssa.", [("centre", "Cenaeron")]),
        ("it", "La fabbrica di IA va al Cenaero.", [("centre", "Cenaero")]),
        ("pl", "Fabryka AI powstanie na TU Graz.", [("centre", "TU Graz")]),
        (
            "bg",
            "Фабриката за изкуствен интелект е в Софийския университет.",
            [("centre", "Софийския университет")],
        ),
        ("cs", "Továrna na AI na Masarykově univerzitě.", [("centre", "Masarykově univerzitě")]),
    ],
)
def test_centres_and_machines_are_marked_in_the_texts_own_spelling(language: str, text: str, marked: Marked) -> None:
    assert _marked(text, language) == marked


@pytest.mark.parametrize(
    ("words", "hosted"),
    [
        ("AI factory", True),
        ("AI factories", True),
        ("AI Factory Antenna", True),
        ("AI Factory Antennas", True),
        ("AI gigafactory", True),
        ("supercomputer", False),
        ("EuroHPC company", False),
    ],
)
def test_where_no_word_for_ai_factories_stands_nothing_is_hosted(words: str, hosted: bool) -> None:
    assert _marked(f"The {words} and TU Graz with NIC5.") == (
        [("centre", "TU Graz"), ("computer", "NIC5")] if hosted else []
    )


@pytest.mark.parametrize(
    ("shown", "marked"),
    [
        ("MUSICA", [("computer", "MUSICA")]),
        ("Musica", []),
        ("musica", []),
        ("ISTA", [("centre", "ISTA")]),
        ("Ista", []),
        ("tu graz", []),
        ("Tu Graz", []),
        ("TU GRAZ", [("centre", "TU GRAZ")]),
        ("CENAERO", [("centre", "CENAERO")]),
        ("cenaero", []),
        ("Lucia", []),
        ("supercalculateur Lucia", [("computer", "supercalculateur Lucia")]),
    ],
)
def test_capitals_count(shown: str, marked: Marked) -> None:
    assert _marked(f"Today the AI factory is, as we hear, of {shown} alone.") == marked


@pytest.mark.parametrize(
    ("shown", "marked"),
    [
        ("Cenaerolaista", []),
        ("Cenaerosta", [("centre", "Cenaerosta")]),
        ("ISTAN", []),
        ("NIC56", []),
        ("Софийския университетът", []),
    ],
)
def test_only_longer_words_take_a_case_ending_of_four_letters(shown: str, marked: Marked) -> None:
    assert _marked(f"Today the AI factory is of {shown} alone.") == marked


def test_the_longest_name_wins_and_what_lies_in_it_is_not_marked() -> None:
    assert _marked("The AI factory of SURFsara, SURF Amsterdam, SURF and Johannes Kepler University Linz.") == [
        ("centre", "SURFsara"),
        ("centre", "SURF Amsterdam"),
        ("centre", "SURF"),
        ("centre", "Johannes Kepler University Linz"),
    ]


def test_what_names_have_marked_is_not_marked_again() -> None:
    text = "-\nThe IT4LIA AI factory of CINECA with Leonardo in Bologna; Technische Universität Wien."
    doc = parse.doc(make.article(text))

    assert [span.text for span in doc.spans["host"]] == ["CINECA", "Technische Universität Wien"]
    assert [span.text for span in doc.spans["machine"]] == ["Leonardo"]
    assert (list(doc.spans["centre"]), list(doc.spans["computer"])) == ([], [])


def test_a_name_over_the_end_of_a_line_is_none() -> None:
    assert _marked("The AI factory of TU\nGraz and Johannes Kepler\nUniversity Linz.") == []


def test_proper_names_carry_what_the_table_of_centres_knows() -> None:
    doc = parse.doc(make.article("-\nThe AI factory goes to TU Graz, NIC5 to Kriváň, KDRP and the University of Pula."))

    assert [(span.kb_id_, span.label_) for span in doc.spans["proper"]] == [
        ("TU Graz", "centre"),
        ("NIC5", "computer"),
        ("Kriváň", "plain"),
        ("KDRP", "acronym"),
        ("University of Pula", "body"),
    ]


def test_a_body_that_the_table_knows_is_a_centre_and_no_body_too() -> None:
    doc = parse.doc(make.article("-\nThe AI factory goes to the University of Innsbruck."))

    assert [(span.kb_id_, span.label_) for span in doc.spans["proper"]] == [("University of Innsbruck", "centre")]


def test_both_groups_are_there_where_nothing_was_marked_before() -> None:
    nlp = tokenizer.blank()
    nlp.add_pipe("factorywatch_centres")
    doc = nlp("TU Graz")

    assert (list(doc.spans["centre"]), list(doc.spans["computer"])) == ([], [])
