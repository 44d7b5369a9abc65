"""Stores to test with: every test that asks for one runs on SQLite and, where it is installed, on PostgreSQL."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Engine

from models.store import engine as stores
from tests import postgres

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A running server."""
    if reason := postgres.why_not():
        pytest.skip(reason)
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that does not exist yet (SQLite) or is empty (PostgreSQL)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/var/factorywatch.db"
    server = sqlalchemy.make_url(request.getfixturevalue("postgres_url"))
    name = f"test_{next(_numbers)}"
    alone = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    alone.dispose()
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    """A store, opened and prepared."""
    engine = stores.open(store_url)
    stores.prepare(engine)
    yield engine
    engine.dispose()
