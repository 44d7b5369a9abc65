"""Dates of feeds, list pages and addresses."""

from datetime import UTC, datetime

import pytest

from spiders import stamps


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thu, 12 Dec 2024 09:14:02 +0100", datetime(2024, 12, 12, 8, 14, 2, tzinfo=UTC)),
        ("12 Dec 2024 09:14:02 GMT", datetime(2024, 12, 12, 9, 14, 2, tzinfo=UTC)),
        ("2024-12-12T09:14:02Z", datetime(2024, 12, 12, 9, 14, 2, tzinfo=UTC)),
        ("2024-12-12 09:14", datetime(2024, 12, 12, 9, 14, tzinfo=UTC)),
        ("2024-12-12+01:00", datetime(2024, 12, 11, 23, tzinfo=UTC)),
        ("2024-12-12Z", datetime(2024, 12, 12, tzinfo=UTC)),
        (" 2024-12-12 ", datetime(2024, 12, 12, tzinfo=UTC)),
        ("", None),
        ("yesterday", None),
        ("1970-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("Thu, 32 Dec 2024 09:14:02 +0100", None),
        ("1" * 100_000, None),
    ],
)
def test_a_stamp_is_read_or_refused(text: str, moment: datetime | None) -> None:
    assert stamps.moment(text) == moment


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("18 September 2020", "en", "2020-09-18"),
        ("Publication 03 August 2026", "en", "2026-08-03"),
        ("12. Dezember 2024", "de", "2024-12-12"),
        ("12 décembre 2024", "fr", "2024-12-12"),
        ("12 de dezembro de 2024", "pt", "2024-12-12"),
        ("12 Δεκεμβρίου 2024", "el", "2024-12-12"),
        ("12 grudnia 2024", "pl", "2024-12-12"),
        ("31 February 2024", "en", ""),
        ("12 décembre 2024", "en", ""),
        ("On 12 December 2024 seven were chosen", "en", ""),
        ("12 December 2024", "xx", ""),
        ("4 min read", "en", ""),
        (" " * 100_000, "en", ""),
    ],
)
def test_a_date_in_words_is_read_when_nothing_else_stands_there(text: str, language: str, day: str) -> None:
    assert stamps.in_words(text, language) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/seven-2024-12-10_en", "2024-12-10"),
        ("https://example.org/2025/03/13/six-more/", "2025-03-13"),
        ("https://example.org/2024-12-10/2025/03/13/x", "2025-03-13"),
        ("https://example.org/12024-12-10", ""),
        ("https://example.org/2024-13-10", ""),
        ("https://example.org/2024-02-31", ""),
        ("https://example.org/2024-12/10", ""),
        ("https://example.org/story", ""),
    ],
)
def test_a_day_in_an_address_is_read(url: str, day: str) -> None:
    assert stamps.in_address(url) == day
