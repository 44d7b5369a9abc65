"""Homes: the country of a factory that nobody knew, told by its name, its city or the countries it is named with."""

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Set

from models import knowledge
from models.factory import Factory
from pipeline.components.telling import country_of
from pipeline.relate.scene import Mention, Scene, Sentence

_NEAR = 4
"""Words between a factory and its city."""
_FIRST = 2.0
"""What the country named first with it counts for, against its partners behind."""
_OWN = 8.0
"""What a country counts for that touches a factory: "the Latvian AIFA-LAT". It counts less with every word between."""
_BESIDE = 1
"""Words between a factory and a country that is no other's: "HunAIFA in Hungary"."""
_APART = {",": 2, ";": 3, "|": 3, ":": 1, "(": 1, ")": 2, "–": 1, "—": 1}
"""Words that a sign counts for: "BE-AIFA (Belgium), AIFA-LAT (Latvia)" and "Belgium: BE-AIFA; Latvia: AIFA-LAT"."""
_CODES = re.compile(r"(?<![^\W_])[A-Z]{2}(?![^\W_])")


def by_code(scene: Scene, unknown: Set[str]) -> dict[str, str]:
    """The country whose code stands in its name: Pharos-CY, "RO AI Factory"; an antenna's id may have it too."""
    found: dict[str, str] = {}
    for mention in scene.of("factory"):
        if mention.value in unknown:
            shown = _CODES.findall(scene.text[mention.start : mention.end])
            told = {country_of(one) for one in shown} - {""}
            if mention.value.endswith("-antenna"):
                told = told or {country_of(mention.value.removesuffix("-antenna").upper())} - {""}
            if len(told) == 1:
                found.setdefault(mention.value, told.pop())
    return found


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
                (_apart(scene.text, city, one), one.start, one)
                for one in named[max(0, at - 1) : at + 1]
                if max(city.first - one.last, one.first - city.last) <= _NEAR or one.cell >= 0
                if one.clause == city.clause
            ]
            # In a row each is named before its city, or each behind it: the nearest is the one.
            if around and country and (nearest := min(around)[2].value) in unknown:
                votes.setdefault(nearest, Counter())[country] += 1
    return {subject: counted.most_common(1)[0][0] for subject, counted in votes.items()}


def by_country(scene: Scene, unknown: Set[str]) -> dict[str, str]:
    """The country that each factory is named with most; one that stands nearest to another is that one's."""
    votes: dict[str, dict[str, float]] = {one: {} for one in unknown}
    for sentence in scene.sentences:
        named = sentence.of("factory")
        mine = {one.value for one in named} & unknown
        if not mine:
            continue
        starts = [one.start for one in named]
        for place, country in enumerate(sentence.of("country")):
            at = bisect_left(starts, country.start)
            apart, _, nearest = min(
                (_apart(scene.text, country, one), one.start, one) for one in named[max(0, at - 1) : at + 1]
            )
            for subject in mine if apart > _BESIDE else mine & {nearest.value}:
                _vote(votes[subject], country.value, _FIRST if place == 0 else 1.0)
            if nearest.value in mine:
                _vote(votes[nearest.value], country.value, _OWN / (1 + apart))
    return {subject: max(counted, key=counted.__getitem__) for subject, counted in votes.items() if counted}


def _vote(votes: dict[str, float], country: str, weight: float) -> None:
    votes[country] = votes.get(country, 0.0) + weight


def _apart(text: str, one: Mention, other: Mention) -> int:
    """Words between them; each sign between counts for some. What lies inside the other is no word apart."""
    left, right = (one, other) if one.start < other.start else (other, one)
    signs = sum(_APART.get(sign, 0) for sign in text[left.end : right.start])
    return max(0, right.first - left.last - 1) + signs


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
