"""Finds for each exercise of an archive the one that it is here, and makes the ones that are not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import col

from rythm.belongings.archive import ArchivedExercise
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.exercises import words
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope, lowered

SCOPES = (Scope.USER, Scope.TENANT, Scope.SYSTEM)
"""Whose exercise of a name is meant first: what the member named so, then the gym, then what is built in."""


class Ref(NamedTuple):
    """An exercise here, and the tenant it lives in (or SYSTEM)."""

    id: UUID
    home: UUID


@dataclass(frozen=True, slots=True)
class Met:
    """The exercises here by their ids in the archive, and which of them are new."""

    refs: Mapping[UUID, Ref]
    survivors: Mapping[UUID, Ref]
    added: Sequence[UUID]

    def trained(self, archived: UUID) -> Ref:
        """The exercise that training counts for: of one that was merged here, the one it was merged into."""
        ref = self.refs[archived]
        return self.survivors.get(ref.id, ref)


async def meet(ctx: Context, archived: Sequence[ArchivedExercise], id_here: Callable[[UUID], UUID]) -> Met:
    """Match every exercise of an archive and add those that are not here as the caller's own.

    Known are the built-in ones by their key, others by id, then by name: the caller's, the gym's, built in.
    Two of an archive are never one here, so a second one of a name comes in put away.
    """
    here = await _candidates(ctx, archived, id_here)
    by_id = {row.id: row for row in here}
    by_name = {(Scope(row.scope), row.name_key, row.archived_at): row for row in here}
    refs: dict[UUID, Ref] = {}
    taken: set[UUID] = set()
    new: list[ArchivedExercise] = []
    for known_by_name in (False, True):  # an id says more than a name, whatever the order of the archive
        for each in archived:
            if each.id in refs:
                continue
            row = _named(each, by_name) if known_by_name else _same(each, by_id, id_here)
            if row is not None and row.id not in taken:
                taken.add(row.id)
                refs[each.id] = Ref(row.id, row.tenant_key)
            elif known_by_name:
                new.append(each)
                refs[each.id] = Ref(id_here(each.id), ctx.actor.tenant_id)
    await _add(ctx, new, refs, {row.name_key for row in here if _is_live_own(row)})
    survivors = {
        row.id: Ref(row.merged_into_id, row.merged_into_home)
        for row in here
        if row.merged_into_id and row.merged_into_home
    }
    return Met(refs, survivors, [refs[each.id].id for each in new])


async def _candidates(
    ctx: Context, archived: Sequence[ArchivedExercise], id_here: Callable[[UUID], UUID]
) -> list[Exercise]:
    ids = {id for each in archived for id in (each.id, id_here(each.id))}
    ids |= {exercise_id(each.built_in) for each in archived if each.built_in}
    names = {lowered(each.name) for each in archived}
    found = await ctx.db.execute(
        select(Exercise).where(
            col(Exercise.tenant_key).in_((SYSTEM, ctx.actor.tenant_id)),
            or_(col(Exercise.scope) != Scope.USER, col(Exercise.owner_id) == ctx.actor.person_id),
            or_(
                col(Exercise.id).in_(ids),
                and_(
                    col(Exercise.name_key).in_(names),
                    or_(col(Exercise.archived_at).is_(None), col(Exercise.scope) == Scope.USER),
                ),
            ),
        )
    )
    return list(found.scalars())


def _same(
    each: ArchivedExercise, by_id: Mapping[UUID, Exercise], id_here: Callable[[UUID], UUID]
) -> Exercise | None:
    ids = [exercise_id(each.built_in)] if each.built_in else []
    return next((by_id[id] for id in (*ids, each.id, id_here(each.id)) if id in by_id), None)


def _named(
    each: ArchivedExercise, by_name: Mapping[tuple[Scope, str, datetime | None], Exercise]
) -> Exercise | None:
    """One of the same name whose sets have the same numbers; the caller's own in any case.

    One that was put away is only the caller's that was put away at the same moment.
    """
    for scope in SCOPES if each.archived_at is None else SCOPES[:1]:
        row = by_name.get((scope, lowered(each.name), each.archived_at))
        if row is not None and (scope is Scope.USER or row.measured_by == each.measured_by):
            return row
    return None


def _is_live_own(row: Exercise) -> bool:
    return row.scope == Scope.USER and row.archived_at is None


async def _add(
    ctx: Context, new: Sequence[ArchivedExercise], refs: Mapping[UUID, Ref], names: set[str]
) -> None:
    rows: dict[UUID, Exercise] = {}
    for each in new:
        name_key = lowered(each.name)
        is_live = each.archived_at is None and name_key not in names
        if is_live:
            names.add(name_key)
        kept = each.model_dump(exclude={"id", "built_in", "is_hidden", "merged_into", "archived_at"})
        rows[each.id] = Exercise(
            **kept,
            id=refs[each.id].id,
            created_at=ctx.now,
            edited_at=ctx.now,
            tenant_id=ctx.actor.tenant_id,
            scope=Scope.USER,
            owner_id=ctx.actor.person_id,
            name_key=name_key,
            archived_at=None if is_live else each.archived_at or ctx.now,
        )
    ctx.db.add_all(rows.values())
    await ctx.db.flush()
    for each in new:
        if each.merged_into is not None and rows[each.id].archived_at is not None:
            rows[each.id].merged_into_id, rows[each.id].merged_into_home = refs[each.merged_into]
    await words.index(ctx, list(rows.values()), are_new=True)
