"""A page: one response of one URL at one time, as it came. The body lies in the archive, the rest in the store."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

PageState: TypeAlias = Literal["waiting", "done", "irrelevant", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server answered; `headers` have lower-case names."""

    source: str
    url: str
    fetched: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    published: str = ""
    """The date that the feed or the list gave, ISO, or empty: the weakest of the page's dates."""

    @property
    def sha(self) -> str:
        """The page's id: the hash of its URL and body, so the same answer twice is one page."""
        return hashlib.sha256(self.url.encode() + b"\n" + self.body).hexdigest()

    def header(self, name: str) -> str:
        """The first header of that name (lower case), or an empty string."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A page that lies in the archive and is not yet read."""

    sha: str
    source: str
    url: str
    place: str
    """Where it lies in the archive: `file.warc.gz:offset`."""
