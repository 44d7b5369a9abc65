"""Which factory an antenna works with, where the sentence that says so does not name it: "four depend on it"."""

from collections.abc import Iterable, Iterator

from pipeline.relate import partners
from pipeline.relate.scene import Mention, Sentence
from pipeline.relate.subjects import Cast, Reference

_TRIGGER = "trigger:linked_factory"


def spoken(sentence: Sentence, references: Iterable[Reference], cast: Cast) -> Iterator[Mention]:
    """The factories that a sentence with a word for a link and an antenna may mean without their names.

    Those that it tells by their places, else the one spoken of before. Each stands where the word stands.
    """
    words = sentence.cued(_TRIGGER)
    named = {one.value for one in sentence.of("factory")}
    if not words or {cast.kind(one) for one in named} != {"antenna"}:
        return
    fitting = [one for one in references if one.subject not in named and cast.kind(one.subject) == "ai_factory"]
    placed = dict.fromkeys(one.subject for one in fitting if one.how.startswith("by_"))
    before = dict.fromkeys(one.subject for one in fitting if one.how in ("previous", "title"))
    for subject in placed or tuple(before)[:1]:
        label = "by_place" if placed else "by_focus"
        yield words[0]._replace(type="factory", label=label, value=subject)


def features(
    predicate: str, sentence: Sentence, mention: Mention, subject: str, cast: Cast, found: Iterable[str]
) -> Iterator[str]:
    """What the two that may be linked are, and together how the sentence speaks of a link and of the antenna."""
    if predicate != "linked_factory":
        return
    for what, one in (("subject", subject), ("value", mention.value)):
        yield f"{what}:{cast.kinds.get(one, 'unsure')}" + ("" if one in cast.known else ":new")
    found = frozenset(found)
    told, there = partners.told_of(found), partners.there_in(found)
    yield f"link:{told}:{there}"
    if cast.kind(subject) == "antenna":
        others = {one for one in cast.factories if one != subject and cast.kind(one) == "antenna"}
        here = any(one.value in others for one in sentence.of("factory"))
        yield f"link:{told}:{'another_here' if here else 'one_of_several' if others else 'sole_antenna'}"
