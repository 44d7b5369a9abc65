"""Trouble: one word and one line for everything that can go wrong on the way."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from spiders import trouble
from spiders.trouble import Barred, Trouble

URL = "https://example.org/a"
OURS = Trouble(kind="robots", words="robots.txt does not allow it")


@pytest.mark.parametrize(
    ("status", "kind", "passing"),
    [
        (404, "gone", False),
        (410, "gone", False),
        (401, "blocked", True),
        (403, "blocked", True),
        (451, "blocked", True),
        (429, "busy", True),
        (500, "down", True),
        (503, "down", True),
        (302, "elsewhere", False),
        (206, "broken", False),
        (418, "broken", False),
    ],
)
def test_a_status_means_one_kind_of_trouble(status: int, kind: str, passing: bool) -> None:
    met = trouble.of_status(status)

    assert (met.kind, met.passing) == (kind, passing)
    assert str(status) in met.words


@pytest.mark.parametrize(
    ("error", "kind", "passing"),
    [
        (Barred(OURS), "robots", False),
        (CannotResolveHostError("x"), "down", True),
        (DownloadConnectionRefusedError("x"), "down", True),
        (DownloadTimeoutError("x"), "down", True),
        (DownloadFailedError("x"), "down", True),
        (ResponseDataLossError("x"), "down", True),
        (DownloadCancelledError("x"), "too_large", False),
        (IgnoreRequest("body exceeded DOWNLOAD_MAXSIZE (8 B)"), "too_large", False),
        (IgnoreRequest("max redirections reached"), "elsewhere", False),
        (UnsupportedURLSchemeError("x"), "refused", False),
        (ValueError("line one\nline two"), "broken", True),
    ],
)
def test_an_error_means_one_kind_of_trouble_in_one_line(error: Exception, kind: str, passing: bool) -> None:
    met = trouble.of_error(error, URL, ())

    assert (met.kind, met.passing) == (kind, passing)
    assert met.words
    assert "\n" not in met.words


def test_a_certificate_that_cannot_be_trusted_is_said() -> None:
    error = DownloadFailedError("[Error([('SSL routines', '', 'certificate verify failed')])]")

    assert trouble.of_error(error, URL, ()).words == "its certificate cannot be trusted"


def test_a_name_that_the_guard_refused_is_told_from_one_that_does_not_exist() -> None:
    met = trouble.of_error(CannotResolveHostError("x"), "http://127.0.0.1:80/a", ())

    assert (met.kind, met.words) == ("refused", "127.0.0.1 is no public address")
