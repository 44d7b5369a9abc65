"""The command line: help, formats, exit statuses, and one clear line for every mistake."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGE = HERE / "pipeline" / "announcement.en.html"
VERBS = (
    "init",
    "crawl",
    "extract",
    "changes",
    "factories",
    "show",
    "diff",
    "sources",
    "schedule",
    "demo",
    "replay",
    "check",
)
HEAVY = ("scrapy", "spacy", "sqlalchemy", "pydantic", "babel", "apscheduler", "rich", "jinja2", "numpy")


def _run(*arguments: str, folder: Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    return subprocess.run(
        [sys.executable, "-P", "-m", "factorywatch", *arguments],
        cwd=folder,
        env={**kept, **settings},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _one_line(done: subprocess.CompletedProcess[str], status: int) -> str:
    """The one line that a mistake gives."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize("verb", [*VERBS, "alerts add", "alerts list", "alerts remove", "sources check", "sources add"])
def test_every_verb_tells_what_it_does_with_an_example(verb: str, tmp_path: Path) -> None:
    done = _run(*verb.split(), "--help", folder=tmp_path)

    assert done.returncode == 0
    assert f"factorywatch {verb}" in done.stdout.split("Example:")[1]


def test_the_help_imports_nothing_heavy(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "factorywatch", "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}

    assert imported.isdisjoint(HEAVY)


def test_the_readme_names_every_verb_and_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = set(re.findall(r'"(FACTORYWATCH_\w+)"', (ROOT / "models" / "settings.py").read_text(encoding="utf-8")))

    assert settings
    assert {name for name in settings if f"`{name}`" not in readme} == set()
    assert {verb for verb in VERBS if f"`factorywatch {verb}" not in readme} == set()


def test_extract_gives_the_contracts_object(tmp_path: Path) -> None:
    done = _run("extract", str(PAGE), folder=tmp_path)
    told = json.loads(done.stdout)

    assert done.returncode == 0
    assert told["article"]["published"] == "2024-12-12"
    assert told["article"]["relevant"] is True
    assert {mention["type"] for mention in told["mentions"]} == {"factory", "country", "amount", "date"}
    claim = next(one for one in told["claims"] if one["predicate"] == "partner_country")
    assert set(claim) == {"subject", "predicate", "value", "modality", "confidence", "evidence"}


def test_extract_adds_the_text_that_offsets_count_in(tmp_path: Path) -> None:
    told = json.loads(_run("extract", str(PAGE), "--with-text", folder=tmp_path).stdout)
    text = told["article"]["text"]

    for one in told["mentions"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_extract_goes_on_past_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00\x01\x02")

    done = _run("extract", "missing.html", "broken.pdf", str(PAGE), "--format", "jsonl", folder=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.returncode == 1
    assert [set(line) == {"file", "error"} for line in lines] == [True, True, False]
    assert "Traceback" not in done.stderr


def test_extract_reads_standard_input(tmp_path: Path) -> None:
    text = "Europe's AI Factories\n\nOn 10 December 2024 EuroHPC selected IT4LIA in Bologna, Italy, as an AI Factory."

    done = _run("extract", "-", "--published", "2024-12-11", folder=tmp_path, stdin=text)

    assert done.returncode == 0, done.stderr
    assert "it4lia" in {one["subject"] for one in json.loads(done.stdout)["claims"]}


@pytest.mark.parametrize(
    "arguments",
    [
        ("changes", "--nonsense"),
        ("changes", "--since", "yesterday"),
        ("changes", "--kind", "factory_sold"),
        ("changes", "--format", "yaml"),
        ("extract", "page.html", "--format", "csv"),
        ("extract", "page.html", "--language", "tlh"),
        ("crawl", "no-such-source"),
        ("show", "no-such-factory"),
        ("alerts", "add", "nobody"),
        ("alerts", "add", "me@example.org", "--kind", "rain"),
        ("alerts", "remove", "99"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_status_2_and_no_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = _run(*arguments, folder=tmp_path)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stdout == ""


def test_a_broken_source_file_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "gazette.toml").write_text('title = "Gazette"\nkind = press\n', encoding="utf-8")

    line = _one_line(_run("sources", folder=tmp_path, FACTORYWATCH_SOURCES=str(folder)), 2)

    assert "gazette.toml" in line
    assert "line 2" in line


def test_a_key_that_no_source_has_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "gazette.toml").write_text(
        'title = "Gazette"\nkind = "press"\nlanguage = "en"\ndoor = "feed"\nurls = ["https://g.example/f"]\nevry = 5\n',
        encoding="utf-8",
    )

    line = _one_line(_run("sources", folder=tmp_path, FACTORYWATCH_SOURCES=str(folder)), 2)

    assert "gazette.toml" in line
    assert "evry" in line


def test_a_misspelt_setting_is_named(tmp_path: Path) -> None:
    line = _one_line(_run("changes", folder=tmp_path, FACTORYWATCH_STOER="sqlite:///x.db"), 2)

    assert "FACTORYWATCH_STOER" in line


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    import sqlite3

    assert _run("init", folder=tmp_path).returncode == 0
    store = tmp_path / "var" / "factorywatch.db"
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.close()
    before = store.read_bytes()

    line = _one_line(_run("changes", folder=tmp_path), 2)

    assert "newer" in line
    assert store.read_bytes() == before


def test_init_twice_changes_nothing(tmp_path: Path) -> None:
    first = _run("init", folder=tmp_path)
    rows = _run("changes", "--format", "csv", folder=tmp_path).stdout
    second = _run("init", folder=tmp_path)

    assert first.returncode == second.returncode == 0
    assert "nothing changed" in second.stderr
    assert _run("changes", "--format", "csv", folder=tmp_path).stdout == rows
    assert _run("changes", "--since", "baseline", "--format", "jsonl", folder=tmp_path).stdout == ""


def test_results_go_to_standard_output_and_nothing_else_does(tmp_path: Path) -> None:
    _run("init", folder=tmp_path)

    done = _run("factories", "--format", "jsonl", folder=tmp_path)

    assert {json.loads(line)["id"] for line in done.stdout.splitlines()} >= {"it4lia", "pharos"}
    assert done.stderr == ""


def test_crawling_in_public_needs_a_contact(tmp_path: Path) -> None:
    line = _run("crawl", "eurohpc", folder=tmp_path)

    assert line.returncode == 2
    assert "FACTORYWATCH_CONTACT" in line.stderr
    assert "Traceback" not in line.stderr


@pytest.mark.parametrize(
    ("arguments", "settings", "words"),
    [
        (("changes", "--nonsense"), {}, "--nonsense (see: factorywatch changes --help)"),
        (("nonsense",), {}, "nonsense"),
        (("show",), {}, "see: factorywatch show --help"),
        (("changes", "--subject", "nobody"), {}, "nobody: no such factory"),
        (("alerts", "add", "me@example.org", "--subject", "nobody"), {}, "nobody: no such factory"),
        (("alerts", "add", "x@y@z"), {}, "x@y@z: is no mail address"),
        (("alerts", "add", ""), {}, "'': is no mail address"),
        (("alerts", "remove", "9" * 30), {}, "see: factorywatch alerts remove --help"),
        (("crawl",), {"FACTORYWATCH_SOURCES": "."}, "FACTORYWATCH_SOURCES: holds no source that is enabled"),
        (("init",), {"FACTORYWATCH_STORE": "sqlite:///."}, "unable to open database file (.)"),
        (("init",), {"FACTORYWATCH_STORE": "sqlite+nope:///x.db"}, "sqlite+nope is not supported"),
        (("changes",), {"FACTORYWATCH_NOW": "noon"}, "FACTORYWATCH_NOW"),
    ],
)
def test_a_mistake_is_one_line_that_says_where(
    arguments: tuple[str, ...], settings: dict[str, str], words: str, tmp_path: Path
) -> None:
    assert words in _one_line(_run(*arguments, folder=tmp_path, **settings), 2)


def test_a_store_that_lacks_a_table_is_said_to_be_none(tmp_path: Path) -> None:
    import sqlite3

    _run("init", folder=tmp_path)
    connection = sqlite3.connect(tmp_path / "var" / "factorywatch.db")
    connection.execute("DROP TABLE facts")
    connection.close()

    assert "no such table: facts" in _one_line(_run("factories", folder=tmp_path), 2)


def test_a_factory_is_found_by_its_name_too(tmp_path: Path) -> None:
    _run("init", folder=tmp_path)

    by_name = _run("changes", "--subject", "Meluxina-AI", "--format", "jsonl", folder=tmp_path).stdout

    assert by_name
    assert {json.loads(line)["subject"] for line in by_name.splitlines()} == {"meluxina-ai"}
    assert _run("show", "Meluxina-AI", folder=tmp_path).stdout.startswith("Meluxina-AI (meluxina-ai)\n")


def _in_a_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of shell in which `$F` is our command."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FACTORYWATCH_")}
    return subprocess.run(  # noqa: S602 - the shell is what is tested
        line,
        shell=True,
        cwd=folder,
        env={**kept, "F": f"{sys.executable} -P -m factorywatch"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("$F factories --format csv >&-", 1, "factorywatch: the output: Bad file descriptor\n"),
        ("$F factories >/dev/full", 1, "factorywatch: the output: No space left on device\n"),
        ("$F --help >/dev/full", 1, "factorywatch: the output: No space left on device\n"),
        ("$F extract - <&- >/dev/null", 1, "factorywatch: -: is empty\n"),
        ("$F show nobody 2>&-", 2, ""),
        ("($F changes; echo $? >&2) | true", 0, "1\n"),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=ascii $F show it4lia >/dev/null", 0, ""),
    ],
)
def test_whatever_the_shell_does_to_the_streams_there_is_no_traceback(
    line: str, status: int, words: str, tmp_path: Path
) -> None:
    _run("init", folder=tmp_path)

    done = _in_a_shell(line, tmp_path)

    assert (done.returncode, done.stderr, done.stdout) == (status, words, "")


def test_a_closed_stream_never_ends_in_the_store(tmp_path: Path) -> None:
    assert _in_a_shell("$F init <&- >&- 2>&-", tmp_path).returncode == 0

    assert _run("check", folder=tmp_path).returncode == 0


def test_a_foreign_package_on_the_path_does_not_stand_in_for_ours(tmp_path: Path) -> None:
    for name in ("models", "web", "spiders", "pipeline"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('foreign')\n", encoding="utf-8")

    done = _run("init", folder=tmp_path, PYTHONPATH=str(tmp_path))

    assert (done.returncode, done.stderr.count("baseline:")) == (0, 1)


def _examples() -> list[str]:
    """The lines of the README's console blocks that call us."""
    blocks = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if "factorywatch " in line]


def test_what_the_readme_shows_works_in_its_order(tmp_path: Path) -> None:
    examples = _examples()
    assert len(examples) >= 6
    for line in examples:
        words = re.sub(r".*?\bfactorywatch ", "", line.partition("#")[0]).split()
        online = words[0] in ("crawl", "schedule")
        done = _run(words[0], "--help", folder=tmp_path) if online else _run(*words, folder=tmp_path)
        assert done.returncode == 0, (line, done.stderr)
    assert _run("alerts", "list", "--format", "csv", folder=tmp_path).stdout.count("you@example.org") == 1
    for verb in ("factories", "sources", "check", "alerts remove 1", "show cohort:2024-12"):
        assert _run(*verb.split(), folder=tmp_path).returncode == 0, verb


def test_the_source_that_the_readme_shows_is_one(tmp_path: Path) -> None:
    (source,) = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "gazette.toml").write_text(source, encoding="utf-8")

    done = _run("sources", "--format", "jsonl", folder=tmp_path, FACTORYWATCH_SOURCES=str(tmp_path))

    assert json.loads(done.stdout)["name"] == "gazette"


def test_what_the_readme_lists_as_commands_is_what_there_is() -> None:
    import factorywatch

    listed = set(re.findall(r"^\| `factorywatch (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    there = {command.callback.__name__ for command in factorywatch.app.registered_commands if command.callback}

    groups = {group.name for group in factorywatch.app.registered_groups}

    assert listed == there | groups
