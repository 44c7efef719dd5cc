"""Brings the log of another app into a member's history; importing the same file again changes nothing."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ARRAY, String, and_, any_, literal, or_, select
from sqlmodel import col

from rythm.access.models import Membership
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.errors import Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.exercises.rules import lowered
from rythm.exercises.suggestions import suggestions
from rythm.workouts import import_exercises
from rythm.workouts.formats.delimited import UnreadableFileError
from rythm.workouts.formats.logs import MAX_TITLE, LineProblem, Log, LoggedWorkout
from rythm.workouts.formats.reading import parse
from rythm.workouts.formats.readings import clean
from rythm.workouts.import_exercises import Chosen, Known
from rythm.workouts.import_reports import (
    MOST_PROBLEMS,
    HowToRead,
    ImportReport,
    ImportText,
    NamedExercise,
)
from rythm.workouts.models import ImportBatch, ImportFlag, Workout
from rythm.workouts.recording import (
    FinishedExercise,
    FinishedSet,
    FinishedWorkout,
    Told,
    record,
    require_logging_for,
)


async def import_text(ctx: Context, data: ImportText, *, dry_run: bool = False) -> ImportReport:
    """Read an export and import it into the caller's own history; with `dry_run` only say what would happen.

    Raises Invalid when it is no export we know, or when its unit is not known.
    """
    log = await read(ctx, data.text, data)
    return await import_log(
        ctx, log, ctx.actor.person_id, file_name=data.file_name, chosen=data.exercises, dry_run=dry_run
    )


async def read(ctx: Context, text: str, how: HowToRead) -> Log:
    """The log in an export of the caller; raises Invalid when it is none we know."""
    require_logging_for(ctx, ctx.actor.person_id)
    try:
        # In a thread, so that a long file keeps nobody else waiting.
        return await asyncio.to_thread(parse, text, how.unit, ZoneInfo(how.zone))
    except UnreadableFileError as error:
        raise Invalid(str(error), fields={"text": str(error)}) from None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(fields={"zone": "This is no time zone: write it like Europe/Berlin."}) from None


async def import_log(
    ctx: Context,
    log: Log,
    member_id: UUID,
    *,
    file_name: str = "",
    chosen: Chosen | None = None,
    dry_run: bool = False,
    told: Told | None = None,
) -> ImportReport:
    """Record the workouts of an export that the member does not have yet, as one import to be undone.

    A name means the exercise that was chosen for it, else one of the member, the gym or built in; unknown
    ones are added. A workout is known by its start and title, here or in the file it came from; one that was
    deleted after an import stays deleted. A dry run suggests what unknown names may mean. `told` hears how
    many sets of how many are written.
    Raises Forbidden for another member's log, NotFound when the member is not of this tenant, Invalid when
    the unit is not known.
    """
    require_logging_for(ctx, member_id)
    if log.needs_unit and log.unit is None and not dry_run:
        raise Invalid(
            "The file does not say whether its weights are in kg or lb.", fields={"unit": "Choose kg or lb."}
        )
    if not dry_run:
        await _lock(ctx, member_id)
    unknown = [_judged(ctx, workout) for workout in await _unknown(ctx, member_id, log.workouts)]
    new = import_exercises.without(unknown, chosen or {})
    library, missing = await import_exercises.find(ctx, member_id, new, chosen or {})
    report = _report(log, new, library, known=len(log.workouts) - len(unknown))
    if dry_run:
        likely = await suggestions(ctx, report.exercises_created, member_id)
        for named in report.exercises:
            named.suggestions = likely.get(named.name, [])
    elif new:
        created = await import_exercises.create(ctx, member_id, missing)
        back = await import_exercises.bring_back(ctx, member_id, (known.ref.id for known in library.values()))
        added = [*back, *(known.ref.id for known in created.values())]
        report.id = await _write(
            ctx, member_id, new, library | created, (log, report, file_name, added, told)
        )
    return report


async def _lock(ctx: Context, member_id: UUID) -> None:
    """Two imports of one member follow each other, so that the second finds what the first has written."""
    member = select(col(Membership.id)).where(
        col(Membership.tenant_id) == ctx.actor.tenant_id, col(Membership.user_id) == member_id
    )
    # Phones may still write rows that name the membership.
    if (await ctx.db.execute(member.with_for_update(key_share=True))).first() is None:
        raise NotFound("This person is not a member here.")


async def _unknown(
    ctx: Context, member_id: UUID, workouts: Sequence[LoggedWorkout]
) -> Iterable[LoggedWorkout]:
    """The workouts that were not imported before and are not in the history under their start and title."""
    if not workouts:
        return []
    keys = literal([workout.import_key for workout in workouts], ARRAY(String()))
    second = timedelta(seconds=1)
    found = await ctx.db.execute(
        select(col(Workout.import_key), col(Workout.started_at), col(Workout.title), col(Workout.deleted_at))
        .where(
            col(Workout.tenant_id) == ctx.actor.tenant_id,
            col(Workout.member_id) == member_id,
        )
        .where(
            or_(
                col(Workout.import_key) == any_(keys),
                and_(
                    col(Workout.deleted_at).is_(None),
                    col(Workout.started_at) >= workouts[0].started_at,
                    col(Workout.started_at) < workouts[-1].started_at + second,
                ),
            )
        )
    )
    imported: set[str] = set()
    there: set[tuple[datetime, str]] = set()
    for row in found:
        imported.add(row.import_key)
        if row.deleted_at is None:
            title = clean(row.title, MAX_TITLE) or "Workout"  # as reading it from a file leaves it
            there.add((row.started_at.replace(microsecond=0), title))
    return [
        workout
        for workout in workouts
        if workout.import_key not in imported and (workout.started_at, workout.title) not in there
    ]


def _judged(ctx: Context, workout: LoggedWorkout) -> LoggedWorkout:
    if workout.started_at <= ctx.now + timedelta(days=1):
        return workout
    return replace(workout, odd=(*workout.odd, "this workout starts in the future"))


def _report(
    log: Log, new: Sequence[LoggedWorkout], library: Mapping[str, Known], *, known: int
) -> ImportReport:
    said = {(problem.line, problem.reason) for problem in log.problems}
    late = (
        LineProblem(workout.line, reason, "warning")
        for workout in new
        for reason in workout.odd
        if (workout.line, reason) not in said
    )
    problems = sorted((*log.problems, *late), key=lambda problem: problem.line)
    names: dict[str, NamedExercise] = {}
    for exercise in (exercise for workout in new for exercise in workout.exercises):
        there = library.get(key := lowered(exercise.name))
        named = names.setdefault(
            key,
            NamedExercise(
                name=exercise.name,
                sets=0,
                exercise_id=there.ref.id if there else None,
                exercise_name=there.name if there else exercise.name,
            ),
        )
        named.sets += len(exercise.sets)
    days = [workout.local_started_at.date() for workout in new]
    return ImportReport(
        source=log.source,
        needs_unit=log.needs_unit,
        created=len(new),
        unchanged=known,
        sets=sum(named.sets for named in names.values()),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        exercises=sorted(names.values(), key=lambda named: lowered(named.name)),
        left_out=len(log.errors),
        flagged=sum(1 for workout in new for _ in _oddities(workout)),
        problems=problems[:MOST_PROBLEMS],
    )


def _oddities(workout: LoggedWorkout) -> Iterable[str]:
    yield from workout.odd
    for exercise in workout.exercises:
        for done in exercise.sets:
            yield from done.odd


async def _write(
    ctx: Context,
    member_id: UUID,
    new: Sequence[LoggedWorkout],
    library: Mapping[str, Known],
    about: tuple[Log, ImportReport, str, list[UUID], Told | None],
) -> UUID:
    log, report, file_name, added, told = about
    batch = ImportBatch(
        created_at=ctx.now,
        tenant_id=ctx.actor.tenant_id,
        member_id=member_id,
        file_name=file_name,
        source=log.source,
        workouts=report.created,
        sets=report.sets,
        known=report.unchanged,
        left_out=report.left_out,
        exercise_ids=added,
    )
    ctx.db.add(batch)
    await ctx.db.flush()
    finished = [_finished(workout, library, batch.id) for workout in new]
    await record(ctx, member_id, finished, source=log.source, told=told)
    base = {"created_at": ctx.now, "tenant_id": ctx.actor.tenant_id, "member_id": member_id}
    base |= {"import_batch_id": batch.id}
    flags = [
        base | {"id": uuid7()} | flag
        for workout, written in zip(new, finished, strict=True)
        for flag in _flags(workout, written)
    ]
    await insert_rows(ctx, ImportFlag, flags)
    return batch.id


def _flags(workout: LoggedWorkout, written: FinishedWorkout) -> Iterable[dict[str, Any]]:
    of_workout = {"workout_id": written.id, "workout_set_id": None}
    for reason in workout.odd:
        yield of_workout | {"line": workout.line, "reason": reason}
    for exercise, kept in zip(workout.exercises, written.exercises, strict=True):
        for done, row in zip(exercise.sets, kept.sets, strict=True):
            for reason in done.odd:
                yield of_workout | {"workout_set_id": row.id, "line": done.line, "reason": reason}


def _finished(workout: LoggedWorkout, library: Mapping[str, Known], batch_id: UUID) -> FinishedWorkout:
    # The export does not say when a set was done; milliseconds keep their order and claim no more.
    tick = (workout.started_at + timedelta(milliseconds=n) for n in range(1_000_000))
    exercises_done = []
    for exercise in workout.exercises:
        known = library[lowered(exercise.name)]
        is_help = known.measured_by == "assisted_reps"
        sets = tuple(
            FinishedSet(
                done.kind,
                next(tick),
                # Of an assisted exercise it is the help; some apps write that below zero.
                done.weight_kg and (abs(done.weight_kg) if is_help else done.weight_kg),
                done.reps,
                done.rpe,
                done.duration_seconds,
                done.distance_m,
                id=uuid7(),
            )
            for done in exercise.sets
        )
        rest = exercise.rest_seconds or known.rest_seconds
        exercises_done.append(FinishedExercise(known.ref, sets, rest, exercise.note, exercise.group_number))
    return FinishedWorkout(
        title=workout.title,
        started_at=workout.started_at,
        finished_at=workout.started_at + timedelta(seconds=workout.duration_seconds or 0),
        exercises=tuple(exercises_done),
        note=workout.note,
        import_key=workout.import_key,
        import_batch_id=batch_id,
        body_weight_kg=workout.body_weight_kg,
    )
