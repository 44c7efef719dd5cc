"""What fills a phone: the last times, the bests, and what can be changed later."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text

from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.core.ids import uuid7
from rythm.exercises.schemas import ChangeExercise
from rythm.exercises.service import hide, update
from rythm.workouts.bootstrap import bootstrap, workout
from rythm.workouts.phone import Bootstrap, FillPhone
from rythm.workouts.queries import history
from rythm.workouts.recording import FinishedExercise, FinishedSet, FinishedWorkout, SharedRef, record
from tests.fixtures.actors import Person
from tests.fixtures.phone import Phone, begun
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest_asyncio.fixture(loop_scope="session")
async def bench(gym) -> UUID:
    return await add_exercise(gym.tenant_id, "Bench press")


async def filled(person: Person, library: str = "") -> Bootstrap:
    async with open_context(person.credential, now=NOW) as ctx:
        return await bootstrap(ctx, FillPhone(library=library))


async def weigh(person: Person, workout_id: UUID, kg: str) -> None:
    async with open_context(person.credential) as ctx:
        await ctx.db.execute(
            text("update workout set body_weight_kg = :kg where id = :id"), {"kg": kg, "id": workout_id}
        )


async def test_the_last_four_times_newest_first(gym, bench):
    logged = [
        await log_workout(
            gym.member, NOW - ago * DAY, [Lift(bench, [Done(str(100 - ago), 5), Done("50", 9)])]
        )
        for ago in range(1, 7)
    ]
    squat = await add_exercise(gym.tenant_id, "Squat")
    once = await log_workout(gym.member, NOW - 9 * DAY, [Lift(squat, [Done("120", 3)])])
    await log_workout(gym.stranger, NOW - DAY, [Lift(bench, [Done("200", 5)])])
    copy = await filled(gym.member)
    assert [session.workout_id for session in copy.sessions[bench]] == [each.id for each in logged[:4]]
    assert [session.sets[0].weight_kg for session in copy.sessions[bench]] == [99, 98, 97, 96]
    assert [set_.reps for set_ in copy.sessions[bench][0].sets] == [5, 9]
    assert [session.workout_id for session in copy.sessions[squat]] == [once.id]


async def test_nothing_undone_open_removed_or_discarded_is_a_last_time(gym, bench):
    kept = await log_workout(
        gym.member,
        NOW - 9 * DAY,
        [Lift(bench, [Done("80", 5), Done("90", 5, done=False), Done("91", 5, deleted=True)])],
    )
    await log_workout(gym.member, NOW - DAY, [Lift(bench, [Done("100", 5)])], deleted=True)
    await log_workout(gym.member, NOW - DAY, [Lift(bench, [Done("101", 5)])], minutes=None)
    await log_workout(gym.member, NOW - DAY, [Lift(bench, [Done("102", 5)], deleted=True)])
    copy = await filled(gym.member)
    [session] = copy.sessions[bench]
    assert session.workout_id == kept.id
    assert [set_.weight_kg for set_ in session.sets] == [80]
    assert copy.bests[bench].weight.value == 80


async def test_two_lines_of_one_exercise_are_one_session_in_their_order(gym, bench):
    await log_workout(gym.member, NOW - DAY, [Lift(bench, [Done("80", 5)]), Lift(bench, [Done("60", 12)])])
    [session] = (await filled(gym.member)).sessions[bench]
    assert [(set_.weight_kg, set_.reps) for set_ in session.sets] == [(80, 5), (60, 12)]


async def test_bests_of_an_exercise(gym, bench):
    first = await log_workout(gym.member, NOW - 9 * DAY, [Lift(bench, [Done("100", 5), Done("60", 20)])])
    second = await log_workout(
        gym.member, NOW - 2 * DAY, [Lift(bench, [Done("110", 1), Done("100", 4), Done("130", 3, "warmup")])]
    )
    bests = (await filled(gym.member)).bests[bench]
    assert (bests.e1rm.value, bests.e1rm.at) == (116.67, first.started_at + timedelta(hours=1))
    assert (bests.weight.value, bests.weight.at) == (110, second.started_at + timedelta(hours=1))
    assert bests.volume.value == 100 * 5 + 60 * 20
    assert bests.reps == {"110.0": 1, "100.0": 5, "60.0": 20}


async def test_of_equal_bests_the_first_counts_and_only_the_heaviest_loads_are_told(gym, bench):
    sets = [Done(str(kg), 5) for kg in range(50, 95)]
    first = await log_workout(gym.member, NOW - 9 * DAY, [Lift(bench, sets)])
    await log_workout(gym.member, NOW - 2 * DAY, [Lift(bench, [Done("94", 5)])])
    bests = (await filled(gym.member)).bests[bench]
    assert bests.weight.at == bests.e1rm.at == first.started_at + timedelta(hours=1)
    assert len(bests.reps) == 40
    assert "55.0" in bests.reps
    assert "54.0" not in bests.reps


async def test_bests_count_the_body(gym):
    pull = await add_exercise(gym.tenant_id, "Pull-up", "bodyweight_reps")
    dip = await add_exercise(gym.tenant_id, "Assisted dip", "assisted_reps")
    unknown = await log_workout(
        gym.member, NOW - 9 * DAY, [Lift(pull, [Done("20", 5), Done(None, 12)]), Lift(dip, [Done("30", 8)])]
    )
    copy = await filled(gym.member)
    assert copy.bests[pull].e1rm is None, "without the body weight there is no estimate"
    assert copy.bests[pull].weight.value == 20
    assert dip not in copy.bests
    await weigh(gym.member, unknown.id, "82.4")
    copy = await filled(gym.member)
    assert copy.bests[pull].reps == {"102.4": 5, "82.4": 12}
    assert copy.bests[dip].reps == {"52.4": 8}
    assert copy.bests[pull].e1rm.value == 119.47
    assert copy.sessions[pull][0].model_dump(mode="json")["body_weight_kg"] == "82.4"


async def test_a_typing_error_is_no_best(gym, bench):
    await log_workout(
        gym.member, NOW - DAY, [Lift(bench, [Done("1825", 5), Done("82.5", 999), Done("80", 5)])]
    )
    bests = (await filled(gym.member)).bests[bench]
    assert (bests.weight.value, bests.reps) == (80, {"80.0": 5})


async def test_weights_are_exact_to_a_quarter_of_a_pound(gym, bench):
    phone = Phone(gym.member)
    operations, _, _, (row,) = begun(phone, bench)
    tick = phone.meant("set", row, weight_kg="45.4725351425", reps=5)
    shown = (await phone.send(*operations, tick)).changes.model_dump(mode="json")["sets"][0]
    assert shown["weight_kg"] == "45.4725351425"
    round_one = phone.meant("set", row, weight_kg="80")
    assert (await phone.send(round_one)).changes.model_dump(mode="json")["sets"][0]["weight_kg"] == "80.0"
    finer = phone.meant("set", row, weight_kg="45.47253514251")
    assert (await phone.send(finer)).results[0].status == "rejected"


async def test_every_field_of_the_contract_goes_there_and_back(gym, bench):
    phone = Phone(gym.member)
    operations, workout_id, part, (row,) = begun(phone, bench)
    target = {
        "kind": "working",
        "reps_min": 8,
        "reps_max": 10,
        "load_by": "rpe",
        "load": "8.5",
        "colour": "red",
    }
    second = uuid7()
    answer = await phone.send(
        *operations,
        phone.meant("workout", workout_id, body_weight_kg="82.4", readiness=2),
        phone.meant(
            "workout_exercise", part, group_number=1, group_rest_seconds=90, skipped_at="2026-11-20T10:00:00Z"
        ),
        phone.meant("set", row, rest_seconds=45),
        phone.meant("set", second, workout_exercise_id=str(part), position=1, target=target),
    )
    assert {result.status for result in answer.results} == {"applied"}, answer.results
    rows = answer.changes.model_dump(mode="json")
    assert (rows["workouts"][0]["body_weight_kg"], rows["workouts"][0]["readiness"]) == ("82.4", 2)
    line = rows["workout_exercises"][0]
    assert (line["group_number"], line["group_rest_seconds"], line["skipped_at"]) == (
        1,
        90,
        "2026-11-20T10:00:00.000Z",
    )
    sets = {each["id"]: each for each in rows["sets"]}
    assert sets[str(row)]["rest_seconds"] == 45
    assert sets[str(row)]["target"] is None
    kept = sets[str(second)]["target"]
    assert (kept["reps_min"], kept["load"], kept["tempo"]) == (8, "8.5", "")
    assert "colour" not in kept
    copy = await filled(gym.member)
    assert {each.id: each.target for each in copy.sets}[second] == kept


@pytest.mark.parametrize(
    ("entity", "fields"),
    [
        ("workout", {"readiness": 6}),
        ("workout", {"body_weight_kg": "0"}),
        ("workout", {"body_weight_kg": "5000"}),
        ("workout_exercise", {"group_rest_seconds": 9999}),
        ("workout_exercise", {"group_number": -1}),
        ("set", {"rest_seconds": -1}),
        ("set", {"target": {"reps_min": 8}}),
    ],
    ids=str,
)
async def test_impossible_values_and_another_target_are_rejected(gym, bench, entity, fields):
    phone = Phone(gym.member)
    operations, workout_id, part, (row,) = begun(phone, bench)
    await phone.send(*operations)
    id = {"workout": workout_id, "workout_exercise": part, "set": row}[entity]
    answer = await phone.send(phone.meant(entity, id, **fields))
    assert answer.results[0].status == "rejected"


async def test_body_weights_come_and_go_like_other_rows(gym):
    phone, other = Phone(gym.member), Phone(gym.member)
    old, new, gone = uuid7(), uuid7(), uuid7()
    await phone.send(
        phone.meant("metric", old, kind="weight", value="83.0", measured_at="2026-11-10T07:00:00Z"),
        phone.meant("metric", new, value="82.4", measured_at="2026-11-19T07:00:00Z"),
        phone.meant("metric", gone, value="99", measured_at="2026-11-20T07:00:00Z"),
        phone.meant("metric", gone, deleted_at="2026-11-20T07:01:00Z"),
    )
    seen = await other.send()
    assert {row.id for row in seen.changes.metrics} == {old, new, gone}
    copy = await filled(gym.member)
    assert [(row.id, str(row.value.normalize())) for row in copy.metrics] == [(new, "82.4"), (old, "83")]
    assert copy.model_dump(mode="json")["body_weight_kg"] == "82.4"
    assert (await filled(gym.stranger)).metrics == []
    refused = await Phone(gym.stranger).send(phone.meant("metric", new, value="1"))
    assert refused.results[0].status == "rejected"


@pytest.mark.parametrize(
    "fields", [{}, {"value": None}, {"value": "0.5"}, {"value": "82", "kind": "mood"}], ids=str
)
async def test_a_body_weight_needs_its_value(gym, fields):
    phone = Phone(gym.member)
    answer = await phone.send(phone.meant("metric", uuid7(), **fields))
    assert answer.results[0].status == "rejected"


async def test_a_phone_that_has_the_library_gets_no_second_one(gym, bench):
    first = await filled(gym.member)
    assert bench in {exercise.id for exercise in first.exercises}
    again = await filled(gym.member, first.library)
    assert again.exercises is None
    assert again.library == first.library
    await add_exercise(gym.tenant_id, "Squat")
    changed = await filled(gym.member, first.library)
    assert changed.library != first.library
    assert len(changed.exercises) == len(first.exercises) + 1
    async with open_context(gym.member.credential) as ctx:
        await hide(ctx, bench)
    hidden = await filled(gym.member, changed.library)
    assert len(hidden.exercises) == len(first.exercises)
    async with open_context(gym.admin.credential) as ctx:
        await update(ctx, bench, ChangeExercise(rest_seconds=45))
    assert (await filled(gym.member, hidden.library)).exercises is None, "what is hidden may change"
    assert (await filled(gym.stranger, changed.library)).library != changed.library


async def test_a_phone_that_has_seen_every_change_gets_no_sessions_twice(gym, bench):
    await log_workout(gym.member, NOW - DAY, [Lift(bench, [Done("80", 5)])])
    first = await filled(gym.member)
    assert set(first.sessions) == set(first.bests) == {bench}

    async def again(history: str = first.history) -> Bootstrap:
        async with open_context(gym.member.credential) as ctx:
            return await bootstrap(ctx, FillPhone(history=history))

    same = await again()
    assert (same.sessions, same.bests, same.history) == (None, None, first.history)
    phone = Phone(gym.member)
    await phone.send(phone.meant("set", first.sets[0].id, reps=8))
    changed = await again()
    assert changed.sessions[bench][0].sets[0].reps == 8
    assert (await again(changed.history)).bests is None
    past = FinishedWorkout(
        "Imported",
        NOW - 9 * DAY,
        NOW - 9 * DAY,
        (
            FinishedExercise(
                SharedRef(bench, gym.tenant_id), (FinishedSet("working", NOW - 9 * DAY, 90, 3),), 90
            ),
        ),
    )
    async with open_context(gym.member.credential) as ctx:
        await record(ctx, gym.member.id, [past], source="strong")
    assert (await again(changed.history)).bests[bench].weight.value == 90


async def test_the_last_ten_finished_workouts_can_be_changed_without_signal(gym, bench):
    logged = [
        await log_workout(gym.member, NOW - ago * DAY, [Lift(bench, [Done("80", 5)])]) for ago in range(1, 13)
    ]
    await log_workout(gym.member, NOW, deleted=True)
    copy = await filled(gym.member)
    assert [row.id for row in copy.workouts] == [each.id for each in logged[:10]]
    assert {row.workout_id for row in copy.workout_exercises} == {each.id for each in logged[:10]}
    assert len(copy.sets) == 10


async def test_an_older_workout_is_fetched_changed_discarded_and_taken_back(gym, bench):
    logged = await log_workout(
        gym.member, NOW - 99 * DAY, [Lift(bench, [Done("80", 5), Done("80", 5, deleted=True)])]
    )
    phone = Phone(gym.member)
    async with open_context(gym.member.credential) as ctx:
        rows = await workout(ctx, logged.id)
    assert [row.id for row in rows.workouts] == [logged.id]
    assert [row.deleted_at is None for row in rows.sets].count(True) == 1
    mine = next(row for row in rows.sets if row.deleted_at is None)
    added = uuid7()
    answer = await phone.send(
        phone.meant("set", mine.id, reps=8),
        phone.meant(
            "set",
            added,
            workout_exercise_id=str(mine.workout_exercise_id),
            weight_kg="100",
            reps=1,
            done_at="2026-08-13T18:00:00Z",
        ),
        phone.meant("workout", logged.id, title="Changed", finished_at="2026-08-13T20:00:00Z"),
    )
    assert {result.status for result in answer.results} == {"applied"}
    async with open_context(gym.coach.credential, now=NOW) as ctx:
        [row] = (await history(ctx, member_id=gym.member.id)).items
    assert (row.title, row.sets, row.volume_kg) == ("Changed", 2, 80 * 8 + 100)
    await phone.send(phone.meant("workout", logged.id, deleted_at="2026-11-20T18:00:00Z"))
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert (await history(ctx)).items == []
        with pytest.raises(NotFound):
            await workout(ctx, logged.id)
    await phone.send(phone.meant("workout", logged.id, deleted_at=None))
    async with open_context(gym.member.credential, now=NOW) as ctx:
        assert [row.title for row in (await history(ctx)).items] == ["Changed"]
        told = await ctx.db.execute(text("select count(*) from outbox_event"))
        assert told.scalar_one() == 0, "it was finished long ago"


@pytest.mark.parametrize("who", ["stranger", "coach", "admin", "owner"])
async def test_nobody_elses_workout_comes_to_a_phone(gym, who):
    logged = await log_workout(gym.member, NOW - DAY)
    async with open_context(getattr(gym, who).credential) as ctx:
        with pytest.raises(NotFound):
            await workout(ctx, logged.id)
