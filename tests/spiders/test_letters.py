"""Bytes of feeds and lists → letters, whatever they say of themselves."""

import time

import pytest

from spiders import letters

WORDS = {
    "el": "Επτά κέντρα για την τεχνητή νοημοσύνη",
    "bg": "Седем центъра за изкуствен интелект",
    "pl": "Siedem ośrodków, żółć i gęś",
    "hu": "Hét központ, őrült tűz",
    "cs": "Sedm středisek, příliš žluťoučký",
    "lt": "Septyni fabrikai, ąčęėįšųū",
    "tr": "Yedi merkez, ığşİ",
    "fr": "Sept usines à créer, cœur de l’été",
}
LEGACY = {"el": "windows-1253", "bg": "windows-1251", "lt": "windows-1257", "tr": "windows-1254", "fr": "windows-1252"}


@pytest.mark.parametrize("language", list(WORDS))
def test_without_a_word_of_its_encoding_the_language_tells(language: str) -> None:
    written = WORDS[language].encode(LEGACY.get(language, "windows-1250"))

    assert letters.text(written, language) == WORDS[language]
    assert letters.text(WORDS[language].encode(), language) == WORDS[language]


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="{}"?>', "<meta charset={}>", "text/html; charset='{}'"]
)
@pytest.mark.parametrize(("language", "name"), [("el", "iso-8859-7"), ("hu", "iso-8859-2"), ("bg", "koi8-r")])
def test_what_the_head_says_counts_where_it_fits(head: str, language: str, name: str) -> None:
    text = head.format(name) + WORDS[language]

    assert letters.text(text.encode(name), "fr") == text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_believed_first(mark: str) -> None:
    text = '<?xml version="1.0" encoding="windows-1253"?>' + WORDS["el"]

    assert letters.text(text.encode(mark), "el") == text


@pytest.mark.parametrize("label", ["no-such", "idna", "rot13", "unicode-escape", "utf-7", "hex", "utf-8"])
def test_a_label_that_is_no_encoding_of_pages_is_passed_over(label: str) -> None:
    text = f'<?xml version="1.0" encoding="{label}"?>{WORDS["bg"]}'

    assert letters.text(text.encode("windows-1251"), "bg") == text


def test_a_byte_that_the_encoding_does_not_know_spoils_itself_only() -> None:
    assert letters.text(WORDS["el"].encode("windows-1253") + b"\xd2", "el") == WORDS["el"] + "\ufffd"
    assert letters.text(WORDS["el"].encode() + b"\xce", "el") == WORDS["el"] + "\ufffd"
    assert letters.text(b"", "el") == ""


@pytest.mark.parametrize("filling", [b"\xff", b"encoding=", b"\xce", b" "])
def test_eight_megabytes_are_read_quickly(filling: bytes) -> None:
    start = time.process_time()
    letters.text(filling * (8_000_000 // len(filling)), "el")
    assert time.process_time() - start < 2
