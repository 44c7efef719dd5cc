"""Leaving: when a person goes, and what takes away all that is theirs."""

from pathlib import Path

import sqlalchemy as sa

from alembic import op
from rythm.core import rls

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CASCADES = (
    ("template_version", "fk_template_version_tenant_key_template_id", "template", "template_id"),
    ("template_exercise", "fk_template_exercise_tenant_key_version_id", "template_version", "version_id"),
)
"""A version is never changed, and goes only with its whole template."""

FUNCTIONS = ("app.left_without_admin()", "app.blank_trail(uuid, uuid[])", "app.forget_leavers(timestamptz)")


def upgrade() -> None:
    op.add_column("user_account", sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_user_account_leaves_at", "user_account", ["leaves_at"],
        postgresql_where=sa.text("leaves_at is not null"),
    )  # fmt: skip
    # PostgreSQL looks for the sets of every exercise of a workout that is deleted.
    op.create_index("ix_workout_set_line", "workout_set", ["tenant_id", "workout_exercise_id"])
    _reference(ondelete="CASCADE")
    for statement in (
        "grant delete, update on user_account to rythm_gate",
        "grant delete on platform_admin to rythm_gate",
        "grant select, update (changes) on audit_entry to rythm_gate",
        rls.policy("audit_entry", "select", using="true", role="rythm_gate"),
        rls.policy("audit_entry", "update", using="true", check="true", role="rythm_gate"),
        "grant create on schema app to rythm_gate",
        Path(__file__).with_suffix(".sql").read_text(),
        *(f"revoke all on function {function} from public" for function in FUNCTIONS),
        *(f"grant execute on function {function} to rythm_app" for function in FUNCTIONS),
        *(f"alter function {function} owner to rythm_gate" for function in FUNCTIONS),
        "revoke create on schema app from rythm_gate",
    ):
        op.execute(statement.replace(":", r"\:"))


def _reference(ondelete: str | None) -> None:
    for table, name, parent, column in CASCADES:
        op.drop_constraint(op.f(name), table, type_="foreignkey")
        op.create_foreign_key(
            op.f(name), table, parent, ["tenant_key", column], ["tenant_key", "id"], ondelete=ondelete
        )


def downgrade() -> None:
    for function in FUNCTIONS:
        op.execute(f"drop function {function}")
    for verb in ("select", "update"):
        op.execute(f"drop policy audit_entry_{verb}_rythm_gate on audit_entry")
    op.execute("revoke select, update (changes) on audit_entry from rythm_gate")
    op.execute("revoke delete on platform_admin from rythm_gate")
    op.execute("revoke delete, update on user_account from rythm_gate")
    _reference(ondelete=None)
    op.drop_index("ix_workout_set_line", "workout_set")
    op.drop_index("ix_user_account_leaves_at", "user_account")
    op.drop_column("user_account", "leaves_at")
