"""What tells factories apart besides their names: kind, country, city, host, and when they were selected. Pure."""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date

from models.claim import Claim
from models.factory import Factory
from pipeline import likeness
from pipeline.components.words import fold

PREDICATES = frozenset({"kind", "host_country", "host_city", "host_organisation", "selected_on", "status"})
"""The claims about a name that say what it is the name of."""
PLACE = ("host", "city", "country")
"""What two factories may have in common, the most telling first."""
_MONTH = len("2024-12")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a factory, or said of a name. Empty sets: nothing."""

    id: str
    cores: frozenset[str]
    kinds: frozenset[str]
    countries: frozenset[str]
    cities: frozenset[str]
    hosts: frozenset[str]
    months: frozenset[str]
    """Of the selection."""
    machines: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=1000)
def of_factory(factory: Factory) -> Profile:
    """What the lists of known names hold of a factory."""
    return Profile(
        id=factory.id,
        cores=frozenset(likeness.core(one.text) for one in factory.names) | {likeness.core(factory.id)},
        kinds=frozenset({factory.kind}),
        countries=frozenset({factory.country} - {""}),
        cities=frozenset(fold(one.text) for one in factory.cities),
        hosts=frozenset(fold(one.text) for one in factory.hosts),
        months=frozenset({factory.cohort.removeprefix("cohort:")[:_MONTH]} - {""}),
        machines=frozenset(likeness.core(one.text) for one in factory.machines),
    )


def of_name(name: str, claims: Iterable[Claim]) -> Profile:
    """What is asserted of a name."""
    said: dict[str, set[str]] = {predicate: set() for predicate in PREDICATES}
    for claim in claims:
        if claim.modality == "asserted" and claim.predicate in said:
            said[claim.predicate].add(str(claim.value))
    return Profile(
        id=name,
        cores=frozenset({likeness.core(name)}),
        kinds=frozenset(said["kind"]),
        countries=frozenset(said["host_country"]),
        cities=frozenset(map(fold, said["host_city"])),
        hosts=frozenset(map(fold, said["host_organisation"])),
        months=frozenset(when[:_MONTH] for when in said["selected_on"] if len(when) >= _MONTH),
    )


def conflict(one: Profile, other: Profile) -> str:
    """In a word, what speaks against the two being one; empty: nothing."""
    pairs = (
        ("kind", one.kinds, other.kinds),
        ("country", one.countries, other.countries),
        ("city", one.cities, other.cities),
        ("selection", one.months, other.months),
    )
    return next((word for word, ours, theirs in pairs if ours and theirs and not ours & theirs), "")


def shared(one: Profile, other: Profile) -> tuple[str, ...]:
    """Which of host, city and country the two have in common."""
    places = ((one.hosts, other.hosts), (one.cities, other.cities), (one.countries, other.countries))
    return tuple(word for word, (ours, theirs) in zip(PLACE, places, strict=True) if ours & theirs)


def announced(
    claims: Iterable[Claim], official: Callable[[str], bool], stands_there: Callable[[str, str], bool]
) -> date | None:
    """The first day on which an official source told clearly of a factory of this name; None: on no day.

    Clearly: one article asserts one kind and no two countries, and also that it was selected, or, of a factory or an
    antenna, a country in which none of that kind is known (`stands_there` says of kind and country whether one is).
    Of a gigafactory the country says little: dozens of bids name one. What other articles say takes nothing away from
    that (so a factory is not gone because another page is misread); it settles as what it is, another word on a fact.
    """
    told: dict[tuple[date, str], dict[str, set[str]]] = {}
    for claim in claims:
        if claim.modality == "asserted" and claim.said is not None and official(claim.source):
            article = told.setdefault((claim.said.astimezone(UTC).date(), claim.article), {})
            article.setdefault(claim.predicate, set()).add(str(claim.value))
    for (day, _), said in sorted(told.items(), key=lambda one: one[0]):
        kinds, countries = said.get("kind", set()), said.get("host_country", set())
        if len(kinds) != 1 or len(countries) > 1:
            continue
        (kind,) = kinds
        selected = "selected" in said.get("status", set()) or "selected_on" in said
        elsewhere = bool(countries) and not any(stands_there(kind, country) for country in countries)
        if selected or (elsewhere and kind != "gigafactory"):
            return day
    return None
