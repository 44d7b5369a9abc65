"""Tallies: how a count stands to the other counts of its sentence, and to how many there were before.

"Now 23 in 18 countries", "from 19 to 23", "of the thirteen seven in the Union and six outside": the numbers tell what
they count, in whatever language.
"""

import functools
from collections.abc import Collection, Iterator

from models import knowledge
from pipeline.components import words
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import PROGRAMME, Cast

_BESIDE = 8
"""Words between a count of factories and the count of the countries that they stand in."""
_RISE = 3
"""Words between the old and the new count of one thing."""
_ROUND = 150
"""Days in which there has been no more than one selection of factories: so many may have passed unheard of."""
_COUNTRIES = ("noun:country",)
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


def impossible(sentence: Sentence, mention: Mention, subject: str, cast: Cast) -> bool:
    """What no count of members can be: the programme's antennas, fewer than its first ones, a group beyond measure."""
    number, antennas = _size(mention), _nearest_noun(sentence, mention) in groups.ANTENNAS
    if subject == PROGRAMME:
        return antennas or number < next(iter(_totals(cast)), 0)
    of_antennas = subject.endswith("-antennas")
    if antennas and not of_antennas:
        return True
    return cast.sizes.get(subject) != number and number > groups.limit("antenna" if of_antennas else "ai_factory")


def known(
    sentence: Sentence, mention: Mention, predicate: str, subject: str, cast: Cast, more: Collection[str]
) -> Iterator[str]:
    """How a count stands to what was known of its subject. `more` is how it counts: a noun behind it, or nothing."""
    kind = PROGRAMME if subject == PROGRAMME else "antennas" if subject.endswith("-antennas") else "cohort"
    yield from (f"{kind}:{one}" for one in more if one.startswith("size:") and one != "size:largest")
    if predicate == "member_count":
        if any(_of_countries(sentence, mention, one) for one in sentence.of("number") if _size(one) <= _size(mention)):
            yield f"{kind}:by_countries"
        yield from _known_count(mention, subject, cast, more)
        if subject == PROGRAMME:
            stand = _stand(_size(mention), cast)
            yield f"total:{stand}"
            if any(number == mention for number, _ in groups.counting(sentence)):
                yield f"total:{stand}:counted"
        else:
            yield from _dated(sentence, mention, subject, cast)
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


def _nearest_noun(sentence: Sentence, mention: Mention) -> str:
    """The noun right behind a number that says what it counts."""
    other = min((one.start for one in sentence.of("number") if one.start >= mention.end), default=sentence.end)
    nouns = [
        cue
        for cue in sentence.cues
        if cue.label in _NOUNS and 0 < cue.first - mention.last <= _PLACE and cue.start < other
    ]
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
    ago = [phrase.partition("# ")[2].split() for said in told.dates.relative.values() for phrase in said]
    units = [behind[0] for behind in ago if behind]  # "# months ago"
    return frozenset(words.fold(one) for one in (*told.dates.year, *told.money.never, *units))


def added(mention: Mention, subject: str, cast: Cast, counts: Collection[int]) -> Iterator[str]:
    """Whether all there are is what there were before and a group that came: both as known, or told in `counts`."""
    number, totals = _size(mention), _totals(cast)
    if subject != PROGRAMME or number <= next(iter(totals), 0):
        return
    groups_told = {one for one in (*counts, *cast.sizes.values()) if one <= groups.MOST_FACTORIES}
    if any(number - one in totals or (number - one in counts and number - one > one) for one in {1, *groups_told}):
        yield "total:added"


def _known_count(mention: Mention, subject: str, cast: Cast, more: Collection[str]) -> Iterator[str]:
    """Whether a count is that of a group, or of all groups until then."""
    number = _size(mention)
    alike = [one for one in cast.cohorts if one.what == "ai_factory"]
    totals = {sum(one.members for one in alike[: place + 1]) for place in range(1, len(alike))}
    before = sum(one.members for one in alike if cast.published is None or one.selected_on < cast.published)
    grown = {before + size for key, size in cast.sizes.items() if key not in {one.id for one in alike}}
    if subject in cast.sizes:
        stand = "own" if cast.sizes[subject] == number else "other"
        yield f"known:{stand}"
        yield f"known:{stand}:{_counted(more)}"
    elif subject == PROGRAMME:
        yield (
            "known:total"
            if number in totals
            else "known:grown"
            if number in grown
            else "known:group"
            if number in cast.sizes.values()
            else "known:nothing"
        )


def _counted(more: Collection[str]) -> str:
    """How a number stands there: before its noun, at the end of a phrase, before another cue or an unknown word."""
    if "counts:bare" not in more:
        return "counted"
    return "ends" if "counts:ends" in more else "beside" if "counts:something" in more else "loose"


def _dated(sentence: Sentence, mention: Mention, subject: str, cast: Cast) -> Iterator[str]:
    """Whether the month beside a count is that of the group: "seven in December, six in March" take turns."""
    months = {groups.month(one.id) for one in cast.cohorts}
    dates = [one for one in sentence.of("date") if one.value[: groups.MONTH] in months]
    if not dates:
        return
    counts = sentence.of("number")
    behind = [one for one in dates if one.start > mention.start]
    ahead = [one for one in dates if one.end < mention.end]
    counts_first = bool(counts) and counts[0].start < dates[0].start
    beside = (behind[:1] or ahead[-1:]) if counts_first else (ahead[-1:] or behind[:1])
    yield "month:own" if beside[0].value[: groups.MONTH] == groups.month(subject) else "month:other"


def _stand(number: int, cast: Cast) -> str:
    """How a number stands to the sum of all groups selected until publication."""
    totals = _totals(cast)
    now = _now(cast)
    if number == now:
        return "now"
    if now < number <= now + groups.MOST_FACTORIES * _rounds(cast):
        return "above"
    return "outdated" if number in totals else "nothing"


def _rounds(cast: Cast) -> int:
    """How many selections there may have been since the last one that is known; what the article tells is not all."""
    last = cast.heard or max((one.selected_on for one in cast.cohorts if one.what == "ai_factory"), default=None)
    return 1 + (max(0, (cast.published - last).days) // _ROUND if last and cast.published else 0)


def _totals(cast: Cast) -> list[int]:
    sizes = [cast.sizes.get(one.id, one.members) for one in cast.cohorts if one.what == "ai_factory"]
    if cast.cohort and all(one.id != cast.cohort for one in cast.cohorts):
        sizes.append(cast.sizes.get(cast.cohort, 0))
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
