"""What could be said: values of the right kind with whoever they could belong to, and nothing impossible."""

from dataclasses import replace
from datetime import date

import pytest

from models import knowledge
from models.value import Value, key
from pipeline.relate import candidates, subjects
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Scene
from tests.pipeline.relate.stage import block, cast, cue, mention, said, scene, sentence


def _found(shown: Scene) -> list[Candidate]:
    players = cast(shown)
    return list(candidates.found(shown, players, subjects.references(shown, players), knowledge.fact_types()))


def _said(shown: Scene) -> set[tuple[str, str, Value]]:
    return {
        (one.subject, one.predicate, one.value) for one in _found(shown) if isinstance(one.value, str | int | float)
    }


def _factory(id_: str = "it4lia", *, at: int = 0) -> Mention:
    return mention("factory", id_, at=at, owner=id_)


def test_a_value_may_belong_to_whoever_the_sentence_may_be_about() -> None:
    shown = scene(sentence(_factory(), cue("trigger:partner_country", at=1), mention("country", "IT", at=3)))

    assert {("it4lia", "host_country", "IT"), ("it4lia", "partner_country", "IT")} <= _said(shown)


def test_a_predicate_is_offered_only_to_the_kinds_of_subject_that_have_it() -> None:
    shown = scene(sentence(_factory(), mention("country", "IT", at=3), mention("share", "50", at=5)))
    fact_types = knowledge.fact_types()

    found = _found(shown)

    assert {one.subject for one in found} >= {"it4lia", "programme"}
    for one in found:
        kind = (
            "cohort" if one.subject.startswith("cohort:") else "programme" if one.subject == "programme" else "factory"
        )
        assert kind in fact_types[one.predicate].of


def test_nobody_has_somebody_elses_city_host_or_machine() -> None:
    for type_ in ("city", "host", "machine"):
        other = mention(type_, "Somewhere", at=3, owner="mimer")
        subjects_ = {subject for subject, _, value in _said(scene(sentence(_factory(), other))) if value == "Somewhere"}
        assert "it4lia" not in subjects_


def test_only_an_antenna_is_linked_and_only_to_a_factory_that_is_none() -> None:
    link = cue("trigger:linked_factory", at=2)

    def linked(first: str, second: str) -> set[tuple[str, str, Value]]:
        shown = scene(sentence(_factory(first), link, _factory(second, at=4)))
        return {one for one in _said(shown) if one[1] == "linked_factory"}

    assert linked("vezilka", "pharos") == {("vezilka", "linked_factory", "pharos")}
    assert linked("mimer", "pharos") == set()
    assert linked("vezilka", "uk-antenna") == set()


def test_dates_need_a_word_that_tells_what_happened_on_them() -> None:
    day = mention("date", "2025-09-05", at=4)

    assert not any(one[2] == "2025-09-05" for one in _said(scene(sentence(_factory(), day))))
    opened = _said(scene(sentence(_factory(), cue("trigger:launched_on", at=2), day)))
    assert ("it4lia", "launched_on", "2025-09-05") in opened
    assert ("it4lia", "contract_signed_on", "2025-09-05") not in opened


def test_that_word_may_stand_in_the_line_that_leads_a_list() -> None:
    blocks = (block("paragraph"), block("list_item"))
    shown = scene(
        sentence(cue("trigger:launched_on", at=0)),
        sentence(_factory(), mention("date", "2025-09-05", at=3), index=1, block=1),
        blocks=blocks,
    )

    assert ("it4lia", "launched_on", "2025-09-05") in _said(shown)


def test_a_trigger_with_a_word_is_a_value_itself() -> None:
    shown = scene(sentence(_factory(), cue("trigger:status.operational", at=2), cue("trigger:system_kind.new", at=4)))

    assert {("it4lia", "status", "operational"), ("it4lia", "system_kind", "new")} <= _said(shown)


def test_a_number_counts_the_noun_beside_it() -> None:
    number = mention("number", "17", at=2)

    def counted(*nouns: Mention) -> set[tuple[str, Value]]:
        found = _said(scene(sentence(number, *nouns)))
        return {(predicate, value) for _, predicate, value in found if predicate in ("country_count", "member_count")}

    assert counted(cue("noun:country", at=3)) == {("country_count", 17)}
    assert counted(cue("noun:ai_factories", at=4)) == {("member_count", 17)}
    assert counted(cue("noun:country", at=0)) == {("country_count", 17)}
    assert counted(cue("noun:country", at=9)) == set()
    assert counted(cue("noun:country", at=3, clause=1)) == set()
    assert counted(cue("noun:machine", at=3)) == set()


def test_one_counts_nothing() -> None:
    shown = scene(sentence(mention("number", "1", at=2), cue("noun:country", at=3)))

    assert not any(predicate == "country_count" for _, predicate, _ in _said(shown))


def test_two_numbers_of_one_clause_may_also_be_meant_together() -> None:
    first, second = mention("number", "15", at=1), mention("number", "2", at=4)
    one = sentence(first, cue("noun:country", at=2), second, cue("noun:country", at=5))
    with_colon = " " * 25 + ":" + " " * 974

    def counts(text: str) -> set[Value]:
        return {value for _, predicate, value in _said(scene(one, text=text)) if predicate == "country_count"}

    assert counts(" " * 1000) == {15, 2, 17}
    assert counts(with_colon) == {15, 2}


def test_a_sum_is_read_as_money_and_a_share_as_a_number() -> None:
    amount = mention("amount", '{"amount":430000000,"currency":"EUR"}', at=3)
    found = _found(scene(sentence(_factory(), amount, mention("share", "12.5", at=5), mention("share", "50", at=7))))

    sums = {key(one.value) for one in found if one.predicate == "investment_total"}
    assert sums == {'{"amount":430000000,"currency":"EUR"}'}
    shares = [one.value for one in found if one.predicate == "eu_share"]
    assert set(shares) == {12.5, 50}
    assert all(isinstance(share, int) for share in shares if share == 50)


def test_what_was_known_before_is_a_feature_and_no_verdict() -> None:
    found = _found(scene(sentence(_factory(), mention("country", "IT", at=3), mention("country", "FR", at=5))))
    hosts = {
        str(one.value): one.features for one in found if (one.subject, one.predicate) == ("it4lia", "host_country")
    }

    assert "known:own" in hosts["IT"]
    assert "known:other" in hosts["FR"]


def test_a_candidate_holds_all_ways_in_which_its_subject_is_there() -> None:
    shown = scene(sentence(_factory(), mention("share", "50", at=4), _factory(at=6), _factory("mimer", at=9)))

    (share,) = [one for one in _found(shown) if (one.subject, one.predicate) == ("it4lia", "eu_share")]

    assert [(one.subject, one.how, one.first) for one in share.own] == [
        ("it4lia", "explicit", 0),
        ("it4lia", "explicit", 6),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "IT4LIA, hosted by CINECA in Bologna, was inaugurated on 5 September 2025 and costs 430 million euros."),
        (
            "it",
            "IT4LIA, ospitata dal CINECA a Bologna, è stata inaugurata il 5 settembre 2025 e costa 430 milioni.",
        ),
    ],
)
def test_the_same_sentence_offers_the_same_in_both_languages(language: str, text: str) -> None:
    offered = _said(said(f"Title\n{text}", language=language, published=date(2025, 9, 6)))

    assert {
        ("it4lia", "host_city", "Bologna"),
        ("it4lia", "host_organisation", "CINECA"),
        ("it4lia", "launched_on", "2025-09-05"),
        ("it4lia", "status", "operational"),
    } <= offered


def test_features_do_not_depend_on_the_order_of_cues() -> None:
    shown = said("Title\nIT4LIA was inaugurated in Bologna, Italy, on 5 September 2025, not in Austria.")
    turned = replace(shown, sentences=tuple(replace(one, cues=one.cues[::-1]) for one in shown.sentences))

    assert [sorted(set(one.features)) for one in _found(shown) if one.mention.type != "cue"] == [
        sorted(set(one.features)) for one in _found(turned) if one.mention.type != "cue"
    ]
