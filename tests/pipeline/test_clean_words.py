"""The words by which furniture is told: what lines say, what names say, and that sentences say none of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import knowledge
from models.errors import PageError
from pipeline import clean
from pipeline.cleaning import dateline, lines, words
from pipeline.cleaning.words import Hint, Says
from tests.pipeline import pages
from tests.pipeline.test_clean_language import SENTENCES


def test_a_label_is_known_without_case_accents_signs_and_numbers() -> None:
    for text in (
        "Read also",
        "READ ALSO:",
        "Czytaj też",
        "CZYTAJ TEZ",
        "Διαβάστε επίσης",
        "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ",
        "Läs också »",
    ):
        assert words.opening(text).whole & Says.MORE
    for text in ("4 Comments", "Kommentare (23)", "2 commenti:"):
        assert words.opening(text).whole & Says.COMMENTS


def test_what_a_sign_sets_apart_is_known_from_what_goes_on() -> None:
    assert words.opening("Lees ook: een schip voor Noorwegen").signed & Says.MORE
    assert not words.opening("Lees ook een schip voor Noorwegen").signed & Says.MORE
    assert words.opening("Lees ook een schip voor Noorwegen").first & Says.MORE
    assert words.opening("A sentence on a mill.") == words.Opening()


def test_an_appeal_is_known_by_the_stem_of_its_last_word() -> None:
    assert words.asks("Tilaa uutiskirjeemme tästä")[0] & Says.PROMPTS
    assert words.asks("Cookies help us")[0] & Says.CONSENT


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_a_sentence_of_an_article_appeals_to_nobody(language: str) -> None:
    assert words.asks(SENTENCES[language]) == (0, 0)


@pytest.mark.parametrize(
    ("names", "hints"),
    [
        ("article__read-more", Hint.HARD),
        ("souvisejici-clanky", Hint.HARD),
        ("columnaDerecha", Hint.HARD),
        ("sidebar-grid__content article-body", Hint.BODY),
        ("no-sidebar has-comments", 0),
        ("site-title", Hint.SITE | Hint.TITLE),
        ("cookie-banner__inner", Hint.CONSENT),
        ("market-data-view", 0),
    ],
)
def test_names_are_read_word_by_word(names: str, hints: int) -> None:
    assert words.hint(names) & (hints or ~0) == hints


def test_the_lists_are_lower_case_sorted_and_without_doubles() -> None:
    for furniture in knowledge.furniture().values():
        for name in (
            "common",
            "more",
            "comments",
            "ads",
            "prompts",
            "paywall",
            "consent",
            "credits",
            "sources",
            "facts",
        ):
            given_words = getattr(furniture, name)
            assert list(given_words) == sorted(set(given_words)), (furniture.code, name)
            assert given_words, (furniture.code, name)


def test_the_names_are_sorted_and_without_doubles() -> None:
    markup = knowledge.markup()
    for name in (
        "body",
        "title",
        "subhead",
        "standfirst",
        "correction",
        "facts",
        "folded",
        "hard",
        "soft",
        "weak",
        "site",
    ):
        assert list(getattr(markup, name)) == sorted(set(getattr(markup, name))), name


def test_a_chronicle_is_no_byline() -> None:
    assert lines.byline("Ann Bell, 18 May 2025", 0)
    assert not lines.byline("18 May 2025: the mill is sold", 0)
    assert not lines.byline(
        "The mill in the town was sold to a man from the other side of the river on 18 May 2025.", 0
    )


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_line_is_too_odd(text: str) -> None:
    words.opening(text)
    words.asks(text)
    words.hint(text)
    lines.byline(text or "a", 0)
    lines.caption(text or "a", words.Opening())
    assert dateline.stamped(text) is None or dateline.moment(text) is not None
    dateline.written(text, ("de", "en"))
    dateline.addressed(text)


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td rowspan=3>",
        "<li>",
        "<dl>",
        "<dt>",
        "<dd>",
        "<br>",
        "<h1>",
        "</h1>",
        "<b>",
        "</div>",
        "<div class=ad>",
        "<pre>",
        "<q>",
        "<time datetime=x>",
        "<a href=http://[>",
        "<link rel=canonical href='http://[bad'>",
        "<sup>1</sup>",
        "<span hidden>",
        "\n",
        "\n\n",
        "- ",
        " | ",
        "Foto: ",
        "10. Mai 2025",
        pages.FIRST,
        pages.SECOND,
        "\xa0",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=60), st.binary(max_size=20), st.sampled_from(["text/html", "text/plain", ""]))
def test_no_page_is_too_odd(parts: list[str], tail: bytes, kind: str) -> None:
    made = pages.page("".join(parts).encode() + tail, kind=kind, url="http://[bad" if len(parts) % 7 == 0 else "")
    try:
        article = clean.article(made, language="en")
    except PageError:
        return
    assert article.text == "\n".join(pages.words(article, block) for block in article.blocks)
    assert all(0 <= start <= end <= len(article.text) for block in article.blocks for start, end in block.cells)
