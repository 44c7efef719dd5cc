"""Imports: the files that were imported, the workouts each brought, and what in them is too odd to be true."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("import_flag", "import_batch")


def upgrade() -> None:
    _create_batches()
    op.add_column("workout", sa.Column("import_batch_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_workout_tenant_id_import_batch_id"), "workout", "import_batch",
        ["tenant_id", "import_batch_id"], ["tenant_id", "id"],
    )  # fmt: skip
    op.create_index(
        "ix_workout_import_batch", "workout", ["tenant_id", "import_batch_id"],
        postgresql_where=sa.text("import_batch_id is not null"),
    )  # fmt: skip
    _create_flags()
    for table in TABLES:
        for statement in (*rls.wall_tenant(table), *rls.grant(table), *rls.audited(table)):
            op.execute(statement.replace(":", r"\:"))


def _create_batches() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("workouts", sa.Integer(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("exercise_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f("fk_import_batch_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_import_batch_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_import_batch_tenant_id_id")),
    )  # fmt: skip
    op.create_index(
        "ix_import_batch_member", "import_batch", ["tenant_id", "member_id", sa.literal_column("id desc")]
    )


def _create_flags() -> None:
    op.create_table(
        "import_flag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("import_batch_id", sa.Uuid(), nullable=False),
        sa.Column("workout_id", sa.Uuid(), nullable=False),
        sa.Column("workout_set_id", sa.Uuid(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "import_batch_id"], ["import_batch.tenant_id", "import_batch.id"],
            name=op.f("fk_import_flag_tenant_id_import_batch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "workout_id"], ["workout.tenant_id", "workout.id"],
            name=op.f("fk_import_flag_tenant_id_workout_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "workout_set_id"], ["workout_set.tenant_id", "workout_set.id"],
            name=op.f("fk_import_flag_tenant_id_workout_set_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_import_flag_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_flag")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_import_flag_tenant_id_id")),
    )  # fmt: skip
    op.create_index(
        "ix_import_flag_open", "import_flag", ["tenant_id", "member_id"],
        postgresql_where=sa.text("reviewed_at is null"),
    )  # fmt: skip
    op.create_index("ix_import_flag_batch", "import_flag", ["tenant_id", "import_batch_id"])


def downgrade() -> None:
    op.drop_table("import_flag")
    op.drop_column("workout", "import_batch_id")
    op.drop_table("import_batch")
