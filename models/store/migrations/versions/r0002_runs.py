"""How each crawl of a source went, and for every address when to look again and since when it has been missing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The looks that are there bear no day of publication and were never missed."""
    op.add_column("looks", sa.Column("published", sa.Text(), nullable=False, server_default=""))
    op.add_column("looks", sa.Column("shown", sa.Text(), nullable=False, server_default=""))
    op.add_column("looks", sa.Column("again", TIME, nullable=True))
    op.add_column("looks", sa.Column("missed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("looks", sa.Column("missed_since", TIME, nullable=True))
    op.create_index("ix_looks_source_again", "looks", ["source", "again"])
    op.create_table(
        "runs",
        sa.Column("id", BIG, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("began", TIME, nullable=False),
        sa.Column("ended", TIME, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("doors", JSON, nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("pages", JSON, nullable=True),
        sa.Column("beat", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_source_id", "runs", ["source", "id"])


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
