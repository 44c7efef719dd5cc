"""Which built-in exercises are done in every gym, as a column: lists show those first."""

import sqlalchemy as sa

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("exercise", sa.Column("is_common", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    op.drop_column("exercise", "is_common")
