"""Records: every best a member ever set, kept by the same commit that keeps the best itself."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import context, op
from rythm.core import rls

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLE = "exercise_record"


def upgrade() -> None:
    _create_table()
    op.add_column(
        "exercise_best",
        sa.Column("heaviest", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    for statement in (
        *rls.wall_tenant(TABLE),
        *rls.grant(TABLE),
        Path(__file__).with_suffix(".sql").read_text(),
    ):
        op.execute(statement.replace(":", r"\:"))
    _fill()


def _create_table() -> None:
    amount = sa.Numeric(18, 2)
    system = "'00000000-0000-0000-0000-000000000000'::uuid"
    op.create_table(
        TABLE,
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("workout_id", sa.Uuid(), nullable=False),
        sa.Column("exercise_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("exercise_home", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", amount, nullable=False),
        sa.Column("before", amount, nullable=False),
        sa.Column("load_kg", sa.Numeric(12, 2), nullable=True),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "workout_id"], ["workout.tenant_id", "workout.id"],
            name=op.f(f"fk_{TABLE}_tenant_id_workout_id"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f(f"fk_{TABLE}_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["exercise_home", "exercise_id"], ["exercise.tenant_key", "exercise.id"],
            name=op.f(f"fk_{TABLE}_exercise_home_exercise_id"),
        ),
        sa.CheckConstraint(
            f"(exercise_home is null) = (exercise_id is null) "
            f"and exercise_home in (coalesce(tenant_id, {system}), {system})",
            name=op.f(f"ck_{TABLE}_exercise_home"),
        ),
        sa.CheckConstraint("kind in ('e1rm', 'weight', 'reps', 'volume')", name=op.f(f"ck_{TABLE}_kind")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{TABLE}_tenant_id")),
        sa.PrimaryKeyConstraint(
            "tenant_id", "workout_id", "exercise_id", "kind", name=op.f(f"pk_{TABLE}")
        ),
    )  # fmt: skip
    latest = sa.literal_column("at desc")
    op.create_index("ix_exercise_record_member", TABLE, ["tenant_id", "member_id", latest])
    op.create_index("ix_exercise_record_exercise", TABLE, ["tenant_id", "member_id", "exercise_id", latest])


def _fill() -> None:
    """Find the records of all finished training; the wall stands before the tables' owner too."""
    walled = ("workout", "workout_exercise", "workout_set", "exercise", "exercise_best", TABLE)
    for table in walled:
        op.execute(f"alter table {table} no force row level security")
    op.execute("update exercise_best set is_stale = true")
    op.execute("set constraints all immediate")
    op.execute("set constraints all deferred")
    for table in walled:
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    before = context.script.get_revision("0007").module.ROLL_UP_BEST
    op.execute(before.replace("create function", "create or replace function").replace(":", r"\:"))
    op.drop_column("exercise_best", "heaviest")
    op.drop_table(TABLE)
