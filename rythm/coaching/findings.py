"""What the roster finds in the training of all clients: lifts that stall, unread words, new records."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Uuid,
    and_,
    any_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.coaching import rules
from rythm.coaching.figures import Beaten, Stall, Written
from rythm.coaching.gathering import mine
from rythm.coaching.models import Attention
from rythm.core.context import Context
from rythm.core.units import weight_text
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseBest, ExerciseRecord, ExerciseTotal, Workout, WorkoutExercise


def _of(ctx: Context, model: Any, ids: Sequence[UUID]) -> ColumnElement[bool]:
    """The rows of these members, as far as the caller may read their training."""
    return and_(
        access.within(ctx, model, Permission.WORKOUT_READ),
        col(model.member_id) == any_(literal(list(ids), ARRAY(Uuid()))),
    )


async def stalls(ctx: Context, ids: Sequence[UUID], unit: str) -> dict[UUID, Stall]:
    """The lift of each client that stalls, the one trained most; `rules.STALLED_WEEKS` says what that is."""
    weeks = timedelta(weeks=1)
    lately = (
        select(func.count().label("workouts"), func.max(col(ExerciseTotal.started_at)).label("latest"))
        .where(
            col(ExerciseTotal.tenant_id) == col(ExerciseBest.tenant_id),
            col(ExerciseTotal.member_id) == col(ExerciseBest.member_id),
            col(ExerciseTotal.exercise_id) == col(ExerciseBest.exercise_id),
            col(ExerciseTotal.started_at) >= ctx.now - rules.STALLED_WEEKS * weeks,
            col(ExerciseTotal.e1rm_kg).is_not(None),
        )
        .lateral()
    )
    member, high = col(ExerciseBest.member_id), col(ExerciseBest.e1rm_at)
    found = await ctx.db.execute(
        select(
            member,
            col(Exercise.name),
            col(ExerciseBest.e1rm),
            high.label("high_at"),
            lately.c.workouts,
            (func.count().over(partition_by=member) - 1).label("others"),
        )
        .ext(distinct_on(member))
        .select_from(ExerciseBest)
        .join(lately, literal(True))
        .join(Exercise, col(Exercise.id) == col(ExerciseBest.exercise_id))
        .where(
            _of(ctx, ExerciseBest, ids),
            high <= ctx.now - rules.STALLED_WEEKS * weeks,
            high > ctx.now - rules.STALLED_LONGEST_WEEKS * weeks,
            col(Exercise.mechanic) != "isolation",
            lately.c.workouts >= rules.STALLED_LEAST_WORKOUTS,
            lately.c.latest >= ctx.now - timedelta(days=rules.STALLED_LATEST_DAYS),
        )
        .order_by(member, lately.c.workouts.desc(), col(ExerciseBest.e1rm).desc(), col(Exercise.name))
    )
    return {
        row.member_id: Stall(
            exercise=row.name,
            high=weight_text(float(row.e1rm), unit),
            high_at=row.high_at.astimezone(UTC),
            weeks=(ctx.now - row.high_at).days // 7,
            workouts=row.workouts,
            others=row.others,
        )
        for row in found
    }


async def written(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Written]:
    """What each client wrote on workouts of the last days that their coach has not looked at since.

    A note is as new as its workout, or as its arrival when a phone brought it late; imports are no news.
    """
    said = aliased(WorkoutExercise)
    beside = (
        select(col(said.note))
        .where(
            col(said.tenant_id) == col(Workout.tenant_id),
            col(said.workout_id) == col(Workout.id),
            col(said.deleted_at).is_(None),
            col(said.note) != "",
        )
        .order_by(col(said.position), col(said.id))
        .limit(1)
        .lateral()
    )
    member = col(Workout.member_id)
    arrived = case((col(Workout.source) == "app", col(Workout.created_at)))
    at = func.greatest(col(Workout.finished_at), arrived)
    looked = cast(col(Attention.seen)[rules.Kind.WROTE]["level"].astext, BigInteger)
    found = await ctx.db.execute(
        select(
            member,
            func.coalesce(func.nullif(col(Workout.note), ""), beside.c.note).label("text"),
            col(Workout.title),
            at.label("at"),
            func.count().over(partition_by=member).label("notes"),
        )
        .ext(distinct_on(member))
        .select_from(Workout)
        .outerjoin(beside, literal(True))
        .outerjoin(Attention, mine(ctx, Workout.member_id))
        .where(
            _of(ctx, Workout, ids),
            measures.is_history(),
            col(Workout.import_batch_id).is_(None),
            col(Workout.started_at) > ctx.now - timedelta(days=rules.WROTE_DAYS),
            or_(col(Workout.note) != "", beside.c.note.is_not(None)),
            func.floor(func.extract("epoch", at)) > func.coalesce(looked, 0),
        )
        .order_by(member, at.desc(), col(Workout.id).desc())
    )
    return {row.member_id: Written(row.notes, row.text, row.title, row.at) for row in found}


async def beaten(ctx: Context, ids: Sequence[UUID], unit: str) -> dict[UUID, Beaten]:
    """The records each client set in the last days, one for each exercise of a workout, and the largest leap.

    The most weight says more than an estimate, and both more than repetitions; volume is no praise.
    """
    kind = col(ExerciseRecord.kind)

    def rank(of: Any) -> ColumnElement[int]:
        return case((of == "weight", 1), (of == "e1rm", 2), else_=3)

    each = (
        select(ExerciseRecord)
        .ext(
            distinct_on(
                col(ExerciseRecord.member_id), col(ExerciseRecord.workout_id), col(ExerciseRecord.exercise_id)
            )
        )
        .where(
            _of(ctx, ExerciseRecord, ids),
            kind != "volume",
            col(ExerciseRecord.at) > ctx.now - timedelta(days=rules.RECORD_DAYS),
            col(ExerciseRecord.at) <= ctx.now,
        )
        .order_by(
            col(ExerciseRecord.member_id),
            col(ExerciseRecord.workout_id),
            col(ExerciseRecord.exercise_id),
            rank(kind),
        )
        .subquery()
    )
    leap = (each.c.value - each.c.before) / func.nullif(each.c.before, 0)
    found = await ctx.db.execute(
        select(
            *each.c,
            col(Exercise.name),
            func.count().over(partition_by=each.c.member_id).label("records"),
            func.max(each.c.at).over(partition_by=each.c.member_id).label("newest"),
        )
        .ext(distinct_on(each.c.member_id))
        .select_from(each)
        .join(Exercise, col(Exercise.id) == each.c.exercise_id)
        .order_by(each.c.member_id, rank(each.c.kind), leap.desc().nulls_last(), col(Exercise.name))
    )
    return {row.member_id: Beaten(row.records, record_words(row, unit), row.newest) for row in found}


def record_words(row: Any, unit: str) -> str:
    """A record in words: `Bench press 105 kg, 2.5 kg more than before`."""
    more = f"{weight_text(float(row.value - row.before), unit)} more than before"
    match row.kind:
        case "weight":
            return f"{row.name} {weight_text(float(row.value), unit)}, {more}"
        case "e1rm":
            return f"{row.name}, estimated max {weight_text(float(row.value), unit)}, {more}"
    load = f" with {weight_text(float(row.load_kg), unit)}" if row.load_kg else ""
    return f"{row.name}: {int(row.value)} reps{load}, {int(row.value - row.before)} more than before"
