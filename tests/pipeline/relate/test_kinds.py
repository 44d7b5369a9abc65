"""What a factory is that nobody knew: told by its name, its column, a noun, its row, and whom it works with."""

from collections.abc import Mapping
from datetime import date

import pytest

from models import knowledge
from models.factory import FactoryKind
from pipeline import parse
from pipeline.relate import kinds, scene
from tests.pipeline.components import layout
from tests.pipeline.relate.stage import said

LATER = date(2026, 6, 1)


def _kinds(text: str, language: str = "en") -> Mapping[str, FactoryKind]:
    return kinds.of(said(f"-\n{text}", language=language, published=LATER), knowledge.factories())


@pytest.mark.parametrize(
    ("text", "subject", "kind"),
    [
        ("Here is CroAIFA of EuroHPC, not an AI factory.", "croaifa", "antenna"),
        ("HammerHAI-AL of EuroHPC, not an AI factory.", "hammerhai-al", "antenna"),
        ("The Salona AI Factory works with the antenna HEARTS.", "salona-ai-factory", "ai_factory"),
        ("The Salona AI Gigafactory is an AI factory.", "salona-ai-gigafactory", "gigafactory"),
    ],
)
def test_a_name_says_what_it_is(text: str, subject: str, kind: FactoryKind) -> None:
    assert _kinds(text)[subject] == kind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two antennas open: SIRENA in Croatia and DUNAJEC in Albania. They join MIMER, an AI factory."),
        ("de", "Zwei Antennen öffnen: SIRENA in Kroatien und DUNAJEC in Albanien. Die KI-Fabrik MIMER hilft."),
        ("fr", "Deux antennes ouvrent : SIRENA en Croatie et DUNAJEC en Albanie. L’usine d’IA MIMER aide."),
        ("fi", "Kaksi antennia avautuu: SIRENA Kroatiassa ja DUNAJEC Albaniassa. Tekoälytehdas MIMER auttaa."),
    ],
)
def test_the_noun_of_several_tells_of_the_whole_row_behind_it(language: str, text: str) -> None:
    told = _kinds(text, language)

    assert (told["sirena"], told["dunajec"], told["mimer"]) == ("antenna", "antenna", "ai_factory")


def test_a_noun_beside_another_name_says_nothing_of_this_one() -> None:
    told = _kinds("CroAIFA, an antenna of EuroHPC, works with the AI factory SplitAI in Split.")

    assert (told["croaifa"], told["splitai"]) == ("antenna", "ai_factory")


def test_whom_an_antenna_works_with_is_a_factory_and_the_other_way_round() -> None:
    assert _kinds("The antenna is there. SplitAI, in Croatia, works with CroAIFA.")["splitai"] == "ai_factory"
    assert _kinds("The antennas are late. SplitAI, in Croatia, is linked to MIMER.")["splitai"] == "antenna"


def test_a_column_says_what_stands_in_it() -> None:
    rows = (("Antenna", "AI factory", "Country"), ("SplitAI", "ZadarAI", "Croatia"), ("KninAI", "MIMER", "-"))
    article = layout.tabled("EuroHPC", *rows)
    told = kinds.of(scene.read(parse.doc(article), article), knowledge.factories())

    assert [told[one] for one in ("splitai", "kninai", "zadarai")] == ["antenna", "antenna", "ai_factory"]


def test_without_a_sign_it_is_an_ai_factory() -> None:
    assert _kinds("EuroHPC speaks of AI factories. SplitAI is in Croatia.")["splitai"] == "ai_factory"
