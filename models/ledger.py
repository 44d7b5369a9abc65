"""The ledger: how many requests went to a site on one day, and what came of them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One site on one day (UTC). A request for robots.txt, a redirect's next hop and a retry each count."""

    site: str
    """The host without `www.`, with its port where that is not the usual one."""
    day: date
    requests: int = 0
    """Those that went out: the sum of the five that follow `bytes`."""
    bytes: int = 0
    """Of the bodies that came, as they came over the wire (packed)."""
    ok: int = 0
    """Answers 2xx."""
    moved: int = 0
    """Answers 3xx, 304 among them."""
    client_errors: int = 0
    """Answers 4xx."""
    server_errors: int = 0
    """Answers 5xx."""
    failed: int = 0
    """No answer, or none that could be taken in whole."""
    refused: int = 0
    """Those that never went out: robots.txt, a rest, the guard or another rule of ours held them back."""
