"""The day of publication: the surest that the page gives, never in the future, never another story's."""

from datetime import UTC, date, datetime

import pytest

from pipeline.cleaning import dateline
from tests.pipeline import pages

DAY = date(2025, 5, 18)


def _linked(**entries: str) -> str:
    told = ",".join(f'"{key}":"{value}"' for key, value in entries.items())
    return (
        "<script "
        f'type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"NewsArticle",{told}}}]}}'
        "</script>"
    )


@pytest.mark.parametrize(
    "head",
    [
        _linked(datePublished="2025-05-18T23:30:00-05:00", dateModified="2025-05-20"),
        _linked(dateModified="2025-05-20", datePublished="2025-05-18"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A '
            '"quote" breaks it","datePublished":"2025-05-18"}</script>'
        ),
        "<meta property=article:published_time content=2025-05-18T06:01:00+02:00>",
        "<meta name=dcterms.issued content='2025-05-18'><meta name=dcterms.modified content='2025-05-20'>",
        "<meta itemprop=datePublished content=2025-05-18T16:02:00+02:00>",
        "<meta name=date content='18.05.2025'><meta name=pubdate content=20250518>",
        "<meta name=date content='Sun, 18 May 2025 10:00:00 GMT'>",
        "<meta property=article:modified_time content=2025-05-18>",
        "<meta property=article:published_time content=2099-01-01><meta name=pubdate content=2025-05-18>",
    ],
)
def test_the_day_that_the_page_declares(head: str) -> None:
    assert pages.story(pages.BODY, head=head).published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime=2025-05-18T15:12:00+02:00>yesterday</time>",
        "<span itemprop=datePublished content=2025-05-18></span>",
        "<abbr class=published title=2025-05-18T21:47:00>21:47</abbr>",
        "<p>By Ann Bell, 18 May 2025</p>",
        "<p>May 18, 2025 5:50 pm CET</p>",
        "<p>18. 5. 2025 | Ann Bell</p>",
        "<p>Do 18.05.25 | 14:07</p>",
        "<div class=meta>Published 18 May 2025, updated 20 May 2025</div>",
        "<div class=meta>Updated 20 May 2025. Published 18 May 2025</div>",
        "<ul class=ecl-page-header__meta><li>News article</li><li>18 May 2025</li><li>4 min read</li></ul>",
        (
            "<div class=ecl-page-header__meta><span>Press release</span><span>18 "
            "May 2025</span><span>Joint Undertaking</span></div>"
        ),
        "<p>2025-05-18 kl. 12.10</p>",
    ],
)
def test_the_day_that_stands_by_the_headline(line: str) -> None:
    below = pages.story(f"{line}{pages.BODY}")
    above = pages.article(
        f"<html lang=en><div>{line}</div><div><h1>A machine for the old mill</h1></div><div>{pages.BODY}</div>"
    )

    assert below.published == above.published == DAY


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "18 май 2025 г."),
        ("cs", "18. května 2025"),
        ("da", "18. maj 2025"),
        ("de", "Sonntag, 18. Mai 2025"),
        ("el", "18 Μαΐου 2025"),
        ("es", "18 de mayo de 2025"),
        ("et", "18. mai 2025"),
        ("fi", "18. toukokuuta 2025"),
        ("fr", "dimanche 18 mai 2025, par A. B."),
        ("hr", "18. svibnja 2025."),
        ("hu", "2025. május 18."),
        ("is", "18. maí 2025"),
        ("it", "18 maggio 2025"),
        ("lt", "2025 m. gegužės 18 d."),
        ("lv", "2025. gada 18. maijs"),
        ("nl", "18 mei 2025"),
        ("no", "18. mai 2025"),
        ("pl", "18 maja 2025"),
        ("pt", "18 de Maio de 2025"),
        ("ro", "duminică, 18 mai 2025"),
        ("sk", "18. mája 2025"),
        ("sl", "18. maj 2025"),
        ("sv", "18 maj 2025"),
        ("tr", "18 Mayıs 2025"),
        ("en", "18th May, 2025"),
    ],
)
def test_months_are_read_in_every_language(language: str, text: str) -> None:
    assert dateline.written(text, (language, "en")) == DAY


def test_a_month_goes_before_the_day_only_where_the_page_is_american() -> None:
    def day(language: str) -> date | None:
        return pages.article(
            f"<html lang={language}><h1>A machine for the mill</h1><p>Ann Bell, 05/06/2025</p>{pages.BODY}"
        ).published

    assert day("en-GB") is None  # the fifth of June had not come when the page was fetched
    assert day("en-US") == date(2025, 5, 6)


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/2025/05/18/mill",
        "https://paper.example/mill-2025-05-18_en",
        "https://paper.example/noticia-mill-20250518133001.html",
        "https://paper.example/mill_18-05-2025.html",
    ],
)
def test_the_day_that_the_address_holds(url: str) -> None:
    assert pages.article(f"<html lang=en><h1>A machine for the mill</h1>{pages.BODY}", url=url).published == DAY


def test_what_the_feed_said_is_believed_where_the_page_says_nothing() -> None:
    html = f"<html lang=en><h1>A machine for the mill</h1>{pages.BODY}"

    assert pages.article(html, published="2025-05-18T10:00:00Z").published == DAY
    assert pages.article(html).published is None


def test_a_dateline_is_a_day_of_publication_and_a_day_in_a_sentence_is_not() -> None:
    assert pages.story(f"<p>Porto, 18 May 2025 – {pages.FIRST}</p>{pages.BODY}").published == DAY
    assert (
        pages.story(
            f"<p>On 18 May 2025, the council met in the mill and could not agree on the bill.</p>{pages.BODY}"
        ).published
        is None
    )


def test_the_day_of_another_story_of_an_event_or_of_the_future_is_none() -> None:
    related = pages.story(
        f"{pages.BODY}<div class=related><time datetime=2025-04-01>1 April 2025</time> Another mill</div>"
    )
    event = pages.story(f"<time class=event-date datetime=2025-05-30>30</time>{pages.BODY}")
    future = pages.story(f"<p>3 June 2025</p>{pages.BODY}")

    assert related.published is None
    assert event.published is None
    assert future.published is None


def test_the_day_at_a_papers_head_is_the_last_resort() -> None:
    html = (
        "<html lang=en><div>Sunday, 18 May 2025</div><ul><li>World</li><li>Town"
        "</li><li>Sport</li><li>Arts</li><li>Rain</li></ul>{}"
    )
    body = f"<h1>A machine for the mill</h1>{{}}<div>{pages.BODY}</div>"

    assert pages.article(html.format(body.format(""))).published == DAY
    assert pages.article(html.format(body.format("<p>Ann Bell, 16 May 2025</p>"))).published == date(2025, 5, 16)


def test_a_day_below_the_text_counts_where_it_is_called_that_of_publication() -> None:
    details = (
        "<div id=news-details><h2>Details</h2><dl><dt>{}</dt><dd>18 May 2025 "
        "(Last updated on: 20 May 2025)</dd></dl></div>"
    )

    assert pages.story(pages.BODY + details.format("Publication date")).published == DAY
    assert pages.story(pages.BODY + details.format("Next meeting")).published is None


def test_what_is_given_wins_over_what_the_page_says() -> None:
    html = f"<html lang=en>{_linked(datePublished='2025-05-18')}<h1>A machine for the mill</h1>{pages.BODY}"

    assert pages.article(html, given=date(2024, 1, 2)).published == date(2024, 1, 2)


def test_the_moment_of_the_last_change_is_kept_apart() -> None:
    article = pages.story(
        pages.BODY, head=_linked(datePublished="2025-05-18", dateModified="2025-05-20T10:00:00+02:00")
    )

    assert article.published == DAY
    assert article.modified == datetime.fromisoformat("2025-05-20T10:00:00+02:00")


def test_a_template_that_was_never_filled_gives_no_day() -> None:
    assert pages.story(pages.BODY, head=_linked(datePublished="1970-01-01T00:00:00Z")).published is None
    assert dateline.stamped("0") is None
    assert dateline.stamped("2025-13-45") is None
    assert dateline.stamped("1747526400") == DAY
    assert dateline.moment("soon") is None
    assert dateline.moment("20250518") == datetime(2025, 5, 18, tzinfo=UTC)
