"""Takes an archive in: what is known already stays as it is, so the same archive again changes nothing."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.access.models import Membership
from rythm.belongings.archive import (
    MOST_PROBLEMS,
    Archive,
    ArchivedTemplate,
    ArchivedVersion,
    ArchivedWorkout,
)
from rythm.belongings.measuring import measure
from rythm.belongings.meeting import Met, meet
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.errors import Forbidden, Invalid
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM, Table
from rythm.core.schema import Read
from rythm.exercises.models import ExerciseHiding
from rythm.exercises.rules import lowered
from rythm.exercises.service import note_use
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.sets import rows as set_rows
from rythm.workouts.models import TrainingPreference, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.preferences import VISITOR
from rythm.workouts.recording import count_on

STEP = 50
"""Workouts written at a time."""


class ArchiveReport(Read):
    """What came in, and how much of it was here already."""

    workouts: int
    sets: int
    templates: int
    exercises: int
    body_metrics: int
    preferences: bool
    known: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where it goes: ids of the archive become ids of this member here, the same ones every time."""

    tenant_id: UUID
    member_id: UUID

    def id(self, archived: UUID) -> UUID:
        return uuid5(self.member_id, f"{self.tenant_id}/{archived}")


async def unpack(ctx: Context, archive: Archive) -> ArchiveReport:
    """Add what an archive has and the caller has not, in the gym they stand in; nothing of theirs changes.

    Known is what came in from this archive before, what has the same id, and what says the same: a workout of
    the same start and title (also one deleted since), a measurement of the same moment and value, a template
    of the same making and name, an exercise of the same name. Preferences come in if none were said here.
    Raises Forbidden for one who only visits this gym, and Invalid, by path, for references into nothing.
    """
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)
    if problems := _broken(archive):
        raise Invalid(next(iter(problems.values())), fields=problems)
    place = _Place(ctx.actor.tenant_id, ctx.actor.person_id)
    await _lock(ctx)
    met = await meet(ctx, archive.exercises, place.id)
    await _hide(ctx, archive, met)
    templates, templates_added = await _templates(ctx, archive, place, met)
    workouts = await _new_workouts(ctx, archive, place)
    await _train(ctx, place, workouts, met, await _startable(ctx, archive, templates))
    metrics = await measure(ctx, archive, place.id)
    return ArchiveReport(
        workouts=len(workouts),
        sets=sum(len(line.sets) for workout in workouts for line in workout.exercises),
        templates=templates_added,
        exercises=len(met.added),
        body_metrics=metrics,
        preferences=await _prefer(ctx, archive),
        known=len(archive.workouts) - len(workouts)
        + len(archive.templates) - templates_added
        + len(archive.body_metrics) - metrics,
    )  # fmt: skip


def _broken(archive: Archive) -> dict[str, str]:
    """What the schema cannot see, by path: references into nothing, ends before beginnings, ids twice."""
    problems: dict[str, str] = {}
    for path, problem in _problems(archive):
        problems.setdefault(path, problem)
        if len(problems) == MOST_PROBLEMS:
            break
    return problems


def _problems(archive: Archive) -> Iterator[tuple[str, str]]:
    known = {exercise.id for exercise in archive.exercises}
    missing = "The archive's exercises have none of this id."
    for section in ("exercises", "templates", "workouts", "custom_metrics"):
        ids: set[UUID] = set()
        for place, entry in enumerate(getattr(archive, section)):
            if entry.id in ids:
                yield f"{section}.{place}.id", "This id is in here twice."
            ids.add(entry.id)
    yield from _unmeasured(archive)
    for place, exercise in enumerate(archive.exercises):
        if exercise.merged_into is not None and exercise.merged_into not in known - {exercise.id}:
            yield f"exercises.{place}.merged_into", missing
    for place, template in enumerate(archive.templates):
        number = 0
        for at, version in enumerate(template.versions):
            path = f"templates.{place}.versions.{at}"
            if version.number <= number:
                yield f"{path}.number", "Versions come in the order of their numbers, each once."
            number = version.number
            for n, planned in enumerate(version.exercises):
                if planned.exercise_id not in known:
                    yield f"{path}.exercises.{n}.exercise_id", missing
                if not known.issuperset(planned.alternatives):
                    yield f"{path}.exercises.{n}.alternatives", missing
    for place, workout in enumerate(archive.workouts):
        if workout.finished_at is not None and workout.finished_at < workout.started_at:
            yield f"workouts.{place}.finished_at", "A workout ends after it starts."
        for n, line in enumerate(workout.exercises):
            if line.exercise_id not in known:
                yield f"workouts.{place}.exercises.{n}.exercise_id", missing


def _unmeasured(archive: Archive) -> Iterator[tuple[str, str]]:
    known = {metric.id for metric in archive.custom_metrics} | {None}
    for section in ("body_metrics", "body_goals"):
        for place, entry in enumerate(getattr(archive, section)):
            if entry.custom_metric_id not in known:
                yield f"{section}.{place}.custom_metric_id", "The archive has no custom metric of this id."


async def _lock(ctx: Context) -> None:
    """Two imports of one member follow each other, so that the second finds what the first has written."""
    mine = select(col(Membership.id)).where(
        col(Membership.tenant_id) == ctx.actor.tenant_id, col(Membership.user_id) == ctx.actor.person_id
    )
    await ctx.db.execute(mine.with_for_update(key_share=True))


async def _hide(ctx: Context, archive: Archive, met: Met) -> None:
    here = {"tenant_id": ctx.actor.tenant_id, "member_id": ctx.actor.person_id, "created_at": ctx.now}
    hidden = {met.refs[each.id] for each in archive.exercises if each.is_hidden}
    if hidden:
        rows = [
            here | {"id": uuid7(), "exercise_id": ref.id, "exercise_home": ref.home} for ref in sorted(hidden)
        ]
        await ctx.db.execute(
            upsert(ExerciseHiding).on_conflict_do_nothing().returning(col(ExerciseHiding.id)), rows
        )


async def _templates(ctx: Context, archive: Archive, place: _Place, met: Met) -> tuple[dict[UUID, UUID], int]:
    """Which template here stands for which of the archive, and how many were added."""
    found = await ctx.db.execute(
        select(col(Template.id), col(Template.created_at), col(Template.name_key)).where(
            col(Template.tenant_key) == place.tenant_id,
            col(Template.owner_id) == place.member_id,
            col(Template.scope) == "user",
        )
    )
    rows = found.all()
    ids = {row.id for row in rows}
    said = {(row.created_at, row.name_key): row.id for row in rows}
    there: dict[UUID, UUID] = {}
    new: list[ArchivedTemplate] = []
    for template in archive.templates:
        same = said.get((template.created_at, lowered(template.versions[-1].name)))
        known = next((id for id in (template.id, place.id(template.id)) if id in ids), same)
        there[template.id] = known or place.id(template.id)
        if known is None:
            new.append(template)
    await insert_rows(ctx, Template, [_template_row(place, template) for template in new])
    versions = [(place.id(template.id), version) for template in new for version in template.versions]
    await insert_rows(
        ctx, TemplateVersion, [_version_row(place, template_id, version) for template_id, version in versions]
    )
    lines = [row for template_id, version in versions for row in _line_rows(place, template_id, version, met)]
    await insert_rows(ctx, TemplateExercise, lines)
    return there, len(new)


def _template_row(place: _Place, template: ArchivedTemplate) -> dict[str, Any]:
    now = template.versions[-1]
    return {
        "id": place.id(template.id),
        "created_at": template.created_at,
        "tenant_id": place.tenant_id,
        "scope": "user",
        "owner_id": place.member_id,
        "name": now.name,
        "name_key": lowered(now.name),
        "description": now.description,
        "version": now.number,
        "updated_at": template.updated_at,
        "archived_at": template.archived_at,
    }


def _version_id(template_id: UUID, version: ArchivedVersion) -> UUID:
    return uuid5(template_id, str(version.number))


def _version_row(place: _Place, template_id: UUID, version: ArchivedVersion) -> dict[str, Any]:
    return {
        "id": _version_id(template_id, version),
        "created_at": version.saved_at,
        "tenant_id": place.tenant_id,
        "template_id": template_id,
        "author_id": place.member_id,
        **version.model_dump(include={"number", "name", "description", "progression", "summary"}),
    }


def _line_rows(
    place: _Place, template_id: UUID, version: ArchivedVersion, met: Met
) -> Iterator[dict[str, Any]]:
    for position, line in enumerate(version.exercises):
        exercise = met.refs[line.exercise_id]
        yield {
            **line.model_dump(exclude={"sets", "exercise_id", "alternatives"}),
            "id": uuid7(),
            "created_at": version.saved_at,
            "tenant_id": place.tenant_id,
            "version_id": _version_id(template_id, version),
            "position": position,
            "exercise_id": exercise.id,
            "exercise_home": exercise.home,
            "alternatives": [met.refs[each].id for each in line.alternatives],
            "prescription": set_rows(line.sets),
        }


async def _new_workouts(ctx: Context, archive: Archive, place: _Place) -> list[ArchivedWorkout]:
    """The workouts that are not here yet, deleted ones counted in; each once, if the archive has it twice."""
    found = await ctx.db.execute(
        select(col(Workout.id), col(Workout.started_at), col(Workout.title), col(Workout.import_key)).where(
            col(Workout.tenant_id) == place.tenant_id, col(Workout.member_id) == place.member_id
        )
    )
    seen: set[object] = set()
    for row in found:
        seen |= {row.id, (row.started_at, row.title), row.import_key}
    seen.discard(None)
    new = []
    for workout in archive.workouts:
        marks = {place.id(workout.id), (workout.started_at, workout.title), workout.import_key} - {None}
        if not seen & {workout.id, *marks}:
            new.append(workout)
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
    place: _Place,
    workouts: list[ArchivedWorkout],
    met: Met,
    template: Callable[[UUID | None], tuple[UUID | None, UUID | None]],
) -> None:
    if not workouts:
        return
    await count_on(ctx, place.member_id)
    for start in range(0, len(workouts), STEP):
        rows: dict[type[Table], list[dict[str, Any]]] = {Workout: [], WorkoutExercise: [], WorkoutSet: []}
        for workout in workouts[start : start + STEP]:
            _add_rows(rows, _base(ctx, place), place.id(workout.id), workout, met, template)
        for model, each in rows.items():
            await insert_rows(ctx, model, each)
    done = Counter(id for workout in workouts for id in _done(workout, met) if workout.finished_at)
    finished: list[datetime] = [each.finished_at for each in workouts if each.finished_at]
    if finished:
        await note_use(ctx, done, max(finished))


def _base(ctx: Context, place: _Place) -> dict[str, Any]:
    base = {"tenant_id": place.tenant_id, "member_id": place.member_id, "created_at": ctx.now}
    return base | {"revision": 0, "clocks": {}}


def _add_rows(
    rows: dict[type[Table], list[dict[str, Any]]],
    base: dict[str, Any],
    id: UUID,
    workout: ArchivedWorkout,
    met: Met,
    template: Callable[[UUID | None], tuple[UUID | None, UUID | None]],
) -> None:
    template_id, template_home = template(workout.template_id)
    rows[Workout].append(
        base
        | workout.model_dump(exclude={"exercises"})
        | {
            "id": id,
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


async def _prefer(ctx: Context, archive: Archive) -> bool:
    if archive.preferences is None:
        return False
    row = {"id": uuid7(), "created_at": ctx.now, "tenant_id": ctx.actor.tenant_id}
    row |= {"member_id": ctx.actor.person_id, **archive.preferences.model_dump()}
    statement = upsert(TrainingPreference).values(**row).on_conflict_do_nothing()
    return (await ctx.db.execute(statement.returning(col(TrainingPreference.id)))).first() is not None
