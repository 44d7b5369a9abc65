"""Explanations: every mention marked, every sum, date, share, count and country claimed or told why not."""

from datetime import UTC, datetime

from models import knowledge
from models.explanation import Explanation
from pipeline import explain, feature_words, reading

_PAGE = """
<html lang="en"><head><title>Two sites</title><meta property="article:published_time" content="2025-03-14"></head>
<body><article><h1>LitAI of Vilnius starts with 130 million euros</h1>
<p>On 12 March 2025 the EuroHPC Joint Undertaking selected six further AI Factories. LitAI in Vilnius costs
130 million euros, of which 65 million euros come from the European Union. Latvia and Estonia join LitAI as
partners.</p>
<p>A bridge in the neighbourhood of the port had cost 44 million euros in 2019, and no Portuguese firm worked on it.</p>
</article></body></html>
"""
_ASIDE = """
<html lang="en"><head><title>Cells</title><meta property="article:published_time" content="2025-03-14"></head>
<body><article><h1>A battery gigafactory for 2 billion euros</h1>
<p>The plant for battery cells will open in Hungary in 2027 and give work to 900 people, its owner said.</p>
</article></body></html>
"""


def _explained(page: str) -> Explanation:
    now = datetime(2025, 3, 20, tzinfo=UTC)
    return explain.of(reading.of(reading.page(page.encode(), url="https://paper.example/story", now=now)))


def _whys(told: Explanation) -> dict[str, str]:
    return {told.article.text[one.mark.start : one.mark.end]: one.why for one in told.idle}


def test_what_is_named_is_marked_with_its_value_in_order_of_its_place() -> None:
    told = _explained(_PAGE)

    marks = {told.article.text[one.start : one.end]: (one.type, one.value) for one in told.marks}
    assert marks["LitAI"] == ("factory", "litai")
    assert marks["130 million euros"] == ("amount", "130000000 EUR")
    assert marks["12 March 2025"] == ("date", "2025-03-12")
    assert marks["Latvia"] == ("country", "LV")
    assert [one.start for one in told.marks] == sorted(one.start for one in told.marks)


def test_every_value_is_claimed_or_tells_why_not() -> None:
    told = _explained(_PAGE)

    idle = {one.mark.start for one in told.idle}
    for mark in told.marks:
        if mark.type in ("amount", "date", "share", "number", "country") and mark.start not in idle:
            words = told.article.text[mark.start : mark.end]
            assert any(words in claim.raw or claim.raw in words for claim in told.claims), words


def test_a_weak_reading_names_its_confidence_its_threshold_and_its_reasons() -> None:
    why = _whys(_explained(_PAGE))["44 million euros"]

    assert why.startswith("surest reading: ")
    assert ", below 0." in why
    assert "; what spoke against: " in why
    assert "; what spoke for: " in why
    assert "trigger:" not in why


def test_a_date_that_is_nobodys_says_so_or_names_what_spoke_against_it() -> None:
    why = _whys(_explained(_PAGE))["2019"]

    assert why.startswith(("no trigger of a date's predicate", "surest reading: "))


def test_an_article_about_something_else_tells_which_part_of_relevance_failed() -> None:
    told = _explained(_ASIDE)

    assert told.claims == ()
    assert told.aside == "it names no factory of the programme, and speaks of no AI factories"
    assert _whys(told) == dict.fromkeys(("2 billion euros", "Hungary", "2027"), "the article is about something else")


def test_what_was_published_before_the_programme_is_told_to_be_so() -> None:
    told = _explained(_PAGE.replace("2025-03-14", "2019-03-14"))

    assert told.aside == f"it was published before the programme began ({knowledge.programme_since()})"


def test_a_feature_is_told_in_plain_words() -> None:
    assert feature_words.words("b:trigger:status.selected") == "a word for selected right before it"
    assert feature_words.words("l:cue:negation") == "a negation in what leads it in"
    assert feature_words.words("how:by_country_name") == "the subject is there by its country"
    assert feature_words.words("dist:3-5") == "3-5 words from its subject"
    assert feature_words.words("antennas:12m") == "a sum of 12 to 30 million for a group of antennas"
    assert feature_words.words("turn:state") == "who pays, by the order of payers and sums: state"
    assert feature_words.words("older:by:noun") == "a machine's name (older): right behind a word for a machine"
    assert feature_words.words("new:place:only") == "a machine said to be new: the only factory of the sentence"
    assert feature_words.words("delayed:cue:reported") == "said to be delayed: hearsay"
    assert feature_words.words("selected:sole:unplaced").endswith("and the sentence is not surely about it")
    assert feature_words.words("partner:known:near:before") == (
        "a known partner with a word for it near: the subject was named right before"
    )
    assert feature_words.words("link:none:sole_antenna") == (
        "a link without a word for it: the article names no other antenna"
    )
    assert feature_words.words("subject:antenna:new") == "the subject is an antenna, and new"
    assert feature_words.words("of_tomorrow:new_kind") == "of tomorrow new kind"
