"""What stands around an article, and inside it without belonging to it, is not read."""

import pytest

from tests.pipeline import pages

OTHER = "Norway pays 300 million kroner for a ship"


@pytest.mark.parametrize(
    "box",
    [
        f"<aside><h4>Read more</h4><p>{OTHER}</p></aside>",
        f"<div class=x1><a href=/n>{OTHER}</a></div>",
        f"<div class=x1><b>Läs också</b> {OTHER}</div>",
        f"<div class=x1><b>CZYTAJ TEŻ</b> <a href=/n>{OTHER}</a></div>",
        f"<p>Lees ook: {OTHER}</p>",
        f"<p><strong>Διαβάστε επίσης:</strong> <a href=/n>{OTHER}</a></p>",
        f"<p><a href=/n>{OTHER}</a></p>",
        (
            "<div class=article__related-stories>"
            f"<p>{OTHER}, as the ministry in Oslo told the press on a long and rainy day.</p></div>"
        ),
        f"<section><h3>Most read</h3><ol><li>{OTHER}</li><li>Rain in Riga</li></ol></section>",
        f"<div class=q><div>Polecane</div><div class=r>{OTHER}</div><div class=r>Rain in Riga</div></div>",
        (
            f"<div class=q><h4><a href=/n>{OTHER}</a></h4>"
            "<p>The ministry in Oslo told the press on a long and rainy day in May.</p></div>"
        ),
        f"<h3>Tags</h3><ul><li><a href=/n>{OTHER}</a></li></ul>",
        f"<figure class=wp-block-embed><blockquote><a href=/n>{OTHER}</a></blockquote></figure>",
        f"<nav><ul><li>{OTHER}</li></ul></nav>",
        f"<div role=complementary><p>{OTHER}</p></div>",
        (
            "<div class='article-box teaser'>"
            f"<p>{OTHER}, as the ministry in Oslo told the press on a long and rainy day.</p></div>"
        ),
    ],
)
def test_other_stories_inside_the_text_are_left_out(box: str) -> None:
    article = pages.story(f"<p>{pages.FIRST}</p>{box}<p>{pages.SECOND}</p><p>{pages.THIRD}</p>")

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=ad-slot>Cool racks for 250 million dollars, only this week</div>",
        "<div class=x7>Annonce: Skift elselskab og spar 900 kroner</div>",
        "<div class=x7><span>Anzeige</span><p>Das neue Auto ab 199 Euro im Monat, nur bei uns in Köln.</p></div>",
        "<p>R E K L A M A</p>",
        (
            "<div aria-hidden=true>"
            "<p>Cool racks for 250 million dollars. Ask for them this week, before they are gone.</p></div>"
        ),
        "<div style='display: none'>Plus: a tender in the north</div>",
        "<div hidden>Our 812 partners</div>",
        (
            "<div id=onetrust-banner>"
            "<p>We and our 812 partners store data on your machine to measure how you read us.</p></div>"
        ),
        "<div class=foto><img src=x><span>The mill in an older picture</span></div>",
        "<div><picture><img src=x></picture><div>The mill, seen from the far side of the river.</div></div>",
        "<figure><img src=x><figcaption>The mill in 2019 (Photo: A. Bell)</figcaption></figure>",
        "<p>Foto: A. Bell / Agency</p>",
        "<p>The mill at night. © A. Bell</p>",
        "<ul class=share><li>Share on this</li><li>Share on that</li></ul>",
        "<div class=soc><i>Teilen</i><i>Drucken</i></div>",
        "<div class=z>Schrijf je in voor onze nieuwsbrief De Molen</div>",
        "<p>Sign up to our newsletter and get the day's news each morning in your inbox.</p>",
        (
            "<div class=z><h4>Questo contenuto continua per gli abbonati</h4>"
            "<p>Ancora 2 articoli gratuiti, poi 9,90 euro.</p></div>"
        ),
        "<div class=video-placeholder>Play video (1:12)</div>",
        "<div class=z>1 / 4</div>",
        "<form><label>Your e-mail</label><input></form>",
        (
            "<div class=author-box><p><b>Ann Bell"
            "</b> writes on mills. She was in Japan for a monthly of the trade before.</p></div>"
        ),
        (
            "<blockquote class=twitter-tweet>"
            "<p>What a mill! It cost 90 million, they say, and nobody knows who pays.</p></blockquote>"
        ),
        "<span class=sr-only>Read by nobody</span>",
    ],
)
def test_advertisements_captions_and_appeals_are_left_out(box: str) -> None:
    article = pages.story(f"<p>{pages.FIRST}</p>{box}<p>{pages.SECOND}</p><p>{pages.THIRD}</p>")

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


@pytest.mark.parametrize(
    "line",
    [
        "<p class=by>Av Ekonomiredaktionen, 27 februari 2025 10.25</p>",
        "<div class=meta>By Ann Bell | 18 May 2025</div>",
        "<p>Ann Bell, 18.05.2025</p>",
        "<p>MILLS LTD   PRESS RELEASE   18.05.2025   AT 15.15</p>",
        "<p>Published: 18 May 2025, 14:40 · Reading time: 4 minutes</p>",
        "<p>von Ann Bell</p>",
    ],
)
def test_a_byline_is_left_out(line: str) -> None:
    article = pages.story(f"{line}{pages.BODY}")

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


def test_a_dateline_at_the_head_of_the_text_stays() -> None:
    article = pages.story(f"<p>Porto, 18 May 2025 – {pages.FIRST}</p><p>{pages.SECOND}</p>")

    assert pages.lines(article)[0] == f"Porto, 18 May 2025 – {pages.FIRST}"


def test_menus_footers_and_columns_beside_are_left_out() -> None:
    article = pages.article(
        "<html lang=en><body><div class=top><b>THE PAPER</b> | Latest | Sport</div><ul class=m><li>World"
        "</li><li>Town</li></ul>"
        f"<div class=w><div class=s><h1>A machine for the old mill</h1><div class=t>{pages.BODY}</div></div>"
        f"<div class=r><h3>More of the town</h3><ol><li><a href=/n>{OTHER}</a></li></ol></div></div>"
        "<div class=f><p>The Paper Ltd, 1 Mill Lane. A long line on rights that are all reserved, as "
        "lawyers wish.</p></div>"
    )

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


def test_comments_are_left_out_however_long_they_are() -> None:
    comment = (
        "<p>I have read that the mill will cost 90 million, and that nobody but us will pay for it in the end.</p>"
    )
    named = pages.article(
        f"<html lang=en><body><h1>A machine for the old mill</h1><div class=t>{pages.BODY}</div>"
        f"<div class=comments>{comment * 12}</div>"
    )
    labelled = pages.story(f"{pages.BODY}<h3>2 comments</h3>{comment * 2}")

    assert pages.lines(named) == pages.lines(labelled) == [pages.FIRST, pages.SECOND, pages.THIRD]


def test_whom_to_call_and_who_the_sender_is_are_left_out() -> None:
    article = pages.story(
        f"{pages.BODY}<p>{pages.FIRST} Again.</p><p><b>Contact</b><br>Ann Bell, +358 40 000 0000</p>"
        "<h2>About Mills Ltd</h2>"
        "<p>Mills Ltd builds mills. It had sales of 745.8 million euros and employs 800 people.</p>"
    )

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD, f"{pages.FIRST} Again."]


def test_a_portrait_of_the_author_at_the_foot_is_left_out() -> None:
    told = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann '
        'Bell"}}</script>'
    )
    portrait = (
        "<p>Ann Bell has written on mills since 2009. She was the paper's voice in Germany for years before that.</p>"
    )

    by_data = pages.story(f"{pages.BODY}{portrait}", head=told)
    by_line = pages.story(f"<div class=by>Ann Bell, 18 May 2025</div>{pages.BODY}{portrait}")

    assert pages.lines(by_data) == pages.lines(by_line) == [pages.FIRST, pages.SECOND, pages.THIRD]


@pytest.mark.parametrize(
    "note",
    [
        "<p><em>Correction: an earlier version of this article said that the mill costs 50 million euros.</em></p>",
        "<div class=article-correction><p>The mill costs 40 million euros, not 50, as we wrote first.</p></div>",
        "<footer><p>Correction, 20 May: an earlier version said that the mill costs 50 million euros.</p></footer>",
        (
            "<p><i>Aggiornamento del 14 maggio: ieri il Comune ha firmato. In una prima versione avevo "
            "scritto di no.</i></p>"
        ),
    ],
)
def test_corrections_and_updates_stay(note: str) -> None:
    article = pages.story(f"{pages.BODY}{note}")

    assert len(pages.lines(article)) == 4


@pytest.mark.parametrize(
    "box",
    [
        "<aside class=factbox><h4>The mill</h4><ul><li>Built in 1790</li><li>Sold in 2020</li></ul></aside>",
        "<aside><h4>Fakta</h4><p>Built in 1790</p><p>Sold in 2020</p></aside>",
        "<div class=fact-figures><div>Built in 1790</div><div>Sold in 2020</div></div>",
    ],
)
def test_a_box_of_facts_stays(box: str) -> None:
    article = pages.story(f"{pages.BODY}{box}")

    assert pages.lines(article)[-2:] == ["Built in 1790", "Sold in 2020"]


def test_names_that_speak_of_others_or_hold_the_text_drop_nothing() -> None:
    article = pages.article(
        "<html lang=en><body class='has-sidebar with-comments'><div class='sidebar-grid no-ads'><div class=paywall>"
        "<article class='post tag-share category-newsletter'><h1>A machine for the old mill</h1>"
        f"<div class='sidebar-grid__content premium'>{pages.BODY}</div></article></div></div>"
    )

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]


def test_text_in_several_boxes_is_read_whole() -> None:
    article = pages.article(
        f"<html lang=en><main><h1>A machine for the old mill</h1><div class=block-1><p>{pages.FIRST}</p></div>"
        f"<div class=ad>Advertisement</div><div class=block-2><p>{pages.SECOND}</p><p>{pages.THIRD}</p>"
        "<p>It is so.</p></div>"
        f"<div class=block-3><p>{pages.FIRST} Again.</p></div></main>"
    )

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD, "It is so.", f"{pages.FIRST} Again."]


def test_what_a_script_sends_later_is_read_where_it_came() -> None:
    article = pages.article(
        "<html lang=en><body><div id=root><template id=B:1></template></div>"
        f"<div hidden id=S:1><h1>A machine for the old mill</h1><div>{pages.BODY}</div></div>"
    )

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]
