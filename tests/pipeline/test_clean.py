"""The article as a whole: its blocks, its offsets, its title, its address, its id."""

from models.article import Article
from tests.pipeline import pages


def test_the_text_is_the_blocks_joined_by_line_ends_with_the_title_first() -> None:
    article = pages.story(f"<p class=lead>What the town will get.</p>{pages.BODY}")

    assert article.text == "\n".join(pages.words(article, block) for block in article.blocks)
    assert article.text.startswith("A machine for the old mill\n")
    assert pages.kinds(article) == ["title", "standfirst", "paragraph", "paragraph", "paragraph"]


def test_a_standfirst_is_known_by_its_name_its_place_or_its_print() -> None:
    named = pages.story(f"<p class=vorspann>Forty million for a mill.</p>{pages.BODY}")
    placed = pages.article(
        "<html lang=en><main><h1>A machine for the old mill</h1>"
        "<h2>The state and the region share a bill of millions</h2>"
        f"<div>{pages.BODY}</div></main>"
    )
    printed = pages.story(f"<p><strong>{pages.FIRST}</strong></p><p>{pages.SECOND}</p><p>{pages.THIRD}</p>")

    assert [pages.kinds(article)[1] for article in (named, placed, printed)] == ["standfirst"] * 3


def test_headings_keep_their_level_and_place() -> None:
    article = pages.story(f"<p>{pages.FIRST}</p><h3>The bill</h3><p>{pages.SECOND}</p>")

    assert [(block.kind, block.level) for block in article.blocks[1:]] == [
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_an_element_with_the_role_of_a_heading_is_one() -> None:
    article = pages.story(f"<p>{pages.FIRST}</p><div role=heading aria-level=4>The bill</div><p>{pages.SECOND}</p>")

    assert [(block.kind, block.level) for block in article.blocks][2] == ("heading", 4)


def test_the_headline_on_the_page_is_the_title() -> None:
    head = "<title>Mill: the bill | The Paper</title><meta property=og:title content='Mill gets machine'>"

    assert pages.story(pages.BODY, head=head).title == "A machine for the old mill"


def test_the_name_of_the_site_is_not_the_title_though_it_is_the_first_heading() -> None:
    article = pages.article(
        "<html lang=en><title>The Long River Paper: A machine for the mill</title><body>"
        "<header><h1 class=site-title><a href=/>The Long River Paper</a></h1></header>"
        f"<div class=post><h3 class=post-title>A machine for the mill</h3><div>{pages.BODY}</div></div>"
    )

    assert article.title == "A machine for the mill"


def test_a_headline_in_bold_print_is_found_by_the_name_of_the_document() -> None:
    article = pages.article(
        "<html lang=en><title>A machine for the mill - The Paper</title><body><table><tr><td><b>The Paper"
        "</b><br>Weather: rain"
        f"<td><font size=5><b>A machine for the mill</b></font><br><br>{pages.FIRST}<br><br>{pages.SECOND}</table>"
    )

    assert article.text == f"A machine for the mill\n{pages.FIRST}\n{pages.SECOND}"


def test_a_kicker_in_the_headlines_element_is_left_out() -> None:
    article = pages.article(
        "<html lang=en><meta property=og:title content='A machine for the old mill'><body><article>"
        f"<h1><span class=kicker>Lisbon</span> A machine for the old mill</h1>{pages.BODY}</article>"
    )

    assert article.title == "A machine for the old mill"


def test_a_page_without_a_headline_takes_the_title_that_it_tells_others() -> None:
    def titled(head: str) -> str:
        return pages.article(f"<html lang=en><head>{head}</head><body><div class=text>{pages.BODY}</div></body>").title

    assert titled("<meta property=og:title content='Mill gets machine'>") == "Mill gets machine"
    assert (
        titled('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill: a bill"}</script>')
        == "Mill: a bill"
    )
    assert titled("<title>Machine for the mill - The Paper</title>") == "Machine for the mill"
    assert (
        titled("<title>Paper | Machine for the old mill in the town</title>") == "Machine for the old mill in the town"
    )


def test_the_canonical_address_wins_where_it_lies_on_the_same_host() -> None:
    def address(head: str) -> str:
        return pages.story(pages.BODY, head=head).url

    assert address("<link rel=canonical href=/mill>") == "https://paper.example/mill"
    assert address("<link rel=canonical href=https://other.example/mill>") == "https://paper.example/news/mill"
    assert address("<meta property=og:url content=https://www.paper.example/m>") == "https://www.paper.example/m"
    assert address("") == "https://paper.example/news/mill"


def test_the_id_is_that_of_source_and_address_and_survives_an_edit() -> None:
    before, after = pages.story(pages.BODY), pages.story(pages.BODY + "<p>Nobody was hurt.</p>")
    elsewhere = pages.article(
        f"<html lang=en><h1>A machine for the mill</h1>{pages.BODY}", url="https://paper.example/b"
    )

    assert before.id == after.id
    assert before.id != elsewhere.id
    assert len(before.id) == 24
    assert before.page != after.page


def test_the_article_remembers_its_source_and_its_page() -> None:
    made = pages.page(f"<html lang=en><h1>A machine for the mill</h1>{pages.BODY}")
    article: Article = pages.article(made.body)

    assert (article.source, article.page) == ("paper", made.sha)


def test_text_without_paragraphs_is_read_by_its_line_breaks() -> None:
    article = pages.story(f"<div>{pages.FIRST}<br><br>{pages.SECOND}<br>The third line goes<br>on here.</div>")

    assert pages.lines(article) == [pages.FIRST, pages.SECOND, "The third line goes on here."]


def test_words_are_neither_glued_nor_torn() -> None:
    article = pages.story(
        f"<p>{pages.FIRST}</p><p>Bol<b>ogna</b> <a href=/x>and</a>&shy; the &#8203;rest,<br>as one<i>s"
        "</i>aid: 5 m<sup>2</sup> of floor, "
        "and more of it later on.<sup><a href=#n1>1</a></sup></p><h2>The bill<br>in full</h2>"
        f"<p>{pages.SECOND}</p>"
    )

    assert pages.lines(article)[1] == "Bologna and the rest, as onesaid: 5 m2 of floor, and more of it later on."
    assert pages.lines(article)[2] == "The bill in full"


def test_non_breaking_spaces_stay_and_all_other_whitespace_is_one_space() -> None:
    article = pages.story(
        "<p>&nbsp;&nbsp; It cost 1&nbsp;500\n\t euros &nbsp; and 2\u202f000\u2009 more in the end of it "
        f"all.</p>{pages.BODY}"
    )

    assert pages.lines(article)[0] == "It cost 1\u00a0500 euros and 2\u202f000 more in the end of it all."


def test_letters_and_accents_written_apart_are_put_together() -> None:
    article = pages.story(f"<p>Turkiye is written Tu\u0308rkiye by those who ask for it in good time.</p>{pages.BODY}")

    assert "Türkiye" in article.text


def test_what_is_struck_out_is_not_said() -> None:
    article = pages.story(
        f"<p>The mill costs <del>50</del> <ins>40</ins> million euros, says the ministry in the town.</p>{pages.BODY}"
    )

    assert pages.lines(article)[0] == "The mill costs 40 million euros, says the ministry in the town."


def test_text_that_comes_twice_is_said_once() -> None:
    article = pages.story(f"<p class=lead>{pages.FIRST}</p><div>{pages.BODY}</div>")

    assert article.text.count(pages.FIRST) == 1


def test_a_story_told_only_in_its_linked_data_is_read_from_there() -> None:
    body = "\\n\\n".join((pages.FIRST, pages.SECOND, pages.THIRD))
    article = pages.article(
        '<html lang=en><script type="application/ld+json">{"@type":"NewsArticle","headline":"A machine for the mill",'
        f'"articleBody":"{body}"}}</script><body><div id=root></div></body></html>'
    )

    assert article.title == "A machine for the mill"
    assert pages.lines(article) == [pages.FIRST, pages.SECOND, pages.THIRD]
