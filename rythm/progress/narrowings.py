"""What a member's history can be narrowed to."""

from sqlalchemy import text

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.progress.history_views import Narrowing, Narrowings

LATELY = 500
"""So many workouts are looked through for templates: two years and more."""

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
    lately as (
        select template_id from workout
        where tenant_id = :tenant and member_id = :member and finished_at is not null and deleted_at is null
        order by started_at desc, id desc limit :lately
    )
    select 'exercise' as kind, e.id, e.name from mine join exercise e on e.id = mine.exercise_id
    union all
    select 'template', t.id, t.name from template t where t.id in (select template_id from lately)
    order by 1, 3, 2
    """
)


async def narrowings(ctx: Context) -> Narrowings:
    """The exercises and templates that the caller's own history has."""
    access.require(ctx, Permission.WORKOUT_READ)
    values = {"tenant": ctx.actor.tenant_id, "member": ctx.actor.person_id, "lately": LATELY}
    rows = (await ctx.db.execute(_FOUND, values)).all()
    return Narrowings(
        exercises=[Narrowing.model_validate(row) for row in rows if row.kind == "exercise"],
        templates=[Narrowing.model_validate(row) for row in rows if row.kind == "template"],
    )
