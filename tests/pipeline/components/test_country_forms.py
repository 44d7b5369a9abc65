"""Forms of countries: how entries are inflected, and that no form stands for two countries."""

import pytest

from models import knowledge
from models.language import CountryWords
from pipeline.components import country_forms

LANGUAGES = knowledge.languages()
UNNAMED = {"DM", "GD", "LC", "NR"}
"""Too small to be worth the first names, cities and common words that they look like in some languages."""


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("Finlandia", ["Finlandia", "Finlandii", "Finlandię"]),
        ("Kanada", ["Kanada", "Kanady"]),
        ("Węg|ry|ier", ["Węgry", "Węgier"]),
        ("Peru", ["Peru"]),
        ("Finland||s", ["Finland", "Finlands"]),
        ("Kanada i Peru", ["Kanada i Peru", "Kanady i Peru"]),
        ("Kanada| Północna", ["Kanada Północna", "Kanada Północny"]),
        ("franco-", ["franco-"]),
    ],
)
def test_an_entry_is_inflected_word_by_word(entry: str, forms: list[str]) -> None:
    endings = {"ia": ("ii", "ię"), "a": ("y",)}

    assert list(country_forms.inflected(entry, endings)) == forms


def test_only_the_last_word_changes_where_the_language_says_so() -> None:
    assert list(country_forms.inflected("Kanada Kanada", {"a": ("y",)}, last_word=True)) == [
        "Kanada Kanada",
        "Kanada Kanady",
    ]


def test_a_form_of_two_countries_is_a_clash() -> None:
    spoken = CountryWords(names={"NE": ("Niger", "Nigeria")})

    assert country_forms.built(spoken, "en", {}).clashes == (("Nigeria", "NE", "NG"),)


def test_spellings_are_added_and_other_languages_come_last() -> None:
    spoken = CountryWords(names={"RO": ("România",)}, adjectives={"RO": ("german",)}, spellings=({"â": "a"},))
    english = CountryWords(adjectives={"DE": ("German",), "RO": ("Romanian",)})

    exact = country_forms.built(spoken, "ro", {"en": english}).exact

    assert [exact[word][0].country for word in ("România", "Romania", "German", "Romanian")] == ["RO"] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_form_of_a_language_stands_for_two_countries(language: str) -> None:
    assert country_forms.table(language).clashes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_has_a_name(language: str) -> None:
    named = {form.country for forms in country_forms.table(language).exact.values() for form in forms}

    assert set(country_forms.COUNTRIES) - named <= UNNAMED
    assert len(country_forms.COUNTRIES) == 197
