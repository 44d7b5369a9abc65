"""What is held of a subject, for people and programs: all opinions side by side, slips, and what differs by day."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from models import alike
from models import value as values
from models.camps import Opinion
from models.change import Change
from models.claim import Claim
from models.difference import Difference
from models.fact import Fact, FactType
from models.factory import Listed
from models.fold import Pair
from web import rows

_WIDTH = 118
"""Columns that a person's window has."""
FACTS = ("predicate", "value", "standing", "sources", "valid", "known", "others", "claims")
DIFFERENCES = ("subject", "predicate", "old", "new", "old_standing", "new_standing", "valid")
DIFFERENCES_IN_WORDS = ("subject", "what differs", "standing", "since")

Opinions = Mapping[str, Sequence[Opinion]]
"""Predicate → all that is said, the values with the most independent sources first."""


def fact(one: Fact, opinions: Opinions, fact_types: Mapping[str, FactType]) -> Mapping[str, Any]:
    """A fact with both of its clocks, how many independent sources say so, and what others say."""
    own, others = _sides(one, opinions, fact_types[one.predicate])
    return {
        **rows.fact(one),
        "sources": own.voices if own else len(one.because),
        "others": [{"value": values.plain(other.value), "sources": other.voices} for other in others],
    }


def in_words(
    title: str,
    facts: Sequence[Fact],
    opinions: Opinions,
    proofs: Mapping[str, Claim],
    log: Sequence[Change],
    fact_types: Mapping[str, FactType],
) -> Iterable[str]:
    """What is held, each fact with the others that are said, the sentence that proves it, and what moved since."""
    labels = {key: one.label for key, one in fact_types.items()}
    yield title
    yield ""
    wide = max((len(labels[one.predicate]) for one in facts), default=0)
    for one in facts:
        sides = " · ".join(_told(one, opinions, fact_types[one.predicate]))
        slip = _slip(one, log, fact_types[one.predicate])
        yield f"  {labels[one.predicate].ljust(wide)}  {sides}  since {one.valid}{f', {slip}' if slip else ''}"
        proof = next((proofs[key] for key in one.because if key in proofs), None)
        if proof is not None:
            quote = f"“{' '.join(proof.evidence.quote.split())}” [{proof.source}]"
            yield from textwrap.wrap(quote, _WIDTH, initial_indent=" " * (wide + 4), subsequent_indent=" " * (wide + 5))
    moves = [one for one in log if one.cause != "baseline"]
    if moves:
        yield ""
        yield "Since the baseline:"
        for change in moves:
            words = rows.moved(change, labels)
            yield f"  {change.took_effect}  {words}  ({change.standing}: {', '.join(change.sources)})"


def since(one: Listed) -> date:
    """The day from which a factory is one: of its selection where that is known to the day, else of its first word."""
    days = next((alike.period(str(value)) for value in one.held.get("selected_on", ())), None)
    return days[0] if days and days[0] == days[1] else one.since


def difference(one: Difference) -> Mapping[str, Any]:
    """What was held and what is."""
    return {
        "subject": one.fact.subject,
        "predicate": one.fact.predicate,
        "old": values.plain(one.old.value) if one.old else None,
        "new": values.plain(one.new.value) if one.new else None,
        "old_standing": one.old.standing if one.old else None,
        "new_standing": one.new.standing if one.new else None,
        "valid": one.fact.valid.isoformat(),
    }


def difference_in_words(one: Difference, fact_types: Mapping[str, FactType]) -> Sequence[str]:
    """The same for people."""
    old, new = (rows.in_words(side.value) if side else "" for side in (one.old, one.new))
    moved = f"no longer {old}" if not new else f"{old} → {new}" if old and old != new else new
    standings = [side.standing for side in (one.old, one.new) if side]
    standing = " → ".join(dict.fromkeys(standings)) if one.new else ""
    label = fact_types[one.fact.predicate].label
    return (one.fact.subject, f"{label}: {moved}", standing, one.new.valid.isoformat() if one.new else "")


def _told(one: Fact, opinions: Opinions, fact_type: FactType) -> Iterable[str]:
    # "430 M EUR (confirmed, 5 sources)", then what others say: "420 M EUR (2 sources)".
    own, others = _sides(one, opinions, fact_type)
    yield f"{rows.in_words(one.value)} ({one.standing}, {_sources(own.voices if own else len(one.because))})"
    for other in others:
        yield f"{rows.in_words(other.value)} ({_sources(other.voices)})"


def _sides(one: Fact, opinions: Opinions, fact_type: FactType) -> tuple[Opinion | None, Sequence[Opinion]]:
    # Who says what is held, and who says something else. Several values at once are facts of their own, and the steps
    # of a life follow each other: these contradict nobody.
    said = opinions.get(one.predicate, ())
    own = next((opinion for opinion in said if opinion.value == one.value), None) or next(
        (opinion for opinion in said if alike.same(fact_type, opinion.value, one.value)), None
    )
    if fact_type.many or fact_type.order:
        return own, ()
    return own, [opinion for opinion in said if opinion is not own]


def _slip(one: Fact, log: Sequence[Change], fact_type: FactType) -> str:
    # "was 2026, now 2027": of a day that was put off or brought forward.
    if fact_type.value != "date" or fact_type.many:
        return ""
    pair: Pair = (one.subject, one.predicate)
    moves = [row for row in log if (row.subject, row.predicate) == pair and row.old is not None and row.new is not None]
    was = dict.fromkeys(rows.in_words(row.old) for row in moves if row.old != row.new)
    earlier = [words for words in was if words != rows.in_words(one.value)]
    return f"was {', then '.join(earlier)}, now {rows.in_words(one.value)}" if earlier else ""


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"
