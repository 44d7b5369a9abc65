"""Names that are spelled alike, and names that only look so."""

import itertools

import pytest

from models import knowledge
from pipeline import likeness


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Salona AI Factory", "salona"),
        ("salona-ai-factory", "salona"),
        ("The Salona AI Factory Antenna", "salona"),
        ("PIAST-AI", "piast"),
        ("Hammer HAI", "hammerhai"),
        ("BRAIN++", "brainpp"),
        ("brain-pp", "brainpp"),
        ("Linköping AIF", "linkoping"),
        ("AI Factory", "aifactory"),
        ("", ""),
    ],
)
def test_the_core_of_a_name_is_what_it_has_of_its_own(name: str, core: str) -> None:
    assert likeness.core(name) == core


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Salona AI Factory", "Salona"),
        ("AI Factory Salona Nova", "Salona Nova"),
        ("PIAST-AI", "PIAST"),
        ("BRAIN++ AI Factory", "BRAIN++"),
        ("AI Factory", ""),
    ],
)
def test_a_bare_name_keeps_its_spelling(name: str, bare: str) -> None:
    assert likeness.bare(name) == bare


@pytest.mark.parametrize(
    ("one", "other"),
    [("IT4LIA", "ITA4LIA"), ("1HealthAI", "1Helthai"), ("Meluxina", "Melluxima"), ("Calypso", "Calipso")],
)
def test_a_slip_of_the_pen_is_seen_from_both_sides(one: str, other: str) -> None:
    one, other = likeness.core(one), likeness.core(other)

    assert likeness.misspelt(one, other)
    assert likeness.misspelt(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JUPITER", "JUPITER 2"),
        ("NLAIF", "SLAIF"),
        ("Gaia", "Gaya"),
        ("MIMER", "MINOR"),
        ("IT4LIA", "ITALIA"),
        ("Salona", "Salona"),
    ],
)
def test_another_name_is_no_slip(one: str, other: str) -> None:
    assert not likeness.misspelt(likeness.core(one), likeness.core(other))


def test_no_two_known_factories_are_one_slip_apart() -> None:
    cores = {one.id: {likeness.core(name.text) for name in one.names} for one in knowledge.factories().values()}
    # Two words for peoples, in names of another kind and country.
    peoples = {"slovakian", "slovenian"}

    for (one, ours), (other, theirs) in itertools.combinations(cores.items(), 2):
        assert not [
            (one, other, a, b)
            for a, b in itertools.product(ours, theirs)
            if likeness.misspelt(a, b) and {a, b} != peoples
        ]


def test_alike_are_the_same_and_the_misspelt_ones() -> None:
    assert likeness.alike("salona", ["salona", "salonna", "split"]) == {"salona", "salonna"}
