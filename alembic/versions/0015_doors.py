"""The file a member is about to bring in."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("is_archive", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("problem", sa.String(), server_default="", nullable=False),
        sa.Column("report", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
            name=op.f("fk_import_file_tenant_id_member_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_import_file_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_file")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_import_file_tenant_id_id")),
        sa.UniqueConstraint("tenant_id", "member_id", name=op.f("uq_import_file_tenant_id_member_id")),
    )  # fmt: skip
    statements = (*rls.wall_tenant("import_file"), *rls.grant("import_file"), *rls.audited("import_file"))
    for statement in statements:
        op.execute(statement.replace(":", r"\:"))


def downgrade() -> None:
    op.drop_table("import_file")
