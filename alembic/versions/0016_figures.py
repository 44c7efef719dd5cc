"""What was counted for achievements is kept, and so is how many sets a week a member aims at."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MARK, LIKES = "achievement_mark", "training_preference"


def upgrade() -> None:
    op.add_column(MARK, sa.Column("figures", postgresql.JSONB(none_as_null=True), nullable=True))
    op.add_column(MARK, sa.Column("zone", sa.String(), server_default="", nullable=False))
    op.add_column(MARK, sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.add_column(LIKES, sa.Column("least_sets", sa.Integer(), server_default="10", nullable=False))
    op.add_column(LIKES, sa.Column("most_sets", sa.Integer(), server_default="20", nullable=False))
    op.create_check_constraint(
        op.f("ck_training_preference_sets"), LIKES, "least_sets between 1 and most_sets and most_sets <= 100"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_training_preference_sets"), LIKES)
    for name in ("most_sets", "least_sets"):
        op.drop_column(LIKES, name)
    for name in ("until", "zone", "figures"):
        op.drop_column(MARK, name)
