"""Fills a phone: everything it needs to train without the server, in one call; and one older workout."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.exercises import queries as exercises
from rythm.templates import queries as templates
from rythm.workouts import lately, replicas, sync
from rythm.workouts.models import BodyMetric, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.phone import (
    FINISHED,
    METRICS,
    Bootstrap,
    FillPhone,
    PhoneTenant,
    PhoneUser,
)
from rythm.workouts.preferences import ways
from rythm.workouts.replicas import Row
from rythm.workouts.schemas import Changes

NOTHING = FillPhone()
SHAPE = 1
"""Another number when sessions or bests are told otherwise: phones then take them anew."""

OPEN = 5
"""At most so many workouts are left open and go along."""


async def bootstrap(ctx: Context, known: FillPhone = NOTHING) -> Bootstrap:
    """The library, the templates, what was lifted lately, and the workouts that are open or just finished.

    A phone that has this library already gets no exercises, and one that has seen every change of its
    member's training no sessions and bests, which take longest to work out. One that knows more than this
    database learns by the epoch that it was restored.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    cursor, epoch = await sync.reserve(ctx, 0)
    epoch = await sync.noticed(ctx, epoch, cursor, known.cursor, known.epoch)
    history = f"{SHAPE}.{epoch}.{cursor}"
    is_news = known.history != history
    rows = await _rows(ctx)
    offered = await templates.for_phone(ctx)
    lines = [line for template in offered for line in template.exercises]
    named = {line.exercise_id for line in lines} | {other for line in lines for other in line.alternatives}
    named |= {part.exercise_id for part in rows.workout_exercises}
    version = await exercises.library_version(ctx, also=named)
    preferences, equipment = await ways(ctx)
    return Bootstrap(
        user=PhoneUser(
            id=ctx.actor.person_id, name=ctx.actor.name, email=ctx.actor.email, role=ctx.actor.role.value
        ),
        tenant=PhoneTenant.model_validate(ctx.actor.tenant) if ctx.actor.tenant else None,
        epoch=epoch,
        cursor=cursor,
        server_time=round(ctx.now.timestamp() * 1000),
        library=version,
        exercises=None if known.library == version else await exercises.library_for_phone(ctx, also=named),
        uses=await exercises.uses(ctx),
        templates=offered,
        history=history,
        sessions=await lately.sessions(ctx) if is_news else None,
        bests=await lately.bests(ctx) if is_news else None,
        preferences=preferences,
        equipment=equipment,
        body_weight_kg=rows.metrics[0].value if rows.metrics else None,
        **dict(rows),
    )


async def workout(ctx: Context, workout_id: UUID) -> Changes:
    """One of the caller's own workouts with its rows, however old, so that a phone can change it.

    Raises NotFound for anybody else's and for a discarded one.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    found = await access.load(ctx, Workout, workout_id, Permission.WORKOUT_LOG)
    if found.deleted_at is not None or found.member_id != ctx.actor.user_id:
        raise NotFound
    return replicas.whole([found, *await _parts(ctx, [found.id])])


async def _rows(ctx: Context) -> Changes:
    """What is open, what was finished last, and the last body weights, newest first."""
    rows: list[Row] = list((await statements.run(ctx, _open_and_last)).scalars())
    rows += await _parts(ctx, [workout.id for workout in rows])
    rows += (await statements.run(ctx, _last_metrics)).scalars()
    return replicas.whole(rows)


async def _parts(ctx: Context, workout_ids: list[UUID]) -> list[Row]:
    """The exercises and sets of these workouts, removed ones included: a phone may still have them."""
    rows: list[Row] = []
    tables: tuple[Any, ...] = (WorkoutExercise, WorkoutSet)
    for table in tables if workout_ids else ():
        found = await ctx.db.execute(
            select(table).where(
                col(table.tenant_id) == ctx.actor.tenant_id, col(table.workout_id).in_(workout_ids)
            )
        )
        rows += found.scalars()
    return rows


def _open_and_last(ctx: Context) -> Select[Any]:
    mine = (
        col(Workout.tenant_id) == ctx.actor.tenant_id,
        col(Workout.member_id) == ctx.actor.person_id,
        col(Workout.deleted_at).is_(None),
    )
    ended = col(Workout.finished_at)
    newest = (col(Workout.started_at).desc(), col(Workout.id).desc())
    chosen = union_all(
        *(
            select(col(Workout.id)).where(*mine, state).order_by(*newest).limit(most).subquery().select()
            for state, most in ((ended.is_(None), OPEN), (ended.is_not(None), FINISHED))
        )
    )
    return (
        select(Workout)
        .where(col(Workout.tenant_id) == ctx.actor.tenant_id, col(Workout.id).in_(chosen))
        .order_by(ended.is_not(None), *newest)
    )


def _last_metrics(ctx: Context) -> Select[Any]:
    return (
        select(BodyMetric)
        .where(
            col(BodyMetric.tenant_id) == ctx.actor.tenant_id,
            col(BodyMetric.member_id) == ctx.actor.person_id,
            col(BodyMetric.kind) == "weight",
            col(BodyMetric.deleted_at).is_(None),
        )
        .order_by(col(BodyMetric.measured_at).desc(), col(BodyMetric.id).desc())
        .limit(METRICS)
    )
