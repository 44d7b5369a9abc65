"""Lexemes: phrases of a vocabulary in a text, gaps between them, what the language files hold for them."""

import pytest

from models import knowledge
from models.language import Language
from pipeline.components import lexemes
from pipeline.components.lexemes import Vocabulary


def _vocabulary(*phrases: str, small: tuple[tuple[str, str], ...] = ()) -> Vocabulary:
    """A vocabulary in which each phrase has its first letter as its code; digits are N."""
    entries = [(phrase, phrase[0], phrase) for phrase in phrases]
    return lexemes.vocabulary(entries, digits=r"\d+", read_digits=lambda digits: ("N", float(digits)), small=small)


def _surfaces(text: str, words: Vocabulary) -> list[str]:
    small = lexemes.lower(text)
    return [small[lexeme.start : lexeme.end] for lexeme in lexemes.row(small, words).lexemes]


def test_the_longest_phrase_that_ends_a_word_is_taken() -> None:
    words = _vocabulary("more", "more than", "mores")

    assert _surfaces("More than mores, moreover more  thanks", words) == ["more than", "mores", "more"]


def test_a_star_stands_for_the_rest_of_a_word() -> None:
    assert _surfaces("Dollárt adott, nem dollárokat a dollárért!", _vocabulary("dollár*")) == [
        "dollárt",
        "dollárokat",
        "dollárért",
    ]


def test_a_last_full_stop_may_be_left_out() -> None:
    assert _surfaces("5 mln. zł, 5 mln zł, 5 mln.zł, mlną", _vocabulary("mln.")) == [
        "5",
        "mln.",
        "5",
        "mln",
        "5",
        "mln.",
    ]


def test_a_phrase_that_ends_in_an_apostrophe_needs_no_space() -> None:
    assert _surfaces("plus d’euros", _vocabulary("d'", "euros")) == ["d'", "euros"]


def test_long_words_are_known_without_their_marks() -> None:
    words = _vocabulary("δεκεμβρίου", "één")

    assert _surfaces("ΔΕΚΕΜΒΡΙΟΥ een één", words) == ["δεκεμβριου", "één"]


def test_small_words_between_two_lexemes_are_the_gap() -> None:
    words = _vocabulary("cent", small=(("and", "j"), ("of", "o"), ("to", "t")))

    assert lexemes.row("5 and 6 of cent, and 7 to 8 or 9", words).codes == "NjNocjNtN.N."


def test_capitals_and_special_spaces_keep_their_places() -> None:
    text = "İZMİR\u00a05\u202f000’den"

    assert lexemes.lower(text) == "izmir 5 000'den"


def test_a_phrase_must_begin_with_a_letter_or_be_one_sign() -> None:
    with pytest.raises(ValueError, match="begins with"):
        _vocabulary("'dan")


@pytest.mark.parametrize("code", knowledge.languages())
def test_phrases_of_money_and_dates_are_small_and_stand_once(code: str) -> None:
    """In small letters, without signs at the end, each once in its list: else they are never found, or twice."""
    wrong = []
    for name, phrases in _lists(knowledge.language(code)):
        wrong += [f"{name}: {phrase}" for phrase in phrases if phrase != phrase.strip() or phrase[-1] in ",;!?"]
        wrong += [f"{name}: {phrase}" for phrase in phrases if phrase != lexemes.lower(phrase)]
        wrong += [f"{name}: {phrase}" for phrase in set(phrases) if phrases.count(phrase) > 1]

    assert wrong == []


def _lists(language: Language) -> list[tuple[str, tuple[str, ...]]]:
    lists: list[tuple[str, tuple[str, ...]]] = []
    for words in (language.money, language.dates):
        for name in words.__slots__:
            given = getattr(words, name)
            if isinstance(given, tuple):
                lists.append((name, given))
            elif isinstance(given, dict) and name != "short":
                lists += [(f"{name}.{key}", phrases) for key, phrases in given.items()]
    return lists + [(f"numbers.{number}", phrases) for number, phrases in language.numbers.items()]
