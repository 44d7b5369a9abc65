"""What is said of a name, for tests: claims of one article each, unless told otherwise."""

from collections.abc import Mapping
from datetime import date, datetime

from models import knowledge
from models.claim import Claim, Modality
from models.verdict import Verdict, VerdictKind
from tests import make


def about(
    name: str,
    told: Mapping[str, str] | None = None,
    *,
    source: str = "eurohpc",
    said: date | datetime | str = make.DAY,
    modality: Modality = "asserted",
    article: str = "",
    **values: str,
) -> tuple[Claim, ...]:
    """Claims about a name: predicates and their values, as `told` or by themselves."""
    return tuple(
        make.claim(
            value,
            subject=name,
            predicate=predicate,
            source=source,
            said=said,
            modality=modality,
            article=article or f"{source}-{name}-{said}",
            name=name.upper(),
        )
        for predicate, value in {**(told or {}), **values}.items()
    )


def place(name: str, factory: str, *, source: str = "corriere", kind: str = "") -> tuple[Claim, ...]:
    """Claims that put a name where a known factory is: kind, country, city and host."""
    known = knowledge.factories()[factory]
    return about(
        name,
        source=source,
        kind=kind or known.kind,
        host_country=known.country,
        host_city=known.cities[0].text,
        host_organisation=known.hosts[0].text,
    )


def verdicts(*decided: tuple[VerdictKind, str] | tuple[VerdictKind, str, str]) -> tuple[Verdict, ...]:
    """Decisions in their order, numbered: kind, what about, and of `same` the factory."""
    return tuple(
        Verdict(
            kind=one[0],
            about=one[1],
            factory=one[2] if len(one) > 2 else "",
            who="me",
            when=make.NOW,
            number=number,
        )
        for number, one in enumerate(decided, start=1)
    )
