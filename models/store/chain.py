"""The chain of the change log: each row carries the hash of its content and of the row before it, so that a row which
was altered, taken out or slipped in shows.
"""

import hashlib
import json
from datetime import UTC

from models import value as values
from models.change import Change

GENESIS = "0" * 64
"""What the first row carries in place of a row before it."""


def link(before: str, change: Change) -> str:
    """The hash of a change that follows the row with the hash `before`."""
    content = [
        before,
        change.seq,
        change.kind,
        change.subject,
        change.predicate,
        None if change.old is None else values.plain(change.old),
        None if change.new is None else values.plain(change.new),
        change.cause,
        change.standing,
        change.took_effect.isoformat(),
        change.detected.astimezone(UTC).isoformat(),
        change.because,
        change.sources,
        change.url,
        change.past,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
