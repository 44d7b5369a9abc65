"""Groups that nobody knew before: a selection that the article itself dates and counts, "six more in March 2025"."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from models import alike
from models.cohort import Cohort, CohortKind
from models.factory import FactoryKind
from pipeline.components import cues
from pipeline.relate.scene import Mention, Scene, Sentence

MOST_MEMBERS = 15
"""A group selected at once has never had more (2026-11: 13 antennas)."""
MOST_FACTORIES = 10
"""No selection has brought as many factories (2026-11: seven at most)."""
FRESH = 75
"""Days after a selection in which "the new factories" are its factories."""
REACH = 4
"""Words between a number and the noun it counts."""
GROUP_NOUNS = cues.SEVERAL
_COUNTED = (*GROUP_NOUNS, "noun:ai_factory", "noun:site", "noun:project", "noun:antenna")
CHOSEN = ("trigger:status.selected", "trigger:selected_on")
_OTHER_STEPS = ("trigger:status.", "trigger:launched_on", "trigger:operational_by", "trigger:contract")
ANTENNAS = cues.ANTENNAS
_OTHER_STAGES = ("trigger:launched_on", "trigger:status.operational", "trigger:status.contracted")
_FACTORIES = (*GROUP_NOUNS, "noun:ai_factory", "noun:antenna")
_FEWEST = 2
_MOST_DATES = 12
"""Dates of a sentence above which nobody asks what each of them dates."""
_BESIDE = 2
"""Words between a number and the word that says that it counts others."""
_TOGETHER = 3
"""Words between a number and the "together with" before it."""
_ENDS = frozenset({"", ".", ",", ";", ":", ")", "!", "?", "\n"})
"""What follows a number that stands for all that it counts."""
_HEAD = 5
"""Sentences of an article that tell its news."""
_NEWS = 7
"""Days in which a selection is news."""
_DAY = 10
"""Letters of a date that says its day."""
MONTH = 7
"""Letters of a date that says its month."""
_YEAR = 4
"""Letters of a bare year."""
_PLACE = slice(len("cohort:"), len("cohort:") + MONTH)
"""Where a group's id has its month."""


def month(group: str) -> str:
    """The month of its selection that a group's id has."""
    return group[_PLACE]


def counting(sentence: Sentence) -> list[tuple[Mention, Mention]]:
    """Numbers with the noun behind them that they count."""
    return [
        (number, noun)
        for number in sentence.of("number")
        for noun in sentence.cued(*_COUNTED)
        if 0 < noun.first - number.last <= REACH
    ]


def told(
    scene: Scene, known: Iterable[Cohort], kinds: Mapping[str, FactoryKind] = MappingProxyType({})
) -> tuple[Cohort, ...]:
    """The groups that the article tells and nobody knew, in order of their selection. `kinds` are its factories'.

    `members` is 0 where it gives no count. Nothing before the first known selection is a group of the programme, so
    `known` are all that were ever known, also those after the day of publication.
    """
    known = tuple(known)
    earliest = min((month(one.id) for one in known), default="")
    found: dict[str, Cohort] = {}
    for sentence in scene.sentences:
        if not (sentence.cued(*CHOSEN) or _came(sentence)) or sentence.cued("noun:gigafactory"):
            continue
        before = scene.sentences[sentence.index - 1] if sentence.index else sentence
        for said, members, what in _selections(scene.text, sentence, before, kinds):
            chosen = said.value[:MONTH]
            key = f"cohort:{chosen}" + ("-antennas" if what == "antenna" else "")
            span = alike.period(said.value)
            if span is None or chosen < earliest or any(one.id == key for one in known):
                continue
            if scene.article.published is not None and span[0] > scene.article.published:
                continue
            mine = found.get(key)
            if mine is None or (members and not mine.members):
                found[key] = mine = _cohort(
                    key, what, mine.selected_on if mine else span[0], members, scene.article.url
                )
            if len(said.value) == _DAY and mine.selected_on.day == 1:  # so far its month alone was said
                found[key] = replace(mine, selected_on=span[0], since=span[0])
    return tuple(sorted(found.values(), key=lambda one: one.selected_on))


def fresh(scene: Scene, known: Iterable[Cohort], newcomers: Iterable[str]) -> tuple[Cohort, ...]:
    """The selection that an article about a factory nobody knew tells of, where no known one can be meant.

    Its month is that of the last day before publication that is said beside a word for selection, else publication's.
    """
    said, newcomers, known = scene.article.published, frozenset(newcomers), tuple(known)
    if said is None or not newcomers or not any(one.selected_on <= said for one in known):
        return ()
    naming = [one for one in scene.sentences if any(name.value in newcomers for name in one.of("factory"))]
    if any(one.cued("noun:gigafactory") for one in naming):
        return ()
    months = {month(group.id) for group in known}
    if any(day.value[:MONTH] in months for one in naming if one.cued(*CHOSEN) for day in one.of("date")):
        return ()  # "SLAIF, chosen in March with five others": what it tells of is no news
    if any(one.what == "ai_factory" and 0 <= (said - one.selected_on).days <= FRESH for one in known):
        return ()
    days = _days(scene, said, FRESH)
    chosen = date.fromisoformat(max(days)) if days else said
    return (_cohort(f"cohort:{chosen:%Y-%m}", "ai_factory", chosen, 0, scene.article.url),)


def _came(sentence: Sentence) -> bool:
    """Whether a sentence dates a group without a word for selection: "the 13 antennas of October", "six more Friday".

    What happens to them then is another thing: "six AI factories open in March".
    """
    if any(cue.label.startswith(_OTHER_STEPS) for cue in sentence.cues):
        return False
    dates = _dates(sentence)
    for _, noun in counting(sentence):
        near = any(max(one.first - noun.last, noun.first - one.last) <= REACH for one in dates)
        if near and noun.label in GROUP_NOUNS:
            return True
    more = [cue.first for cue in sentence.cued("cue:further")]
    further = any(-_BESIDE <= one - number.first <= REACH for one in more for number in sentence.of("number"))
    return further and [len(one.value) for one in dates] == [_DAY]


def _days(scene: Scene, said: date, most: int) -> list[str]:
    """The days before publication, at most so many ago, that stand in a sentence beside a word for selection."""
    return [
        one.value
        for sentence in scene.sentences
        if sentence.cued(*CHOSEN)
        for one in sentence.of("date")
        if len(one.value) == _DAY and one.value <= said.isoformat() and _age(one.value, said) <= most
    ]


def _age(day: str, said: date) -> int:
    return (said - date.fromisoformat(day)).days


def _cohort(key: str, what: CohortKind, selected_on: date, members: int, source: str) -> Cohort:
    return Cohort(id=key, what=what, selected_on=selected_on, members=members, since=selected_on, source=source)


def _selections(
    text: str, sentence: Sentence, before: Sentence, kinds: Mapping[str, FactoryKind]
) -> Iterator[tuple[Mention, int, CohortKind]]:
    """Each date of a sentence that is at least a month, with how many were selected then and of what kind."""
    dates = _dates(sentence)
    dates = [one for one in dates if not _of_another_event(one, sentence)]
    counted = counting(sentence)
    counts = sentence.of("number")
    # "In March six, in October five" or "six in March, five in October": dates and counts take turns.
    ahead = bool(dates and counts) and dates[0].first < counts[0].first
    for said in dates:
        near = [one for one in counts if 0 < (one.first - said.last if ahead else said.first - one.last) <= REACH]
        numbers = near[:1] if ahead else near[-1:]
        if len(dates) == 1 or not near:
            numbers = [number for number, _ in counted]
        if not numbers and sentence.cued(*GROUP_NOUNS):
            yield said, 0, "antenna" if sentence.cued(*ANTENNAS) else "ai_factory"
        bare = _bare(text, sentence, before) if len(dates) == 1 and not numbers else None
        if bare is not None:
            size = _whole(sentence, bare)
            yield said, size, "antenna" if size > MOST_FACTORIES else _what(sentence, before, kinds)
        elif len(dates) == 1 and not counts and before is not sentence and not before.cued("cue:first"):
            for number, noun in counting(before)[:1]:  # "Six new ones are coming. It chose them on Friday."
                if _FEWEST <= (size := int(float(number.value))) <= MOST_MEMBERS:
                    yield said, size, "antenna" if noun.label in ANTENNAS else "ai_factory"
        for number in numbers:
            size = _whole(sentence, number) or int(float(number.value))
            nouns = [noun.label for one, noun in counted if one == number] or [
                cue.label for cue in sentence.cued(*ANTENNAS)
            ]
            if 1 < size <= MOST_MEMBERS:
                yield said, size, "antenna" if set(nouns) & set(ANTENNAS) else "ai_factory"


def _dates(sentence: Sentence) -> list[Mention]:
    """Its dates that say at least their month."""
    return [one for one in sentence.of("date") if len(one.value) >= MONTH and one.value[5:6].isdigit()]


def _of_another_event(said: Mention, sentence: Sentence) -> bool:
    """Whether a date is that of something else than the choice: "chosen in March 2025, it opened on 9 February".

    So it is where a word for another stage stands nearer to it, or where a bare year dates the choice: "of the seven
    chosen in 2024 it is the fourth to open, in January".
    """
    dates = sentence.of("date")
    if not _FEWEST <= len(dates) <= _MOST_DATES:
        return False
    words = sentence.cued(*CHOSEN)
    if all(len(min(dates, key=lambda one: _words_between(one, cue)).value) == _YEAR for cue in words):
        return True
    others = [one for one in sentence.cues if one.label in _OTHER_STAGES]
    away = min((_words_between(said, cue) for cue in words), default=0)
    return any(_words_between(said, cue) < away for cue in others)


def _words_between(one: Mention, other: Mention) -> int:
    return max(one.first - other.last, other.first - one.last, 0)


def _bare(text: str, sentence: Sentence, before: Sentence) -> Mention | None:
    """The one number of a sentence that counts who was selected without a noun: "one of the six", "six more".

    Any other word may stand behind a number that counts something else: "six students".
    """
    counts = [number for number, _ in counting(sentence)]
    ones = [number.first for number in sentence.of("number") if float(number.value) == 1]
    if not any(one.of("factory") or one.cued(*_FACTORIES) for one in (sentence, before)):
        ones = []  # one of six students
    further = [cue.first for cue in sentence.cued("cue:further")]
    found = [
        number
        for number in sentence.of("number")
        if number not in counts
        and 1 < float(number.value) <= MOST_MEMBERS
        and (
            any(0 < number.first - one <= REACH for one in ones)
            or any(-_BESIDE <= one - number.first <= REACH for one in further)
            or text[number.end : number.end + 1] in _ENDS
        )
        and not any(0 < cue.first - number.last <= REACH for cue in sentence.cued("noun:country"))
    ]
    return found[0] if len(found) == 1 else None


def _what(sentence: Sentence, before: Sentence, kinds: Mapping[str, FactoryKind]) -> CohortKind:
    """What those are that a bare number counts: what the sentence, or else the one before, speaks of."""
    for one in (sentence, before):
        if one.cued(*ANTENNAS) or any(kinds.get(name.value) == "antenna" for name in one.of("factory")):
            return "antenna"
        if one.cued("noun:ai_factory", "noun:ai_factories") or one.of("factory"):
            break
    return "ai_factory"


def leaves_one_out(sentence: Sentence, number: Mention) -> bool:
    """Whether a number counts those beside one: "together with five more", "the remaining five"."""
    together = any(0 < number.first - cue.last <= _TOGETHER for cue in sentence.cued("trigger:partner_country"))
    return _near(sentence, number, "cue:others") or (together and _near(sentence, number, "cue:further"))


def may_leave_one_out(sentence: Sentence, number: Mention) -> bool:
    """Whether a number may count those beside one: "five more" are five, or six with the one told of."""
    return _near(sentence, number, "cue:others", "cue:further")


def _near(sentence: Sentence, number: Mention, *labels: str) -> bool:
    cues = (cue for cue in sentence.cued(*labels) if cue.start != number.start)
    return any(-_BESIDE <= cue.first - number.last <= _BESIDE for cue in cues)


def limit(what: CohortKind) -> int:
    """More than this a group has never had."""
    return MOST_MEMBERS if what == "antenna" else MOST_FACTORIES


def _whole(sentence: Sentence, number: Mention) -> int:
    """How many were selected: of "X together with five others" one more; 0 where it may be that many or one more."""
    size = int(float(number.value))
    if leaves_one_out(sentence, number):
        return size + 1
    return 0 if sentence.of("factory") and may_leave_one_out(sentence, number) else size


def announced(scene: Scene, known: Iterable[Cohort]) -> tuple[Cohort, ...]:
    """The selection that an article is the news of: its first lines count the new ones, and a line dates the choice.

    A known group of that time is the one that is meant.
    """
    said, known = scene.article.published, tuple(known)
    if said is None or not any(one.selected_on <= said for one in known):
        return ()
    days = _days(scene, said, _NEWS)
    counted = _first_counts(scene)
    return tuple(
        _cohort(
            f"cohort:{days[0][:MONTH]}" + ("-antennas" if what == "antenna" else ""),
            what,
            date.fromisoformat(days[0]),
            size,
            scene.article.url,
        )
        for what, size in counted.items()
        if days and not any(one.what == what and 0 <= (said - one.selected_on).days <= FRESH for one in known)
    )


def _first_counts(scene: Scene) -> dict[CohortKind, int]:
    """How many new ones of a kind the head and the first lines of an article count."""
    found: dict[CohortKind, int] = {}
    for sentence in scene.sentences[:_HEAD]:
        if not sentence.cued("cue:further", *CHOSEN) or sentence.cued("cue:first", "noun:gigafactory"):
            continue
        counted = counting(sentence)
        antennas = {number.start for number, noun in counted if noun.label in ANTENNAS}
        for number, noun in counted:
            what: CohortKind = "antenna" if number.start in antennas else "ai_factory"
            size = int(float(number.value))
            if 1 < size <= MOST_MEMBERS and noun.label in _FACTORIES:
                found.setdefault(what, size)
    return found
