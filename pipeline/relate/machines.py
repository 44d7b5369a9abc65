"""Machines: whose a machine, or its being new, surely is not, and where a table says "new" of one."""

from collections.abc import Iterable, Iterator

from pipeline.relate import features
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast, Reference

_MACHINE = ("noun:machine", "trigger:supercomputer")
_PLANS = ("trigger:system_kind.new", "trigger:system_kind.upgrade", "trigger:system_kind.existing")


def renewed(scene: Scene, sentence: Sentence) -> Iterator[Mention]:
    """Words like "new" that stand alone in the column of a table that tells of machines."""
    if sentence.cued(*_PLANS):
        return
    columns = {cue.cell for cue in features.heads(scene, sentence) if cue.label in _MACHINE}
    yield from (cue for cue in sentence.cued("cue:further") if cue.cell >= 0 and cue.cell in columns)


def of_antenna(sentence: Sentence, mention: Mention, subject: str, cast: Cast) -> bool:
    """Whether a machine would be an antenna's, which has none, and the clause does not deny it."""
    if subject not in cast.known or cast.known[subject].kind != "antenna":
        return False
    return not any(cue.clause == mention.clause for cue in sentence.cued("cue:negation"))


def of_another(sentence: Sentence, mention: Mention, subject: str, own: Iterable[Reference], cast: Cast) -> bool:
    """Whether a machine's kind is surely not said of a factory: of one that the clause or row does not name but others.

    Nor does an article about a factory that nobody knew mean an older one without naming it.
    """
    placed = {one.how for one in own if one.first >= 0}
    named = [one for one in sentence.of("factory") if one.clause == mention.clause]
    if named and (not placed or (mention.cell >= 0 and "explicit" not in placed)):
        return True
    return not placed and bool(cast.star) and cast.star not in cast.known and subject in cast.known
