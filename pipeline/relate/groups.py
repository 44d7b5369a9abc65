"""Groups that nobody knew before: a selection that the article itself dates and counts, "six more in March 2025"."""

from collections.abc import Iterable, Iterator
from datetime import date

from models import alike
from models.cohort import Cohort, CohortKind
from pipeline.relate.scene import Mention, Scene, Sentence

MOST_MEMBERS = 15
"""A group selected at once has never had more (2026-11: 13 antennas)."""
FRESH = 75
"""Days after a selection in which "the new factories" are its factories."""
REACH = 4
"""Words between a number and the noun it counts."""
GROUP_NOUNS = ("noun:ai_factories", "noun:antennas")
_COUNTED = (*GROUP_NOUNS, "noun:ai_factory", "noun:site", "noun:project", "noun:antenna")
CHOSEN = ("trigger:status.selected", "trigger:selected_on")
ANTENNAS = ("noun:antenna", "noun:antennas")
_DAY = 10
"""Letters of a date that says its day."""
_MONTH = 7
"""Letters of a date that says its month."""
_PLACE = slice(len("cohort:"), len("cohort:") + _MONTH)
"""Where a group's id has its month."""


def counting(sentence: Sentence) -> list[tuple[Mention, Mention]]:
    """Numbers with the noun behind them that they count."""
    return [
        (number, noun)
        for number in sentence.of("number")
        for noun in sentence.cued(*_COUNTED)
        if 0 < noun.first - number.last <= REACH
    ]


def told(scene: Scene, known: Iterable[Cohort]) -> tuple[Cohort, ...]:
    """The groups that the article tells and nobody knew, in order of their selection.

    `members` is 0 where it gives no count. Nothing before the first known selection is a group of the programme, so
    `known` are all that were ever known, also those after the day of publication.
    """
    known = tuple(known)
    earliest = min((one.id[_PLACE] for one in known), default="")
    found: dict[str, Cohort] = {}
    for sentence in scene.sentences:
        if not sentence.cued(*CHOSEN) or sentence.cued("noun:gigafactory"):
            continue
        for said, members, what in _selections(sentence):
            month = said.value[:_MONTH]
            key = f"cohort:{month}" + ("-antennas" if what == "antenna" else "")
            span = alike.period(said.value)
            if span is None or month < earliest or any(one.id == key for one in known):
                continue
            if scene.article.published is not None and span[0] > scene.article.published:
                continue
            if key not in found or (members and not found[key].members):
                found[key] = _cohort(key, what, span[0], members, scene.article.url)
    return tuple(sorted(found.values(), key=lambda one: one.selected_on))


def fresh(scene: Scene, known: Iterable[Cohort], newcomers: Iterable[str]) -> tuple[Cohort, ...]:
    """The selection that an article about a factory nobody knew tells of, where no known one can be meant.

    Its month is that of the last day before publication that is said beside a word for selection, else publication's.
    """
    said, newcomers = scene.article.published, frozenset(newcomers)
    if said is None or not newcomers or not any(one.selected_on <= said for one in known):
        return ()
    naming = [one for one in scene.sentences if any(name.value in newcomers for name in one.of("factory"))]
    if any(one.cued("noun:gigafactory") for one in naming):
        return ()
    if any(one.what == "ai_factory" and 0 <= (said - one.selected_on).days <= FRESH for one in known):
        return ()
    days = [
        one.value
        for sentence in scene.sentences
        if sentence.cued(*CHOSEN)
        for one in sentence.of("date")
        if len(one.value) == _DAY and one.value <= said.isoformat() and _age(one.value, said) <= FRESH
    ]
    chosen = date.fromisoformat(max(days)) if days else said
    return (_cohort(f"cohort:{chosen:%Y-%m}", "ai_factory", chosen, 0, scene.article.url),)


def _age(day: str, said: date) -> int:
    return (said - date.fromisoformat(day)).days


def _cohort(key: str, what: CohortKind, selected_on: date, members: int, source: str) -> Cohort:
    return Cohort(id=key, what=what, selected_on=selected_on, members=members, since=selected_on, source=source)


def _selections(sentence: Sentence) -> Iterator[tuple[Mention, int, CohortKind]]:
    """Each date of a sentence that is at least a month, with how many were selected then and of what kind."""
    dates = [one for one in sentence.of("date") if len(one.value) >= _MONTH and one.value[5:6].isdigit()]
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
        for number in numbers:
            size = int(float(number.value))
            nouns = [noun.label for one, noun in counted if one == number] or [
                cue.label for cue in sentence.cued(*ANTENNAS)
            ]
            if 1 < size <= MOST_MEMBERS:
                yield said, size, "antenna" if set(nouns) & set(ANTENNAS) else "ai_factory"
