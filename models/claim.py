"""A claim: what one version of one article says of one subject, with the words that say it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from models import value as values
from models.value import Value

Modality: TypeAlias = Literal["asserted", "planned", "reported", "negated"]
SURE = 0.6
"""Claims of less confidence are kept and shown, and not settled: a false claim ends in somebody's mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence a claim rests on; the offsets count characters in the article's text."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of an article. `value` is resolved (canonical spelling), `raw` is as the article has it."""

    subject: str
    predicate: str
    value: Value
    modality: Modality = "asserted"
    confidence: float = 1.0
    evidence: Evidence
    raw: str = ""
    """The value's own words in the article."""
    name: str = ""
    """The subject's own words in the article."""
    article: str = ""
    source: str = ""
    said: datetime | None = None
    """When the article said it: its publication, else when it was fetched."""
    made_by: str = ""
    """The version of our code that read it: no part of the id."""
    url: str = ""
    """Where a reader can check it; empty: the store knows it by the article. No part of the id."""
    ended: datetime | None = None
    """Since when its publisher no longer says it (a newer version of the article). No part of the id."""
    gone: datetime | None = None
    """Since when its page is gone: it still counts, but confirms nothing. No part of the id."""
    _id: str = field(default="", init=False, compare=False, repr=False)
    """The id once it was asked for. A changed claim (`replace`) begins without."""

    @property
    def id(self) -> str:
        """The hash of what is said and where: the same claim read twice is one claim."""
        if not self._id:
            object.__setattr__(self, "_id", self._hashed())
        return self._id

    def read_as(self, value: Value) -> "Claim":
        """The same claim, its value read as another: the id stays that of what the article said."""
        one = replace(self, value=value)
        object.__setattr__(one, "_id", self.id)
        return one

    def _hashed(self) -> str:
        parts = (
            self.article,
            self.subject,
            self.predicate,
            values.key(self.value),
            self.modality,
            self.evidence.quote,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
