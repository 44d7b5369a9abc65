"""An article is about the programme where it names a factory of it, or AI factories beside EuroHPC or a name."""

from datetime import date

import pytest

from pipeline import extract, parse
from tests import make


def _relevant(text: str, language: str = "en", published: date | None = date(2026, 6, 1)) -> bool:
    return extract.relevant(parse.doc(make.article(f"-\n{text}", language=language, published=published)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Croatia CroAI opens, an AI factory."),
        ("de", "In Kroatien öffnet KroAI, eine KI-Fabrik."),
        ("hu", "Horvátországban nyílik a HorvAI, egy MI-gyár."),
        ("fi", "CroAI avataan Kroatiassa, tekoälytehdas."),
        ("el", "CroAI, εργοστάσιο τεχνητής νοημοσύνης, Κροατία."),
        ("fr", "Une antenne des usines d'IA : CroAI en Croatie."),
    ],
)
def test_beside_a_name_that_tells_itself_the_programme_need_not_be_named(language: str, text: str) -> None:
    assert _relevant(text, language)
    assert not _relevant(text.replace("CroAI", "Cro").replace("KroAI", "Kro").replace("HorvAI", "Horv"), language)


@pytest.mark.parametrize(
    "text",
    [
        "In Croatia CroAI opens, a firm.",
        "In Croatia the VELEBIT AI Factory opens.",
        "In Croatia the DataVault AI Factory opens.",
        "The OpenAI AI factory, the GenAI AI factory, and xAI in Croatia.",
        "The Nokia AI factory opens in Croatia.",
        "An AI factory with AI-based plans for Croatia.",
    ],
)
def test_a_name_without_the_letters_or_without_a_factory_is_not_enough(text: str) -> None:
    assert not _relevant(text)


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("The VELEBIT AI Factory of EuroHPC opens.", True),
        ("EuroHPC buys a machine.", False),
        ("The IT4LIA machine opens.", True),
        ("Nothing opens.", False),
    ],
)
def test_a_known_name_is_enough_and_the_programme_needs_the_word(text: str, relevant: bool) -> None:
    assert _relevant(text) is relevant


@pytest.mark.parametrize(
    ("published", "relevant"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True), (None, True)]
)
def test_before_the_programme_nothing_is_about_it(published: date | None, relevant: bool) -> None:
    assert _relevant("In Croatia CroAI opens, an AI factory.", published=published) is relevant
    assert _relevant("IT4LIA opens.", published=published) is relevant


@pytest.mark.parametrize(
    ("language", "text", "relevant"),
    [
        ("en", "The AI Factory Velebit opens.", False),
        ("en", "The AI Factory DataVault opens.", False),
        ("en", "The CroAI AI Factory opens in Croatia.", True),
        ("de", "Die KI-Fabrik KroAI öffnet in Kroatien.", True),
        ("hu", "A HorvAI MI-gyár Horvátországban nyílik.", True),
    ],
)
def test_the_noun_beside_a_name_is_no_part_of_it(language: str, text: str, relevant: bool) -> None:
    assert _relevant(text, language) is relevant
