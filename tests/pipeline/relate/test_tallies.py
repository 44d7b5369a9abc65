"""How counts stand to each other and to what was known: totals that rise, parts of a whole, one beside the others."""

from datetime import date

from pipeline.relate import tallies
from pipeline.relate.subjects import PROGRAMME
from tests.pipeline.relate.stage import cast, cue, mention, scene, sentence

OCTOBER = date(2025, 10, 14)


def test_who_is_chosen_with_others_is_one_more() -> None:
    five = mention("number", "5", at=2)

    assert tallies.others(sentence(five, cue("cue:further", at=3)), five)
    assert not tallies.others(sentence(five, cue("cue:further", at=9)), five)


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
    assert "total:now" in tallies.known(said, members, "member_count", PROGRAMME, cast(shown))
    assert "of:own" in tallies.known(said, countries, "country_count", PROGRAMME, cast(shown))
