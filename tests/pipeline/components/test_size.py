"""Each component is linear: a megabyte in two seconds, ten times the words in some ten times as long."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from spacy.tokens import Doc

from pipeline import parse
from pipeline.components import tokenizer
from tests import make

_HEAD = "EuroHPC's AI factories: the SALONA AI Factory in Croatia, IT4LIA in Bologna.\n"
_LONG = {"capitals": "A", "term": "AI-", "digits and capitals": "1A", "hyphens": "Ab-"}
_DENSE = {
    "cities": "Zagreb Linköping Split ",
    "slips": "MIMMER Linköping ",
    "slips in lines": "MIMMER at Linköping\n",
    "described": "AI factory Linköping ",
    "countries": "Greek AI factory ",
    "terms": "AI-AI-AI AI:AT ",
    "quotes": 'AI factory "Adria" ',
    "bodies": "University of the ",
    "rows": "IT4LIA in Italy, VELEBIT in Croatia, ",
    "rows in lines": "IT4LIA in Italy, VELEBIT in Croatia.\n",
    "appositions": "VELEBIT, the AI factory ",
    "presented": "“Corvus”, called Pastel, the Maltese antenna, ",
    "presented in sentences": "Sirena, the Maltese antenna. ",
    "short forms": "AIF VELEBIT-Antenna ",
    "derived": "Pharos-CY Pharos-BG ",
    "centres": "TU Graz NIC5 MUSICA ",
    "unfinished centres": "Johannes Kepler University ",
}
_COMPONENTS = ("centres", "unknown", "telling", "siblings", "described", "cities", "propers")


def _parsed(text: str) -> Doc:
    return parse.doc(make.article(text, published=date(2026, 6, 1)))


@pytest.mark.parametrize("filling", _LONG.values(), ids=_LONG.keys())
def test_a_megabyte_takes_each_component_two_seconds_at_most(filling: str) -> None:
    doc = _parsed(_HEAD + filling * (1_000_000 // len(filling)))
    nlp = tokenizer.blank()

    for name in _COMPONENTS:
        component = nlp.create_pipe(f"factorywatch_{name}")
        started = time.process_time()
        component(doc)
        assert time.process_time() - started < 2, name


@pytest.mark.parametrize("filling", _DENSE.values(), ids=_DENSE.keys())
def test_ten_times_the_words_take_no_more_than_some_ten_times_as_long(filling: str) -> None:
    _linear(lambda size: filling * (size // len(filling)))


@pytest.mark.parametrize(
    "name", ["NAME{}X AI Factory in Greece.", "N{}AI Greece", '"Q{} Nova" AI factory', "University {} of Greece"]
)
def test_ten_times_the_names_take_no_more_than_some_ten_times_as_long(name: str) -> None:
    _linear(lambda size: " ".join(name.format(number) for number in range(size // len(name))))


def _linear(filling: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        text = _HEAD + filling(size)
        started = time.process_time()
        _parsed(text)
        return time.process_time() - started

    seconds(1000)

    assert seconds(200_000) < 30 * max(seconds(20_000), 0.05)  # what is quadratic takes a hundred times as long
