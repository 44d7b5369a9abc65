"""The beat: how many minutes a source is left alone. Faster while looks bring something new, slower while not. Pure."""

from models.source import Source

_FASTER = 0.6
_SLOWER = 1.2
"""Three quiet looks undo one that brought something: a source that moves once in four looks keeps its beat."""


def first(source: Source) -> float:
    """The beat of a source that was never looked at."""
    return source.every


def after(source: Source, last: float, *, brought: bool) -> float:
    """The next beat, after a look that brought something new or did not; within the floor and ceiling of its TOML."""
    return within(source, last * (_FASTER if brought else _SLOWER))


def within(source: Source, minutes: float) -> float:
    """The beat, no faster than `soonest` and no slower than `latest`; a source without them keeps its `every`."""
    return min(max(minutes, source.soonest or source.every), source.latest or source.every)
