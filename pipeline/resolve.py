"""Claims as an article words them → claims in the words we keep: one spelling for one place, host or machine. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.claim import Claim
from models.factory import Factory, Known
from pipeline.components.words import fold

_LISTS = {"host_city": "cities", "host_organisation": "hosts", "supercomputer": "machines"}


def claims(claims: Iterable[Claim], factories: Mapping[str, Factory]) -> tuple[Claim, ...]:
    """The claims with values in their canonical spelling; what is not known by name stays as the article has it."""
    return tuple(_resolved(claim, factories.get(claim.subject)) for claim in claims)


def _resolved(claim: Claim, factory: Factory | None) -> Claim:
    listed = _LISTS.get(claim.predicate)
    if listed is None or factory is None:
        return claim
    spellings: tuple[Known, ...] = getattr(factory, listed)
    said = fold(str(claim.value))
    for spelling in spellings:
        if fold(spelling.text) == said:
            return replace(claim, value=spelling.of or spellings[0].text)
    # A case ending that no list holds: "Stuttgartissa" is Stuttgart.
    for spelling in spellings:
        if said.startswith(fold(spelling.text)) and len(spelling.text) > 3:
            return replace(claim, value=spelling.of or spellings[0].text)
    return claim
