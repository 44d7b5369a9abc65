"""The scene: what is named, in which sentence, clause, block and cell, with nothing of spaCy left."""

from dataclasses import replace
from datetime import date

import pytest

from models.article import Block
from pipeline import parse
from pipeline.relate import scene
from pipeline.relate.scene import Scene
from tests import make
from tests.pipeline.relate.stage import said, words

ENGLISH = (
    "Seven places\n"
    "JAIF stands in Germany. The first seven AI factories cost 1.5 billion euros, while MIMER is in Sweden.\n"
    "Six more AI factory antennas follow; JAIF opens in 2026."
)
ITALIAN = "Due sedi\nIT4LIA è ospitata a Bologna, mentre MIMER non è nuova. Costano 1,5 miliardi di euro."


@pytest.fixture(scope="module")
def english() -> Scene:
    return said(ENGLISH)


@pytest.fixture(scope="module")
def italian() -> Scene:
    return said(ITALIAN, language="it")


def test_every_sentence_is_there_in_order(english: Scene) -> None:
    assert [one.index for one in english.sentences] == list(range(len(english.sentences)))
    assert words(english, english.sentences[0]) == "Seven places"
    assert words(english, english.sentences[1]) == "JAIF stands in Germany."


def test_a_mention_stands_in_its_sentence_with_its_place_in_words(english: Scene) -> None:
    for sentence in english.sentences:
        for mention in (*sentence.mentions, *sentence.cues):
            assert mention.sentence == sentence.index
            assert sentence.start <= mention.start < mention.end <= sentence.end
            assert english.scan[mention.first].start == mention.start
            assert english.scan[mention.last].end <= mention.end


def test_mentions_come_in_the_order_of_the_text_and_cues_apart(english: Scene) -> None:
    sentence = english.sentences[1]

    assert [(one.type, one.value) for one in sentence.mentions] == [("factory", "jaif"), ("country", "DE")]
    assert all(one.type == "cue" for one in sentence.cues)


def test_a_sentence_knows_its_block(english: Scene) -> None:
    assert [english.block(one).kind for one in english.sentences][:2] == ["title", "paragraph"]
    assert words(english, english.sentences[-1]).endswith("2026.")
    assert english.sentences[-1].block == 2


def test_a_word_of_contrast_behind_a_comma_begins_a_clause(english: Scene, italian: Scene) -> None:
    for shown in (english, italian):
        (behind,) = [one for one in shown.of("factory") if one.value == "mimer"]
        before = shown.sentences[behind.sentence].mentions[0]
        assert before.clause < behind.clause


def test_what_stands_before_the_contrast_is_of_one_clause(english: Scene) -> None:
    sentence = english.sentences[2]
    (number,) = sentence.of("number")
    (amount,) = sentence.of("amount")

    assert number.clause == amount.clause


def test_a_sentence_begins_a_clause(italian: Scene) -> None:
    clauses = [one.clause for sentence in italian.sentences for one in sentence.mentions]

    assert clauses == sorted(clauses)
    assert clauses[-1] > clauses[-2]


def test_a_contrast_without_a_sign_before_it_begins_none() -> None:
    shown = said("Title\nIT4LIA and but MIMER stand there.")

    assert len({one.clause for one in shown.of("factory")}) == 1


def test_a_noun_inside_a_longer_noun_is_not_told_apart(english: Scene) -> None:
    labels = [cue.label for cue in english.sentences[3].cues if cue.label.startswith("noun:")]

    assert labels == ["noun:antennas"]


def test_a_mention_keeps_its_owner_and_its_label(italian: Scene) -> None:
    (city,) = italian.of("city")

    assert (city.value, city.owner, city.label) == ("Bologna", "it4lia", "known")


def test_groups_of_mentions_and_cues_can_be_asked_for(english: Scene) -> None:
    assert {one.value for one in english.of("factory", "country")} == {"jaif", "mimer", "DE", "SE"}
    assert english.sentences[2].cued("cue:first", "cue:negation")[0].label == "cue:first"
    assert english.sentences[2].cued("cue:bid") == ()


def test_a_mention_in_a_table_row_knows_its_cell() -> None:
    text = "Costs\nIT4LIA\t430 million euros\nMIMER\t30 million euros"
    article = make.article(text)
    rows = []
    for block in article.blocks[1:]:
        border = text.index("\t", block.start)
        cells = ((block.start, border), (border + 1, block.end))
        rows.append(Block(kind="table_row", start=block.start, end=block.end, cells=cells, group=1))
    article = replace(article, blocks=(article.blocks[0], *rows))

    shown = scene.read(parse.doc(article), article)

    assert [(one.type, one.cell) for one in shown.of("factory", "amount")] == [
        ("factory", 0),
        ("amount", 1),
        ("factory", 0),
        ("amount", 1),
    ]


def test_a_text_that_names_nothing_is_a_scene_too() -> None:
    shown = said("Nothing\nThe mill is old.", published=date(2025, 1, 1))

    assert shown.of("factory", "country", "amount") == ()
    assert len(shown.sentences) == 2


def test_an_empty_text_is_a_scene_too() -> None:
    assert said("").of("factory") == ()


def test_a_word_that_counts_within_a_date_counts_nothing() -> None:
    shown = said("News\nIT4LIA opens in the second quarter of 2026, and a second factory follows.")
    counting = [one for one in shown.sentences[1].cues if one.label in ("cue:first", "cue:further")]
    dates = shown.of("date")

    assert counting
    assert not any(date.start <= one.start < date.end for one in counting for date in dates)
