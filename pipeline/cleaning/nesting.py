"""Pages that would stall the HTML tree: its time grows with the square of what is left open (measured, 2026-11-22)."""

import re
from collections.abc import Iterable

_NAMES = r"(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s>/])"
_FORMATTING = re.compile(rf"<(/?){_NAMES}", re.IGNORECASE)
_OPENING = re.compile(rf"<(?=[bcefinstu]){_NAMES}", re.IGNORECASE)
_ANY = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_VOID = frozenset(
    [
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "td", "tr", "th", "dt", "dd", "option"),
    ]
)
"""Elements that nobody closes, or that close each other."""
_MOST_FORMATTING = 1_000
"""Open at once: 0.2 s; a thousand more are a second, five thousand half a minute."""
_MOST = 20_000
"""Open at once, of any kind: 0.5 s; ten times as many are minutes."""


def endless(text: str) -> bool:
    """Whether so many elements are left open that no tree of it can be made in time. Linear."""
    if text.count("<") <= _MOST_FORMATTING:
        return False
    slashes = (found.group(1) for found in _FORMATTING.finditer(text))
    if len(_OPENING.findall(text)) > _MOST_FORMATTING and _left_open(slashes) > _MOST_FORMATTING:
        return True
    if text.count("<") <= _MOST:
        return False
    return _left_open(found.group(1) for found in _ANY.finditer(text) if found.group(2).lower() not in _VOID) > _MOST


def _left_open(slashes: Iterable[str]) -> int:
    """How many are open at once, at the most."""
    depth = deepest = 0
    for slash in slashes:
        depth = max(0, depth - 1) if slash else depth + 1
        deepest = max(deepest, depth)
    return deepest
