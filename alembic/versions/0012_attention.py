"""Attention: what is agreed with a client, what their coach has seen and put off, and private notes."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("agreement", "attention", "coach_note")


def upgrade() -> None:
    _create(
        "agreement",
        ("member_id",),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.CheckConstraint("per_week between 0 and 14", name=op.f("ck_agreement_per_week")),
        sa.UniqueConstraint(
            "tenant_id", "member_id", "starts_on", name=op.f("uq_agreement_tenant_id_member_id_starts_on")
        ),
    )
    _create(
        "attention",
        ("coach_id", "member_id"),
        sa.Column("coach_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("snoozed_until", MOMENT, nullable=True),
        sa.Column("seen", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.UniqueConstraint(
            "tenant_id", "coach_id", "member_id", name=op.f("uq_attention_tenant_id_coach_id_member_id")
        ),
    )
    op.create_index("ix_attention_member", "attention", ["tenant_id", "member_id"])
    _create(
        "coach_note",
        ("member_id",),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(text) between 1 and 2000", name=op.f("ck_coach_note_text")),
    )
    latest = [sa.literal_column("created_at desc"), sa.literal_column("id desc")]
    op.create_index("ix_coach_note_member", "coach_note", ["tenant_id", "member_id", *latest])
    op.create_index(
        "ix_coach_note_deleted", "coach_note", ["tenant_id", "deleted_at"],
        postgresql_where=sa.text("deleted_at is not null"),
    )  # fmt: skip


def _create(table: str, people: tuple[str, ...], *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        *parts,
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", person], ["membership.tenant_id", "membership.user_id"],
                name=op.f(f"fk_{table}_tenant_id_{person}"),
            )
            for person in people
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f(f"uq_{table}_tenant_id_id")),
    )  # fmt: skip
    for statement in (*rls.wall_tenant(table), *rls.grant(table), *rls.audited(table)):
        op.execute(statement.replace(":", r"\:"))


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
