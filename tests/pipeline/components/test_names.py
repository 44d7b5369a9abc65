"""Known names are found in every spelling, and common words are no names."""

import pytest
from spacy.tokens import Doc

from pipeline import parse
from pipeline.components import cues, names, tokenizer
from tests import make

COMPONENTS = (cues, names)


def _doc(text: str, *, language: str = "en", known_as_of: str = "") -> Doc:
    nlp = tokenizer.blank()
    nlp.add_pipe("factorywatch_cues", config={"language": language})
    nlp.add_pipe("factorywatch_names", config={"known_as_of": known_as_of})
    return nlp(text)


def _factories(doc: Doc) -> list[str]:
    return [span.kb_id_ for span in doc.spans["factory"]]


@pytest.mark.parametrize(
    ("text", "factory"),
    [
        ("IT4LIA opens in September", "it4lia"),
        ("ITA4LIA is the Italian one", "it4lia"),
        ("the BSC AI Factory", "bsc-aif"),
        ("BRAIN++ in Sofia", "brain-pp"),
        ("Vienna hosts AI:AT from now on", "ai-at"),
        ("HAMMERHAI STARTS", "hammerhai"),
        ("HammerHAIn palvelut", "hammerhai"),
        ("the “Pharos” AI factory", "pharos"),
        ("PIAST-AI in Poznań", "piast-ai"),
    ],
)
def test_a_known_factory_is_found(text: str, factory: str) -> None:
    assert _factories(_doc(text)) == [factory]


@pytest.mark.parametrize(
    "text",
    [
        "a good AI at work",
        "the pharos of Alexandria",
        "Gaia is a satellite of ESA",
        "The LUMI supercomputer was upgraded",
        "brain drain",
        "Ein Hammerhai wurde im Aquarium gesehen",
    ],
)
def test_a_common_word_is_no_factory(text: str) -> None:
    assert _factories(_doc(text)) == []


def test_a_weak_name_counts_beside_the_word_for_a_factory_or_its_city() -> None:
    assert _factories(_doc("Gaia, the AI factory of Kraków")) == ["gaia-aif"]
    assert _factories(_doc("Pharos – GRNET, Athens")) == ["pharos"]


def test_a_name_learned_later_is_not_known_before() -> None:
    assert _factories(_doc("BRAIN++ in Sofia", known_as_of="2024-12-31")) == []
    assert _factories(_doc("BRAIN++ in Sofia", known_as_of="2025-03-31")) == ["brain-pp"]


def test_a_host_tells_its_city_too() -> None:
    doc = _doc("HammerHAI at the University of Stuttgart")

    assert [(span.kb_id_, span.id_) for span in doc.spans["host"]] == [("University of Stuttgart", "hammerhai")]
    assert [span.kb_id_ for span in doc.spans["city"]] == ["Stuttgart"]


def test_a_city_has_one_name_in_every_language() -> None:
    doc = _doc("Pharos con sede ad Atene, GRNET", language="it")

    assert {span.kb_id_ for span in doc.spans["city"]} == {"Athens"}


def _read(text: str, language: str = "en") -> list[str]:
    doc = parse.doc(make.article(text, language=language))
    return [span.kb_id_ for span in doc.spans["factory"] if span.label_ in ("known", "older")]


@pytest.mark.parametrize(
    ("language", "text", "factory"),
    [
        ("en", "IT4LEA opens in Bologna.", "it4lia"),
        ("en", "MIMMER opens in Linköping.", "mimer"),
        ("de", "MIMMER öffnet in Linköping.", "mimer"),
        ("fi", "MIMMER avataan Linköpingissä.", "mimer"),
        ("el", "Το IT4LEA ανοίγει στη Μπολόνια.", "it4lia"),
        ("bg", "IT4LEA отваря в Болоня.", "it4lia"),
        ("hu", "Az IT4LEA a CINECA épülete.", "it4lia"),
    ],
)
def test_a_name_with_one_slip_is_found_in_a_sentence_with_its_place(language: str, text: str, factory: str) -> None:
    assert _read(text, language) == [factory]


@pytest.mark.parametrize(
    "text",
    [
        "IT4LEA opens.",
        "IT4LEA opens. Bologna grows.",
        "IT4LEA\nBologna",
        "MIMMER opens in Paris.",
        "MIMMER opens in Sweden.",
        "IT5LEA opens in Bologna.",
        "Mimmer opens in Linköping.",
        "TIMER IN LINKÖPING",
        "AI GALA IN KRAKÓW",
    ],
)
def test_a_slip_counts_for_nothing_elsewhere_or_twice_or_where_all_is_in_capitals(text: str) -> None:
    assert _read(text) == []


def test_beside_its_right_name_a_slip_is_another_name() -> None:
    assert _read("MIMER grows, MIMMER opens in Linköping.") == ["mimer"]


@pytest.mark.parametrize(
    ("language", "text", "factories"),
    [
        ("en", "SLAIF stands in Maribor and NLAIF in Groningen.", ["slaif", "nlaif"]),
        ("en", "NLAIF visits Maribor.", ["nlaif"]),
        ("en", "SLAIF visits Groningen.", ["slaif"]),
        ("sl", "SLAIF stoji v Mariboru.", ["slaif"]),
        ("nl", "NLAIF staat in Groningen.", ["nlaif"]),
        ("en", "JUPITER AI Factory opens in Jülich.", ["jaif"]),
        ("de", "Die JUPITER AI Factory öffnet in Jülich.", ["jaif"]),
        ("en", "The JUPITER supercomputer stands in Jülich.", []),
        ("en", "Jupiter has many moons.", []),
    ],
)
def test_names_that_look_alike_and_machines_are_not_confused(language: str, text: str, factories: list[str]) -> None:
    assert _read(text, language) == factories


@pytest.mark.parametrize(("text", "hosts"), [("HLRS is there", 1), ("HLRS III is built", 0), ("HLRS I visited", 1)])
def test_a_host_with_a_numeral_behind_it_is_a_building(text: str, hosts: int) -> None:
    assert len(_doc(f"HammerHAI: {text}").spans["host"]) == hosts
