"""Which of several factories a stage or a machine belongs to, and which of several stages an article leaves one at.

A clause that names a factory speaks of that one; who is told to have signed and to run is no longer only selected;
what has dates only from before the selection was there before the factory. All this holds in every language.
"""

from collections.abc import Iterable, Mapping

from models import alike
from pipeline.relate import course, features
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast, Reference, is_group

OF_NAMED = frozenset({"status", "system_kind", "supercomputer"})
"""What a clause that names a factory says of it, and of no other (one exception in the gold, 2026-11-23)."""
_PLACED = course.COURSE | course.SUMS | OF_NAMED
"""Predicates for which it tells where a subject stands among those that a sentence may speak of."""
_STATUS = "trigger:status."
_STEPS = ("selected", "contracted", "under_construction", "operational")
"""A project's way, step by step."""
_SURE = ("place:only", "place:nearest")

_TOLD_AS = ("cue:planned", "cue:negation", "cue:reported", "cue:formerly", "cue:bid")
_NEAR = 4
"""Words within which such a word is about the stage."""

Told = Mapping[str, frozenset[str]]
"""By factory: the stages that the clauses which name or describe it have a word for."""


def told(scene: Scene, references: tuple[tuple[Reference, ...], ...]) -> Told:
    """All stages that an article has words for, by the factory that stands in their clause."""
    found: dict[str, set[str]] = {}
    for sentence in scene.sentences:
        by_clause: dict[int, set[str]] = {}
        for cue in sentence.cues:
            if cue.label.startswith(_STATUS):
                by_clause.setdefault(cue.clause, set()).add(cue.label.removeprefix(_STATUS))
        for one in references[sentence.index] if by_clause else ():
            if one.first >= 0 and not is_group(one.subject):
                found.setdefault(one.subject, set()).update(by_clause.get(one.clause, ()))
    return {subject: frozenset(words) for subject, words in found.items()}


def of(
    predicate: str,
    sentence: Sentence,
    value: Mention,
    word: str,
    subject: str,
    mine: Iterable[Reference],
    cast: Cast,
    stages: Told,
) -> Iterable[str]:
    """Where a subject stands in the sentence, and what that means for its stage, its machine or the machine's kind."""
    if predicate not in _PLACED:
        return
    at = course.place(value, subject, mine)
    yield at
    if predicate == "status":
        yield (way := f"{word}:{_way(word, stages.get(subject, frozenset()))}")
        if at not in _SURE:
            yield f"{way}:unplaced"
        yield from {
            f"{word}:{cue.label}"
            for cue in sentence.cues
            if cue.clause == value.clause and cue.label in _TOLD_AS and features.away(value, cue) <= _NEAR
        }
    if predicate == "system_kind":
        yield f"{word}:{at}"
    if predicate in OF_NAMED and _early(sentence, value, subject, cast):
        yield f"{value.label if predicate == 'supercomputer' else word}:early"


def headed(subject: str, cast: Cast) -> Iterable[str]:
    """Whether a headline that tells of the same stage names this subject."""
    yield "head:own" if subject in cast.title else "head:other" if cast.title else "head:nobody"


def _way(word: str, words: frozenset[str]) -> str:
    """How a stage stands to the others told of the same factory."""
    others = words - {word}
    if word in _STEPS and others & set(_STEPS[_STEPS.index(word) + 1 :]):
        return "later"
    return "slipped" if "delayed" in others else "last" if others else "sole"


def of_one_named(predicate: str, value: Mention, subject: str, mine: Iterable[Reference]) -> bool:
    """Whether a subject without words of its own is out of question: the clause of the value names another factory.

    A country alone names none: "the Italian minister".
    """
    if predicate not in OF_NAMED:
        return False
    here = False
    for one in mine:
        if one.first >= 0 and not is_group(one.subject):
            if one.subject == subject:
                return False
            here = here or (one.clause == value.clause and not one.how.startswith("by_country"))
    return here


def _early(sentence: Sentence, value: Mention, subject: str, cast: Cast) -> bool:
    """Whether all dates of a clause lie before the selection: it tells what was there before the factory."""
    since = course.selected(subject, cast)
    dates = [one for one in sentence.of("date") if one.clause == value.clause]
    periods = [period for one in dates if (period := alike.period(one.value))]
    return since is not None and bool(periods) and all(last < since for _, last in periods)
