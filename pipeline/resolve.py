"""Whom and what an article means: names → factories, and places, hosts and machines in one spelling. Pure.

Which factory an unknown name stands for (2026-11-22; all of it is in `names`):

1. What a person decided comes first, and is never overruled.
2. Then the known names, in all their spellings; what all AI Factories share in their names counts for nothing.
3. The name of a machine is the name of no factory.
4. Then a name that may be a known one, misspelt: it is that one, if host or city are the same (for a name that no
   official source announces the country does), nothing speaks against it, and no second one is as near.
5. Then the place: a name that only the press has, of a factory with the host, the city and the country of a known one.
6. A name like no other one, of more than ordinary words, at a place like no other one, is a new factory when official
   sources announce it clearly (`evidence.announced`). No newspaper, and no number of them, makes a factory: what they
   all call an AI factory may be a firm's.
7. All else is a candidate: its claims wait until a person decides.

So neither two factories of one country are united, as a country alone makes nobody the same; nor an antenna or a
gigafactory with a factory, as another kind always speaks against it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TypeAlias

from models import verdict as verdicts_
from models.candidate import Candidate, Near, State
from models.claim import Claim
from models.factory import Factory, Known
from models.verdict import Verdict
from pipeline import evidence, likeness
from pipeline.components.words import fold
from pipeline.evidence import Profile

_Taken: TypeAlias = tuple[State, str, str, tuple[Near, ...]]
"""State, factory, why, and what is near."""

_KIND = "kind"
_NEVER = datetime.max.replace(tzinfo=UTC)
_LISTS = {"host_city": "cities", "host_organisation": "hosts", "supercomputer": "machines"}
_SHORT = 3
"""Letters of a name that takes no endings, and of a core that is no name alone: too much else begins with it."""
_LONGEST_ENDING = 4
_NEAREST = 4
"""Known factories that a candidate is shown with."""


def claims(claims: Iterable[Claim], factories: Mapping[str, Factory]) -> tuple[Claim, ...]:
    """The claims with values in their canonical spelling; what is not known by name stays as the article has it.

    Each also gets the subject's own words: those that the article has where it tells the kind of it.
    """
    claims = tuple(claims)
    called = {claim.subject: claim.raw for claim in claims if claim.predicate == _KIND}
    return tuple(
        _resolved(replace(claim, name=claim.name or called.get(claim.subject, "")), factories.get(claim.subject))
        for claim in claims
    )


def names(
    said: Mapping[str, Sequence[Claim]],
    *,
    verdicts: Iterable[Verdict],
    factories: Mapping[str, Factory],
    official: Callable[[str], bool],
    country_of: Callable[[str], str],
    ordinary: Collection[str] = frozenset(),
    minted: Mapping[str, datetime] = MappingProxyType({}),
) -> dict[str, Candidate]:
    """What each of these names is taken for, whatever the order of names and claims.

    `said` holds all that is said of each name; of names that are spelled alike either all are given or none.
    `official` tells official sources, `country_of` a city's country; `ordinary` are words that name nothing alone.
    `minted` are the ids of factories, and since when: of two spellings of one new name the id that was first stays,
    and nobody's accepting of another name takes it away.
    """
    judged = verdicts_.of_names(verdicts)
    known = {one.id: evidence.of_factory(one) for one in factories.values()}
    shelf = dict(known)

    def stands_there(kind: str, country: str) -> bool:
        return any(kind in one.kinds and country in one.countries for one in known.values())

    profiles = {name: evidence.of_name(name, claims) for name, claims in said.items()}
    days = {name: evidence.announced(claims, official, stands_there, country_of) for name, claims in said.items()}

    accepted = {name for name, one in judged.items() if one.kind == "accept"}

    def rank(name: str) -> tuple[bool, bool, datetime, date, int, str]:
        day = days[name]
        return (name not in accepted, day is None, minted.get(name, _NEVER), day or date.max, -len(name), name)

    taken: dict[str, Candidate] = {}
    for name in sorted(said, key=rank):
        if name in judged:
            state, factory, why, near = _judged(name, judged[name])
        elif name in known:
            state, factory, why, near = "known", name, "a known name", ()
        else:
            others = {key: one for key, one in shelf.items() if not (name in minted and key in accepted)}
            state, factory, why, near = _recognised(profiles[name], days[name], known, others)
            if state == "new" and likeness.own(name) <= set(ordinary):
                state, factory, why = "open", "", "ordinary words, and no name"
        if state == "new":
            shelf[name] = profiles[name]
        ordered = sorted(said[name], key=lambda one: (not official(one.source), one.said or _NEVER, one.id))
        taken[name] = Candidate(
            id=name,
            name=next((one.name for one in ordered if one.name), name),
            state=state,
            factory=factory,
            kind=_first(ordered, _KIND),
            country=_first(ordered, "host_country") or country_of(_first(ordered, "host_city")),
            why=why,
            near=near,
        )
    return {name: replace(one, factory=_led(one, taken)) for name, one in taken.items()}


def taught(
    candidates: Mapping[str, Candidate], verdicts: Iterable[Verdict], factories: Mapping[str, Factory]
) -> tuple[Factory, ...]:
    """What verdicts teach the reading: the names that people accepted, each under its own id, by id."""
    learned = []
    for name, verdict in sorted(verdicts_.of_names(verdicts).items()):
        one = candidates.get(name)
        if one is None or verdict.kind == "not_a_factory" or name in factories or not one.factory:
            continue
        owner = factories.get(one.factory)
        kind = owner.kind if owner else next((kind for kind in ("antenna", "gigafactory") if kind == one.kind), None)
        learned.append(
            Factory(
                id=name,
                kind=kind or "ai_factory",
                country=owner.country if owner else one.country,
                cohort=owner.cohort if owner else "",
                names=_spellings(one.name, verdict),
            )
        )
    return tuple(learned)


def _spellings(name: str, verdict: Verdict) -> tuple[Known, ...]:
    # An ordinary word with a capital ("Atlas") needs a word beside it that vouches for it; AI2X and SALONA do not.
    bare = likeness.bare(name) or name
    plain = bare.istitle() and bare.isalpha()
    spelled = {name: "", bare: "weak" if plain else "", f"{bare} AI Factory": ""}
    return tuple(
        Known(text=text, since=verdict.when.date(), source=verdict.id, note=note) for text, note in spelled.items()
    )


def _judged(name: str, verdict: Verdict) -> _Taken:
    state: State = "same" if verdict.kind == "same" else "new" if verdict.kind == "accept" else "none"
    why = f"{verdict.who} decided so" + (f": {verdict.why}" if verdict.why else "")
    return state, {"same": verdict.factory, "new": name}.get(state, ""), why, ()


def _recognised(
    name: Profile, announced: date | None, known: Mapping[str, Profile], shelf: Mapping[str, Profile]
) -> _Taken:
    # `shelf` holds the known factories and those of the new ones that are spelled alike.
    (core,) = name.cores
    against = {one.id: evidence.conflict(name, one) for one in shelf.values()}
    common = {one.id: evidence.shared(name, one) for one in shelf.values()}
    spelled = [one.id for one in shelf.values() if core in one.cores]
    misspelt = [one.id for one in shelf.values() if any(likeness.misspelt(core, theirs) for theirs in one.cores)]
    machines = [one.id for one in known.values() if _machine(name.id, core, one)]
    beside = [key for key in known if {"host", "city"} & set(common[key])]
    near = tuple(
        Near(factory=key, why=_why(key, spelled, misspelt, machines, common[key], against[key]))
        for key in dict.fromkeys((*spelled, *misspelt, *machines, *beside, *(key for key in known if common[key])))
    )[:_NEAREST]
    fitting = [key for key in spelled if not against[key]]
    # Factories may be called like their own machines, and MeluXina AI Factory means the factory; Gaia is Bologna's too.
    telling = len(core) > _SHORT and set(machines) <= set(fitting)
    if len(fitting) == 1 and (telling or common[fitting[0]]):
        return "same", fitting[0], "a spelling of a known name", ()
    if spelled:
        return "open", "", "the name of a known factory, but not clearly of that one", near
    if machines:
        return "open", "", "the name of a machine, and a machine is no factory", near
    if misspelt:
        enough = {"host", "city"} if announced else {"host", "city", "country"}
        if len(misspelt) == 1 and not against[misspelt[0]] and enough & set(common[misspelt[0]]):
            return "same", misspelt[0], f"a known name misspelt, the same {common[misspelt[0]][0]}", ()
        return "open", "", "nearly the name of a known factory", near
    there = [key for key in beside if against[key] != "kind"]
    alike = [key for key in there if common[key] == evidence.PLACE and not against[key]]
    if len(alike) == 1 and not announced:
        return "same", alike[0], "the same host, city and country", ()
    if there:
        return "open", "", "another name at the place of a known factory", near
    if announced:
        return "new", name.id, f"announced by an official source on {announced}", ()
    return "open", "", "no official source announces it clearly", near


def _machine(name: str, core: str, factory: Profile) -> bool:
    # "Leonardo 2 AI Factory" and "leonardo-ai-factory" begin with a machine; "Marenostrumm" is one, misspelt.
    first = likeness.core(name.partition("-")[0])
    return any(
        machine in (core, first) or likeness.misspelt(core, machine)
        for machine in factory.machines
        if len(machine) > _SHORT
    )


def _why(
    key: str,
    spelled: Collection[str],
    misspelt: Collection[str],
    machines: Collection[str],
    common: Sequence[str],
    against: str,
) -> str:
    words = [
        word
        for word, found in (("the same name", spelled), ("nearly the same name", misspelt), ("its machine", machines))
        if key in found
    ]
    words += [f"the same {word}" for word in common]
    return ", ".join(words) + (f"; but another {against}" if against else "")


def _first(claims: Sequence[Claim], predicate: str) -> str:
    return next((str(one.value) for one in claims if (one.predicate, one.modality) == (predicate, "asserted")), "")


def _led(one: Candidate, taken: Mapping[str, Candidate]) -> str:
    # Where the redirects end. Nobody can decide a circle; should there be one, all of it waits.
    seen = {one.id}
    while one.state == "same":
        following = taken.get(one.factory)
        if following is None:
            return one.factory
        if following.id in seen:
            return ""
        seen.add(following.id)
        one = following
    return one.factory


def _resolved(claim: Claim, factory: Factory | None) -> Claim:
    listed = _LISTS.get(claim.predicate)
    if listed is None or factory is None:
        return claim
    spellings: tuple[Known, ...] = getattr(factory, listed)
    said = fold(str(claim.value))
    for spelling in spellings:
        if fold(spelling.text) == said:
            return replace(claim, value=spelling.of or spellings[0].text)
    # A case ending that no list holds: "Stuttgartissa" is Stuttgart. Longer names first: they are the sharper ones.
    for spelling in sorted(spellings, key=lambda one: -len(one.text)):
        stem = fold(spelling.text)
        if len(stem) > _SHORT and said.startswith(stem) and _ending(said[len(stem) :]):
            return replace(claim, value=spelling.of or spellings[0].text)
    return claim


def _ending(rest: str) -> bool:
    """Whether that may be the ending of a case: "JUPITER 2" is another machine than JUPITER."""
    return rest.isalpha() and len(rest) <= _LONGEST_ENDING
