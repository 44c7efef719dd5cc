"""An archive is taken back like any import; marks what training changed by looking each workout up."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INTO = """
create or replace function app.{name}() returns trigger language plpgsql as $$
begin
    insert into workout_total (
        tenant_id, workout_id, member_id, started_at,
        seconds, exercises, warmups, sets, reps, volume_kg, is_stale
    )
    select tenant_id, id, member_id, started_at, 0, 0, 0, 0, 0, 0, true from ({chosen}) changed
    on conflict (tenant_id, workout_id) do update set is_stale = true where not workout_total.is_stale;
    return null;
end $$
"""
# By key, whatever a plan made for few rows thinks of many: an import writes thousands in a statement.
BY_KEY = """
    select whole.* from (select distinct tenant_id, workout_id from {part}) touched
    cross join lateral (
        select w.tenant_id, w.id, w.member_id, w.started_at from workout w
        where w.tenant_id = touched.tenant_id and w.id = touched.workout_id and w.finished_at is not null
        limit 1
    ) whole"""
BY_JOIN = """
    select tenant_id, id, member_id, started_at from workout
    where finished_at is not null and (tenant_id, id) in (select tenant_id, workout_id from {part})"""
PARTS = (("mark_parts", "fresh"), ("mark_parts_gone", "was"))


def upgrade() -> None:
    op.add_column(
        "import_batch",
        sa.Column("added", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column("body_metric", sa.Column("import_batch_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_body_metric_tenant_id_import_batch_id"), "body_metric", "import_batch",
        ["tenant_id", "import_batch_id"], ["tenant_id", "id"],
    )  # fmt: skip
    op.create_index(
        "ix_body_metric_import_batch", "body_metric", ["tenant_id", "import_batch_id"],
        postgresql_where=sa.text("import_batch_id is not null"),
    )  # fmt: skip
    for name, part in PARTS:
        op.execute(INTO.format(name=name, chosen=BY_KEY.format(part=part)))


def downgrade() -> None:
    for name, part in PARTS:
        op.execute(INTO.format(name=name, chosen=BY_JOIN.format(part=part)))
    op.drop_index("ix_body_metric_import_batch", "body_metric")
    op.drop_column("body_metric", "import_batch_id")
    op.drop_column("import_batch", "added")
