"""A mistake in a language's file is told with file and key, and no word list goes missing unseen."""

from pathlib import Path

import pytest

from models import knowledge
from models.errors import ConfigError
from models.language import CUES, NOUNS, TRIGGERS, Language

SHIPPED = (knowledge.SHIPPED / "languages" / "it.toml").read_text(encoding="utf-8")


def _read(folder: Path, text: str) -> Language:
    path = folder / "qx.toml"
    path.write_text(text, encoding="utf-8")
    return knowledge.one(Language, path, code="qx")


def _without(section: str, key: str) -> str:
    """The shipped file without one list, which may span lines."""
    lines = iter(SHIPPED.splitlines())
    kept = []
    table = ""
    for line in lines:
        table = line.strip("[] ") if line.startswith("[") else table
        if table == section and line.partition(" = ")[0].strip('"') == key:
            while "]" not in line:
                line = next(lines)
            continue
        kept.append(line)
    assert len(kept) < len(SHIPPED.splitlines())
    return "\n".join(kept)


def test_another_language_is_one_more_file(tmp_path: Path) -> None:
    assert _read(tmp_path, SHIPPED).code == "qx"


@pytest.mark.parametrize("code", knowledge.languages())
def test_every_language_has_all_the_words_that_are_read_by(code: str) -> None:
    language = knowledge.language(code)

    assert set(language.nouns) == set(NOUNS)
    assert set(language.cues) == set(CUES)
    assert set(language.triggers) == set(TRIGGERS)
    assert language.code == code


@pytest.mark.parametrize(
    ("section", "key"), [("nouns", "gigafactory"), ("cues", "negation"), ("triggers", "status.delayed")]
)
def test_a_missing_word_list_is_told_with_the_file(tmp_path: Path, section: str, key: str) -> None:
    with pytest.raises(ConfigError, match=f"{section}: missing {key}") as told:
        _read(tmp_path, _without(section, key))

    assert told.value.file == str(tmp_path / "qx.toml")


@pytest.mark.parametrize("section", ["nouns", "cues", "triggers"])
def test_a_word_list_that_nobody_reads_is_told_with_the_file(tmp_path: Path, section: str) -> None:
    with pytest.raises(ConfigError, match=f"{section}: unknown invented") as told:
        _read(tmp_path, SHIPPED.replace(f"[{section}]\n", f'[{section}]\ninvented = ["x"]\n', 1))

    assert told.value.file == str(tmp_path / "qx.toml")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("wrong", "right", "key", "words"),
    [
        ("decimal =", "decimals =", "decimals", "is no key that we know"),
        ('decimal = ","\n', "", "decimal", "is missing"),
        ("[money]\n", '[money]\nhuge = ["x"]\n', "money.huge", "is no key that we know"),
        ("[dates]\n", '[dates]\nfortnights = ["x"]\n', "dates.fortnights", "is no key that we know"),
        ('decimal = ","', "decimal = 5", "decimal", ""),
        ('name = "', 'code = "it"\nname = "', "code", "is given by the file's name"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, wrong: str, right: str, key: str, words: str) -> None:
    assert wrong in SHIPPED

    with pytest.raises(ConfigError) as told:
        _read(tmp_path, SHIPPED.replace(wrong, right, 1))

    assert (told.value.file, told.value.key) == (str(tmp_path / "qx.toml"), key)
    assert words in str(told.value)
    assert "\n" not in str(told.value)
