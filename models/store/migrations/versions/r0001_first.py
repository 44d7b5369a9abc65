"""The first tables, and the guards of the change log: no row is altered or taken out, none is slipped in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True)
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# The insert guard also stops SQLite's INSERT OR REPLACE, which deletes without firing the delete trigger.
SQLITE_GUARDS = (
    """
    CREATE TRIGGER changes_keep_update BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER changes_keep_delete BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END
    """,
    """
    CREATE TRIGGER changes_keep_order BEFORE INSERT ON changes
    WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM changes)
    BEGIN SELECT RAISE(ABORT, 'the change log grows at its end only'); END
    """,
)
POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION changes_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the change log is append-only'; END $$
    """,
    """
    CREATE FUNCTION changes_grow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM changes) THEN
            RAISE EXCEPTION 'the change log grows at its end only';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER changes_keep_rows BEFORE UPDATE OR DELETE ON changes FOR EACH ROW EXECUTE FUNCTION changes_keep()",
    "CREATE TRIGGER changes_keep_all BEFORE TRUNCATE ON changes FOR EACH STATEMENT EXECUTE FUNCTION changes_keep()",
    "CREATE TRIGGER changes_keep_order BEFORE INSERT ON changes FOR EACH ROW EXECUTE FUNCTION changes_grow()",
)


def upgrade() -> None:
    """All tables, then the guards."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", JSON, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("modified", TIME, nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("stored", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_articles"),
    )
    op.create_index("ix_articles_page", "articles", ["page"])
    op.create_index("ix_articles_url", "articles", ["url"])
    op.create_table(
        "changes",
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("predicate", sa.Text(), nullable=True),
        sa.Column("old", JSON, nullable=True),
        sa.Column("new", JSON, nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("took_effect", sa.Date(), nullable=False),
        sa.Column("detected", TIME, nullable=False),
        sa.Column("because", JSON, nullable=False),
        sa.Column("sources", JSON, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("past", sa.Boolean(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
    )
    op.create_index("ix_changes_detected", "changes", ["detected"])
    op.create_index("ix_changes_subject_predicate_seq", "changes", ["subject", "predicate", "seq"])
    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened", TIME, nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("predicate", sa.Text(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("modality", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("said", TIME, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("closed", TIME, nullable=True),
        sa.Column("ending", sa.Text(), nullable=False),
        sa.Column("gone", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", "version", "opened", name="pk_claims"),
    )
    op.create_index("ix_claims_article_closed", "claims", ["article", "closed"])
    op.create_index("ix_claims_subject_predicate", "claims", ["subject", "predicate"])
    op.create_table(
        "factories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_factories"),
    )
    op.create_table(
        "facts",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("predicate", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("valid", sa.Date(), nullable=False),
        sa.Column("known", TIME, nullable=False),
        sa.Column("because", JSON, nullable=False),
        sa.PrimaryKeyConstraint("subject", "predicate", "place", name="pk_facts"),
    )
    op.create_table(
        "issues",
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("first", TIME, nullable=False),
        sa.Column("last", TIME, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("closed", TIME, nullable=True),
        sa.PrimaryKeyConstraint("about", "kind", name="pk_issues"),
    )
    op.create_table(
        "looks",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", TIME, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("body_sha", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_looks"),
    )
    op.create_index("ix_looks_source", "looks", ["source"])
    op.create_table(
        "pages",
        sa.Column("sha", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched", TIME, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("moved", TIME, nullable=False),
        sa.PrimaryKeyConstraint("sha", name="pk_pages"),
    )
    op.create_index("ix_pages_state_fetched", "pages", ["state", "fetched"])
    op.create_index("ix_pages_url", "pages", ["url"])
    op.create_table(
        "rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("subjects", JSON, nullable=False),
        sa.Column("predicates", JSON, nullable=False),
        sa.Column("confirmed_only", sa.Boolean(), nullable=False),
        sa.Column("created", TIME, nullable=False),
        sa.Column("removed", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_rules"),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("change", BIG, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("subject_line", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried", TIME, nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("sent", TIME, nullable=True),
        sa.ForeignKeyConstraint(["rule"], ["rules.id"], name="fk_alerts_rule"),
        sa.PrimaryKeyConstraint("id", name="pk_alerts"),
    )
    op.create_index("ix_alerts_sent", "alerts", ["sent"])

    for guard in POSTGRESQL_GUARDS if op.get_bind().dialect.name == "postgresql" else SQLITE_GUARDS:
        op.execute(sa.text(guard))


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
