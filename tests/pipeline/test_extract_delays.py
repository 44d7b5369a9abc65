"""Of a due date and the one it was put off to, the later is said; who is opened is in operation."""

from datetime import date

import pytest

from pipeline import extract, parse
from tests import make


def _said(
    text: str, predicate: str, language: str = "en", published: date = date(2025, 11, 3)
) -> list[tuple[str, str]]:
    article = make.article(text, language=language, published=published)
    claims = extract.claims(parse.doc(article), article)
    return sorted({(claim.subject, str(claim.value)) for claim in claims if claim.predicate == predicate})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "IT4LIA is late\nThe IT4LIA AI Factory was due in 2026 and is now due in 2027.",
        ),
        ("en", "IT4LIA is late\nThe IT4LIA AI Factory will be operational in 2027 instead of 2026."),
        ("de", "IT4LIA verspätet sich\nDie IT4LIA AI Factory soll nicht 2026, sondern erst 2027 in Betrieb gehen."),
    ],
)
def test_of_was_2026_now_2027_the_later_is_said(language: str, text: str) -> None:
    assert _said(text, "operational_by", language) == [("it4lia", "2027")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "IT4LIA is late\nThe IT4LIA AI Factory will not be ready in 2026. It is now expected in 2027."),
        ("es", "IT4LIA se retrasa\nLa IT4LIA AI Factory no estará lista en 2026. Ahora se espera en 2027."),
    ],
)
def test_what_the_next_sentence_puts_off_is_said_there(language: str, text: str) -> None:
    assert _said(text, "operational_by", language) == [("it4lia", "2027")]


def test_two_factories_due_in_two_years_keep_their_own() -> None:
    text = "Plans\nThe IT4LIA AI Factory will be operational in 2026. The Mimer AI Factory will be operational in 2027."

    assert _said(text, "operational_by") == [("it4lia", "2026"), ("mimer", "2027")]


def test_a_due_date_that_nothing_puts_off_is_kept() -> None:
    text = "IT4LIA plans\nThe IT4LIA AI Factory will be operational in 2026.\nMany words follow.\nMore follow."

    assert _said(text, "operational_by") == [("it4lia", "2026")]


def test_who_was_opened_is_operational() -> None:
    text = "IT4LIA opens\nThe IT4LIA AI Factory was inaugurated in Bologna on 5 September 2025."

    assert _said(text, "launched_on", published=date(2025, 9, 6)) == [("it4lia", "2025-09-05")]
    assert _said(text, "status", published=date(2025, 9, 6)) == [("it4lia", "operational")]
