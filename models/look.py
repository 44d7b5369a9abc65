"""A look: what came of the last time that an address was asked for. It says what need not be asked again."""

from dataclasses import dataclass
from datetime import datetime


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
