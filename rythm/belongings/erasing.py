"""Removes everything of a person from one gym: what is theirs goes, what others use stays without them.

Which rows are theirs is worked out from the tables: a row is a person's when `member_id` or another key to
a membership says so. A table that is added later is covered unasked.
"""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Table, delete, select, text, update
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.access.models import Membership
from rythm.core.context import Context
from rythm.core.model import metadata
from rythm.exercises import words
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope
from rythm.identity.leaving import MARGIN
from rythm.identity.models import User
from rythm.templates.models import Template

KEPT_APART = ("membership", "exercise", "template")
"""The membership goes last, and what one made for the library may be in use by others."""

_TEMPLATES_IN_USE = text(
    """
    select t.id from template t
    where t.tenant_key = :tenant and t.owner_id = :person and t.scope = 'user'
      and t.id in (select w.template_id from workout w where w.tenant_id = :tenant)
    """
)

# An exercise is in use if a workout, template or list of somebody else names it, or if one that is in use was
# merged into it.
_EXERCISES_IN_USE = text(
    """
    with recursive own as (
        select id, merged_into_id from exercise
        where tenant_key = :tenant and owner_id = :person and scope = 'user'
    ), used as (
        select own.id, own.merged_into_id from own
        where own.id in (select exercise_id from workout_exercise where tenant_id = :tenant)
           or own.id in (select exercise_id from template_exercise where tenant_key = :tenant)
           or own.id in (select unnest(alternatives) from template_exercise where tenant_key = :tenant)
           or own.id in (select exercise_id from exercise_use where tenant_id = :tenant)
           or own.id in (select exercise_id from exercise_hiding where tenant_id = :tenant)
           or own.id in (select merged_into_id from exercise where tenant_key = :tenant
                         and (owner_id is distinct from :person or scope <> 'user'))
        union
        select own.id, own.merged_into_id from used join own on own.id = used.merged_into_id
    )
    select id from used
    """
)

_SPELLINGS_OF_NOTHING = text(
    """
    delete from exercise_spelling s
    where s.tenant_key = :tenant and not exists (
        select from exercise_word w where w.tenant_key = :tenant and w.word = s.word)
    """
)
"""A word that only the person's exercises had may be their name."""


async def erase_leavers(ctx: Context) -> int:
    """Erase one person of this gym whose time has come; says how many, so that the job goes on until none is.

    For jobs, which stand in one gym; raises Forbidden for everybody else.
    """
    access.require(ctx, Permission.TENANT_MANAGE, Reach.PLATFORM)
    found = await ctx.db.execute(
        select(col(Membership.user_id))
        .join(User, col(User.id) == col(Membership.user_id))
        .where(col(Membership.tenant_id) == ctx.actor.tenant_id, col(User.leaves_at) <= ctx.now - MARGIN)
        .order_by(col(Membership.user_id))
        .limit(1)
        .with_for_update(of=Membership)  # whatever a phone still sends waits, and then finds nobody
    )
    person = found.scalar_one_or_none()
    if person is None:
        return 0
    things = await _take_away(ctx, person)
    things += await _templates(ctx, person)
    things += await _exercises(ctx, person)
    await ctx.db.execute(_SPELLINGS_OF_NOTHING, {"tenant": ctx.actor.tenant_id})
    await ctx.db.execute(
        text("select app.blank_trail(:person, :things)"), {"person": person, "things": things}
    )
    await ctx.db.execute(
        delete(Membership)
        .where(col(Membership.tenant_id) == ctx.actor.tenant_id, col(Membership.user_id) == person)
        .execution_options(synchronize_session=False)
    )
    return 1


def of_person(table: Table) -> Iterator[str]:
    """The columns of a tenant's table that say whose a row is.

    A key that PostgreSQL sets null when the membership goes says who wrote it: the words stay, nameless.
    """
    names = {"member_id"} & set(table.c.keys())
    for key in table.foreign_key_constraints:
        if key.referred_table.name == "membership" and key.ondelete is None:
            names |= {element.parent.name for element in key.elements if element.column.name == "user_id"}
    yield from sorted(names)


async def _take_away(ctx: Context, person: UUID) -> list[UUID]:
    """Delete the person's rows, those that refer to others first; returns their ids."""
    gone: list[UUID] = []
    for table in reversed(metadata.sorted_tables):
        if table.name in KEPT_APART:
            continue
        for name in of_person(table):
            rows = delete(table).where(table.c.tenant_id == ctx.actor.tenant_id, table.c[name] == person)
            if "id" in table.c:
                gone += (await ctx.db.execute(rows.returning(table.c.id))).scalars()
            else:
                await ctx.db.execute(rows)
    return gone


async def _templates(ctx: Context, person: UUID) -> list[UUID]:
    """Delete the person's own templates; those that others trained by are put away, nobody's."""
    here, mine = col(Template.tenant_key) == ctx.actor.tenant_id, col(Template.owner_id) == person
    whose = {"tenant": ctx.actor.tenant_id, "person": person}
    kept = list((await ctx.db.execute(_TEMPLATES_IN_USE, whose)).scalars())
    await ctx.db.execute(
        update(Template)
        .where(here, mine, col(Template.id).in_(kept))
        .values(scope=Scope.TENANT, owner_id=None, archived_at=ctx.now)
        .execution_options(synchronize_session=False)
    )
    gone = await ctx.db.execute(
        delete(Template)
        .where(here, mine, col(Template.scope) == Scope.USER)
        .returning(col(Template.id))
        .execution_options(synchronize_session=False)
    )
    things = [*kept, *gone.scalars()]
    await ctx.db.execute(
        update(Template).where(here, mine).values(owner_id=None).execution_options(synchronize_session=False)
    )
    return things


async def _exercises(ctx: Context, person: UUID) -> list[UUID]:
    """Delete the person's own exercises; those that others use are put away, nobody's."""
    here, mine = col(Exercise.tenant_key) == ctx.actor.tenant_id, col(Exercise.owner_id) == person
    whose = {"tenant": ctx.actor.tenant_id, "person": person}
    kept = list((await ctx.db.execute(_EXERCISES_IN_USE, whose)).scalars())
    await words.forget(ctx, kept)
    await ctx.db.execute(
        update(Exercise)
        .where(here, mine, col(Exercise.id).in_(kept))
        .values(scope=Scope.TENANT, owner_id=None, archived_at=ctx.now)
        .execution_options(synchronize_session=False)
    )
    gone = await ctx.db.execute(
        delete(Exercise)
        .where(here, mine, col(Exercise.scope) == Scope.USER)
        .returning(col(Exercise.id))
        .execution_options(synchronize_session=False)
    )
    things = [*kept, *gone.scalars()]
    await ctx.db.execute(
        update(Exercise).where(here, mine).values(owner_id=None).execution_options(synchronize_session=False)
    )
    return things
