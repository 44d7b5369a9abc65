"""The computing centres of Europe: the file can be read, and no spelling stands for two of them."""

from pathlib import Path

import pytest
from babel import Locale

from models import knowledge
from models.centre import Centre, Centres
from models.errors import ConfigError

CENTRES = knowledge.centres()


def _spellings(centre: Centre) -> tuple[str, ...]:
    return (*centre.names, *centre.inflected, *centre.machines)


def test_every_country_with_a_factory_has_a_centre() -> None:
    assert len(CENTRES) >= 300
    assert {factory.country for factory in knowledge.factories().values()} <= {centre.country for centre in CENTRES}


def test_every_country_is_one() -> None:
    territories = Locale("en").territories

    assert {centre.country for centre in CENTRES if centre.country not in territories} == set()


def test_every_centre_has_a_name() -> None:
    assert [centre for centre in CENTRES if not centre.names] == []


def test_a_spelling_is_written_as_a_text_would_have_it() -> None:
    spellings = [spelling for centre in CENTRES for spelling in _spellings(centre)]

    assert [one for one in spellings if one != " ".join(one.split()) or len(one) < 3] == []
    assert [centre.names for centre in CENTRES if len(set(_spellings(centre))) < len(_spellings(centre))] == []


def _centre(name: str, *, inflected: tuple[str, ...] = (), machines: tuple[str, ...] = ()) -> Centre:
    return Centre(country="HR", names=(name,), inflected=inflected, machines=machines)


@pytest.mark.parametrize(
    "other",
    [_centre("VELEBIT"), _centre("Učka", inflected=("VELEBIT",)), _centre("Učka", machines=("VELEBIT",))],
)
def test_a_spelling_that_stands_for_two_is_refused(other: Centre) -> None:
    with pytest.raises(ValueError, match=f"'VELEBIT' stands for VELEBIT and for {other.names[0]}"):
        Centres(centres=(_centre("VELEBIT"), other))


def test_capitals_tell_two_spellings_apart_and_one_centre_may_have_both() -> None:
    both = Centres(centres=(_centre("VELEBIT", machines=("VELEBIT",)), _centre("Velebit")))

    assert [centre.names for centre in both.centres] == [("VELEBIT",), ("Velebit",)]


CENTRE = '[[centres]]\ncountry = "HR"\nnames = ["Učka"]\nmachines = ["Velebit"]\n'


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "centres.toml"
    path.write_text(CENTRE, encoding="utf-8")

    assert knowledge.centres(path) == (_centre("Učka", machines=("Velebit",)),)


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ("machines", "machine", "machine: is no key that we know"),
        ('country = "HR"\n', "", "country: is missing"),
        ('names = ["Učka"]\n', "", "names: is missing"),
        ("", '[[centres]]\ncountry = "IT"\nnames = ["Velebit"]\n', "'Velebit' stands for Velebit and for Učka"),
        ("", '[[center]]\ncountry = "IT"\nnames = ["X"]\n', "center: is no key that we know"),
    ],
)
def test_a_mistake_is_told_with_the_file(tmp_path: Path, wrong: str, right: str, words: str) -> None:
    path = tmp_path / "centres.toml"
    path.write_text(CENTRE.replace(wrong, right, 1), encoding="utf-8")

    with pytest.raises(ConfigError, match=words) as told:
        knowledge.centres(path)

    assert told.value.file == str(path)
