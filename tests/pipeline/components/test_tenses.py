"""Tenses: the nearest verb tells whether a date is over or to come."""

import pytest

from pipeline.components import tenses
from pipeline.components.tenses import Tense

VERBS = tenses.verbs(
    past=("*ed", "was", "si trovò"), future=("will", "be *ed", "is expected"), done=("chosen*", "selected*")
)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("It opened in DATE.", "past"),
        ("It will open in DATE.", "future"),
        ("It will be opened in DATE.", "future"),
        ("It was opened, and will grow in DATE.", "future"),
        ("In DATE it was said that it will open.", "past"),
        ("It was late. In DATE it is cold.", ""),
        ("The seven chosen in DATE sing.", "past"),
        ("It is cold in DATE.", ""),
        ("It is expected in DATE", "future"),
    ],
)
def test_the_nearest_verb_of_the_sentence_counts(text: str, tense: Tense) -> None:
    start = text.index("DATE")

    assert tenses.near(text, text.lower(), start, start + 4, VERBS) == tense


def test_a_verb_far_away_says_nothing() -> None:
    text = f"It opened {'so very ' * 20}in DATE."
    start = text.index("DATE")

    assert tenses.near(text, text.lower(), start, start + 4, VERBS) == ""


def test_a_star_in_the_middle_is_refused() -> None:
    with pytest.raises(ValueError, match="one star"):
        tenses.verbs(past=("ge*t so",), future=(), done=())


def test_a_pronoun_that_hangs_on_a_verb_is_none_of_its_ending() -> None:
    romanian = tenses.verbs(past=("a *at",), future=("va",), done=())
    text = "fabrica pe care a acordat-o vineri, va costa"
    start = text.index("vineri")

    assert tenses.near(text, text, start, start + 6, romanian) == "past"
