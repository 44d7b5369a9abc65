"""A due date is that of whom its sentence speaks: of the nearest of several, else of the likeliest one."""

from datetime import date

import pytest

from pipeline.relate import course, features, selections, subjects
from pipeline.relate.scene import Scene
from tests.pipeline.relate.stage import cast, said

DAY = date(2025, 11, 3)


def _due(text: str, language: str = "en") -> dict[str, set[int]]:
    """The years in which each subject is due."""
    shown = said(text, language=language, published=DAY)
    told = course.dues(shown, subjects.references(shown, cast(shown)))
    return {subject: {start.year for start, _ in periods} for subject, (_, periods) in told.items()}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Plans\nThe IT4LIA AI Factory will be operational in 2026, and the MIMER AI Factory in 2028."),
        ("de", "Pläne\nDie IT4LIA AI Factory soll 2026 in Betrieb gehen, die MIMER AI Factory erst 2028."),
        ("es", "Planes\nLa IT4LIA AI Factory estará operativa en 2026 y la MIMER AI Factory en 2028."),
    ],
)
def test_of_two_factories_each_has_the_date_beside_it(language: str, text: str) -> None:
    assert _due(text, language) == {"it4lia": {2026}, "mimer": {2028}}


def test_without_a_name_the_date_is_that_of_the_factory_spoken_of_last() -> None:
    text = "IT4LIA is late\nThe MIMER AI Factory has a new site. It will be operational in 2028."

    assert _due(text) == {"mimer": {2028}}


def test_a_date_of_a_group_is_not_that_of_the_factory_of_the_title() -> None:
    text = "IT4LIA is chosen\nThe first seven AI factories will be operational in 2027."

    assert _due(text) == {"cohort:2024-12": {2027}}


def _around(text: str) -> tuple[Scene, set[str]]:
    """What surrounds the only date of the last sentence."""
    shown = said(text, published=DAY)
    last = shown.sentences[-1]
    return shown, set(features.context(shown, last, last.of("date")[0], {}))


def test_of_a_date_only_its_clause_tells() -> None:
    _, found = _around("News\nThe contract was signed; the factory will be operational in 2026.")

    assert "c:trigger:operational_by" in found
    assert not any(one.startswith(("s:", "l:")) for one in found)


def test_a_group_that_only_the_article_tells_of_has_no_day_to_agree_with() -> None:
    shown = said("News\nSix AI factories were selected on 12 March 2025.", published=DAY)
    sentence = shown.sentences[-1]
    day = sentence.of("date")[0]
    there = cast(shown)
    found = set(selections.known(sentence, day, "cohort:2025-03", there, ()))

    assert "known:day" in found
    unknown = subjects.cast(shown, {}, [one for one in there.cohorts if one.id != "cohort:2025-03"], {})
    assert unknown.told == {"cohort:2025-03"}
    assert not {"known:day", "known:another_day"} & set(selections.known(sentence, day, "cohort:2025-03", unknown, ()))


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("IT4LIA will start in autumn, in the fourth quarter of 2026.", {"2026-Q4": "nearest:this"}),
        ("IT4LIA will start in 2026, and its users hope for 2028.", {"2028": "nearest:other"}),
    ],
)
def test_two_ways_of_saying_one_date_stand_as_near_as_one(text: str, nearest: dict[str, str]) -> None:
    shown = said(f"Plans\n{text}", published=date(2026, 6, 24))
    sentence = shown.sentences[1]
    told = {
        one.value: set(course.around(shown, sentence, one, "operational_by", one.value)) for one in sentence.of("date")
    }

    for value, how in nearest.items():
        assert how in told[value]
