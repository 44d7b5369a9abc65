"""Which articles tell one story: the signature of each text, the keys to find it by, and who copies whom."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """The articles that are there have no signature until `replay` reads them again."""
    op.add_column("articles", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.create_table(
        "traces",
        sa.Column("key", BIG, autoincrement=False, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", "article", "version", name="pk_traces"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_traces_article_version", "traces", ["article", "version"])
    op.create_table(
        "copies",
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("article", "other", name="pk_copies"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
