"""Two spans of a client's training side by side."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import ColumnElement, and_, func, or_, select, union_all
from sqlmodel import SQLModel, col

from rythm import access
from rythm.access import Permission
from rythm.coaching.compared import Compared, ComparedLift, ComparedMuscle, Comparison, Span
from rythm.core.context import Context
from rythm.core.errors import Invalid
from rythm.exercises.models import Exercise
from rythm.progress.queries import is_main
from rythm.progress.volume import HELPS
from rythm.workouts.models import ExerciseTotal, WorkoutTotal
from rythm.workouts.queries import require_member

LIFTS = 5


def last_weeks(today: date, weeks: int) -> tuple[Span, Span]:
    """So many weeks that end today, and as many before them: earlier first."""
    days = timedelta(days=7 * weeks)
    now = Span(first=today - days + timedelta(days=1), last=today)
    return Span(first=now.first - days, last=now.first - timedelta(days=1)), now


Days = tuple[date | None, date | None]


def spans(today: date, weeks: int, now: Days, before: Days = (None, None)) -> tuple[Span, Span]:
    """The two spans somebody asks for, the earlier first; what they leave open is filled in.

    Without a first day it is the last `weeks`, without an earlier one as many days before. Raises Invalid for
    a span that runs backwards or is too long.
    """
    if now[0] is None:
        return last_weeks(today, weeks)
    later = _span("first", now[0], now[1] or today)
    if before[0] is None:
        long = later.last - later.first + timedelta(days=1)
        return _span("before_first", later.first - long, later.first - timedelta(days=1)), later
    return _span("before_first", before[0], before[1] or later.first - timedelta(days=1)), later


def _span(field: str, first: date, last: date) -> Span:
    try:
        return Span(first=first, last=last)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Invalid(fields={field: message}) from None


async def compare(
    ctx: Context, member_id: UUID, before: Span, now: Span, *, zone: tzinfo = UTC
) -> Comparison:
    """Workouts, sets, volume, time, the main lifts and the muscles of two spans; raises NotFound.

    A workout counts on the day on which it began.
    """
    await require_member(ctx, member_id, Permission.CLIENT_READ)
    spans = _moments(before, zone), _moments(now, zone)
    earlier, later = await _totals(ctx, member_id, spans)
    return Comparison(
        before=Compared(first=before.first, last=before.last, **earlier),
        now=Compared(first=now.first, last=now.last, **later),
        lifts=await _lifts(ctx, member_id, spans),
        muscles=await _muscles(ctx, member_id, spans),
    )


Moments = tuple[datetime, datetime]
Spans = tuple[Moments, Moments]


def _moments(span: Span, zone: tzinfo) -> Moments:
    first, after = span.first, span.last + timedelta(days=1)
    return datetime.combine(first, time.min, zone), datetime.combine(after, time.min, zone)


def _within(moment: Any, spans: Spans) -> list[ColumnElement[bool]]:
    return [and_(moment >= first, moment < after) for first, after in spans]


async def _totals(ctx: Context, member_id: UUID, spans: Spans) -> list[dict[str, Any]]:
    parts = _within(col(WorkoutTotal.started_at), spans)
    figures: dict[str, Callable[[Any], ColumnElement[Any]]] = {
        "workouts": lambda part: func.count().filter(part),
        "sets": lambda part: func.coalesce(func.sum(col(WorkoutTotal.sets)).filter(part), 0),
        "volume_kg": lambda part: func.coalesce(func.sum(col(WorkoutTotal.volume_kg)).filter(part), 0),
        "seconds": lambda part: func.coalesce(func.sum(col(WorkoutTotal.seconds)).filter(part), 0),
    }
    columns: list[Any] = [figure(part) for part in parts for figure in figures.values()]
    row = (
        await ctx.db.execute(select(*columns).where(_theirs(ctx, WorkoutTotal, member_id), or_(*parts)))
    ).one()
    size = len(figures)
    return [dict(zip(figures, row[place * size :], strict=False)) for place in range(len(parts))]


async def _lifts(ctx: Context, member_id: UUID, spans: Spans) -> list[ComparedLift]:
    """The lifts with an estimate that were done most often in both spans together, the main ones first."""
    before, now = _within(col(ExerciseTotal.started_at), spans)
    theirs = _theirs(ctx, ExerciseTotal, member_id)
    kg = func.max(col(ExerciseTotal.e1rm_kg))
    found = await ctx.db.execute(
        select(
            col(ExerciseTotal.exercise_id),
            col(Exercise.name),
            kg.filter(before).label("before_kg"),
            kg.filter(now).label("now_kg"),
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(theirs, or_(before, now), col(ExerciseTotal.e1rm_kg).is_not(None))
        .group_by(col(ExerciseTotal.exercise_id), col(Exercise.id))
        .order_by(is_main().desc(), func.count().desc(), kg.desc(), col(ExerciseTotal.exercise_id))
        .limit(LIFTS)
    )
    return [ComparedLift.model_validate(row) for row in found]


async def _muscles(ctx: Context, member_id: UUID, spans: Spans) -> list[ComparedMuscle]:
    """Working sets for each muscle in both spans; one that only helps counts half, cardio not at all."""
    before, now = _within(col(ExerciseTotal.started_at), spans)
    theirs = _theirs(ctx, ExerciseTotal, member_id)
    done = (
        select(
            col(Exercise.muscle),
            col(Exercise.secondary_muscles).label("helpers"),
            func.coalesce(func.sum(col(ExerciseTotal.sets)).filter(before), 0).label("before"),
            func.coalesce(func.sum(col(ExerciseTotal.sets)).filter(now), 0).label("now"),
        )
        .join(Exercise, col(Exercise.id) == col(ExerciseTotal.exercise_id))
        .where(theirs, or_(before, now), col(Exercise.category) != "cardio")
        .group_by(col(Exercise.id))
        .cte("done")
    )
    either = union_all(
        select(done.c.muscle, done.c.before, done.c.now),
        select(func.unnest(done.c.helpers).label("muscle"), done.c.before * HELPS, done.c.now * HELPS),
    ).subquery()
    sets = func.sum(either.c.before), func.sum(either.c.now)
    found = await ctx.db.execute(
        select(either.c.muscle, *sets)
        .where(either.c.muscle != "")
        .group_by(either.c.muscle)
        .having(func.greatest(*sets) > 0)
        .order_by(func.greatest(*sets).desc(), either.c.muscle)
    )
    return [ComparedMuscle(muscle=muscle, before=earlier, now=later) for muscle, earlier, later in found]


def _theirs(ctx: Context, totals: type[SQLModel], member_id: UUID) -> ColumnElement[bool]:
    whose: Any = totals
    return and_(access.within(ctx, totals, Permission.WORKOUT_READ), whose.member_id == member_id)
