"""Phrases are found by their words, by their stems, and over a gap."""

import time

import pytest

from pipeline.components import words


def _found(phrases: dict[str, list[str]], text: str) -> list[tuple[str, str]]:
    scan = words.scan(text)
    return [(label, text[scan[first].start : scan[last].end]) for label, first, last in words.Trie(phrases).found(scan)]


def test_a_phrase_is_found_whatever_its_case() -> None:
    assert _found({"noun": ["ai factory"]}, "The AI Factory opens") == [("noun", "AI Factory")]


def test_a_stem_stands_for_all_its_endings() -> None:
    assert _found({"open": ["inaugur*"]}, "inaugurata, inaugurazione, augurio") == [
        ("open", "inaugurata"),
        ("open", "inaugurazione"),
    ]


def test_hyphens_and_apostrophes_part_words_in_phrases_as_in_texts() -> None:
    assert _found({"noun": ["ki-fabrik", "usine d’ia"]}, "die KI-Fabrik, l'usine d'IA") == [
        ("noun", "KI-Fabrik"),
        ("noun", "usine d'IA"),
    ]


def test_a_gap_spans_up_to_three_words() -> None:
    phrases = {"built": ["wird .. gebaut"]}

    assert _found(phrases, "Sie wird bald in Ulm gebaut.") == [("built", "wird bald in Ulm gebaut")]
    assert _found(phrases, "Sie wird bald und schnell in Ulm gebaut.") == []


def test_of_two_phrases_with_one_label_the_longer_counts() -> None:
    assert _found({"noun": ["factory", "factory antenna"]}, "a factory antenna") == [("noun", "factory antenna")]


@pytest.mark.parametrize("phrase", ["", "x*", "+"])
def test_a_phrase_that_would_match_anything_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|stem|word"):
        words.Trie({"label": [phrase]})


@pytest.mark.parametrize(
    ("word", "folded"), [("Linköping", "linkoping"), ("ΑΘΉΝΑ", "αθηνα"), ("Łódź", "łodz"), ("Straße", "strasse")]
)
def test_folding_takes_case_and_diacritics(word: str, folded: str) -> None:
    assert words.fold(word) == folded


@pytest.mark.parametrize("junk", ["1" * 1_000_000, "." * 1_000_000, " " * 1_000_000, "wird " * 200_000])
def test_a_million_characters_of_junk_take_no_longer_than_they_must(junk: str) -> None:
    trie = words.Trie({"built": ["wird .. gebaut", "11* 11*"]})
    begun = time.perf_counter()

    list(trie.found(words.scan(junk)))

    assert time.perf_counter() - begun < 5  # a quadratic search takes minutes
