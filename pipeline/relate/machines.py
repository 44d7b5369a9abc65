"""Machines: whose a machine, or its being new, surely is not, and where a table says "new" of one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from pipeline.relate import features
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast, Reference

_NEAR = 3
"""Words within which a machine is what a word speaks of."""
_BESIDE = 2
"""Words within which "new" is said of it."""
_LINK = 10
"""Characters between two machines of one row: a comma, an "and"."""
_BORDERS = "();:|\n"
_MACHINE = ("noun:machine", "trigger:supercomputer")
_PLANS = ("trigger:system_kind.new", "trigger:system_kind.upgrade", "trigger:system_kind.existing")
_TOLD_OF = frozenset({*_PLANS, "cue:negation", "cue:formerly"})


def renewed(scene: Scene, sentence: Sentence) -> Iterator[tuple[Mention, str]]:
    """Words like "new" that stand alone in the column of a table that tells of machines, or beside a machine."""
    if sentence.cued(*_PLANS):
        return
    columns = {cue.cell for cue in features.heads(scene, sentence) if cue.label in _MACHINE}
    named = (*sentence.of("machine"), *sentence.cued("noun:machine"))
    for cue in sentence.cued("cue:further"):
        if cue.cell >= 0 and cue.cell in columns:
            yield cue, "renewed"
        elif any(features.away(cue, one) <= _BESIDE for one in named):
            yield cue, "renewed:beside"


def shared(scene: Scene, sentence: Sentence, cast: Cast) -> Mapping[str, Collection[Mention]]:
    """The machines of others that stand in one row with a factory's own: "it relies on JUPITER and Alice Recoque".

    Not where the article names the other's factory: then each has its own.
    """
    found: dict[str, list[Mention]] = {}
    row = sentence.of("machine")
    for one, following in pairwise(row):
        between = scene.text[one.end : following.start]
        if len(between) > _LINK or one.owner == following.owner or one.cell != following.cell:
            continue
        if sum(1 for word in between.split() if word.strip(",")) > 1 or any(sign in between for sign in _BORDERS):
            continue
        for own, other in ((one, following), (following, one)):
            if own.owner in cast.factories and other.owner and other.owner not in cast.factories:
                found.setdefault(own.owner, []).append(other)
    return found


def impossible(
    predicate: str, sentence: Sentence, mention: Mention, subject: str, own: Iterable[Reference], cast: Cast
) -> bool:
    """Whether a machine, or what kind of machine, surely is not said of a subject."""
    if predicate == "supercomputer":
        return _of_antenna(sentence, mention, subject, cast) or _outlived(sentence, mention)
    return predicate == "system_kind" and _of_another(sentence, mention, subject, own, cast)


def _of_antenna(sentence: Sentence, mention: Mention, subject: str, cast: Cast) -> bool:
    """Whether a machine would be an antenna's, which has none, and the clause does not deny it."""
    if cast.kind(subject) != "antenna":
        return False
    return not any(cue.clause == mention.clause for cue in sentence.cued("cue:negation"))


def _outlived(sentence: Sentence, mention: Mention) -> bool:
    """Whether an older machine is told of as what a new one replaces or stands beside: nobody's own, in this clause."""
    return mention.label == "older" and any(
        cue.clause == mention.clause for cue in sentence.cued("trigger:system_kind.new")
    )


def _of_another(sentence: Sentence, mention: Mention, subject: str, own: Iterable[Reference], cast: Cast) -> bool:
    """Whether a machine's kind is surely not said of a factory: of one that the clause or row does not name but others.

    Nor does an article about a factory that nobody knew mean an older one without naming it.
    """
    placed = {one.how for one in own if one.first >= 0}
    named = [one for one in sentence.of("factory") if one.clause == mention.clause]
    if named and (not placed or (mention.cell >= 0 and "explicit" not in placed)):
        return True
    return not placed and bool(cast.star) and cast.star not in cast.known and subject in cast.known


def shared_names(scene: Scene) -> frozenset[str]:
    """The factories that an article gives no name but their machine's, or one around it: MIMER, the Mimer AI Factory.

    Where it calls the factory something else, who bears the machine's name is the machine.
    """
    machines: dict[str, set[str]] = {}
    for one in scene.of("machine"):
        machines.setdefault(one.owner, set()).add(scene.text[one.start : one.end].casefold())
    called: dict[str, set[str]] = {}
    for one in scene.of("factory"):
        if one.label == "described":
            continue  # "the factory in Linköping" is no name
        called.setdefault(one.value, set()).add(scene.text[one.start : one.end].casefold())
    return frozenset(
        factory
        for factory, names in called.items()
        if all(any(machine in name for machine in machines.get(factory, ())) for name in names)
    )


def said(sentence: Sentence, mention: Mention, predicate: str, alike: frozenset[str]) -> Iterator[str]:
    """What a clause says of a machine: whether a plan is a machine's at all; how a name is said to be one's."""
    if predicate not in ("system_kind", "supercomputer"):
        return
    here = [cue for cue in sentence.cues if cue.clause == mention.clause]
    if predicate == "system_kind":
        things = (*(cue for cue in here if cue.label in _MACHINE), *sentence.of("machine"))
        nearest = min((features.away(mention, one) for one in things), default=None)
        yield f"plan:{'bare' if nearest is None else 'machine' if nearest <= _NEAR else 'far'}"
        if any(cue.label == "cue:negation" and 0 < mention.first - cue.last <= _NEAR for cue in here):
            yield "plan:negated"  # "no new machine"
        return
    if mention.owner in alike and any(one.start <= mention.start < one.end for one in sentence.of("factory")):
        yield "name:factory"  # MIMER the machine bears the name of MIMER the factory
    yield from {f"{mention.label}:{cue.label}" for cue in here if cue.label in _TOLD_OF}
    nouns = {cue.start: cue.last for cue in here if cue.label == "noun:machine"}
    verbs = [cue.last for cue in here if cue.label == "trigger:supercomputer" and cue.start not in nouns]
    ways = ["noun"] if any(mention.first - last == 1 for last in nouns.values()) else []
    ways += ["name"] if any(0 < mention.first - last <= _BESIDE for last in verbs) else []
    yield f"{mention.label}:by:{'_'.join(ways) or 'nothing'}"  # "the machine Halla", "is called Halla"
