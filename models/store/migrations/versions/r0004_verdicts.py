"""Verdicts, which nobody alters, and the names that they are about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# The insert guard also stops SQLite's INSERT OR REPLACE, which deletes without firing the delete trigger.
SQLITE_GUARDS = (
    """
    CREATE TRIGGER verdicts_keep_update BEFORE UPDATE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are never altered'); END
    """,
    """
    CREATE TRIGGER verdicts_keep_delete BEFORE DELETE ON verdicts
    BEGIN SELECT RAISE(ABORT, 'verdicts are never altered'); END
    """,
    """
    CREATE TRIGGER verdicts_keep_order BEFORE INSERT ON verdicts
    WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM verdicts)
    BEGIN SELECT RAISE(ABORT, 'verdicts are added at their end only'); END
    """,
)
POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION verdicts_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'verdicts are never altered'; END $$
    """,
    """
    CREATE FUNCTION verdicts_grow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM verdicts) THEN
            RAISE EXCEPTION 'verdicts are added at their end only';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER verdicts_keep_rows BEFORE UPDATE OR DELETE ON verdicts
    FOR EACH ROW EXECUTE FUNCTION verdicts_keep()
    """,
    "CREATE TRIGGER verdicts_keep_all BEFORE TRUNCATE ON verdicts FOR EACH STATEMENT EXECUTE FUNCTION verdicts_keep()",
    "CREATE TRIGGER verdicts_keep_order BEFORE INSERT ON verdicts FOR EACH ROW EXECUTE FUNCTION verdicts_grow()",
)


def upgrade() -> None:
    """Two tables, empty: a name that is in the store already is asked about when something new is said of it."""
    op.create_table(
        "verdicts",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("factory", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("decided", TIME, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_verdicts"),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("factory", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("near", JSON, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("moved", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
    )
    op.create_index("ix_candidates_factory", "candidates", ["factory"])
    op.create_index("ix_candidates_state", "candidates", ["state"])
    for guard in POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS:
        op.execute(sa.text(guard))


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
