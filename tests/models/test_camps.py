"""Who says what: all opinions side by side, and how many of those who say the same are independent."""

from collections.abc import Mapping

import pytest

from models import camps, knowledge
from models.camps import Opinion, Rules
from models.claim import Claim
from tests import make
from tests.settling import KINDS_OF_SOURCE


def _rules(predicate: str, stories: Mapping[str, str] | None = None) -> Rules:
    return Rules(fact_type=knowledge.fact_types()[predicate], kinds_of_source=KINDS_OF_SOURCE, stories=stories or {})


def _of(*claims: Claim, stories: Mapping[str, str] | None = None) -> tuple[Opinion, ...]:
    return camps.opinions(claims, _rules(claims[0].predicate, stories))


def test_all_opinions_stand_side_by_side_those_of_most_sources_first() -> None:
    claims = [
        make.claim(make.eur(amount), predicate="investment_total", source=source, said=said)
        for amount, source, said in (
            (430e6, "cineca", "2024-12-10"),
            (420e6, "corriere", "2024-12-11"),
            (420e6, "stampa", "2024-12-12"),
            (500e6, "repubblica", "2024-12-13"),
        )
    ]

    assert [(one.value, one.voices, [claim.source for claim in one.claims]) for one in _of(*claims)] == [
        (make.eur(420e6), 2, ["corriere", "stampa"]),
        (make.eur(430e6), 1, ["cineca"]),
        (make.eur(500e6), 1, ["repubblica"]),
    ]


def test_an_opinion_that_was_taken_back_is_none() -> None:
    assert _of(make.claim(said="2024-12-11", ended="2024-12-12")) == ()


def test_a_source_has_the_opinion_that_it_said_last() -> None:
    claims = [
        make.claim(make.eur(amount), predicate="investment_total", source="corriere", said=said)
        for amount, said in ((420e6, "2024-12-13"), (430e6, "2024-12-11"))
    ]

    assert [one.value for one in _of(*claims)] == [make.eur(420e6)]


@pytest.mark.parametrize(
    ("articles", "stories", "voices"),
    [
        ([("corriere", "a"), ("stampa", "b")], {}, 2),
        ([("corriere", "a"), ("stampa", "b")], {"a": "corriere", "b": "corriere"}, 1),
        ([("corriere", "a"), ("stampa", "b")], {"a": "story", "b": "story"}, 1),
        # Who copies and then finds out by himself is a voice of his own.
        ([("corriere", "a"), ("stampa", "b"), ("stampa", "c")], {"a": "story", "b": "story"}, 2),
        # But a source has one voice, however many stories it prints.
        ([("corriere", "a"), ("corriere", "b"), ("corriere", "c")], {"a": "story", "b": "other"}, 1),
        # Both copy the agency, and nobody but the third adds to it.
        ([("corriere", "a"), ("stampa", "b"), ("repubblica", "c")], {"a": "story", "b": "story"}, 2),
        # Two agencies printed by both are two.
        (
            [("corriere", "a"), ("corriere", "b"), ("stampa", "c"), ("stampa", "d")],
            {"a": "x", "b": "y", "c": "x", "d": "y"},
            2,
        ),
    ],
)
def test_copies_of_one_story_are_one_voice(
    articles: list[tuple[str, str]], stories: dict[str, str], voices: int
) -> None:
    claims = [make.claim("IT", source=source, article=article) for source, article in articles]

    (opinion,) = _of(*claims, stories=stories)

    assert opinion.voices == voices


def test_a_copy_that_is_followed_by_a_word_of_its_own_agrees_from_that_day_on() -> None:
    rules = _rules("host_country", {"a": "story", "b": "story"})
    claims = [
        make.claim("IT", source="corriere", article="a", said="2024-12-11"),
        make.claim("IT", source="stampa", article="b", said="2024-12-11"),
        make.claim("IT", source="stampa", article="c", said="2024-12-14"),
    ]
    gathered, latest = list[camps.Camp](), dict[str, list[camps.Camp]]()
    agreed = []
    for day, heard in camps.by_day(claims, rules).items():
        camps.hear(gathered, latest, heard, day, rules)
        agreed.append(gathered[0].view(2).agreed)

    assert [day and day.isoformat() for day in agreed] == [None, "2024-12-14"]
