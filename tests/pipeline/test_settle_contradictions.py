"""Contradictions as two years of news had them: what is held, at which standing, and what stands beside it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter

from models import camps, fold, knowledge
from models.camps import Rules
from models.claim import Claim, Modality
from models.fact import Standing
from models.source import SourceKind
from models.value import Value, read
from pipeline import sums
from tests import make
from tests.settling import run


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim; where it names no predicate, that of its case."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    value: Any
    by: str
    on: date
    predicate: str = ""
    modality: Modality | None = None
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of it, or with `voices` said beside that."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    value: Any
    standing: Standing | None = None
    voices: int = 0
    predicate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was said, and what a careful analyst makes of it."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    id: str
    why: str
    subject: str
    predicate: str
    said: tuple[Said, ...]
    held: tuple[Held, ...]
    beside: tuple[Held, ...] = ()
    modality: Modality = "asserted"
    sums: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The whole of `contradictions.toml`."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    speakers: dict[str, SourceKind]
    case: tuple[Case, ...]


TABLE = TypeAdapter(Table).validate_python(
    tomllib.loads((Path(__file__).parent / "contradictions.toml").read_text(encoding="utf-8"))
)
TYPES = knowledge.fact_types()


def _value(raw: Any, predicate: str) -> Value:
    kind = TYPES[predicate].value
    return make.eur(raw * 1e6) if kind == "money" and isinstance(raw, (int, float)) else read(kind, raw)


def _claims(case: Case) -> list[Claim]:
    said = [
        make.claim(
            _value(one.value, one.predicate or case.predicate),
            subject=case.subject,
            predicate=one.predicate or case.predicate,
            source=one.by,
            said=one.on,
            modality=one.modality or case.modality,
        )
        for one in case.said
    ]
    if case.predicate == "kind" or case.subject == "programme" or case.subject.startswith("cohort:"):
        return said
    first = min(one.on for one in case.said)
    return [*said, make.claim("ai_factory", subject=case.subject, predicate="kind", source="eurohpc", said=first)]


@pytest.mark.parametrize("case", TABLE.case, ids=lambda case: f"{case.id}: {case.why}")
def test_a_contradiction_is_settled_as_a_careful_analyst_would(case: Case) -> None:
    claims = _claims(case)
    stories = {f"{one.by}-{one.on}": one.story for one in case.said if one.story}
    wanted = {
        (one.predicate or case.predicate, _value(one.value, one.predicate or case.predicate), one.standing)
        for one in case.held
    }

    for order in (claims, claims[::-1]):
        log = run(order, stories=stories, now="2026-11-22", kinds=TABLE.speakers)
        facts = [fact for fact in fold.facts(log) if fact.predicate in {predicate for predicate, *_ in wanted}]
        assert {(fact.predicate, fact.value, fact.standing) for fact in facts} == wanted
        assert bool(sums.misfit(facts, TYPES)) is case.sums

    fact_type = TYPES[case.predicate]
    rules = Rules(fact_type=fact_type, kinds_of_source=TABLE.speakers, stories=stories)
    opinions = camps.opinions([claim for claim in claims if claim.predicate == case.predicate], rules)
    held = {value for predicate, value, _ in wanted if predicate == case.predicate}
    if not fact_type.order:  # the steps of a life follow each other and contradict nobody
        assert {(opinion.value, opinion.voices) for opinion in opinions if opinion.value not in held} == {
            (_value(one.value, case.predicate), one.voices) for one in case.beside
        }


def test_a_rumour_of_danger_is_no_withdrawal_and_the_launch_comes_as_if_nothing_had_been() -> None:
    said: tuple[tuple[str, str, str, Modality], ...] = (
        ("eurohpc", "selected", "2025-10-10", "asserted"),
        ("corriere", "withdrawn", "2026-02-06", "reported"),
        ("stampa", "withdrawn", "2026-02-07", "reported"),
        ("cineca", "operational", "2026-05-12", "asserted"),
    )
    kind = make.claim("ai_factory", subject="czai", predicate="kind", said="2025-10-10")
    claims = [
        make.claim(value, subject="czai", predicate="status", source=source, said=day, modality=modality)
        for source, value, day, modality in said
    ]

    log = run([kind, *claims], now="2026-06-01")

    assert [row.new for row in log if row.predicate == "status"] == ["selected", "operational"]
    assert not any(row.kind == "factory_withdrawn" for row in log)
