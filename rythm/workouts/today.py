"""Today: what to do now, the last workout and the week at a glance."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import clock, statements
from rythm.core.context import Context
from rythm.core.statements import given
from rythm.exercises.models import Exercise
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.rules import estimated_minutes
from rythm.workouts import measures, rules
from rythm.workouts.models import Workout
from rythm.workouts.rows import finished
from rythm.workouts.rows import rows as workout_rows
from rythm.workouts.views import DayView, NextLine, NextTemplate, OpenWorkout, TodayView, WeekView, WorkoutRow

YEAR = 52
WEEKS_SHOWN = 12
ROTATION = timedelta(weeks=4)
"""A template used within this time is part of the member's rotation."""


async def today(ctx: Context, zone: tzinfo = UTC) -> TodayView:
    """What to do now, the last workout and the week at a glance; days begin at midnight in `zone`."""
    known = await week(ctx, zone)
    return TodayView(next=await _next_template(ctx), open=await _open(ctx), **dict(known))


async def week(ctx: Context, zone: tzinfo = UTC) -> WeekView:
    """The last workout and the week at a glance, for a page whose phone knows what to do now."""
    access.require(ctx, Permission.WORKOUT_LOG)
    weeks = await _workouts_per_week(ctx, zone)
    rows = await _this_week_and_last(ctx, zone)
    return WeekView(
        last=rows[0] if rows else None,
        days=_days(rows, ctx.now, zone),
        workouts_this_week=weeks[-1],
        weeks=weeks[-WEEKS_SHOWN:],
        streak_weeks=rules.streak(weeks),
    )


def _mine(ctx: Context) -> ColumnElement[bool]:
    """The caller's own, whatever else they may read."""
    return and_(
        access.within(ctx, Workout, Permission.WORKOUT_READ),
        col(Workout.member_id) == ctx.actor.person_id,
        col(Workout.deleted_at).is_(None),
    )


async def _workouts_per_week(ctx: Context, zone: tzinfo) -> list[int]:
    starts = clock.week_starts(ctx.now, zone, YEAR)
    found = await statements.run(ctx, _counted_by_week, starts=starts, first=starts[0])
    counted = {row[0]: row[1] for row in found}
    return [counted.get(number, 0) for number in range(1, YEAR + 1)]


def _counted_by_week(ctx: Context) -> Select[*tuple[Any, ...]]:
    week = measures.slot(col(Workout.started_at), given("starts", measures.MOMENTS))
    this_year = col(Workout.started_at) >= given("first", measures.MOMENT)
    return select(week, func.count()).where(_mine(ctx), measures.is_history(), this_year).group_by(week)


async def _this_week_and_last(ctx: Context, zone: tzinfo) -> list[WorkoutRow]:
    """The finished workouts of this week, newest first, and if there is none the last one before."""
    return await workout_rows(ctx, _since_monday_or_newest, monday=clock.day_starts(ctx.now, zone)[0])


def _since_monday_or_newest(ctx: Context) -> Select[*tuple[Any, ...]]:
    newest = (
        select(func.max(col(Workout.started_at))).where(_mine(ctx), measures.is_history()).scalar_subquery()
    )
    first = func.least(given("monday", measures.MOMENT), newest)
    return finished(ctx, ctx.actor.person_id).where(col(Workout.started_at) >= first)


def _days(rows: Sequence[WorkoutRow], now: datetime, zone: tzinfo) -> list[DayView]:
    """The seven days of this week, Monday first."""
    days = [
        DayView(date=start.date(), is_today=start.date() == now.astimezone(zone).date(), workouts=0, pulse=[])
        for start in clock.day_starts(now, zone)
    ]
    by_date = {day.date: day for day in days}
    for row in reversed(rows):
        day = by_date.get(row.started_at.astimezone(zone).date())
        if day is not None:
            day.workouts += 1
            day.pulse += row.pulse
    return days


async def _open(ctx: Context) -> OpenWorkout | None:
    row = (await statements.run(ctx, _newest_open)).one_or_none()
    return OpenWorkout.model_validate(row) if row else None


def _newest_open(ctx: Context) -> Select[*tuple[Any, ...]]:
    return (
        select(col(Workout.id), col(Workout.title), col(Workout.started_at))
        .where(
            _mine(ctx),
            col(Workout.finished_at).is_(None),
            col(Workout.started_at) >= ctx.now - timedelta(weeks=YEAR),
        )
        .order_by(col(Workout.started_at).desc(), col(Workout.id).desc())
        .limit(1)
    )


async def _next_template(ctx: Context) -> NextTemplate | None:
    """The template whose turn it is, with its exercises.

    In turn is the one of the member's rotation that waited longest; without a rotation the one they used
    last, then one of their own, then the gym's first.
    """
    rows = (await statements.run(ctx, _lines_of_next)).all()
    if not rows:
        return None
    lines = [row for row in rows if row.exercise is not None]
    return NextTemplate(
        id=rows[0].id,
        name=rows[0].name,
        minutes=estimated_minutes(lines),
        sets=sum(len(line.sets) for line in lines),
        lines=[NextLine(name=line.exercise, sets=line.sets) for line in lines],
    )


def _lines_of_next(ctx: Context) -> Select[*tuple[Any, ...]]:
    chosen = _whose_turn(ctx).subquery()
    return (
        select(
            chosen.c.id,
            chosen.c.name,
            col(Exercise.name).label("exercise"),
            col(TemplateExercise.prescription).label("sets"),
            col(TemplateExercise.rest_seconds),
            col(TemplateExercise.group_number),
            col(TemplateExercise.group_rest_seconds),
        )
        .join(
            TemplateVersion,
            and_(
                col(TemplateVersion.tenant_key) == chosen.c.tenant_key,
                col(TemplateVersion.template_id) == chosen.c.id,
                col(TemplateVersion.number) == chosen.c.version,
            ),
        )
        .outerjoin(
            TemplateExercise,
            and_(
                col(TemplateExercise.tenant_key) == chosen.c.tenant_key,
                col(TemplateExercise.version_id) == col(TemplateVersion.id),
            ),
        )
        .outerjoin(Exercise, col(Exercise.id) == col(TemplateExercise.exercise_id))
        .order_by(col(TemplateExercise.position))
    )


def _whose_turn(ctx: Context) -> Select[*tuple[Any, ...]]:
    used = (
        select(col(Workout.template_id).label("id"), func.max(col(Workout.started_at)).label("at"))
        .where(
            _mine(ctx),
            measures.is_history(),
            col(Workout.started_at) >= ctx.now - timedelta(weeks=YEAR),
            col(Workout.template_id).is_not(None),
        )
        .group_by(col(Workout.template_id))
        .subquery()
    )
    in_rotation = used.c.at >= ctx.now - ROTATION
    return (
        select(col(Template.id), col(Template.tenant_key), col(Template.name), col(Template.version))
        .outerjoin(used, used.c.id == col(Template.id))
        .where(
            access.within(ctx, Template, Permission.TEMPLATE_READ),
            col(Template.archived_at).is_(None),
            or_(col(Template.scope) != "user", col(Template.owner_id) == ctx.actor.person_id),
            or_(used.c.at.is_not(None), col(Template.scope) != "system"),
        )
        .order_by(
            case((in_rotation, 0), (used.c.at.is_not(None), 1), (col(Template.scope) == "user", 2), else_=3),
            case((in_rotation, used.c.at)),
            used.c.at.desc(),
            col(Template.name_key),
            col(Template.id),
        )
        .limit(1)
    )
