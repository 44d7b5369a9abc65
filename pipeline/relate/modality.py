"""How a thing is said: asserted, planned, reported or negated. Read off the cues of its clause, never off words."""

from datetime import date

from models import alike
from models.claim import Modality
from pipeline.relate import features
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Sentence

_ALWAYS_PLANNED = frozenset({"operational_by"})
_DATED = frozenset({"launched_on", "contract_signed_on", "selected_on"})
_PLANNABLE = frozenset({"status", "launched_on", "contract_signed_on", "contract_value"})
_DONE = frozenset({"selected", "delayed"})
"""Stages that are there as soon as somebody speaks of them: who will be late is late."""
_DENIABLE = frozenset({"status", "system_kind"})
"""What a "not" beside it denies. All else passes for said with a "not" beside it too: "CSC in Kajaani says nothing",
"six, not seven" (129 of 147 places of the seen and shared gold, 2026-11-22), unless the "not" is that of its own word.
"""
_IN_PASSING = frozenset(
    {"host_city", "host_country", "host_organisation", "supercomputer", "system_kind", "member_count"}
)
"""What a sentence tells in passing is no hearsay, whatever else it says that others say (43 of 50, same gold)."""
_BEFORE = 6
"""Words within which a negation ahead of a value denies it."""
_BORDERS = ",:;(–—"


def of(candidate: Candidate, sentence: Sentence, published: date | None, text: str) -> Modality:
    """The modality of what a candidate says; `text` is the article's."""
    mention = candidate.mention
    value = str(candidate.value)
    clause = [cue for cue in sentence.cues if cue.clause == mention.clause and cue.cell == mention.cell]
    if candidate.predicate in _ALWAYS_PLANNED:
        return "planned"
    if value != "delayed" and _denied(candidate.predicate, clause, mention, text):
        return "negated"
    if candidate.predicate not in _IN_PASSING and any(cue.label == "cue:reported" for cue in clause):
        return "reported"
    days = alike.period(value) if candidate.predicate in _DATED and published is not None else None
    if days is not None and published is not None:
        if days[0] > published:
            return "planned"
        if days[1] <= published:
            return "asserted"
    plans = candidate.predicate in _PLANNABLE and value not in _DONE
    if plans and any(cue.label == "cue:planned" and _reaches(cue, mention, text) for cue in clause):
        return "planned"
    return "asserted"


def _governs(cue: Mention, mention: Mention) -> bool:
    return -2 <= mention.first - cue.last <= _BEFORE


def _denied(predicate: str, clause: list[Mention], mention: Mention, text: str) -> bool:
    """Whether a "not" denies a value; of most only one that its own word leads up from: "does not stand in Italy"."""
    denials = [cue for cue in clause if cue.label == "cue:negation" and _governs(cue, mention)]
    if predicate in _DENIABLE:
        return bool(denials)
    own = (*features.speaks(predicate), *(("trigger:host_city",) if predicate == "host_country" else ()))
    words = [cue.first for cue in clause if cue.label in own and cue.start != mention.start]
    return any(
        _reaches(denial, mention, text) and any(denial.last < word < mention.first for word in words)
        for denial in denials
    )


def _reaches(cue: Mention, mention: Mention, text: str) -> bool:
    """Whether no comma or bracket stands between: "signed the contract, and work will begin" has signed it."""
    first, second = (cue, mention) if cue.start < mention.start else (mention, cue)
    return not any(sign in text[first.end : second.start] for sign in _BORDERS)
