"""Claims of a text that says the same over and over cost what its length costs: nothing is held against all else."""

import time
from datetime import date

import pytest

from pipeline import extract, parse
from tests import make

_SAID = {
    "dates": "IT4LIA will be running in June 2027. ",
    "sums": "IT4LIA costs 430 million euro, of which Italy pays 200 million euro and the EU 215 million euro. ",
    "groups": "Six AI factories were selected in March 2025 in 12 countries. ",
    "one_sentence": "Italy, Austria, Slovenia, Spain and Portugal are partners of IT4LIA, ",
}


@pytest.mark.parametrize("line", _SAID.values(), ids=_SAID.keys())
def test_ten_times_the_sentences_take_no_more_than_some_ten_times_as_long(line: str) -> None:
    def seconds(count: int) -> float:
        article = make.article(f"AI factories of EuroHPC\n{line * count}", published=date(2026, 5, 1))
        doc = parse.doc(article)
        started = time.process_time()
        assert extract.claims(doc, article)
        return time.process_time() - started

    seconds(10)

    assert seconds(1500) < 35 * max(seconds(150), 0.05)  # what is quadratic takes a hundred times as long
