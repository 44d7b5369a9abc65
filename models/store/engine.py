"""Opening and preparing the store. SQLite by default, PostgreSQL by its URL; the rest of the house sees no difference.

SQLite: every transaction that may write begins with BEGIN IMMEDIATE. With a plain BEGIN two of three transactions that
read and then write fail as "locked" when four writers meet; so none does (deps.md §8).
"""

import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, ExceptionContext, event, exc, pool, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from models.errors import ConfigError, StoreBusy
from models.store import tables

_SETTING = "FACTORYWATCH_STORE"
_WAIT_MS = 30_000
_UNUSABLE = ("unable to open", "not a database", "readonly", "malformed", "no such table", "no such column")
"""What SQLite says of a file that is none of ours, or no longer whole."""
# Any number that no other program on the server uses for the same purpose.
_PREPARING = 0x46616374


def open(url: str) -> Engine:  # noqa: A001 - read as engine.open
    """The engine of that URL, tried once. Raises ConfigError for a URL not of ours, StoreBusy if nothing answers."""
    try:
        place = make_url(url)
    except exc.ArgumentError as error:
        raise ConfigError("is no database URL; try sqlite:///var/factorywatch.db", key=_SETTING) from error
    family = place.get_backend_name()
    if family not in ("sqlite", "postgresql"):
        raise ConfigError(f"{family} is not supported; there are sqlite and postgresql", key=_SETTING)
    options: dict[str, Any] = {}
    if family == "sqlite":
        _make_folder(place)
        if place.database in (None, "", ":memory:"):
            # One connection for all: a second one would see another, empty store.
            options = {"poolclass": pool.StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        options = {"pool_pre_ping": True}
    try:
        engine = sqlalchemy.create_engine(place, **options)
    except (exc.NoSuchModuleError, ModuleNotFoundError, exc.ArgumentError) as error:
        if place.drivername not in ("postgresql", "postgresql+psycopg"):
            raise ConfigError(f"{place.drivername} is not supported; try {family}://", key=_SETTING) from error
        raise ConfigError("needs a driver: pip install 'factorywatch[postgres]'", key=_SETTING) from error
    event.listen(engine, "handle_error", _in_our_words)
    if family == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    with reading(engine).connect():
        return engine


def reading(engine: Engine) -> Engine:
    """The same engine for those who only read: they wait for no writer."""
    return engine.execution_options(factorywatch_reading=True)


def prepare(engine: Engine) -> None:
    """Brings the tables up to date. Raises ConfigError, and touches nothing, where a newer version made the store."""
    # The config is made in code: so it works from any folder and from an installed wheel. % is the config's own sign.
    folder = Path(str(resources.files("models"))) / "store" / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with reading(engine).connect() as connection:
        if _heads(connection, script) == set(script.get_heads()):
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _PREPARING})
        config.attributes["connection"] = connection
        if _heads(connection, script) != set(script.get_heads()):
            command.upgrade(config, "head")


def _heads(connection: Connection, script: ScriptDirectory) -> set[str]:
    heads = set(MigrationContext.configure(connection).get_current_heads())
    if heads - {revision.revision for revision in script.walk_revisions()}:
        raise ConfigError(
            "this store comes from a newer version of factorywatch; upgrade, or use another store", key=_SETTING
        )
    if not heads and set(sqlalchemy.inspect(connection).get_table_names()) & set(tables.metadata.tables):
        raise ConfigError("this database holds tables of these names that are not ours; use another one", key=_SETTING)
    return heads


def _make_folder(place: URL) -> None:
    if place.database in (None, "", ":memory:") or str(place.database).startswith("file:"):
        return
    folder = Path(str(place.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"no folder {folder} ({error.strerror})", key=_SETTING) from error


def _set_up_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite does.
    connection.isolation_level = None
    cursor = connection.cursor()
    # The wait comes first: two processes that switch a new file to WAL at once would collide.
    for pragma in (
        f"busy_timeout={_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("factorywatch_reading", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _in_our_words(context: ExceptionContext) -> None:
    error = context.original_exception
    words = (str(error).strip() or type(error).__name__).splitlines()[0]
    if isinstance(error, sqlite3.Error):
        if "locked" in words or "disk is full" in words:
            raise StoreBusy(words, about="the store") from error
        if any(sign in words for sign in _UNUSABLE):
            where = f" ({context.engine.url.database})" if context.engine else ""
            raise ConfigError(f"{words}{where}", key=_SETTING) from error
    elif context.is_disconnect or (type(error).__name__ == "OperationalError" and context.connection is None):
        raise StoreBusy(words, about="the store") from error
