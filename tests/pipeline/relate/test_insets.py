"""What an aside names is not what its sentence is about; and a city in a body's name alone is told as such."""

import pytest

from pipeline.relate import insets
from pipeline.relate.scene import Scene
from pipeline.relate.subjects import Reference
from tests.pipeline.relate import stage


def _told(text: str, language: str = "en") -> dict[str, set[str]]:
    """What is told of each factory beside the last date of the text's second line."""
    shown = stage.said(f"News\n{text}", language=language)
    day = shown.of("date")[-1]
    sentence = shown.sentences[day.sentence]
    found: dict[str, set[str]] = {}
    for one in sentence.of("factory"):
        own = Reference(subject=one.value, how="explicit", first=one.first, last=one.last)
        found[one.value] = set(insets.features(insets.of(shown, sentence), sentence, day, [own]))
    return found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "HunAIFA, the Hungarian partner of Pharos, was opened on 4 May 2026."),
        ("en", "HunAIFA (which works with Pharos) was opened on 4 May 2026."),
        ("de", "HunAIFA, der ungarische Ableger von Pharos, wurde am 4. Mai 2026 eröffnet."),
        ("it", "HunAIFA – nata per lavorare con Pharos – è stata inaugurata il 4 maggio 2026."),
        ("fi", "HunAIFA, joka on kytketty Pharosiin, avattiin 4. toukokuuta 2026."),
    ],
)
def test_the_sentence_is_about_what_the_aside_is_about(language: str, text: str) -> None:
    assert _told(text, language) == {"hunaifa": {"inset:about"}, "pharos": {"inset:within"}}


@pytest.mark.parametrize(
    "text",
    [
        "HunAIFA, Pharos, and SAIFA were opened on 4 May 2026.",
        "HunAIFA and the AI factory Pharos were opened on 4 May 2026.",
        "HunAIFA, the Hungarian partner of Pharos opened on 4 May 2026.",
        "HunAIFA, the Hungarian partner of Pharos since 4 May 2026, was opened.",
        "HunAIFA, the Hungarian one, works with Pharos since 4 May 2026.",
    ],
)
def test_a_row_of_names_and_what_stands_inside_are_no_asides(text: str) -> None:
    assert set().union(*_told(text).values()) == set()


def _bare(text: str) -> frozenset[str]:
    shown: Scene = stage.said(f"News\n{text}")
    return insets.bare(shown)


def test_a_city_within_a_body_alone_is_not_told_by_itself() -> None:
    around = ("bias", "v:within_body")
    alone = _bare("MIMER is led by the University of Linköping.")
    named = _bare("MIMER is led by the University of Linköping. It stands in Linköping.")
    place = stage.mention("city", "Linköping", owner="mimer")

    assert tuple(insets.city(around, place, alone)) == ("city:within_body_alone",)
    assert tuple(insets.city(around, place, named)) == ()
    assert tuple(insets.city(("bias",), place, alone)) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Leonardo, the supercomputer on which the AI factory IT4LIA relies, was delivered on 4 May 2026."),
        ("it", "Leonardo, la macchina della AI Factory IT4LIA, è stata consegnata il 4 maggio 2026."),
    ],
)
def test_who_is_named_in_an_aside_about_a_machine_is_told_as_such(language: str, text: str) -> None:
    assert _told(text, language) == {"it4lia": {"inset:within_machine"}}
