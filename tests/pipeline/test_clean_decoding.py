"""Bytes become characters: mark, header, the page's own word, and a guess where all of them fail."""

import pytest

from tests.pipeline import pages

CZECH = (
    "Mlýn na řece stojí čtyřicet milionů, říká starostka, a žádný občan "
    "zatím neviděl účty. Podle ní bude stroj příští rok."
)
POLISH = (
    "Młyn nad rzeką kosztuje czterdzieści milionów złotych, mówi burmistrz, "
    "która będzie też żądać rachunków przed świętami."
)
GREEK = "Ο μύλος στο ποτάμι κοστίζει σαράντα εκατομμύρια ευρώ, όπως λέει η δήμαρχος, και κανείς δεν έχει δει τα σχέδια."
BULGARIAN = (
    "Мелницата на реката струва четиридесет милиона лева, казва кметът, и никой още не е виждал сметките за нея."
)
LITHUANIAN = (
    "Malūnas prie upės kainuoja keturiasdešimt milijonų eurų, sako merė, ir kol kas niekas nėra matęs jo planų."
)
FRENCH = (
    "Le moulin près de la rivière coûte quarante millions d’euros, dit "
    "la mairesse, et personne n'a encore vu les plans."
)


def _body(text: str, language: str, charset: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return (
        f"<html lang={language}><head>{meta}</head><body><h1>{text[:30]}</h1><p>{text}</p><p>{text} 2</p></body></html>"
    )


@pytest.mark.parametrize(
    ("text", "language", "charset"),
    [
        (CZECH, "cs", "windows-1250"),
        (CZECH, "cs", "iso-8859-2"),
        (POLISH, "pl", "iso-8859-2"),
        (POLISH, "pl", "windows-1250"),
        (GREEK, "el", "windows-1253"),
        (BULGARIAN, "bg", "windows-1251"),
        (LITHUANIAN, "lt", "windows-1257"),
        (FRENCH, "fr", "windows-1252"),
    ],
)
@pytest.mark.parametrize("where", ["header", "page", "nowhere"])
def test_old_encodings_are_read(text: str, language: str, charset: str, where: str) -> None:
    kind = f"text/html; charset={charset}" if where == "header" else "text/html"
    body = _body(text, language, charset if where == "page" else "").encode(charset)

    assert pages.lines(pages.article(body, kind=kind))[0] == text


def test_a_byte_order_mark_wins_over_the_header() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        article = pages.article(_body(GREEK, "el").encode(encoding), kind="text/html; charset=windows-1252")

        assert pages.lines(article)[0] == GREEK


def test_text_that_is_utf_8_is_read_so_whatever_it_declares() -> None:
    article = pages.article(_body(GREEK, "el", "iso-8859-1").encode(), kind="text/html; charset=iso-8859-1")

    assert pages.lines(article)[0] == GREEK


def test_utf_8_with_a_broken_byte_or_cut_short_stays_utf_8() -> None:
    whole = _body(GREEK, "el", "utf-8").encode()

    assert pages.lines(pages.article(whole.replace(b"<h1>", b"<h1>\xff", 1), kind="text/html"))[0] == GREEK
    assert pages.lines(pages.article(whole[:-30] + GREEK.encode()[:5], kind="text/html"))[0] == GREEK


def test_a_label_that_nobody_knows_is_passed_over() -> None:
    article = pages.article(_body(FRENCH, "fr", "x-none").encode("windows-1252"), kind="text/html; charset=hex")

    assert pages.lines(article)[0] == FRENCH


def test_latin_1_means_what_browsers_take_it_for() -> None:
    article = pages.article(_body(FRENCH, "fr").encode("windows-1252"), kind="text/html; charset=ISO-8859-1")

    assert "d’euros" in article.text


def test_text_that_was_encoded_twice_is_put_right() -> None:
    twice = _body(CZECH, "cs").encode().decode("latin-1").encode()

    assert pages.lines(pages.article(twice))[0] == CZECH
