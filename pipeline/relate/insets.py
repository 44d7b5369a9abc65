"""Insets: what stands between two commas or brackets behind a name, and says something of it by the way.

"AIF IRL-Antenna, Ireland's link to AI2F, was launched today": the sentence speaks of the antenna; AI2F only helps to
say which one that is. So in every language that sets such words apart by signs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Reference

_SIGNS = re.compile(r"[,–—()]")
_OPENS = re.compile(r"[\s»”\"'’]*[,–—(]\s*")
"""The sign right behind the name that an inset is about."""
_LEAST = 2
"""Words ahead of a name in an inset; with fewer it is the next one of an enumeration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """Where it begins and ends, in characters, and the first word of the name that it stands behind."""

    head: int
    start: int
    end: int
    machine: bool = False
    """Whether it is about a machine: "DAEDALUS, on which Pharos relies, comes in May"."""


def of(scene: Scene, sentence: Sentence) -> tuple[Inset, ...]:
    """The insets of a sentence that begin right behind a factory's or a machine's name and go on to name a factory."""
    named = sentence.of("factory")
    machines = tuple(one for one in sentence.of("machine") if one.start not in {name.start for name in named})
    if len({one.value for one in (*named, *machines)}) < 2 or not named:
        return ()
    signs = [found.start() for found in _SIGNS.finditer(scene.text, sentence.start, sentence.end)]
    found = []
    past = sentence.start
    for head in sorted((*named, *machines), key=lambda one: one.start):
        opening = _OPENS.match(scene.text, head.end)
        if opening is None or head.start < past or head.cell >= 0:
            continue
        start = opening.end()
        inner = next((one for one in named if one.start >= start and one.value != head.value), None)
        closing = bisect_left(signs, start)
        if inner is None or closing == len(signs) or not start <= inner.start < signs[closing]:
            continue
        first = bisect_right(scene.scan, start, key=lambda word: word.start) - 1
        if inner.first - first >= _LEAST:
            past = signs[closing]
            found.append(Inset(head=head.first, start=start, end=past, machine=head.type == "machine"))
    return tuple(found)


def features(found: tuple[Inset, ...], sentence: Sentence, value: Mention, own: Iterable[Reference]) -> Iterator[str]:
    """Whether a subject is what an inset is about, or is named within it alone, and the value stands outside."""
    placed = [one for one in own if one.first >= 0]
    for inset in found:
        if inset.start <= value.start < inset.end or not placed or value.first == inset.head:
            continue
        inside = {one.first for one in sentence.of("factory") if inset.start <= one.start < inset.end}
        if any(one.first == inset.head for one in placed):
            yield "inset:about"
        elif all(one.first in inside for one in placed):
            yield "inset:within_machine" if inset.machine else "inset:within"


def city(around: Iterable[str], mention: Mention, bare: frozenset[str]) -> Iterator[str]:
    """Whether nothing but the name of a body tells of a city: "Riga Technical University" may stand elsewhere."""
    if "v:within_body" in around and bare.isdisjoint((mention.owner, mention.value)):
        yield "city:within_body_alone"


def bare(scene: Scene) -> frozenset[str]:
    """The cities that an article names by themselves, and not only in the names of bodies."""
    found = set()
    for sentence in scene.sentences:
        bodies = sentence.of("host", "proper")
        for city in sentence.of("city"):
            if not any(body.start <= city.start and city.end <= body.end for body in bodies):
                found |= {city.owner, city.value} - {""}
    return frozenset(found)
