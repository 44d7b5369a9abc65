"""The index of the archive with what each site allows, the rest of sites that refuse us, and the ledger of requests."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = ("requests", "bytes", "ok", "moved", "client_errors", "server_errors", "failed", "refused")


def upgrade() -> None:
    """Every page that lies in the archive gets its row; what its site allows was not asked for then."""
    captures = op.create_table(
        "captures",
        sa.Column("id", BIG, nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("fetched", TIME, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset", BIG, nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("signal", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("expired", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_captures"),
    )
    op.create_index("ix_captures_url_fetched", "captures", ["url", "fetched"])
    op.create_index("ix_captures_page", "captures", ["page"])
    op.create_index("ix_captures_file_offset", "captures", ["file", "offset"])
    op.create_index("ix_captures_source_fetched", "captures", ["source", "fetched"])
    op.create_table(
        "sites",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("rests_until", TIME, nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_sites"),
    )
    op.create_table(
        "ledger",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, BIG, nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("site", "day", name="pk_ledger"),
    )
    op.add_column("articles", sa.Column("text_sha", sa.Text(), nullable=False, server_default=""))
    bind = op.get_bind()
    pages = sa.table("pages", *(sa.column(name) for name in ("sha", "url", "source", "fetched", "status", "place")))
    for row in bind.execute(sa.select(pages).order_by(pages.c.fetched, pages.c.sha)).all():
        file, _, offset = row.place.rpartition(":")
        if offset.isdecimal():
            bind.execute(
                # The times are handed on as they lie there, so the columns' types must not touch them.
                sa.insert(sa.table("captures", *(sa.column(column.name) for column in captures.columns))).values(
                    page=row.sha,
                    url=row.url,
                    source=row.source,
                    fetched=row.fetched,
                    status=row.status,
                    file=file,
                    offset=int(offset),
                    use="kept",
                    signal="",
                    words="",
                    policy="",
                )
            )


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
