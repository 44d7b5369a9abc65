"""How far a project has come: what an article's dates and stages say of each other, wherever they stand.

A date belongs to the word for an event that no other date stands nearer to; of several due dates the latest stands;
a headline is said again below it; nothing opens before it is selected. All this holds in every language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from models import alike
from pipeline.relate import features
from pipeline.relate.scene import Mention, Scene, Sentence
from pipeline.relate.subjects import PROGRAMME, Cast, Reference, is_group

DATED = frozenset({"operational_by", "launched_on", "contract_signed_on"})
"""Predicates whose value is the day of a step of a project."""
COURSE = DATED | {"status"}
SUMS = frozenset({"investment_total", "eu_contribution", "national_contribution", "contract_value", "eu_share"})
_OF_ROW = COURSE | SUMS | {"host_city", "host_organisation", "supercomputer", "selected_on"}
"""What a table's row says of the factory that opens it, in all places of the gold (2026-11-22)."""
_HEAD = ("title", "standfirst")
_SLIPPED = ("cue:formerly", "trigger:status.delayed")
THINGS = {
    "factory": "factory",
    "noun:ai_factory": "factory",
    "noun:antenna": "factory",
    "machine": "machine",
    "noun:machine": "machine",
    "noun:building": "building",
}
"""What opens, starts, is signed for or is built."""
_FOCUS = ("heading", "previous", "previous_described", "beside", "opened", "title", "topic", "sole")
"""Ways of going on about a subject without a word for it, the likeliest first."""
_MOST_NAMED = 12
"""Subjects of a sentence above which nobody asks which of them stands nearest to a date."""
_APPOSED = 4
"""Words between two ways of saying one date."""
_FRESH = 45
"""Days after a selection in which it is news."""


def around(scene: Scene, sentence: Sentence, value: Mention, predicate: str, word: str) -> Iterable[str]:
    """What the rest of the sentence and the headline say of a date or a stage."""
    own = (f"trigger:status.{word}",) if predicate == "status" else features.speaks(predicate)
    if scene.block(sentence).kind not in _HEAD and _in_head(scene, value, own):
        yield "head:same"
    if value.type == "date":
        yield from _nearest(sentence, value, own)
    if doer := _doer(sentence, value, own):
        yield f"{word}:doer:{doer}" if predicate == "status" else f"doer:{doer}"


def standing(predicate: str, sentence: Sentence, value: Mention, word: str, subject: str, cast: Cast) -> Iterable[str]:
    """How long ago the subject was selected, and which stage that leaves it."""
    said, since = cast.published, selected(subject, cast)
    if predicate != "status" or said is None:
        return
    yield f"{word}:{'new' if since is None else 'fresh' if (said - since).days <= _FRESH else 'old'}"
    dates = [one for one in sentence.of("date") if one.clause == value.clause]
    periods = [period for one in dates if (period := alike.period(one.value))]
    yield from {f"{word}:{'ahead' if period[0] > said else 'behind'}" for period in periods}


def place(value: Mention, subject: str, mine: Iterable[Reference]) -> str:
    """Where a subject stands among those that a sentence may speak of: the only one, the nearest, the likeliest."""
    factories = [one for one in mine if not is_group(one.subject)]
    if is_group(subject):
        named = any(one.subject == subject and one.first >= 0 for one in mine)
        return f"place:{'named' if named else 'silent'}_group" + ("_alone" if not factories else "")
    placed = [one for one in factories if one.first >= 0]
    if not placed:
        ways = Counter(one.subject for one in factories)
        others = max((count for one, count in ways.items() if one != subject), default=0)
        return "place:alone" if not others else "place:likeliest" if ways[subject] > others else "place:unlikely"
    mine_at = [features.away(value, one) for one in placed if one.subject == subject]
    theirs_at = [features.away(value, one) for one in placed if one.subject != subject]
    if not mine_at:
        return "place:elsewhere"
    return "place:" + ("only" if not theirs_at else "nearest" if min(mine_at) <= min(theirs_at) else "farther")


Dues = Mapping[str, tuple[frozenset[int], frozenset[tuple[date, date]]]]
"""By subject: where its due dates stand, and which they are. A text may say the same thousand times."""


def dues(scene: Scene, references: tuple[tuple[Reference, ...], ...]) -> Dues:
    """All due dates of an article: of those of one subject the latest stands, whatever was promised before."""
    own = features.speaks("operational_by")
    starts: dict[str, set[int]] = {}
    periods: dict[str, set[tuple[date, date]]] = {}
    for sentence in scene.sentences:
        spoken = {cue.label for cue in sentence.cues}
        if scene.block(sentence).listed:
            spoken |= {cue.label for cue in (*features.heads(scene, sentence), *_cues_before(scene, sentence))}
        if spoken.isdisjoint(own) and spoken.isdisjoint(_SLIPPED):
            continue
        spoken_of = _spoken_of(references[sentence.index])
        for one in sentence.of("date"):
            period = alike.period(one.value)
            if period is not None and (scene.article.published is None or period[1] >= scene.article.published):
                for subject in _whose(one, sentence, spoken_of):
                    starts.setdefault(subject, set()).add(one.start)
                    periods.setdefault(subject, set()).add(period)
    return {subject: (frozenset(starts[subject]), frozenset(periods[subject])) for subject in starts}


def order(value: Mention, subject: str, told: Dues) -> str:
    """Whether a due date is the last word of the article on its subject."""
    mine = alike.period(value.value)
    starts, periods = told.get(subject, (frozenset(), frozenset()))
    if mine is None or not periods - {mine}:
        return "due:again" if len(starts) > (value.start in starts) else "due:sole"
    others = periods - {mine}
    if any(other[0] > mine[1] for other in others):
        return "due:earlier"
    if any(mine[0] <= other[0] and other[1] <= mine[1] for other in others):
        return "due:vaguer"
    return "due:last"


def _spoken_of(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The factories and groups that a sentence names or describes, else the one that it most likely goes on about."""
    references = tuple(references)
    placed = tuple(one for one in references if one.first >= 0 and one.subject != PROGRAMME)
    if placed:
        return placed
    for how in _FOCUS:
        there = tuple(one for one in references if one.how == how)
        if there:
            return there + tuple(one for one in references if one.how == "group_before")
    return tuple(one for one in references if one.how in ("group_before", "group_title"))


def _whose(value: Mention, sentence: Sentence, spoken_of: tuple[Reference, ...]) -> set[str]:
    """Whose date it is where a sentence names several: "A in 2026 and B in 2028", or "in 2026 A and in 2028 B"."""
    if not 1 < len(spoken_of) <= _MOST_NAMED or spoken_of[0].first < 0:
        return {one.subject for one in spoken_of}
    here = [one for one in spoken_of if one.clause == value.clause] or spoken_of
    before = [one for one in here if one.first <= value.first]
    behind = [one for one in here if one.first > value.first]
    names_first = min(one.first for one in spoken_of) < sentence.of("date")[0].first
    beside = (before or behind) if names_first else (behind or before)
    return {min(beside, key=lambda one: features.away(value, one)).subject}


def _cues_before(scene: Scene, sentence: Sentence) -> tuple[Mention, ...]:
    index = scene.leads[sentence.index]
    return scene.sentences[index].cues if index >= 0 else ()


def selected(subject: str, cast: Cast) -> date | None:
    """When a subject was selected, as far as anybody knows."""
    group = subject if is_group(subject) else cast.group_of(subject)
    return next((one.selected_on for one in cast.cohorts if one.id == group), None)


def of_another_row(sentence: Sentence, value: Mention, predicate: str, subject: str) -> bool:
    """Whether a row of a table speaks of another factory: of the one that opens it, not of those it goes on to name."""
    named = sentence.of("factory") if predicate in _OF_ROW and value.cell >= 0 else ()
    return bool(named) and subject != named[0].value


def too_early(predicate: str, value: Mention, subject: str, cast: Cast) -> bool:
    """Whether a day lies before the selection that everything of a project follows."""
    since = selected(subject, cast) if predicate in DATED else None
    period = alike.period(value.value) if since is not None else None
    return since is not None and period is not None and period[1] < since


def _in_head(scene: Scene, value: Mention, own: tuple[str, ...]) -> bool:
    """Whether headline or standfirst say the same: the date itself, or the word for the stage."""
    for sentence in scene.sentences:
        if scene.block(sentence).kind not in _HEAD:
            break
        if _says(sentence, value, own):
            return True
    return False


def _says(sentence: Sentence, value: Mention, own: tuple[str, ...]) -> bool:
    """Whether a sentence gives the same date, or has a word for the same stage."""
    if value.type == "date":
        return any(one.value == value.value for one in sentence.of("date"))
    return bool(sentence.cued(*own))


def _doer(sentence: Sentence, value: Mention, own: tuple[str, ...]) -> str:
    """What stands nearest to the word for the event: a machine that starts is no factory that opens."""
    told = [cue for cue in sentence.cued(*own) if cue.clause == value.clause]
    if not told:
        return ""
    word = min(told, key=lambda cue: features.away(value, cue))
    things = [(THINGS.get(one.type) or THINGS.get(one.label, ""), one) for one in (*sentence.mentions, *sentence.cues)]
    near = [(features.away(one, word), -one.start, kind) for kind, one in things if kind and one.clause == word.clause]
    return min(near)[2] if near else "nobody"


def _nearest(sentence: Sentence, value: Mention, own: tuple[str, ...]) -> Iterable[str]:
    """Whether a word for the event has this date as its nearest, or only other ones."""
    dates = sentence.of("date")
    if len(dates) > 1:
        nearest = {
            min(dates, key=lambda one: features.away(one, cue))
            for cue in sentence.cues
            if cue.label in own and cue.start != value.start
        }
        if nearest:
            yield "nearest:this" if any(_one_date(one, value) for one in nearest) else "nearest:other"


def _one_date(one: Mention, other: Mention) -> bool:
    """Whether two dates are one, said twice: "in autumn, in the fourth quarter of 2026"."""
    if one.start == other.start:
        return True
    first, second = alike.period(one.value), alike.period(other.value)
    if first is None or second is None or max(one.first - other.last, other.first - one.last) > _APPOSED:
        return False
    return max(first[0], second[0]) <= min(first[1], second[1])
