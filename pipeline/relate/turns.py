"""Turns: whose a value is where a sentence names several factories, told by the order and the signs of its list.

Who lists factories with their places keeps to one order, and parts them by signs: in "AI:AT in Vienna, BRAIN++ in
Sofia" no comma stands between a name and its city. So in every language.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from pipeline.relate import features
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast

TOLD_OF = frozenset({"host_country", "host_city"})
"""What is said of each factory of such a list."""
_SIGNS = re.compile(r"[,;:()–—|\n]")
_APART = ",;:(–—"
_FEWEST = 2
_REJECTED = 2
"""Words behind a "not" within which it turns a value away."""


def signs(scene: Scene, sentence: Sentence) -> tuple[int, ...]:
    """Where the signs stand that part a sentence which names several factories; else nothing."""
    if len({one.value for one in sentence.of("factory")}) < _FEWEST:
        return ()
    return tuple(found.start() for found in _SIGNS.finditer(scene.text, sentence.start, sentence.end))


def of(parting: tuple[int, ...], sentence: Sentence, value: Mention, subject: str) -> Iterator[str]:
    """Whether a subject is the factory before or behind a value, and whether fewer signs part it than the other one.

    With it what the sentence opens with, a factory or such a value: in that order the others follow.
    """
    named = sentence.of("factory")
    if not parting or value.cell >= 0 or not any(one.value == subject for one in named):
        return
    members = features.group(sentence, value)
    ahead = next((one for one in reversed(named) if one.end <= members[0].start), None)
    behind = next((one for one in named if one.start >= members[-1].end), None)
    first = next(one for one in sentence.mentions if one.type in ("factory", value.type))
    opens = "factory" if first.type == "factory" else "value"
    beside = [one for one in (ahead, behind) if one is not None and one.value == subject]
    if not beside:
        yield f"signs:{opens}:far"
        return
    side = "both" if len(beside) == _FEWEST else "before" if beside[0] is ahead else "after"
    cuts = [_cuts(parting, one, value) for one in (ahead, behind) if one is not None]
    own, other = cuts[-1] if side == "after" else cuts[0], cuts[0] if side == "after" else cuts[-1]
    less = "alone" if len(cuts) < _FEWEST else "fewer" if own < other else "more" if own > other else "same"
    yield f"signs:{opens}:{side}:{less}"
    yield f"signs:{side}:{less}"


def _cuts(parting: tuple[int, ...], one: Mention, other: Mention) -> int:
    """How many signs stand between two."""
    first, second = sorted((one, other), key=_start)
    return bisect_left(parting, second.start) - bisect_left(parting, first.end)


def _start(one: Mention) -> int:
    return one.start


def rejected(text: str, sentence: Sentence, value: Mention) -> bool:
    """Whether a "not" behind a sign turns a value away at once: "linked to LUMI, not to HammerHAI"."""
    return any(
        0 < value.first - cue.last <= _REJECTED
        and cue.start > sentence.start
        and text[sentence.start : cue.start].rstrip()[-1:] in _APART
        for cue in sentence.cued("cue:negation")
    )


def pairs(sentence: Sentence, cast: Cast) -> frozenset[tuple[str, str]] | None:
    """The antennas of a sentence with the factories that they work with, where they take turns; else None.

    "The Slovak antenna relies on CZAI, HunAIFA on AI:AT": what stands in one turn is linked, and nothing else is.
    """
    named = [
        ("antenna" if cast.kind(one) == "antenna" else "factory", one)
        for one in (mention.value for mention in _named(sentence))
    ]
    turns = [(kind, [one for _, one in row]) for kind, row in groupby(named, key=lambda one: one[0])]
    if len(turns) < 2 * _FEWEST or len(turns) % 2:
        return None
    found = set()
    for (kind, ones), (_, others) in zip(turns[::2], turns[1::2], strict=True):
        antennas, factories = (ones, others) if kind == "antenna" else (others, ones)
        found |= {(antenna, factory) for antenna in antennas for factory in factories}
    return frozenset(found)


def _named(sentence: Sentence) -> list[Mention]:
    """Its factories, and the machines that stand for theirs: "it works with LUMI"."""
    taken = {one.start for one in sentence.of("factory")}
    machines = [one._replace(value=one.owner) for one in sentence.of("machine") if one.owner and one.start not in taken]
    return sorted((*sentence.of("factory"), *machines), key=_start)
