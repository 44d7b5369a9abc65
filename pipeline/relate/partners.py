"""Who takes part in whose factory: how its partner is told, and whose country it is."""

from collections.abc import Iterable, Iterator

from pipeline.relate.scene import Mention
from pipeline.relate.subjects import Cast, Reference

PLACED = ("host_country", "partner_country")
_NEAR = frozenset({"own:0-2", "own:3-5", "own:6-10"})
_JUST = frozenset({"ago:0", "ago:1"})


def impossible(predicate: str, mention: Mention, subject: str, cast: Cast) -> bool:
    """An antenna is one country's, and nobody is a partner at home."""
    factory = cast.known.get(subject)
    return (
        predicate == "partner_country"
        and factory is not None
        and (factory.kind == "antenna" or factory.country == mention.value)
    )


def sharing(mention: Mention, references: Iterable[Reference], cast: Cast) -> tuple[Reference, ...]:
    """The factories that share a country, where the sentence names none or one of them: "Germany has two"."""
    there = cast.in_country(mention.value)
    if mention.cell >= 0:
        return ()  # a table's row is of one
    placed = {one.subject for one in references if one.first >= 0}
    how = "shares_country_told" if placed & set(there) else "shares_country"
    return tuple(Reference(subject=one, how=how) for one in there if len(there) > 1 and one not in placed)


def features(predicate: str, mention: Mention, subject: str, cast: Cast, found: Iterable[str]) -> Iterator[str]:
    """Together how the sentence speaks of partners and of the factory; of a new one whether the article says its home.

    That a partner is a known one tells little where nothing speaks of partners: "the choice fell on Poland and Spain".
    """
    if predicate not in PLACED:
        return
    found = frozenset(found)
    if subject not in cast.known and (home := cast.home(subject)):
        sure = "seat" if subject in cast.sited else "home"
        yield f"{sure}:own" if home == mention.value else f"{sure}:other"
    if predicate == "partner_country":
        told, there = told_of(found), there_in(found)
        yield f"partner:{told}:{there}"
        if "hint:own" in found:
            yield f"partner:known:{told}:{there}"
            yield f"partner:known:{told}:{'alone' if 'alike:1' in found else 'among'}"


def unheard(predicate: str, found: Iterable[str]) -> bool:
    """Whether nothing in a sentence speaks of partners, of the factory, or of what came right before."""
    found = frozenset(found)
    return predicate == "partner_country" and "own:none" in found and there_in(found) == "silent"


def told_of(found: frozenset[str]) -> str:
    """How near a word for it stands."""
    return "near" if found & _NEAR else "lead" if "own:lead" in found else "none" if "own:none" in found else "far"


def there_in(found: frozenset[str]) -> str:
    """How the sentence has the factory: by name in the same clause, by name, by its place, just before, or not."""
    if "best:explicit" in found:
        return "named" if "same_clause" in found and "rank:0" in found else "apart"
    if "how:explicit" in found or any(one.startswith("dist:") for one in found):
        return "placed"
    if "how:previous" in found:
        return "before" if found & _JUST else "previous"
    return "title" if "how:title" in found else "silent"
