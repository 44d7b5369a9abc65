"""Who pays what: payers and sums of a sentence take turns, "the EU gives 65 and the state 60", "65 from the EU"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.relate.scene import Mention, Scene, Sentence

NOUNS = ("noun:eu", "noun:state", "noun:region", "noun:company")
_BESIDE = 2
"""Words between a country and a noun that are one payer: "the Lithuanian state"."""
_COMMA = 4
"""Words that a comma between a payer and a sum counts for."""
_SAME = 3
"""Words between a share and a sum that say the same, "half, some 40 million", or part and whole: "half of 80"."""
_COMMAS = re.compile(r"[,;:(–—](?!\d)")
"""What parts a sentence, and not the digits of a number."""
_AS_MUCH = 4
"""Words between a payer and the word that says that it pays as much as the other."""
_ON = 4
"""Words between two sums of one payer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A payer and where it stands in the order of payers and sums. `country` is the one it is of, where it is said."""

    kind: str
    country: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What the order of a sentence says of a sum. `payer` is None where others have their payer and this has none."""

    payer: Turn | None
    turns: int
    """How many sums of the sentence have a payer."""
    far: bool
    """Whether a comma or the like stands between the two."""
    superseded: bool
    """Whether the payer has another sum behind it: "rises from 24 to 27"."""
    opens: bool
    """Whether it stands before all sums that have a payer, as the whole of them does."""


def of(scene: Scene, sentence: Sentence) -> dict[tuple[int, int], Paid]:
    """For each sum and share of a sentence outside tables, who pays it; nothing where nobody is named."""
    payers = _payers(sentence)
    slots = list(_slots(scene, sentence, payers))
    if not payers or not slots:
        return {}
    ahead, behind = (_pairs(scene, payers, slots, forward=forward) for forward in (True, False))
    first = max((ahead, behind), key=_likely) is ahead
    chosen = (ahead if first else behind) | _alone(scene, sentence, payers, slots)
    if not chosen:
        return {}
    found: dict[tuple[int, int], Paid] = {}
    last: Paid | None = None
    for place, slot in enumerate(slots):
        mine = chosen.get(place)
        # A second sum close behind the first is the same payer's: what it pays now.
        again = mine is None and first and last is not None and _goes_on(scene, slots, place)
        last = Paid(
            payer=mine[0] if mine else last.payer if again and last else None,
            turns=len(chosen),
            far=bool(mine and mine[2]),
            superseded=first and place + 1 not in chosen and _goes_on(scene, slots, place + 1),
            opens=place < min(chosen),
        )
        found |= {(one.start, one.end): last for one in slot}
    return found


def column(sentence: Sentence, value: Mention, heads: tuple[Mention, ...]) -> str:
    """The payer that the head of a table's column names, or the first cell of a row."""
    named = [cue for cue in heads if cue.cell == value.cell] or [cue for cue in sentence.cues if cue.cell < value.cell]
    return next((cue.label[5:] for cue in named if cue.label in NOUNS), "")


def _payers(sentence: Sentence) -> list[Turn]:
    """The payers in order; words for the same one, side by side, are one."""
    nouns = [_turn(cue, cue.label[5:], "") for cue in sentence.cued(*NOUNS)]
    places = [_turn(one, "country", one.value) for one in (*sentence.of("country"), *seats(sentence))]
    found: list[Turn] = []
    for one in sorted((*nouns, *places), key=lambda one: (one.start, -one.end)):
        held = found[-1] if found else None
        if held is not None and one.first - held.last <= _BESIDE and _one(held, one):
            found[-1] = Turn(
                kind=held.kind if one.kind == "country" else one.kind,
                country=held.country or one.country,
                start=held.start,
                end=max(held.end, one.end),
                first=held.first,
                last=max(held.last, one.last),
            )
        else:
            found.append(one)
    return found


def seats(sentence: Sentence) -> Iterator[Mention]:
    """Seats of governments that stand for their states: none of them where something is, "in Warsaw".

    Where a factory of the article stands in one, the city is the state only beside the Union: "Sofia and the EU".
    """
    union = bool(sentence.cued("noun:eu"))
    there = {cue.last for cue in sentence.cued("trigger:host_city")}
    for one in sentence.of("seat"):
        if one.first - 1 not in there and (union or not one.owner):
            yield one


def _turn(mention: Mention, kind: str, country: str) -> Turn:
    return Turn(
        kind=kind, country=country, start=mention.start, end=mention.end, first=mention.first, last=mention.last
    )


def _one(held: Turn, one: Turn) -> bool:
    """Whether two payers side by side are one: the same kind of word, or a country and its state."""
    if held.kind == one.kind:
        return held.kind != "country"
    kinds = {held.kind, one.kind}
    return one.start < held.end or kinds == {"country", "state"}


def share(scene: Scene, sentence: Sentence, value: Mention) -> str:
    """How a sum stands to the share beside it: the whole of which the share is taken, or the share in figures."""
    beside = [one for one in sentence.of("share") if one.clause == value.clause and one.cell == value.cell]
    if any(_shared(scene, one, value) for one in beside):
        return "of"
    if any(0 <= value.first - one.last <= _SAME and one.end <= value.start for one in beside):
        return "is"
    return "later" if any(value.end <= one.start for one in beside) else ""


def as_much(sentence: Sentence, paid: Mapping[tuple[int, int], Paid]) -> frozenset[str]:
    """Who pays as much as the other, without a sum of its own: "the EU gives 40 million, the state as much"."""
    words = sentence.cued("cue:same")
    if not words:
        return frozenset()
    named = {one.payer.start for one in paid.values() if one.payer is not None}
    return frozenset(
        one.kind
        for one in _payers(sentence)
        if one.start not in named and any(max(one.first - cue.last, cue.first - one.last) <= _AS_MUCH for cue in words)
    )


def _shared(scene: Scene, one: Mention, value: Mention) -> bool:
    """Whether a share is one of the sum right behind it: "half of the 80 million"; with a comma it is the sum."""
    part = one.type == "share" and value.type == "amount" and 0 <= value.first - one.last <= _SAME
    if not part or one.end > value.start:
        return False
    return not any(sign in scene.text[one.end : value.start] for sign in ",;:(–—")


def _slots(scene: Scene, sentence: Sentence, payers: list[Turn]) -> Iterator[list[Mention]]:
    """The sums and shares in order; a conversion, and a sum beside the share that it is, stand in one slot.

    The whole of which a share is taken is nobody's turn.
    """
    slot: list[Mention] = []
    for one in sentence.of("amount", "share"):
        if one.cell >= 0 or (slot and _shared(scene, slot[-1], one)):
            continue
        beside = bool(slot) and one.first - slot[-1].last <= _SAME and one.type != slot[-1].type
        beside = beside and not any(slot[-1].end <= payer.start < one.start for payer in payers)
        if slot and (beside or one.label == "conversion"):
            slot.append(one)
            continue
        if slot:
            yield slot
        slot = [one]
    if slot:
        yield slot


def _pairs(
    scene: Scene, payers: list[Turn], slots: list[list[Mention]], *, forward: bool
) -> dict[int, tuple[Turn, int, bool]]:
    """Each sum with the payer directly before it (`forward`) or behind it, how far, and whether behind a comma."""
    found: dict[int, tuple[Turn, int, bool]] = {}
    for place, slot in enumerate(slots):
        low = slots[place - 1][-1].end if place else -1
        high = slots[place + 1][0].start if place + 1 < len(slots) else len(scene.text)
        if forward:
            near = [one for one in payers if low <= one.start and one.end <= slot[0].start]
            if near:
                one = near[-1]
                apart = _border(scene, one.end, slot[0].start)
                found[place] = (one, slot[0].first - one.last + _COMMA * apart, apart)
        else:
            near = [one for one in payers if slot[-1].end <= one.start and one.end <= high]
            if near:
                one = near[0]
                apart = _border(scene, slot[-1].end, one.start)
                found[place] = (one, one.first - slot[-1].last + _COMMA * apart, apart)
    return found


def _alone(
    scene: Scene, sentence: Sentence, payers: list[Turn], slots: list[list[Mention]]
) -> dict[int, tuple[Turn, int, bool]]:
    """The sums that stand between two commas with one payer and no other sum: it pays, whatever the order elsewhere."""
    taken = [one for slot in slots for one in slot]
    starts = [one.start for one in taken]
    signs = (sentence.start + one.start() for one in _COMMAS.finditer(scene.text[sentence.start : sentence.end]))
    borders = [sign for sign in signs if not any(sign < one.end for one in taken[: bisect_right(starts, sign)][-1:])]
    there: dict[int, tuple[list[Turn], list[int]]] = {}
    for payer in payers:
        there.setdefault(bisect_left(borders, payer.start), ([], []))[0].append(payer)
    for place, slot in enumerate(slots):
        there.setdefault(bisect_left(borders, slot[0].start), ([], []))[1].append(place)
    return {places[0]: (who[0], 0, False) for who, places in there.values() if len(who) == 1 and len(places) == 1}


def _likely(pairs: dict[int, tuple[Turn, int, bool]]) -> tuple[int, float]:
    """The order that is meant has the most pairs without a comma inside, and its payers stand closest to their sums."""
    return sum(1 for *_, apart in pairs.values() if not apart), sum(1 / (1 + cost) for _, cost, _ in pairs.values())


def _border(scene: Scene, start: int, end: int) -> bool:
    return any(sign in scene.text[start:end] for sign in ",;:(")


def _goes_on(scene: Scene, slots: list[list[Mention]], place: int) -> bool:
    if not 0 < place < len(slots):
        return False
    before, here = slots[place - 1][-1], slots[place][0]
    return here.type == before.type and here.first - before.last <= _ON and not _border(scene, before.end, here.start)
