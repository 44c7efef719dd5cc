"""Two exercises that are one become one, with everything that was done, is planned and comes in late."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM
from rythm.exercises import queries as library
from rythm.exercises import service
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.rules import Scope
from rythm.exercises.schemas import CreateExercise
from rythm.templates import queries as templates
from rythm.templates import service as template_service
from rythm.templates import versions
from rythm.templates.models import Template
from rythm.templates.schemas import CreateTemplate, TemplateLine
from rythm.workouts import imports, merging
from rythm.workouts import queries as workouts
from rythm.workouts.formats.reading import parse
from rythm.workouts.imports import import_log
from rythm.workouts.models import WorkoutExercise, WorkoutSet
from tests.fixtures.actors import Gym, Person
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import Done, Lift, log_workout

pytestmark = pytest.mark.usefixtures("built_in")
BENCH = exercise_id("bench-press")


async def add(
    person: Person, name: str, scope: Scope = Scope.USER, measured_by: str = "weight_reps", *aliases: str
) -> UUID:
    data = CreateExercise(name=name, scope=scope, measured_by=measured_by, aliases=list(aliases))
    async with open_context(person.credential) as ctx:
        return (await service.create(ctx, data)).id


async def merge(person: Person, duplicate: UUID, into: UUID) -> None:
    async with open_context(person.credential) as ctx:
        await merging.merge(ctx, duplicate, into)


async def rows_of(person: Person, exercise: UUID) -> tuple[int, int]:
    """How many lines of workouts and sets name the exercise."""
    async with open_context(BySystem(person.tenant_id)) as ctx:
        parts = await ctx.db.execute(
            select(col(WorkoutExercise.id)).where(col(WorkoutExercise.exercise_id) == exercise)
        )
        sets = await ctx.db.execute(select(col(WorkoutSet.id)).where(col(WorkoutSet.exercise_id) == exercise))
        return len(parts.all()), len(sets.all())


async def test_what_was_done_moves_to_the_survivor_and_the_duplicate_is_put_away(gym: Gym) -> None:
    mine = await add(gym.member, "My bench", Scope.USER, "weight_reps")
    day = datetime.now(UTC) - timedelta(days=3)
    first = await log_workout(gym.member, day, [Lift(mine, [Done("80", 5), Done("82.5", 4)])])
    await log_workout(gym.member, day + timedelta(days=1), [Lift(mine, [Done("85", 3)])])
    async with open_context(gym.member.credential) as ctx:
        await service.note_use(ctx, {mine: 2, BENCH: 3}, day)
        await service.hide(ctx, mine)
    await merge(gym.member, mine, BENCH)
    assert await rows_of(gym.member, mine) == (0, 0)
    assert await rows_of(gym.member, BENCH) == (2, 3)
    async with open_context(gym.member.credential) as ctx:
        shown = await workouts.workout(ctx, first.id)
        assert [(line.exercise_id, line.name) for line in shown.exercises] == [(BENCH, "Bench press")]
        gone = await library.exercise(ctx, mine)
        assert (gone.merged_into_id, gone.merged_into_name) == (BENCH, "Bench press")
        assert gone.archived_at is not None and not gone.is_hidden
        assert (await library.uses(ctx)) == {BENCH: 5}
        assert (await library.library(ctx, search="my bench", mine=True)).items == []
        assert (await library.library(ctx, archived=True)).items == [], "nothing to bring back"
    await merge(gym.member, mine, BENCH)
    with pytest.raises(Conflict, match="has its history now"):
        async with open_context(gym.member.credential) as ctx:
            await service.restore(ctx, mine)


async def test_a_merge_is_in_the_audit(gym: Gym) -> None:
    mine = await add(gym.member, "My bench")
    await log_workout(gym.member, datetime.now(UTC), [Lift(mine, [Done("80", 5), Done("80", 5)])])
    await merge(gym.member, mine, BENCH)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        told = await ctx.db.execute(
            text(
                "select entity, rows, entity_id = :mine, changes -> 'merged_into_id' -> 1 from audit_entry "
                "where actor_id = :me and action = 'update' order by at"
            ),
            {"mine": mine, "me": gym.member.id},
        )
        entries = {(row[0], row[1]): (row[2], row[3]) for row in told}
    assert entries["exercise", 1] == (True, str(BENCH))
    assert ("workout_exercise", 1) in entries and ("workout_set", 2) in entries


async def test_of_two_shared_ones_the_survivor_is_found_by_both_names(gym: Gym) -> None:
    ours = await add(gym.coach, "Flat barbell press", Scope.TENANT, "weight_reps", "FBP")
    theirs = await add(gym.coach, "Chest pressing", Scope.TENANT)
    await merge(gym.coach, ours, theirs)
    async with open_context(gym.member.credential) as ctx:
        for search in ("flat barbell", "fbp", "chest pressing"):
            found = await library.library(ctx, search=search, gym=True)
            assert [row.name for row in found.items] == ["Chest pressing"], search


async def test_earlier_merges_follow(gym: Gym) -> None:
    first, second = await add(gym.member, "First"), await add(gym.member, "Second")
    await merge(gym.member, first, second)
    await merge(gym.member, second, BENCH)
    async with open_context(gym.member.credential) as ctx:
        assert await library.resolve(ctx, [first, second, BENCH]) == dict.fromkeys(
            (first, second, BENCH), (BENCH, SYSTEM)
        )


@pytest.mark.parametrize("who", ["coach", "admin"])
async def test_a_coach_merges_what_a_client_added(gym: Gym, who: str) -> None:
    mine = await add(gym.member, "My bench")
    ours = await add(gym.coach, "Our bench", Scope.TENANT)
    await log_workout(gym.member, datetime.now(UTC), [Lift(mine, [Done("80", 5)])])
    await merge(gym.people()[who], mine, ours)
    assert await rows_of(gym.member, ours) == (1, 1)


async def test_refusals(gym: Gym, next_door: Gym, system_admin: Person) -> None:
    mine, hers = await add(gym.member, "My bench"), await add(gym.stranger, "Her bench")
    ours, timed = (
        await add(gym.coach, "Our bench", Scope.TENANT),
        await add(gym.member, "Hold", Scope.USER, "duration"),
    )
    theirs = await add(next_door.coach, "Their bench", Scope.TENANT)
    away = await add(gym.member, "Away")
    async with open_context(gym.member.credential) as ctx:
        await service.archive(ctx, away)
    table = [
        (gym.member, mine, mine, Invalid, "into itself"),
        (gym.member, mine, timed, Conflict, "measured by weight and reps, Hold by time"),
        (gym.member, mine, away, Conflict, "put away"),
        (gym.member, mine, theirs, NotFound, ""),
        (gym.member, mine, hers, NotFound, ""),
        (gym.member, hers, mine, NotFound, ""),
        (gym.member, ours, BENCH, Forbidden, ""),
        (gym.member, BENCH, mine, Forbidden, ""),
        (gym.stranger, mine, BENCH, NotFound, ""),
        (gym.other_coach, mine, ours, NotFound, ""),
        (gym.scheduler, mine, ours, Forbidden, ""),
        (gym.admin, mine, hers, Conflict, "belong to two people"),
        (gym.coach, ours, mine, Conflict, "lose sight"),
        (system_admin, BENCH, exercise_id("squat"), Conflict, "Built-in exercises stay"),
        (next_door.admin, ours, BENCH, NotFound, ""),
    ]
    for person, duplicate, into, error, said in table:
        with pytest.raises(error, match=said or None):
            await merge(person, duplicate, into)


async def test_who_no_longer_coaches_merges_nothing_of_the_gyms(gym: Gym) -> None:
    ours = await add(gym.coach, "Our bench", Scope.TENANT)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            text("update membership set role = 'athlete' where user_id = :coach"), {"coach": gym.coach.id}
        )
    with pytest.raises(Forbidden):
        await merge(gym.coach, ours, BENCH)


def line(exercise: UUID, **more: object) -> TemplateLine:
    return TemplateLine.model_validate({"exercise_id": exercise, **more})


async def test_templates_go_on_with_the_survivor_and_their_versions_stay_truthful(gym: Gym) -> None:
    mine, row = await add(gym.member, "My bench"), exercise_id("barbell-row")
    squat = exercise_id("squat")
    async with open_context(gym.member.credential) as ctx:
        plain = await template_service.create(
            ctx, CreateTemplate(name="Plain", exercises=[line(mine), line(row)])
        )
        both = await template_service.create(
            ctx,
            CreateTemplate(
                name="Both",
                exercises=[
                    line(BENCH, group_number=1, alternatives=[mine, row], note="Pause on the chest."),
                    line(mine, group_number=1, alternatives=[BENCH, squat], note="Slowly."),
                    line(squat, alternatives=[mine]),
                ],
            ),
        )
        other = await template_service.create(ctx, CreateTemplate(name="Other", exercises=[line(row)]))
    await merge(gym.member, mine, BENCH)
    async with open_context(gym.member.credential) as ctx:
        now = await templates.template(ctx, plain.id)
        assert ([each.exercise_id for each in now.exercises], now.version) == ([BENCH, row], 2)
        then = await templates.template(ctx, plain.id, version=1)
        assert [each.exercise_id for each in then.exercises] == [mine, row]
        latest = (await templates.versions(ctx, plain.id))[0]
        assert "My bench was merged into Bench press" in latest.summary
        joined = await templates.template(ctx, both.id)
        assert [each.exercise_id for each in joined.exercises] == [BENCH, squat]
        assert [len(each.sets) for each in joined.exercises] == [6, 3]
        assert [each.alternatives for each in joined.exercises] == [[row, squat], [BENCH]]
        assert joined.exercises[0].group_number is None, "a superset of one is none"
        assert joined.exercises[0].note == "Pause on the chest. Slowly."
        assert (await templates.template(ctx, other.id)).version == 1


async def test_an_earlier_version_comes_back_with_the_survivor(gym: Gym) -> None:
    mine, row = await add(gym.member, "My bench"), exercise_id("barbell-row")
    async with open_context(gym.member.credential) as ctx:
        push = await template_service.create(
            ctx, CreateTemplate(name="Push", exercises=[line(row, alternatives=[mine]), line(mine)])
        )
    await merge(gym.member, mine, BENCH)
    async with open_context(gym.member.credential) as ctx:
        await template_service.restore(ctx, push.id, 1)
    async with open_context(gym.member.credential) as ctx:
        now = await templates.template(ctx, push.id)
        assert now.version == 3
        assert [(each.exercise_id, each.alternatives) for each in now.exercises] == [
            (row, [BENCH]),
            (BENCH, []),
        ]


async def test_a_phone_learns_of_the_survivor(gym: Gym) -> None:
    mine, phone, other = await add(gym.member, "My bench"), Phone(gym.member), Phone(gym.member)
    operations, _, part, rows = begun(phone, mine)
    await phone.send(*operations)
    await other.send()
    await merge(gym.member, mine, BENCH)
    for device in (phone, other):
        told = (await device.send()).changes.workout_exercises
        assert [(row.id, row.exercise_id) for row in told] == [(part, BENCH)]
    assert (await phone.send()).changes.workout_exercises == [], "told once"
    done = await phone.send(phone.meant("set", rows[0], weight_kg="80", reps=5))
    assert [answer.status for answer in done.results] == ["applied"]


async def test_what_a_phone_sends_late_lands_on_the_survivor(gym: Gym) -> None:
    mine, phone = await add(gym.member, "My bench"), Phone(gym.member)
    before, _, part, _ = begun(phone, mine, sets=1)
    await phone.send(*before)
    late, _, late_part, _ = begun(phone, mine, sets=2)
    await merge(gym.member, mine, BENCH)
    again = phone.meant("workout_exercise", part, exercise_id=str(mine), note="Felt light")
    answer = await phone.send(*late, again)
    assert {each.status for each in answer.results} == {"applied"}
    told = {row.id: row.exercise_id for row in answer.changes.workout_exercises}
    assert told == {part: BENCH, late_part: BENCH}
    assert await rows_of(gym.member, mine) == (0, 0)
    assert await rows_of(gym.member, BENCH) == (2, 3)


async def waits_or_ends(task: asyncio.Task[None]) -> None:
    """Until the task waits for somebody's lock, or is done."""
    async with asyncio.timeout(20):
        while not task.done():
            async with open_context(BySystem(None)) as ctx:
                waiting = await ctx.db.execute(
                    text(
                        "select count(*) from pg_stat_activity "
                        "where datname = current_database() and wait_event_type = 'Lock'"
                    )
                )
                if waiting.scalar_one():
                    return
            await asyncio.sleep(0.01)


async def test_a_merge_waits_for_who_has_looked_the_exercise_up(gym: Gym) -> None:
    """Or a set that is being written while the exercise goes would stay behind with it."""
    mine, phone = await add(gym.member, "My bench"), Phone(gym.member)
    operations, workout, _, _ = begun(phone, mine)
    await phone.send(*operations)
    async with open_context(gym.member.credential) as ctx:
        found = (await library.resolve(ctx, [mine]))[mine]
        merging_it = asyncio.create_task(merge(gym.member, mine, BENCH))
        await waits_or_ends(merging_it)
        late = {"id": uuid7(), "workout_id": workout, "exercise_id": found.id, "exercise_home": found.home}
        ctx.db.add(WorkoutExercise(tenant_id=gym.tenant_id, member_id=gym.member.id, **late))
    await merging_it
    assert await rows_of(gym.member, mine) == (0, 0)
    assert (await rows_of(gym.member, BENCH))[0] == 2


async def test_who_logs_it_first_in_that_moment_makes_the_merge_try_again(gym: Gym) -> None:
    mine = await add(gym.coach, "Our bench", Scope.TENANT)
    day = datetime.now(UTC)
    logged = await log_workout(gym.stranger, day)
    async with open_context(gym.stranger.credential) as ctx:
        found = (await library.resolve(ctx, [mine]))[mine]
        merging_it = asyncio.create_task(merge(gym.coach, mine, BENCH))
        await waits_or_ends(merging_it)
        late = {"id": uuid7(), "workout_id": logged.id, "exercise_id": found.id, "exercise_home": found.home}
        ctx.db.add(WorkoutExercise(tenant_id=gym.tenant_id, member_id=gym.stranger.id, **late))
    with pytest.raises(Conflict, match="just logged"):
        await merging_it
    await merge(gym.coach, mine, BENCH)
    assert await rows_of(gym.member, BENCH) == (1, 0)


async def test_a_template_that_is_being_saved_is_waited_for_and_rewritten(gym: Gym) -> None:
    ours = await add(gym.coach, "Our bench", Scope.TENANT)
    data = CreateTemplate(name="Push", scope=Scope.TENANT, exercises=[TemplateLine(exercise_id=ours)])
    async with open_context(gym.coach.credential) as ctx:
        push = await template_service.create(ctx, data)
    async with open_context(gym.coach.credential) as ctx:
        template = await access.load(ctx, Template, push.id, Permission.TEMPLATE_CHANGE, lock=True)
        merging_it = asyncio.create_task(merge(gym.coach, ours, BENCH))
        await waits_or_ends(merging_it)
        was = await versions.current(ctx, template)
        await versions.add(ctx, template, was.named("Push day"), was=was)
    await merging_it
    async with open_context(gym.coach.credential) as ctx:
        now = await templates.template(ctx, push.id)
    assert (now.name, [line.exercise_id for line in now.exercises]) == ("Push day", [BENCH])


async def test_an_import_lands_on_the_survivor(gym: Gym) -> None:
    mine = await add(gym.member, "Secret lift")
    await merge(gym.member, mine, BENCH)
    log = parse(
        b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
        b"Notes,Workout Notes,RPE\n"
        b"2026-03-02 18:00:00,Upper,1h,Secret lift,1,80,5,0,0,,,\n",
        "kg",
        UTC,
    )
    async with open_context(gym.member.credential) as ctx:
        report = await import_log(ctx, log, gym.member.id)
    assert (report.created, report.exercises_created) == (1, ())
    assert await rows_of(gym.member, BENCH) == (1, 1)


async def test_a_merge_waits_for_an_import_that_names_the_exercise(
    gym: Gym, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = await add(gym.coach, "Our lift", Scope.TENANT)
    log = parse(
        b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
        b"Notes,Workout Notes,RPE\n"
        b"2026-03-02 18:00:00,Upper,1h,Our lift,1,80,5,0,0,,,\n",
        "kg",
        UTC,
    )
    record, merges = imports.record, list[asyncio.Task[None]]()

    async def late(*said: Any, **more: Any) -> None:
        merges.append(asyncio.create_task(merge(gym.coach, ours, BENCH)))
        await waits_or_ends(merges[0])
        await record(*said, **more)

    monkeypatch.setattr(imports, "record", late)
    async with open_context(gym.member.credential) as ctx:
        await import_log(ctx, log, gym.member.id)
    with pytest.raises(Conflict, match="just logged"):
        await merges[0]
    await merge(gym.coach, ours, BENCH)
    assert await rows_of(gym.member, ours) == (0, 0)
    assert await rows_of(gym.member, BENCH) == (1, 1)
