"""The names known on a day: factories, their hosts, cities and machines, ready to be found in any language."""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from models import knowledge
from models.factory import Factory, Known
from pipeline.components.words import Word, fold

What: TypeAlias = Literal["factory", "machine", "host", "city"]

_KEY = 4
"""Letters of the first word that entries are filed under; one of fewer is found as it is, or not at all."""
_INFLECTS_FROM = 5
"""Names' words of fewer letters take no endings: "Aten" is not found in "Atención"."""
_SHORTEST_NAME = 4
_ENDING = 4
"""Letters that a case ending may add: Stuttgart|issa, Pharos|in."""
_JOINTS = re.compile(r"[\s\-‐‑–'’\"“”„«».:+/&]*")
"""What may stand between the words of one name."""
_ELISIONS = ("'", "’")


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling. `owner` is the factory's id, `value` the spelling (of a factory: its id)."""

    what: What
    owner: str
    value: str
    words: tuple[str, ...]
    text: str
    weak: bool
    whole: bool
    """A case form: it takes no more endings."""
    older: bool
    """A machine of the host that is not the factory's own."""
    exact: bool = False
    """Only in these very letters."""


@dataclass(frozen=True, slots=True)
class Found:
    """One spelling found: first and last word of the scan, and the end of its text (a "++" belongs to it)."""

    name: Name
    first: int
    last: int
    start: int
    end: int


class Gazetteer:
    """Spellings filed by the first letters of their first word."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Files the names."""
        self._filed: dict[str, list[Name]] = {}
        listed = tuple(names)
        weak = {(name.owner, name.words) for name in listed if name.weak}
        for name in listed:
            # MIMER is a name wherever it stands, Mimer is not: where both are known, capitals decide.
            if not name.weak and (name.owner, name.words) in weak:
                name = replace(name, exact=True)
            self._filed.setdefault(name.words[0][:_KEY], []).append(name)

    def found(self, text: str, scan: tuple[Word, ...]) -> Iterator[Found]:
        """Every spelling that stands in the text, overlapping ones too."""
        if not self._filed:
            return
        begun = {low: names for low in {word.low for word in scan} if (names := self._begun(fold(low)))}
        for first, word in enumerate(scan):
            for name in begun.get(word.low, ()):
                last = first + len(name.words) - 1
                if last < len(scan) and (end := _end(text, scan, first, name)):
                    yield Found(name, first, last, word.start, end)

    def _begun(self, folded: str) -> list[Name]:
        """The names whose first word this is."""
        filed = self._filed.get(folded[:_KEY])
        return [name for name in filed if _same(folded, name.words[0], whole=name.whole)] if filed else []


@functools.cache
def known(as_of: date | None) -> Gazetteer:
    """All names known on that day; without a day, all."""
    return Gazetteer(name for factory in knowledge.factories().values() for name in _names(factory, as_of))


@functools.lru_cache(maxsize=8)
def taught(factories: tuple[Factory, ...]) -> Gazetteer:
    """The names of these factories, whenever they were learned."""
    return Gazetteer(name for factory in factories for name in _names(factory, None))


@functools.cache
def plain(owner: str) -> tuple[str, ...]:
    """The first words of a factory's names, where they are names in themselves: what a slip is measured against."""
    factory = knowledge.factories().get(owner)
    names = factory.names if factory else ()
    firsts = (re.split(r"[\s\-]", one.text)[0] for one in names)
    coded = (fold(first) for first in firsts if len(first) >= _SHORTEST_NAME and not first[1:].islower())
    return tuple(dict.fromkeys(coded))


def _names(factory: Factory, as_of: date | None) -> Iterator[Name]:
    spellings: tuple[tuple[What, tuple[Known, ...]], ...] = (
        ("factory", factory.names),
        ("machine", factory.machines),
        ("host", factory.hosts),
        ("city", factory.cities),
    )
    if as_of is not None and factory.names[0].since > as_of:
        return
    for what, known_names in spellings:
        for spelling in known_names:
            words = tuple(re.findall(r"\w+", fold(spelling.text)))
            if words and (as_of is None or spelling.since <= as_of):
                value = factory.id if what == "factory" else _spelled(what, spelling, known_names)
                yield Name(
                    what,
                    factory.id,
                    value,
                    words,
                    spelling.text,
                    weak="weak" in spelling.note.split(", "),
                    whole="inflected" in spelling.note.split(", "),
                    older="older" in spelling.note.split(", "),
                )


def _spelled(what: What, spelling: Known, known_names: tuple[Known, ...]) -> str:
    """A city by its local or English name; others as they are spelled, but not in a case form."""
    if what == "city" or "inflected" in spelling.note.split(", "):
        return spelling.of or known_names[0].text
    return spelling.text


def _end(text: str, scan: tuple[Word, ...], first: int, name: Name) -> int:
    """Where the name whose first word stands at `first` ends in the text; 0 when its other words do not follow."""
    for number in range(1, len(name.words)):
        if not _same(fold(scan[first + number].low), name.words[number], whole=name.whole):
            return 0
    start, end = scan[first].start, scan[first + len(name.words) - 1].end
    shown = text[start:end]
    if name.exact and not (shown.startswith(name.text) or shown.isupper()):
        return 0
    if name.text[0].isupper() and not (shown[0].isupper() or shown[0].isdigit()):
        return 0
    between = [text[scan[first + number].end : scan[first + number + 1].start] for number in range(len(name.words) - 1)]
    if "," in name.text:  # "School of Electrical Engineering, University of Belgrade" is one body
        between = [gap.replace(",", "") for gap in between]
    if not all(_JOINTS.fullmatch(gap) for gap in between) or any("\n" in gap for gap in between):
        return 0
    if any(gap in _ELISIONS for gap in between) and not any(sign in name.text for sign in _ELISIONS):
        return 0  # L-AI Factory is one factory, "l'AI Factory" any
    if ":" in name.text and not any(":" in gap for gap in between):
        return 0  # AI:AT is a factory, "AI at" is not
    if name.text.endswith("++"):
        return end + 2 if text.startswith("++", end) else 0
    return end


def _same(shown: str, wanted: str, *, whole: bool) -> bool:
    if shown == wanted:
        return True
    return (
        not whole
        and len(wanted) >= _INFLECTS_FROM
        and shown.startswith(wanted)
        and len(shown) - len(wanted) <= _ENDING
        and shown[len(wanted) :].isalpha()
    )
