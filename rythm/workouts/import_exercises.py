"""Which exercises the names in an export mean: chosen, the member's, the gym's, built in, or new ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, any_, func, literal, or_, select
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.errors import Invalid
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM
from rythm.exercises import words
from rythm.exercises.catalogue import exercise_id, match
from rythm.exercises.models import Exercise
from rythm.exercises.queries import resolve
from rythm.exercises.rules import lowered, search_words
from rythm.workouts.formats.logs import LoggedExercise, LoggedSet, LoggedWorkout
from rythm.workouts.models import ImportBatch
from rythm.workouts.recording import SharedRef

MAX_NEW_EXERCISES = 500
DEFAULT_REST_SECONDS = 120

Chosen = Mapping[str, UUID | None]
"""Which exercise a name of the file means, as the member says; None for one to leave out."""
Missing = dict[str, list[LoggedExercise]]


@dataclass(frozen=True, slots=True)
class Known:
    """An exercise the member can use."""

    ref: SharedRef
    rest_seconds: int
    name: str
    measured_by: str


async def find(
    ctx: Context, member_id: UUID, workouts: Iterable[LoggedWorkout], chosen: Chosen
) -> tuple[dict[str, Known], Missing]:
    """The exercises that are there by lower-cased name, and the others with all that was done of them.

    Raises Invalid when a chosen exercise is not one the member can use.
    """
    done: Missing = {}
    for workout in workouts:
        for exercise in workout.exercises:
            done.setdefault(lowered(exercise.name), []).append(exercise)
    wanted = {lowered(name): id for name, id in chosen.items() if id is not None}
    matches = {key: exercise_id(slug) for key in done if (slug := match(key)) is not None}
    found = await ctx.db.execute(
        select(Exercise)
        .where(
            col(Exercise.tenant_key).in_((SYSTEM, ctx.actor.tenant_id)),
            or_(
                col(Exercise.id).in_({*matches.values(), *wanted.values()}),
                (col(Exercise.scope) == "tenant") & col(Exercise.name_key).in_(done),
                (col(Exercise.owner_id) == member_id) & col(Exercise.name_key).in_(done),
            ),
            (col(Exercise.scope) != "user") | (col(Exercise.owner_id) == member_id),
            col(Exercise.archived_at).is_(None) | (col(Exercise.owner_id) == member_id),
        )
        .order_by(col(Exercise.archived_at).asc().nulls_last())  # of two with a name the live one comes last
    )
    rows = {row.id: row for row in found.scalars()}
    library = {key: rows[id] for key, id in matches.items() if id in rows and rows[id].scope == "system"}
    # What the gym named so means more than a built-in match, and what the member named so means most.
    for scope in ("tenant", "user"):
        library |= {row.name_key: row for row in rows.values() if row.scope == scope}
    library |= {key: rows[id] for key, id in wanted.items() if id in rows}
    # None is merged away until it is written.
    now = await resolve(ctx, {row.id for row in library.values()} | set(wanted.values()))
    if unusable := [
        name for name in chosen if (id := wanted.get(lowered(name))) and not (id in rows and id in now)
    ]:
        said = f"The exercise chosen for “{unusable[0][:60]}” is not in the library."
        raise Invalid(said, fields={"exercises": said})
    known = {}
    for key, row in library.items():
        if key in done and row.id in now:
            ref = SharedRef(*now[row.id])
            is_now = rows.get(ref.id, row)
            known[key] = Known(ref, row.rest_seconds, is_now.name, is_now.measured_by)
    return known, {key: each for key, each in done.items() if key not in known}


def without(workouts: Iterable[LoggedWorkout], chosen: Chosen) -> list[LoggedWorkout]:
    """The workouts without the exercises that are to be left out; one that had no others goes whole."""
    left = {lowered(name) for name, id in chosen.items() if id is None}
    if not left:
        return list(workouts)
    rest = (
        (workout, tuple(each for each in workout.exercises if lowered(each.name) not in left))
        for workout in workouts
    )
    return [replace(workout, exercises=exercises) for workout, exercises in rest if exercises]


async def create(ctx: Context, member_id: UUID, missing: Missing) -> dict[str, Known]:
    """Add the exercises nobody knows as the member's own; raises Invalid for more than 500."""
    if not missing:
        return {}
    if len(missing) > MAX_NEW_EXERCISES:
        raise Invalid(
            f"The file names {len(missing):,} unknown exercises; at most {MAX_NEW_EXERCISES} can be added."
        )
    tenant_id = ctx.actor.tenant_id
    added = [
        Exercise(
            id=uuid7(),
            created_at=ctx.now,
            tenant_id=tenant_id,
            scope="user",
            owner_id=member_id,
            name=done[0].name,
            name_key=key,
            measured_by=measured_by(key, [each for exercise in done for each in exercise.sets]),
            rest_seconds=DEFAULT_REST_SECONDS,
        )
        for key, done in missing.items()
    ]
    ctx.db.add_all(added)
    await words.index(ctx, added, are_new=True)
    return {
        row.name_key: Known(SharedRef(row.id, tenant_id), DEFAULT_REST_SECONDS, row.name, row.measured_by)
        for row in added
    }


async def bring_back(ctx: Context, member_id: UUID, used: Iterable[UUID]) -> list[UUID]:
    """Show the member's exercises again that went when an import was undone, now that they are used anew.

    One whose name another has by now stays away.
    """
    went = select(func.unnest(col(ImportBatch.exercise_ids))).where(
        col(ImportBatch.tenant_id) == ctx.actor.tenant_id,
        col(ImportBatch.member_id) == member_id,
        col(ImportBatch.undone_at).is_not(None),
    )
    mine = and_(col(Exercise.tenant_id) == ctx.actor.tenant_id, col(Exercise.owner_id) == member_id)
    names = select(col(Exercise.name_key)).where(mine, col(Exercise.archived_at).is_(None))
    found = await ctx.db.execute(
        select(Exercise)
        .where(
            mine,
            col(Exercise.id) == any_(literal(list(used), ARRAY(Uuid()))),
            col(Exercise.archived_at).is_not(None),
            col(Exercise.merged_into_id).is_(None),
            col(Exercise.id).in_(went),
            col(Exercise.name_key).not_in(names),
        )
        .order_by(col(Exercise.id))
    )
    back = list({exercise.name_key: exercise for exercise in found.scalars()}.values())
    for exercise in back:
        exercise.archived_at = None
    if back:
        await words.index(ctx, back)
    return [exercise.id for exercise in back]


def measured_by(name: str, sets: Sequence[LoggedSet]) -> str:
    """Which numbers an exercise has, judged by its name in lower case and the sets that were done of it."""
    has_weight = any(done.weight_kg is not None for done in sets)
    if has_weight and "assisted" in search_words(name):
        return "assisted_reps"
    if any(done.distance_m is not None for done in sets):
        return "weight_distance" if has_weight else "distance_duration"
    if all(done.reps is None for done in sets) and not has_weight:
        return "duration"
    return "weight_reps" if has_weight else "reps"
