"""Turns: of several crawls at once, in whatever processes, only one speaks to a site."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from models.errors import ConfigError, FetchFailed


@contextmanager
def taken(folder: Path, sites: Iterable[str], patience: float) -> Iterator[None]:
    """Holds every one of the sites until the block ends; a killed process lets go.

    Raises FetchFailed when the patience (in seconds) ends before the turn comes.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"no folder {folder} ({error.strerror or error})", key="FACTORYWATCH_ARCHIVE") from error
    with ExitStack() as stack:
        # All take them in the same order: so no two ever wait for each other.
        for site in sorted(set(sites)):
            try:
                stack.enter_context(FileLock(folder / f"{quote(site, safe='')}.lock", timeout=patience))
            except Timeout as error:
                raise FetchFailed("another crawl has been busy with it for too long", about=site) from error
        yield
