"""The query terms: every language has some, and each of them can match something."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from models import knowledge, query
from models.errors import ConfigError
from models.query import Queries

SHIPPED = knowledge.queries()


def test_every_language_that_can_be_read_has_terms() -> None:
    assert set(SHIPPED.languages) == set(knowledge.languages())
    assert all(SHIPPED.languages.values())


def test_no_term_stands_there_twice() -> None:
    for terms in (SHIPPED.everywhere, *SHIPPED.languages.values()):
        folded = [term.casefold() for term in terms]
        assert sorted(set(folded)) == sorted(folded)
    everywhere = {term.casefold() for term in SHIPPED.everywhere}
    assert not [term for terms in SHIPPED.languages.values() for term in terms if term.casefold() in everywhere]


def test_the_terms_of_several_languages_are_those_of_each_and_of_all() -> None:
    terms = SHIPPED.terms(("it", "de"))

    assert set(terms) == {*SHIPPED.everywhere, *SHIPPED.languages["it"], *SHIPPED.languages["de"]}
    assert SHIPPED.terms(()) == SHIPPED.everywhere


@pytest.mark.parametrize(
    "term", ["", " ", "..", "a ..", ".. a", "*", "AI *", "fab*rica", "AI  Factory", "AI\tx *", "–"]
)
def test_what_could_match_nothing_or_anything_is_no_term(term: str) -> None:
    with pytest.raises(ValueError, match="is no term"):
        query.check(("AI factor*", term))


@pytest.mark.parametrize(
    ("languages", "words"),
    [
        ({"en": ["exascale"]}, "bg: has no terms"),
        ({code: ["exascale"] for code in (*knowledge.languages(), "tlh")}, "tlh: is no language of ours"),
    ],
)
def test_a_language_too_few_or_too_many_is_told(tmp_path: Path, languages: Mapping[str, list[str]], words: str) -> None:
    lines = [f'{code} = ["{terms[0]}"]' for code, terms in languages.items()]
    (tmp_path / "queries.toml").write_text(
        "\n".join(['everywhere = ["EuroHPC"]', "[languages]", *lines]), encoding="utf-8"
    )

    with pytest.raises(ConfigError) as told:
        knowledge.queries(tmp_path / "queries.toml")

    assert words in str(told.value)


def test_a_term_that_is_none_is_told_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "queries.toml"
    path.write_text('everywhere = ["EuroHPC"]\n[languages]\nen = ["*"]\n', encoding="utf-8")

    with pytest.raises(ConfigError, match="is no term") as told:
        knowledge.one(Queries, path)

    assert told.value.file == str(path)
