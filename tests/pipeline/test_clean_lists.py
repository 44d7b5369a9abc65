"""Layout is read, not flattened: lists, tables, definitions, tickers."""

from models.article import Article
from tests.pipeline import pages


def _cells(article: Article) -> list[tuple[str, ...]]:
    return [
        tuple(article.text[start:end] for start, end in block.cells)
        for block in article.blocks
        if block.kind == "table_row"
    ]


def test_the_items_of_a_list_share_a_group_and_know_their_depth() -> None:
    article = pages.story(
        f"{pages.BODY}<ul><li>Porto, Portugal: MILL at INESC<ul><li>with Spain</li></ul></li>"
        "<li>Riga, Latvia: DOM at RTU</li></ul>"
        f"<p>{pages.FIRST} Or so.</p><ol><li>One more</li></ol>"
    )

    listed = [(pages.words(article, block), block.level) for block in article.blocks if block.kind == "list_item"]
    groups = [block.group for block in article.blocks if block.kind == "list_item"]
    assert listed == [
        ("Porto, Portugal: MILL at INESC", 1),
        ("with Spain", 2),
        ("Riga, Latvia: DOM at RTU", 1),
        ("One more", 1),
    ]
    assert groups[0] == groups[2]
    assert len(set(groups)) == 3


def test_a_list_of_names_of_which_some_are_links_stays() -> None:
    article = pages.story(
        f"{pages.BODY}<ul><li>Porto, Portugal: <a href=/m>MILL</a> at INESC</li><li>Riga, Latvia: "
        "<a href=/d>DOM</a> at RTU</li></ul>"
    )

    assert pages.lines(article)[-2:] == ["Porto, Portugal: MILL at INESC", "Riga, Latvia: DOM at RTU"]


def test_lines_with_bullets_are_a_list_though_the_markup_has_none() -> None:
    article = pages.story(f"{pages.BODY}<p>• Cost: 40 million<br>• Partners: 3</p><p>- Porto<br>- Riga</p>")

    assert [(pages.words(article, block), block.kind) for block in article.blocks[-4:]] == [
        ("Cost: 40 million", "list_item"),
        ("Partners: 3", "list_item"),
        ("Porto", "list_item"),
        ("Riga", "list_item"),
    ]
    assert len({block.group for block in article.blocks[-4:]}) == 2


def test_a_list_that_was_scraped_twice_is_read_once() -> None:
    article = pages.story(
        f"<p>{pages.FIRST}</p><p>MILL – INESC Porto</p><p>– INESC Porto DOM – RTU Riga (Latvia)</p>"
        f"<p>– RTU Riga (Latvia) ARC – CSC Espoo (Finland)</p><p>{pages.SECOND}</p>"
    )

    assert pages.lines(article)[1:4] == ["MILL – INESC Porto", "DOM – RTU Riga (Latvia)", "ARC – CSC Espoo (Finland)"]
    assert pages.kinds(article)[2:5] == ["list_item"] * 3


def test_a_table_gives_a_row_a_block_with_the_span_of_each_cell() -> None:
    article = pages.story(
        f"{pages.BODY}<table><caption>All mills</caption><tr><th>Mill</th><th>Town</th><th>Cost</th></tr>"
        "<tr><td>MILL</td><td><a href=/p>Porto</a>,<br>Portugal</td><td>40 million<sup><a href=#1>[1]</a>"
        "</sup></td></tr>"
        "<tr><td>DOM</td><td>Riga, Latvia</td><td></td></tr></table>"
    )

    rows = [block for block in article.blocks if block.kind == "table_row"]
    assert pages.words(article, rows[1]) == "MILL | Porto, Portugal | 40 million"
    assert _cells(article) == [
        ("Mill", "Town", "Cost"),
        ("MILL", "Porto, Portugal", "40 million"),
        ("DOM", "Riga, Latvia", ""),
    ]
    assert [row.header for row in rows] == [True, False, False]
    assert len({row.group for row in rows}) == 1
    assert "All mills" in pages.lines(article)


def test_a_cell_that_reaches_over_rows_is_said_in_each_and_one_over_columns_once() -> None:
    article = pages.story(
        f"{pages.BODY}<table><tr><td><b>Country</b></td><td><b>Mill</b></td><td><b>Cost</b></td></tr>"
        "<tr><td rowspan=2>Latvia</td><td>DOM</td><td>30</td></tr><tr><td>ARC</td><td>20</td></tr>"
        "<tr><td colspan=2>All together</td><td>50</td></tr></table>"
    )

    assert _cells(article) == [
        ("Country", "Mill", "Cost"),
        ("Latvia", "DOM", "30"),
        ("Latvia", "ARC", "20"),
        ("All together", "", "50"),
    ]
    assert next(block for block in article.blocks if block.kind == "table_row").header


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    article = pages.article(
        "<html lang=en><table><tr><td><a href=/>Home</a></td><td><h1>A machine for the old mill</h1>"
        f"{pages.BODY}</td></tr></table>"
    )

    assert pages.kinds(article) == ["title", "paragraph", "paragraph", "paragraph"]


def test_a_table_in_a_figure_is_read_and_its_caption_is_not() -> None:
    article = pages.story(
        f"{pages.BODY}<figure><table><tr><th>Mill</th><th>Cost</th></tr><tr><td>MILL</td><td>40</td></tr></table>"
        "<figcaption>Drawn by the paper</figcaption></figure>"
    )

    assert pages.lines(article)[-2:] == ["Mill | Cost", "MILL | 40"]


def test_a_list_of_definitions_gives_an_item_a_pair() -> None:
    article = pages.story(
        f"{pages.BODY}<dl><dt>Cost</dt><dd>40 million</dd><dt>Partners:</dt><dd>Spain</dd><dd>Latvia</dd>"
        "<dt>Open</dt></dl>"
    )

    assert pages.lines(article)[3:] == ["Cost: 40 million", "Partners: Spain", "Latvia", "Open"]
    assert pages.kinds(article)[4:] == ["list_item"] * 4


def test_a_ticker_is_headings_and_paragraphs_without_its_clock() -> None:
    entry = "<li class=entry><time datetime=2025-05-0{0}T14:40>14:4{0}</time><h3>The {0}th word</h3><p>{1}</p></li>"
    article = pages.story(f"<ol class=liveblog>{entry.format(3, pages.FIRST)}{entry.format(2, pages.SECOND)}</ol>")

    assert pages.kinds(article) == ["title", "heading", "paragraph", "heading", "paragraph"]
    assert pages.lines(article) == ["The 3th word", pages.FIRST, "The 2th word", pages.SECOND]


def test_rows_of_boxes_keep_their_columns_apart() -> None:
    article = pages.story(
        f"{pages.BODY}<div class=grid><div class=row><span>MILL</span><span>Porto, Portugal</span></div>"
        "<div class=row><span>DOM</span><span>Riga, Latvia</span></div><div class=row><span>ARC</span>"
        "<span>Espoo</span></div></div>"
    )

    assert pages.lines(article)[3:] == ["MILL Porto, Portugal", "DOM Riga, Latvia", "ARC Espoo"]


def test_what_stands_in_a_shut_accordion_is_read() -> None:
    article = pages.story(
        f"{pages.BODY}<div class=ecl-accordion__item><h3><button>Who pays?</button></h3>"
        "<div class=ecl-accordion__content hidden><p>The state pays one half of the bill.</p></div></div>"
    )

    assert pages.lines(article)[3:] == ["Who pays?", "The state pays one half of the bill."]
