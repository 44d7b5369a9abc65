"""Names of ordinary letters are found where the text presents them: called so, apposed, or before AI and a city."""

import pytest

from pipeline import parse
from tests import make

FRAME = "EuroHPC plans AI factories."


def _found(text: str, language: str = "en") -> list[str]:
    doc = parse.doc(make.article(f"-\n{text}", language=language))
    return [span.text for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There will be an AI factory in Split, called Velebit."),
        ("de", "In Split entsteht eine KI-Fabrik, sie heißt Velebit."),
        ("nl", "In Split komt een AI-fabriek, genaamd Velebit."),
        ("fr", "Une usine d’IA ouvre à Split, baptisée Velebit."),
        ("it", "A Split apre una fabbrica di IA che si chiama Velebit."),
        ("es", "En Split abre una fábrica de IA llamada Velebit."),
        ("ro", "La Split se deschide o fabrică de IA. Fabrica se numește Velebit."),
        ("sv", "I Split öppnar en AI-fabrik som heter Velebit."),
        ("hu", "Splitben MI-gyár nyílik, a Velebit nevű."),
        ("bg", "В Сплит отваря фабрика за изкуствен интелект, наречена Velebit."),
    ],
)
def test_what_an_ai_factory_is_called_is_its_name(language: str, text: str) -> None:
    assert _found(text, language) == ["Velebit"]


@pytest.mark.parametrize(
    "text",
    [
        "The AI factory gets a supercomputer called Velebit.",
        "The AI factory hires a company called Velebit.",
        "The AI factory is so called. Velebit is a mountain.",
        "The AI factory is near a town called Zagreb.",
        "The head of the AI factory is named Velebit Horvat.",
    ],
)
def test_what_else_is_called_so_or_is_a_longer_name_is_none(text: str) -> None:
    assert _found(f"{FRAME} {text}") == []


def test_an_apposition_that_tells_which_one_makes_a_name_that_stands_again() -> None:
    assert _found(f"{FRAME} Croatia gets Velebit, the second AI factory. Then Velebit opens.") == ["Velebit", "Velebit"]
    assert _found(f"{FRAME} Croatia gets Velebit, the second AI factory.") == []
    assert _found(f"{FRAME} The Computer, which an AI factory needs, is the Computer.") == []


def test_a_name_before_ai_and_its_city_is_one() -> None:
    assert _found(f"{FRAME} The first, Velebit AI in Zagreb, opens.") == ["Velebit AI"]
    assert _found(f"{FRAME} The first, Velebit AI, opens.") == []
    assert _found(f"{FRAME} The new Velebit AI supercomputer in Zagreb opens.") == []
