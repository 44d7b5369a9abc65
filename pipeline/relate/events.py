"""Events: whose day a date is not, and which one is no day at all.

The stretch between two signs, whom it names and how near the word for the event stands in it tell no more of a date
than its clause does, and a word for delay beside it no more than one in its clause: tried for all predicates with
dates on the seen and shared gold (2026-11-23), and left out.
"""

from collections.abc import Iterable

from pipeline.relate import course
from pipeline.relate.scene import Mention, Sentence
from pipeline.relate.subjects import Reference

DATED = course.DATED | {"selected_on"}
"""Predicates whose value is the day of an event."""
_LATE = "trigger:status.delayed"


def of_one_between(predicate: str, sentence: Sentence, value: Mention, own: Iterable[Reference]) -> bool:
    """Whether a subject told by its country alone is out of question: another one is named between it and a date.

    "Austria is a partner of IT4LIA, which opened in September" (none of 20 such places in the gold, 2026-11-23).
    """
    placed = [one for one in own if one.first >= 0]
    if predicate not in course.DATED or not placed or not all(one.how.startswith("by_country") for one in placed):
        return False
    last = max(one.first for one in placed)
    return any(last < one.first < value.first and one.clause == value.clause for one in sentence.of("factory"))


def comparison(sentence: Sentence, value: Mention) -> bool:
    """Whether what looks like a date says how late another one is: "in 2027, a year later than planned"."""
    if value.type != "date" or value.label != "relative":
        return False
    if not any(cue.start < value.end and value.start < cue.end for cue in sentence.cued(_LATE)):
        return False
    return any(one.end < value.start and one.value < value.value for one in sentence.of("date"))
