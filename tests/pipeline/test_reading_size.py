"""Reading takes its time: a megabyte in one line, from page to claims, whatever the line is made of."""

import time
from datetime import UTC, datetime

import pytest

from pipeline import reading

_HEAD = "LitAI AI Factory opens in Vilnius"
_FIRST = "The EuroHPC Joint Undertaking chose LitAI for Lithuania on 12 March 2025."
_NOW = datetime(2025, 4, 1, tzinfo=UTC)
LINES = {
    "digits": "7",
    "dots": ".",
    "spaces": " ",
    "non-breaking spaces": "\u00a0",
    "capitals": "A",
    "quotes": '"',
    "stops and quotes": '."',
    "parentheses": "(",
}
WORDS = {"capitals with stops": "A. ", "quoted words": "“a” ", "words in parentheses": "(a) "}
"""These make a word of every third sign: a megabyte of them is a book, and is read as fast as one."""


@pytest.mark.parametrize("filling", LINES.values(), ids=LINES.keys())
def test_a_megabyte_in_one_line_is_read_to_its_claims_in_time(filling: str) -> None:
    reading.of(reading.page(_page("short"), url="", now=_NOW))  # words and weights are loaded once
    line = filling * (1_000_000 // len(filling))

    started = time.process_time()
    read = reading.of(reading.page(_page(line), url="", now=_NOW))

    assert time.process_time() - started < 2
    assert {claim.subject for claim in read.claims} >= {"litai"}


@pytest.mark.parametrize("filling", WORDS.values(), ids=WORDS.keys())
def test_ten_times_the_words_take_no_more_than_some_ten_times_as_long(filling: str) -> None:
    def seconds(size: int) -> float:
        page = reading.page(_page(filling * (size // len(filling))), url="", now=_NOW)
        started = time.process_time()
        reading.of(page)
        return time.process_time() - started

    seconds(1000)

    assert seconds(200_000) < 40 * max(seconds(20_000), 0.02)  # what is quadratic takes a hundred times as long


def test_a_text_of_more_than_a_million_signs_is_read() -> None:
    read = reading.of(reading.page(_page("word " * 250_000), url="", now=_NOW))

    assert len(read.article.text) > 1_000_000
    assert {claim.subject for claim in read.claims} >= {"litai"}


def _page(line: str) -> bytes:
    return (
        f'<html lang="en"><body><article><h1>{_HEAD}</h1><p>{_FIRST}</p><p>{line}</p></article></body></html>'
    ).encode()
