"""Factories that nobody knew are found by where their names stand."""

import pytest
from spacy.tokens import Doc

from models.article import Article, Block
from pipeline import parse
from pipeline.components import unknown


def _doc(text: str, language: str = "en") -> Doc:
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return parse.doc(
        Article(id="a", url="", title="", text=text, blocks=tuple(blocks), published=None, language=language)
    )


def _found(doc: Doc) -> list[str]:
    return [span.kb_id_ for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("text", "minted"),
    [
        ("In Split the SALONA AI Factory will open.", "salona-ai-factory"),
        ("The new AI factory “Adria” opens in Split.", "adria"),
        ("Croatia's AI Factory DalmatAI opens.", "dalmatai"),
    ],
)
def test_a_name_beside_the_noun_is_found(text: str, minted: str) -> None:
    assert _found(_doc(text)) == [minted]


@pytest.mark.parametrize(
    "text",
    [
        "The European AI Factory opens.",
        "The NVIDIA AI factory is a product.",
        "EuroHPC AI Factories grow.",
        "This AI Factory is in Spain.",
        "The Linked AI Factory column",
        "An AI factory opens in Helsinki.",
        "So-called “AI Factory Antennas” follow, says the “AI Factory” team.",
        "Deutsche Telekom builds an AI factory.",
    ],
)
def test_a_firm_a_country_or_a_common_word_is_no_name(text: str) -> None:
    assert _found(_doc(text)) == []


@pytest.mark.parametrize(
    ("language", "text", "minted"),
    [
        ("de", "Dort öffnet die SALONA KI-Fabrik.", ["salona"]),
        ("hu", "A Salona MI-gyár Horvátországban nyílik.", ["salona"]),
        ("fi", "Siellä avautuu Salona AI Factory.", ["salona-ai-factory"]),
        ("el", "Ανοίγει το SALONA AI Factory.", ["salona-ai-factory"]),
        ("bg", "Отваря SALONA AI Factory.", ["salona-ai-factory"]),
        ("en", "SALONA++ AI Factory opens.", ["salona-pp-ai-factory"]),
    ],
)
def test_a_name_is_found_in_every_language(language: str, text: str, minted: list[str]) -> None:
    assert _found(_doc(text, language)) == minted


@pytest.mark.parametrize(
    ("language", "text", "minted"),
    [
        ("en", "The AI Gigafactory Baltica opens.", "ai-gigafactory-baltica"),
        ("en", "The Mosaic AI Gigafactory in Zagreb opens.", "mosaic-ai-gigafactory"),
        ("en", "Here the Zagreb AI Gigafactory opens.", "zagreb-ai-gigafactory"),
        ("de", "Die KI-Gigafabrik Mosaik öffnet.", "ki-gigafabrik-mosaik"),
    ],
)
def test_a_gigafactorys_id_keeps_its_word(language: str, text: str, minted: str) -> None:
    assert _found(_doc(text, language)) == [minted]


def test_the_bare_name_of_a_gigafactory_has_the_same_id() -> None:
    assert _found(_doc("Here MOSAIC AI Gigafactory opens, and MOSAIC grows.")) == ["mosaic-ai-gigafactory"] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Adria AI Factory opens.", 0),
        ("Adria AI Factory opens. Then Adria grows.", 2),
        ("Adria AI Factory opens. Adria AI Factory grows.", 2),
        ("Adria AI Factory opens. The adria is warm. Adria grows.", 0),
        ("ADRIA AI Factory opens.", 1),
        ("Linked AI Factory opens.", 0),
    ],
)
def test_where_a_sentence_opens_a_name_must_stand_twice_and_never_small(text: str, found: int) -> None:
    assert _found(_doc(text)) == ["adria-ai-factory"] * found


@pytest.mark.parametrize(
    "text",
    [
        "Here the AI AI Factory opens.",
        "Here the KI AI Factory opens.",
        "Here the T-Systems AI Factory opens.",
        "Here the T Systems AI Factory opens.",
        "Here the Mistral-AI AI Factory opens.",
        "Here the Airbus AI Factory opens.",
        "Here the Zagreb AI Factory opens.",
    ],
)
def test_the_term_a_firm_or_a_city_alone_is_no_name(text: str) -> None:
    assert _found(_doc(text)) == []


def test_a_city_beside_a_name_is_no_part_of_it() -> None:
    assert _found(_doc("Here the Zagreb Salona AI Factory opens.")) == ["salona-ai-factory"]


def test_a_longer_form_of_a_name_has_the_id_of_the_shorter() -> None:
    found = _found(_doc("Here the SALONA AI Factory opens. The new Croatian NOVA SALONA AI Factory grows."))

    assert set(found) == {"salona-ai-factory"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Salona AI Factory", "salona-ai-factory"),
        ("BRAIN++", "brain-pp"),
        ("Učka", "ucka"),
        ("AI:HR", "ai-hr"),
        ("!", ""),
    ],
)
def test_an_id_is_made_of_small_letters_digits_and_hyphens(name: str, shown: str) -> None:
    assert unknown.slug(name) == shown


@pytest.mark.parametrize(
    ("name", "none", "firm"),
    [
        ("NVIDIA", True, True),
        ("t systems", True, True),
        ("EuroHPC", True, False),
        ("Europejska", True, False),
        ("Европейски", True, False),
        ("Salona", False, False),
    ],
)
def test_firms_bodies_and_words_for_europe_are_no_names(name: str, none: bool, firm: bool) -> None:
    assert (unknown.no_name(name), unknown.a_firm(name)) == (none, firm)


def test_whether_a_word_looks_like_a_name_is_told_of_any_word_at_once() -> None:
    assert [
        bool(unknown.CODED.match(word)) for word in ("SALONA", "DalmatAI", "1Health", "Salona", "salona", "A" * 10**6)
    ] == [
        True,
        True,
        True,
        False,
        False,
        True,
    ]
