"""Plain text files: what people type is read as it is meant."""

from datetime import date

from models.article import Article
from tests.pipeline import pages


def _read(text: str) -> Article:
    return pages.article(text, kind="text/plain; charset=utf-8")


def test_the_first_line_is_the_title_and_blank_lines_part_paragraphs() -> None:
    article = _read(f"A machine for the mill\n\n{pages.FIRST}\n\n\n{pages.SECOND}\n")

    assert article.title == "A machine for the mill"
    assert pages.lines(article) == [pages.FIRST, pages.SECOND]


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    article = _read(
        "A machine for the mill\n\nThe ministry in Lisbon has ordered a new machine, which is to\n"
        "stand in an old mill on the river. It will cost 40 million\neuros, of which the state pays one half."
    )

    assert len(pages.lines(article)) == 1


def test_short_lines_between_paragraphs_are_headings() -> None:
    article = _read(
        f"A machine for the mill\n\n{pages.FIRST}\n\nThe bill\n\n{pages.SECOND}\n\n## Plans\n\n{pages.THIRD}"
    )

    assert pages.kinds(article) == ["title", "paragraph", "heading", "paragraph", "heading", "paragraph"]
    assert "##" not in article.text


def test_lines_that_begin_with_a_bullet_or_a_dash_are_a_list() -> None:
    article = _read(
        f"Mills\n\n{pages.FIRST}\n\n- Porto, Portugal: MILL\n- Riga, Latvia: "
        f"DOM\n  and its\n  partners\n\n{pages.SECOND}"
    )

    assert pages.lines(article)[1:3] == ["Porto, Portugal: MILL", "Riga, Latvia: DOM and its partners"]
    assert pages.kinds(article)[2:4] == ["list_item"] * 2


def test_columns_are_a_table() -> None:
    article = _read(
        f"Mills\n\n{pages.FIRST}\n\nMill | Town | Cost\n--- | --- | ---\nMILL | Porto | 40\nDOM | Riga | 30"
    )

    rows = [block for block in article.blocks if block.kind == "table_row"]
    assert [tuple(article.text[start:end] for start, end in row.cells) for row in rows] == [
        ("Mill", "Town", "Cost"),
        ("MILL", "Porto", "40"),
        ("DOM", "Riga", "30"),
    ]


def test_a_list_that_was_copied_twice_over_is_read_once() -> None:
    article = _read(
        f"Mills\n\n{pages.FIRST} These are they:\n\nMILL – INESC Porto\n\n– INESC Porto DOM – RTU Riga (Latvia)\n\n"
        f"– RTU Riga (Latvia) ARC – CSC Espoo (Finland)\n\n{pages.SECOND}"
    )

    assert pages.lines(article)[1:4] == ["MILL – INESC Porto", "DOM – RTU Riga (Latvia)", "ARC – CSC Espoo (Finland)"]
    assert pages.kinds(article)[2:5] == ["list_item"] * 3


def test_a_byline_gives_the_day_and_is_not_read() -> None:
    article = _read(f"A machine for the mill\nBy Ann Bell, Porto, 18 May 2025\n\n{pages.FIRST}\n\n{pages.SECOND}")

    assert article.published == date(2025, 5, 18)
    assert pages.lines(article) == [pages.FIRST, pages.SECOND]


def test_a_text_without_a_title_is_read_whole() -> None:
    long = f"{pages.FIRST} {pages.SECOND} {pages.THIRD}"
    article = _read(f"{long}\n\n{pages.FIRST}")

    assert article.text.startswith(long)
    assert article.title == pages.FIRST.removesuffix(".")
    assert "title" not in pages.kinds(article)
