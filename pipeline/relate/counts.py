"""Counts: what numbers may count, members or countries, with the noun that says so or without one."""

from collections.abc import Iterator, Mapping

from models.value import Value
from pipeline.relate import groups
from pipeline.relate.scene import Mention, Sentence

COUNTED: Mapping[str, tuple[str, ...]] = {
    "member_count": (
        "noun:ai_factory",
        "noun:ai_factories",
        "noun:site",
        "noun:project",
        "noun:antenna",
        "noun:antennas",
    ),
    "country_count": ("noun:country",),
}
"""By predicate: the nouns of what it counts."""
_REACH = 4
"""Words between a number and the noun it counts."""
_REACH_BACK = 8
"""The same where the noun comes first."""
_FEWEST = 2
_MOST_COUNTED = 60
"""More is counted by no number without a noun."""
_NEAR = 2
"""Words from a number to one that says how it counts: "the first seven"."""


def found(
    text: str, sentence: Sentence, mention: Mention, predicate: str
) -> Iterator[tuple[Mention, str, Value, tuple[str, ...]]]:
    """A number beside a noun that it counts; two such numbers in one clause also as their sum."""
    counted = _counted(sentence, mention, predicate)
    number = int(float(mention.value))
    if number < _FEWEST:
        return  # "one of the countries" counts nothing
    extra: tuple[str, ...]
    if counted is not None:
        extra = (
            f"counts:{counted.label}",
            "counts:before" if counted.first > mention.last else "counts:after",
            _size(number),
        )
    elif number <= _MOST_COUNTED:
        near = {cue.label for cue in sentence.cues if -_NEAR <= cue.first - mention.first <= _NEAR}
        extra = (
            "counts:bare",
            *(f"bare:{one}" for one in ("cue:first", "cue:further", "cue:total") if one in near),
            _size(number),
        )
        if any(other.start >= mention.end and not text[mention.end : other.start].strip() for other in sentence.cues):
            extra = ("counts:something", *extra)
        behind = text[mention.end : mention.end + 2].strip()
        if not behind or not behind[0].isalpha():
            extra = ("counts:ends", *extra)
    else:
        return
    others = [one for one in sentence.of("number") if one != mention and _counted(sentence, one, predicate)]
    if all(number >= float(one.value) for one in others):
        extra = (*extra[:-1], "size:largest", extra[-1])
    added = [
        other
        for other in sentence.of("number")
        if 0 < other.first - mention.last <= _REACH + _REACH
        and other.clause == mention.clause
        and ":" not in text[mention.end : other.start]  # "17 countries: 15 members and 2 more" says its sum first
        and _counted(sentence, other, predicate)
    ]
    left_out = predicate == "member_count" and groups.leaves_one_out(sentence, mention)
    yield mention, predicate, number, (*extra, *(("part",) if added else ()), *(("others:less",) if left_out else ()))
    if predicate == "member_count" and groups.may_leave_one_out(sentence, mention):
        whole = mention._replace(value=str(number + 1))
        more = ("others", "others:said") if left_out else ("others",)
        yield whole, predicate, number + 1, (*extra[:-1], _size(number + 1), *more)
    for other in added:
        both = number + int(float(other.value))
        whole = mention._replace(end=other.end, last=other.last, value=str(both))
        yield whole, predicate, both, (*extra[:-1], _size(both), "sum")


def _size(number: int) -> str:
    """A count's order: nobody's programme has two factories, and the Union has no sixty members."""
    return f"size:{next((limit for limit in (4, 9, 30) if number <= limit), 'more')}"


def _counted(sentence: Sentence, mention: Mention, predicate: str) -> Mention | None:
    """The noun that a number counts: the next one behind it, else one before it ("factories: there are 19 now")."""
    nouns = [cue for cue in sentence.cued(*COUNTED[predicate]) if cue.clause == mention.clause]
    # "19 in 16 countries": what stands behind the next number is counted by that.
    other = min((one.start for one in sentence.of("number") if one.start >= mention.end), default=sentence.end)
    behind = [cue for cue in nouns if 0 < cue.last - mention.last <= _REACH and cue.start < other]
    if behind:
        return min(behind, key=lambda cue: cue.first)
    before = [cue for cue in nouns if 0 < mention.first - cue.last <= _REACH_BACK]
    return max(before, key=lambda cue: cue.first) if before else None
