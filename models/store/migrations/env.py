"""Run by alembic: by `engine.prepare` with its connection, or by alembic's command line with the settings' store."""

from alembic import context
from sqlalchemy import Connection

from models import settings
from models.store import engine, tables


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=tables.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _migrate(given)
else:
    with engine.open(settings.from_environment().store).begin() as own:
        _migrate(own)
