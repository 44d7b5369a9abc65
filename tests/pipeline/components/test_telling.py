"""Names that tell themselves are found beside a place in a text of EuroHPC's factories; look-alikes are not."""

from datetime import date

import pytest

from models.article import Article, Block
from pipeline import parse
from pipeline.components import telling
from tests import make

FRAME = "EuroHPC's AI factories grow."


def _found(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Words and minted id of each that is found."""
    doc = parse.doc(make.article(text, language=language))
    return [(span.text, span.kb_id_) for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("language", "text", "minted"),
    [
        ("en", f"{FRAME} HrvatAI, Croatia, opens.", ("HrvatAI", "hrvatai")),
        ("en", f"{FRAME} 2HealthAI comes from Estonia.", ("2HealthAI", "2healthai")),
        ("en", f"{FRAME} AI:HR opens in Croatia.", ("AI:HR", "ai-hr")),
        ("en", f"{FRAME} SALONA-AI opens in Zagreb.", ("SALONA-AI", "salona-ai")),
        ("en", f"{FRAME} DALMA++ opens in Croatia.", ("DALMA++", "dalma-pp")),
        ("en", f"{FRAME} Everybody waits until DalmAIF opens.", ("DalmAIF", "dalmaif")),
        ("de", "Die KI-Fabriken von EuroHPC: KroAI in Kroatien.", ("KroAI", "kroai")),
        ("fi", "EuroHPC:n tekoälytehtaat. CroAI avataan Kroatiassa.", ("CroAI", "croai")),
        ("hu", "EuroHPC AI Factories: HorvAI Horvátországban, egy MI-gyár.", ("HorvAI", "horvai")),
        ("el", "EuroHPC και εργοστάσια τεχνητής νοημοσύνης: CroAI, Κροατία.", ("CroAI", "croai")),
        ("bg", "EuroHPC и фабрики за изкуствен интелект: CroAI в Хърватия.", ("CroAI", "croai")),
    ],
)
def test_a_name_with_ai_in_it_is_found_beside_a_place(language: str, text: str, minted: tuple[str, str]) -> None:
    assert _found(text, language) == [minted]


@pytest.mark.parametrize(
    "text",
    [
        "HrvatAI opens in Croatia.",
        "EuroHPC grows. HrvatAI opens in Croatia.",
        f"{FRAME} {'And then it is night. ' * 4}Nothing at all is said here of what HrvatAI may want to do.",
    ],
)
def test_without_the_programme_or_a_place_beside_it_there_is_no_name(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The OpenAI door in Croatia.",
        "In France xAI and MISTRAL-AI and Mistral AI meet.",
        "GenAI in Croatia, GPAI in France, AIoT in Austria.",
        "AIRBUS in France, AIDA in Italy, DUBAI and Austria.",
        "AI-based plans of Croatia.",
        "AI-fabrik i Croatia, the AIs of Croatia.",
        "AI:hr in Croatia, KI-Plattform of Austria.",
        "MAIN, EMAIL and RAIL in Austria.",
        "AIFactory Croatia, AI Croatia.",
        "CroAIna of Croatia.",
        "THE AIM IN AUSTRIA.",
        "C++ in Croatia.",
    ],
)
def test_firms_terms_and_ordinary_words_are_no_names(text: str) -> None:
    assert _found(f"{FRAME} {text}") == []


def test_what_is_known_is_not_found_again() -> None:
    doc = parse.doc(make.article(f"{FRAME} CZAI in Ostrava, Czechia; PIAST-AI in Poznań, Poland.", published=None))

    assert [(span.kb_id_, span.label_) for span in doc.spans["factory"]] == [("czai", "known"), ("piast-ai", "known")]


def test_a_name_is_found_wherever_it_stands_and_not_inside_a_longer_one() -> None:
    text = (
        f"{FRAME} HrvatAI opens in Croatia. Later all of us see how the old HrvatAI grows; "
        "HrvatAI-Programm and HrvatAIs not."
    )

    assert _found(text) == [("HrvatAI", "hrvatai"), ("HrvatAI", "hrvatai")]


def test_in_a_list_item_the_place_may_stand_anywhere() -> None:
    lead = "The AI factories of EuroHPC grow in many places of our old continent, and this is a line that goes on."
    entry = "HrvatAI - a very long name of a body with words that nobody will ever read to their end, south of Croatia"
    text = f"{lead}\n{entry}"
    blocks = (
        Block(kind="paragraph", start=0, end=len(lead)),
        Block(kind="list_item", start=len(lead) + 1, end=len(text)),
    )

    assert _of(text, blocks) == [("HrvatAI", "hrvatai")]
    assert _of(text, tuple(Block(kind="paragraph", start=one.start, end=one.end) for one in blocks)) == []


@pytest.mark.parametrize(
    ("head", "found"),
    [("AI Factory", [("Velebit", "velebit"), ("Učka", "ucka")]), ("Mountain", [])],
)
def test_under_a_column_of_ai_factories_the_cell_is_the_name(head: str, found: list[tuple[str, str]]) -> None:
    text, blocks = _table(FRAME, (head, "Country"), ("Velebit", "Croatia"), ("Učka", "Croatia"), ("none", "Croatia"))

    assert _of(text, blocks) == found


def test_a_country_or_firm_in_such_a_column_is_no_name() -> None:
    text, blocks = _table(FRAME, ("AI Factory", "Start"), ("Croatia", "2026"), ("NVIDIA", "2027"), ("Zagreb", "2027"))

    assert _of(text, blocks)[:1] in ([], [("Zagreb", "zagreb")])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CroAI", True),
        ("1HealthAI", True),
        ("PIAST-AI", True),
        ("AI2F", True),
        ("HunAIFA", True),
        ("NLAIF", True),
        ("AI:HR", True),
        ("AI:hr", False),
        ("AI", False),
        ("KIs", False),
        ("xAI", False),
        ("INSAIT", False),
        ("KarolAIna", False),
        ("MareNostrum", False),
        ("AI-fabrik", False),
        ("AI-Plattform", False),
        ("KI-AI", False),
        ("AIFactory", False),
        ("HrvatAI-projekt", False),
    ],
)
def test_a_name_tells_itself_where_the_letters_stand_at_a_border_and_no_word_is_joined(name: str, told: bool) -> None:
    assert telling.tells(name) is told


def _all(text: str, language: str = "en", known_as_of: date | None = None) -> list[tuple[str, str, str]]:
    """Words, id and label of each factory."""
    doc = parse.doc(make.article(text, language=language, published=date(2026, 6, 1)), known_as_of=known_as_of)
    return [(span.text, span.kb_id_, span.label_) for span in doc.spans["factory"]]


@pytest.mark.parametrize(
    ("language", "text", "minted"),
    [
        ("en", f"{FRAME} Pharos-BG opens in Bulgaria.", ("Pharos-BG", "pharos-bg")),
        ("de", "Die KI-Fabriken wachsen: IT4LIA-SI öffnet.", ("IT4LIA-SI", "it4lia-si")),
        ("el", "Εργοστάσια τεχνητής νοημοσύνης: το Pharos-BG ανοίγει.", ("Pharos-BG", "pharos-bg")),
        ("hu", "MI-gyárak: a Pharos-BG-t megnyitják.", ("Pharos-BG", "pharos-bg")),
    ],
)
def test_where_a_known_name_and_a_countrys_code_stand_the_known_one_is_not_meant(
    language: str, text: str, minted: tuple[str, str]
) -> None:
    assert _all(text, language) == [(*minted, "found")]


@pytest.mark.parametrize("tail", ["-XX", "-FIN", "-Bulgaria", "-bg", "-B", " BG", "-BGs"])
def test_without_a_countrys_code_the_known_one_is_meant(tail: str) -> None:
    assert _all(f"{FRAME} The Pharos{tail} opens.") == [("Pharos", "pharos", "known")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die IT4LIA-KI-Fabrik öffnet."),
        ("de", "Die KI-Fabriken wachsen, das IT4LIA-KI-Team auch."),
        ("nl", "De IT4LIA-AI-fabriek opent."),
    ],
)
def test_the_term_behind_a_known_name_is_no_country(language: str, text: str) -> None:
    assert [minted for _, minted, _ in _all(text, language)] == ["it4lia"]


def test_a_known_name_keeps_its_other_places_and_one_with_a_code_may_be_known() -> None:
    text = f"{FRAME} Pharos in Athens, Pharos-CY in Nicosia."

    assert _all(text) == [("Pharos", "pharos", "known"), ("Pharos-CY", "pharos-cy", "known")]
    assert _all(text, known_as_of=date(2024, 12, 31)) == [
        ("Pharos", "pharos", "known"),
        ("Pharos-CY", "pharos-cy", "found"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{FRAME} VELEBIT, the Croatian antenna, opens."),
        ("en", f"{FRAME} VELEBIT (an AI factory) opens."),
        ("en", f"{FRAME} VELEBIT – an AI factory – opens."),
        ("de", "Die KI-Fabriken wachsen. VELEBIT, die kroatische KI-Fabrik, öffnet."),
        ("it", "Le fabbriche di IA crescono. VELEBIT, l'antenna croata, apre."),
        ("pl", "Fabryki AI rosną. VELEBIT, chorwacka antena, rusza."),
    ],
)
def test_what_the_next_words_call_a_factory_is_one(language: str, text: str) -> None:
    assert _found(text, language) == [("VELEBIT", "velebit")]


@pytest.mark.parametrize(
    "text",
    [
        "Velebit, the Croatian antenna, opens.",
        "VELE, the Croatian antenna, opens.",
        "VELEBIT: the Croatian antenna opens.",
        "VELEBIT, which as all of us know is not an AI factory, opens.",
        "VELEBIT, the AI factories of Croatia, open.",
        "VELEBIT, good\nAI factory of Croatia.",
        "GENCI, the host of an AI factory. NVIDIA, an AI factory builder. CENAERO, an AI factory host.",
    ],
)
def test_what_is_not_called_one_at_once_is_none(text: str) -> None:
    assert _found(f"{FRAME} {text}") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("VELEBIT AIF opens.", [("VELEBIT AIF", "velebit")]),
        ("VELEBIT++ AIF opens.", [("VELEBIT++ AIF", "velebit-pp")]),
        ("AIF HRV-Antenna opens.", [("AIF HRV-Antenna", "aif-hrv-antenna")]),
        ("AIF IRL-Antenna opens; BSC AIF grows.", []),
        ("AIF Antenna, Velebit aif, the AIF.", []),
        ("The VELEBIT XAIF-Netz.", []),
    ],
)
def test_aif_is_short_for_ai_factory_and_what_is_known_is_not_found_again(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert _found(f"{FRAME} {text}") == found


@pytest.mark.parametrize("text", ["All AIFs in Croatia grow.", "The NVIDIA AIF grows.", "The EU AIF grows."])
def test_the_plural_of_aif_and_that_of_a_firm_or_body_are_no_names(text: str) -> None:
    assert _found(f"{FRAME} {text}") == []


def test_aif_before_they_were_known_is_found() -> None:
    text = f"{FRAME} BSC AIF grows, AIF IRL-Antenna opens."

    assert [(words, label) for words, _, label in _all(text)] == [("BSC AIF", "known"), ("AIF IRL-Antenna", "known")]
    assert [(words, label) for words, _, label in _all(text, known_as_of=date(2024, 12, 31))] == [
        ("BSC AIF", "known"),
        ("AIF IRL-Antenna", "found"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "times"),
    [
        ("en", "VELEBIT: Croatia's AI factory opens\nThe new VELEBIT is big.", 2),
        ("de", "KI-Fabrik in Kroatien: VELEBIT kommt\nDann wächst VELEBIT.", 2),
        ("es", "Abre la fábrica de IA VELEBIT en Zagreb\nEl VELEBIT crece.", 2),
        ("en", "VELEBIT: Croatia's AI factory opens\nThe new one is big.", 0),
        ("en", "VELEBIT: Croatia's AI factories open\nThe new VELEBIT is big.", 0),
        ("en", "VELEBIT opens\nThe VELEBIT grows, says an AI factory.", 0),
        ("en", "GENCI and NVIDIA: Croatia's AI factory opens\nGENCI and NVIDIA are glad.", 0),
    ],
)
def test_a_headline_of_a_factory_may_name_it_if_the_text_does_too(language: str, text: str, times: int) -> None:
    assert [minted for _, minted in _found(text, language)] == ["velebit"] * times


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("hu", "MI-gyárak. Horvátországban a CroAI-t nyitják meg.", "CroAI"),
        ("hu", "MI-gyárak. Nyílik a DalmAIF-et tervező ház.", "DalmAIF"),
        ("et", "AI Factory. Horvaatias avatakse CroAI-d.", "CroAI"),
        ("fi", "AI Factory. Kroatiassa avautuu CroAI-niminen.", "CroAI"),
        ("en", f"{FRAME} In Croatia CroAI-X opens.", "CroAI-X"),
        ("en", f"{FRAME} In Croatia CroAI-2 opens.", "CroAI-2"),
    ],
)
def test_small_letters_behind_a_hyphen_are_a_case_ending_and_capitals_a_longer_name(
    language: str, text: str, shown: str
) -> None:
    assert [words for words, _ in _found(text, language)] == [shown]


def test_a_known_name_with_an_ending_is_not_found_again() -> None:
    assert _all("MI-gyárak. A SLAIF-et megnyitják.", "hu") == [("SLAIF", "slaif", "known")]


def _of(text: str, blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    article = Article(id="a", url="", title="", text=text, blocks=blocks, published=date(2026, 6, 1), language="en")
    doc = parse.doc(article)
    return [(span.text, span.kb_id_) for span in doc.spans["factory"] if span.label_ == "found"]


def _table(lead: str, *rows: tuple[str, str]) -> tuple[str, tuple[Block, ...]]:
    """A line and a table under it; its first row is its head."""
    text = lead
    blocks = [Block(kind="paragraph", start=0, end=len(lead))]
    for number, (first, second) in enumerate(rows):
        start = len(text) + 1
        text += f"\n{first} | {second}"
        cells = ((start, start + len(first)), (start + len(first) + 3, len(text)))
        blocks.append(Block(kind="table_row", start=start, end=len(text), cells=cells, header=number == 0, group=1))
    return text, tuple(blocks)
