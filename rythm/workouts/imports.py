"""Brings the log of another app into a member's history; importing the same file again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col

from rythm.access.models import Membership
from rythm.core.context import Context
from rythm.core.errors import Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM
from rythm.exercises import words
from rythm.exercises.catalogue import exercise_id, match
from rythm.exercises.models import Exercise
from rythm.exercises.queries import resolve
from rythm.exercises.rules import lowered
from rythm.workouts.models import Workout
from rythm.workouts.recording import (
    FinishedExercise,
    FinishedSet,
    FinishedWorkout,
    SharedRef,
    record,
    require_logging_for,
)
from rythm.workouts.strong import LineProblem, StrongExercise, StrongLog, StrongSet, StrongWorkout

MAX_NEW_EXERCISES = 500
DEFAULT_REST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or with a dry run would do: workouts created and known before, and what was odd."""

    created: int
    unchanged: int
    sets: int
    exercises_created: tuple[str, ...]
    problems: tuple[LineProblem, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """An exercise the member can use."""

    ref: SharedRef
    rest_seconds: int


async def import_strong(
    ctx: Context, log: StrongLog, member_id: UUID, *, dry_run: bool = False
) -> ImportReport:
    """Record the workouts of a Strong export that the member does not have yet.

    Exercises whose names are known are the member's own, the tenant's or built in; others are added.
    A workout is known by its start and title; one that was deleted after an import stays deleted.
    Raises Forbidden for another member's log, NotFound when the member is not of this tenant.
    """
    require_logging_for(ctx, member_id)
    await _lock(ctx, member_id)
    known = await _known_keys(ctx, member_id, log.workouts)
    new = [workout for workout in log.workouts if workout.import_key not in known]
    library, missing = await _resolve(ctx, member_id, new)
    problems = sorted((*log.problems, *_future(ctx, new)), key=lambda problem: problem.line)
    if not dry_run:
        library |= await _create(ctx, member_id, missing)
        await record(ctx, member_id, [_finished(workout, library) for workout in new], source="strong")
    return ImportReport(
        created=len(new),
        unchanged=len(log.workouts) - len(new),
        sets=sum(len(exercise.sets) for workout in new for exercise in workout.exercises),
        exercises_created=tuple(sorted(done[0].name for done in missing.values())),
        problems=tuple(problems),
    )


async def _lock(ctx: Context, member_id: UUID) -> None:
    """Two imports of one member follow each other, so that the second finds what the first has written."""
    member = select(col(Membership.id)).where(
        col(Membership.tenant_id) == ctx.actor.tenant_id, col(Membership.user_id) == member_id
    )
    # Phones may still write rows that name the membership.
    if (await ctx.db.execute(member.with_for_update(key_share=True))).first() is None:
        raise NotFound("This person is not a member here.")


async def _known_keys(ctx: Context, member_id: UUID, workouts: Iterable[StrongWorkout]) -> set[str]:
    keys = [workout.import_key for workout in workouts]
    found = await ctx.db.execute(
        select(col(Workout.import_key)).where(
            col(Workout.tenant_id) == ctx.actor.tenant_id,
            col(Workout.member_id) == member_id,
            col(Workout.import_key).in_(keys),
        )
    )
    return {key for key in found.scalars() if key is not None}


def _future(ctx: Context, workouts: Iterable[StrongWorkout]) -> Iterable[LineProblem]:
    for workout in workouts:
        if workout.started_at > ctx.now + timedelta(days=1):
            yield LineProblem(workout.line, "this workout starts in the future", "warning")


Missing = dict[str, list[StrongExercise]]


async def _resolve(
    ctx: Context, member_id: UUID, workouts: Iterable[StrongWorkout]
) -> tuple[dict[str, _Known], Missing]:
    """The exercises that are there by lower-cased name, and the others with all that was done of them."""
    done: Missing = {}
    for workout in workouts:
        for exercise in workout.exercises:
            done.setdefault(lowered(exercise.name), []).append(exercise)
    matches = {key: exercise_id(slug) for key in done if (slug := match(key)) is not None}
    found = await ctx.db.execute(
        select(Exercise).where(
            col(Exercise.tenant_key).in_((SYSTEM, ctx.actor.tenant_id)),
            or_(
                col(Exercise.id).in_(set(matches.values())),
                (col(Exercise.scope) == "tenant") & col(Exercise.name_key).in_(done),
                (col(Exercise.owner_id) == member_id) & col(Exercise.name_key).in_(done),
            ),
            col(Exercise.archived_at).is_(None) | (col(Exercise.owner_id) == member_id),
        )
    )
    rows = list(found.scalars())
    built_in = {row.id: row for row in rows if row.scope == "system"}
    library = {key: built_in[built_in_id] for key, built_in_id in matches.items() if built_in_id in built_in}
    # What the gym named so means more than a built-in match, and what the member named so means most.
    for scope in ("tenant", "user"):
        library |= {row.name_key: row for row in rows if row.scope == scope}
    now = await resolve(ctx, {row.id for row in library.values()})  # none is merged away until it is written
    known = {
        key: _Known(SharedRef(*now[row.id]), row.rest_seconds)
        for key, row in library.items()
        if key in done and row.id in now
    }
    return known, {key: each for key, each in done.items() if key not in known}


async def _create(ctx: Context, member_id: UUID, missing: Missing) -> dict[str, _Known]:
    if not missing:
        return {}
    if len(missing) > MAX_NEW_EXERCISES:
        raise Invalid(
            f"The file names {len(missing):,} unknown exercises; at most {MAX_NEW_EXERCISES} can be added."
        )
    tenant_id = ctx.actor.tenant_id
    created = {key: SharedRef(uuid7(), tenant_id) for key in missing}
    added = [
        Exercise(
            id=created[key].id,
            created_at=ctx.now,
            tenant_id=tenant_id,
            scope="user",
            owner_id=member_id,
            name=done[0].name,
            name_key=key,
            measured_by=measured_by([each for exercise in done for each in exercise.sets]),
            rest_seconds=DEFAULT_REST_SECONDS,
        )
        for key, done in missing.items()
    ]
    ctx.db.add_all(added)
    await words.index(ctx, added, are_new=True)
    return {key: _Known(ref, DEFAULT_REST_SECONDS) for key, ref in created.items()}


def measured_by(sets: Sequence[StrongSet]) -> str:
    """Which numbers an exercise has, judged by the sets that were done of it."""
    has_weight = any(done.weight_kg is not None for done in sets)
    if any(done.distance_m is not None for done in sets):
        return "weight_distance" if has_weight else "distance_duration"
    if all(done.reps is None for done in sets) and not has_weight:
        return "duration"
    return "weight_reps" if has_weight else "reps"


def _finished(workout: StrongWorkout, library: Mapping[str, _Known]) -> FinishedWorkout:
    # The export does not say when a set was done; milliseconds keep their order and claim no more.
    tick = (workout.started_at + timedelta(milliseconds=n) for n in range(1_000_000))
    exercises_done = []
    for exercise in workout.exercises:
        known = library[lowered(exercise.name)]
        sets = tuple(
            FinishedSet(
                done.kind,
                next(tick),
                done.weight_kg,
                done.reps,
                done.rpe,
                done.duration_seconds,
                done.distance_m,
            )
            for done in exercise.sets
        )
        rest = exercise.rest_seconds or known.rest_seconds
        exercises_done.append(FinishedExercise(known.ref, sets, rest, exercise.note))
    return FinishedWorkout(
        title=workout.title,
        started_at=workout.started_at,
        finished_at=workout.started_at + timedelta(seconds=workout.duration_seconds or 0),
        exercises=tuple(exercises_done),
        note=workout.note,
        import_key=workout.import_key,
    )
