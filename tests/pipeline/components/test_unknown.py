"""Factories that nobody knew are found by where their names stand."""

from datetime import date

import pytest
from spacy.tokens import Doc

from models.article import Article, Block
from pipeline import parse
from pipeline.components import unknown
from tests.pipeline.components import layout

BEFORE = date(2024, 12, 31)
"""When neither JAIF nor Gaia nor RO AI Factory was known."""


def _doc(text: str, language: str = "en", known_as_of: date | None = None) -> Doc:
    blocks = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return parse.doc(
        Article(id="a", url="", title="", text=text, blocks=tuple(blocks), published=None, language=language),
        known_as_of=known_as_of,
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


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("Velebit AI Factory", ["velebit-ai-factory"]),
        ("Velebit AI Factory, Zagreb", ["velebit-ai-factory"]),
        ("Velebit AI Factory: Zagreb", ["velebit-ai-factory"]),
        ("Velebit AI Factory (Zagreb)", ["velebit-ai-factory"]),
        ("Velebit AI Factory – Zagreb", ["velebit-ai-factory"]),
        ("Velebit AI Factory opens in Zagreb", []),
        ("Linked AI Factory", []),
        ("Zagreb AI Factory", []),
        ("NVIDIA AI Factory", []),
        ("European AI Factory", []),
    ],
)
def test_a_name_alone_at_the_head_of_a_list_item_need_not_stand_twice(entry: str, found: list[str]) -> None:
    assert _found(parse.doc(layout.listed("They are new:", (entry,)))) == found
    assert _found(_doc(f"They are new:\n{entry}")) == []


@pytest.mark.parametrize("row", [("Gaia AI Factory", "Kraków"), ("2027", "Gaia AI Factory", "Kraków")])
def test_a_name_alone_in_a_cell_need_not_stand_twice(row: tuple[str, ...]) -> None:
    article = layout.tabled("They are new:", row, head=False)

    assert _found(parse.doc(article, known_as_of=BEFORE)) == ["gaia-ai-factory"]


def test_a_tables_head_names_no_factory_by_standing_alone() -> None:
    assert _found(parse.doc(layout.tabled("They are new:", ("Linear AI Factory", "City")))) == []


def test_a_cell_that_goes_on_behind_the_name_is_no_name_alone() -> None:
    assert _found(parse.doc(layout.tabled("They are new:", ("Velebit AI Factory grows", "Zagreb"), head=False))) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "RO AI Factory opens.", ["ro-ai-factory"]),
        ("de", "Dort öffnet die RO AI Factory.", ["ro-ai-factory"]),
        ("hu", "Ott nyílik a RO AI Factory.", ["ro-ai-factory"]),
        ("en", "The Ro AI Factory opens.", []),
        ("en", "The RO AI factory opens.", []),
        ("en", "The R AI Factory opens.", []),
        ("en", "The AI AI Factory, the KI AI Factory, the IA AI Factory, the EU AI Factory.", []),
    ],
)
def test_two_letters_in_capitals_are_a_name_before_the_noun_in_capitals(
    language: str, text: str, found: list[str]
) -> None:
    assert _found(_doc(text, language, BEFORE)) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There the JUPITER AI Factory opens."),
        ("de", "Dort öffnet die JUPITER AI Factory."),
        ("fi", "Siellä avautuu JUPITER AI Factory."),
    ],
)
def test_a_machines_name_before_the_noun_is_that_of_a_factory(language: str, text: str) -> None:
    before, since = _doc(text, language, BEFORE), _doc(text, language)

    assert [(span.text, span.kb_id_, span.label_) for span in before.spans["factory"]] == [
        ("JUPITER AI Factory", "jupiter-ai-factory", "found")
    ]
    assert [(span.text, span.kb_id_, span.label_) for span in since.spans["factory"]] == [
        ("JUPITER AI Factory", "jaif", "known")
    ]


def test_so_is_that_of_a_known_factorys_machine() -> None:
    doc = _doc("There the MareNostrum AI Factory opens.")

    assert [span.text for span in doc.spans["machine"]] == ["MareNostrum"]
    assert _found(doc) == ["marenostrum-ai-factory"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There JUPITER, a machine, opens an AI Factory."),
        ("en", "There the CINECA AI Factory opens, and CENAERO AI Factory too."),
        ("de", "Dort öffnet die Bologna AI Factory."),
    ],
)
def test_a_machine_apart_from_the_noun_a_host_a_centre_and_a_city_are_none(language: str, text: str) -> None:
    assert _found(_doc(text, language, BEFORE)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is called the “Cardiff AI Factory”.", set()),
        ("Their new AI factory “Cardiff” opens.", set()),
        ("Their new AI factory “Caerdydd Gwawr” opens.", {"caerdydd-gwawr"}),
        ("It is called the “Velebit AI Factory”.", {"velebit-ai-factory"}),
    ],
)
def test_a_city_alone_in_quotes_says_where_and_not_which(text: str, found: set[str]) -> None:
    assert set(_found(_doc(text))) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Their AI factory “Velebit” opens.", ["velebit"]),
        ("en", "Their AI factory is of the company “Velebit”.", []),
        ("en", "Their AI factory has the supercomputer “Velebit”.", []),
        ("en", "Their AI factory has a supercomputer by the name of “Velebit”.", []),
        ("de", "Die KI-Fabrik „Velebit“ öffnet.", ["velebit"]),
        ("de", "Die KI-Fabrik der Firma „Velebit“ öffnet.", []),
        ("de", "Die KI-Fabrik hat den Supercomputer „Velebit“.", []),
        ("lt", "Dirbtinio intelekto fabriką „Velebit“ atidaro.", ["velebit"]),
        ("lt", "Dirbtinio intelekto fabriką stato bendrovė „Velebit“.", []),
        ("el", "Το εργοστάσιο τεχνητής νοημοσύνης «Εριδανός» ανοίγει.", ["eridanos"]),
        ("el", "Το εργοστάσιο τεχνητής νοημοσύνης έχει τον υπερυπολογιστή «Εριδανός».", []),
        ("it", "La fabbrica di IA «Velebit» apre.", ["velebit"]),
        ("it", "La fabbrica di IA ha il supercomputer «Velebit».", []),
        ("pl", "Fabryka AI „Velebit” i superkomputer „Gerlach”.", ["velebit"]),
    ],
)
def test_a_quoted_name_behind_a_word_for_a_firm_or_a_machine_is_no_factorys(
    language: str, text: str, found: list[str]
) -> None:
    assert _found(_doc(text, language)) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "THE AI FACTORY IN CROATIA"),
        ("en", "AN AI FACTORY OPENS"),
        ("fr", "UNE AI FACTORY EN CROATIE"),
        ("de", "DIE KI-FABRIK ÖFFNET"),
    ],
)
def test_a_line_in_capitals_tells_no_name(language: str, text: str) -> None:
    assert _found(_doc(text, language)) == []


def test_a_short_name_in_parentheses_is_the_same_factory_and_gives_the_id() -> None:
    doc = _doc("The Velebit AI Factory (VAIF) opens. Then VAIF grows.")

    assert [(span.text, span.kb_id_) for span in doc.spans["factory"] if span.label_ == "found"] == [
        ("Velebit AI Factory", "vaif"),
        ("VAIF", "vaif"),
        ("VAIF", "vaif"),
    ]


def test_a_machine_that_gave_a_factory_its_name_stays_a_machine() -> None:
    doc = _doc("The JUPITER AI Factory opens. JUPITER computes.", known_as_of=date(2024, 12, 31))

    assert [span.text for span in doc.spans["factory"]] == ["JUPITER AI Factory"]


@pytest.mark.parametrize("text", ["Die Fabrik öffnet. Die Fabrik wächst. Die!", "Sechs KI-Gigafactories öffnen."])
def test_an_article_or_a_number_is_no_name(text: str) -> None:
    assert _found(_doc(text, "de")) == []
