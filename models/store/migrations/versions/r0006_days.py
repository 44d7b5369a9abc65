"""The log by the day on which changes took effect: what was held on a day is found without reading all of it."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One index takes the place of the other: both begin with subject and predicate."""
    op.create_index(
        "ix_changes_subject_predicate_took_effect_seq", "changes", ["subject", "predicate", "took_effect", "seq"]
    )
    op.drop_index("ix_changes_subject_predicate_seq", "changes")


def downgrade() -> None:
    """Not possible: nothing in the store is ever deleted."""
    raise NotImplementedError
