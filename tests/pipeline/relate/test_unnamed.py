"""A factory that an article names nowhere is told by two of its host, city and machine."""

from datetime import date

import pytest

from pipeline import extract, parse
from tests import make
from tests.pipeline.relate.stage import cast, said

LATER = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "España tiene dos fábricas de IA: la que el BSC acoge en Barcelona y 1HealthAI."),
        ("en", "There are several AI factories. The one that the BSC hosts in Barcelona has signed its contract."),
        ("de", "Es gibt mehrere KI-Fabriken. Die des BSC in Barcelona hat unterschrieben."),
    ],
)
def test_a_host_and_a_city_tell_a_factory(language: str, text: str) -> None:
    shown = said(f"-\nMIMER ist gut.\n{text}", language=language, published=LATER)

    assert "bsc-aif" in cast(shown).factories


@pytest.mark.parametrize(
    "text",
    [
        "There are several AI factories. The one in Barcelona has signed its contract.",
        "A researcher of the BSC lives in Barcelona.",
    ],
)
def test_a_city_alone_or_a_text_of_something_else_tells_none(text: str) -> None:
    assert "bsc-aif" not in cast(said(f"-\nMIMER opens.\n{text}", published=LATER)).factories


def test_what_tells_a_factory_says_what_it_is() -> None:
    text = "MIMER opens.\nThere are several AI factories. The one that the BSC hosts in Barcelona has signed."
    article = make.article(text, published=LATER)
    kinds = [one for one in extract.claims(parse.doc(article), article) if one.predicate == "kind"]

    assert {(one.subject, one.raw) for one in kinds} >= {("mimer", "MIMER"), ("bsc-aif", "BSC")}
