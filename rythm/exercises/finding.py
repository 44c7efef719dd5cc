"""Which exercises a list shows, and in which order, from narrow rows: only those of the page are read whole.

What the caller does comes first, then what is done in every gym or was added by somebody here, then the rest
by name; a search puts what is called exactly so before all, and what only a typing error leads to after all.
"""

from typing import Any

from sqlalchemy import Integer, Select, String, Uuid, and_, func, literal, or_, select, tuple_, union_all
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.statements import given
from rythm.exercises import matching, shapes
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope
from rythm.exercises.shapes import FOUND, Shape


def candidates(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """The id, rank and name of the exercises of one page, in order."""
    if shape.is_indexed and (shape.words or shape.muscle or shape.equipment):
        found = matching.ranked(ctx, shape)
    elif shape.is_indexed and not shape.hidden:
        found = _in_order(ctx, shape)
    else:
        found = _picked(ctx, shape)
    each = found.subquery("found")
    key = (each.c.rank, each.c.name_key, each.c.id)
    page = select(each).order_by(*key).limit(given("rows", Integer()))
    return page.where(tuple_(*key) > _cursor()) if shape.continued else page


def _cursor() -> Any:
    return tuple_(given("after_rank", Integer()), given("after_name", String()), given("after_id", Uuid()))


def _in_order(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """What the caller does, and from the beginning of the alphabet as much as a page needs of each sort."""
    used = shapes.used(ctx)
    name, id = col(Exercise.name_key), col(Exercise.id)
    choosable = and_(
        shapes.own(ctx, col(Exercise.owner_id), shape, scope=col(Exercise.scope)),
        col(Exercise.archived_at).is_(None),
        *shapes.facts(shape, Exercise, shapes.muscles()),
        shapes.hidden(ctx, id, shape),
    )
    done = select(id, (FOUND - shapes.counted(used.c.uses) + shapes.rarely()).label("rank"), name).join(
        used, used.c.id == id
    )
    sorts = (col(Exercise.is_common).is_(True), col(Exercise.is_common).is_(False))
    parts = [done.where(choosable)]
    for home, sort, rank in (
        *((shapes.homes(ctx)[0], sort, FOUND + nth) for nth, sort in enumerate(sorts)),
        *((home, literal(True), FOUND) for home in shapes.homes(ctx)[1:]),
    ):
        part = select(id, literal(rank, Integer()).label("rank"), name).where(
            col(Exercise.tenant_key) == home, sort, choosable, id.not_in(select(used.c.id))
        )
        if shape.continued:
            part = part.where(tuple_(literal(rank, Integer()), name, id) > _cursor())
        parts.append(
            select(
                part.order_by(name, id).limit(given("rows", Integer())).subquery()
            )  # each sort its own page
        )
    return select(union_all(*parts).subquery("sort"))


def _picked(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    """Archived, hidden or other members' own: few, so that they are just read through."""
    used = shapes.used(ctx)
    when = col(Exercise.archived_at)
    aliases = func.lower(func.array_to_string(col(Exercise.aliases), " "))
    asked = [given(f"word_{number}", String()) for number in range(shape.words)]
    return (
        select(
            col(Exercise.id),
            (FOUND - shapes.counted(used.c.uses) + shapes.rarely()).label("rank"),
            col(Exercise.name_key),
        )
        .outerjoin(used, used.c.id == col(Exercise.id))
        .where(
            col(Exercise.tenant_key).in_(shapes.homes(ctx)),
            shapes.others(ctx) if shape.members else shapes.choice(ctx, mine=shape.mine),
            literal(True) if not shape.gym else col(Exercise.scope) == Scope.TENANT,
            when.is_not(None) if shape.archived else when.is_(None),
            col(Exercise.merged_into_id).is_(None),
            *shapes.facts(shape, Exercise, shapes.muscles()),
            *(or_(col(Exercise.name_key).contains(word), aliases.contains(word)) for word in asked),
            literal(True) if shape.archived else shapes.hidden(ctx, col(Exercise.id), shape),
        )
    )
