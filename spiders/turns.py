"""Turns: of several crawls at once, in whatever processes, only one speaks to a site."""

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from models.errors import ConfigError, FetchFailed


@contextmanager
def taken(folder: Path, sites: Iterable[str], patience: float) -> Iterator[None]:
    """Holds every one of the sites until the block ends; a killed process lets go.

    Raises FetchFailed when the patience (in seconds) ends before the turn comes.
    """
    sites = set(sites)
    with free(folder, sites, patience) as held:
        if busy := sorted(sites - held):
            raise FetchFailed("another crawl has been busy with it for too long", about=busy[0])
        yield


@contextmanager
def free(folder: Path, sites: Iterable[str], patience: float) -> Iterator[frozenset[str]]:
    """Holds those of the sites whose turn comes before the patience (in seconds, for all of them) ends."""
    deadline = time.monotonic() + patience
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"no folder {folder} ({error.strerror or error})", key="FACTORYWATCH_ARCHIVE") from error
    with ExitStack() as stack:
        held: set[str] = set()
        # All take them in the same order: so no two ever wait for each other.
        for site in sorted(set(sites)):
            left = max(deadline - time.monotonic(), 0)
            with suppress(Timeout):
                stack.enter_context(FileLock(folder / f"{quote(site, safe='')}.lock", timeout=left))
                held.add(site)
        yield frozenset(held)
