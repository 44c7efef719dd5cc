"""What triage looks for, where it is found at once: when an exercise was done of late, and what has a note."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# The workouts of the eight weeks up to the latest one with an estimated maximum, the oldest first.
LATELY = """
    array(
        select t.started_at from exercise_total t
        where t.tenant_id = {best}.tenant_id and t.member_id = {best}.member_id
          and t.exercise_id = {best}.exercise_id and t.e1rm_kg is not null
          and t.started_at > (
              select l.started_at from exercise_total l
              where l.tenant_id = {best}.tenant_id and l.member_id = {best}.member_id
                and l.exercise_id = {best}.exercise_id and l.e1rm_kg is not null
              order by l.started_at desc limit 1
          ) - interval '56 days'
        order by t.started_at
    )"""

# `app.roll_up_best` writes a best anew, after the totals of all workouts that the commit touches.
KEEP = f"""
create function app.keep_lately() returns trigger language plpgsql as $$
begin
    new.lately := {LATELY.format(best="new")};
    return new;
end $$
"""


def upgrade() -> None:
    op.add_column(
        "exercise_best",
        sa.Column(
            "lately",
            postgresql.ARRAY(sa.DateTime(timezone=True)),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )
    op.execute(KEEP.replace(":", r"\:"))
    op.execute("revoke all on function app.keep_lately() from public")
    op.execute(
        "create trigger keep_lately before insert on exercise_best "
        "for each row when (not new.is_stale) execute function app.keep_lately()"
    )
    _fill()
    op.create_index(
        "ix_exercise_best_high",
        "exercise_best",
        ["tenant_id", "e1rm_at"],
        postgresql_include=["member_id"],
    )
    op.create_index(
        "ix_workout_exercise_noted",
        "workout_exercise",
        ["tenant_id", "workout_id"],
        postgresql_where=sa.text("note <> '' and deleted_at is null"),
    )


def _fill() -> None:
    """Of all bests there are; the wall stands before the tables' owner too."""
    walled = ("exercise_total", "exercise_best")
    for table in walled:
        op.execute(f"alter table {table} no force row level security")
    op.execute(f"update exercise_best b set lately = {LATELY.format(best='b')}")
    for table in walled:
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    op.drop_index("ix_workout_exercise_noted", "workout_exercise")
    op.drop_index("ix_exercise_best_high", "exercise_best")
    op.execute("drop trigger keep_lately on exercise_best")
    op.execute("drop function app.keep_lately()")
    op.drop_column("exercise_best", "lately")
