"""Totals of a whole gym by day, and made anew all at once."""

import sqlalchemy as sa

from alembic import context, op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = ("workout_total", "exercise_total")
KEPT = ("exercise_home", "member_id", "started_at", "warmups", "sets", "reps", "seconds", "metres", "volume_kg",
        "heaviest_kg", "e1rm_kg")

# What `app.roll_up` works out for one workout, for all of a gym: its sets are read once, in one go, what was right
# already stays untouched, and new rows lie in the order of time, as years of training leave them. The bests follow
# at the commit, exercise by exercise. PostgreSQL takes the joins for far smaller than they are and would loop.
RECOUNT = """
create function app.recount(gym uuid) returns bigint language plpgsql
    set enable_nestloop = off set work_mem = '64MB' as $$
declare made bigint;
begin
    with counted ({columns}) as materialized (
        {counted}
    ),
    gone as (
        delete from exercise_total t where t.tenant_id = gym and not exists (
            select from counted c where c.workout_id = t.workout_id and c.exercise_id = t.exercise_id)
    )
    insert into exercise_total as t ({columns}) select {columns} from counted
    order by started_at, workout_id
    on conflict (tenant_id, workout_id, exercise_id) do update set ({kept}) = ({excluded})
    where ({t_kept}) is distinct from ({excluded});
    delete from workout_total t using workout w
    where t.tenant_id = gym and w.tenant_id = gym and w.id = t.workout_id
      and (w.finished_at is null or w.deleted_at is not null);
    insert into workout_total (
        tenant_id, workout_id, member_id, started_at, seconds, exercises, warmups, sets, reps, volume_kg
    )
    select w.tenant_id, w.id, w.member_id, w.started_at,
        least(extract(epoch from w.finished_at - w.started_at), 2147483647)::int,
        coalesce(done.exercises, 0), coalesce(done.warmups, 0), coalesce(done.sets, 0),
        coalesce(done.reps, 0), coalesce(done.volume_kg, 0)
    from workout w
    left join (
        select workout_id, count(*) as exercises, sum(warmups) as warmups, sum(sets) as sets,
            sum(reps) as reps, sum(volume_kg) as volume_kg
        from exercise_total where tenant_id = gym group by workout_id
    ) done on done.workout_id = w.id
    where w.tenant_id = gym and w.finished_at is not null and w.deleted_at is null
    on conflict (tenant_id, workout_id) do update set
        member_id = excluded.member_id, started_at = excluded.started_at, seconds = excluded.seconds,
        exercises = excluded.exercises, warmups = excluded.warmups, sets = excluded.sets,
        reps = excluded.reps, volume_kg = excluded.volume_kg, is_stale = false;
    get diagnostics made = row_count;
    insert into exercise_best (tenant_id, member_id, exercise_id, exercise_home)
    select distinct tenant_id, member_id, exercise_id, exercise_home from exercise_total
    where tenant_id = gym
    on conflict (tenant_id, member_id, exercise_id) do nothing;
    update exercise_best set is_stale = true where tenant_id = gym;
    return made;
end $$
"""


def _recount() -> str:
    """How sets are counted is read from `app.roll_up` of 0007, less its limit to one workout."""
    roll_up = str(context.script.get_revision("0007").module.ROLL_UP)
    _, _, rest = roll_up.partition("insert into exercise_total (")
    columns, _, rest = rest.partition(")")
    counted, end, _ = rest.partition("group by w.id, s.exercise_id, e.tenant_key;")
    one = "where w.tenant_id = new.tenant_id and w.id = new.workout_id"
    if not end or one not in counted:
        raise ValueError("app.roll_up of 0007 reads otherwise")
    return RECOUNT.format(
        columns=" ".join(columns.split()),
        counted=(counted.replace(one, "where w.tenant_id = gym") + end.rstrip(";")).strip(),
        kept=", ".join(KEPT),
        excluded=", ".join(f"excluded.{name}" for name in KEPT),
        t_kept=", ".join(f"t.{name}" for name in KEPT),
    )


def upgrade() -> None:
    op.execute(_recount().replace(":", r"\:"))
    op.execute("revoke all on function app.recount(uuid) from public")
    op.execute("grant execute on function app.recount(uuid) to rythm_app")
    latest = sa.literal_column("started_at desc")
    op.create_index("ix_workout_total_tenant", "workout_total", ["tenant_id", latest])
    op.create_index(
        "ix_exercise_total_tenant", "exercise_total", ["tenant_id", latest],
        postgresql_include=["member_id", "exercise_id", "sets"],
    )  # fmt: skip


def downgrade() -> None:
    for table in TABLES:
        op.drop_index(f"ix_{table}_tenant", table)
    op.execute("drop function app.recount(uuid)")
