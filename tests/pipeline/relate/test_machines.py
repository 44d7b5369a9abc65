"""Machines: older ones that a new one replaces, how a name is said to be one's, where "new" is said of one."""

import pytest

from pipeline.relate import machines
from pipeline.relate.scene import Mention
from tests.pipeline.relate import stage
from tests.pipeline.relate.stage import cast, cue, mention, reference, said, scene, sentence

NEW = cue("trigger:system_kind.new", at=2)


def _impossible(*around: Mention) -> bool:
    vega = mention("machine", "Vega", at=5, label="older", owner="slaif")
    here = sentence(vega, *around)
    own = (reference("slaif", "by_machine", at=5),)
    return machines.impossible("supercomputer", here, vega, "slaif", own, cast(scene(here)))


def test_an_older_machine_that_a_new_one_replaces_is_background() -> None:
    assert _impossible(NEW)
    assert not _impossible(cue("trigger:system_kind.existing", at=2))
    assert not _impossible(cue("trigger:system_kind.new", at=8, clause=1))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The hall\n\nThe supercomputer is called Halla.", "en"),
        ("Die Halle\n\nDer Supercomputer heißt Halla.", "de"),
        ("Hallen\n\nSuperdatorn ska heta Halla.", "sv"),
    ],
)
def test_a_word_for_naming_makes_a_name_a_machine_s(text: str, language: str) -> None:
    here = said(text, language=language).sentences[-1]
    name = mention("proper", "Halla", at=here.cues[-1].last + 1, label="plain")._replace(clause=here.cues[0].clause)
    named = next(cue.last for cue in reversed(here.cues) if cue.label == "trigger:supercomputer")
    name = name._replace(first=named + 1, last=named + 1)

    assert "plain:by:name" in machines.said(here, name, "supercomputer", frozenset())
    assert "plain:by:nothing" in machines.said(here, name._replace(first=named + 9), "supercomputer", frozenset())


def test_a_machine_with_its_factory_s_name_is_told_as_such() -> None:
    mimer = mention("machine", "Mimer", at=3, label="known", owner="mimer")
    alike = frozenset({"mimer"})
    here = sentence(mimer, mention("factory", "mimer", at=3))

    assert "name:factory" in machines.said(here, mimer, "supercomputer", alike)
    assert "name:factory" not in machines.said(here, mimer, "supercomputer", frozenset())
    assert "name:factory" not in machines.said(
        sentence(mimer, mention("factory", "mimer", at=1)), mimer, "supercomputer", alike
    )


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("MIMER buys a computer. MIMER is in Sweden.", {"mimer"}),
        ("The Luxembourg AI Factory buys a computer, MeluXina-AI.", set()),
    ],
)
def test_who_has_another_name_does_not_share_its_machine_s(text: str, alike: set[str]) -> None:
    assert machines.shared_names(said(f"News\n{text}")) == alike


def test_a_plan_is_a_machine_s_or_stands_bare() -> None:
    noun, negation = cue("noun:machine", at=3), cue("cue:negation", at=1)

    assert set(machines.said(sentence(NEW, noun), NEW, "system_kind", frozenset())) == {"plan:machine"}
    assert set(machines.said(sentence(NEW), NEW, "system_kind", frozenset())) == {"plan:bare"}
    assert "plan:negated" in machines.said(sentence(NEW, noun, negation), NEW, "system_kind", frozenset())
    assert set(machines.said(sentence(NEW, noun), NEW, "status", frozenset())) == set()


def test_new_beside_a_machine_is_said_of_it() -> None:
    further = cue("cue:further", at=4)
    beside = sentence(mention("machine", "Mimer", at=3, owner="mimer"), further)
    afar = sentence(mention("machine", "Mimer", at=12, owner="mimer"), further)

    assert list(machines.renewed(scene(beside), beside)) == [(further, "renewed:beside")]
    assert not list(machines.renewed(scene(afar), afar))


@pytest.mark.parametrize(
    ("language", "text", "shared"),
    [
        ("en", "It computes on Leonardo and MareNostrum 5.", {"it4lia": ["MareNostrum 5"]}),
        ("fr", "Elle calcule sur Leonardo et MareNostrum 5.", {"it4lia": ["MareNostrum 5"]}),
        ("sv", "Den räknar på MareNostrum 5 och Leonardo.", {"it4lia": ["MareNostrum 5"]}),
        ("en", "It computes on Leonardo; MareNostrum 5 is larger.", {}),
        ("en", "It computes on Leonardo, much as MareNostrum 5 does.", {}),
        ("en", "It computes on Leonardo and MareNostrum 5, as the BSC AI Factory does.", {}),
    ],
)
def test_anothers_machine_in_one_row_is_shared_unless_the_other_is_named(
    language: str, text: str, shared: dict[str, list[str]]
) -> None:
    shown = stage.said(f"IT4LIA\nIT4LIA is open. {text}", language=language)
    found = machines.shared(shown, shown.sentences[-1], stage.cast(shown))

    assert {owner: [stage.words(shown, one) for one in ones] for owner, ones in found.items()} == shared
