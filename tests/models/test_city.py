"""The cities of Europe: the file can be read, no form is ambiguous, and none is an ordinary word or a first name."""

import functools
import importlib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from models import knowledge
from models.city import City
from models.errors import ConfigError

CITIES = knowledge.cities()
CAPITALS = {
    "AL": "Tirana",
    "AT": "Wien",
    "BA": "Sarajevo",
    "BE": "Bruxelles",
    "BG": "Sofia",
    "CH": "Bern",
    "CY": "Nicosia",
    "CZ": "Praha",
    "DE": "Berlin",
    "DK": "København",
    "EE": "Tallinn",
    "ES": "Madrid",
    "FI": "Helsinki",
    "FR": "Paris",
    "GB": "London",
    "GE": "Tbilisi",
    "GR": "Athens",
    "HR": "Zagreb",
    "HU": "Budapest",
    "IE": "Dublin",
    "IS": "Reykjavík",
    "IT": "Roma",
    "LI": "Vaduz",
    "LT": "Vilnius",
    "LU": "Luxembourg",
    "LV": "Rīga",
    "MD": "Chișinău",
    "ME": "Podgorica",
    "MK": "Skopje",
    "MT": "Valletta",
    "NL": "Amsterdam",
    "NO": "Oslo",
    "PL": "Warszawa",
    "PT": "Lisboa",
    "RO": "București",
    "RS": "Beograd",
    "SE": "Stockholm",
    "SI": "Ljubljana",
    "SK": "Bratislava",
    "TR": "Ankara",
    "UA": "Kyiv",
    "XK": "Prishtina",
}
FIRST_NAMES = re.findall(
    r"\w+",
    """
Adam Agnes Alan Albert Alberto Aleksander Alessandro Alex Alexander Alice Ana Anders Andrea Andreas Andrei Angela Anna
Anton Antonio Ari Aris Arthur August Augusta Barbara Basil Basile Beata Bernard Bernardo Bernhard Bernie Bogdan Bohumil
Bradford Bruno Carl Carla Carlos Carmen Catalina Cecilia Chester Christian Claire Claudia Clara Constance Cornelia Dan
Daniel David Derek Diana Dragan Edit Elena Elisabeth Ella Emma Erik Eva Fabian Felix Florence Florian Francesca Franco
Frank Geneviève Genoveva Georg George Giorgia Ginevra Goran Hania Hanna Hannah Harald Helena Henri Henrik Igor Ines
Irina Isabel Ivan Ivana Ivo Jaime Jan Janina Jasmin Jean Jena Joan Johan John Jonas Jorge José Juan Julia
Julien Juri Kaarina
Kaja Karl Karla Katarina Katja Klara Konstantin Kristian Lara Larisa Larissa Lars Laura Lea Lena Leon León Lester Lidia
Liliana Linda Lionel Lorena Louis Luca Lucia Luciana Lucas Lukas Lydia Magda Mai Maia Maja Malena Marcel Marcela Marco
Mare Maria Marian Marina Mario Mark Marko Marta Martin Martina Mathilda Max Mia Mihai Mikael Mikkel Mikołaj Mila Milan
Milana Mira Miro Mirko Miroslav Monica Nadia Nancy Narve Natalia Neven Nico Nicola Nicolas Nikola Nina Nora Olga Oliver
Olivia Oscar Oskar Ottavia Otto Paola Paris Pascal Patrick Paul Paula Paulina Pavel Per Peter Petra Philip Radek Ragnar
Rafael Ramon Regina Rena Renata Rita Roberta Roland Roman Romana Rosa Ruben Sara Sasha Saskia Sauli Savina Serge Sevil
Siegfried Silvia Simon Sofia Sofie Sofija Sonia Stanislav Stefan Stella Stephen Sven Tatiana Tiberiu Tilda Timo Tomas
Valentin Valentina Valeria Vera Verona Veronica Veronika Victor Victoria Vincent Viola Vita Vittoria Viviana Weronika
Werner York Zara Zoran Σοφία Λάρισα Лариса София
""",
)
PLACES_ALL_KNOW_AS_CITIES = {"Paris", "Verona", "София"}
"""Also first names, but whoever writes them in a text on a place means the place."""
TRAPS = re.findall(
    r"\w+",
    """
Turing Samsung Galatasaray Novartis Napoleon Romania Románia Lugansk Athlon Colonial Ferrari Material Modul Bernardo
Parisi Milanović Tarantino Tartufo Turkuaz Nitrat Messing Pescaria Baselines Vandamme Londrina Gironde Murciélago
Kodansha Passagen Anker Ankare Maladzyechna Tubing Ravens Padovani Geneviève Tarantula Antarctica Berlingske
""",
)
"""Words that begin as a city does."""


def _fold(word: str) -> str:
    low = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in low if not unicodedata.combining(char))


@functools.cache
def _words(form: str) -> list[str]:
    return re.findall(r"\w+", _fold(form))


def _finds(form: str, shown: str) -> bool:
    """Whether the form is found in these words, as models/city.py says."""
    wanted, words = _words(form), _words(shown)
    if len(wanted) != len(words) or (form[0].isupper() and not shown[0].isupper()):
        return False
    for number, (want, word) in enumerate(zip(wanted, words, strict=True)):
        stem = form.endswith("*") and number == len(wanted) - 1
        bends = len(want) >= 5 and not form.endswith(("*", "=")) and len(word) - len(want) <= 4
        if word != want and not ((stem or bends) and word.startswith(want)):
            return False
    return True


FILED: dict[str, list[tuple[City, str, bool]]] = {}
for _city in CITIES:
    for _form in (*_city.forms, *_city.careful):
        FILED.setdefault(_words(_form)[0][:3], []).append((_city, _form, _form in _city.careful))


def _found(shown: str) -> Iterator[tuple[City, str, bool]]:
    words = _words(shown)
    for city, form, careful in FILED.get(words[0][:3], ()) if words else ():
        if _finds(form, shown):
            yield city, form, careful


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _strings(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from _strings(value)
    elif isinstance(told, list):
        for value in told:
            yield from _strings(value)


def test_every_country_has_its_capital() -> None:
    names = {(city.country, city.name) for city in CITIES}

    assert not set(CAPITALS.items()) - names
    assert len(CITIES) >= 450


def test_the_file_stands_in_order_and_no_city_twice() -> None:
    keys = [(city.country, _fold(city.name)) for city in CITIES]

    assert keys == sorted(set(keys))


def test_a_city_is_found_by_its_own_name_in_latin_letters() -> None:
    for city in CITIES:
        assert "LATIN" in unicodedata.name(re.sub(r"\W", "", city.name)[0]), city.name
        assert city in [found for found, _, _ in _found(city.name)], city.name


def test_no_form_finds_another_city() -> None:
    clashes = [
        (form, one.name, other, second.name)
        for bucket in FILED.values()
        for one, form, careful in bucket
        for second, other, _ in bucket
        if one is not second and _finds(form, other.rstrip("*=")) and (not careful or _words(form) == _words(other))
    ]

    assert not clashes


def test_no_form_finds_what_needs_care_in_the_same_city() -> None:
    for city in CITIES:
        bare = [form.rstrip("*=") for form in city.careful]
        assert not [(form, shown) for form in city.forms for shown in bare if _finds(form, shown)], city.name


def test_no_form_is_written_twice_when_read_without_diacritics() -> None:
    for city in CITIES:
        forms = [_fold(form) + form[0].isupper() * "^" for form in (*city.forms, *city.careful)]
        assert sorted(forms) == sorted(set(forms)), city.name


@pytest.mark.parametrize("code", knowledge.languages())
def test_no_form_is_a_word_that_a_language_is_read_by(code: str) -> None:
    path = knowledge.SHIPPED / "languages" / f"{code}.toml"
    told = [text for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))) if " " not in text.strip()]
    words = {word for text in told for word in re.findall(r"[^\W\d_]{3,}(?!\||[^\W\d_])", text)}
    module = importlib.import_module(f"spacy.lang.{'nb' if code == 'no' else code}.stop_words")
    words |= {word for word in module.STOP_WORDS if word.isalpha()}
    territories = {name for key, name in Locale(code).territories.items() if len(key) == 2 and " " not in name}

    shown = {form for word in words | territories for form in (word, _capital(word))}

    assert not [(word, form) for word in shown for _, form, careful in _found(word) if not careful]


def test_no_form_is_a_first_name() -> None:
    names = [name for name in FIRST_NAMES if name not in PLACES_ALL_KNOW_AS_CITIES]

    assert not [(name, form) for name in names for _, form, careful in _found(name) if not careful]


def test_what_only_begins_like_a_city_is_none() -> None:
    assert not [(word, form) for word in TRAPS for _, form, careful in _found(word) if not careful]


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Λεμεσού", "Limassol"),
        ("Rijekában", "Rijeka"),
        ("riječkom", "Rijeka"),
        ("Gdańsku", "Gdańsk"),
        ("gdańskiej", "Gdańsk"),
        ("Koszycach", "Košice"),
        ("Tarton", "Tartu"),
        ("Tartusse", "Tartu"),
        ("Gdyni", "Gdynia"),
        ("Pradze", "Praha"),
        ("bolognai", "Bologna"),
        ("Vilniaus", "Vilnius"),
        ("Kauno", "Kaunas"),
        ("Rīgā", "Rīga"),
        ("Bielsku-Białej", "Bielsko-Biała"),
        ("ostravský", "Ostrava"),
        ("krakowskiego", "Kraków"),
        ("Kölner", "Köln"),
        ("budapesti", "Budapest"),
        ("Kajaanissa", "Kajaani"),
        ("Helsingissä", "Helsinki"),
        ("Tampereella", "Tampere"),
        ("Linšēpingā", "Linköping"),
        ("Štutgarto", "Stuttgart"),
        ("Stuttgarcie", "Stuttgart"),
        ("Пловдив", "Plovdiv"),
        ("Варна", "Varna"),
        ("Θεσσαλονίκης", "Thessaloniki"),
        ("Brně", "Brno"),
        ("Plzni", "Plzeň"),
        ("Łodzi", "Łódź"),
        ("Monaco di Baviera", "München"),
        ("Hradci Králové", "Hradec Králové"),
        ("Pécsett", "Pécs"),
        ("Kolozsvárott", "Cluj-Napoca"),
        ("ieșean", "Iași"),
        ("İzmir", "İzmir"),
    ],
)
def test_a_city_is_found_in_the_cases_of_other_languages(shown: str, name: str) -> None:
    assert {(city.name, careful) for city, _, careful in _found(shown)} == {(name, False)}


@pytest.mark.parametrize(
    "shown", ["Split", "Nice", "Cork", "Bath", "Essen", "Bar", "Tours", "Lens", "Vienne", "Reading"]
)
def test_an_ordinary_word_is_a_city_only_with_care(shown: str) -> None:
    assert [careful for _, _, careful in _found(shown)] == [True]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('region = "X"', "region: is no key that we know"),
        ('careful = ["Abc", "Rig*"]', "'Rig\\*' is no form: a stem has 4 letters"),
        ('careful = ["Ri*ga"]', "may only end it"),
        ('careful = ["La  Paz"]', "one space between"),
        ('careful = ["Ko\u0308ln"]', "NFC"),
        ('careful = ["Abcdef"]', "cannot be careful and not"),
        ('[[cities]]\nname = "B"\ncountry = "IT"\nforms = ["ABCDEF"]', "stands for A and for B"),
        ('[[cities]]\nname = "B"\ncountry = "IT"', "B: no form"),
    ],
)
def test_a_mistake_is_told_with_the_file(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "cities.toml"
    path.write_text(f'[[cities]]\nname = "A"\ncountry = "IT"\nforms = ["Abcdef"]\n{line}\n', encoding="utf-8")

    with pytest.raises(ConfigError, match=words) as told:
        knowledge.cities(path)

    assert told.value.file == str(path)
