"""Names that tell themselves are found beside a place in a text of EuroHPC's factories; look-alikes are not."""

from datetime import date

import pytest

from models.article import Article, Block
from pipeline import parse
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
