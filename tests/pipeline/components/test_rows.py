"""Names of ordinary letters in a row, each with its country, are found where the row is counted or in company."""

import pytest

from pipeline import parse
from tests import make


def _found(text: str, language: str) -> list[str]:
    doc = parse.doc(make.article(f"-\n{text}", language=language))
    return [span.text for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "EuroHPC picked three AI factories: Corvus in Estonia, Orfeo in Belgium and Sirena in France."),
        ("de", "EuroHPC hat drei Antennen ausgewählt: Corvus in Estland, Orfeo auf Malta und Sirena in Serbien."),
        ("nl", "EuroHPC koos drie AI-fabrieken: ‘Corvus’ in Estland, ‘Orfeo’ in België en ‘Sirena’ in Frankrijk."),
        ("es", "EuroHPC eligió tres antenas: Corvus (Estonia), Orfeo (Malta) y Sirena (Serbia)."),
        ("pl", "EuroHPC wybrało trzy anteny: Corvus w Estonii, Orfeo na Malcie i Sirena w Serbii."),
        ("it", "La estone Corvus, la maltese Orfeo e la serba Sirena sono le nuove antenne che il progetto ha scelto."),
    ],
)
def test_each_of_a_row_with_its_country_is_a_name(language: str, text: str) -> None:
    assert _found(text, language) == ["Corvus", "Orfeo", "Sirena"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "EuroHPC has three AI factories for Students in Estonia and Firms in Belgium."),
        ("de", "Die KI-Fabriken helfen Firmen in Estland, Schulen in Belgien und Laboren in Serbien."),
        ("en", "EuroHPC picked two AI factories: Bologna in Italy and Stuttgart in Germany."),
    ],
)
def test_what_no_count_and_no_company_tells_is_none(language: str, text: str) -> None:
    assert _found(text, language) == []
