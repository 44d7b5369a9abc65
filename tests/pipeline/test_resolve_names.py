"""Which factory a name stands for: by verdicts, by known names, by the place; and what waits for a person."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import knowledge
from models.candidate import Candidate
from models.claim import Claim
from models.verdict import Verdict, VerdictKind
from pipeline import resolve
from tests import make
from tests.naming import about, place, verdicts

SALONA = "salona-ai-factory"


def _taken(claims: Iterable[Claim], *decided: Verdict, **given: object) -> Mapping[str, Candidate]:
    said: dict[str, list[Claim]] = {one.about: [] for one in decided if one.kind == "same"}
    for claim in claims:
        said.setdefault(claim.subject, []).append(claim)
    return resolve.names(
        said,
        verdicts=decided,
        factories=knowledge.factories(),
        official=lambda source: source == "eurohpc",
        country_of=lambda city: {"Kraków": "PL", "Split": "HR"}.get(city, ""),
        **given,  # type: ignore[arg-type]
    )


def _one(claims: Iterable[Claim], *decided: Verdict) -> Candidate:
    (taken,) = _taken(claims, *decided).values()
    return taken


def _announcement(name: str = SALONA, **values: str) -> tuple[Claim, ...]:
    return about(name, {"kind": "ai_factory", "host_country": "HR", "status": "selected", **values})


def test_a_name_that_an_official_source_announces_is_a_new_factory() -> None:
    taken = _one(_announcement())

    assert (taken.state, taken.factory) == ("new", SALONA)
    assert (taken.kind, taken.country, taken.name) == ("ai_factory", "HR", SALONA.upper())


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("ita4lia-ai-factory", "it4lia"),
        ("fialumi", "lumi-aif"),
        ("hammer-hai", "hammerhai"),
        ("1helthai", "1healthai"),
        ("meluxina-ai-ai-factory", "meluxina-ai"),
    ],
)
def test_a_known_spelling_is_its_factory_whoever_uses_it(name: str, factory: str) -> None:
    kind = knowledge.factories()[factory].kind

    for source in ("eurohpc", "corriere"):
        taken = _one(about(name, source=source, kind=kind))
        assert (taken.state, taken.factory) == ("same", factory)


@pytest.mark.parametrize(
    ("name", "values", "factory"),
    [
        ("it4llia-ai-factory", {"host_country": "IT"}, "it4lia"),
        ("itt4lia", {"host_city": "Bologna"}, "it4lia"),
        ("1healtai", {"host_country": "ES"}, "1healthai"),
        ("hamerhai", {"host_organisation": "HLRS"}, "hammerhai"),
        ("vezelka", {"kind": "antenna", "host_country": "MK"}, "vezilka"),
    ],
)
def test_a_slip_in_a_known_name_is_its_factory_where_the_place_agrees(
    name: str, values: dict[str, str], factory: str
) -> None:
    taken = _one(about(name, {"kind": "ai_factory", **values}, source="corriere"))

    assert (taken.state, taken.factory) == ("same", factory)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"host_country": "ES"},
        {"host_country": "IT", "host_city": "Barcelona"},
        {"host_country": "IT", "kind": "antenna"},
        {"host_country": "IT", "kind": "gigafactory"},
        {"host_country": "IT", "selected_on": "2026-10-10"},
    ],
)
@pytest.mark.parametrize("source", ["eurohpc", "corriere"])
def test_a_slip_in_a_known_name_waits_where_anything_speaks_against_it(values: dict[str, str], source: str) -> None:
    taken = _one(about("it4llia", {"kind": "ai_factory", "status": "selected", **values}, source=source))

    assert (taken.state, taken.factory) == ("open", "")
    assert taken.near[0].factory == "it4lia"


def test_a_name_that_an_official_source_announces_is_not_taken_for_a_slip_by_its_country_alone() -> None:
    told = {"kind": "ai_factory", "host_country": "PL", "status": "selected"}

    assert _one(about("piasta-ai", told)).state == "open"
    assert _one(about("piasta-ai", told, host_city="Poznań")).factory == "piast-ai"
    assert _one(about("piasta-ai", told, host_city="Kraków")).state == "open"


def test_a_known_name_at_another_place_or_of_another_kind_waits() -> None:
    assert _one(about("hammer-hai", kind="ai_factory", host_country="NO")).state == "open"
    assert _one(about("hammer-hai", kind="antenna", host_country="DE")).state == "open"
    assert _one(about("hammer-hai", kind="gigafactory", host_country="DE", status="selected")).state == "open"


@pytest.mark.parametrize("name", ["leonardo-ai-factory", "marenostrum-ai-factory", "leonardo-2", "daedaluss"])
@pytest.mark.parametrize("source", ["eurohpc", "corriere"])
def test_a_machine_is_no_factory_even_where_an_official_source_calls_it_one(name: str, source: str) -> None:
    taken = _one(about(name, source=source, kind="ai_factory", host_country="HR", status="selected"))

    assert taken.state == "open"
    assert "machine" in taken.why


@pytest.mark.parametrize("name", ["days", "industrial-ai-factory", "open-forum", "ai-factory"])
def test_ordinary_words_are_no_name(name: str) -> None:
    (taken,) = _taken(_announcement(name), ordinary={"days", "industrial", "open", "forum"}).values()

    assert (taken.state, taken.factory) == ("open", "")


def test_two_factories_of_one_country_stay_two() -> None:
    told = about("vesuvio-ai-factory", kind="ai_factory", host_country="IT", status="selected")

    assert _one(told).state == "new"
    assert _one(about("vesuvio-ai-factory", source="corriere", kind="ai_factory", host_country="IT")).state == "open"


def test_an_unknown_name_at_the_place_of_a_known_factory_is_that_one_for_the_press_only() -> None:
    assert _one(place("tecnopolo-hub", "it4lia")).factory == "it4lia"
    announced = (
        *place("tecnopolo-hub", "it4lia", source="eurohpc"),
        *_announcement("tecnopolo-hub", host_country="IT"),
    )
    assert _one(announced).state == "open"
    assert _one(place("tecnopolo-hub", "it4lia", kind="antenna")).state == "open"
    assert _one(place("tecnopolo-hub", "it4lia", kind="gigafactory")).state == "open"


def test_another_selection_speaks_against_the_place() -> None:
    told = place("tecnopolo-hub", "it4lia")

    assert _one((*told, *about("tecnopolo-hub", source="corriere", selected_on="2024-12-10"))).factory == "it4lia"
    assert _one((*told, *about("tecnopolo-hub", source="corriere", selected_on="2026-10-10"))).state == "open"


@pytest.mark.parametrize("missing", ["host_country", "host_city", "host_organisation"])
def test_the_place_is_host_and_city_and_country(missing: str) -> None:
    told = [claim for claim in place("tecnopolo-hub", "it4lia") if claim.predicate != missing]

    assert _one(told).state == "open"


def test_no_number_of_newspapers_makes_a_factory() -> None:
    told = [
        claim
        for paper in ("corriere", "heise", "nos", "ansa")
        for claim in about(SALONA, source=paper, kind="ai_factory", host_country="HR", status="selected")
    ]

    assert _one(told).state == "open"


def test_two_spellings_of_one_new_name_are_one_factory() -> None:
    taken = _taken(
        [*_announcement(), *_announcement("salona"), *about("salonna", source="corriere", host_country="HR")]
    )

    assert {name: (one.state, one.factory) for name, one in taken.items()} == {
        SALONA: ("new", SALONA),
        "salona": ("same", SALONA),
        "salonna": ("same", SALONA),
    }


def test_the_id_that_was_minted_first_stays() -> None:
    told = [*_announcement(), *_announcement("salona")]
    taken = _taken(told, minted={"salona": make.NOW})

    assert {name: one.factory for name, one in taken.items()} == {SALONA: "salona", "salona": "salona"}


def test_a_verdict_outranks_every_rule() -> None:
    weak = about("blackforest", source="corriere", kind="ai_factory")

    assert _one(weak, *verdicts(("accept", "blackforest"))).factory == "blackforest"
    assert _one(_announcement(), *verdicts(("not_a_factory", SALONA))).factory == ""
    assert _one(_announcement(), *verdicts(("same", SALONA, "it4lia"))).factory == "it4lia"
    assert _one(about("it4lia", kind="ai_factory"), *verdicts(("same", "it4lia", "bsc-aif"))).factory == "bsc-aif"


def test_the_latest_verdict_counts_and_an_undone_one_does_not() -> None:
    told = _announcement()

    assert _one(told, *verdicts(("not_a_factory", SALONA), ("accept", SALONA))).state == "new"
    assert _one(told, *verdicts(("accept", SALONA), ("not_a_factory", SALONA))).state == "none"
    assert _one(told, *verdicts(("accept", SALONA), ("not_a_factory", SALONA), ("undo", "v0000002"))).state == "new"
    assert _one(about("it4lia", kind="ai_factory"), *verdicts(("same", "it4lia", "mimer"), ("undo", "v0000001"))) == (
        _one(about("it4lia", kind="ai_factory"))
    )


def test_a_redirect_leads_on_to_where_the_next_one_leads() -> None:
    told = [*_announcement(), *about("spalato", source="corriere", kind="ai_factory")]
    taken = _taken(told, *verdicts(("same", "spalato", SALONA), ("same", SALONA, "mimer")))

    assert {one.factory for one in taken.values()} == {"mimer"}


def test_a_circle_of_redirects_waits() -> None:
    taken = _taken(_announcement(), *verdicts(("same", SALONA, "it4lia"), ("same", "it4lia", SALONA)))

    assert {one.factory for one in taken.values()} == {""}


def test_accepting_a_name_takes_nothing_from_a_factory_of_nearly_the_same_name() -> None:
    told = [*_announcement(), *about("salonna", source="corriere", kind="ai_factory", host_country="HR")]
    taken = _taken(told, *verdicts(("accept", "salonna")), minted={SALONA: make.NOW, "salonna": make.NOW})

    assert {name: one.factory for name, one in taken.items()} == {SALONA: SALONA, "salonna": "salonna"}


def test_a_candidate_shows_what_is_near_and_why() -> None:
    taken = _one(about("leonardo-ai-factory", source="corriere", kind="antenna", host_city="Bologna"))

    assert [(near.factory, near.why) for near in taken.near] == [
        ("it4lia", "its machine, the same city; but another kind")
    ]


def test_verdicts_teach_names_under_their_own_ids() -> None:
    told = [*about("atlas", source="corriere", kind="antenna", host_country="NO"), *about("x4", kind="ai_factory")]
    decided = verdicts(("accept", "atlas"), ("same", "x4", "mimer"), ("not_a_factory", "foo"))
    taken = _taken(told, *decided)

    learned = resolve.taught(taken, decided, knowledge.factories())

    assert [(one.id, one.kind, one.country, one.names[0].text) for one in learned] == [
        ("atlas", "antenna", "NO", "ATLAS"),
        ("x4", "ai_factory", "SE", "X4"),
    ]


def test_an_ordinary_word_is_taught_as_one_that_needs_another_to_vouch_for_it() -> None:
    decided = verdicts(("accept", "atlas"))
    taken = {"atlas": replace(_one(about("atlas", kind="ai_factory"), *decided), name="Atlas AI Factory")}

    (learned,) = resolve.taught(taken, decided, knowledge.factories())

    assert [(one.text, one.note) for one in learned.names] == [("Atlas AI Factory", ""), ("Atlas", "weak")]


NAMES = ["salona-ai-factory", "salona", "salonna", "it4llia", "hammer-hai", "leonardo-2", "vesuvio", "it4lia"]
_VALUES = {
    "kind": ["ai_factory", "antenna", "gigafactory"],
    "host_country": ["HR", "IT", "DE"],
    "host_city": ["Bologna", "Split", "Stuttgart"],
    "host_organisation": ["CINECA", "HLRS"],
    "status": ["selected", "operational"],
    "selected_on": ["2024-12-10", "2026-10-10"],
}
_KINDS: list[VerdictKind] = ["accept", "same", "not_a_factory", "undo"]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    predicate = draw(st.sampled_from(sorted(_VALUES)))
    (claim,) = about(
        draw(st.sampled_from(NAMES)),
        {predicate: draw(st.sampled_from(_VALUES[predicate]))},
        source=draw(st.sampled_from(["eurohpc", "corriere", "heise"])),
        said=f"2026-11-0{draw(st.integers(1, 3))}",
        article=draw(st.sampled_from(["a", "b", "c"])),
    )
    return claim


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Verdict, ...]:
    decided: list[tuple[VerdictKind, str, str]] = []
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(_KINDS if number else _KINDS[:3]))
        name = f"v{draw(st.integers(1, number)):07d}" if kind == "undo" else draw(st.sampled_from(NAMES))
        decided.append((kind, name, draw(st.sampled_from(NAMES)) if kind == "same" else ""))
    return verdicts(*decided)


@given(st.lists(claims(), max_size=15), decisions(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_names_are_taken_for_the_same_in_any_order(
    told: list[Claim], decided: tuple[Verdict, ...], chance: random.Random
) -> None:
    first = _taken(told, *decided)
    again = [*told, *told[:3]]
    chance.shuffle(again)
    shuffled = list(decided)
    chance.shuffle(shuffled)

    assert _taken(again, *shuffled) == first


@given(st.lists(claims(), max_size=15), decisions())
@settings(max_examples=150, deadline=None)
def test_no_rule_makes_a_factory_of_what_no_official_source_announces(
    told: list[Claim], decided: tuple[Verdict, ...]
) -> None:
    accepted = {one.about for one in decided if one.kind == "accept"}
    official = {claim.subject for claim in told if claim.source == "eurohpc"}

    for name, one in _taken(told, *decided).items():
        if one.state == "new":
            assert name in accepted | official
        if one.state == "open":
            assert one.factory == ""
