"""Selections: how a date stands to the day on which a group, or the group of a factory, was selected."""

from collections.abc import Iterable, Iterator

from pipeline.relate import course
from pipeline.relate.groups import CHOSEN, MONTH, month
from pipeline.relate.scene import Mention, Sentence
from pipeline.relate.subjects import Cast, Reference

_DAY = 10
"""Letters of a date that says its day."""
_YEAR = 4
"""Letters of a bare year."""


def known(sentence: Sentence, mention: Mention, subject: str, cast: Cast, own: Iterable[Reference]) -> Iterator[str]:
    """Whether a date is that of the subject's selection: its month, its very day, or another day of that month.

    A group of that date is there whenever the date is; it is spoken of where something else tells of it too.
    """
    group = subject.startswith("cohort:")
    cohort = subject if group else cast.group_of(subject)
    chosen = any(cue.clause == mention.clause for cue in sentence.cued(*CHOSEN))
    told = any(one.first >= 0 and one.how != "group_dated" for one in own)
    if not cohort:
        return
    if month(cohort) != mention.value[:MONTH]:
        yield "known:year" if month(cohort)[:_YEAR] == mention.value else "known:other"
        return
    yield "known:own"
    if group:
        yield f"dated:{'told' if told else 'untold'}:{'chosen' if chosen else 'unchosen'}"
    if len(mention.value) == _DAY and cohort not in cast.told:
        day = course.selected(subject, cast)
        yield "known:day" if day is not None and mention.value == day.isoformat() else "known:another_day"
