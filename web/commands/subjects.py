"""Whom somebody asks for: a name becomes an id; who was merged answers as the factory it is now, and that is said."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from web.terminal import say

if TYPE_CHECKING:  # sqlalchemy takes longer to import than `--help` may take
    from sqlalchemy import Connection


def meant(connection: "Connection", words: str, names: Mapping[str, str], as_of: date | None = None) -> str:
    """The subject that is meant, as far as we knew on that day; `names` are those of the factories in the store."""
    from models import asked
    from models.store import believed

    merged = believed.merged(connection, as_of)
    subject = asked.subject(words, {**{key: one.name for key, one in merged.items()}, **names})
    if subject not in merged:
        return subject
    one = merged[subject]
    say(f"{subject} is {one.factory} now: {one.why}")
    return one.factory
