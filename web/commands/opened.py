"""The store, opened for one verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models import settings as environment

if TYPE_CHECKING:  # sqlalchemy takes longer to import than `--help` may take
    from sqlalchemy import Connection, Engine


@contextmanager
def store(settings: environment.Settings) -> Iterator["Engine"]:
    """The store, brought up to date."""
    from models.store import engine as stores

    engine = stores.open(settings.store)
    try:
        stores.prepare(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def looking() -> Iterator["Connection"]:
    """A connection that only reads. Raises ConfigError where there is no store yet."""
    from models.store import engine as stores

    with store(environment.from_environment()) as engine, stores.reading(engine).connect() as connection:
        yield connection
