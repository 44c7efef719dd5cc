"""Which templates and exercises are used most."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, and_, func, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.analytics.counting import done, is_counted, is_in_days, is_of_member
from rythm.analytics.rules import Period
from rythm.analytics.schemas import Used
from rythm.core.context import Context
from rythm.core.statements import given, run
from rythm.exercises.models import Exercise
from rythm.templates.models import Template
from rythm.workouts.models import ExerciseTotal, Workout, WorkoutTotal

NO_TEMPLATE = "Without a template"
PRIVATE = "Somebody's own"


async def templates(ctx: Context, period: Period, *, most: int) -> list[Used]:
    """How many workouts followed which template, most first; those that followed none come before all."""
    access.require(ctx, Permission.ANALYTICS_READ)
    found = await run(ctx, _templates, since=period.since, until=period.until, most=most + 1)
    rows = [_used(row, NO_TEMPLATE if row.id is None else PRIVATE) for row in found]
    return rows if rows and rows[0].id is None else rows[:most]


async def exercises(ctx: Context, period: Period, *, most: int) -> list[Used]:
    """How many sets were done of which exercise, most first; warm-ups are none."""
    access.require(ctx, Permission.ANALYTICS_READ)
    found = await run(ctx, _exercises, since=period.since, until=period.until, most=most)
    return [_used(row, PRIVATE) for row in found]


def _used(row: Any, unnamed: str) -> Used:
    return Used.model_validate({**row._mapping, "name": row.name or unnamed})


def _templates(ctx: Context) -> Select[Any]:
    of_workout = and_(
        col(Workout.tenant_id) == col(WorkoutTotal.tenant_id),
        col(Workout.id) == col(WorkoutTotal.workout_id),
    )
    by_member = (
        done(ctx, col(Workout.template_id).label("id"), *_of_member(WorkoutTotal))
        .join(Workout, of_workout)
        .where(is_in_days())
        .group_by(col(Workout.template_id), col(WorkoutTotal.member_id))
        .subquery()
    )
    used = _together(by_member)
    order = (used.c.id.is_(None).desc(), used.c.workouts.desc(), used.c.id)
    most = select(used).order_by(*order).limit(given("most", Integer())).subquery()
    named = and_(col(Template.id) == most.c.id, access.within(ctx, Template, Permission.TEMPLATE_READ))
    return (
        select(most, col(Template.name))
        .select_from(most)
        .outerjoin(Template, named)
        .order_by(most.c.id.is_(None).desc(), most.c.workouts.desc(), most.c.id)
    )


def _exercises(ctx: Context) -> Select[Any]:
    by_member = (
        select(col(ExerciseTotal.exercise_id).label("id"), *_of_member(ExerciseTotal))
        .select_from(Membership)
        .join(ExerciseTotal, is_of_member(ExerciseTotal))
        .where(
            col(ExerciseTotal.tenant_id) == ctx.actor.tenant_id, is_counted(ctx), is_in_days(ExerciseTotal)
        )
        .group_by(col(ExerciseTotal.exercise_id), col(ExerciseTotal.member_id))
        .subquery()
    )
    used = _together(by_member)
    order = (used.c.sets.desc(), used.c.id)
    most = select(used).order_by(*order).limit(given("most", Integer())).subquery()
    named = and_(col(Exercise.id) == most.c.id, access.within(ctx, Exercise, Permission.EXERCISE_READ))
    return (
        select(most, col(Exercise.name))
        .select_from(most)
        .outerjoin(Exercise, named)
        .order_by(most.c.sets.desc(), most.c.id)
    )


def _of_member(total: type[WorkoutTotal] | type[ExerciseTotal]) -> tuple[ColumnElement[Any], ...]:
    return (
        func.count().label("workouts"),
        func.sum(total.sets).label("sets"),
        func.max(total.started_at).label("last_at"),
    )


def _together(by_member: Subquery) -> Subquery:
    """What was used by member, added up: counting members so needs no sorting."""
    return (
        select(
            by_member.c.id,
            func.sum(by_member.c.workouts).label("workouts"),
            func.sum(by_member.c.sets).label("sets"),
            func.count().label("members"),
            func.max(by_member.c.last_at).label("last_at"),
        )
        .group_by(by_member.c.id)
        .subquery()
    )
