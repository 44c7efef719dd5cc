"""The history of a member: a year as a calendar, the streak, and workouts by month.

Years, months and weeks are read from the totals that PostgreSQL keeps, so they cost what the period shown
holds, and not what came before it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Double, Select, Uuid, and_, cast, func, literal, select
from sqlalchemy.types import BigInteger
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import clock, statements
from rythm.core.context import Context
from rythm.core.statements import given
from rythm.progress import heat
from rythm.progress.history_views import Calendar, CalendarDay, HistoryView, MonthCount, StreakView
from rythm.progress.streaks import weekly_streak
from rythm.workouts import measures, queries
from rythm.workouts.finding import FindWorkouts, conditions, is_total_of
from rythm.workouts.models import ExerciseTotal, Workout, WorkoutTotal
from rythm.workouts.views import WorkoutRow

STREAK_WEEKS = 260
FIRST_YEAR, LAST_YEAR = 1970, 2099


async def calendar(
    ctx: Context,
    year: int | None = None,
    *,
    zone: tzinfo = UTC,
    member_id: UUID | None = None,
    which: FindWorkouts | None = None,
) -> Calendar:
    """A year of the caller, or of a member the caller may see; raises NotFound.

    Only workouts found by `which` are counted, but for the streak; with an exercise, what was done of it.
    """
    member_id = member_id or ctx.actor.person_id
    await queries.require_member(ctx, member_id, Permission.WORKOUT_READ)
    return await _calendar(
        ctx, member_id, year or ctx.now.astimezone(zone).year, zone, which or FindWorkouts()
    )


async def history(
    ctx: Context,
    which: FindWorkouts,
    *,
    year: int,
    day: date | None = None,
    zone: tzinfo = UTC,
    limit: int = 20,
    cursor: str | None = None,
) -> HistoryView:
    """The caller's own history as its page shows it: a year, and the newest workouts up to its end.

    With a cursor the list goes on from there; with a day only that day's workouts are listed, and no month is
    counted.
    """
    access.require(ctx, Permission.WORKOUT_READ)
    member_id = ctx.actor.person_id
    shown = await _calendar(ctx, member_id, year, zone, which)
    span: dict[str, Any] = {"until": clock.year_days(year, zone)[-1]}
    if day is not None:
        span = dict(zip(("since", "until"), clock.day_span(day, zone), strict=True))
    page = await queries.workouts_of(
        ctx, member_id, limit=limit, cursor=cursor, which=which.model_copy(update=span)
    )
    counted = [] if day else await months(ctx, page.items, which, zone)
    return HistoryView(calendar=shown, page=page, months=counted)


async def months(
    ctx: Context, rows: Sequence[WorkoutRow], which: FindWorkouts, zone: tzinfo = UTC
) -> list[MonthCount]:
    """How many workouts found by `which` the caller has in the months of these, newest first."""
    access.require(ctx, Permission.WORKOUT_READ)
    if not rows:
        return []
    days = [row.started_at.astimezone(zone).date() for row in rows]
    starts = clock.months_between(min(days), max(days), zone)
    found = await statements.run(
        ctx,
        _by_month,
        which.shape,
        member=ctx.actor.person_id,
        starts=starts,
        first=starts[0],
        last=starts[-1],
        **which.values,
    )
    counted = {row.number: row.workouts for row in found}
    return [
        MonthCount(month=start.date(), workouts=counted[number])
        for number, start in reversed(list(enumerate(starts[:-1], 1)))
        if number in counted
    ]


async def _calendar(ctx: Context, member_id: UUID, year: int, zone: tzinfo, which: FindWorkouts) -> Calendar:
    starts, weeks = clock.year_days(year, zone), clock.week_starts(ctx.now, zone, STREAK_WEEKS)
    found = await statements.run(
        ctx,
        _year,
        which.shape,
        member=member_id,
        days=starts,
        first=starts[0],
        last=starts[-1],
        weeks=weeks,
        first_week=weeks[0],
        **which.values,
    )
    row = found.one()
    days = sorted(zip(*(part or () for part in row[:5]), strict=True))
    levels = heat.levels([heat.Effort(kilos, sets, seconds) for _, _, kilos, sets, seconds in days])
    workouts, trained = sum(day[1] for day in days), set(row.weeks or ())
    return Calendar(
        year=year,
        first_year=row.began.astimezone(zone).year if row.began else None,
        workouts=workouts,
        volume_kg=sum(day[2] for day in days),
        sets=sum(day[3] for day in days),
        per_week=_rate(workouts, year, row.began, ctx.now, zone),
        days=[
            CalendarDay(
                date=starts[number - 1].date(),
                workouts=many,
                volume_kg=kilos,
                sets=sets,
                seconds=seconds,
                level=level,
            )
            for (number, many, kilos, sets, seconds), level in zip(days, levels, strict=True)
        ],
        streak=_streak([int(number in trained) for number in range(1, STREAK_WEEKS + 1)]),
    )


def _rate(workouts: int, year: int, began: datetime | None, now: datetime, zone: tzinfo) -> float:
    first, last = date(year, 1, 1), date(year, 12, 31)
    if began is not None:
        first = max(first, began.astimezone(zone).date())
    return heat.per_week(workouts, first, min(last, now.astimezone(zone).date()))


def _streak(weeks: list[int]) -> StreakView:
    found = weekly_streak(weeks)
    return StreakView(current=found.current, best=found.best, is_at_risk=found.is_at_risk)


def _theirs(ctx: Context) -> ColumnElement[bool]:
    return and_(
        access.within(ctx, WorkoutTotal, Permission.WORKOUT_READ),
        col(WorkoutTotal.member_id) == given("member", Uuid()),
    )


def _counted(
    ctx: Context, shape: tuple[str, ...], number: ColumnElement[int]
) -> tuple[Select[*tuple[Any, ...]], Any]:
    """Totals of the workouts of this shape by number, and what they are of: the workout or one exercise."""
    of: Any = ExerciseTotal if "exercise_id" in shape else WorkoutTotal
    counted = select(number.label("number"), func.count().label("workouts")).select_from(WorkoutTotal)
    if shape:
        counted = counted.join(Workout, is_total_of(WorkoutTotal)).where(*conditions(ctx, shape))
    if of is ExerciseTotal:
        is_same = and_(
            col(ExerciseTotal.tenant_id) == col(WorkoutTotal.tenant_id),
            col(ExerciseTotal.workout_id) == col(WorkoutTotal.workout_id),
            col(ExerciseTotal.exercise_id) == given("exercise_id", Uuid()),
        )
        counted = counted.join(ExerciseTotal, is_same)
    return counted.where(_theirs(ctx)).group_by("number"), of


def _by_month(ctx: Context, shape: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    at = col(WorkoutTotal.started_at)
    counted, _ = _counted(ctx, shape, measures.slot(at, given("starts", measures.MOMENTS)))
    return counted.where(at >= given("first", measures.MOMENT), at < given("last", measures.MOMENT))


def _year(ctx: Context, shape: tuple[str, ...]) -> Any:
    """Days of the year, weeks with a workout, and when the first of all was.

    It answers with one row of arrays: reading hundreds of rows would cost more than finding them.
    """
    at = col(WorkoutTotal.started_at)
    by_day, of = _counted(ctx, shape, measures.slot(at, given("days", measures.MOMENTS)))
    seconds = func.sum(of.seconds if of is WorkoutTotal else literal(0))
    days = (
        by_day.add_columns(
            cast(func.sum(of.volume_kg), Double).label("volume_kg"),
            cast(func.sum(of.sets), BigInteger).label("sets"),
            cast(seconds, BigInteger).label("seconds"),
        )
        .where(at >= given("first", measures.MOMENT), at < given("last", measures.MOMENT))
        .subquery("days")
    )
    week = measures.slot(at, given("weeks", measures.MOMENTS)).label("number")
    weeks = (
        select(week).distinct().where(_theirs(ctx), at >= given("first_week", measures.MOMENT))
    ).subquery("weeks")
    trained = select(func.array_agg(weeks.c.number)).scalar_subquery()
    began = select(func.min(at)).where(_theirs(ctx)).scalar_subquery()
    return select(
        func.array_agg(days.c.number).label("numbers"),
        func.array_agg(days.c.workouts).label("workouts"),
        func.array_agg(days.c.volume_kg).label("volumes"),
        func.array_agg(days.c.sets).label("sets"),
        func.array_agg(days.c.seconds).label("seconds"),
        trained.label("weeks"),
        began.label("began"),
    )
