"""The exercise library: searched a page at a time, whole for the phone, and one entry."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Uuid,
    and_,
    case,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context
from rythm.core.errors import NotFound
from rythm.core.schema import Page, decode_cursor, encode_cursor
from rythm.core.statements import given
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope, lowered, search_words
from rythm.exercises.schemas import ExerciseRow, PhoneExercise

SHARED = (Scope.SYSTEM, Scope.TENANT)


async def library(
    ctx: Context,
    *,
    search: str = "",
    muscle: str = "",
    equipment: str = "",
    archived: bool = False,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[ExerciseRow]:
    """The built-in exercises, the tenant's and my own, a page at a time.

    Names that begin with the search and aliases that are it come first, then names that contain its words,
    then aliases; within each, what is done in every gym or was added by somebody here precedes the rest.
    """
    access.require(ctx, Permission.EXERCISE_READ)
    words = search_words(search)
    rank, name, last_id = decode_cursor(cursor, int, str, UUID) if cursor else (None, None, None)
    asked = await statements.run(
        ctx,
        _entries,
        len(words),
        bool(muscle),
        bool(equipment),
        archived,
        bool(cursor),
        **{f"word_{number}": word for number, word in enumerate(words)},
        beginning=lowered(search),
        muscle=muscle,
        equipment=equipment,
        after_rank=rank,
        after_name=name,
        after_id=last_id,
        rows=limit + 1,
    )
    found = statements.dicts(asked)
    last = found[limit - 1] if len(found) > limit else None
    return Page(
        items=[ExerciseRow.model_validate(row) for row in found[:limit]],
        next_cursor=encode_cursor(last["rank"], last["name_key"], last["id"]) if last else None,
    )


def _entries(
    ctx: Context, words: int, by_muscle: bool, by_equipment: bool, archived: bool, continued: bool
) -> Select[*tuple[Any, ...]]:
    key = tuple_(_rank(words), col(Exercise.name_key), col(Exercise.id))
    when = col(Exercise.archived_at)
    statement = (
        _rows(ctx)
        .add_columns(_rank(words).label("rank"), col(Exercise.name_key))
        .where(_mine_or_shared(ctx), when.is_not(None) if archived else when.is_(None), *_found_by(words))
    )
    if by_muscle:
        statement = statement.where(col(Exercise.muscle) == given("muscle", String()))
    if by_equipment:
        statement = statement.where(col(Exercise.equipment) == given("equipment", String()))
    if continued:
        after = (given("after_rank", Integer()), given("after_name", String()), given("after_id", Uuid()))
        statement = statement.where(key > tuple_(*after))
    return statement.order_by(*key).limit(given("rows", Integer()))


async def exercise(ctx: Context, exercise_id: UUID) -> ExerciseRow:
    """One entry of the library, archived or not; raises NotFound."""
    access.require(ctx, Permission.EXERCISE_READ)
    readable = access.within(ctx, Exercise, Permission.EXERCISE_READ)
    found = await ctx.db.execute(_rows(ctx).where(col(Exercise.id) == exercise_id, readable))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFound
    return ExerciseRow.model_validate(dict(row))


async def library_for_phone(ctx: Context, *, also: Collection[UUID] = ()) -> list[PhoneExercise]:
    """Every exercise one can choose on the phone, and those of `also` even if they are archived, by name."""
    access.require(ctx, Permission.EXERCISE_READ)
    chosen: ColumnElement[bool] = and_(_mine_or_shared(ctx), col(Exercise.archived_at).is_(None))
    if also:
        readable = access.within(ctx, Exercise, Permission.EXERCISE_READ)
        chosen = or_(chosen, and_(readable, col(Exercise.id).in_(also)))
    found = await ctx.db.execute(
        select(
            col(Exercise.id),
            col(Exercise.name),
            col(Exercise.equipment),
            col(Exercise.muscle),
            col(Exercise.measured_by),
            col(Exercise.rest_seconds),
            _is_common().label("is_common"),
        )
        .where(chosen)
        .order_by(col(Exercise.name_key), col(Exercise.id))
    )
    return [PhoneExercise.model_validate(dict(row)) for row in found.mappings()]


def _rows(ctx: Context) -> Select[*tuple[Any, ...]]:
    return select(
        col(Exercise.id),
        col(Exercise.name),
        col(Exercise.scope),
        col(Exercise.muscle),
        col(Exercise.secondary_muscles),
        col(Exercise.equipment),
        col(Exercise.category),
        col(Exercise.measured_by),
        col(Exercise.is_unilateral),
        col(Exercise.rest_seconds),
        col(Exercise.aliases),
        col(Exercise.archived_at),
        # A built-in exercise compares its missing tenant and owner to null.
        func.coalesce(access.within(ctx, Exercise, Permission.EXERCISE_CHANGE), false()).label("can_change"),
    )


def _mine_or_shared(ctx: Context) -> ColumnElement[bool]:
    """A coach may read their clients' own exercises too, and an admin everybody's: none to choose from."""
    chosen = or_(col(Exercise.scope).in_(SHARED), col(Exercise.owner_id) == ctx.actor.user_id)
    return and_(access.within(ctx, Exercise, Permission.EXERCISE_READ), chosen)


def _words(count: int) -> list[ColumnElement[str]]:
    """The words of a search; they hold letters and digits only, so nothing in them is a wildcard."""
    return [given(f"word_{number}", String()) for number in range(count)]


def _found_by(words: int) -> list[ColumnElement[bool]]:
    aliases = func.lower(func.array_to_string(col(Exercise.aliases), " "))
    return [or_(col(Exercise.name_key).contains(word), aliases.contains(word)) for word in _words(words)]


def _rank(words: int) -> ColumnElement[int]:
    rarely = case((_is_common(), 0), else_=1)
    if not words:
        return rarely
    name, beginning = col(Exercise.name_key), given("beginning", String())
    aliases = func.string_to_array(func.lower(func.array_to_string(col(Exercise.aliases), "\n")), "\n")
    place = case(
        (or_(func.starts_with(name, beginning), beginning == func.any(aliases)), 0),
        (and_(*(name.contains(word) for word in _words(words))), 2),
        else_=4,
    )
    return place + rarely


def _is_common() -> ColumnElement[bool]:
    """What somebody here added is never lost among the rare built-in ones."""
    return or_(col(Exercise.scope) != Scope.SYSTEM, col(Exercise.is_common))
