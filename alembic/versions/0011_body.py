"""The body: every kind of measurement, custom metrics, goals; and what members have achieved."""

import sqlalchemy as sa

from alembic import op
from rythm.core import rls

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

EXACT, COARSE = sa.Numeric(20, 10), sa.Numeric(14, 10)
KIND = (
    "kind in ('weight', 'body_fat', 'neck', 'shoulders', 'chest', 'arm', 'forearm', 'waist', 'hips', "
    "'thigh', 'calf', 'custom') and (kind = 'custom') = (custom_metric_id is not null)"
)
VALUE = (
    "case kind when 'weight' then value between 1 and 1000 when 'body_fat' then value between 1 and 80 "
    "when 'custom' then value between -1000000000 and 1000000000 else value between 5 and 400 end"
)
AUDITED, FOLLOWING = ("custom_metric", "body_goal"), ("achievement_earned", "achievement_mark")


def upgrade() -> None:
    _create_custom_metrics()
    _widen_measurements()
    _create_goals()
    _create_achievements()
    for table in (*AUDITED, *FOLLOWING):
        audit = rls.audited(table) if table in AUDITED else []
        for statement in (*rls.wall_tenant(table), *rls.grant(table), *audit):
            op.execute(statement.replace(":", r"\:"))


def _member(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f(f"fk_{table}_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
    ]  # fmt: skip


def _create_custom_metrics() -> None:
    op.create_table(
        "custom_metric",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        *_member("custom_metric"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_metric")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_custom_metric_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "member_id", "id", name=op.f("uq_custom_metric_tenant_id_member_id_id")
        ),
        sa.UniqueConstraint(
            "tenant_id", "member_id", "name", name=op.f("uq_custom_metric_tenant_id_member_id_name")
        ),
    )


def _widen_measurements() -> None:
    op.alter_column("body_metric", "value", type_=EXACT)
    op.add_column("body_metric", sa.Column("custom_metric_id", sa.Uuid(), nullable=True))
    op.add_column("body_metric", sa.Column("note", sa.String(), server_default="", nullable=False))
    op.drop_constraint(op.f("ck_body_metric_kind"), "body_metric")
    op.drop_constraint(op.f("ck_body_metric_value"), "body_metric")
    op.create_check_constraint(op.f("ck_body_metric_kind"), "body_metric", KIND)
    op.create_check_constraint(op.f("ck_body_metric_value"), "body_metric", VALUE)
    op.create_foreign_key(
        op.f("fk_body_metric_tenant_id_member_id_custom_metric_id"), "body_metric", "custom_metric",
        ["tenant_id", "member_id", "custom_metric_id"], ["tenant_id", "member_id", "id"],
    )  # fmt: skip
    op.create_index(
        "ix_body_metric_custom", "body_metric",
        ["tenant_id", "custom_metric_id", sa.literal_column("measured_at desc")],
        postgresql_where=sa.text("custom_metric_id is not null"),
    )  # fmt: skip


def _create_goals() -> None:
    op.create_table(
        "body_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("custom_metric_id", sa.Uuid(), nullable=True),
        sa.Column("target", EXACT, nullable=False),
        sa.Column("start", EXACT, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(KIND, name=op.f("ck_body_goal_kind")),
        *_member("body_goal"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id", "custom_metric_id"],
            ["custom_metric.tenant_id", "custom_metric.member_id", "custom_metric.id"],
            name=op.f("fk_body_goal_tenant_id_member_id_custom_metric_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_goal")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_body_goal_tenant_id_id")),
        sa.UniqueConstraint(
            "tenant_id", "member_id", "kind", "custom_metric_id", postgresql_nulls_not_distinct=True,
            name=op.f("uq_body_goal_tenant_id_member_id_kind_custom_metric_id"),
        ),
    )  # fmt: skip


def _create_achievements() -> None:
    op.create_table(
        "achievement_earned",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("earned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        *_member("achievement_earned"),
        sa.PrimaryKeyConstraint("tenant_id", "member_id", "key", name=op.f("pk_achievement_earned")),
    )
    op.create_table(
        "achievement_mark",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        *_member("achievement_mark"),
        sa.PrimaryKeyConstraint("tenant_id", "member_id", name=op.f("pk_achievement_mark")),
    )


def downgrade() -> None:
    for table in (*FOLLOWING, "body_goal"):
        op.drop_table(table)
    op.execute("delete from body_metric where kind <> 'weight'")
    op.drop_column("body_metric", "custom_metric_id")
    op.drop_column("body_metric", "note")
    op.drop_constraint(op.f("ck_body_metric_value"), "body_metric")
    op.execute("alter table body_metric drop constraint if exists ck_body_metric_kind")
    op.create_check_constraint(op.f("ck_body_metric_kind"), "body_metric", "kind in ('weight')")
    op.create_check_constraint(op.f("ck_body_metric_value"), "body_metric", "value between 1 and 1000")
    op.alter_column("body_metric", "value", type_=COARSE)
    op.drop_table("custom_metric")
