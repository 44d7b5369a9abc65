"""How a benchmark prints: the contract's object, or a line for people."""

import json

import pytest

from benchmarks import figure


def test_a_figure_is_the_contracts_object(capsys: pytest.CaptureFixture[str]) -> None:
    figure.show("reading", "trafilatura.extract", 0.021, 0.016, "s/page", 5, "json")

    assert json.loads(capsys.readouterr().out) == {
        "name": "reading",
        "ratio": 1.312,
        "rival": "trafilatura.extract",
        "ours": 0.021,
        "theirs": 0.016,
        "unit": "s/page",
        "runs": 5,
    }


def test_a_figure_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    figure.show("crawl", "bare spider", 60, 100, "pages/min", 5, "text")

    assert capsys.readouterr().out == "crawl: 0.60 x bare spider (60 against 100 pages/min, medians of 5 runs)\n"


def test_both_are_measured_in_turns_and_their_medians_compared() -> None:
    turns: list[str] = []
    ours, theirs = iter([3.0, 9.0, 4.0]), iter([1.0, 2.0, 30.0])

    def mine() -> float:
        turns.append("ours")
        return next(ours)

    def other() -> float:
        turns.append("theirs")
        return next(theirs)

    assert figure.interleaved(mine, other, runs=3) == (4.0, 2.0)
    assert turns == ["ours", "theirs"] * 3
