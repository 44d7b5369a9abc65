"""Whose a stage or a machine is, and how the stages told of one factory stand to each other."""

from datetime import date

from pipeline.relate import stages
from pipeline.relate.scene import Mention
from pipeline.relate.subjects import Reference
from tests.pipeline.relate.stage import cast, cue, mention, reference, said, scene, sentence

AUTUMN = date(2026, 9, 14)


def _of(text: str, subject: str, word: str, language: str = "en") -> set[str]:
    """What is said of a stage whose word stands somewhere in a text, as of a factory named beside it."""
    shown = said(text, language=language, published=AUTUMN)
    by_sentence = tuple(tuple(_named(one) for one in here.of("factory")) for here in shown.sentences)
    here, value = next(
        (here, one) for here in shown.sentences for one in here.cues if one.label == f"trigger:status.{word}"
    )
    told = stages.told(shown, by_sentence)
    return set(stages.of("status", here, value, word, subject, by_sentence[here.index], cast(shown), told))


def _named(one: Mention) -> Reference:
    return reference(one.value, at=one.first, clause=one.clause)


def test_a_clause_that_names_a_factory_speaks_of_no_other() -> None:
    value = cue("trigger:status.delayed", at=4)
    named, before = reference("pharos", at=1), reference("mimer", "previous")

    assert stages.of_one_named("status", value, "mimer", (named, before))
    assert not stages.of_one_named("status", value, "pharos", (named, before))
    assert not stages.of_one_named("host_city", value, "mimer", (named, before))


def test_a_country_or_another_clause_names_no_factory() -> None:
    value = cue("trigger:status.delayed", at=4)
    before = reference("mimer", "previous")

    assert not stages.of_one_named("status", value, "mimer", (reference("pharos", "by_country_name", at=1), before))
    assert not stages.of_one_named("status", value, "mimer", (reference("pharos", at=1, clause=1), before))


def test_who_is_told_to_have_signed_is_no_longer_only_selected() -> None:
    text = "Two in the north\n\nMIMER was selected in December 2024.\n\nFor MIMER the contract was signed in spring."

    assert "selected:later" in _of(text, "mimer", "selected")
    assert "contracted:last" in _of(text, "mimer", "contracted")


def test_a_stage_told_alone_is_the_newest() -> None:
    text = "Zwei im Norden\n\nMIMER wurde im Dezember 2024 ausgewählt.\n\nFür IT4LIA ist der Vertrag unterschrieben."

    assert "selected:sole" in _of(text, "mimer", "selected", "de")


def test_what_is_planned_or_denied_is_told_so() -> None:
    planned = _of("Im Norden\n\nMIMER soll im Oktober eröffnet werden.", "mimer", "operational", "de")
    opened = _of("Im Norden\n\nMIMER ist eröffnet.", "mimer", "operational", "de")

    assert "operational:cue:planned" in planned
    assert "operational:cue:planned" not in opened


def test_dates_before_the_selection_tell_of_what_was_there_before() -> None:
    value = cue("trigger:status.operational", at=4)
    named = reference("czai", at=1)
    old, new = mention("date", "2021", at=6), mention("date", "2026-05", at=6)

    def of(one: Mention) -> set[str]:
        here = sentence(value, one)
        shown = cast(scene(here, published=AUTUMN))
        return set(stages.of("status", here, value, "operational", "czai", (named,), shown, {}))

    assert "operational:early" in of(old)
    assert "operational:early" not in of(new)


def test_a_headline_tells_a_stage_of_whom_it_names() -> None:
    shown = cast(said("MIMER signs for its machine\n\nPharos waits.", published=AUTUMN))

    assert list(stages.headed("mimer", shown)) == ["head:own"]
    assert list(stages.headed("pharos", shown)) == ["head:other"]
