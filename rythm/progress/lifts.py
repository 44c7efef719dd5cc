"""One exercise of a member over time: its trend, its bests, and its workouts set by set.

Everything is read from the totals PostgreSQL keeps (decision 0017); of sets only those of the workouts shown.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Row, and_, func, null, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Read
from rythm.exercises.models import Exercise
from rythm.workouts import measures
from rythm.workouts.models import ExerciseBest, ExerciseRecord, ExerciseTotal
from rythm.workouts.queries import require_member

Range = Literal["1m", "3m", "6m", "1y", "all"]
Measure = Literal["e1rm", "reps", "seconds", "metres"]


class Span(NamedTuple):
    """How far back a range looks, in days, and into how many equal parts it is cut."""

    days: int
    slots: int


SPANS: dict[Range, Span] = {
    "1m": Span(30, 30), "3m": Span(91, 45), "6m": Span(182, 60), "1y": Span(364, 52), "all": Span(0, 60),
}  # fmt: skip
OF_LOAD = ("weight_reps", "bodyweight_reps", "assisted_reps")
OF_WAY = ("distance_duration", "weight_distance")


class Best(Read):
    """A best and when it was done; kg, repetitions, seconds or metres."""

    value: float
    at: datetime


class HeaviestFor(Read):
    """The heaviest load that was done for so many repetitions or more, and when first."""

    repetitions: int
    kg: float
    reps: int
    at: datetime


class LiftPoint(Read):
    """The best of one part of the range, from `at` on; null without a workout that has one."""

    at: datetime
    value: float | None
    is_record: bool


class LiftProgress(Read):
    """How an exercise went: the trend of `measure`, and what was best ever."""

    exercise_id: UUID
    measure: Measure = Field(
        description="What `points` hold: the estimated one-rep maximum in kg; else of a workout the "
        "repetitions, seconds or metres."
    )
    sessions: int = Field(description="Finished workouts with this exercise.")
    points: list[LiftPoint]
    e1rm: Best | None
    weight: Best | None
    volume: Best | None
    most_reps: Best | None = Field(description="Repetitions in one workout.")
    longest: Best | None = Field(description="Seconds in one workout.")
    farthest: Best | None = Field(description="Metres in one workout.")
    heaviest: list[HeaviestFor]


async def progress(
    ctx: Context, exercise_id: UUID, member_id: UUID | None = None, *, over: Range = "3m"
) -> LiftProgress:
    """The trend over a range and the bests ever; raises NotFound for an exercise or member out of reach."""
    member_id = member_id or ctx.actor.person_id
    await require_member(ctx, member_id, Permission.WORKOUT_READ)
    row = await _bests(ctx, exercise_id, member_id)
    measure: Measure = (
        "e1rm"
        if row.e1rm is not None
        else "metres"
        if row.measured_by in OF_WAY and row.metres
        else "seconds"
        if row.seconds and not row.reps
        else "reps"
    )
    since = row.since if over == "all" else ctx.now - timedelta(days=SPANS[over].days)
    starts = cut(since or ctx.now, ctx.now, SPANS[over].slots)
    return LiftProgress(
        exercise_id=exercise_id,
        measure=measure,
        sessions=row.sessions,
        points=await _points(ctx, exercise_id, member_id, measure, row.e1rm, starts) if row.sessions else [],
        e1rm=_best(row.e1rm, row.e1rm_at),
        weight=_best(row.weight if row.measured_by in OF_LOAD else None, row.weight_at),
        volume=_best(row.volume, row.volume_at),
        most_reps=_best(row.reps or None, row.reps_at),
        longest=_best(row.seconds or None, row.seconds_at),
        farthest=_best(row.metres or None, row.metres_at),
        heaviest=[
            HeaviestFor(repetitions=int(least), **each)
            for least, each in sorted((row.heaviest or {}).items(), key=lambda pair: int(pair[0]))
        ],
    )


def cut(since: datetime, until: datetime, slots: int) -> list[datetime]:
    """The beginnings of equal parts of the time between two moments, none shorter than a day."""
    since, until = since.astimezone(UTC), until.astimezone(UTC)
    slots = max(1, min(slots, (until - since).days))
    return [since + (until - since) * part / slots for part in range(slots)]


async def _bests(ctx: Context, exercise_id: UUID, member_id: UUID) -> Row[Any]:
    total = (
        select(
            func.count().label("sessions"),
            func.min(ExerciseTotal.started_at).label("since"),
            *(
                value
                for name in ("reps", "seconds", "metres")
                for value in _most(name, getattr(ExerciseTotal, name))
            ),
        )
        .where(_theirs(ctx, exercise_id, member_id))
        .subquery()
    )
    best = ("e1rm", "e1rm_at", "weight", "weight_at", "volume", "volume_at", "heaviest")
    found = await ctx.db.execute(
        select(col(Exercise.measured_by), *total.c, *(getattr(ExerciseBest, name) for name in best))
        .join(total, col(Exercise.id).is_not(None))
        .outerjoin(
            ExerciseBest,
            and_(
                access.within(ctx, ExerciseBest, Permission.WORKOUT_READ),
                col(ExerciseBest.member_id) == member_id,
                col(ExerciseBest.exercise_id) == col(Exercise.id),
            ),
        )
        .where(col(Exercise.id) == exercise_id, access.within(ctx, Exercise, Permission.EXERCISE_READ))
    )
    row = found.one_or_none()
    if row is None:
        raise NotFound
    return row


def _most(name: str, column: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The most in one workout, and the first time it was done."""
    at = col(ExerciseTotal.started_at)
    first = func.array_agg(aggregate_order_by(at, column.desc(), at), type_=measures.MOMENTS)[1]
    return func.max(column).label(name), first.label(f"{name}_at")


def _theirs(ctx: Context, exercise_id: UUID, member_id: UUID) -> ColumnElement[bool]:
    return and_(
        access.within(ctx, ExerciseTotal, Permission.WORKOUT_READ),
        col(ExerciseTotal.member_id) == member_id,
        col(ExerciseTotal.exercise_id) == exercise_id,
    )


async def _points(
    ctx: Context,
    exercise_id: UUID,
    member_id: UUID,
    measure: Measure,
    best: Any,
    starts: Sequence[datetime],
) -> list[LiftPoint]:
    """The best of each part; an estimate above the best there is was a slip of the thumb, and stays out."""
    kept: dict[Measure, Any] = {
        "e1rm": col(ExerciseTotal.e1rm_kg),
        "reps": col(ExerciseTotal.reps),
        "seconds": col(ExerciseTotal.seconds),
        "metres": col(ExerciseTotal.metres),
    }
    value = kept[measure]
    sane = value <= best if measure == "e1rm" else value > 0
    slot = measures.slot(col(ExerciseTotal.started_at), starts)
    is_record = func.count(col(ExerciseRecord.kind)) > 0
    found = await ctx.db.execute(
        select(slot.label("slot"), func.max(value).filter(sane).label("value"), is_record.label("is_record"))
        .outerjoin(
            ExerciseRecord,
            and_(
                col(ExerciseRecord.tenant_id) == col(ExerciseTotal.tenant_id),
                col(ExerciseRecord.workout_id) == col(ExerciseTotal.workout_id),
                col(ExerciseRecord.exercise_id) == col(ExerciseTotal.exercise_id),
                col(ExerciseRecord.kind) == (measure if measure in ("e1rm", "reps") else null()),
            ),
        )
        .where(_theirs(ctx, exercise_id, member_id), col(ExerciseTotal.started_at) >= starts[0])
        .group_by(slot)
    )
    by_slot = {row.slot: row for row in found}
    return [
        LiftPoint(at=start, value=row and row.value, is_record=bool(row and row.is_record))
        for number, start in enumerate(starts, 1)
        for row in (by_slot.get(number),)
    ]


def _best(value: Any, at: datetime | None) -> Best | None:
    return None if value is None or at is None else Best(value=float(value), at=at)
