"""Names that wait for a decision, and the decisions, as rows for programs and in words for people."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models import value as values
from models.candidate import Candidate
from models.claim import Claim
from models.verdict import Verdict
from web import rows

CANDIDATES = ("id", "name", "kind", "country", "why", "near", "sources", "claims")
VERDICTS = ("id", "when", "who", "kind", "about", "factory", "why", "in_force")
_WIDTH = 118
_SHOWN = 4
"""Sentences that a person is shown of one name; programs get them all."""


def candidate(one: Candidate, claims: Sequence[Claim]) -> Mapping[str, Any]:
    """A name with all its evidence."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind or None,
        "country": one.country or None,
        "why": one.why,
        "near": [{"factory": near.factory, "why": near.why} for near in one.near],
        "sources": sorted({claim.source for claim in claims}),
        "claims": [claim.id for claim in claims],
        "evidence": [
            {
                "claim": claim.id,
                "predicate": claim.predicate,
                "value": values.plain(claim.value),
                "modality": claim.modality,
                "source": claim.source,
                "said": claim.said.date().isoformat() if claim.said else None,
                "quote": claim.evidence.quote,
                "url": claim.url,
            }
            for claim in claims
        ],
    }


def in_words(one: Candidate, claims: Sequence[Claim]) -> Iterable[str]:
    """The same for people: what is said and where, what it may be, and how to decide."""
    yield f"{one.id}: {one.name}"
    yield f"  waits because: {one.why}"
    for near in one.near:
        yield f"  may be {near.factory}: {near.why}"
    by_sentence: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault((claim.url, claim.evidence.quote), []).append(claim)
    for (url, quote), said in list(by_sentence.items())[:_SHOWN]:
        day = said[0].said.date().isoformat() if said[0].said else "no day"
        yield f"  {day}, {said[0].source}: {url}"
        yield from textwrap.wrap(
            f"“{' '.join(quote.split())}”", _WIDTH, initial_indent="    ", subsequent_indent="     "
        )
        for claim in said:
            yield f"    {claim.predicate}: {rows.in_words(claim.value)} ({claim.modality}; claim {claim.id})"
    if len(by_sentence) > _SHOWN:
        yield f"  and {len(by_sentence) - _SHOWN} more sentences (--format json shows all)"
    yield f"  decide: factorywatch review accept {one.id} · same {one.id} FACTORY · not-a-factory {one.id}"


def verdict(one: Verdict, *, in_force: bool) -> Mapping[str, Any]:
    """A decision: who, when, what and why, and whether it still counts."""
    return {
        "id": one.id,
        "when": one.when.isoformat(timespec="seconds"),
        "who": one.who,
        "kind": one.kind,
        "about": one.about,
        "factory": one.factory or None,
        "why": one.why,
        "in_force": in_force,
    }
