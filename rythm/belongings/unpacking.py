"""Takes an archive in: what is known already stays as it is, so the same archive again changes nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.belongings.archive import Archive, ArchivedWorkout
from rythm.belongings.checking import broken
from rythm.belongings.files import ArchiveLook
from rythm.belongings.measuring import measure
from rythm.belongings.meeting import Met, meet
from rythm.belongings.place import Place
from rythm.belongings.planning import plan
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.errors import Forbidden, Invalid
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM, Table
from rythm.core.schema import Read
from rythm.exercises.models import ExerciseHiding
from rythm.exercises.service import note_use
from rythm.templates.models import Template
from rythm.workouts.import_exercises import bring_back
from rythm.workouts.models import ImportBatch, TrainingPreference, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.preferences import VISITOR
from rythm.workouts.recording import Told, count_on, in_parts
from rythm.workouts.taking_back import Undoing, taken_back

SOURCE = "rythm"


class ArchiveReport(Read):
    """What came in, and how much of it was here already; `id` names the import, to undo it."""

    id: UUID | None = None
    workouts: int
    sets: int
    templates: int
    exercises: int
    body_metrics: int
    preferences: bool
    known: int


async def unpack(
    ctx: Context, archive: Archive, *, file_name: str = "", told: Told | None = None
) -> ArchiveReport:
    """Add what an archive has and the caller has not, in the gym they stand in; nothing of theirs changes.

    Known is what came in from this archive before, what has the same id, and what says the same: a workout of
    the same start and title (also one deleted since), a measurement of the same moment and value, a template
    of the same making and name, an exercise of the same name. Preferences come in if none were said here.
    What an undone import had brought can come again. `told` hears how many sets of how many are written.
    Raises Forbidden for one who only visits this gym, and Invalid, by path, for references into nothing.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)
    if problems := broken(archive):
        raise Invalid(next(iter(problems.values())), fields=problems)
    place = Place(ctx.actor.tenant_id, ctx.actor.person_id)
    await _lock(ctx)
    gone = await taken_back(ctx, place.member_id)
    batch = ImportBatch(
        created_at=ctx.now,
        tenant_id=place.tenant_id,
        member_id=place.member_id,
        file_name=file_name,
        source=SOURCE,
    )
    ctx.db.add(batch)
    await ctx.db.flush()
    met = await meet(ctx, archive.exercises, place.id)
    used = [met.refs[each.id].id for each in archive.exercises if each.archived_at is None]
    back = await bring_back(ctx, place.member_id, used) if gone.at else []
    added: dict[str, Any] = {"hidings": await _hide(ctx, archive, met)}
    templates, added["templates"] = await plan(ctx, archive, place, met, gone)
    workouts = await _new_workouts(ctx, archive, place, gone)
    await _train(ctx, place, batch.id, workouts, met, await _startable(ctx, archive, templates), told)
    metrics, measured = await measure(ctx, archive, place.id, batch.id, gone)
    added |= measured | {"preferences": await _prefer(ctx, archive)}
    report = ArchiveReport(
        workouts=len(workouts),
        sets=sum(sets_of(workout) for _, workout in workouts),
        templates=len(added["templates"]),
        exercises=len(met.added) + len(back),
        body_metrics=metrics,
        preferences=bool(added["preferences"]),
        known=len(archive.workouts) - len(workouts)
        + len(archive.templates) - len(added["templates"])
        + len(archive.body_metrics) - metrics,
    )  # fmt: skip
    batch.workouts, batch.sets, batch.known = report.workouts, report.sets, report.known
    batch.exercise_ids = [*back, *met.added]
    batch.added = {name: each for name, each in added.items() if each}
    if not (workouts or metrics or batch.exercise_ids or batch.added):
        await ctx.db.delete(batch)  # nothing new is no import
        return report
    if metrics and not workouts:
        await count_on(ctx, place.member_id)
    return report.model_copy(update={"id": batch.id})


def sets_of(workout: ArchivedWorkout) -> int:
    """How many sets a workout has."""
    return sum(len(line.sets) for line in workout.exercises)


async def look_into(ctx: Context, archive: Archive) -> ArchiveLook:
    """What is in an archive, for a look before it comes in; raises Invalid for references into nothing."""
    access.require(ctx, Permission.WORKOUT_LOG)
    if problems := broken(archive):
        raise Invalid(next(iter(problems.values())), fields=problems)
    place = Place(ctx.actor.tenant_id, ctx.actor.person_id)
    days = [workout.started_at.date() for workout in archive.workouts]
    return ArchiveLook(
        name=archive.profile.name,
        gym=archive.profile.gym,
        workouts=len(archive.workouts),
        new=len(await _new_workouts(ctx, archive, place, await taken_back(ctx, place.member_id))),
        sets=sum(sets_of(workout) for workout in archive.workouts),
        exercises=len(archive.exercises),
        templates=len(archive.templates),
        body_metrics=len(archive.body_metrics),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )


async def _lock(ctx: Context) -> None:
    """Two imports of one member follow each other, so that the second finds what the first has written."""
    mine = select(col(Membership.id)).where(
        col(Membership.tenant_id) == ctx.actor.tenant_id, col(Membership.user_id) == ctx.actor.person_id
    )
    await ctx.db.execute(mine.with_for_update(key_share=True))


async def _hide(ctx: Context, archive: Archive, met: Met) -> list[str]:
    here = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    hidden = {met.refs[each.id] for each in archive.exercises if each.is_hidden}
    if not hidden:
        return []
    rows = [
        here | {"id": uuid7(), "exercise_id": ref.id, "exercise_home": ref.home} for ref in sorted(hidden)
    ]
    added = upsert(ExerciseHiding).on_conflict_do_nothing().returning(col(ExerciseHiding.id))
    return [str(id) for id in (await ctx.db.execute(added, rows)).scalars()]


async def _new_workouts(
    ctx: Context, archive: Archive, place: Place, gone: Undoing
) -> list[tuple[UUID, ArchivedWorkout]]:
    """The workouts that are not here yet, with their ids here; each once, if the archive has it twice.

    Those deleted by hand are here; those that went with their import are not.
    """
    found = await ctx.db.execute(
        select(
            col(Workout.id),
            col(Workout.started_at),
            col(Workout.title),
            col(Workout.import_key),
            col(Workout.import_batch_id),
            col(Workout.deleted_at),
        ).where(col(Workout.tenant_id) == place.tenant_id, col(Workout.member_id) == place.member_id)
    )
    seen: set[object] = set()
    left: set[UUID] = set()
    for row in found:
        if gone.took(row.import_batch_id, row.deleted_at):
            left.add(row.id)
        else:
            seen |= {row.id, (row.started_at, row.title), row.import_key}
    seen.discard(None)
    new = []
    for workout in archive.workouts:
        id = next(id for time in count() if (id := place.id(workout.id, time)) not in left)
        marks = {id, (workout.started_at, workout.title), workout.import_key} - {None}
        if not seen & {workout.id, *marks}:
            new.append((id, workout))
        seen |= marks
    return new


async def _startable(
    ctx: Context, archive: Archive, own: Mapping[UUID, UUID]
) -> Callable[[UUID | None], tuple[UUID | None, UUID | None]]:
    """Tells which one here a template of the archive is, and where that lives; of one unknown, nothing."""
    asked = {each.template_id for each in archive.workouts if each.template_id} - set(own)
    found = await ctx.db.execute(
        select(col(Template.id)).where(col(Template.tenant_key) == SYSTEM, col(Template.id).in_(asked))
    )
    system = set(found.scalars())

    def where(template_id: UUID | None) -> tuple[UUID | None, UUID | None]:
        if template_id is not None and template_id in own:
            return own[template_id], ctx.actor.tenant_id
        return (template_id, SYSTEM) if template_id in system else (None, None)

    return where


async def _train(
    ctx: Context,
    place: Place,
    batch_id: UUID,
    workouts: Sequence[tuple[UUID, ArchivedWorkout]],
    met: Met,
    template: Callable[[UUID | None], tuple[UUID | None, UUID | None]],
    told: Told | None,
) -> None:
    if not workouts:
        return
    await count_on(ctx, place.member_id)
    total, written = sum(sets_of(workout) for _, workout in workouts), 0
    for part in in_parts(workouts):
        if told is not None:
            await told(written, total)
        rows: dict[type[Table], list[dict[str, Any]]] = {Workout: [], WorkoutExercise: [], WorkoutSet: []}
        for id, workout in part:
            _add_rows(rows, _base(ctx, place), (id, batch_id), workout, met, template)
        for model, each in rows.items():
            await insert_rows(ctx, model, each)
        written += len(rows[WorkoutSet])
    if told is not None:
        await told(written, total)
    done = Counter(id for _, workout in workouts for id in _done(workout, met) if workout.finished_at)
    finished: list[datetime] = [each.finished_at for _, each in workouts if each.finished_at]
    if finished:
        await note_use(ctx, done, max(finished))


def _base(ctx: Context, place: Place) -> dict[str, Any]:
    base = {"tenant_id": place.tenant_id, "member_id": place.member_id, "created_at": ctx.now}
    return base | {"revision": 0, "clocks": {}}


def _add_rows(
    rows: dict[type[Table], list[dict[str, Any]]],
    base: dict[str, Any],
    ids: tuple[UUID, UUID],
    workout: ArchivedWorkout,
    met: Met,
    template: Callable[[UUID | None], tuple[UUID | None, UUID | None]],
) -> None:
    id, batch_id = ids
    template_id, template_home = template(workout.template_id)
    rows[Workout].append(
        base
        | workout.model_dump(exclude={"exercises"})
        | {
            "id": id,
            "import_batch_id": batch_id,
            "template_id": template_id,
            "template_home": template_home,
            "template_version": workout.template_version if template_id else None,
        }
    )
    for position, line in enumerate(workout.exercises):
        exercise, line_id = met.trained(line.exercise_id), uuid5(id, str(position))
        rows[WorkoutExercise].append(
            base
            | line.model_dump(exclude={"sets"})
            | {
                "id": line_id,
                "workout_id": id,
                "exercise_id": exercise.id,
                "exercise_home": exercise.home,
                "position": position,
            }
        )
        links = {"workout_id": id, "workout_exercise_id": line_id, "exercise_id": exercise.id}
        rows[WorkoutSet] += (
            base
            | links
            | each.model_dump(exclude={"target"})
            | {
                "id": uuid5(line_id, str(nth)),
                "position": nth,
                "target": each.target.model_dump(mode="json") if each.target else None,
            }
            for nth, each in enumerate(line.sets)
        )


def _done(workout: ArchivedWorkout, met: Met) -> Collection[UUID]:
    return {
        met.trained(line.exercise_id).id
        for line in workout.exercises
        if any(each.done_at is not None for each in line.sets)
    }


async def _prefer(ctx: Context, archive: Archive) -> dict[str, Any]:
    """The preferences as they came in; empty if some were said here."""
    if archive.preferences is None:
        return {}
    row = {"id": uuid7(), "created_at": ctx.now, "tenant_id": ctx.actor.tenant_id}
    row |= {"member_id": ctx.actor.person_id, **archive.preferences.model_dump()}
    statement = upsert(TrainingPreference).values(**row).on_conflict_do_nothing()
    if (await ctx.db.execute(statement.returning(col(TrainingPreference.id)))).first() is None:
        return {}
    said = archive.preferences.model_dump()
    return {name: float(each) if isinstance(each, Decimal) else each for name, each in said.items()}
