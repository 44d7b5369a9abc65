"""How a thing is said: asserted, planned, reported or negated. Read off the cues of its clause, never off words."""

from datetime import date

from models import alike
from models.claim import Modality
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Sentence

_ALWAYS_PLANNED = frozenset({"operational_by"})
_DATED = frozenset({"launched_on", "contract_signed_on", "selected_on"})
_PLANNABLE = frozenset({"status", "launched_on", "contract_signed_on", "selected_on", "contract_value", "system_kind"})
_DONE = frozenset({"selected"})
_BEFORE = 6
"""Words within which a negation ahead of a value denies it."""


def of(candidate: Candidate, sentence: Sentence, published: date | None) -> Modality:
    """The modality of what a candidate says."""
    mention = candidate.mention
    clause = [cue for cue in sentence.cues if cue.clause == mention.clause]
    if any(cue.label == "cue:negation" and _governs(cue, mention) for cue in clause):
        return "negated"
    if any(cue.label == "cue:reported" for cue in clause) and candidate.predicate != "operational_by":
        return "reported"
    if candidate.predicate in _ALWAYS_PLANNED:
        return "planned"
    if candidate.predicate in _DATED and published is not None and _after(str(candidate.value), published):
        return "planned"
    if candidate.predicate in _PLANNABLE and str(candidate.value) not in _DONE:
        if candidate.predicate == "system_kind":
            return "asserted"
        if any(cue.label == "cue:planned" for cue in clause):
            return "planned"
    return "asserted"


def _governs(cue: Mention, mention: Mention) -> bool:
    return -2 <= mention.first - cue.last <= _BEFORE


def _after(said: str, published: date) -> bool:
    days = alike.period(said)
    return days is not None and days[0] > published
