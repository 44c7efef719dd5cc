"""Totals and bests, kept right by PostgreSQL itself at every commit that changes finished training."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from alembic import op
from rythm.core import rls

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KG, MUCH_KG = sa.Numeric(12, 2), sa.Numeric(18, 2)
MOMENT = sa.DateTime(timezone=True)
TABLES = ("workout_total", "exercise_total", "exercise_best")

# The kg a set moves, of `s`, `w` and how its exercise is measured; null where it is not known.
LOAD = """
    case
        when {by} in ('weight_reps', 'weight_distance') then s.weight_kg
        when {by} = 'bodyweight_reps' and w.body_weight_kg is null then s.weight_kg
        when {by} = 'bodyweight_reps' then greatest(w.body_weight_kg + coalesce(s.weight_kg, 0), 0)
        when {by} = 'assisted_reps' and w.body_weight_kg is not null
            then greatest(w.body_weight_kg - coalesce(s.weight_kg, 0), 0)
    end"""

# Epley's estimate to 0.01 kg, where the load is wholly known; a single repetition is a measurement.
E1RM = """
    case
        when {load} <= 0 or not ({by} = 'weight_reps'
            or ({by} in ('bodyweight_reps', 'assisted_reps') and {body} is not null)) then null
        when {reps} = 1 then round({load}, 2)
        when {reps} between 2 and 12 then round({load} * (30 + {reps}) / 30, 2)
    end"""

MARK = """
create function app.{name}() returns trigger language plpgsql as $$
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
# Open workouts have no totals: what is ticked while one trains costs nothing here.
OF_PARTS = """
    select tenant_id, id, member_id, started_at from workout
    where finished_at is not null and (tenant_id, id) in (select tenant_id, workout_id from {part})"""
MARKS = {
    "mark_added": "select * from fresh where finished_at is not null",
    "mark_changed": """
    select fresh.* from fresh join was using (tenant_id, id)
    where (fresh.finished_at is not null or was.finished_at is not null)
      and (fresh.finished_at, fresh.deleted_at, fresh.started_at, fresh.body_weight_kg)
          is distinct from (was.finished_at, was.deleted_at, was.started_at, was.body_weight_kg)""",
    "mark_parts": OF_PARTS.format(part="fresh"),
    "mark_parts_gone": OF_PARTS.format(part="was"),
}
TRIGGERS = (
    ("workout", "insert", "mark_added", "new table as fresh"),
    ("workout", "update", "mark_changed", "old table as was new table as fresh"),
    *(
        (table, verb, name, tables)
        for table in ("workout_exercise", "workout_set")
        for verb, name, tables in (
            ("insert", "mark_parts", "new table as fresh"),
            ("update", "mark_parts", "new table as fresh"),
            ("delete", "mark_parts_gone", "old table as was"),
        )
    ),
)

MARK_BESTS = """
    insert into exercise_best (tenant_id, member_id, exercise_id, exercise_home, is_stale)
    select tenant_id, member_id, exercise_id, exercise_home, true from exercise_total
    where tenant_id = new.tenant_id and workout_id = new.workout_id
    on conflict (tenant_id, member_id, exercise_id)
    do update set is_stale = true where not exercise_best.is_stale;
"""

ROLL_UP = f"""
create function app.roll_up() returns trigger language plpgsql as $$
begin
    {MARK_BESTS}
    delete from exercise_total where tenant_id = new.tenant_id and workout_id = new.workout_id;
    insert into exercise_total (
        tenant_id, workout_id, exercise_id, exercise_home, member_id, started_at,
        warmups, sets, reps, seconds, metres, volume_kg, heaviest_kg, e1rm_kg
    )
    select w.tenant_id, w.id, s.exercise_id, e.tenant_key, w.member_id, w.started_at,
        count(*) filter (where s.kind = 'warmup'),
        count(*) filter (where s.kind <> 'warmup'),
        coalesce(sum(s.reps) filter (where s.kind <> 'warmup'), 0),
        coalesce(sum(s.duration_seconds) filter (where s.kind <> 'warmup'), 0),
        coalesce(sum(s.distance_m) filter (where s.kind <> 'warmup'), 0),
        coalesce(sum(l.kg * s.reps) filter (
            where s.kind <> 'warmup' and e.measured_by <> 'weight_distance' and l.kg > 0), 0),
        max(l.kg) filter (where s.kind <> 'warmup' and l.kg <= 600 and s.reps between 1 and 200),
        max({E1RM.format(load="l.kg", by="e.measured_by", body="w.body_weight_kg", reps="s.reps")})
            filter (where s.kind <> 'warmup' and l.kg <= 600)
    from workout w
    join workout_exercise x on x.tenant_id = w.tenant_id and x.workout_id = w.id and x.deleted_at is null
    join workout_set s on s.tenant_id = w.tenant_id and s.workout_id = w.id and s.workout_exercise_id = x.id
        and s.deleted_at is null and s.done_at is not null
    join exercise e on e.id = s.exercise_id
    cross join lateral (select {LOAD.format(by="e.measured_by")} as kg) l
    where w.tenant_id = new.tenant_id and w.id = new.workout_id
      and w.finished_at is not null and w.deleted_at is null
    group by w.id, s.exercise_id, e.tenant_key;
    update workout_total t set
        member_id = w.member_id, started_at = w.started_at, is_stale = false,
        seconds = least(extract(epoch from w.finished_at - w.started_at), 2147483647)::int,
        exercises = done.exercises, warmups = done.warmups, sets = done.sets, reps = done.reps,
        volume_kg = done.volume_kg
    from workout w, (
        select count(*) as exercises, coalesce(sum(warmups), 0) as warmups, coalesce(sum(sets), 0) as sets,
            coalesce(sum(reps), 0) as reps, coalesce(sum(volume_kg), 0) as volume_kg
        from exercise_total where tenant_id = new.tenant_id and workout_id = new.workout_id
    ) done
    where t.tenant_id = new.tenant_id and t.workout_id = new.workout_id
      and w.tenant_id = new.tenant_id and w.id = new.workout_id
      and w.finished_at is not null and w.deleted_at is null;
    delete from workout_total
    where tenant_id = new.tenant_id and workout_id = new.workout_id and is_stale;
    {MARK_BESTS}
    return null;
end $$
"""

# A value that beats all before it by half and by more than 20 kg is a slip of the thumb, unless it comes again.
ROLL_UP_BEST = f"""
create function app.roll_up_best() returns trigger language plpgsql as $$
declare way text := (select measured_by from exercise where id = new.exercise_id);
begin
    delete from exercise_best
    where tenant_id = new.tenant_id and member_id = new.member_id and exercise_id = new.exercise_id;
    insert into exercise_best (
        tenant_id, member_id, exercise_id, exercise_home,
        e1rm, e1rm_at, weight, weight_at, volume, volume_at, reps
    )
    with lifted as materialized (
        select s.workout_id, s.done_at, s.reps, w.finished_at as at, l.kg as load,
            {E1RM.format(load="l.kg", by="way", body="w.body_weight_kg", reps="s.reps")} as e1rm
        from workout_set s
        join workout w on w.tenant_id = s.tenant_id and w.id = s.workout_id
            and w.finished_at is not null and w.deleted_at is null
        join workout_exercise x on x.tenant_id = s.tenant_id and x.id = s.workout_exercise_id
            and x.deleted_at is null
        cross join lateral (
            select case when way = 'reps' then 0
                when way = 'bodyweight_reps' and w.body_weight_kg is null then coalesce(s.weight_kg, 0)
                when way in ('weight_reps', 'bodyweight_reps', 'assisted_reps') then {LOAD.format(by="way")}
                end as kg
        ) l
        where s.tenant_id = new.tenant_id and s.member_id = new.member_id
          and s.exercise_id = new.exercise_id
          and s.done_at is not null and s.deleted_at is null and s.kind <> 'warmup'
          and l.kg between 0 and 600 and s.reps between 1 and 200
    ),
    beside as (
        select *, max(load) over earlier as load_before, max(e1rm) over earlier as e1rm_before
        from lifted
        window earlier as (order by done_at, load rows between unbounded preceding and 1 preceding)
    ),
    sane as (
        select * from beside
        where (load <= load_before * 1.5 or load <= load_before + 20 or load_before is null)
          and (e1rm <= e1rm_before * 1.5 or e1rm <= e1rm_before + 20
               or e1rm is null or e1rm_before is null)
    ),
    whole as (
        select at, max(e1rm) as e1rm, sum(load * reps) as volume,
            max(load) filter (where way <> 'reps') as weight
        from sane group by workout_id, at
    ),
    loads as (
        select round(load, 2) as load, max(reps) as reps from sane
        group by round(load, 2) order by round(load, 2) desc limit 40
    ),
    estimated as (select e1rm, at from whole where e1rm is not null order by e1rm desc, at limit 1),
    heaviest as (select round(weight, 2) as weight, at from whole where weight is not null
                 order by weight desc, at limit 1),
    most as (select round(volume, 2) as volume, at from whole where volume > 0 order by volume desc, at limit 1)
    select new.tenant_id, new.member_id, new.exercise_id, new.exercise_home,
        estimated.e1rm, estimated.at, heaviest.weight, heaviest.at, most.volume, most.at,
        (select jsonb_object_agg(load, reps) from loads)
    from (select from sane limit 1) any_at_all
    left join estimated on true left join heaviest on true left join most on true;
    return null;
end $$
"""

DEFERRED = (("workout_total", "roll_up"), ("exercise_best", "roll_up_best"))


def upgrade() -> None:
    _create_tables()
    for table in TABLES:
        for statement in (*rls.wall_tenant(table), *rls.grant(table)):
            op.execute(statement.replace(":", r"\:"))
    for name, chosen in MARKS.items():
        op.execute(MARK.format(name=name, chosen=chosen))
    for statement in (ROLL_UP, ROLL_UP_BEST):
        op.execute(statement.replace(":", r"\:"))
    for name in (*MARKS, *(name for _, name in DEFERRED)):
        op.execute(f"revoke all on function app.{name}() from public")
    for table, verb, name, tables in TRIGGERS:
        op.execute(
            f"create trigger totals_{verb} after {verb} on {table} referencing {tables} "
            f"for each statement execute function app.{name}()"
        )
    for table, name in DEFERRED:
        op.execute(
            f"create constraint trigger {name} after insert or update on {table} "
            "deferrable initially deferred "
            f"for each row when (new.is_stale) execute function app.{name}()"
        )
    _fill()


def _create_tables() -> None:
    kg, much = {"type_": KG, "nullable": True}, {"type_": MUCH_KG, "nullable": True}
    _create(
        "workout_total", ["tenant_id", "workout_id"], _of_workout("workout_total"),
        _column("member_id", sa.Uuid()), _column("started_at", MOMENT),
        *(_column(name, sa.Integer()) for name in ("seconds", "exercises", "warmups", "sets", "reps")),
        _column("volume_kg", MUCH_KG), _stale(),
    )  # fmt: skip
    _create(
        "exercise_total", ["tenant_id", "workout_id", "exercise_id"],
        _of_workout("exercise_total"), *_of_exercise("exercise_total"),
        _column("member_id", sa.Uuid()), _column("started_at", MOMENT),
        *(_column(name, sa.Integer()) for name in ("warmups", "sets", "reps", "seconds")),
        _column("metres", KG), _column("volume_kg", MUCH_KG),
        _column("heaviest_kg", **kg), _column("e1rm_kg", **kg),
    )  # fmt: skip
    _create(
        "exercise_best", ["tenant_id", "member_id", "exercise_id"],
        _of_member("exercise_best"), *_of_exercise("exercise_best"),
        _column("e1rm", **kg), _column("e1rm_at", MOMENT, nullable=True),
        _column("weight", **kg), _column("weight_at", MOMENT, nullable=True),
        _column("volume", **much), _column("volume_at", MOMENT, nullable=True),
        sa.Column("reps", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False), _stale(),
    )  # fmt: skip
    latest = sa.literal_column("started_at desc")
    op.create_index("ix_workout_total_member", "workout_total", ["tenant_id", "member_id", latest])
    op.create_index("ix_exercise_total_week", "exercise_total", ["tenant_id", "member_id", latest])
    op.create_index(
        "ix_exercise_total_member", "exercise_total", ["tenant_id", "member_id", "exercise_id", latest]
    )


def _create(table: str, key: list[str], *parts: sa.schema.SchemaItem) -> None:
    said = {part.name for part in parts if isinstance(part, sa.Column)}
    op.create_table(
        table,
        *(_column(name, sa.Uuid()) for name in key if name not in said),
        *parts,
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f(f"fk_{table}_tenant_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )


def _column(name: str, type_: sa.types.TypeEngine, nullable: bool = False) -> sa.Column:
    return sa.Column(name, type_, nullable=nullable)


def _stale() -> sa.Column:
    return sa.Column("is_stale", sa.Boolean(), server_default=sa.text("false"), nullable=False)


def _of_workout(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", "workout_id"], ["workout.tenant_id", "workout.id"],
        name=op.f(f"fk_{table}_tenant_id_workout_id"), ondelete="CASCADE",
    )  # fmt: skip


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant_id", "member_id"], ["membership.tenant_id", "membership.user_id"],
        name=op.f(f"fk_{table}_tenant_id_member_id"),
    )  # fmt: skip


def _of_exercise(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    system = "'00000000-0000-0000-0000-000000000000'::uuid"
    return (
        _column("exercise_home", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["exercise_home", "exercise_id"], ["exercise.tenant_key", "exercise.id"],
            name=op.f(f"fk_{table}_exercise_home_exercise_id"),
        ),
        sa.CheckConstraint(
            f"(exercise_home is null) = (exercise_id is null) "
            f"and exercise_home in (coalesce(tenant_id, {system}), {system})",
            name=op.f(f"ck_{table}_exercise_home"),
        ),
    )  # fmt: skip


def _fill() -> None:
    """Make the totals of all finished training; the wall stands before the tables' owner too."""
    walled = ("workout", "workout_exercise", "workout_set", "exercise", *TABLES)
    for table in walled:
        op.execute(f"alter table {table} no force row level security")
    op.execute(
        "insert into workout_total select tenant_id, id, member_id, started_at, 0, 0, 0, 0, 0, 0, true "
        "from workout where finished_at is not null and deleted_at is null"
    )
    op.execute("set constraints all immediate")
    op.execute("set constraints all deferred")
    for table in walled:
        op.execute(f"alter table {table} force row level security")


def downgrade() -> None:
    for table, verb, _, _ in TRIGGERS:
        op.execute(f"drop trigger totals_{verb} on {table}")
    for table in TABLES:
        op.drop_table(table)
    for name in (*MARKS, *(name for _, name in DEFERRED)):
        op.execute(f"drop function app.{name}()")
