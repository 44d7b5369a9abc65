"""The same rows for people and for programs; on a real terminal they are a table."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from web import terminal

HOME = Path(__file__).parents[2]
ROWS = (
    {"id": 1, "name": "IT4LIA", "partner_country": ["AT", "SI"], "cost": {"currency": "EUR", "amount": 430}, "x": None},
    {"id": 2, "name": 'Linköping, "Mimer"\nSecond line', "partner_country": [], "hidden": "h"},
)
COLUMNS = ("id", "name", "partner_country", "cost", "x")
_ON_A_TERMINAL = """
import json, sys
from web import terminal
terminal.table(["factory_name", "what"], json.loads(sys.argv[1]))
"""


def _shown(form: str, capsys: pytest.CaptureFixture[str]) -> str:
    terminal.show(ROWS, form, columns=COLUMNS)
    return capsys.readouterr().out


def _on_a_terminal(lines: list[list[str]], *, columns: int = 60) -> str:
    """What a child whose standard output is a terminal of that width prints."""
    ours, its = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", _ON_A_TERMINAL, json.dumps(lines)],
        cwd=HOME,
        stdout=its,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"},
    )
    os.close(its)
    printed = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        printed += part
    os.close(ours)
    _, trouble = child.communicate(timeout=60)
    assert child.returncode == 0, trouble.decode()
    return printed.decode()


def test_json_holds_all_of_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    printed = _shown("json", capsys)

    assert json.loads(printed) == list(ROWS)
    assert "Linköping" in printed


def test_json_of_nothing_is_an_empty_list(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show([], "json", columns=COLUMNS)

    assert json.loads(capsys.readouterr().out) == []


def test_json_lines_are_one_row_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert [json.loads(line) for line in _shown("jsonl", capsys).splitlines()] == list(ROWS)


def test_csv_holds_its_columns_whatever_signs_are_in_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    read = list(csv.reader(io.StringIO(_shown("csv", capsys))))

    assert read == [
        list(COLUMNS),
        ["1", "IT4LIA", "AT SI", '{"amount": 430, "currency": "EUR"}', ""],
        ["2", 'Linköping, "Mimer"\nSecond line', "", "", ""],
    ]


def test_csv_of_nothing_still_names_its_columns(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show([], "csv", columns=("id", "name"))

    assert capsys.readouterr().out == "id,name\n"


def test_a_pipe_gets_plain_columns_under_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(["factory_name", "what"], [["IT4LIA", "new"], ["Meluxina-AI of old", "upgrade"]])

    assert capsys.readouterr().out == (
        "factory name        what\n"
        "IT4LIA              new\n"
        "Meluxina-AI of old  upgrade\n"
    )  # fmt: skip


def test_in_a_pipe_every_row_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(_shown("text", capsys).splitlines()) == 1 + len(ROWS)


def test_running_text_holds_no_control_signs(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.page(["quoted \x1b[31mred\x07"])

    assert capsys.readouterr().out == "quoted  [31mred \n"


def test_running_text_is_printed_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.page(["one", "", "two [3]"])

    assert capsys.readouterr().out == "one\n\ntwo [3]\n"


def test_a_terminal_gets_a_table_that_folds_long_cells() -> None:
    printed = _on_a_terminal([["IT4LIA", "long " * 20]], columns=40)

    assert "factory name" in printed
    assert "IT4LIA" in printed
    assert printed.count("long") == 20
    assert len(printed.splitlines()) > 3


def test_brackets_in_a_cell_are_no_markup() -> None:
    printed = _on_a_terminal([["[bold]x", "closed [/red] [link=https://a.example]b[/link]"]], columns=100)

    assert "[bold]x" in printed
    assert "closed [/red] [link=https://a.example]b[/link]" in printed


def test_control_signs_of_a_page_never_reach_the_terminal() -> None:
    printed = _on_a_terminal([["a\x1b]0;title\x07b", "c\x1b[2Jd"]], columns=100)

    assert "\x1b]0;" not in printed
    assert "\x1b[2J" not in printed
    assert "\x07" not in printed
