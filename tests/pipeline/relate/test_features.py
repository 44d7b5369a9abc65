"""What describes a pair of a subject and a value: where things stand, never in which language."""

from datetime import date

import pytest

from pipeline.relate import features
from pipeline.relate.scene import Mention
from pipeline.relate.subjects import Reference
from tests.pipeline.relate.stage import block, cue, mention, reference, said, scene, sentence

PUBLISHED = date(2025, 5, 3)


def _context(value: Mention, *others: Mention, published: date | None = PUBLISHED) -> set[str]:
    one = sentence(value, *others)
    shown = scene(one, published=published)
    return set(features.context(shown, one, value, features.arithmetic(shown)))


def _relation(value: Mention, subject: str, references: list[Reference], *others: Mention) -> set[str]:
    return set(features.relation(sentence(value, *others), value, subject, references))


def test_a_cue_is_told_by_sentence_by_clause_and_when_it_is_near_by_its_side() -> None:
    value = mention("country", "IT", at=10)

    near = _context(value, cue("trigger:host_city", at=8), cue("cue:total", at=12))
    far = _context(value, cue("trigger:host_city", at=2))
    other = _context(value, cue("trigger:host_city", at=9, clause=1))

    assert {"s:trigger:host_city", "c:trigger:host_city", "b:trigger:host_city", "a:cue:total"} <= near
    assert "c:trigger:host_city" in far
    assert "b:trigger:host_city" not in far
    assert "s:trigger:host_city" in other
    assert "c:trigger:host_city" not in other


@pytest.mark.parametrize(
    ("value", "shape", "when"),
    [
        ("2025-05-02", "v:day", "v:past"),
        ("2025-05-03", "v:day", "v:now"),
        ("2025-06-01", "v:day", "v:future"),
        ("2025-05", "v:month", "v:now"),
        ("2025-06", "v:month", "v:future"),
        ("2024", "v:year", "v:past"),
        ("2025", "v:year", "v:now"),
        ("2026", "v:year", "v:future"),
        ("2025-Q1", "v:month", "v:past"),
        ("2025-Q2", "v:month", "v:now"),
        ("2025-H2", "v:month", "v:future"),
        ("2026/2027", "v:year", "v:future"),
    ],
)
def test_a_date_is_told_by_its_shape_and_on_which_side_of_today_it_lies(value: str, shape: str, when: str) -> None:
    found = _context(mention("date", value))

    assert {shape, when} <= found
    assert not {"v:past", "v:now", "v:future"} & found - {when}


def test_a_day_within_the_week_is_fresh() -> None:
    assert "v:fresh" in _context(mention("date", "2025-04-28"))
    assert "v:fresh" not in _context(mention("date", "2025-04-20"))


def test_without_a_day_of_publication_a_date_lies_on_no_side() -> None:
    assert not {"v:past", "v:now", "v:future"} & _context(mention("date", "2025"), published=None)


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ('{"amount":1500000000,"currency":"EUR"}', "v:bn"),
        ('{"amount":430000000,"currency":"EUR","qualifier":"about"}', "v:100m"),
        ('{"currency":"EUR","min":30000000}', "v:10m"),
        ('{"amount":90000,"currency":"EUR"}', "v:small"),
    ],
)
def test_a_sum_is_told_by_its_size_and_whether_it_is_exact(value: str, size: str) -> None:
    found = _context(mention("amount", value))

    assert size in found
    assert ("v:qualified" in found) == ("about" in value)


def test_values_of_the_same_kind_are_counted() -> None:
    value = mention("country", "IT", at=1)

    assert "alike:1" in _context(value)
    assert "alike:2" in _context(value, mention("country", "AT", at=5))
    assert "alike:3" in _context(value, *(mention("country", "AT", at=at) for at in (5, 7, 9, 11)))


def test_the_nearest_word_that_speaks_of_a_predicate_is_told_by_its_distance() -> None:
    value = mention("city", "Bologna", at=10)
    one = sentence(value, cue("trigger:host_city", at=8), cue("trigger:investment_total", at=9))

    assert features.trigger(one, value, "host_city", set()) == ("own:0-2", "foreign_nearer")
    assert features.trigger(one, value, "eu_share", set()) == ("own:none", "foreign_nearer")
    assert features.trigger(sentence(value), value, "host_city", {"trigger:host_city"}) == ("own:lead",)


def test_a_border_between_clauses_makes_a_word_further_away() -> None:
    value = mention("city", "Bologna", at=10, clause=1)
    one = sentence(value, cue("trigger:host_city", at=9, clause=0))

    assert features.trigger(one, value, "host_city", set()) == ("own:6-10",)


def test_a_subject_is_told_by_distance_side_and_rank() -> None:
    value = mention("country", "IT", at=10)
    references = [reference("it4lia", at=8), reference("mimer", at=2)]

    near, far = _relation(value, "it4lia", references), _relation(value, "mimer", references)

    assert {"dist:0-2", "before", "rank:0", "same_clause"} <= near
    assert {"dist:6-10", "before", "rank:1", "rival_between"} <= far
    assert "rival_between" not in near


def test_a_subject_without_words_of_its_own_has_no_place() -> None:
    found = _relation(mention("country", "IT", at=10), "it4lia", [reference("it4lia", "previous")])

    assert {"how:previous", "best:previous", "unplaced:rivals:0"} <= found
    assert not any(one.startswith(("dist:", "rank:")) for one in found)


def test_another_subject_in_the_clause_is_a_rival_but_no_group_is() -> None:
    value = mention("country", "IT", at=10)
    own = reference("it4lia", at=8)

    assert "placed:rivals:1" in _relation(value, "it4lia", [own, reference("mimer", at=2)])
    assert "placed:rivals:0" in _relation(value, "it4lia", [own, reference("cohort:2024-12", "group", at=2)])
    assert "placed:rivals:0" in _relation(value, "it4lia", [own, reference("mimer", at=2, clause=1)])


def test_a_subject_is_a_factory_a_group_or_the_programme() -> None:
    value = mention("share", "50", at=3)

    for subject, kind in (("it4lia", "factory"), ("cohort:2024-12", "cohort"), ("programme", "programme")):
        assert f"type:{kind}" in _relation(value, subject, [reference(subject, "group", at=1)])


def test_values_and_factories_that_take_turns_are_paired() -> None:
    turns = [mention("factory", "it4lia", at=1), mention("factory", "mimer", at=5)]
    first, second = mention("country", "IT", at=3), mention("country", "SE", at=7)
    references = [reference("it4lia", at=1), reference("mimer", at=5)]

    assert "paired" in _relation(first, "it4lia", references, second, *turns)
    assert "paired" in _relation(second, "mimer", references, first, *turns)
    assert "unpaired" in _relation(first, "mimer", references, second, *turns)


def test_countries_with_nothing_between_them_are_one_enumeration() -> None:
    shown = said("Title\nIT4LIA works with Austria, Slovenia and Greece; MIMER is in Sweden.")
    places = shown.of("country")
    one = next(it for it in shown.sentences if it.index == places[0].sentence)

    assert [it.value for it in features.group(one, places[1])] == ["AT", "SI", "GR"]


def test_a_factory_between_two_countries_parts_them() -> None:
    first = mention("country", "IT", at=1)
    second = mention("country", "SE", at=2)._replace(start=first.end + 3)
    between = mention("factory", "mimer", at=1)._replace(start=first.end + 1, end=first.end + 2)

    assert len(features.group(sentence(first, second), first)) == 2
    assert len(features.group(sentence(first, between, second), first)) == 1


def test_the_sentence_before_leads_and_in_a_list_the_line_above_it() -> None:
    blocks = (block("paragraph"), block("list_item"), block("list_item"))
    above = sentence(cue("trigger:partner_country", at=1), block=0)
    first = sentence(cue("cue:total", at=1), index=1, block=1)
    second = sentence(index=2, block=2)
    shown = scene(above, first, second, blocks=blocks)

    assert features.lead(shown, above) == set()
    assert features.lead(shown, first) == {"l:trigger:partner_country"}
    assert features.lead(shown, second) == {"l:trigger:partner_country"}


def test_the_head_of_a_tables_column_speaks_for_its_cells() -> None:
    blocks = (block("table_row", header=True, group=1), block("table_row", group=1), block("table_row", group=2))
    head = sentence(cue("trigger:investment_total", at=1, cell=1), cue("noun:country", at=0, cell=0), block=0)
    value = mention("amount", '{"amount":1,"currency":"EUR"}', at=3, cell=1)
    row, stranger = sentence(value, index=1, block=1), sentence(value, index=2, block=2)
    shown = scene(head, row, stranger, blocks=blocks)

    found = set(features.context(shown, row, value, {}))

    assert "col:trigger:investment_total" in found
    assert "col:noun:country" not in found
    assert not any(one.startswith("col:") for one in features.context(shown, stranger, value, {}))


def _sum(amount: int, *, at: int) -> Mention:
    return mention("amount", f'{{"amount":{amount},"currency":"EUR"}}', at=at)


def test_sums_are_told_by_how_they_stand_to_the_others() -> None:
    whole, half, small = _sum(430_000_000, at=1), _sum(215_000_000, at=5), _sum(7_000_000, at=9)
    found = features.arithmetic(scene(sentence(whole, half, small)))

    assert found[(whole.start, whole.end)] == {"sum:whole", "sum:largest", "sum:first"}
    assert found[(half.start, half.end)] == {"sum:part", "sum:half"}
    assert found[(small.start, small.end)] == set()


def test_two_parts_and_their_whole_are_recognised_with_rounding() -> None:
    parts = [_sum(98_330_000, at=1), _sum(61_760_000, at=4), _sum(160_000_000, at=8)]
    found = features.arithmetic(scene(sentence(*parts)))

    assert ["sum:whole" in found[(one.start, one.end)] for one in parts] == [False, False, True]
    assert ["sum:part" in found[(one.start, one.end)] for one in parts] == [True, True, False]


def test_sums_far_apart_or_in_other_rows_add_up_by_chance() -> None:
    whole, half = _sum(430_000_000, at=1), _sum(215_000_000, at=5)
    far = (sentence(whole), sentence(), sentence(), sentence(), sentence(half._replace(sentence=4), index=4))
    row = (sentence(whole._replace(cell=0)), sentence(half._replace(cell=0, sentence=1), index=1))

    for sentences in (far, row):
        assert "sum:half" not in features.arithmetic(scene(*sentences))[(half.start, half.end)]


def test_one_sum_and_a_crowd_of_sums_are_not_added_up() -> None:
    assert features.arithmetic(scene(sentence(_sum(5, at=1)))) == {}
    assert features.arithmetic(scene(sentence(*(_sum(number, at=number) for number in range(1, 26))))) == {}


@pytest.mark.parametrize(
    ("at", "clause", "told"),
    [
        (11, 0, "own:0-2"),
        (14, 0, "own:3-5"),
        (18, 0, "own:6-10"),
        (25, 0, "own:11-18"),
        (30, 0, "own:19+"),
        (11, 1, "own:6-10"),
    ],
)
def test_the_nearest_word_of_a_predicate_is_told_by_its_distance(at: int, clause: int, told: str) -> None:
    value = mention("date", "2025-09-05", at=10)
    one = sentence(value, cue("trigger:launched_on", at=at, clause=clause))

    assert features.trigger(one, value, "launched_on", set()) == (told,)


def test_a_nearer_word_of_another_role_is_told_and_one_in_the_line_that_leads() -> None:
    value = mention("date", "2025-09-05", at=10)
    both = sentence(value, cue("trigger:launched_on", at=5), cue("trigger:contract_signed_on", at=9))

    assert features.trigger(both, value, "launched_on", set()) == ("own:3-5", "foreign_nearer")
    assert features.trigger(both, value, "contract_signed_on", set()) == ("own:0-2",)
    assert features.trigger(sentence(value), value, "launched_on", {"trigger:launched_on"}) == ("own:lead",)
    assert features.trigger(sentence(value), value, "launched_on", set()) == ("own:none",)


def test_the_payer_in_a_sums_own_stretch_is_told() -> None:
    first, second = _sum(5_000_000, at=4), _sum(7_000_000, at=12)
    payers = (cue("noun:eu", at=1), cue("noun:state", at=9))

    assert "payer:eu" in _context(first, second, *payers)
    assert "payer:state" not in _context(first, second, *payers)
    assert "payer:state" in _context(second, first, *payers)


def test_dates_of_one_sentence_are_told_in_order() -> None:
    first, last = mention("date", "2025", at=2), mention("date", "2026-03", at=6)

    assert {"d:2", "d:earliest"} <= _context(first, last)
    assert {"d:2", "d:latest"} <= _context(last, first)
    assert "d:only" in _context(first)


def test_another_value_is_told_by_whether_its_dates_lie_ahead_or_behind() -> None:
    value = mention("country", "IT", at=2)

    assert "when:past" in _context(value, mention("date", "2024", at=5))
    assert "when:future" in _context(value, mention("date", "2026", at=5))
    assert "when:never" in _context(value, mention("date", "2026", at=5, clause=1))


def test_the_head_of_a_column_counts_as_if_it_stood_before_the_value() -> None:
    value = mention("amount", '{"amount":65000000,"currency":"EUR"}', at=4, cell=2, sentence=1)
    head = sentence(cue("trigger:eu_contribution", at=2, cell=2), cue("trigger:investment_total", at=1, cell=1))
    row = sentence(value, index=1)

    assert features.trigger(row, value, "eu_contribution", set(), head.cues) == ("own:0-2",)
    assert features.trigger(row, value, "investment_total", set(), head.cues) == ("own:none", "foreign_nearer")
