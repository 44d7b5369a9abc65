"""Rights: what a site says may be done with one of its pages, where it says so, and what we make of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Use: TypeAlias = Literal["kept", "read", "barred"]
"""`kept`: read, and archived for as long as the source's `keep_days` allow. `read`: read once, then its text goes.

`barred`: neither read nor archived; the address, the hash and the reason stay.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What decided over one page."""

    use: Use = "kept"
    signal: str = ""
    """Where it was said: `tdmrep.json`, `header tdm-reservation`, `meta tdm-reservation`, `X-Robots-Tag`,
    `meta robots`; empty: the site says nothing."""
    words: str = ""
    """What was said there, as it stands."""
    policy: str = ""
    """The address of the terms under which reserved text may be had, where the site names one."""
