"""The rows a sync touches: fetched together, changed field by field, and given back to phones whole."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Union
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import ARRAY, Select, Uuid, any_, func, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core import statements
from rythm.core.context import Context
from rythm.core.model import SYSTEM
from rythm.core.schema import Input
from rythm.core.statements import given
from rythm.exercises.queries import Resolved, resolve
from rythm.exercises.service import forget_use, note_use
from rythm.templates.models import Template
from rythm.workouts import measures, metrics
from rythm.workouts.events import WorkoutFinished
from rythm.workouts.models import BodyMetric, Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.replication import ticked, winning
from rythm.workouts.schemas import (
    Changes,
    MetricFields,
    MetricOut,
    Operation,
    SetFields,
    SetOut,
    WorkoutExerciseFields,
    WorkoutExerciseOut,
    WorkoutFields,
    WorkoutOut,
)

Row = Union[Workout, WorkoutExercise, WorkoutSet, BodyMetric]  # noqa: UP007 - read by get_args too
TABLES: dict[str, type[Row]] = {
    "workout": Workout,
    "workout_exercise": WorkoutExercise,
    "set": WorkoutSet,
    "metric": BodyMetric,
}
FIELDS: dict[str, type[Input]] = {
    "workout": WorkoutFields,
    "workout_exercise": WorkoutExerciseFields,
    "set": SetFields,
    "metric": MetricFields,
}
FIXED = frozenset(
    {"workout_id", "exercise_id", "workout_exercise_id", "template_id", "template_version", "target"}
)
"""Set when a row is made and never again."""
REQUIRED = frozenset(
    {"started_at", "workout_id", "exercise_id", "workout_exercise_id", "value", "measured_at"}
)
"""May be left out, but not be emptied."""
PAGE = 500


class Rejected(Exception):
    """This operation cannot be applied; the text is for the member."""


class Replicas:
    """The member's rows that a batch touches, and what they lean on."""

    def __init__(self) -> None:
        self.rows: dict[UUID, Row] = {}
        self.foreign: set[UUID] = set()
        self.exercises: dict[UUID, Resolved] = {}
        self.templates: dict[UUID, UUID] = {}
        self.counted: dict[UUID, bool] = {}
        """Of each workout that changes, whether it counted as done before."""

    def merge(self, other: "Replicas") -> None:
        """Take over another batch's rows."""
        self.rows |= other.rows

    async def fetch(self, ctx: Context, operations: Iterable[Operation]) -> None:
        """Load every row these operations name, and the parents and library entries new ones lean on."""
        named: dict[str, set[UUID]] = {entity: set() for entity in TABLES}
        exercises: set[UUID] = set()
        templates: set[UUID] = set()
        for operation in operations:
            named[operation.entity].add(operation.entity_id)
            for field, wanted in (
                ("workout_id", named["workout"]),
                ("workout_exercise_id", named["workout_exercise"]),
                ("exercise_id", exercises),
                ("template_id", templates),
            ):
                if (id := _uuid(operation.fields.get(field))) is not None:
                    wanted.add(id)
        for entity, ids in named.items():
            await self._load(ctx, TABLES[entity], ids - self.rows.keys())
        if exercises:
            self.exercises |= await resolve(ctx, exercises)
        if templates:
            self.templates |= await _homes(ctx, Template, templates, Permission.TEMPLATE_READ)

    async def _load(self, ctx: Context, table: type[Row], ids: set[UUID]) -> None:
        if not ids:
            return
        found = await statements.run(ctx, _named, table, ids=list(ids))
        for row in found.scalars():
            if row.member_id == ctx.actor.person_id:
                self.rows[row.id] = row
            else:
                self.foreign.add(row.id)

    def apply(self, ctx: Context, operation: Operation, at_ms: int, revision: int) -> None:
        """Write the fields in which this operation is the later intent; raises Rejected."""
        if operation.entity_id in self.foreign:
            raise Rejected("This belongs to somebody else.")
        fields = self._checked(operation)
        row = self.rows.get(operation.entity_id)
        if row is None:
            row, won = self._create(ctx, operation, fields, at_ms), fields
        else:
            if not isinstance(row, TABLES[operation.entity]):
                raise Rejected("This is something else.")
            if isinstance(row, Workout) and row.template_id is None:
                # After a restore another phone's change may come before the beginning it belongs to.
                self._give_template(row, fields)
            for name in FIXED & fields.keys():
                if getattr(row, name) not in (fields[name], self._now(fields[name])):
                    raise Rejected(f"{name} cannot be changed.")
            won = winning(
                {k: v for k, v in fields.items() if k not in FIXED}, row.clocks, at_ms, operation.op_id
            )
        if isinstance(row, Workout):
            self.counted.setdefault(row.id, _is_done(row))
            _finish(ctx, row, won)
        if isinstance(row, BodyMetric):
            _measure(row, fields, is_new=operation.entity_id not in self.rows)
        for name, value in won.items():
            setattr(row, name, value)
        if operation.entity_id not in self.rows:
            self.rows[row.id] = row
            ctx.db.add(row)
        row.clocks = ticked(row.clocks, won, at_ms, operation.op_id)
        row.revision = revision

    def _give_template(self, workout: Workout, fields: dict[str, Any]) -> None:
        """Note which template it was begun from; one that is gone costs the workout nothing but the name."""
        if fields.get("template_id") not in self.templates:
            fields.update({name: None for name in ("template_id", "template_version") if name in fields})
            return
        workout.template_id, workout.template_version = fields["template_id"], fields.get("template_version")
        workout.template_home = self.templates[fields["template_id"]]

    def _now(self, said: Any) -> Any:
        """The exercise that took over the one a phone named, in case it was merged meanwhile."""
        resolved = self.exercises.get(said) if isinstance(said, UUID) else None
        return resolved.id if resolved else said

    def _checked(self, operation: Operation) -> dict[str, Any]:
        try:
            given = FIELDS[operation.entity].model_validate(operation.fields)
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(str(part) for part in problem["loc"]) or "fields"
            raise Rejected(f"{place}: {problem['msg']}") from None
        fields = given.model_dump(exclude_unset=True)
        for required in REQUIRED & fields.keys():
            if fields[required] is None:
                raise Rejected(f"{required}: cannot be empty")
        if isinstance(given, SetFields) and given.target is not None:
            fields["target"] = given.target.model_dump(mode="json")
        return fields

    def _create(self, ctx: Context, operation: Operation, fields: dict[str, Any], at_ms: int) -> Row:
        common: dict[str, Any] = {
            "id": operation.entity_id,
            "created_at": ctx.now,
            "tenant_id": ctx.actor.tenant_id,
            "member_id": ctx.actor.person_id,
            "clocks": {},
        }
        if operation.entity == "workout":
            # Until its beginning comes, which a restored server may hear after its end.
            known = min(filter(None, (moment(at_ms), fields.get("finished_at"))))
            begun = Workout(**common, started_at=fields.get("started_at") or known)
            self._give_template(begun, fields)
            return begun
        if operation.entity == "metric":
            if "value" not in fields:
                raise Rejected("value: cannot be empty")
            return BodyMetric(**common, value=fields["value"], measured_at=moment(at_ms))
        if operation.entity == "workout_exercise":
            workout = self.rows.get(fields.get("workout_id") or SYSTEM)
            if not isinstance(workout, Workout):
                raise Rejected("Its workout is not known.")
            exercise = self.exercises.get(fields.get("exercise_id") or SYSTEM)
            if exercise is None:
                raise Rejected("This exercise is not in the library any more.")
            fields["exercise_id"] = exercise.id
            return WorkoutExercise(
                **common, workout_id=workout.id, exercise_id=exercise.id, exercise_home=exercise.home
            )
        parent = self.rows.get(fields.get("workout_exercise_id") or SYSTEM)
        if not isinstance(parent, WorkoutExercise):
            raise Rejected("Its exercise is not known.")
        return WorkoutSet(
            **common,
            workout_id=parent.workout_id,
            workout_exercise_id=parent.id,
            exercise_id=parent.exercise_id,
        )


def _named(ctx: Context, table: type[Row]) -> Select[Any]:
    ids = given("ids", ARRAY(Uuid()))
    named = select(table).where(col(table.tenant_id) == ctx.actor.tenant_id, col(table.id) == any_(ids))
    # What was read before the lock on the member's counter may be old.
    return named.execution_options(populate_existing=True)


def _is_done(workout: Workout) -> bool:
    return workout.finished_at is not None and workout.deleted_at is None


def _measure(row: BodyMetric, fields: dict[str, Any], *, is_new: bool) -> None:
    """Refuse what cannot be true of its kind; what was measured is said once and never changed."""
    kind = fields.get("kind", row.kind)
    custom = fields.get("custom_metric_id", row.custom_metric_id)
    if not is_new and (kind, custom) != (row.kind, row.custom_metric_id):
        raise Rejected("kind cannot be changed.")
    if (kind == metrics.CUSTOM) != (custom is not None):
        raise Rejected("custom_metric_id: goes with the kind custom, and only with it")
    if not metrics.fits(kind, fields.get("value", row.value)):
        raise Rejected("value: must be between {} and {}".format(*metrics.bounds(kind)))


def _finish(ctx: Context, workout: Workout, won: dict[str, Any]) -> None:
    """Tell it if these fields end the workout; it never ends before it starts."""
    started = won.get("started_at", workout.started_at)
    finished = won.get("finished_at", workout.finished_at)
    if finished is not None and finished < started:
        won["finished_at"] = (
            started  # clocks of two phones disagree; refusing would lose the end of a workout
        )
    if won.get("finished_at") is not None and workout.finished_at is None:
        ctx.emit(WorkoutFinished(workout_id=workout.id, member_id=workout.member_id))


async def note_uses(ctx: Context, held: Replicas) -> None:
    """Remember what was done in workouts that have just ended, so that lists put it first.

    What was done in those that were reopened or thrown away counts no more.
    """
    changed = [
        row
        for id, was in held.counted.items()
        if isinstance(row := held.rows.get(id), Workout) and _is_done(row) != was
    ]
    if ended := [workout for workout in changed if _is_done(workout)]:
        last = max(workout.finished_at for workout in ended if workout.finished_at)
        await note_use(ctx, await _done_in(ctx, ended), min(last, ctx.now))
    if taken_back := [workout for workout in changed if not _is_done(workout)]:
        await forget_use(ctx, await _done_in(ctx, taken_back))


async def _done_in(ctx: Context, workouts: Sequence[Workout]) -> dict[UUID, int]:
    """In how many of these workouts each exercise was done."""
    found = await ctx.db.execute(
        select(col(WorkoutSet.exercise_id), func.count(col(WorkoutSet.workout_id).distinct()))
        .join(WorkoutExercise, measures.is_of_exercise())
        .where(
            col(WorkoutSet.tenant_id) == ctx.actor.tenant_id,
            col(WorkoutSet.workout_id).in_([workout.id for workout in workouts]),
            measures.counts(),
        )
        .group_by(col(WorkoutSet.exercise_id))
    )
    return {row[0]: row[1] for row in found}


async def changes(
    ctx: Context, cursor: int, before: int, taken: int, held: Replicas
) -> tuple[Changes, int, bool]:
    """Rows changed after `cursor` and every row this request touched; the new cursor; whether there is more.

    When nobody else changed anything since, which is the usual case, that costs no query.
    """
    if cursor >= before:
        return whole(held.rows.values()), before + taken, False
    rows: dict[UUID, Row] = {}
    last: list[int] = []
    for table in TABLES.values():
        found = await ctx.db.execute(
            select(table)
            .where(
                col(table.tenant_id) == ctx.actor.tenant_id,
                col(table.member_id) == ctx.actor.person_id,
                col(table.revision) > cursor,
            )
            .order_by(col(table.revision))
            .fetch(PAGE, with_ties=True)  # a merge gives many rows one revision, which no cursor may part
        )
        page: list[Row] = list(found.scalars())  # type: ignore[arg-type]
        rows |= {row.id: row for row in page}
        if len(page) >= PAGE:
            last.append(page[-1].revision)
    if not last:
        return whole((rows | held.rows).values()), before + taken, False
    upto = min(last)
    shown = {id: row for id, row in rows.items() if row.revision <= upto}
    return whole((shown | held.rows).values()), upto, True


def whole(rows: Iterable[Row]) -> Changes:
    """The rows as phones keep them."""
    found = list(rows)
    return Changes(
        workouts=[WorkoutOut.model_validate(row) for row in found if isinstance(row, Workout)],
        workout_exercises=[
            WorkoutExerciseOut.model_validate(row) for row in found if isinstance(row, WorkoutExercise)
        ],
        sets=[SetOut.model_validate(row) for row in found if isinstance(row, WorkoutSet)],
        metrics=[MetricOut.model_validate(row) for row in found if isinstance(row, BodyMetric)],
    )


def moment(ms: int) -> datetime:
    """Milliseconds since 1970 as a time."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


async def _homes(ctx: Context, model: Any, ids: set[UUID], permission: Permission) -> dict[UUID, UUID]:
    """The tenant, or SYSTEM, of each of these shared rows the caller may see."""
    found = await ctx.db.execute(
        select(model.id, model.tenant_id).where(model.id.in_(ids), access.within(ctx, model, permission))
    )
    return {id: tenant_id or SYSTEM for id, tenant_id in found.all()}
