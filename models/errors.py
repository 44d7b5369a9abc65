"""Every error that we raise on purpose, sorted by what to do next.

FactorywatchError
├── ConfigError(file, key)     stop: our configuration or the call is wrong     exit 2, before any work
├── PageError(page)            skip: this page; an issue is filed, the run goes on
│   ├── NoText                 nothing readable in it
│   ├── NotHtml                not a page that we read
│   ├── NotFeed                no feed, though its source says so
│   ├── Paywalled
│   ├── ConsentWall
│   └── Expired                its text was kept as long as its rights allow
└── PassingError(about)        retry: the world is down; left waiting for the next beat
    ├── FetchFailed
    ├── ChannelDown
    │   └── Refused            the channel is up and does not take this one alert
    └── StoreBusy

Anything else is a bug: the run ends with exit status 3.
"""


class FactorywatchError(Exception):
    """What somebody can act upon: its text is one clear line."""


class ConfigError(FactorywatchError):
    """The configuration or the call is wrong. `file` and `key` say where."""

    def __init__(self, words: str, *, file: str = "", key: str = "") -> None:
        self.file = file
        self.key = key
        place = ": ".join(part for part in (file, key) if part)
        super().__init__(f"{place}: {words}" if place else words)


class PageError(FactorywatchError):
    """This page gives nothing, and `page` says which (a URL or a file)."""

    def __init__(self, words: str, *, page: str) -> None:
        self.page = page
        self.words = words
        super().__init__(f"{page}: {words}")


class NoText(PageError):
    """Nothing readable in it."""


class NotHtml(PageError):
    """Neither HTML nor plain text."""


class NotFeed(PageError):
    """No feed, though its source says so."""


class Paywalled(PageError):
    """The text ends where payment begins."""


class ConsentWall(PageError):
    """A consent dialogue stands in place of the article."""


class Expired(PageError):
    """Its text was taken out of the archive when the days that its rights allow were over."""


class PassingError(FactorywatchError):
    """The world is down; the next beat tries again. `about` says what did not answer."""

    def __init__(self, words: str, *, about: str) -> None:
        self.about = about
        super().__init__(f"{about}: {words}")


class FetchFailed(PassingError):
    """A site did not answer, or not usefully."""


class ChannelDown(PassingError):
    """A mail server (or another channel) did not take an alert."""


class Refused(ChannelDown):
    """The channel is up, but does not take this one alert: the others may well go out."""


class StoreBusy(PassingError):
    """The store is locked or cannot be reached."""
