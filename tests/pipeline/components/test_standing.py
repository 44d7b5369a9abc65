"""The places of a name are those that reading the whole text for it would give."""

import re

import pytest

from pipeline.components import words
from pipeline.components.standing import Standing

_TEXT = "Adria AI Factory, Adria-Nova and Adriatic: BRAIN++ or BRAIN, Salona AI Factory Split One. Salona AI Hub\nAdria"


@pytest.mark.parametrize(
    "name", ["Adria", "BRAIN", "BRAIN++", "Salona AI", "Salona AI Factory Split One", "Adria-Nova", "Nothing", "++"]
)
def test_a_name_stands_where_it_is_no_part_of_a_longer_word(name: str) -> None:
    expected = [one.span() for one in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", _TEXT)]

    found = list(Standing(_TEXT, words.scan(_TEXT)).of(name))

    assert found == ([] if name == "++" else expected)


def test_words_that_begin_with_a_word_are_counted() -> None:
    standing = Standing(_TEXT, words.scan(_TEXT))

    assert [standing.beginning(word) for word in ("Adria", "Adriatic", "Salona", "Nothing")] == [4, 1, 2, 0]
    assert Standing("", ()).beginning("Adria") == 0


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Bursztyn", "Do Bursztynu i Bursztyna, bursztynu, Bursztynowego.", ["Bursztynu", "Bursztyna"]),
        ("Morava", "Moravy, Moravou, Morava; Moravská.", ["Morava", "Moravou", "Moravy"]),
        ("Revontuli", "Revontulen kone, Revontulet.", ["Revontulen", "Revontulet"]),
        ("Άτλας", "του Άτλας", ["Άτλας"]),
        ("ZORA", "ZORAn, Zora", []),
    ],
)
def test_a_name_stands_anyhow_with_its_case_endings(name: str, text: str, found: list[str]) -> None:
    standing = Standing(text, words.scan(text))

    assert sorted(text[start:end] for start, end in standing.anyhow(name)) == sorted(found)
