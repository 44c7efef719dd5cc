"""Who is behind a figure: the workouts of a day, who used something, who joined, a coach's clients."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, Uuid, and_, func, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.access.models import CoachAssignment, Membership
from rythm.analytics.counting import MOMENT, done, is_counted, is_in_days, is_of_member
from rythm.analytics.load import clients, standing_of
from rythm.analytics.rules import Period, months_after
from rythm.analytics.schemas import DayWorkouts, DoneWorkout, People, PersonCount
from rythm.core import clock
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.statements import dicts, given, run
from rythm.exercises.models import Exercise
from rythm.identity.models import User
from rythm.templates.models import Template
from rythm.workouts.models import ExerciseTotal, Workout, WorkoutTotal

SHOWN = 100
"""So many people or workouts behind a figure are listed; the file has all of them."""


async def of_day(ctx: Context, day: date, period: Period, *, most: int = SHOWN) -> DayWorkouts:
    """The finished workouts that began on a day of the period's zone."""
    access.require(ctx, Permission.ANALYTICS_READ)
    only = Period(day, day, period.zone)
    rows = dicts(await run(ctx, _of_day, since=only.since, until=only.until, most=most))
    return DayWorkouts(day=day, count=_count(rows), items=[DoneWorkout.model_validate(row) for row in rows])


async def of_template(ctx: Context, template_id: UUID, period: Period, *, most: int = SHOWN) -> People:
    """Who followed the template and how often; raises NotFound for one the caller may not read."""
    access.require(ctx, Permission.ANALYTICS_READ)
    template = await access.load(ctx, Template, template_id, Permission.TEMPLATE_READ)
    span = {"since": period.since, "until": period.until, "most": most}
    return _people(template.name, await run(ctx, _of_template, template=template_id, **span))


async def of_exercise(ctx: Context, exercise_id: UUID, period: Period, *, most: int = SHOWN) -> People:
    """Who did the exercise and how much; raises NotFound for one the caller may not read."""
    access.require(ctx, Permission.ANALYTICS_READ)
    exercise = await access.load(ctx, Exercise, exercise_id, Permission.EXERCISE_READ)
    span = {"since": period.since, "until": period.until, "most": most}
    return _people(exercise.name, await run(ctx, _of_exercise, exercise=exercise_id, **span))


async def of_cohort(ctx: Context, joined: date, later: int, period: Period, *, most: int = SHOWN) -> People:
    """All who joined in a month, with what they did `later` months after it: nothing, maybe."""
    access.require(ctx, Permission.ANALYTICS_READ)
    month = months_after(joined, 0)
    then = months_after(month, later)
    found = await run(
        ctx,
        _of_cohort,
        joined=clock.midnight(month, period.zone),
        joined_until=clock.midnight(months_after(month, 1), period.zone),
        since=clock.midnight(then, period.zone),
        until=clock.midnight(months_after(then, 1), period.zone),
        most=most,
    )
    return _people(f"{month:%B %Y}", found)


async def of_coach(ctx: Context, coach_id: UUID, period: Period, *, most: int = SHOWN) -> People:
    """A coach's clients and what they did in the days; NotFound for anybody the caller may not ask about.

    A coach may ask about themselves only.
    """
    access.require(ctx, Permission.ANALYTICS_READ)
    is_own = coach_id == ctx.actor.user_id
    if access.reach(ctx.actor.role, Permission.ANALYTICS_READ) is Reach.CLIENTS and not is_own:
        raise NotFound
    named = select(col(User.name)).join(Membership, col(Membership.user_id) == col(User.id))
    name = await ctx.db.execute(
        named.where(col(Membership.tenant_id) == ctx.actor.tenant_id, col(User.id) == coach_id)
    )
    if (coach := name.scalar_one_or_none()) is None:
        raise NotFound
    span = {"since": period.since, "until": period.until, "most": most}
    return _people(coach, await run(ctx, _of_coach, coach=coach_id, **span, **standing_of(ctx, period)))


async def without_coach(ctx: Context, period: Period, *, most: int = SHOWN) -> People:
    """Members whom no coach looks after, and what they did in the days."""
    access.require(ctx, Permission.ANALYTICS_READ)
    span = {"since": period.since, "until": period.until, "most": most}
    return _people("", await run(ctx, _without_coach, **span, **standing_of(ctx, period)))


def _people(title: str, found: Any) -> People:
    rows = dicts(found)
    return People(title=title, count=_count(rows), items=[PersonCount.model_validate(row) for row in rows])


def _count(rows: list[dict[str, Any]]) -> int:
    return rows[0]["whole"] if rows else 0


def _listed(statement: Select[Any], *order: Any) -> Select[Any]:
    """So many of the rows in this order, each with how many there are in all."""
    return (
        statement.add_columns(func.count().over().label("whole"))
        .order_by(*order)
        .limit(given("most", Integer()))
    )


def _of_day(ctx: Context) -> Select[Any]:
    return _listed(
        done(
            ctx,
            col(WorkoutTotal.workout_id).label("id"),
            col(WorkoutTotal.member_id),
            col(User.name),
            col(Workout.title),
            col(WorkoutTotal.started_at),
            col(WorkoutTotal.seconds),
            col(WorkoutTotal.sets),
            col(WorkoutTotal.volume_kg),
        )
        .join(Workout, _is_total_of())
        .join(User, col(User.id) == col(WorkoutTotal.member_id))
        .where(is_in_days()),
        col(WorkoutTotal.started_at),
        col(WorkoutTotal.workout_id),
    )


def _of_template(ctx: Context) -> Select[Any]:
    return _by_person(
        done(ctx, *_figures(WorkoutTotal))
        .join(Workout, _is_total_of())
        .where(is_in_days(), col(Workout.template_id) == given("template", Uuid()))
    )


def _of_exercise(ctx: Context) -> Select[Any]:
    return _by_person(
        select(*_figures(ExerciseTotal))
        .select_from(Membership)
        .join(ExerciseTotal, is_of_member(ExerciseTotal))
        .where(
            is_counted(ctx),
            is_in_days(ExerciseTotal),
            col(ExerciseTotal.exercise_id) == given("exercise", Uuid()),
        )
    )


def _of_cohort(ctx: Context) -> Select[Any]:
    return _by_person(
        select(*_figures(WorkoutTotal))
        .select_from(Membership)
        .outerjoin(WorkoutTotal, and_(is_of_member(), is_in_days()))
        .where(
            is_counted(ctx),
            col(Membership.created_at) >= given("joined", MOMENT),
            col(Membership.created_at) < given("joined_until", MOMENT),
        )
    )


def _of_coach(ctx: Context) -> Select[Any]:
    client = clients(ctx)
    theirs = select(col(CoachAssignment.member_id)).where(
        col(CoachAssignment.tenant_id) == ctx.actor.tenant_id,
        col(CoachAssignment.coach_id) == given("coach", Uuid()),
    )
    return _clients(client, client.c.id.in_(theirs))


def _without_coach(ctx: Context) -> Select[Any]:
    client = clients(ctx)
    anybodys = select(col(CoachAssignment.member_id)).where(
        col(CoachAssignment.tenant_id) == ctx.actor.tenant_id
    )
    return _clients(client, client.c.id.not_in(anybodys))


def _clients(client: Any, whose: ColumnElement[bool]) -> Select[Any]:
    return _listed(
        select(*client.c, col(User.name))
        .select_from(client)
        .join(User, col(User.id) == client.c.id)
        .where(whose),
        client.c.is_behind.desc(),
        client.c.workouts.desc(),
        func.lower(col(User.name)),
        client.c.id,
    )


def _is_total_of() -> ColumnElement[bool]:
    return and_(
        col(Workout.tenant_id) == col(WorkoutTotal.tenant_id),
        col(Workout.id) == col(WorkoutTotal.workout_id),
    )


def _figures(total: type[WorkoutTotal] | type[ExerciseTotal]) -> tuple[ColumnElement[Any], ...]:
    return (
        func.count(col(total.workout_id)).label("workouts"),
        func.coalesce(func.sum(total.sets), 0).label("sets"),
        func.max(total.started_at).label("last_at"),
    )


def _by_person(statement: Select[Any]) -> Select[Any]:
    person = col(Membership.user_id)
    name = func.lower(col(User.name))
    each = (
        statement.add_columns(person.label("id"), col(User.name))
        .join(User, col(User.id) == person)
        .group_by(person, col(User.name))
    )
    workouts, sets = each.selected_columns.workouts, each.selected_columns.sets
    return _listed(each, workouts.desc(), sets.desc(), name, person)
