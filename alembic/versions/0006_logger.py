"""Training: exact weights, groups, targets, readiness, preferences, body metrics and the gym's plates."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

EXACT_KG, COARSE_KG = sa.Numeric(14, 10), sa.Numeric(9, 4)
TABLES = ("body_metric", "training_preference")
ADDED = (
    ("workout", "body_weight_kg", EXACT_KG),
    ("workout", "readiness", sa.Integer()),
    ("workout_exercise", "group_number", sa.Integer()),
    ("workout_exercise", "group_rest_seconds", sa.Integer()),
    ("workout_exercise", "skipped_at", sa.DateTime(timezone=True)),
    ("workout_set", "rest_seconds", sa.Integer()),
    ("workout_set", "target", postgresql.JSONB(none_as_null=True)),
    ("sync_cursor", "rewound_at", sa.DateTime(timezone=True)),
)
CHECKS = (
    ("workout", "body_weight_kg", "body_weight_kg between 1 and 1000"),
    ("workout", "readiness", "readiness between 1 and 5"),
    ("workout_exercise", "group_number", "group_number between 0 and 999"),
    ("workout_exercise", "group_rest_seconds", "group_rest_seconds between 0 and 3600"),
    ("workout_set", "rest_seconds", "rest_seconds between 0 and 3600"),
    ("workout_set", "target", "octet_length(target::text) <= 2000"),
    ("tenant", "equipment", "octet_length(equipment::text) <= 8000"),
)


def upgrade() -> None:
    op.alter_column("workout_set", "weight_kg", type_=EXACT_KG)
    for table, name, kind in ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    equipment = sa.Column("equipment", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False)
    op.add_column("tenant", equipment)
    for table, name, condition in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)
    op.create_index(
        "ix_workout_open", "workout", ["tenant_id", "member_id"],
        postgresql_where=sa.text("finished_at is null and deleted_at is null"),
    )  # fmt: skip
    _create_metrics()
    _create_preferences()
    # Which plates a gym has is the gym's own business; the wall already keeps it to its own row.
    op.execute("grant update (equipment) on tenant to rythm_app")
    for table in TABLES:
        for statement in (*rls.wall_tenant(table), *rls.grant(table), *rls.audited(table)):
            op.execute(statement.replace(":", r"\:"))


def _create_metrics() -> None:
    op.create_table(
        "body_metric",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("clocks", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", EXACT_KG, nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('weight')", name=op.f("ck_body_metric_kind")),
        sa.CheckConstraint("value between 1 and 1000", name=op.f("ck_body_metric_value")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f("fk_body_metric_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_body_metric_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_metric")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_body_metric_tenant_id_id")),
    )  # fmt: skip
    op.create_index(
        "ix_body_metric_member_measured", "body_metric",
        ["tenant_id", "member_id", "kind", sa.literal_column("measured_at desc")],
    )  # fmt: skip
    op.create_index("ix_body_metric_member_revision", "body_metric", ["tenant_id", "member_id", "revision"])


def _create_preferences() -> None:
    op.create_table(
        "training_preference",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("effort", sa.String(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("vibration", sa.Boolean(), nullable=False),
        sa.Column("keep_awake", sa.Boolean(), nullable=False),
        sa.Column("suggestions", sa.Boolean(), nullable=False),
        sa.Column("bar_kg", EXACT_KG, nullable=True),
        sa.CheckConstraint("unit in ('kg', 'lb')", name=op.f("ck_training_preference_unit")),
        sa.CheckConstraint("effort in ('rpe', 'rir', 'none')", name=op.f("ck_training_preference_effort")),
        sa.CheckConstraint("bar_kg between 0 and 100", name=op.f("ck_training_preference_bar_kg")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f("fk_training_preference_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_training_preference_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_preference")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_training_preference_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "member_id", name=op.f("uq_training_preference_tenant_id_member_id")),
    )  # fmt: skip


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_workout_open", "workout")
    for table, name, _ in (*ADDED, ("tenant", "equipment", None)):
        op.drop_column(table, name)
    op.alter_column("workout_set", "weight_kg", type_=COARSE_KG)
