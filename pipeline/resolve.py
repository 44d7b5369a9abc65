"""Claims as an article words them → claims in the words we keep: one spelling for one place, host or machine. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.claim import Claim
from models.factory import Factory, Known
from pipeline.components.words import fold

_LISTS = {"host_city": "cities", "host_organisation": "hosts", "supercomputer": "machines"}
_SHORT = 3
"""Letters of a name that takes no endings: too much else begins with it."""
_LONGEST_ENDING = 4


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
    # A case ending that no list holds: "Stuttgartissa" is Stuttgart. Longer names first: they are the sharper ones.
    for spelling in sorted(spellings, key=lambda one: -len(one.text)):
        stem = fold(spelling.text)
        if len(stem) > _SHORT and said.startswith(stem) and _ending(said[len(stem) :]):
            return replace(claim, value=spelling.of or spellings[0].text)
    return claim


def _ending(rest: str) -> bool:
    """Whether that may be the ending of a case: "JUPITER 2" is another machine than JUPITER."""
    return rest.isalpha() and len(rest) <= _LONGEST_ENDING
