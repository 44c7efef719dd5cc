"""The exercise library: searched a page at a time, whole for the phone, one entry, and what was merged."""

from collections.abc import Collection
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core import statements
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.model import SYSTEM
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.exercises import finding, matching, shapes, words
from rythm.exercises.models import Exercise, ExerciseUse
from rythm.exercises.rules import Scope, lowered
from rythm.exercises.schemas import ExerciseDetail, ExerciseRow, PhoneExercise
from rythm.exercises.shapes import Shape
from rythm.identity.models import User


async def library(
    ctx: Context,
    *,
    search: str = "",
    muscle: str = "",
    equipment: str = "",
    level: str = "",
    mine: bool = False,
    gym: bool = False,
    members: bool = False,
    hidden: bool = False,
    archived: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[ExerciseRow]:
    """The built-in exercises, the tenant's and my own, a page at a time.

    What is called as the search comes first, then what I do, by how often, then what is done in every gym or
    was added by somebody here; within each, names that begin with the search, names with its words, aliases.
    A typing error is forgiven in words of four letters and more; a single letter means names that begin so.
    """
    access.require(ctx, Permission.EXERCISE_READ)
    asked = words.asked(search)
    shape = Shape(
        words=len(asked),
        letter=len(asked) == len("".join(asked)) == 1,
        muscle=bool(muscle),
        equipment=bool(equipment),
        level=bool(level),
        mine=mine,
        gym=gym,
        members=members,
        hidden=hidden,
        archived=archived,
        continued=bool(cursor),
    )
    rank, name, last_id = decode_cursor(cursor, int, str, UUID) if cursor else (None, None, None)
    misspelt = await matching.typos(ctx, asked) if shape.is_indexed else [[] for _ in asked]
    values: dict[str, Any] = {
        "whole": " ".join(asked),
        "beginning": lowered(search),
        "muscle": muscle,
        "equipment": equipment,
        "level": level,
        "after_rank": rank,
        "after_name": name,
        "after_id": last_id,
        "rows": limit + 1,
    }
    for number, word in enumerate(asked):
        values |= {f"word_{number}": word, f"behind_{number}": word + matching.LAST_LETTER}
        values[f"typos_{number}"] = misspelt[number]
    if shape.is_usual:
        answer = await statements.run(ctx, _page, shape, **values)
    else:
        answer = await ctx.db.execute(_page(ctx, shape), values)
    found = statements.dicts(answer)
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        items=[ExerciseRow.model_validate(row) for row in found[:limit]],
        next_cursor=encode_cursor(last["rank"], last["name_key"], last["id"]) if last else None,
    )


def _page(ctx: Context, shape: Shape) -> Select[*tuple[Any, ...]]:
    chosen = finding.candidates(ctx, shape).subquery("chosen")
    return (
        _rows(ctx)
        .add_columns(chosen.c.rank, chosen.c.name_key)
        .join(chosen, chosen.c.id == col(Exercise.id))
        .where(access.within(ctx, Exercise, Permission.EXERCISE_READ))
        .order_by(chosen.c.rank, chosen.c.name_key, chosen.c.id)
    )


async def exercise(ctx: Context, exercise_id: UUID) -> ExerciseDetail:
    """One entry of the library, archived or not; raises NotFound."""
    access.require(ctx, Permission.EXERCISE_READ)
    survivor = aliased(Exercise)
    found = await ctx.db.execute(
        _rows(ctx)
        .add_columns(
            col(Exercise.guide),
            col(Exercise.merged_into_id),
            col(survivor.name).label("merged_into_name"),
            literal(_curates(ctx)).label("can_hide_here"),
            _may(ctx, Permission.EXERCISE_PROMOTE, (Scope.USER,)).label("can_promote"),
            _may(ctx, Permission.EXERCISE_MERGE, _mergeable(ctx)).label("can_merge"),
        )
        .outerjoin(survivor, col(survivor.id) == col(Exercise.merged_into_id))
        .where(col(Exercise.id) == exercise_id, access.within(ctx, Exercise, Permission.EXERCISE_READ))
    )
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFound
    return ExerciseDetail.model_validate(dict(row) | {"guide": row["guide"] or None})


def _curates(ctx: Context) -> bool:
    granted = access.reach(ctx.actor.role, Permission.EXERCISE_CREATE)
    return ctx.actor.tenant is not None and granted is not None and granted >= Reach.TENANT


def _may(ctx: Context, permission: Permission, scopes: Collection[Scope]) -> ColumnElement[bool]:
    """Whether the caller may do this with an exercise of these scopes that is in use."""
    return and_(
        col(Exercise.scope).in_(scopes),
        col(Exercise.archived_at).is_(None),
        func.coalesce(access.within(ctx, Exercise, permission), false()),
    )


def _mergeable(ctx: Context) -> tuple[Scope, ...]:
    granted = access.reach(ctx.actor.role, Permission.EXERCISE_MERGE)
    return (Scope.USER, Scope.TENANT) if granted and granted >= Reach.CLIENTS else (Scope.USER,)


async def library_for_phone(ctx: Context, *, also: Collection[UUID] = ()) -> list[PhoneExercise]:
    """Every exercise one can choose on the phone, and those of `also` even if they are put away, by name."""
    access.require(ctx, Permission.EXERCISE_READ)
    found = await ctx.db.execute(
        select(
            *(getattr(Exercise, name) for name in PhoneExercise.model_fields if name not in _TOLD),
            shapes.is_common().label("is_common"),
            _owner().label("owner_id"),
        )
        .where(_for_phone(ctx, also))
        .order_by(col(Exercise.name_key), col(Exercise.id))
    )
    return [PhoneExercise.model_validate(row) for row in statements.dicts(found)]


async def library_version(ctx: Context, *, also: Collection[UUID] = ()) -> str:
    """Names what `library_for_phone` would give: another one as soon as anything in it changes.

    PostgreSQL marks each row with the transaction that wrote it, so the rows need not be read.
    """
    access.require(ctx, Permission.EXERCISE_READ)
    written = cast(col(Exercise.id), String) + literal_column("exercise.xmin::text")
    found = await ctx.db.execute(
        select(func.count(), func.sum(func.hashtextextended(written, 0)), func.app.epoch()).where(
            _for_phone(ctx, also)
        )
    )
    told = (*found.one(), *PhoneExercise.model_fields)
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()


def _for_phone(ctx: Context, also: Collection[UUID]) -> ColumnElement[bool]:
    chosen = and_(
        shapes.choice(ctx),
        col(Exercise.archived_at).is_(None),
        ~shapes.is_hidden(ctx, col(Exercise.id)),
    )
    if not also:
        return chosen
    readable = access.within(ctx, Exercise, Permission.EXERCISE_READ)
    return or_(chosen, and_(readable, col(Exercise.id).in_(also)))


_TOLD = frozenset({"is_common", "owner_id"})


async def uses(ctx: Context) -> dict[UUID, int]:
    """How often the caller has done each exercise; what they never did is not in it."""
    access.require(ctx, Permission.EXERCISE_READ)
    found = await ctx.db.execute(
        select(col(ExerciseUse.exercise_id), col(ExerciseUse.uses)).where(
            col(ExerciseUse.tenant_id) == ctx.actor.tenant_id,
            col(ExerciseUse.member_id) == ctx.actor.person_id,
        )
    )
    return {row.exercise_id: row.uses for row in found}


class Resolved(NamedTuple):
    """The exercise that an id stands for today, and the tenant (or SYSTEM) it lives in."""

    id: UUID
    home: UUID


async def resolve(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Resolved]:
    """What each of these exercises is now: itself, or the one it was merged into; unreadable ones are absent.

    Exercises of the tenant stay as they are until this transaction ends, so that none is merged away between
    this and the row that will name it.
    """
    found = await _as_they_are(ctx, ids)
    mergeable = [id for id, row in found.items() if row == (id, ctx.actor.tenant_id)]
    if mergeable:
        kept = await ctx.db.execute(
            select(col(Exercise.id))
            .where(col(Exercise.id).in_(sorted(mergeable)), col(Exercise.merged_into_id).is_(None))
            .order_by(col(Exercise.id))
            .with_for_update(read=True, key_share=True)
        )
        if gone := set(mergeable) - set(kept.scalars()):
            found |= await _as_they_are(ctx, gone)
    return found


async def _as_they_are(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Resolved]:
    found = await ctx.db.execute(
        select(
            col(Exercise.id),
            func.coalesce(col(Exercise.merged_into_id), col(Exercise.id)).label("now"),
            func.coalesce(col(Exercise.merged_into_home), col(Exercise.tenant_id), SYSTEM).label("home"),
        ).where(col(Exercise.id).in_(ids), access.within(ctx, Exercise, Permission.EXERCISE_READ))
    )
    return {row.id: Resolved(row.now, row.home) for row in found}


def _owner() -> ColumnElement[UUID | None]:
    """Whose own it is; who wrote a shared one down does not matter."""
    return case((col(Exercise.scope) == Scope.USER, col(Exercise.owner_id)))


def _rows(ctx: Context) -> Select[*tuple[Any, ...]]:
    owner = aliased(User)
    return (
        select(
            *(getattr(Exercise, name) for name in ExerciseRow.model_fields if name not in _WORKED_OUT),
            _owner().label("owner_id"),
            col(owner.name).label("owner_name"),
            func.coalesce(_uses(ctx), 0).label("uses"),
            shapes.is_hidden(ctx, col(Exercise.id), by="me").label("is_hidden"),
            shapes.is_hidden(ctx, col(Exercise.id), by="gym").label("is_hidden_here"),
            # A built-in exercise compares its missing tenant and owner to null.
            func.coalesce(access.within(ctx, Exercise, Permission.EXERCISE_CHANGE), false()).label(
                "can_change"
            ),
        )
        .select_from(Exercise)
        .outerjoin(owner, col(owner.id) == _owner())
    )


_WORKED_OUT = frozenset({"owner_id", "owner_name", "uses", "is_hidden", "is_hidden_here", "can_change"})


def _uses(ctx: Context) -> Any:
    return (
        select(col(ExerciseUse.uses))
        .where(
            col(ExerciseUse.tenant_id) == (ctx.actor.tenant_id if ctx.actor.tenant else None),
            col(ExerciseUse.member_id) == ctx.actor.user_id,
            col(ExerciseUse.exercise_id) == col(Exercise.id),
        )
        .scalar_subquery()
    )
