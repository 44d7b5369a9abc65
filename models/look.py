"""A look: what came of the last time that an address was asked for. It says what need not be asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_LOOKS = 3
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One address, as it was when it was last looked at."""

    url: str
    source: str
    checked: datetime
    status: int
    """The last HTTP status; 0: no answer came, or none was allowed to."""
    etag: str = ""
    last_modified: str = ""
    body_sha: str = ""
    """Of the last body that was taken in, kept through later 304s and errors; empty: none was yet."""
    published: str = ""
    """The day on which an article was published, ISO, as its list said; empty: it did not say."""
    shown: str = ""
    """The address that people open, where it is another than the one that is asked for."""
    again: datetime | None = None
    """When an article is to be looked at again, whatever its list says; None: never by itself."""
    missed: int = 0
    """How many looks in a row found nothing there (404, 410)."""
    missed_since: datetime | None = None
    """When the first of them was."""

    @property
    def gone(self) -> bool:
        """Whether nothing stands there for good: 410 says so at once, 404 when three looks over a week have met it.

        One 404 is no proof: sites lose pages for an hour while they are rebuilt.
        """
        if self.status == 410:
            return True
        since = self.missed_since
        return self.missed >= _LOOKS and since is not None and self.checked - since >= _WEEK
