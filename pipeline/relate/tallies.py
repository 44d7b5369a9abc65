"""Tallies: how a count stands to the other counts of its sentence, and to how many there were before.

"Now 23 in 18 countries", "from 19 to 23", "of the thirteen seven in the Union and six outside": the numbers tell what
they count, in whatever language.
"""

import functools
from collections.abc import Iterator

from models import knowledge
from pipeline.components import words
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import PROGRAMME, Cast

_BESIDE = 8
"""Words between a count of factories and the count of the countries that they stand in."""
_RISE = 3
"""Words between the old and the new count of one thing."""
_GROWS = 10
"""No selection has brought as many factories (2026-11: seven at most): a number so far above the last total is none."""
_COUNTRIES = ("noun:country",)
_OTHERS = 2
"""Words between a number and the word that says that it counts the others."""
_WORD = 30
"""Characters that hold the word behind a number."""
_NOUNS = ("noun:country", "noun:ai_factories", "noun:ai_factory", "noun:site", "noun:project", *groups.ANTENNAS)
_PLACE = 4
"""Words behind a count of countries within which its noun stands."""


def of(sentence: Sentence, mention: Mention, predicate: str) -> tuple[str, ...]:
    """What a count's neighbours tell of it, whoever it belongs to."""
    if predicate != "member_count":
        return ()
    found = ["tally:countries"] if _nearest_noun(sentence, mention) in _COUNTRIES else []
    fewer = [one for one in sentence.of("number") if _size(one) <= _size(mention)]
    if any(_of_countries(sentence, mention, one) for one in fewer):
        found.append("tally:by_countries")
    return tuple(found)


def known(sentence: Sentence, mention: Mention, predicate: str, subject: str, cast: Cast) -> Iterator[str]:
    """How a count stands to what was known of its subject: to all there were, or to its members."""
    if predicate == "member_count" and subject == PROGRAMME:
        stand = _stand(_size(mention), cast)
        yield f"total:{stand}"
        if any(number == mention for number, _ in groups.counting(sentence)):
            yield f"total:{stand}:counted"
    if predicate == "country_count":
        for other in sentence.of("number"):
            if _size(other) >= _size(mention) and _of_countries(sentence, other, mention):
                whole = subject == PROGRAMME and _stand(_size(other), cast) in ("now", "above")
                yield "of:own" if whole or cast.sizes.get(subject) == _size(other) else "of:others"


def counts_none(scene: Scene, sentence: Sentence, mention: Mention, cast: Cast) -> bool:
    """Whether a number surely counts no factories: one of years, the older of two totals, a part of the antennas."""
    if _unit(scene, mention):
        return True
    numbers = [one for one in sentence.of("number") if one.clause == mention.clause and one.start != mention.start]
    number = _size(mention)
    # The first total is also the first group's count, which is said beside others in its own right.
    if number in _totals(cast)[1:] and any(
        0 <= one.first - mention.last - 1 <= _RISE
        and _size(one) > number
        and _stand(_size(one), cast) in ("now", "above")
        and _nearest_noun(sentence, one) not in _COUNTRIES
        for one in numbers
    ):
        return True
    whole = cast.sizes.get(cast.antennas, 0)
    return (
        number < whole != _now(cast)
        and not sentence.of("date")
        and any(number + _size(one) == whole for one in numbers)
        and (any(_size(one) == whole for one in numbers) or bool(sentence.cued(*groups.ANTENNAS)))
    )


def others(sentence: Sentence, mention: Mention) -> bool:
    """Whether a number counts those beside one: who is chosen "with five others" is one of six."""
    further = sentence.cued("cue:further")
    return any(-_OTHERS <= cue.first - mention.last <= _OTHERS for cue in further if cue.start != mention.start)


def _nearest_noun(sentence: Sentence, mention: Mention) -> str:
    """The noun right behind a number that says what it counts."""
    nouns = [cue for cue in sentence.cues if cue.label in _NOUNS and 0 < cue.first - mention.last <= _PLACE]
    return min(nouns, key=lambda cue: cue.first).label if nouns else ""


def _unit(scene: Scene, mention: Mention) -> bool:
    """Whether a number counts years, people or what else no factory is."""
    behind = scene.text[mention.end : mention.end + _WORD].split(None, 1)
    return bool(behind) and words.fold(behind[0].strip('.,;:!?)»”"')) in _units(scene.article.language)


@functools.cache
def _units(code: str) -> frozenset[str]:
    """Words of a language for what else is counted: those for years, and those that no sum stands before."""
    if code not in knowledge.languages():
        return frozenset()
    told = knowledge.language(code)
    return frozenset(words.fold(one) for one in (*told.dates.year, *told.money.never))


def _stand(number: int, cast: Cast) -> str:
    """How a number stands to the sum of all groups selected until publication."""
    totals = _totals(cast)
    now = _now(cast)
    if number == now:
        return "now"
    if now < number <= now + _GROWS:
        return "above"
    return "outdated" if number in totals else "nothing"


def _totals(cast: Cast) -> list[int]:
    sizes = [one.members for one in cast.cohorts if one.what == "ai_factory"]
    return [sum(sizes[: place + 1]) for place in range(len(sizes))]


def _now(cast: Cast) -> int:
    return (_totals(cast) or [0])[-1]


def _of_countries(sentence: Sentence, members: Mention, countries: Mention) -> bool:
    """Whether the second number counts countries close behind the first: "nineteen in 16 member states"."""
    if not 0 < countries.first - members.last <= _BESIDE or members.clause != countries.clause:
        return False
    nouns = [cue for cue in sentence.cued(*_COUNTRIES) if 0 <= cue.first - countries.last <= _PLACE]
    return bool(nouns) and not any(members.last < cue.first < countries.first for cue in sentence.cued(*_COUNTRIES))


def _size(mention: Mention) -> int:
    return int(float(mention.value))
