"""What describes a pair of a subject and a value: names of features that are the same in every language."""

import functools
import json
from collections.abc import Iterable, Mapping
from datetime import date

from models import alike
from models.language import NOUNS
from pipeline.relate import payers
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import Reference, is_group

_NEAR = 3
"""Words within which a cue counts as near."""
_DISTANCES = ((2, "0-2"), (5, "3-5"), (10, "6-10"), (18, "11-18"))
_APART = 8
"""Words that a border between clauses counts for."""
_TELLING = frozenset(
    {f"noun:{noun}" for noun in NOUNS - {"eu", "state", "region", "company"}}
    | {f"cue:{cue}" for cue in ("total", "first", "further", "each", "negation", "bid")}
)
"""Cues that tell what kind of subject a clause is about."""
_LINK = 14
"""Characters between two countries of one enumeration: a comma, an "and", an article."""


def context(
    scene: Scene, sentence: Sentence, value: Mention, sums: Mapping[tuple[int, int], set[str]]
) -> tuple[str, ...]:
    """What surrounds a value, whoever it belongs to. `sums` is what `arithmetic` found in the article."""
    block = scene.block(sentence)
    found = {"bias", f"block:{block.kind}"}
    family = value.label.partition(".")[0] + "." if "." in value.label else ""
    first, last = _extent(sentence, value)
    for cue in sentence.cues:
        if value.type != "date":  # of a date only its own clause tells: in a sentence many things happen
            found.add(f"s:{cue.label}")
        if cue.clause == value.clause:
            if family and cue.label.startswith(family) and cue.label != value.label:
                found.add(f"{value.label}<{cue.label}")
            found.add(f"c:{cue.label}")
            gap = max(cue.first - last, first - cue.last)
            if gap <= _NEAR:
                found.add(f"{'b' if cue.first < first else 'a'}:{cue.label}")
    # "What does it cost? 64 million euros."; else another sentence says little, and of a date nothing.
    if value.type != "date" and (block.listed or not sentence.cues):
        found |= lead(scene, sentence)
    found |= _column(scene, sentence, value)
    alike = sum(1 for mention in sentence.mentions if mention.type == value.type)
    found.add(f"alike:{min(alike, 3)}")
    if value.label and value.type != "factory":  # how we know a factory says nothing of what it does
        found.add(f"v:{value.label}")
    if value.type == "city" and any(
        body.start <= value.start and value.end <= body.end for body in sentence.of("host", "proper")
    ):
        found.add("v:within_body")  # "Riga Technical University" tells less of a place than "in Riga"
    if scene.text[max(0, value.start - 1)] in "([":
        found.add("v:parens")
    if value.type in ("amount", "share"):
        found |= _payer(sentence, value)
    if value.type == "amount":
        found |= _sum_size(value.value)
        found |= sums.get((value.start, value.end), set())
    if value.type == "date":
        found |= _date_shape(value.value, scene.article.published)
        found |= _date_order(sentence, value)
    else:
        found |= _when(scene, sentence, value)
    return tuple(found)


def trigger(
    sentence: Sentence, value: Mention, predicate: str, lead: set[str], head: tuple[Mention, ...] = ()
) -> tuple[str, ...]:
    """Where the nearest word stands that speaks of this predicate, and whether one of another role stands nearer.

    What `head`, the row that names a table's columns, says of the value's column is as near as can be.
    """
    own, foreign = 999, 999
    # What stands beside an enumeration of countries is said of each of them.
    first, last = _extent(sentence, value)
    value = value._replace(first=first, last=last)
    named = {cue.label for cue in head if cue.cell == value.cell and cue.label.startswith("trigger:")}
    if value.cell >= 0 and named:
        return ("own:0-2",) if named & set(speaks(predicate)) else ("own:none", "foreign_nearer")
    for cue in sentence.cues:
        if not cue.label.startswith("trigger:") or cue.start == value.start:
            continue
        gap = away(value, cue)
        if cue.label in speaks(predicate):
            own = min(own, gap)
        elif cue.label not in ("trigger:host_city", "trigger:supercomputer"):
            foreign = min(foreign, gap)
    found = [f"own:{_distance(own)}" if own < 999 else "own:lead" if lead & set(speaks(predicate)) else "own:none"]
    if foreign < own:
        found.append("foreign_nearer")
    return tuple(found)


def away(one: Mention, cue: Mention | Reference) -> int:
    """Words from one to the other; a border between clauses counts for some."""
    return max(cue.first - one.last, one.first - cue.last, 0) + (0 if cue.clause == one.clause else _APART)


@functools.cache
def speaks(predicate: str) -> tuple[str, ...]:
    """The triggers of a predicate: its own, and those of the status that its date belongs to."""
    others = {
        "selected_on": ("trigger:status.selected",),
        "contract_signed_on": ("trigger:status.contracted",),
        "launched_on": ("trigger:status.operational",),
        "operational_by": ("trigger:status.operational", "trigger:launched_on"),
        "eu_share": ("trigger:eu_contribution",),
    }
    return (f"trigger:{predicate}", *others.get(predicate, ()))


def _distance(gap: int) -> str:
    return next((name for limit, name in _DISTANCES if gap <= limit), "19+")


def relation(sentence: Sentence, value: Mention, subject: str, references: Iterable[Reference]) -> tuple[str, ...]:
    """How a subject stands to a value in a sentence. `references` are all those of the sentence."""
    references = tuple(references)
    own = [one for one in references if one.subject == subject]
    kind = "factory" if not is_group(subject) else subject.partition(":")[0]
    best = next((one.how for one in own), "")
    found = {f"how:{one.how}" for one in own} | {f"type:{kind}", f"best:{best}"}
    first, last = _extent(sentence, value)
    worded = {one.subject for one in references if one.first >= 0 and one.how == "explicit"}
    counted = value.type != "date" or bool(sentence.of("number")) or bool(sentence.cued("noun:ai_factories"))
    found |= {
        f"{kind}:{cue.label}"
        for cue in sentence.cues
        if cue.clause == value.clause and cue.label in _TELLING and (counted or cue.label != "cue:total")
    }
    found |= {f"explicit:{min(len(worded), 3)}", f"{kind}:explicit:{min(len(worded), 2)}"}
    placed = [one for one in own if one.first >= 0]
    here = {
        one.subject
        for one in references
        if one.first >= 0 and one.clause == value.clause and one.subject != subject and not is_group(one.subject)
    }
    found.add(f"{'placed' if placed else 'unplaced'}:rivals:{min(len(here), 2)}")
    if not placed:
        if ago := max((one.ago for one in own), default=-1):
            found.add(f"ago:{min(ago, 4)}" + (":apart" if any(one.apart for one in own) else ""))
        return tuple(found)
    nearest = min(placed, key=lambda one: _gap(one, first, last))
    gap = _gap(nearest, first, last)
    side = "before" if nearest.first < first else "after"
    found.add(f"dist:{_distance(gap)}")
    found.add(side)
    if nearest.clause == value.clause:
        found.add("same_clause")
    if value.cell >= 0:
        opens = min((one.first for one in references if one.first >= 0 and one.how == "explicit"), default=-1)
        found |= {"same_row", "row:opens" if nearest.first == opens else "row:later"}
    rivals = {
        one.subject: min(_gap(one, first, last), 999)
        for one in sorted(references, key=lambda one: -_gap(one, first, last))
        if one.first >= 0 and one.how == "explicit" and one.subject != subject
    }
    closer = sum(1 for other in rivals.values() if other < gap)
    found.add(f"rank:{min(closer, 2)}")
    if any(_between(one, nearest, first, last) for one in references if one.subject in rivals):
        found.add("rival_between")
    if len(worded) > 1 and nearest.how == "explicit":
        found.add("paired" if _paired(sentence, value, nearest) else "unpaired")
    return tuple(found)


def group(sentence: Sentence, value: Mention) -> tuple[Mention, ...]:
    """The enumeration that a country stands in: countries with nothing but commas and "and" between them."""
    alike = [one for one in sentence.mentions if one.type == value.type and one.clause == value.clause]
    place = next((number for number, one in enumerate(alike) if one == value), -1)
    if place < 0 or value.type != "country":
        return (value,)
    low = high = place
    others = [one for one in sentence.mentions if one.type in ("factory", "host", "city")]
    while low > 0 and _linked(alike[low - 1], alike[low], others):
        low -= 1
    while high + 1 < len(alike) and _linked(alike[high], alike[high + 1], others):
        high += 1
    return tuple(alike[low : high + 1])


def _linked(one: Mention, following: Mention, others: list[Mention]) -> bool:
    return following.start - one.end <= _LINK and not any(one.end <= other.start < following.start for other in others)


def _extent(sentence: Sentence, value: Mention) -> tuple[int, int]:
    if value.type != "country":
        return value.first, value.last
    members = group(sentence, value)
    return members[0].first, members[-1].last


def _gap(reference: Reference, first: int, last: int) -> int:
    if reference.last < first:
        return first - reference.last - 1
    if reference.first > last:
        return reference.first - last - 1
    return 0


def _between(rival: Reference, nearest: Reference, first: int, last: int) -> bool:
    if rival.first < 0 or rival.how != "explicit":
        return False
    return nearest.last < rival.first < first or last < rival.first < nearest.first


def _paired(sentence: Sentence, value: Mention, nearest: Reference) -> bool:
    """Whether values and factories take turns in the sentence, and these two make a turn."""
    factories = sorted({one.first for one in sentence.of("factory")})
    groups: list[int] = []
    for mention in sentence.mentions:
        if mention.type == value.type:
            first = group(sentence, mention)[0].first
            if first not in groups:
                groups.append(first)
    mine = group(sentence, value)[0].first
    if mine not in groups:
        return False
    turns = sorted([(place, "f") for place in factories] + [(place, "v") for place in groups])
    kinds = "".join(kind for _, kind in turns)
    at = turns.index((mine, "v"))
    if kinds.startswith("vf" * (len(kinds) // 2)) and at + 1 < len(turns):
        return turns[at + 1][0] == nearest.first
    if kinds.startswith("fv" * (len(kinds) // 2)) and at > 0:
        return turns[at - 1][0] == nearest.first
    return False


def lead(scene: Scene, sentence: Sentence) -> set[str]:
    """Cues of the sentence before in the same block, or of the heading or line that leads in a list or table."""
    index = scene.leads[sentence.index]
    return {f"l:{cue.label}" for cue in scene.sentences[index].cues} if index >= 0 else set()


def _column(scene: Scene, sentence: Sentence, value: Mention) -> set[str]:
    """Cues in the head of a table's column: they count as if they stood before the value."""
    if value.cell < 0:
        return set()
    named = [cue.label for cue in heads(scene, sentence) if cue.cell == value.cell]
    return {f"{place}:{label}" for label in named for place in ("col", "s", "c", "b")}


def heads(scene: Scene, sentence: Sentence) -> tuple[Mention, ...]:
    """The cues in the row that names the columns of a table row's table."""
    index = scene.heads[sentence.index]
    return scene.sentences[index].cues if index >= 0 else ()


def _sum_size(text: str) -> set[str]:
    digits = [part.partition(":")[2] for part in text.strip("{}").split(",") if '"amount"' in part or '"min"' in part]
    number = float(digits[0]) if digits else 0.0
    found = {f"v:{'bn' if number >= 1e9 else '100m' if number >= 1e8 else '10m' if number >= 1e7 else 'small'}"}
    if "qualifier" in text:
        found.add("v:qualified")
    return found


_MOST_SUMS = 24
"""Sums of an article above which nobody adds them up."""
_APART_SUMS = 3
"""Sentences between two sums that are parts of one whole: farther apart they add up by chance."""
_CLOSE = 0.011
"""Sums this near to each other are the same, rounded: the part of the larger one."""


def _payer(sentence: Sentence, value: Mention) -> set[str]:
    """Who pays: the payer that stands in a sum's stretch of the sentence, between the sums beside it."""
    sums = [one for one in sentence.of("amount", "share") if one.clause == value.clause or one.cell < 0]
    ends = [one.end for one in sums if one.end <= value.start]
    starts = [one.start for one in sums if one.start >= value.end]
    low, high = max(ends, default=sentence.start), min(starts, default=sentence.end)
    paying = sentence.cued(*payers.NOUNS)
    ahead = [one for one in paying if low <= one.start and one.end <= value.start]
    behind = [one for one in paying if value.end <= one.start and one.end <= high]
    if not paying:
        return set()
    payer_first = paying[0].start < min((one.start for one in sums), default=0)
    mine = (ahead[-1:] or behind[:1]) if payer_first else (behind[:1] or ahead[-1:])
    return {f"payer:{mine[0].label[5:]}"} if mine else set()


def arithmetic(scene: Scene) -> Mapping[tuple[int, int], set[str]]:
    """How each sum of an article stands to the others: a half, the whole of two or three, a part of such a whole."""
    sums = [(one, worth(one.value)) for one in scene.of("amount")]
    if not 1 < len(sums) <= _MOST_SUMS:
        return {}
    largest = max(number for _, number in sums)
    found: dict[tuple[int, int], set[str]] = {}
    for mention, number in sums:
        near = tuple(sorted({other for one, other in sums if other and _together(mention, one)}))
        wholes, parts = _wholes(near)
        mine = found.setdefault((mention.start, mention.end), set())
        if any(_same(number, x) for x in wholes):
            mine.add("sum:whole")
        if any(_same(number, x) for x in parts):
            mine.add("sum:part")
        if any(_same(number * 2, x) for x in near):
            mine.add("sum:half")
        if number == largest:
            mine.add("sum:largest")
        if mention.sentence == sums[0][0].sentence and mention.start == sums[0][0].start:
            mine.add("sum:first")
    return found


def _together(one: Mention, other: Mention) -> bool:
    """Whether two sums stand near enough to be parts of one: in one row of a table, else a few sentences apart."""
    if one.cell >= 0 or other.cell >= 0:
        return one.sentence == other.sentence
    return abs(one.sentence - other.sentence) <= _APART_SUMS


@functools.lru_cache(maxsize=64)
def _wholes(numbers: tuple[float, ...]) -> tuple[frozenset[float], frozenset[float]]:
    """The numbers that are twice another or the sum of two or three, and those that make them up."""
    wholes, parts = set(), set()
    for place, one in enumerate(numbers):
        if any(_same(one * 2, other) for other in numbers):
            wholes.add(one * 2)
            parts.add(one)
        for other in numbers[place + 1 :]:
            for third in (0.0, *(x for x in numbers if x > other)):
                whole = next((x for x in numbers if _same(x, one + other + third)), 0.0)
                if whole:
                    wholes.add(whole)
                    parts |= {one, other} | ({third} if third else set())
    return frozenset(wholes), frozenset(parts)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(one, other)


def worth(text: str) -> float:
    """The number of a sum, or the bound that it has."""
    told = json.loads(text)
    return float(told.get("amount") or told.get("max") or told.get("min") or 0.0)


def _date_shape(text: str, published: date | None) -> set[str]:
    found = {f"v:{'day' if len(text) == 10 else 'month' if len(text) == 7 else 'year'}"}
    if published is not None:
        period = alike.period(text)
        if period is not None:
            found.add("v:future" if period[0] > published else "v:past" if period[1] < published else "v:now")
        days = _days_before(text, published)
        if days is not None and days <= 7:
            found.add("v:fresh")
    return found


def _date_order(sentence: Sentence, value: Mention) -> set[str]:
    """Whether a date is the only, the earliest or the latest of its sentence."""
    periods = {one.value: period for one in sentence.of("date") if (period := alike.period(one.value))}
    mine = periods.get(value.value)
    if mine is None or len(periods) == 1:
        return {"d:only"} if mine else set()
    found = {f"d:{min(len(periods), 4)}"}
    if all(mine[0] <= other[0] for other in periods.values()):
        found.add("d:earliest")
    if all(mine[0] >= other[0] for other in periods.values()):
        found.add("d:latest")
    return found


def _when(scene: Scene, sentence: Sentence, value: Mention) -> set[str]:
    """Whether the dates of a value's clause lie ahead or behind."""
    said = scene.article.published
    if said is None:
        return set()
    found = set()
    for one in sentence.of("date"):
        period = alike.period(one.value) if one.clause == value.clause else None
        if period is not None:
            found.add("when:future" if period[0] > said else "when:past" if period[1] < said else "when:now")
    return found or {"when:never"}


def _days_before(text: str, published: date) -> int | None:
    try:
        return (published - date.fromisoformat(text)).days
    except ValueError:
        return None
