"""Whatever is wrong with a file of knowledge, it is one clear line that names the file."""

import os
from pathlib import Path

import pytest

from models import knowledge
from models.errors import ConfigError
from models.fact import FactType
from models.furniture import Furniture
from models.source import Source

SOURCE = """
title = "The Ledger"
kind = "press"
language = "en"
door = "listing"
urls = ["https://ledger.example/news"]
listing = { entry = "article", link = "a" }
"""


def _told(folder: Path, text: str) -> ConfigError:
    (folder / "ledger.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        knowledge.sources(folder)
    assert told.value.file == str(folder / "ledger.toml")
    assert "\n" not in str(told.value)
    return told.value


def test_a_source_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(SOURCE, encoding="utf-8")

    assert knowledge.sources(tmp_path)["ledger"].name == "ledger"


def test_a_file_that_is_no_toml_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "README.md").write_text("no source", encoding="utf-8")

    assert set(knowledge.sources(tmp_path)) == {"ledger"}


@pytest.mark.parametrize(
    ("wrong", "right", "key"),
    [
        ('"press"', '"blog"', "kind"),
        ('"listing"', '"window"', "door"),
        ('entry = "article", ', "", "listing.entry"),
        ('link = "a"', 'link = "a", nxt = "b"', "listing.nxt"),
        ('["https://ledger.example/news"]', "7", "urls"),
    ],
)
def test_a_mistake_in_a_source_is_told_with_its_key(tmp_path: Path, wrong: str, right: str, key: str) -> None:
    assert wrong in SOURCE

    assert _told(tmp_path, SOURCE.replace(wrong, right, 1)).key == key


def test_a_key_given_twice_is_told_with_its_line(tmp_path: Path) -> None:
    assert "line 3" in str(_told(tmp_path, 'title = "One"\nkind = "press"\ntitle = "Two"\ndoor = "feed"\n'))


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.toml").mkdir()

    with pytest.raises(ConfigError, match="cannot be read"):
        knowledge.sources(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read") as told:
        knowledge.one(Source, tmp_path / "ledger.toml", name="ledger")

    assert told.value.file == str(tmp_path / "ledger.toml")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ledger.toml"
    path.write_text(SOURCE, encoding="utf-8")
    path.chmod(0)

    with pytest.raises(ConfigError, match="cannot be read"):
        knowledge.sources(tmp_path)


def test_an_empty_file_says_what_is_missing(tmp_path: Path) -> None:
    assert "is missing" in str(_told(tmp_path, ""))


def test_values_from_elsewhere_are_checked_like_a_file() -> None:
    with pytest.raises(ConfigError, match=r"weights: value: .*") as told:
        knowledge.checked(
            FactType, {"predicate": "x", "label": "x", "value": "color", "many": 0, "of": []}, file="weights"
        )

    assert (told.value.file, told.value.key) == ("weights", "value")


def test_a_missing_list_of_furniture_is_told_with_its_key(tmp_path: Path) -> None:
    text = (knowledge.SHIPPED / "furniture" / "it.toml").read_text(encoding="utf-8")
    (tmp_path / "qx.toml").write_text(text.replace("paywall =", "pay_wall =", 1), encoding="utf-8")

    with pytest.raises(ConfigError, match="is no key that we know") as told:
        knowledge.folder(Furniture, tmp_path, "code")

    assert told.value.key == "pay_wall"
