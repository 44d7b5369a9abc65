"""A capture: one answer of an address at one time, as the index of the archive knows it."""

from dataclasses import dataclass
from datetime import datetime

from models.rights import Rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One row of the index."""

    page: str
    """The page's sha: the hash of its address and body. It stays when the body has gone."""
    source: str
    url: str
    fetched: datetime
    status: int
    rights: Rights
    file: str
    """The archive file that holds it, or held it; empty: it was never archived."""
    offset: int
    """Where in that file its record begins, in bytes."""
    expired: datetime | None = None
    """When its text was taken out of the archive; None: it is there, unless `file` is empty."""

    @property
    def place(self) -> str:
        """The place in the archive; empty when there is none, or none any more."""
        return f"{self.file}:{self.offset}" if self.file and self.expired is None else ""
