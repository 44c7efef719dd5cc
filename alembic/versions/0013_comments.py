"""Comments on workouts and their sets, and messages of one line to a member."""

import sqlalchemy as sa

from alembic import op
from rythm.core import rls

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("message", "comment")


def upgrade() -> None:
    _create_comments()
    _create_messages()
    for table in TABLES:
        for statement in (*rls.wall_tenant(table), *rls.grant(table), *rls.audited(table)):
            op.execute(statement.replace(":", r"\:"))


def _person(table: str, column: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", column], ["membership.tenant_id", "membership.user_id"],
        name=op.f(f"fk_{table}_tenant_id_{column}"), ondelete=ondelete,
    )  # fmt: skip


def _create_comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("workout_id", sa.Uuid(), nullable=False),
        sa.Column("workout_set_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("char_length(text) between 1 and 1000", name=op.f("ck_comment_text")),
        _person("comment", "member_id"),
        _person("comment", "author_id", ondelete="SET NULL (author_id)"),
        sa.ForeignKeyConstraint(
            ["tenant_id", "workout_id"], ["workout.tenant_id", "workout.id"],
            name=op.f("fk_comment_tenant_id_workout_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "workout_set_id"], ["workout_set.tenant_id", "workout_set.id"],
            name=op.f("fk_comment_tenant_id_workout_set_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_comment_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_comment_tenant_id_id")),
    )  # fmt: skip
    op.create_index("ix_comment_workout", "comment", ["tenant_id", "workout_id"])
    op.create_index("ix_comment_set", "comment", ["tenant_id", "workout_set_id"])
    op.create_index("ix_comment_author", "comment", ["tenant_id", "author_id"])
    op.create_index("ix_comment_member", "comment", ["tenant_id", "member_id"])
    op.create_index(
        "ix_comment_unread", "comment", ["tenant_id", "member_id"],
        postgresql_where=sa.text("read_at is null and deleted_at is null"),
    )  # fmt: skip


def _create_messages() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("char_length(text) between 1 and 280", name=op.f("ck_message_text")),
        _person("message", "member_id"),
        _person("message", "sender_id", ondelete="SET NULL (sender_id)"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_message_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_message_tenant_id_id")),
    )
    op.create_index(
        "ix_message_member", "message",
        ["tenant_id", "member_id", sa.literal_column("sent_at desc"), sa.literal_column("id desc")],
    )  # fmt: skip
    op.create_index("ix_message_sender", "message", ["tenant_id", "sender_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
