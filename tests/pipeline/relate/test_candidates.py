"""What could be said: values of the right kind with whoever they could belong to, and nothing impossible."""

from dataclasses import replace
from datetime import date

import pytest

from models import knowledge
from models.value import Value, key
from pipeline.relate import candidates, subjects
from pipeline.relate.candidates import Candidate
from pipeline.relate.scene import Mention, Scene, Sentence
from tests.pipeline.relate.stage import block, cast, cue, mention, said, scene, sentence

_EUROS = '{"amount":40000000,"currency":"EUR"}'


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
    shown = scene(sentence(_factory(), cue("trigger:partner_country", at=1), mention("country", "SI", at=3)))

    assert {("it4lia", "host_country", "SI"), ("it4lia", "partner_country", "SI")} <= _said(shown)


def test_a_predicate_is_offered_only_to_the_kinds_of_subject_that_have_it() -> None:
    shown = scene(
        sentence(_factory(), mention("country", "IT", at=3), mention("share", "50", at=5), cue("noun:eu", at=7))
    )
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


def test_a_date_may_be_any_day_and_its_features_tell_where_the_word_for_that_day_stands() -> None:
    """Until 2026-11-22 a date without such a word was no candidate; now its weight decides."""
    day = mention("date", "2025-09-05", at=4)

    def own(*cues: Mention) -> dict[str, set[str]]:
        found = _found(scene(sentence(_factory(), *cues, day), published=date(2025, 9, 1)))
        return {
            one.predicate: {told for told in one.features if told.startswith(("own:", "foreign"))}
            for one in found
            if (one.subject, one.value) == ("it4lia", "2025-09-05")
        }

    days = ("selected_on", "contract_signed_on", "launched_on", "operational_by")
    assert own() == {one: {"own:none"} for one in days}
    opened = own(cue("trigger:launched_on", at=2))
    assert opened["launched_on"] == opened["operational_by"] == {"own:0-2"}
    assert opened["contract_signed_on"] == {"own:none", "foreign_nearer"}


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
        found = _found(scene(sentence(number, *nouns)))
        return {
            (one.predicate, int(str(one.value)))
            for one in found
            if one.predicate in ("country_count", "member_count") and "counts:bare" not in one.features
        }

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
    halves = (mention("share", "12.5", at=5), mention("share", "50", at=7))
    found = _found(scene(sentence(_factory(), amount, *halves, cue("noun:eu", at=9))))

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
    shown = scene(
        sentence(
            _factory(), mention("share", "50", at=4), _factory(at=6), _factory("mimer", at=9), cue("noun:eu", at=3)
        )
    )

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


def test_a_number_without_a_noun_may_count_too_and_is_told_to_be_bare() -> None:
    def told(number: str, *cues: Mention) -> set[str]:
        found = _found(scene(sentence(mention("number", number, at=2), *cues)))
        return {feature for one in found if one.predicate == "member_count" for feature in one.features}

    assert {"counts:bare", "counts:ends", "size:9"} <= told("7")
    assert "bare:cue:first" in told("7", cue("cue:first", at=1))
    assert "bare:cue:first" not in told("7", cue("cue:first", at=8))
    assert told("61") == set()
    assert told("1") == set()


def test_a_proper_name_is_offered_only_where_somebody_unknown_is_spoken_of() -> None:
    machine = mention("proper", "Hemus", at=4, label="plain")

    assert ("newcomer", "supercomputer", "Hemus") in _said(scene(sentence(_factory("newcomer"), machine)))
    assert ("newcomer", "host_organisation", "Hemus") in _said(scene(sentence(_factory("newcomer"), machine)))
    assert not any(value == "Hemus" for _, _, value in _said(scene(sentence(_factory(), machine))))


def test_a_city_that_is_nobodys_is_offered_only_to_who_was_unknown() -> None:
    city = mention("city", "Zagreb", at=4, label="found")

    assert ("newcomer", "host_city", "Zagreb") in _said(scene(sentence(_factory("newcomer"), city)))
    assert ("it4lia", "host_city", "Zagreb") not in _said(scene(sentence(_factory(), city)))


def test_a_day_that_has_been_is_no_plan() -> None:
    def due(day: str) -> bool:
        shown = scene(sentence(_factory(), mention("date", day, at=4)), published=date(2025, 9, 5))
        return ("it4lia", "operational_by", day) in _said(shown)

    assert [due(day) for day in ("2025-09-04", "2025-09-05", "2025-09-06", "2025-09", "2025")] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_of_a_date_behind_and_one_ahead_the_later_may_tell_of_a_delay() -> None:
    def delayed(*days: str) -> bool:
        dates = [mention("date", day, at=3 + 3 * number) for number, day in enumerate(days)]
        shown = scene(sentence(_factory(), *dates), published=date(2025, 9, 5))
        return any(one.value == "delayed" and "slip" in one.features for one in _found(shown))

    assert delayed("2025", "2027")
    assert not delayed("2027")
    assert not delayed("2027", "2027-03")
    assert not delayed("2023", "2024")


def test_the_others_of_a_group_may_be_meant_together_by_what_they_buy() -> None:
    blocks = (block("paragraph"),)
    named = sentence(_factory("it4lia"), _factory("mimer", at=3), _factory("bsc-aif", at=6))
    new = cue("trigger:system_kind.new", at=6)
    counted = sentence(cue("noun:ai_factories", at=2), mention("number", "2", at=1), new, index=1)
    plain = sentence(cue("cue:total", at=2), new, index=1)
    years = sentence(mention("number", "4", at=1), new, index=1)
    idle = sentence(cue("noun:ai_factories", at=2), new, index=1)

    def kinds(*sentences: Sentence) -> set[str]:
        shown = scene(*sentences, blocks=blocks)
        return {
            one.subject
            for one in _found(shown)
            if one.sentence == 1 and any(told.startswith("how:member") for told in one.features)
        }

    assert kinds(named, counted) == {"it4lia", "mimer", "bsc-aif"}
    assert kinds(named, plain) == set()
    assert kinds(named, years) == kinds(named, idle) == set()
    assert kinds(sentence(_factory("it4lia")), counted) == set()


def test_what_was_announced_is_a_feature() -> None:
    amount = mention("amount", '{"amount":430000000,"currency":"EUR"}', at=3)
    found = _found(scene(sentence(_factory(), amount)))

    (total,) = [one for one in found if (one.subject, one.predicate) == ("it4lia", "investment_total")]
    assert "hint:own" in total.features


def test_the_sums_of_a_table_s_row_belong_to_the_factory_that_opens_it() -> None:
    row = block("table_row")
    first = sentence(_factory("mimer"), mention("amount", _EUROS, at=4, cell=1))
    second = sentence(
        mention("factory", "it4lia", at=0, cell=0, sentence=1),
        mention("amount", _EUROS, at=4, cell=1, sentence=1),
        index=1,
    )
    found = _found(scene(first, second, blocks=(row,)))

    assert {one.subject for one in found if one.sentence == 1 and one.predicate == "investment_total"} == {"it4lia"}


def test_a_city_that_is_known_as_the_hosts_alone_is_marked() -> None:
    riga = [one for one in _found(said("AIFA-LAT opens\nAIFA-LAT opens in Riga.")) if one.predicate == "host_city"]
    athens = [one for one in _found(said("Pharos opens\nPharos opens in Athens.")) if one.predicate == "host_city"]

    assert riga
    assert all("known:of_host" in one.features for one in riga)
    assert athens
    assert not any("known:of_host" in one.features for one in athens)


def test_the_rest_that_get_new_machines_are_told_beside_one_that_is_named() -> None:
    group = tuple(mention("factory", one, at=place) for place, one in enumerate(("it4lia", "bsc-aif", "lumi-aif")))
    told = sentence(
        mention("machine", "MareNostrum 5", at=2, label="known", owner="bsc-aif"),
        cue("trigger:system_kind.upgrade", at=4),
        cue("cue:others", at=8, clause=1),
        cue("trigger:system_kind.new", at=10, clause=1),
        index=1,
    )

    assert {("it4lia", "system_kind", "new"), ("lumi-aif", "system_kind", "new")} <= _said(
        scene(sentence(*group), told)
    )


def test_a_capital_alone_is_no_antennas_city() -> None:
    riga = mention("city", "Riga", at=0, owner="aifa-lat")
    named = mention("factory", "aifa-lat", at=0)

    silent = _said(scene(sentence(named), sentence(riga, cue("noun:state", at=2), index=1)))
    told = _said(scene(sentence(named, riga._replace(start=50, end=59, first=5, last=5))))

    assert ("aifa-lat", "host_city", "Riga") not in silent
    assert ("aifa-lat", "host_city", "Riga") in told
