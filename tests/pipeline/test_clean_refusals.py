"""Pages that give no article: each is refused with the reason."""

import pytest

from models.errors import ConsentWall, NoText, NotHtml, Paywalled
from tests.pipeline import pages

CONSENT = (
    "<p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking. Die Zustimmung ist jederzeit widerrufbar.</p>"
    "<p>Wir und unsere 214 Partner speichern personenbezogene Daten und nutzen Cookies, um unser Angebot zu messen.</p>"
)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"%PDF-1.7 ...", "text/html"),
        (b"PK\x03\x04....", "text/html"),
        (b"abc\x00\x01\x02def", "text/html"),
        (b'{"title": "A machine"}', "application/json"),
        (b'[{"title": "A machine"}]', ""),
        (b"\x89PNG....", "image/png"),
        (b"something", "video/mp4"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>', "text/xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "application/atom+xml"),
    ],
)
def test_what_is_no_page_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(NotHtml):
        pages.article(body, kind=kind)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n ",
        "<html lang=en><body></body></html>",
        (
            "<html lang=en><h1>News</h1><ul><li><a href=/1>Seven sites chosen for "
            "the mills</a></li><li><a href=/2>Rain</a></li></ul>"
        ),
        "<html lang=en><script>var text = 'It is all in here, and nobody can read it without a browser.'</script>",
    ],
)
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(NoText):
        pages.article(html)


def test_a_dialogue_in_the_articles_place_is_a_consent_wall() -> None:
    for html in (
        f"<html lang=de><main><h1>Weiterlesen mit Werbung</h1>{CONSENT}<button>Zustimmen</button></main>",
        f"<html lang=de><div class=consent-page>{CONSENT}</div>",
        f"<html lang=de><title>Mühle</title><div role=dialog>x</div><div id=didomi-host>{CONSENT}</div>",
    ):
        with pytest.raises(ConsentWall):
            pages.article(html)


def test_a_dialogue_over_the_article_is_no_wall() -> None:
    article = pages.article(f"<html lang=en><h1>A machine for the mill</h1>{pages.BODY}<div id=cmpbox>{CONSENT}</div>")

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


def test_a_page_that_shows_only_where_to_pay_is_paywalled() -> None:
    told = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    for html in (
        f"<html lang=en>{told}<article><h1>A machine for the mill</h1></article>",
        (
            "<html lang=it><h1>Il mulino</h1><div><h3>Contenuto riservato agli "
            "abbonati</h3><p>Abbonati per leggere.</p></div>"
        ),
    ):
        with pytest.raises(Paywalled):
            pages.article(html)


def test_what_stands_before_the_paywall_is_read() -> None:
    article = pages.story(
        f"<p>{pages.FIRST}</p><div><h4>This article is for subscribers only</h4><p>From 2 euros.</p></div>"
    )

    assert pages.lines(article) == [pages.FIRST]


def test_a_refusal_names_the_page() -> None:
    with pytest.raises(NoText) as refused:
        pages.article("<html></html>", url="https://paper.example/empty")

    assert refused.value.page == "https://paper.example/empty"


def test_a_short_notice_is_an_article() -> None:
    article = pages.article("<html lang=en><h1>Mill burns</h1><p>The old mill in the town burned down on Friday.</p>")

    assert pages.lines(article) == ["The old mill in the town burned down on Friday."]
