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
    claims: Iterable[Claim],
    official: Callable[[str], bool],
    stands_there: Callable[[str, str], bool],
    country_of: Callable[[str], str],
) -> date | None:
    """The first day on which an official source told clearly of a factory of this name; None: on no day.

    Clearly: one article asserts one kind and one country at most, that of its city too (`country_of` knows cities,
    empty: it does not), and denies, plans and doubts nothing of that. It also tells that the factory was selected; or
    it names a country in which none of that kind is known (`stands_there` says of kind and country whether one is),
    and tells of no opening: what opens was selected before, and we would have heard of it; so it is somebody else's.
    Of a gigafactory the country says little: dozens of bids name one. What other articles say takes nothing away from
    that (so a factory is not gone because another page is misread); it settles as what it is, another word on a fact.
    """
    told: dict[tuple[date, str], list[Claim]] = {}
    for claim in claims:
        if claim.said is not None and official(claim.source):
            told.setdefault((claim.said.astimezone(UTC).date(), claim.article), []).append(claim)
    return next((key[0] for key, said in sorted(told.items()) if _clear(said, stands_there, country_of)), None)


def _clear(claims: Iterable[Claim], stands_there: Callable[[str, str], bool], country_of: Callable[[str], str]) -> bool:
    said: dict[str, set[str]] = {}
    for claim in claims:
        if claim.predicate in PREDICATES and claim.modality != "asserted":
            return False
        said.setdefault(claim.predicate, set()).add(str(claim.value))
    kinds, status = said.get("kind", set()), said.get("status", set())
    countries = said.get("host_country", set()) | {country_of(city) for city in said.get("host_city", ())} - {""}
    if len(kinds) != 1 or len(countries) > 1:
        return False
    (kind,) = kinds
    if status & {"selected"} or "selected_on" in said:
        return True
    elsewhere = bool(countries) and not any(stands_there(kind, country) for country in countries)
    return elsewhere and not status and kind != "gigafactory"
