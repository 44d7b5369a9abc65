"""Every file of knowledge can be read, and what it says fits together; a mistake in one is told with file and key."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import knowledge
from models.cohort import Cohorts
from models.errors import ConfigError
from models.factory import Factory, Known
from models.source import Source

SEVEN = {
    "it4lia": "IT4LIA",
    "bsc-aif": "BSC AIF",
    "lumi-aif": "LUMI AIF",
    "meluxina-ai": "Meluxina-AI",
    "mimer": "MIMER",
    "hammerhai": "HammerHAI",
    "pharos": "Pharos",
}
LATER = {
    "cohort:2025-03": {"ai-at", "brain-pp", "ai2f", "jaif", "piast-ai", "slaif"},
    "cohort:2025-10": {"czai", "litai", "nlaif", "gaia-aif", "ro-aif", "1healthai"},
    "cohort:2025-10-antennas": {
        "be-aifa",
        "pharos-cy",
        "hunaifa",
        "aif-irl",
        "aifa-lat",
        "calypso-mt",
        "sk-antenna",
        "is-antenna",
        "faima",
        "hearts",
        "uk-antenna",
        "vezilka",
        "saifa",
    },
}
# No source says where these two antennas stand; of the Slovak one not even who hosts it (2026-11-22).
NO_CITY = {"calypso-mt", "sk-antenna"}
NO_HOST = {"sk-antenna"}
NOTES = {
    *("misspelling", "weak", "inflected", "older"),  # what code reads
    *("a quantum machine", "day not known", "of the host: not read", "the operating company", "unconfirmed"),  # remarks
}
ALL = tuple(knowledge.factories().values())
FACTORY = """
kind = "antenna"
country = "IT"
cohort = "cohort:2025-10-antennas"
names = [{ text = "SALONA", since = 2025-10-13, source = "the press" }]
"""


def spellings(factory: Factory) -> Iterator[tuple[tuple[Known, ...], Known]]:
    """Every spelling of a factory with the list it stands in."""
    for group in (factory.names, factory.cities, factory.hosts, factory.machines):
        for known in group:
            yield group, known


def weak(known: Known) -> bool:
    """Whether it cannot stand alone."""
    return "weak" in known.note.split(", ")


def same(text: str) -> str:
    """What is left when nobody minds case and signs between words; a plus belongs to the name."""
    return re.sub(r"[^\w+]", "", text.casefold())


def test_every_file_of_the_shipped_knowledge_can_be_read() -> None:
    assert len(knowledge.fact_types()) == 20
    assert len(knowledge.factories()) == 32
    assert len(knowledge.cohorts()) == 4
    assert len(knowledge.sources()) >= 9


def test_the_factories_are_those_of_the_four_selections() -> None:
    members = defaultdict(set)
    for factory in ALL:
        members[factory.cohort].add(factory.id)

    assert members == {"cohort:2024-12": set(SEVEN), **LATER}


def test_the_first_seven_are_shown_by_the_names_of_december_2024() -> None:
    assert {factory.id: factory.name for factory in ALL if factory.cohort == "cohort:2024-12"} == SEVEN


def test_a_cohort_counts_its_factories_and_they_are_of_its_kind() -> None:
    for cohort in knowledge.cohorts().values():
        kinds = [factory.kind for factory in ALL if factory.cohort == cohort.id]
        assert kinds == [cohort.what] * cohort.members
        assert cohort.id == f"cohort:{cohort.selected_on:%Y-%m}" + ("-antennas" if cohort.what == "antenna" else "")
        assert cohort.since >= cohort.selected_on


def test_cohorts_come_in_the_order_of_their_selection() -> None:
    days = [cohort.selected_on for cohort in knowledge.cohorts().values()]

    assert days == sorted(days)
    assert days[0] == date(2024, 12, 10)


@pytest.mark.parametrize("factory", ALL, ids=lambda factory: factory.id)
def test_a_factory_has_a_slug_a_country_a_city_and_a_host(factory: Factory) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", factory.id)
    assert re.fullmatch("[A-Z]{2}", factory.country)
    assert bool(factory.cities) == (factory.id not in NO_CITY)
    assert bool(factory.hosts) == (factory.id not in NO_HOST)


@pytest.mark.parametrize("factory", ALL, ids=lambda factory: factory.id)
def test_every_spelling_says_since_when_and_from_whom(factory: Factory) -> None:
    for group, known in spellings(factory):
        assert known.text == known.text.strip() != ""
        assert known.source
        assert date(2024, 1, 1) <= known.since <= date(2026, 12, 31)
        assert known.of in {"", *(other.text for other in group)}
        assert not known.note or set(known.note.split(", ")) <= NOTES


@pytest.mark.parametrize("factory", ALL, ids=lambda factory: factory.id)
def test_no_list_has_a_spelling_twice(factory: Factory) -> None:
    for group in (factory.names, factory.cities, factory.hosts, factory.machines):
        assert len({known.text for known in group}) == len(group)


@pytest.mark.parametrize("factory", ALL, ids=lambda factory: factory.id)
def test_the_name_shown_was_known_when_the_factory_was_selected_and_none_before(factory: Factory) -> None:
    selected = knowledge.cohorts()[factory.cohort].selected_on

    assert factory.names[0].since == selected
    assert not factory.names[0].note.startswith("misspelling")
    assert all(known.since >= selected for known in factory.names)


def test_no_strong_name_belongs_to_two_factories() -> None:
    owners = defaultdict(set)
    for factory in ALL:
        for known in factory.names:
            if not weak(known):
                owners[same(known.text)].add(factory.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_spelling_of_a_city_or_a_host_belongs_to_two_factories() -> None:
    owners = defaultdict(set)
    for factory in ALL:
        for known in (*factory.cities, *factory.hosts):
            owners[same(known.text)].add(factory.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_strong_name_of_a_factory_is_a_host_a_city_or_another_factorys_machine() -> None:
    names = {same(known.text): factory.id for factory in ALL for known in factory.names if not weak(known)}
    for factory in ALL:
        for known in (*factory.cities, *factory.hosts):
            assert same(known.text) not in names
        for known in factory.machines:
            assert names.get(same(known.text), factory.id) == factory.id


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("gaia-aif", "Gaia"),
        ("pharos", "Pharos"),
        ("pharos", "Φάρος"),
        ("lumi-aif", "LUMI"),
        ("mimer", "Mimer"),
        ("hearts", "HEARTS"),
        ("calypso-mt", "CALYPSO"),
    ],
)
def test_common_words_are_weak_names(id_: str, text: str) -> None:
    assert [weak(known) for known in knowledge.factories()[id_].names if known.text == text] == [True]


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("it4lia", "ITA4LIA"),
        ("it4lia", "IT4aLIA"),
        ("lumi-aif", "FIALUMI"),
        ("1healthai", "1HealthIA"),
        ("1healthai", "1Helthai"),
    ],
)
def test_misspellings_are_known_as_such(id_: str, text: str) -> None:
    assert [known.note for known in knowledge.factories()[id_].names if known.text == text] == ["misspelling"]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Bolonii", "Bologna"),
        ("Kajaanissa", "Kajaani"),
        ("Αθήνα", "Athens"),
        ("Aténách", "Athens"),
        ("Λαύριο", "Lavrio"),
        ("Stoccarda", "Stuttgart"),
        ("Wiedniu", "Vienna"),
        ("Krakkó", "Kraków"),
        ("Krakowie", "Kraków"),
        ("Poznaniu", "Poznań"),
        ("Ostravě", "Ostrava"),
        ("Vilniuje", "Vilnius"),
        ("Bukarešti", "Bucharest"),
        ("Скопје", "Skopje"),
    ],
)
def test_a_city_is_known_in_many_languages(text: str, city: str) -> None:
    stands_for = {
        known.of or factory.cities[0].text for factory in ALL for known in factory.cities if known.text == text
    }

    assert stands_for == {city}


def test_a_factorys_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "salona.toml").write_text(FACTORY, encoding="utf-8")

    assert knowledge.folder(Factory, tmp_path, "id")["salona"].name == "SALONA"


@pytest.mark.parametrize(
    ("wrong", "right", "key", "words"),
    [
        ("country", "contry", "contry", "is no key that we know"),
        ("since", "sinse", "names.0.sinse", "is no key that we know"),
        (', source = "the press"', "", "names.0.source", "is missing"),
        ('"antenna"', '"antena"', "kind", ""),
        ("2025-10-13", '"some day"', "names.0.since", ""),
        ('cohort = "cohort:2025-10-antennas"', 'id = "other"\ncohort = "x"', "id", "is given by the file's name"),
    ],
)
def test_a_mistake_in_a_factorys_file_is_told_with_file_and_key(
    tmp_path: Path, wrong: str, right: str, key: str, words: str
) -> None:
    assert wrong in FACTORY
    path = tmp_path / "salona.toml"
    path.write_text(FACTORY.replace(wrong, right), encoding="utf-8")

    with pytest.raises(ConfigError) as told:
        knowledge.folder(Factory, tmp_path, "id")

    assert (told.value.file, told.value.key) == (str(path), key)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_broken_toml_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "paper.toml"
    path.write_text('title = "Paper"\nkind = press\n', encoding="utf-8")

    with pytest.raises(ConfigError, match="line 2") as told:
        knowledge.sources(tmp_path)

    assert told.value.file == str(path)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper.toml").write_bytes('title = "Ελλάδα"\n'.encode("windows-1253"))

    with pytest.raises(ConfigError, match="is not UTF-8"):
        knowledge.folder(Source, tmp_path, "name")


def test_a_misspelt_key_of_a_cohort_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cohorts.toml"
    text = (knowledge.SHIPPED / "cohorts.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("members", "member", 1), encoding="utf-8")

    with pytest.raises(ConfigError) as told:
        knowledge.one(Cohorts, path)

    assert (told.value.file, told.value.key) == (str(path), "cohorts.0.member")


def test_a_missing_folder_or_language_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no folder"):
        knowledge.sources(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match="no such language"):
        knowledge.language("tlh")
