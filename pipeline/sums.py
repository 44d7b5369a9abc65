"""Whether the shares of a subject fit its total: facts → what does not add up. Pure."""

from collections.abc import Iterable, Mapping

from models import alike
from models import value as values
from models.fact import Fact, FactType
from models.value import Money


def asked_about(fact_types: Mapping[str, FactType]) -> frozenset[str]:
    """The predicates that have a part in a sum."""
    told = {one.predicate: (*one.parts, *one.share_of) for one in fact_types.values()}
    return frozenset(name for predicate, others in told.items() if others for name in (predicate, *others))


def misfit(facts: Iterable[Fact], fact_types: Mapping[str, FactType]) -> str:
    """What of the facts of one subject does not add up, in a line; empty where all fits or too little is known.

    A bound ("more than 70 m") fits whatever it allows for. Sums in several currencies are not added up.
    """
    held = {fact.predicate: fact for fact in facts}
    wrong: list[str] = []
    for fact_type in fact_types.values():
        if fact_type.parts and {fact_type.predicate, *fact_type.parts} <= held.keys():
            wrong += _parts(held, fact_type, fact_types)
        if fact_type.share_of and {fact_type.predicate, *fact_type.share_of} <= held.keys():
            wrong += _share(held, fact_type, fact_types)
    return "; ".join(wrong)


def _parts(held: Mapping[str, Fact], fact_type: FactType, fact_types: Mapping[str, FactType]) -> list[str]:
    total = held[fact_type.predicate].value
    parts = [held[predicate].value for predicate in fact_type.parts]
    sums = [part for part in parts if isinstance(part, Money)]
    if not isinstance(total, Money) or {one.currency for one in sums} != {total.currency}:
        return []
    low = sum(alike.bounds(part)[0] for part in sums)
    high = sum(alike.bounds(part)[1] for part in sums)
    if _meet((low, high), alike.bounds(total), fact_type.tolerance):
        return []
    added = " + ".join(
        f"{fact_types[predicate].label} {values.words(part)}"
        for predicate, part in zip(fact_type.parts, parts, strict=True)
    )
    return [f"{added} is not {fact_type.label} {values.words(total)}"]


def _share(held: Mapping[str, Fact], fact_type: FactType, fact_types: Mapping[str, FactType]) -> list[str]:
    percent = held[fact_type.predicate].value
    part, whole = (held[predicate].value for predicate in fact_type.share_of)
    if not isinstance(percent, (int, float)) or not isinstance(part, Money) or not isinstance(whole, Money):
        return []
    if part.currency != whole.currency:
        return []
    low, high = alike.bounds(whole)
    # Percentages are told in whole numbers: half a point more or less is no contradiction.
    wanted = (low * (percent - 0.5) / 100, high * (percent + 0.5) / 100)
    if _meet(wanted, alike.bounds(part), fact_type.tolerance):
        return []
    names = [fact_types[predicate].label for predicate in fact_type.share_of]
    return [f"{names[0]} {values.words(part)} is not {values.words(percent)} % of {names[1]} {values.words(whole)}"]


def _meet(one: tuple[float, float], other: tuple[float, float], tolerance: float) -> bool:
    slack = tolerance * max(one[1], other[1])
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack
