"""What a member's history can be narrowed to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.progress.history_views import Narrowing, Narrowings

LATELY = 500
"""So many workouts are looked through for templates: two years and more."""
MOST_EXERCISES, MOST_TEMPLATES = 80, 40
"""A longer list nobody looks through on a phone; what was done least lately is found by its name."""

# `mine` hops from exercise to exercise along the index, so the cost follows their number and not the years.
_FOUND = text(
    """
    with recursive mine (exercise_id) as (
        (select exercise_id from exercise_total
         where tenant_id = :tenant and member_id = :member order by exercise_id limit 1)
        union all
        select (select t.exercise_id from exercise_total t
                where t.tenant_id = :tenant and t.member_id = :member and t.exercise_id > mine.exercise_id
                order by t.exercise_id limit 1)
        from mine where mine.exercise_id is not null
    ),
    known as (
        select mine.exercise_id, last.started_at from mine, lateral (
            select t.started_at from exercise_total t
            where t.tenant_id = :tenant and t.member_id = :member and t.exercise_id = mine.exercise_id
            order by t.started_at desc limit 1
        ) last
        order by mine.exercise_id = any (:chosen) desc, last.started_at desc limit :exercises
    ),
    lately as (
        select template_id, started_at from workout
        where tenant_id = :tenant and member_id = :member and finished_at is not null and deleted_at is null
        order by started_at desc, id desc limit :lately
    ),
    followed as (
        select template_id from lately where template_id is not null group by template_id
        order by template_id = any (:chosen) desc, max(started_at) desc limit :templates
    )
    select 'exercise' as kind, e.id, e.name from known join exercise e on e.id = known.exercise_id
    union all
    select 'template', t.id, t.name from template t where t.id in (select template_id from followed)
    order by 1, 3, 2
    """
).bindparams(bindparam("chosen", type_=ARRAY(Uuid())))


async def narrowings(ctx: Context, chosen: Sequence[UUID] = ()) -> Narrowings:
    """The exercises and templates that the caller's own history has of late, and those already chosen."""
    access.require(ctx, Permission.WORKOUT_READ)
    values = {
        "tenant": ctx.actor.tenant_id,
        "member": ctx.actor.person_id,
        "lately": LATELY,
        "chosen": list(chosen),
        "exercises": MOST_EXERCISES,
        "templates": MOST_TEMPLATES,
    }
    rows = (await ctx.db.execute(_FOUND, values)).all()
    return Narrowings(
        exercises=[Narrowing.model_validate(row) for row in rows if row.kind == "exercise"],
        templates=[Narrowing.model_validate(row) for row in rows if row.kind == "template"],
    )
