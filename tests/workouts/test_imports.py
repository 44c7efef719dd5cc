"""Importing a Strong export writes it once, for the right member, whatever is in it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from rythm.audit.models import AuditEntry
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Forbidden, NotFound
from rythm.exercises import queries as exercise_queries
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.models import Exercise
from rythm.workouts.formats.logs import LoggedSet
from rythm.workouts.formats.reading import parse
from rythm.workouts.import_exercises import measured_by
from rythm.workouts.import_reports import ImportReport
from rythm.workouts.imports import import_log
from rythm.workouts.models import Workout, WorkoutExercise, WorkoutSet
from tests.fixtures.actors import Gym, Person

HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
)
LINES = (
    "2026-03-02 18:05:09,Evening,1h 7m,Bench Press (Barbell),W,40,8,0,0,,felt good,",
    "2026-03-02 18:05:09,Evening,1h 7m,Bench Press (Barbell),1,74.99999999999999,5,0,0,,,8.5",
    "2026-03-02 18:05:09,Evening,1h 7m,Bench Press (Barbell),Rest Timer,0,0,0,150,,,",
    "2026-03-02 18:05:09,Evening,1h 7m,Zottman Thing,1,12,10,0,0,slow,,",
    "2026-03-02 18:05:09,Evening,1h 7m,zottman thing,2,12,9,0,0,,,",
    "2026-03-02 18:05:09,Evening,1h 7m,Zottman Thing,3,12,many,0,0,,,",
    "2026-03-04 07:00:00,Morning,,Prowler,1,60,0,40,0,,,",
    "2026-03-04 07:00:00,Morning,,Squat (Barbell),1,100,1271,0,0,,,",
)
FILE = "\n".join((HEADER, *LINES))


@pytest.fixture
def library(built_in: None) -> None:
    """The built-in exercises."""


async def do_import(person: Person, text: str = FILE, *, dry_run: bool = False) -> ImportReport:
    async with open_context(person.credential) as ctx:
        return await import_log(ctx, parse(text, "kg"), person.id, dry_run=dry_run)


async def rows(person: Person) -> dict[str, int]:
    """How many rows the person has."""
    counts = {}
    async with open_context(person.credential) as ctx:
        for model, owner in (
            (Workout, "member_id"),
            (WorkoutExercise, "member_id"),
            (WorkoutSet, "member_id"),
            (Exercise, "owner_id"),
        ):
            found = select(func.count()).select_from(model).where(getattr(model, owner) == person.id)
            counts[model.__name__] = (await ctx.db.execute(found)).scalar_one()
    return counts


async def test_a_file_becomes_history(library: None, gym: Gym) -> None:
    report = await do_import(gym.member)
    assert (report.created, report.unchanged, report.sets) == (2, 0, 6)
    assert report.exercises_created == ("Prowler", "Zottman Thing")
    assert [str(problem) for problem in report.problems] == [
        "line 7: reps 'many' is not a number",
        "line 9: 1,271 reps in one set",
    ]
    async with open_context(gym.member.credential) as ctx:
        workouts = (await ctx.db.execute(select(Workout).order_by(col(Workout.started_at)))).scalars().all()
        evening, morning = workouts
        assert evening.started_at == datetime(2026, 3, 2, 18, 5, 9, tzinfo=UTC)
        assert evening.finished_at == evening.started_at + timedelta(minutes=67)
        assert (evening.title, evening.note, evening.source) == ("Evening", "felt good", "strong")
        assert morning.finished_at == morning.started_at
        bench, zottman, shouted = (
            await ctx.db.execute(
                select(WorkoutExercise)
                .where(col(WorkoutExercise.workout_id) == evening.id)
                .order_by(col(WorkoutExercise.position))
            )
        ).scalars()
        assert (bench.exercise_id, bench.rest_seconds) == (exercise_id("bench-press"), 150)
        assert zottman.exercise_id == shouted.exercise_id and zottman.note == "slow"
        found = await exercise_queries.library(ctx, search="zotman", mine=True)
        assert [row.name for row in found.items] == ["Zottman Thing"], "found by its words"
        own = await ctx.db.get(Exercise, zottman.exercise_id)
        assert own is not None
        assert (own.scope, own.owner_id, own.name, own.measured_by) == (
            "user",
            gym.member.id,
            "Zottman Thing",
            "weight_reps",
        )
        sets = (
            await ctx.db.execute(
                select(WorkoutSet)
                .where(col(WorkoutSet.workout_exercise_id) == bench.id)
                .order_by(col(WorkoutSet.position))
            )
        ).scalars()
        assert [(done.kind, done.weight_kg, done.reps, done.rpe) for done in sets] == [
            ("warmup", Decimal(40), 8, None),
            ("working", Decimal(75), 5, Decimal("8.5")),
        ]


async def test_importing_again_changes_nothing(library: None, gym: Gym) -> None:
    await do_import(gym.member)
    before = await rows(gym.member)
    assert before == {"Workout": 2, "WorkoutExercise": 5, "WorkoutSet": 6, "Exercise": 2}
    again = await do_import(gym.member)
    assert (again.created, again.unchanged, again.exercises_created) == (0, 2, ())
    assert await rows(gym.member) == before
    more = await do_import(gym.member, FILE + "\n2026-03-06 07:00:00,Next,,ZOTTMAN THING,1,14,8,0,0,,,")
    assert (more.created, more.unchanged, more.exercises_created) == (1, 2, ())


async def test_a_deleted_import_stays_deleted(library: None, gym: Gym) -> None:
    await do_import(gym.member)
    async with open_context(gym.member.credential) as ctx:
        workout = (await ctx.db.execute(select(Workout).limit(1))).scalar_one()
        workout.deleted_at = ctx.now
    assert (await do_import(gym.member)).created == 0


async def test_a_dry_run_says_the_same_and_writes_nothing(library: None, gym: Gym) -> None:
    tried = await do_import(gym.member, dry_run=True)
    assert set((await rows(gym.member)).values()) == {0}
    done = await do_import(gym.member)
    assert tried.id is None and done.id is not None
    left = {"id", "exercises"}
    assert tried.model_dump(exclude=left) == done.model_dump(exclude=left)


async def test_the_names_of_the_gym_and_of_the_member_come_first(library: None, gym: Gym) -> None:
    line = "2026-03-02 18:05:09,A,,Squat (Barbell),1,100,5,0,0,,,"
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        theirs = Exercise(
            tenant_id=gym.tenant_id, scope="tenant", name="Squat (Barbell)", name_key="squat (barbell)"
        )
        ctx.db.add(theirs)
    await do_import(gym.member, f"{HEADER}\n{line}")
    async with open_context(gym.member.credential) as ctx:
        done = (await ctx.db.execute(select(WorkoutExercise))).scalar_one()
        assert (done.exercise_id, done.exercise_home) == (theirs.id, gym.tenant_id)


async def test_nobody_imports_for_somebody_else(library: None, gym: Gym, next_door: Gym) -> None:
    log = parse(FILE, "kg")
    for caller in (gym.member, gym.coach, gym.admin, gym.scheduler, next_door.member):
        with pytest.raises(Forbidden):
            async with open_context(caller.credential) as ctx:
                await import_log(ctx, log, gym.stranger.id)
    with pytest.raises(Forbidden):
        await do_import(gym.scheduler)
    with pytest.raises(NotFound):
        async with open_context(BySystem(gym.tenant_id)) as ctx:
            await import_log(ctx, log, next_door.member.id)
    assert set((await rows(gym.stranger)).values()) == {0}
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        assert (await import_log(ctx, log, gym.stranger.id)).created == 2
    assert set((await rows(gym.member)).values()) == {0}


async def test_a_failure_leaves_nothing_behind(library: None, gym: Gym) -> None:
    names = "\n".join(f"2026-03-02 18:05:09,A,,Odd lift {n},1,1,1,0,0,,," for n in range(501))
    with pytest.raises(Exception, match="501 unknown exercises"):
        await do_import(gym.member, f"{HEADER}\n{names}")
    assert set((await rows(gym.member)).values()) == {0}


async def test_many_sets_are_a_few_audit_entries(library: None, gym: Gym) -> None:
    start = datetime(2025, 1, 1, 18, tzinfo=UTC)
    days = [f"{start + timedelta(days=n):%Y-%m-%d %H:%M:%S}" for n in range(250)]
    lines = [f"{day},A,1h,Squat (Barbell),{n},100,5,0,0,,," for day in days for n in range(1, 9)]
    report = await do_import(gym.member, "\n".join((HEADER, *lines)))
    assert (report.created, report.sets) == (250, 2_000)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        entries = (await ctx.db.execute(select(AuditEntry))).scalars().all()
        imported = [entry for entry in entries if entry.entity == "workout_set"]
        assert sum(entry.rows for entry in imported) == 2_000
        assert len(imported) <= 5
        assert {entry.actor_id for entry in imported} == {gym.member.id}


async def test_a_workout_in_the_future_is_pointed_out(library: None, gym: Gym) -> None:
    ahead = datetime.now(UTC) + timedelta(days=400)
    report = await do_import(gym.member, f"{HEADER}\n{ahead:%Y-%m-%d %H:%M:%S},A,,Row,1,50,5,0,0,,,")
    assert [problem.reason for problem in report.problems] == ["this workout starts in the future"]
    assert report.created == 1


@pytest.mark.parametrize(
    ("done", "kind"),
    [
        (LoggedSet("working", Decimal(5), 5), "weight_reps"),
        (LoggedSet("working", None, 5), "reps"),
        (LoggedSet("working", duration_seconds=60), "duration"),
        (LoggedSet("working", distance_m=Decimal(400), duration_seconds=90), "distance_duration"),
        (LoggedSet("working", Decimal(60), distance_m=Decimal(40)), "weight_distance"),
    ],
)
def test_what_was_done_says_how_it_is_measured(done: LoggedSet, kind: str) -> None:
    assert measured_by("prowler", [done]) == kind
