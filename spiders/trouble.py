"""Trouble: why an address gave nothing, in one word for the issue's kind and one line for people."""

from collections.abc import Iterable
from dataclasses import dataclass

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

from spiders import guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What went wrong with one address."""

    kind: str
    """`down`, `blocked`, `busy`, `gone`, `robots`, `barred`, `refused`, `too_large`, `elsewhere`, `no_feed`, `late` or
    `broken`."""
    words: str
    passing: bool = False
    """Whether the next crawl should simply ask again."""


class Barred(IgnoreRequest):
    """One of our own rules stopped a request before it went out."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.words)


def of_status(status: int) -> Trouble:
    """What a status other than 200 and 304 means."""
    words = f"the site answers {status}"
    if status in (404, 410):
        return Trouble(kind="gone", words=words)
    if status in (401, 402, 403, 451):
        return Trouble(kind="blocked", words=words, passing=True)
    if status in (408, 425, 429):
        return Trouble(kind="busy", words=words, passing=True)
    if status >= 500:
        return Trouble(kind="down", words=words, passing=True)
    if 300 <= status < 400:
        return Trouble(kind="elsewhere", words=f"{words} and leads to where we do not go")
    return Trouble(kind="broken", words=words)


def of_error(error: BaseException, url: str, networks: Iterable[str]) -> Trouble:
    """What an exception on the way to that URL means."""
    if isinstance(error, Barred):
        return error.trouble
    if isinstance(error, CannotResolveHostError) and (why := guard.refusal(url, networks)):
        return Trouble(kind="refused", words=why)
    passing: dict[type[BaseException], str] = {
        CannotResolveHostError: "the name cannot be resolved",
        DownloadConnectionRefusedError: "nobody answers there",
        DownloadTimeoutError: "no answer in time",
        DownloadFailedError: "the connection broke",
        ResponseDataLossError: "the answer broke off",
    }
    if "certificate verify failed" in str(error):
        return Trouble(kind="down", words="its certificate cannot be trusted", passing=True)
    if words := passing.get(type(error)):
        return Trouble(kind="down", words=words, passing=True)
    # Both the length on the wire and the unpacked length end here; so does a chain of redirects.
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in str(error):
        return Trouble(kind="too_large", words="the answer is larger than we take")
    if isinstance(error, IgnoreRequest) and "redirections" in str(error):
        return Trouble(kind="elsewhere", words="redirected too often")
    if isinstance(error, UnsupportedURLSchemeError):
        return Trouble(kind="refused", words="only http and https are asked for")
    return Trouble(kind="broken", words=f"{type(error).__name__}: {' '.join(str(error).split())[:200]}", passing=True)
