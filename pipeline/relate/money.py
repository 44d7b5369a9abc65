"""What structure says of a sum: who pays it, what whole it is a part of, and what sums are possible of whom."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from models import value as values
from models.value import Money
from pipeline.relate import hints, insets, payers
from pipeline.relate.course import THINGS
from pipeline.relate.features import away, worth
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Cast, Reference, is_group

SUMS = ("amount", "share")
_SIZES = ((2e9, "2bn"), (1e9, "1bn"), (3e8, "300m"), (1e8, "100m"), (3e7, "30m"), (1.2e7, "12m"), (0, "less"))
"""Orders of a sum: antennas have ten millions, factories hundreds, groups billions."""
_OTHER: Mapping[str, str] = {"national_contribution": "eu", "eu_contribution": "state"}
"""Who does not pay it."""
_OWN: Mapping[str, str] = {"national_contribution": "state", "eu_contribution": "eu"}
"""Who pays it."""
_ASTRAY = frozenset({"ago:2:apart", "ago:3:apart", "ago:4:apart"})
_ALL_ALONG = frozenset({"how:sole", "how:topic", "how:title", "how:heading"})
"""Ways of being what an article or a part of it speaks of all along."""
_ROLES = (
    "trigger:investment_total",
    "trigger:eu_contribution",
    "trigger:national_contribution",
    "trigger:eu_share",
    "trigger:contract_value",
)
"""Words that say what a sum is."""
BOTH = frozenset({"c:cue:each", "c:cue:same"})
"""Features of a sum that both payers give."""
_OF_OTHERS: Mapping[str, frozenset[str]] = {
    "national_contribution": frozenset({"turns:eu", "turns:company"}),
    "eu_contribution": frozenset(
        f"turns:{payer}" for payer in ("state", "region", "company", "home", "abroad", "country")
    ),
}
"""Payers of whom it is not, where payers and sums take turns: 2 of 350 such places of the gold (2026-11-22)."""
_LARGER = 1.2
"""How much larger a whole is than its part, at least."""
_BACK = 2
"""Sentences before a share in which the sum is said that it is a share of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What does not depend on whose sum it is: worked out once for each sum."""

    paid: payers.Paid | None
    column: str
    """The payer that a table's column or row is about; empty: none."""
    whole: Mention | None
    """The sum that it may be a part or a share of."""
    union: bool
    """Whether the sentence, or the head of the column, speaks of the Union."""
    about: frozenset[str]
    """The factories that the whole's sentence speaks of."""
    sole: bool
    """Whether the sentence has no other sum and no other payer."""
    share: str
    """How a sum stands to the share beside it."""
    as_much: frozenset[str]
    """Who pays as much, without a sum of its own."""
    parts: str
    """What follows that may be a part of it: a share or a smaller sum, in its sentence or the next."""
    thing: str
    """What is paid for: the thing named nearest, here or in the sentence before."""


def said(
    scene: Scene,
    sentence: Sentence,
    value: Mention,
    paid: Mapping[tuple[int, int], payers.Paid],
    heads: tuple[Mention, ...],
    references: tuple[tuple[Reference, ...], ...],
    apart: tuple[insets.Inset, ...],
) -> Said:
    """What the text around a sum says of it. `apart` are the asides of its sentence."""
    whole = _whole(scene, sentence, value)
    about = references[whole.sentence] if whole else ()
    return Said(
        paid=paid.get((value.start, value.end)),
        column=payers.column(sentence, value, heads) if value.cell >= 0 else "",
        whole=whole,
        union=bool(sentence.cued("noun:eu")) or any(cue.label == "noun:eu" and cue.cell == value.cell for cue in heads),
        about=frozenset(one.subject for one in about if one.first >= 0 and not is_group(one.subject)),
        sole=len(sentence.of(*SUMS)) == 1 and len({one.label for one in sentence.cued(*payers.NOUNS)}) == 1,
        share=payers.share(scene, sentence, value) if value.type == "amount" else "",
        as_much=payers.as_much(sentence, paid),
        parts=_parts(scene, sentence, value) if value.type == "amount" else "",
        thing=_thing(scene, sentence, value, apart),
    )


def _thing(scene: Scene, sentence: Sentence, value: Mention, apart: tuple[insets.Inset, ...]) -> str:
    """The thing nearest to a sum in its clause; without one the last of the sentence before, of its paragraph.

    What stands in an aside about a machine is not paid for, the machine is: "X, the machine of the factory Y, costs".
    """
    asides = [one for one in apart if one.machine]
    things = [
        (kind, one)
        for kind, one in _things(sentence)
        if not any(aside.start <= one.start < aside.end for aside in asides)
    ]
    here = [
        (away(value, one), one.start, f"{kind}:named" if one.type == "machine" and _untold(sentence, value) else kind)
        for kind, one in things
        if one.clause == value.clause
    ]
    if here or not sentence.index or value.cell >= 0:
        return min(here)[2] if here else ""
    before = scene.sentences[sentence.index - 1]
    last = (
        max(_things(before), key=lambda found: found[1].start, default=None) if before.block == sentence.block else None
    )
    return f"before:{last[0]}" if last else ""


def _untold(sentence: Sentence, value: Mention) -> bool:
    """Whether no word says what role a sum plays: then a name beside it does, "X, a monster of 500 million euros"."""
    return not any(cue.clause == value.clause for cue in sentence.cued(*_ROLES))


def _things(sentence: Sentence) -> list[tuple[str, Mention]]:
    named = ((THINGS.get(one.type) or THINGS.get(one.label, ""), one) for one in (*sentence.mentions, *sentence.cues))
    return [(kind, one) for kind, one in named if kind]


def features(told: Said, value: Mention, subject: str, cast: Cast) -> Iterator[str]:
    """What a sum's payer, its whole and its size say of a subject."""
    if value.type == "amount":
        yield f"{_kind(subject, cast)}:{_size(value)}"
    if told.share:
        yield f"share:{told.share}"
    if told.parts:
        yield f"parts:{told.parts}"
    if told.thing:
        yield f"thing:{told.thing}"
    yield from (f"also:{one}" for one in told.as_much)
    payer = told.column or _payer(told.paid, subject, cast)
    if payer:
        far = told.paid is not None and told.paid.far
        if far:
            yield from ("turn:far", f"turn:far:{payer}")
        else:
            yield f"turn:{payer}"
            if told.sole:
                yield f"sole:{payer}"
        if told.column or (told.paid is not None and told.paid.turns > 1 and not far):
            yield f"turns:{payer}"
    if told.whole is None:
        yield "whole:none"
        return
    here = told.whole.sentence == value.sentence
    yield "whole:here" if here else "whole:before"
    if told.about:
        yield "whole:about" if subject in told.about else "whole:about_another"
    money = values.read("money", json.loads(told.whole.value))
    if isinstance(money, Money):
        others = (*cast.factories, *cast.sizes)
        told_before = hints.of(cast.hints, subject, "investment_total", money, others, said=cast.published)
        yield from (f"whole:{one}" for one in told_before if one != "hint:role")


def _payer(paid: payers.Paid | None, subject: str, cast: Cast) -> str:
    if paid is None:
        return ""
    if paid.payer is None:
        return "opens" if paid.opens else "nobody"
    if paid.payer.kind != "country":
        return paid.payer.kind
    home = cast.home(subject)
    return "country" if not home else "home" if home == paid.payer.country else "abroad"


def _whole(scene: Scene, sentence: Sentence, value: Mention) -> Mention | None:
    """The sum that a value is a part or a share of: the largest before it, here or in the sentences before."""
    for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
        if value.cell >= 0 and index != sentence.index:
            return None
        if scene.sentences[index].block != sentence.block and scene.block(scene.sentences[index]).listed:
            return None
        before = [
            one
            for one in scene.sentences[index].of("amount")
            if one.end <= value.start and one.label != "conversion" and _number(one) > _LARGER * _number(value)
        ]
        if before:
            return before[-1] if value.type == "share" else max(before, key=_number)
    return None


def _parts(scene: Scene, sentence: Sentence, value: Mention) -> str:
    """What follows a sum first, before any sum as large: a share of it or a part, here or in the next sentence."""
    if value.cell >= 0:
        return ""
    least = _number(value) / _LARGER
    for place, one in enumerate(scene.sentences[sentence.index : sentence.index + 2]):
        if one.block != sentence.block:
            break
        for follows in one.of("amount", "share"):
            if follows.start < value.end or follows.label == "conversion":
                continue
            if follows.type == "amount" and _number(follows) >= least:
                return ""
            return f"{follows.type}:{'next' if place else 'here'}"
    return ""


def _number(value: Mention) -> float:
    return worth(value.value) if value.type == "amount" else 0.0


def _size(value: Mention) -> str:
    if json.loads(value.value).get("currency") != "EUR":
        return "coin"
    number = _number(value)
    return next(name for least, name in _SIZES if number >= least)


def _kind(subject: str, cast: Cast) -> str:
    if is_group(subject):
        return "antennas" if subject.endswith("-antennas") else subject.partition(":")[0]
    return cast.kind(subject)


def equal_parts(sentence: Sentence) -> Iterator[Mention]:
    """Where a sentence without a share says that the Union and the states pay equal parts: the words for that."""
    states = sentence.cued("noun:state", "noun:country") or sentence.of("country") or any(payers.seats(sentence))
    if sentence.cued("noun:eu") and states and not sentence.of("share"):
        for cue in sentence.cued("cue:each"):
            yield cue._replace(type="share", label="equal", value="50")


def impossible(told: Said, predicate: str, found: Collection[str]) -> bool:
    """What no sum can be, whatever else is said: what the other pays, what was paid once, a share of nobody's."""
    if predicate == "eu_share":
        return not told.union
    if predicate not in _OTHER or BOTH & set(found):
        return False
    return bool(told.paid and told.paid.superseded) or not _OF_OTHERS[predicate].isdisjoint(found)


def strayed(predicate: str, found: Collection[str]) -> bool:
    """Whether the sum of a deal stands far from its subject, in another paragraph: firms make deals of their own."""
    if predicate != "contract_value" or not _ASTRAY & set(found):
        return False
    return "best:previous" in found and not _ALL_ALONG & set(found)


def paid_by_own(predicate: str, found: Collection[str]) -> bool:
    """Whether the payer whose part it is takes turns with the sum: then no other word is nearer than that."""
    return predicate in _OWN and f"turn:{_OWN[predicate]}" in found


def paid_by_other(predicate: str, found: Collection[str]) -> bool:
    """Whether the text names the other payer for a sum: where both pay the same, such a place is no example."""
    if predicate not in _OTHER or (BOTH | {"turn:far"}) & set(found):
        return False
    return f"turn:{_OTHER[predicate]}" in found
