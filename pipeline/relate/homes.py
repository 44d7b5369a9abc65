"""Homes: the country of a factory that nobody knew, told by the city or the countries that it is named with."""

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Set

from models import knowledge
from models.factory import Factory
from pipeline.relate.scene import Mention, Scene, Sentence

_NEAR = 4
"""Words between a factory and its city."""
_FIRST = 2
"""What the country named first with it counts for, against its partners behind."""


def by_city(scene: Scene, unknown: Set[str], known: Mapping[str, Factory]) -> dict[str, str]:
    """The country of the city that each factory is named beside most: "PIAST-AI v Poznanju", "SALONA (Split)"."""
    votes: dict[str, Counter[str]] = {}
    for sentence in scene.sentences:
        named = sentence.of("factory")
        starts = [one.first for one in named]
        for city in sentence.of("city"):
            country = known[city.owner].country if city.owner in known else _countries().get(city.value, "")
            at = bisect_left(starts, city.first)
            around = [
                (gap, one.start, one)
                for one in named[max(0, at - 1) : at + 1]
                if (gap := max(city.first - one.last, one.first - city.last)) <= _NEAR or one.cell >= 0
                if one.clause == city.clause
            ]
            # In a row each is named before its city, or each behind it: the nearest is the one.
            if around and country and (nearest := min(around)[2].value) in unknown:
                votes.setdefault(nearest, Counter())[country] += 1
    return {subject: counted.most_common(1)[0][0] for subject, counted in votes.items()}


def by_country(scene: Scene, unknown: Set[str]) -> dict[str, str]:
    """The country that each factory is named with most."""
    votes: dict[str, Counter[str]] = {one: Counter() for one in unknown}
    for sentence in scene.sentences:
        countries = [one.value for one in sentence.of("country")]
        for subject in {one.value for one in sentence.of("factory")} & unknown:
            votes[subject].update({country: _FIRST if place == 0 else 1 for place, country in enumerate(countries)})
    return {subject: counted.most_common(1)[0][0] for subject, counted in votes.items() if counted}


def features(sentence: Sentence, mention: Mention, subject: str) -> Iterator[str]:
    """Whether a country's name touches the factory's, or another's."""
    touching = {one.value for one in sentence.of("factory") if _touch(one, mention)}
    if touching:
        yield "touch:own" if subject in touching else "touch:other"


def _touch(one: Mention, other: Mention) -> bool:
    """Whether nothing but a space stands between: "the Latvian AIFA-LAT"."""
    return other.start - one.end == 1 or one.start - other.end == 1


@functools.cache
def _countries() -> Mapping[str, str]:
    return {city.name: city.country for city in knowledge.cities()}
