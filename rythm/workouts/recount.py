"""A recount of what is kept beside totals, written apart from what keeps it (migrations 0010 and 0017)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Numeric,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from rythm.core.context import Context
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import (
    ExerciseBest,
    ExerciseRecord,
    ExerciseTotal,
    Workout,
    WorkoutExercise,
    WorkoutSet,
)
from rythm.workouts.rules import WARMUP

HEAVIEST_KG, MOST_AT_ONCE, SUSPICIOUS, SUSPICIOUS_KG, BODY_SWING = 600, 200, 1.5, 20, 0.025
"""As `progress.records` has them: what is more is a slip of the thumb and no best."""
AMOUNT = Numeric(18, 2)
LATELY = timedelta(weeks=8)
"""So far back from the last time is kept when an exercise was done."""


def kept_records(ctx: Context) -> Select[Any]:
    """The records there are: workout, exercise, kind, moment, value and the best before."""
    names = ("workout_id", "exercise_id", "kind", "at", "value", "before")
    return select(*(getattr(ExerciseRecord, name) for name in names)).where(
        col(ExerciseRecord.tenant_id) == ctx.actor.tenant_id
    )


def kept_lately(ctx: Context) -> Select[Any]:
    """When exercises were done lately, as `ExerciseBest` has it: workout, exercise, whose, the moment."""
    each = (
        select(
            col(ExerciseBest.member_id),
            col(ExerciseBest.exercise_id),
            func.unnest(ExerciseBest.lately).label("at"),
        )
        .where(col(ExerciseBest.tenant_id) == ctx.actor.tenant_id)
        .subquery()
    )
    total = and_(
        col(ExerciseTotal.tenant_id) == ctx.actor.tenant_id,
        col(ExerciseTotal.member_id) == each.c.member_id,
        col(ExerciseTotal.exercise_id) == each.c.exercise_id,
        col(ExerciseTotal.started_at) == each.c.at,
        col(ExerciseTotal.e1rm_kg).is_not(None),
    )
    return (
        select(col(ExerciseTotal.workout_id), each.c.exercise_id, each.c.member_id, each.c.at)
        .select_from(each)
        .outerjoin(ExerciseTotal, total)
    )


def done_lately(ctx: Context) -> Select[Any]:
    """The same from the totals, with the columns of `kept_lately`."""
    at, whose = col(ExerciseTotal.started_at), (col(ExerciseTotal.member_id), col(ExerciseTotal.exercise_id))
    each = (
        select(
            col(ExerciseTotal.workout_id),
            *whose,
            at.label("at"),
            func.max(at).over(partition_by=whose).label("last"),
        )
        .where(col(ExerciseTotal.tenant_id) == ctx.actor.tenant_id, col(ExerciseTotal.e1rm_kg).is_not(None))
        .subquery()
    )
    return select(each.c.workout_id, each.c.exercise_id, each.c.member_id, each.c.at).where(
        each.c.at > each.c.last - LATELY
    )


def broken(ctx: Context) -> Select[Any]:
    """The records there should be, with the columns of `kept_records`; it reads every set of the tenant."""
    sane = _sane(ctx)
    hung = or_(sane.c.by.in_(("weight_reps", "assisted_reps")), sane.c.weight_kg > 0)
    volume = func.round(func.sum(sane.c.load * sane.c.reps), 2)
    by_workout = _grouped(
        sane,
        func.max(sane.c.e1rm).label("e1rm"),
        func.round(func.max(sane.c.load).filter(sane.c.by != "reps"), 2).label("weight"),
        func.round(func.max(sane.c.load).filter(hung), 2).label("moved"),
        volume.label("volume"),
    ).cte("by_workout")
    c = by_workout.c
    every = union_all(
        _beaten(by_workout, "e1rm", c.e1rm, c.e1rm),
        _beaten(by_workout, "weight", c.moved, c.weight),
        _beaten(by_workout, "volume", c.volume, func.nullif(c.volume, 0)),
        select(*_repeated(sane).subquery().c),
    ).subquery()
    return select(*every.c)


def _sane(ctx: Context) -> CTE:
    """Sets that may be a record, without slips of the thumb."""
    by = col(Exercise.measured_by)
    counted = measures.counted_load()
    load = func.coalesce(counted, literal(0))
    lifted = (
        select(
            col(WorkoutSet.member_id),
            col(WorkoutSet.exercise_id),
            col(WorkoutSet.workout_id),
            col(Workout.started_at),
            col(WorkoutSet.done_at),
            col(WorkoutSet.weight_kg),
            col(WorkoutSet.reps),
            by.label("by"),
            load.label("load"),
            measures.set_one_rep_max().label("e1rm"),
        )
        .select_from(Workout)
        .join(WorkoutSet, measures.is_of_workout())
        .join(WorkoutExercise, measures.is_of_exercise())
        .join(Exercise, measures.is_what_was_done())
        .where(
            col(Workout.tenant_id) == ctx.actor.tenant_id,
            measures.is_history(),
            measures.counts(),
            col(WorkoutSet.kind) != WARMUP,
            by.in_(("weight_reps", "bodyweight_reps", "assisted_reps", "reps")),
            or_(counted.is_not(None), by.in_(("bodyweight_reps", "reps"))),
            load.between(0, HEAVIEST_KG),
            col(WorkoutSet.reps).between(1, MOST_AT_ONCE),
        )
        .cte("lifted")
    )
    earlier: dict[str, Any] = {
        "partition_by": (lifted.c.member_id, lifted.c.exercise_id),
        "order_by": (lifted.c.done_at, lifted.c.load),
        "rows": (None, -1),
    }
    beside = select(
        lifted,
        func.max(lifted.c.load).over(**earlier).label("load_before"),
        func.max(lifted.c.e1rm).over(**earlier).label("e1rm_before"),
    ).subquery()
    slips = or_(*(_is_slip(beside.c[name], beside.c[f"{name}_before"]) for name in ("load", "e1rm")))
    return select(beside).where(~slips).cte("sane")


def _is_slip(value: ColumnElement[Any], before: ColumnElement[Any]) -> ColumnElement[bool]:
    jump = and_(value > before * SUSPICIOUS, value > before + SUSPICIOUS_KG)
    return func.coalesce(jump, literal(False))


def _grouped(sets: CTE, *more: ColumnElement[Any], by: ColumnElement[Any] | None = None) -> Select[Any]:
    """What the sets of an exercise come to in each workout; `more` beside whose and when."""
    c = sets.c
    of = (c.member_id, c.exercise_id, c.workout_id, c.started_at)
    return select(*of, *more).group_by(*of, *([] if by is None else [by]))


def _beaten(by_workout: CTE, kind: str, value: ColumnElement[Any], best: ColumnElement[Any]) -> Select[Any]:
    """The workouts whose value is above the best of all before it."""
    c = by_workout.c
    before = func.max(best).over(**_earlier(by_workout))
    seen = select(
        c.workout_id, c.exercise_id, literal(kind).label("kind"), c.started_at.label("at"),
        cast(value, AMOUNT).label("value"), cast(before, AMOUNT).label("before"),
    ).subquery()  # fmt: skip
    return select(*seen.c).where(seen.c.value > seen.c.before)


def _earlier(rows: CTE, *alike: ColumnElement[Any]) -> dict[str, Any]:
    """The window of the workouts before this one, of the same exercise and member."""
    c = rows.c
    return {
        "partition_by": (c.member_id, c.exercise_id, *alike),
        "order_by": (c.started_at, c.workout_id),
        "rows": (None, -1),
    }


def _repeated(sane: CTE) -> Select[Any]:
    """The workouts with more repetitions than ever at a load lifted before; the heaviest such load."""
    load = func.round(sane.c.load, 2)
    at_load = _grouped(
        sane,
        load.label("load"),
        func.max(sane.c.reps).label("reps"),
        func.max(func.max(sane.c.reps)).over(**_earlier(sane, load)).label("most"),
        func.max(case((sane.c.by.in_(("bodyweight_reps", "assisted_reps")), BODY_SWING), else_=0)).label(
            "swing"
        ),
        by=load,
    ).cte("at_load")
    now, once = at_load.alias("now").c, at_load.alias("once").c
    near = func.greatest(0.01, now.load * now.swing)
    before = func.max(once.reps)
    more = (
        select(now.workout_id, now.exercise_id, now.started_at, now.load, now.reps, before.label("before"))
        .where(or_(now.most.is_(None), now.reps > now.most))
        .join(
            once.load.table,
            and_(
                now.member_id == once.member_id,
                now.exercise_id == once.exercise_id,
                tuple_(once.started_at, once.workout_id) < tuple_(now.started_at, now.workout_id),
                once.load >= now.load - near,
            ),
        )
        .group_by(now.workout_id, now.exercise_id, now.started_at, now.load, now.reps)
        .having(
            func.bool_or(once.load <= now.load + near),
            now.reps > before,
            now.reps <= func.greatest(before * 3, before + 20),
        )
        .subquery()
    )
    c = more.c
    return (
        select(
            c.workout_id, c.exercise_id, literal("reps"), c.started_at.label("at"),
            cast(c.reps, AMOUNT), cast(c.before, AMOUNT),
        )
        .ext(distinct_on(c.workout_id, c.exercise_id))
        .order_by(c.workout_id, c.exercise_id, c.load.desc())
    )  # fmt: skip
