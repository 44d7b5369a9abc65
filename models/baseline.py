"""The baseline: what was known on 10 December 2024, as claims that somebody signed off, each with its source.

All of it is in `models/knowledge/baseline.toml`. The claims are like an article's, so that they settle like all others:
their evidence is a statement of ours, their source and article are called `baseline`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import ClassVar, TypeAlias

from models import knowledge
from models import value as values
from models.claim import Claim, Evidence, Modality
from models.errors import ConfigError
from models.fact import FactType
from models.value import Value

NAME = "baseline"
"""What the claims have as source, article and maker."""
PROGRAMME = "programme"

Plain: TypeAlias = str | int | float | dict[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One signed-off claim as the file has it."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    subject: str
    predicate: str
    value: Plain
    modality: Modality = "asserted"
    source: str
    """Which of the file's sources says so."""
    because: str
    """What the source says, in our own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a signed-off claim can be checked."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    publisher: str
    title: str
    published: str
    """ISO 8601 at the precision that is known."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The file: who answers for it, since when its claims are true, where they come from."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    signed_off_by: str
    signed_off_on: date
    valid: date
    """The day the claims speak of: nothing of it was known to us before."""
    sources: dict[str, Origin]
    claims: tuple[Stated, ...]


def read(path: Path | None = None) -> Baseline:
    """The baseline of a file (the shipped one without one). Raises ConfigError that names file and key."""
    path = path or knowledge.SHIPPED / "baseline.toml"
    baseline = knowledge.one(Baseline, path)
    for _ in _checked(baseline, file=str(path)):
        pass
    return baseline


def claims(path: Path | None = None) -> tuple[Claim, ...]:
    """The signed-off claims in the order of the file. Raises ConfigError that names file and key."""
    path = path or knowledge.SHIPPED / "baseline.toml"
    baseline = knowledge.one(Baseline, path)
    said = datetime.combine(baseline.valid, time(), tzinfo=UTC)
    return tuple(
        _claim(stated, value, said, baseline.sources[stated.source].url)
        for stated, value in _checked(baseline, file=str(path))
    )


def _claim(stated: Stated, value: Value, said: datetime, url: str) -> Claim:
    factory = knowledge.factories().get(stated.subject)
    return Claim(
        subject=stated.subject,
        predicate=stated.predicate,
        value=value,
        modality=stated.modality,
        # There is no text of ours to count in: the statement stands for itself.
        evidence=Evidence(quote=stated.because, start=0, end=len(stated.because)),
        name=factory.name if factory else "",
        article=NAME,
        source=NAME,
        said=said,
        made_by=NAME,
        url=url,
    )


def _checked(baseline: Baseline, *, file: str) -> Iterator[tuple[Stated, Value]]:
    """Each claim with its value, once it fits its fact type, its subject and the claims before it."""
    held: dict[tuple[str, str], list[str]] = {}
    for number, stated in enumerate(baseline.claims):
        place = f"claims.{number}"
        fact_type = knowledge.fact_types().get(stated.predicate)
        if fact_type is None:
            raise ConfigError(f"{stated.predicate} is no fact type", file=file, key=f"{place}.predicate")
        _fits(stated, fact_type, file=file, place=place)
        if stated.source not in baseline.sources:
            raise ConfigError(f"{stated.source} is none of the sources", file=file, key=f"{place}.source")
        try:
            value = values.read(fact_type.value, stated.value)
        except ValueError as error:
            raise ConfigError(str(error), file=file, key=f"{place}.value") from error
        if fact_type.words and value not in fact_type.words:
            words = f"{value} is none of {', '.join(fact_type.words)}"
            raise ConfigError(words, file=file, key=f"{place}.value")
        before = held.setdefault((stated.subject, stated.predicate), [])
        if values.key(value) in before or (before and not fact_type.many):
            raise ConfigError(f"{stated.subject} has a {stated.predicate} already", file=file, key=place)
        before.append(values.key(value))
        yield stated, value


def _fits(stated: Stated, fact_type: FactType, *, file: str, place: str) -> None:
    """Raises ConfigError for a subject that nobody knows, or that has no such fact."""
    if stated.subject == PROGRAMME:
        kind = "programme"
    elif stated.subject in knowledge.cohorts():
        kind = "cohort"
    elif stated.subject in knowledge.factories():
        kind = "factory"
    else:
        raise ConfigError(f"{stated.subject} is no subject that we know", file=file, key=f"{place}.subject")
    if kind not in fact_type.of:
        raise ConfigError(f"a {kind} has no {stated.predicate}", file=file, key=f"{place}.predicate")
