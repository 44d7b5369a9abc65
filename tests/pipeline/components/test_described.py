"""Factories spoken of by their country, city or host are found; where it could be several or none, nothing is."""

from datetime import date

import pytest

from pipeline import parse
from tests import make

LATER = date(2026, 6, 1)


def _described(
    text: str, language: str = "en", *, published: date | None = LATER, known_as_of: date | None = None
) -> list[tuple[str, str]]:
    """Words and factory of each that is described."""
    doc = parse.doc(make.article(text, language=language, published=published), known_as_of=known_as_of)
    return [(span.text, span.kb_id_) for span in doc.spans["factory"] if span.label_ == "described"]


@pytest.mark.parametrize(
    ("language", "text", "words", "factory"),
    [
        ("en", "The Greek AI factory opens.", "Greek AI factory", "pharos"),
        ("de", "Die griechische KI-Fabrik öffnet.", "griechische KI-Fabrik", "pharos"),
        ("it", "La fabbrica di IA greca apre.", "fabbrica di IA greca", "pharos"),
        ("fi", "Kreikan tekoälytehdas avautuu.", "Kreikan tekoälytehdas", "pharos"),
        ("hu", "A görög MI-gyár megnyílik.", "görög MI-gyár", "pharos"),
        (
            "el",
            "Το ελληνικό εργοστάσιο τεχνητής νοημοσύνης ανοίγει.",
            "ελληνικό εργοστάσιο τεχνητής νοημοσύνης",
            "pharos",
        ),
        (
            "bg",
            "Българската фабрика за изкуствен интелект отваря.",
            "Българската фабрика за изкуствен интелект",
            "brain-pp",
        ),
        ("en", "The Hungarian antenna opens.", "Hungarian antenna", "hunaifa"),
    ],
)
def test_a_country_right_beside_the_noun_tells_its_only_factory(
    language: str, text: str, words: str, factory: str
) -> None:
    assert _described(text, language) == [(words, factory)]


@pytest.mark.parametrize(
    ("language", "text", "words", "factory"),
    [
        ("en", "The AI factory in Linköping opens.", "AI factory in Linköping", "mimer"),
        ("de", "Die KI-Fabrik in Linköping wächst.", "KI-Fabrik in Linköping", "mimer"),
        ("en", "CINECA's AI factory opens.", "CINECA's AI factory", "it4lia"),
        ("en", "The AI Factory Antenna in Budapest opens.", "AI Factory Antenna in Budapest", "hunaifa"),
    ],
)
def test_a_city_or_host_beside_the_noun_tells_its_factory_once(
    language: str, text: str, words: str, factory: str
) -> None:
    assert _described(text, language) == [(words, factory)]


@pytest.mark.parametrize(
    ("language", "text", "words", "factory"),
    [
        ("en", "The antenna in Slovakia opens.", "antenna in Slovakia", "sk-antenna"),
        ("it", "L'antenna in Ungheria apre.", "antenna in Ungheria", "hunaifa"),
    ],
)
def test_an_antenna_in_a_country_is_its_only_one(language: str, text: str, words: str, factory: str) -> None:
    assert _described(text, language) == [(words, factory)]


@pytest.mark.parametrize("text", ["An AI factory in Greece opens.", "An antenna helps Slovakia."])
def test_a_factory_in_a_country_may_be_any(text: str) -> None:
    assert _described(text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The German AI factory opens."),
        ("de", "Die deutsche KI-Fabrik öffnet."),
        ("en", "The Spanish AI factory opens."),
        ("en", "The Polish AI factory opens."),
    ],
)
def test_a_country_of_two_factories_tells_neither(language: str, text: str) -> None:
    assert _described(text, language) == []


def test_of_two_factories_the_one_that_the_article_names_is_meant() -> None:
    assert _described("HammerHAI grows. The German AI factory opens.") == [("German AI factory", "hammerhai")]
    assert _described("JAIF grows. The German AI factory opens.") == [("German AI factory", "jaif")]
    assert _described("HammerHAI and JAIF grow. The German AI factory opens.") == []


@pytest.mark.parametrize(
    ("published", "text", "factories"),
    [
        (date(2024, 11, 1), "The Greek AI factory opens.", []),
        (date(2024, 12, 10), "The Greek AI factory opens.", ["pharos"]),
        (date(2025, 5, 1), "The Polish AI factory opens.", ["piast-ai"]),
        (date(2025, 5, 1), "The Spanish AI factory opens.", ["bsc-aif"]),
        (date(2025, 1, 1), "The German AI factory opens.", ["hammerhai"]),
        (date(2025, 5, 1), "The German AI factory opens.", []),
        (date(2025, 5, 1), "The Hungarian antenna opens.", []),
        (None, "The German AI factory opens.", []),
    ],
)
def test_what_is_not_yet_selected_on_the_day_of_publication_is_not_meant(
    published: date | None, text: str, factories: list[str]
) -> None:
    assert [factory for _, factory in _described(text, published=published)] == factories


def test_a_factory_learned_later_is_not_known() -> None:
    assert _described("The Lithuanian AI factory opens.") == [("Lithuanian AI factory", "litai")]
    assert _described("The Lithuanian AI factory opens.", known_as_of=date(2025, 6, 1)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The AI factory. Greece grows."),
        ("en", "The AI factory (Greece) opens."),
        ("en", "Greece, AI factory and more."),
        ("en", "Greece\nAI factory opens"),
        ("en", "An AI factory opens in the north of Greece."),
        ("en", "The Croatian AI factory opens."),
        ("en", "The Hungarian AI factory opens."),
        ("en", "The Greek antenna opens."),
        ("en", "Greek AI factories open."),
        ("de", "Griechenland wächst. Die KI-Fabrik öffnet."),
    ],
)
def test_a_country_that_stands_apart_or_has_none_of_the_kind_tells_nothing(language: str, text: str) -> None:
    assert _described(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Brookfield's Swedish AI factory grows.",
        "Telia’s AI factory in Linköping opens.",
        "The Deutsche Telekom Greek AI factory opens.",
        "The French NVIDIA AI factory opens.",
        "Foxconn's AI factory in Taiwan opens.",
    ],
)
def test_a_private_firms_ai_factory_is_none_of_the_programme(text: str) -> None:
    assert _described(text) == []


def test_a_firm_in_the_sentence_before_says_nothing_of_it() -> None:
    assert _described("It was built by NVIDIA. Greek AI factory opens.") == [("Greek AI factory", "pharos")]


def test_a_name_with_its_country_is_not_described_once_more_over_its_own_words() -> None:
    doc = parse.doc(make.article("The Greek Pharos AI Factory opens.", published=LATER))

    assert [(span.text, span.label_) for span in doc.spans["factory"]] == [("Pharos AI Factory", "known")]


def _unnamed(text: str, language: str = "en") -> list[str]:
    doc = parse.doc(make.article(f"-\n{text}", language=language, published=LATER))
    return [span.kb_id_ for span in doc.spans["factory"] if span.label_ == "found"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Croatian antenna of EuroHPC opens."),
        ("de", "Die kroatische Antenne von EuroHPC öffnet."),
        ("fr", "L’antenne croate d’EuroHPC ouvre."),
        ("it", "Con MIMER lavora pure l’antenna croata."),
    ],
)
def test_an_antenna_without_a_name_is_called_after_its_country(language: str, text: str) -> None:
    assert _unnamed(text, language) == ["hr-antenna"]


@pytest.mark.parametrize(
    "text",
    [
        "Velebit, the Croatian antenna, opens.",  # whatever its name is, it has one
        "The Croatian antenna, Velebit, opens.",
        "There is no Croatian antenna.",
        "The Croatian antennas of EuroHPC open.",
        "The Croatian AI factory of EuroHPC opens.",
        "The Croatian antenna opens. SplitAI in Croatia is an antenna.",
    ],
)
def test_where_there_is_none_or_it_has_a_name_no_name_is_made(text: str) -> None:
    assert "hr-antenna" not in _unnamed(text)


def test_a_name_right_behind_the_words_is_the_name_of_the_same_one() -> None:
    assert _described("The Greek AI factory Pharos opens.") == []
    assert _described("Pharos is old. The Greek AI factory opens.") == [("Greek AI factory", "pharos")]


def test_an_owning_ending_stands_between_country_and_noun() -> None:
    assert _described("Hungary's antenna opens.") == [("Hungary's antenna", "hunaifa")]
    assert _described("Hungary has antenna masts.") == []
