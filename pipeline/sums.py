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

    A bound ("more than 70 m") fits whatever it allows for; a percentage is a part where its sum is not told. Sums in
    several currencies are not added up.
    """
    held = {fact.predicate: fact for fact in facts}
    wrong: list[str] = []
    for fact_type in fact_types.values():
        if fact_type.parts and fact_type.predicate in held:
            wrong += _parts(held, fact_type, fact_types)
        if fact_type.share_of and {fact_type.predicate, *fact_type.share_of} <= held.keys():
            wrong += _share(held, fact_type, fact_types)
    return "; ".join(wrong)


def _parts(held: Mapping[str, Fact], fact_type: FactType, fact_types: Mapping[str, FactType]) -> list[str]:
    total = held[fact_type.predicate].value
    if not isinstance(total, Money):
        return []
    parts = [part for one in fact_type.parts if (part := _part(one, fact_type.predicate, total, held, fact_types))]
    if len(parts) < len(fact_type.parts):
        return []
    low, high = sum(least for _, (least, _) in parts), sum(most for _, (_, most) in parts)
    if _meet((low, high), alike.bounds(total), fact_type.tolerance):
        return []
    return [f"{' + '.join(words for words, _ in parts)} is not {fact_type.label} {values.words(total)}"]


def _part(
    predicate: str, whole: str, total: Money, held: Mapping[str, Fact], fact_types: Mapping[str, FactType]
) -> tuple[str, tuple[float, float]] | None:
    # In words, and what it may be; None where it is not known. "One half from the Union" is a part as good as a sum.
    if predicate in held:
        part = held[predicate].value
        if not isinstance(part, Money) or part.currency != total.currency:
            return None
        return f"{fact_types[predicate].label} {values.words(part)}", alike.bounds(part)
    for fact_type in fact_types.values():
        if fact_type.share_of == (predicate, whole) and fact_type.predicate in held:
            percent = held[fact_type.predicate].value
            if isinstance(percent, (int, float)):
                return f"{fact_type.label} {values.words(percent)}", _shared(alike.bounds(total), percent)
    return None


def _share(held: Mapping[str, Fact], fact_type: FactType, fact_types: Mapping[str, FactType]) -> list[str]:
    percent = held[fact_type.predicate].value
    part, whole = (held[predicate].value for predicate in fact_type.share_of)
    if not isinstance(percent, (int, float)) or not isinstance(part, Money) or not isinstance(whole, Money):
        return []
    if part.currency != whole.currency:
        return []
    if _meet(_shared(alike.bounds(whole), percent), alike.bounds(part), fact_type.tolerance):
        return []
    names = [fact_types[predicate].label for predicate in fact_type.share_of]
    return [f"{names[0]} {values.words(part)} is not {values.words(percent)} % of {names[1]} {values.words(whole)}"]


def _shared(whole: tuple[float, float], percent: float) -> tuple[float, float]:
    # Percentages are told in whole numbers: half a point more or less is no contradiction.
    return whole[0] * (percent - 0.5) / 100, whole[1] * (percent + 0.5) / 100


def _meet(one: tuple[float, float], other: tuple[float, float], tolerance: float) -> bool:
    slack = tolerance * max(one[1], other[1])
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack
