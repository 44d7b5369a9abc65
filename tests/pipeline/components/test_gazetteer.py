"""Names are found in the spellings, cases and capitals that papers give them, and nowhere else."""

import time
from dataclasses import replace
from datetime import date

import pytest

from models import knowledge
from pipeline.components import gazetteer, words
from pipeline.components.gazetteer import Gazetteer, Name, What


def _name(text: str, *, what: What = "factory", owner: str = "salona", weak: bool = False, whole: bool = False) -> Name:
    parts = tuple(words.fold(word.low) for word in words.scan(text))
    return Name(what, owner, owner, parts, text, weak=weak, whole=whole, older=False)


def _found(text: str, *names: Name) -> list[str]:
    return [text[one.start : one.end] for one in Gazetteer(names).found(text, words.scan(text))]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Salona", "The SALONA factory", ["SALONA"]),
        ("Linköping", "in Linkoping and Linköping", ["Linkoping", "Linköping"]),
        ("AI-SALONA", "AI–SALONA, AI Salona", ["AI–SALONA", "AI Salona"]),
        ("University of Split", "the University of Split", ["University of Split"]),
        ("Meluxina-AI", "MeluXina-AI", ["MeluXina-AI"]),
    ],
)
def test_case_marks_and_hyphens_count_for_nothing(name: str, text: str, found: list[str]) -> None:
    assert _found(text, _name(name)) == found


@pytest.mark.parametrize("text", ["salona", "Salo na", "the salonas", "Sal"])
def test_a_name_is_written_with_its_capital_and_whole(text: str) -> None:
    assert _found(text, _name("Salona")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Salonassa", ["Salonassa"]),
        ("Salonan Salonai", ["Salonan", "Salonai"]),
        ("Salonabcdef", []),
        ("Salona2", []),
    ],
)
def test_a_name_takes_a_short_case_ending_of_letters(text: str, found: list[str]) -> None:
    assert _found(text, _name("Salona")) == found


def test_a_short_name_or_a_case_form_takes_no_endings() -> None:
    assert _found("Splitu", _name("Spli")) == []
    assert _found("Salonassan", _name("Salonassa", whole=True)) == []


@pytest.mark.parametrize("text", ["University\nof Split", "University, of Split", "University of – yes – Split"])
def test_the_words_of_a_name_stand_together_on_one_line(text: str) -> None:
    assert _found(text, _name("University of Split")) == []


def test_a_plus_belongs_to_the_name() -> None:
    assert _found("BRAIN++ opens, BRAIN opens, BRAIN+ opens", _name("BRAIN++")) == ["BRAIN++"]


def test_a_colon_belongs_to_the_name() -> None:
    assert _found("AI:AT opens. A good AI at work. AI AT", _name("AI:AT")) == ["AI:AT"]


@pytest.mark.parametrize("text", ["L'AI Factory di Bologna", "L’AI Factory di Bologna"])
def test_an_article_before_an_apostrophe_is_no_part_of_a_name(text: str) -> None:
    assert _found(text, _name("L-AI Factory")) == []


def test_an_apostrophe_of_the_name_itself_may_be_written_either_way() -> None:
    name = _name("L'Italia per l'Intelligenza")

    assert _found("L’Italia per l’Intelligenza; L'Italia per l'Intelligenza", name) == [
        "L’Italia per l’Intelligenza",
        "L'Italia per l'Intelligenza",
    ]


def test_a_quotation_mark_behind_a_word_of_a_name_is_no_apostrophe() -> None:
    assert _found("the ‘SALONA’ AI Factory", _name("SALONA AI Factory")) == ["SALONA’ AI Factory"]


def test_where_a_weak_spelling_differs_in_capitals_only_capitals_decide() -> None:
    strong, weak = _name("SALONA"), _name("Salona", weak=True)
    text = "SALONA, Salona"

    found = [
        (one.name.weak, text[one.start : one.end]) for one in Gazetteer([strong, weak]).found(text, words.scan(text))
    ]

    assert (False, "SALONA") in found
    assert (False, "Salona") not in found
    assert (True, "Salona") in found


def test_overlapping_names_are_all_found() -> None:
    split = replace(_name("Split", what="city"), value="Split")

    assert _found("University of Split", _name("University of Split", what="host"), split) == [
        "University of Split",
        "Split",
    ]


def test_a_name_at_the_very_end_of_a_text_is_found() -> None:
    assert _found("the University of", _name("University of Split")) == []
    assert _found("BRAIN++", _name("BRAIN++")) == ["BRAIN++"]


def _owners(text: str, as_of: date | None) -> set[tuple[str, str, str]]:
    found = gazetteer.known(as_of).found(text, words.scan(text))
    return {(one.name.what, one.name.owner, one.name.value) for one in found}


def test_a_factory_and_all_that_is_its_own_are_unknown_before_its_day() -> None:
    text = "BRAIN++ at INSAIT in Sofia"

    assert {what for what, owner, _ in _owners(text, None) if owner == "brain-pp"} >= {"factory", "city"}
    assert _owners(text, date(2024, 12, 31)) == set()


def test_a_spelling_stands_for_the_name_of_its_city() -> None:
    assert ("city", "hammerhai", "Stuttgart") in _owners("nach Stoccarda", None)


def test_a_case_form_stands_for_its_base_form() -> None:
    assert _owners("w Stuttgarcie", None) == {("city", "hammerhai", "Stuttgart")}


@pytest.mark.parametrize("id_", sorted(knowledge.factories()))
def test_every_factory_is_found_by_its_own_name(id_: str) -> None:
    name = knowledge.factories()[id_].name

    assert ("factory", id_, id_) in _owners(f"Es ist {name}, heißt es", None)


@pytest.mark.parametrize("junk", ["University " * 20_000, "AI:" * 50_000, "1" * 1_000_000, "BRAIN+" * 50_000])
def test_a_long_line_of_junk_takes_no_longer_than_it_must(junk: str) -> None:
    known = gazetteer.known(None)
    scan = words.scan(junk)
    begun = time.perf_counter()

    assert list(known.found(junk, scan)) is not None

    assert time.perf_counter() - begun < 5  # a quadratic search takes minutes


def test_a_comma_stands_within_a_name_that_has_one_and_within_no_other() -> None:
    school = _name("School of Physics, University of Split", what="host")

    assert _found("the School of Physics, University of Split", school) == ["School of Physics, University of Split"]
    assert _found("University, of Split", _name("University of Split", what="host")) == []
