"""A member who has one of everything an archive holds."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from rythm.belongings import packing
from rythm.belongings.archive import Archive
from rythm.body import service as body
from rythm.body.schemas import AddCustomMetric, LogMetric, SetGoal
from rythm.core.context import Context, open_context
from rythm.core.model import SYSTEM
from rythm.exercises import service as exercises
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.schemas import CreateExercise, Guide
from rythm.progress import achieving
from rythm.templates import service as templates
from rythm.templates.catalogue import TEMPLATES
from rythm.templates.schemas import CreateTemplate, SaveTemplate, TemplateLine
from rythm.templates.sets import LoadBy, PrescribedSet
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from rythm.workouts.preferences import Preferences, prefer
from rythm.workouts.recording import record_metrics
from tests.fixtures.actors import Person
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

BEGAN = datetime(2023, 5, 1, 16, 0, 0, 123456, tzinfo=UTC)
BENCH, SQUAT = exercise_id("ab-wheel"), exercise_id("active-hang")


async def give_everything(member: Person, machine: str = "Gym machine No. 7") -> None:
    """Preferences, exercises, templates with versions, workouts finished, open and deleted, weights."""
    assert member.tenant_id is not None
    shared = await add_exercise(member.tenant_id, machine)
    async with open_context(member.credential) as ctx:
        await prefer(ctx, Preferences(unit="lb", effort="rir", sound=False, bar_kg=Decimal("20.41165665")))
        guide = Guide(setup="Stand.", execution="Sled goes.", mistakes=["Slow"], variations=[])
        sled = await exercises.create(
            ctx,
            CreateExercise(
                name="Sled push", muscle="quadriceps", equipment="other", aliases=["Prowler"], guide=guide
            ),
        )
        old = await exercises.create(ctx, CreateExercise(name="Sledge", measured_by="weight_distance"))
        old.archived_at, old.merged_into_id = BEGAN, sled.id
        old.merged_into_home = member.tenant_id
        await exercises.hide(ctx, SQUAT)
        heavy = PrescribedSet(reps_min=5, load_by=LoadBy.KG, load=Decimal("83.91458845"), tempo="31X0")
        lines = [
            TemplateLine(
                exercise_id=BENCH,
                sets=[heavy, heavy],
                group_number=1,
                group_rest_seconds=60,
                alternatives=[sled.id],
            ),
            TemplateLine(exercise_id=sled.id, group_number=1, group_rest_seconds=60, note="Fast"),
        ]
        made = await templates.create(ctx, CreateTemplate(name="Mine", exercises=lines))
        await ctx.db.flush()
        await templates.update(
            ctx, made.id, SaveTemplate(name="Mine, better", exercises=[TemplateLine(exercise_id=BENCH)])
        )
        gone = await templates.create(ctx, CreateTemplate(name="Put away", exercises=[]))
        await ctx.db.flush()
        await templates.deactivate(ctx, gone.id)
        await record_metrics(
            ctx,
            member.id,
            [("weight", BEGAN, Decimal("83.2")), ("weight", BEGAN, Decimal("83.91458845"))],
        )
        await _measure(ctx)
        template_id, sled_id = made.id, sled.id
    await _train(member, template_id, sled_id, shared)
    async with open_context(member.credential) as ctx:
        await achieving.achievements(ctx)


async def _measure(ctx: Context) -> None:
    """Every kind of measurement, custom metrics in use and put away, and goals."""
    for n, kind in enumerate(("body_fat", "waist", "arm")):
        at = BEGAN + timedelta(minutes=n + 1)
        await body.log(ctx, LogMetric(kind=kind, value=Decimal("33.02"), measured_at=at, note="Left\nside"))
    pulse = await body.add_metric(ctx, AddCustomMetric(name="Resting pulse", unit="bpm"))
    mood = await body.add_metric(ctx, AddCustomMetric(name="Mood"))
    for metric, value in ((pulse, "12345.6789"), (mood, "-3")):
        at = BEGAN + timedelta(minutes=9)
        which = {"kind": "custom", "custom_metric_id": metric.id}
        await body.log(ctx, LogMetric(**which, value=Decimal(value), measured_at=at))
        await body.aim(ctx, SetGoal(**which, target=Decimal("48.5")))
    await body.aim(ctx, SetGoal(target=Decimal(80), due_on=date(2100, 1, 1)))
    await body.archive_metric(ctx, mood.id)
    gone = await body.log(ctx, LogMetric(kind="neck", value=Decimal(40)))
    await body.remove(ctx, gone.id)


async def _train(member: Person, template_id: UUID, sled: UUID, shared: UUID) -> None:
    sets = [Done("20", 10, kind="warmup"), Done("83.91458845", 5, rpe="8.5"), Done("-20", 3, done=False)]
    lifts = [Lift(sled, sets), Lift(shared, [Done(distance_m="40.25")]), Lift(sled, [Done("1", 1)])]
    own = await log_workout(member, BEGAN, lifts, title="Mine", template_id=template_id)
    system = next(iter(TEMPLATES.values())).id
    two = await log_workout(member, BEGAN + timedelta(days=1), [Lift(sled, [Done("5", 5)])], title="Two")
    await log_workout(member, BEGAN + timedelta(days=2), [Lift(sled, [Done("5", 5)])], minutes=None)
    await log_workout(member, BEGAN + timedelta(days=3), [Lift(sled, [Done("5", 5)])], deleted=True)
    async with open_context(member.credential) as ctx:
        change: dict[str, Any] = {"note": "Long\nday", "readiness": 4, "body_weight_kg": Decimal("83.2")}
        await ctx.db.execute(
            update(Workout).where(col(Workout.id) == own.id).values(**change, template_version=2)
        )
        change = {"template_id": system, "template_home": SYSTEM, "template_version": 1}
        change |= {"source": "strong", "import_key": "a key of a file"}
        await ctx.db.execute(update(Workout).where(col(Workout.id) == two.id).values(**change))
        here = col(WorkoutExercise.workout_id) == own.id
        change = {"note": "Left knee", "group_number": 2, "group_rest_seconds": 90, "rest_seconds": 45}
        await ctx.db.execute(
            update(WorkoutExercise).where(here, col(WorkoutExercise.position) == 0).values(**change)
        )
        await ctx.db.execute(
            update(WorkoutExercise)
            .where(here, col(WorkoutExercise.position) == 2)
            .values(skipped_at=BEGAN, exercise_id=BENCH, exercise_home=SYSTEM)
        )
        target = PrescribedSet(reps_min=5, reps_max=8).model_dump(mode="json")
        change = {"target": target, "rest_seconds": 77, "duration_seconds": 31}
        await ctx.db.execute(
            update(WorkoutSet)
            .where(col(WorkoutSet.workout_id) == own.id, col(WorkoutSet.reps) == 5)
            .values(**change)
        )


async def exported(who: Person) -> dict[str, Any]:
    """The archive of a person, as read from its JSON."""
    async with open_context(who.credential) as ctx:
        document: dict[str, Any] = json.loads(b"".join([piece async for piece in packing.archive(ctx)]))
    return document


def archive_of(document: dict[str, Any]) -> Archive:
    """A document as it is taken in."""
    return Archive.model_validate_json(json.dumps(document))


def without_ids(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every id replaced by what it stands for, and without the person."""
    names = {each["id"]: f"exercise {each['name']}" for each in document["exercises"]}
    names |= {each["id"]: f"template {each['versions'][-1]['name']}" for each in document["templates"]}
    names |= {each["id"]: f"custom metric {each['name']}" for each in document["custom_metrics"]}
    names |= {each["id"]: f"workout {each['started_at']}" for each in document["workouts"]}
    rest = {key: value for key, value in document.items() if key != "profile"}
    told: dict[str, Any] = _named(rest, names)
    return told


def _named(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _named(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value
