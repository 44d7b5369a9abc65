"""How counts stand to each other and to what was known: totals that rise, parts of a whole, one beside the others."""

from datetime import date

import pytest

from models import knowledge
from pipeline.relate import groups, subjects, tallies
from pipeline.relate.subjects import PROGRAMME
from tests.pipeline.relate.stage import cast, cue, mention, scene, sentence
from tests.pipeline.relate.stage import said as said_in

OCTOBER = date(2025, 10, 14)


def test_who_is_chosen_with_others_is_one_more() -> None:
    five = mention("number", "5", at=2)

    assert groups.may_leave_one_out(sentence(five, cue("cue:further", at=3)), five)
    assert groups.may_leave_one_out(sentence(five, cue("cue:others", at=3)), five)
    assert not groups.may_leave_one_out(sentence(five, cue("cue:further", at=9)), five)


def test_of_two_totals_the_older_one_is_no_count() -> None:
    old, new = mention("number", "19", at=2), mention("number", "23", at=4)
    shown = scene(sentence(old, new), published=OCTOBER)

    assert tallies.counts_none(shown, shown.sentences[0], old, cast(shown))
    assert not tallies.counts_none(shown, shown.sentences[0], new, cast(shown))


def test_a_count_of_countries_tells_what_the_count_before_it_is() -> None:
    members, countries = mention("number", "19", at=2), mention("number", "16", at=4)
    said = sentence(members, countries, cue("noun:country", at=5))
    shown = scene(said, published=OCTOBER)

    assert "tally:by_countries" in tallies.of(said, members, "member_count")
    assert "total:now" in tallies.known(said, members, "member_count", PROGRAMME, cast(shown), ())
    assert "of:own" in tallies.known(said, countries, "country_count", PROGRAMME, cast(shown), ())


def test_the_longer_nobody_heard_of_it_the_more_factories_there_may_be() -> None:
    then = tuple(knowledge.cohorts().values())[:1]

    def stands(count: str, published: date) -> set[str]:
        said = sentence(mention("number", count, at=2))
        told = subjects.cast(scene(said, published=published), {}, then, {})
        return set(tallies.known(said, said.mentions[0], "member_count", PROGRAMME, told, ()))

    assert "total:nothing" in stands("19", date(2025, 3, 12))
    assert "total:above" in stands("13", date(2025, 3, 12))
    assert "total:above" in stands("19", OCTOBER)


@pytest.mark.parametrize(
    ("count", "noun", "subject", "impossible"),
    [
        ("13", "noun:antennas", PROGRAMME, True),
        ("13", "noun:antennas", "cohort:2025-10", True),
        ("13", "noun:antennas", "cohort:2025-10-antennas", False),
        ("5", "noun:ai_factories", PROGRAMME, True),
        ("19", "noun:ai_factories", PROGRAMME, False),
        ("19", "noun:ai_factories", "cohort:2025-10", True),
        ("6", "noun:ai_factories", "cohort:2025-10", False),
    ],
)
def test_a_count_has_its_bounds(count: str, noun: str, subject: str, impossible: bool) -> None:
    said = sentence(mention("number", count, at=2), cue(noun, at=3))

    assert tallies.impossible(said, said.mentions[0], subject, cast(scene(said, published=OCTOBER))) is impossible


def test_counts_and_months_take_turns() -> None:
    def months(*values: str) -> list[str]:
        """Whose month stands beside the count of the third group, of dates and counts in that order."""
        kinds = ("date" if len(one) > 2 else "number" for one in values)
        said = sentence(*(mention(kind, one, at=at) for at, (kind, one) in enumerate(zip(kinds, values, strict=True))))
        told = cast(scene(said, published=OCTOBER))
        return [
            found
            for one in said.of("number")
            for found in tallies.known(said, one, "member_count", "cohort:2025-03", told, ())
            if found.startswith("month:")
        ]

    assert months("7", "2024-12", "6", "2025-03", "6", "2025-10-10") == ["month:other", "month:own", "month:other"]
    assert months("2024-12", "7", "2025-03", "6") == ["month:other", "month:own"]
    assert months("2026-06", "6") == []


def test_a_bare_number_of_members_says_less_than_one_that_ends_a_phrase_or_counts() -> None:
    said = sentence(mention("number", "6", at=2))
    told = cast(scene(said, published=OCTOBER))

    def own(*more: str) -> set[str]:
        found = tallies.known(said, said.mentions[0], "member_count", "cohort:2025-10", told, more)
        return {one for one in found if one.startswith("known:own:")}

    assert own("counts:bare") == {"known:own:loose"}
    assert own("counts:bare", "counts:ends") == {"known:own:ends"}
    assert own("counts:noun:ai_factories") == {"known:own:counted"}


def test_months_and_days_are_no_factories_in_any_language() -> None:
    for language, text in (("en", "Six months before"), ("fi", "6 kuukautta sitten"), ("es", "hace 6 meses")):
        shown = said_in(f"A story\nMIMER: {text}.", language=language)
        numbers = [(one, number) for one in shown.sentences for number in one.of("number")]

        assert all(tallies.counts_none(shown, one, number, cast(shown)) for one, number in numbers)


def test_all_there_are_is_what_there_were_and_a_group_that_came() -> None:
    def is_added(count: str, *counts: int) -> bool:
        number = mention("number", count, at=2)
        told = cast(scene(sentence(number), published=date(2026, 6, 20)))
        return "total:added" in tallies.added(number, PROGRAMME, told, counts)

    assert is_added("22", 3)
    assert is_added("25", 3, 22)
    assert not is_added("22", 40)
    assert not is_added("6", 3)


def test_a_noun_behind_the_next_number_is_counted_by_that() -> None:
    members, countries = mention("number", "19", at=2), mention("number", "16", at=4)
    said = sentence(members, countries, cue("noun:country", at=5))
    told = cast(scene(said, published=OCTOBER))

    assert "tally:countries" not in tallies.of(said, members, "member_count")
    assert "programme:by_countries" in tallies.known(said, members, "member_count", PROGRAMME, told, ())


def test_a_group_that_the_article_tells_does_not_close_the_time_since_the_last_known_one() -> None:
    known = tuple(knowledge.cohorts().values())[:1]
    shown = said_in(
        "A story\nThree more AI factories were selected on 10 June 2026. There are 22 AI factories now.",
        published=date(2026, 6, 12),
    )
    told = subjects.cast(shown, knowledge.factories(), known, {})
    (said,) = (one for one in shown.sentences if any(number.value == "22" for number in one.of("number")))
    count = next(number for number in said.of("number") if number.value == "22")

    assert any(one.id == "cohort:2026-06" for one in told.cohorts)
    assert "total:above" in tallies.known(said, count, "member_count", PROGRAMME, told, ())
