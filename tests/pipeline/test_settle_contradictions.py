"""Contradictions as two years of news had them: what is held, at which standing, and what stands beside it."""

from dataclasses import dataclass, field

import pytest

from models import camps, fold, knowledge
from models.camps import Rules
from models.claim import Claim, Modality
from models.value import Money, Value
from tests import make
from tests.settling import KINDS_OF_SOURCE, run

EUR = make.eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What was said (source, value, day), and what a careful analyst makes of it."""

    id: str
    """As in the list of disagreements that was collected from the press."""
    predicate: str
    said: tuple[tuple[str, Value, str], ...]
    held: Value
    standing: str
    beside: tuple[tuple[Value, int], ...] = ()
    """The other values, with the number of independent sources."""
    subject: str = "cohort:2024-12"
    modality: Modality = "asserted"
    copies: dict[str, str] = field(default_factory=dict)
    """Source → whose story its article tells."""


CASES = (
    Case(
        id="d02, the institution against two papers",
        predicate="investment_total",
        said=(
            ("cineca", EUR(430e6), "2024-12-11"),
            ("corriere", EUR(420e6), "2024-12-11"),
            ("repubblica", EUR(430e6), "2024-12-11"),
            ("stampa", EUR(420e6), "2024-12-11"),
        ),
        held=EUR(430e6),
        standing="confirmed",
        beside=((EUR(420e6), 2),),
    ),
    Case(
        id="d02, two papers say another sum nine months later",
        predicate="investment_total",
        said=(
            ("cineca", EUR(430e6), "2024-12-11"),
            ("corriere", EUR(420e6), "2025-09-05"),
            ("stampa", EUR(420e6), "2025-09-05"),
        ),
        held=EUR(430e6),
        standing="disputed",
        beside=((EUR(420e6), 2),),
    ),
    Case(
        id="d02, the same, but the one has copied the other",
        predicate="investment_total",
        said=(
            ("cineca", EUR(430e6), "2024-12-11"),
            ("corriere", EUR(420e6), "2025-09-05"),
            ("stampa", EUR(420e6), "2025-09-05"),
        ),
        copies={"corriere": "story", "stampa": "story"},
        held=EUR(430e6),
        standing="confirmed",
        beside=((EUR(420e6), 1),),
    ),
    Case(
        id="d03, a conversion is the same contract",
        predicate="contract_value",
        subject="it4lia",
        said=(
            ("corriere", Money(amount=316e6, currency="USD"), "2026-06-20"),
            ("stampa", EUR(290e6), "2026-06-22"),
        ),
        held=EUR(290e6),
        standing="confirmed",
    ),
    Case(
        id="d05, the later and more specific source",
        predicate="operational_by",
        said=(("eurohpc", "2026", "2024-12-10"), ("cineca", "2027", "2024-12-11")),
        modality="planned",
        held="2027",
        standing="confirmed",
        beside=(("2026", 1),),
    ),
    Case(
        id="d08, a date slips, and the year alone said later leads not back",
        predicate="operational_by",
        said=(
            ("cineca", "2026-03", "2025-09-08"),
            ("cineca", "2026-Q2", "2026-03-20"),
            ("cineca", "2026", "2026-06-01"),
        ),
        modality="planned",
        held="2026-Q2",
        standing="confirmed",
    ),
    Case(
        id="d12, a ministry counts otherwise than the Commission did that day",
        predicate="country_count",
        said=(("commission", 19, "2025-03-12"), ("corriere", 23, "2025-03-12"), ("stampa", 19, "2025-03-13")),
        held=19,
        standing="confirmed",
        beside=((23, 1),),
    ),
    Case(
        id="d13, a headline rounds up",
        predicate="investment_total",
        said=(("commission", EUR(485e6), "2025-03-12"), ("corriere", EUR(500e6), "2025-03-12")),
        held=EUR(485e6),
        standing="confirmed",
        beside=((EUR(500e6), 1),),
    ),
    Case(
        id="d20, 67.5 and 67.6 million are one sum, half of 150 another",
        predicate="eu_contribution",
        said=(
            ("corriere", EUR(75e6), "2025-03-12"),
            ("stampa", EUR(67.5e6), "2025-03-13"),
            ("repubblica", EUR(67.6e6), "2025-03-13"),
        ),
        held=EUR(67.5e6),
        standing="confirmed",
        beside=((EUR(75e6), 1),),
    ),
    Case(
        id="d24, more than 71 million is compatible with 71.5",
        predicate="investment_total",
        said=(
            ("corriere", Money(least=71e6, currency="EUR", qualifier="at_least"), "2025-10-10"),
            ("stampa", EUR(71.5e6), "2025-10-11"),
        ),
        held=EUR(71.5e6),
        standing="confirmed",
    ),
    Case(
        id="d31, a paper that takes a factory for a gigafactory",
        predicate="kind",
        subject="it4lia",
        said=(
            ("eurohpc", "ai_factory", "2025-10-10"),
            ("corriere", "gigafactory", "2025-10-10"),
            ("stampa", "ai_factory", "2025-10-11"),
        ),
        held="ai_factory",
        standing="confirmed",
        beside=(("gigafactory", 1),),
    ),
    Case(
        id="d34, sixteen, twenty-one or thirteen countries",
        predicate="country_count",
        said=(
            ("commission", 16, "2025-10-10"),
            ("corriere", 21, "2025-10-10"),
            ("stampa", 13, "2025-10-10"),
        ),
        held=16,
        standing="confirmed",
        beside=((13, 1), (21, 1)),
    ),
    Case(
        id="d35, a single paper that runs ahead",
        predicate="status",
        said=(("eurohpc", "selected", "2024-12-10"), ("corriere", "operational", "2024-12-10")),
        held="selected",
        standing="confirmed",
    ),
)


def _claims(case: Case) -> list[Claim]:
    said = [
        make.claim(
            value,
            subject=case.subject,
            predicate=case.predicate,
            source=source,
            said=day,
            modality=case.modality,
            article=f"{source}-{day}",
        )
        for source, value, day in case.said
    ]
    known = [] if case.predicate == "kind" or case.subject.startswith("cohort:") else [
        make.claim("ai_factory", subject=case.subject, predicate="kind", source="eurohpc", said="2024-12-10")
    ]  # fmt: skip
    return [*said, *known]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_contradiction_is_settled_as_a_careful_analyst_would(case: Case) -> None:
    claims = _claims(case)
    stories = {f"{source}-{day}": case.copies[source] for source, _, day in case.said if source in case.copies}

    logs = [run(order, stories=stories, now="2026-11-22") for order in (claims, claims[::-1])]

    for log in logs:
        (fact,) = [fact for fact in fold.facts(log) if fact.predicate == case.predicate]
        assert (fact.value, fact.standing) == (case.held, case.standing)
    rules = Rules(fact_type=knowledge.fact_types()[case.predicate], kinds_of_source=KINDS_OF_SOURCE, stories=stories)
    opinions = camps.opinions([claim for claim in claims if claim.predicate == case.predicate], rules)
    beside = {(opinion.value, opinion.voices) for opinion in opinions if opinion.value != fact.value}
    if case.predicate != "status":
        assert beside == set(case.beside)


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
