"""In a list of several factories order and signs tell whose a place is, and which antenna works with which factory."""

import pytest

from pipeline.relate import turns
from tests.pipeline.relate import stage


def _place(text: str, place: str, language: str) -> dict[str, set[str]]:
    """What is told of each factory of a text's second line beside a country or city."""
    shown = stage.said(f"News\n{text}", language=language)
    value = next(one for one in shown.of("country", "city") if place in (one.value, one.owner))
    sentence = shown.sentences[value.sentence]
    parting = turns.signs(shown, sentence)
    named = dict.fromkeys(one.value for one in sentence.of("factory"))
    return {one: set(turns.of(parting, sentence, value, one)) for one in named}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The list has Pharos in Greece, MIMER in Sweden, and CZAI."),
        ("de", "Auf der Liste stehen Pharos in Griechenland, MIMER in Schweden und CZAI."),
        ("it", "Nell'elenco ci sono Pharos in Grecia, MIMER in Svezia e CZAI."),
    ],
)
def test_no_comma_parts_a_factory_from_its_country(language: str, text: str) -> None:
    told = _place(text, "GR", language)

    assert told["pharos"] == {"signs:factory:before:fewer", "signs:before:fewer"}
    assert told["mimer"] == {"signs:factory:after:more", "signs:after:more"}
    assert told["czai"] == {"signs:factory:far"}


def test_a_list_that_opens_with_countries_goes_on_with_them() -> None:
    told = _place("They stand in Greece (Pharos), Sweden (MIMER) and Czechia (CZAI).", "SE", "en")

    assert told["mimer"] == {"signs:value:after:fewer", "signs:after:fewer"}
    assert told["pharos"] == {"signs:value:before:more", "signs:before:more"}
    assert told["czai"] == {"signs:value:far"}


def test_one_factory_alone_has_no_rival() -> None:
    assert _place("Pharos, in Athens, is in Greece.", "GR", "en") == {"pharos": set()}


def _pairs(text: str, language: str = "en") -> frozenset[tuple[str, str]] | None:
    shown = stage.said(f"News\n{text}", language=language)
    return turns.pairs(shown.sentences[-1], stage.cast(shown))


LINKS = frozenset({("hunaifa", "ai-at"), ("faima", "piast-ai")})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "HunAIFA relies on AI:AT, FAIMA on PIAST-AI."),
        ("cs", "HunAIFA se opře o AI:AT a FAIMA o PIAST-AI."),
        ("de", "Auf AI:AT stützt sich HunAIFA, auf PIAST-AI FAIMA."),
        ("fi", "HunAIFA tukeutuu AI:AT:hen ja FAIMA PIAST-AI:hin."),
    ],
)
def test_antennas_and_factories_that_take_turns_are_linked_by_turn(language: str, text: str) -> None:
    assert _pairs(text, language) == LINKS


def test_all_antennas_of_a_turn_share_its_factories() -> None:
    both = _pairs("Pharos-CY and CALYPSO rely on Pharos, HunAIFA on AI:AT and JUPITER AI Factory.")

    assert both is not None
    assert set(both) == {
        ("pharos-cy", "pharos"),
        ("calypso-mt", "pharos"),
        ("hunaifa", "ai-at"),
        ("hunaifa", "jaif"),
    }


@pytest.mark.parametrize("text", ["HunAIFA and FAIMA rely on AI:AT.", "HunAIFA relies on AI:AT, as FAIMA does."])
def test_without_two_turns_nothing_is_told(text: str) -> None:
    assert _pairs(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "HEARTS is linked to MIMER, not to Pharos."),
        ("es", "HEARTS queda vinculada a MIMER, no a Pharos."),
        ("de", "HEARTS stützt sich auf MIMER, nicht auf Pharos."),
        ("it", "HEARTS si appoggia a MIMER, non a Pharos."),
        ("pl", "HEARTS współpracuje z MIMER, nie z Pharos."),
    ],
)
def test_what_a_not_behind_a_comma_names_is_turned_away(language: str, text: str) -> None:
    shown = stage.said(f"News\n{text}", language=language)
    sentence = shown.sentences[-1]
    told = {one.value: turns.rejected(shown.text, sentence, one) for one in sentence.of("factory")}

    assert told == {"hearts": False, "mimer": False, "pharos": True}


def test_a_not_that_denies_more_turns_no_name_away() -> None:
    shown = stage.said("News\nHEARTS is not linked to Pharos yet, not before May at least, says Pharos.")

    assert not any(turns.rejected(shown.text, shown.sentences[-1], one) for one in shown.of("factory"))
