"""The country of a factory that nobody knew is that of the city beside its name; what touches a name is its own."""

import pytest

from models import knowledge
from pipeline.relate import homes
from tests.pipeline.relate.stage import mention, said, sentence


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "SplitAI in Zagreb is an AI factory. France is a partner.", "HR"),
        ("de", "Die KI-Fabrik SplitAI in Zagreb ist da. Frankreich ist Partner.", "HR"),
        ("fr", "L’usine d’IA SplitAI, à Zagreb, est là. La France est partenaire.", "HR"),
    ],
)
def test_the_city_beside_a_name_tells_its_country(language: str, text: str, country: str) -> None:
    shown = said(f"-\n{text}", language=language)

    assert homes.by_city(shown, {"splitai"}, knowledge.factories()) == {"splitai": country}
    assert homes.by_city(shown, set(), knowledge.factories()) == {}


def test_a_country_right_beside_a_name_is_that_ones() -> None:
    country = mention("country", "HR", at=1)
    line = sentence(country, mention("factory", "splitai", at=2), mention("factory", "mimer", at=6))

    assert list(homes.features(line, country, "splitai")) == ["touch:own"]
    assert list(homes.features(line, country, "mimer")) == ["touch:other"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Among EuroHPC’s antennas are the Belgian BE-AIFA, NORTAIFA in Iceland and MALTAIFA (Malta)."),
        ("de", "Zu den Antennen gehören die belgische BE-AIFA, NORTAIFA in Island und MALTAIFA (Malta)."),
        ("fi", "Antenneja ovat Belgian BE-AIFA, Islannin NORTAIFA ja Maltan MALTAIFA."),
        ("fr", "Les antennes sont BE-AIFA (Belgique), NORTAIFA (Islande) et MALTAIFA (Malte)."),
        ("pl", "Anteny to belgijska BE-AIFA, NORTAIFA w Islandii i MALTAIFA na Malcie."),
    ],
)
def test_in_a_row_each_country_is_that_of_the_name_beside_it(language: str, text: str) -> None:
    shown = said(f"-\n{text}", language=language)
    unknown = {one.value for one in shown.of("factory")} | {"be-aifa", "nortaifa", "maltaifa"}

    told = homes.by_country(shown, unknown)

    assert (told["be-aifa"], told["nortaifa"], told["maltaifa"]) == ("BE", "IS", "MT")


@pytest.mark.parametrize(
    ("text", "subject", "country"),
    [
        ("The antenna Pharos-MT works with Greece.", "pharos-mt", "MT"),
        ("PIAST-AI and SALONA AI Factory open.", "salona-ai-factory", None),
    ],
)
def test_a_code_in_a_name_tells_its_country(text: str, subject: str, country: str | None) -> None:
    shown = said(f"-\n{text}", language="en")

    assert homes.by_code(shown, {subject}).get(subject) == country
