"""An import can be looked at before, is listed, and is taken back whole; what is odd in it awaits a look."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from rythm.belongings.undoing import undo, would_go
from rythm.core.context import open_context
from rythm.core.errors import Invalid, NotFound
from rythm.exercises import queries as exercise_queries
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.models import ExerciseUse
from rythm.workouts import imports, lately, replicas, service, sync
from rythm.workouts.import_batches import batches, flags, review
from rythm.workouts.import_reports import FlagRow, ImportReport, ImportText, Undone
from rythm.workouts.models import Workout, WorkoutSet
from rythm.workouts.replicas import Replicas
from rythm.workouts.schemas import ChangeSet
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.workouts.test_imports import FILE, HEADER, library, rows

__all__ = ["library"]
BENCH = exercise_id("bench-press")


async def bring(person: Person, text: str = FILE, *, dry_run: bool = False, **more: object) -> ImportReport:
    async with open_context(person.credential) as ctx:
        data = ImportText.model_validate({"text": text, "unit": "kg", "file_name": "strong.csv"} | more)
        return await imports.import_text(ctx, data, dry_run=dry_run)


async def take_back(person: Person, import_id: UUID | None, *, changed: bool = False) -> Undone:
    assert import_id is not None
    async with open_context(person.credential) as ctx:
        return await undo(ctx, import_id, changed=changed)


async def open_flags(person: Person) -> list[FlagRow]:
    async with open_context(person.credential) as ctx:
        return (await flags(ctx)).items


async def sets_of(person: Person) -> list[WorkoutSet]:
    async with open_context(person.credential) as ctx:
        found = await ctx.db.execute(select(WorkoutSet).order_by(col(WorkoutSet.reps).desc().nulls_last()))
        return list(found.scalars())


async def live(person: Person) -> int:
    async with open_context(person.credential) as ctx:
        found = select(func.count()).select_from(Workout).where(col(Workout.deleted_at).is_(None))
        return (await ctx.db.execute(found)).scalar_one()


async def test_a_preview_says_what_would_happen(library: None, gym: Gym) -> None:
    odd = "\n2026-03-05 07:00:00,Morning,,Bench Press Machine Thing,1,60,5,0,0,,,"
    seen = await bring(gym.member, FILE + odd, dry_run=True, unit=None)
    assert set((await rows(gym.member)).values()) == {0}
    assert (seen.source, seen.needs_unit, seen.id) == ("strong", True, None)
    assert (seen.created, seen.unchanged, seen.sets, seen.left_out, seen.flagged) == (3, 0, 7, 1, 1)
    assert (str(seen.first_on), str(seen.last_on)) == ("2026-03-02", "2026-03-05")
    by_name = {named.name: named for named in seen.exercises}
    assert (by_name["Bench Press (Barbell)"].exercise_id, by_name["Bench Press (Barbell)"].sets) == (BENCH, 2)
    unknown = by_name["Bench Press Machine Thing"]
    assert unknown.exercise_id is None
    assert len(unknown.suggestions) == 3
    assert all("ench" in other.name for other in unknown.suggestions), unknown.suggestions
    assert by_name["Prowler"].suggestions == []


async def test_only_exercises_one_can_use_are_suggested(library: None, gym: Gym, next_door: Gym) -> None:
    ours = await add_exercise(gym.tenant_id, "Prowler sled")
    await add_exercise(next_door.tenant_id, "Prowler push")
    await bring(gym.stranger, f"{HEADER}\n2026-03-04 07:00:00,A,,Prowler drag,1,60,5,0,0,,,")
    seen = await bring(gym.member, dry_run=True)
    (prowler,) = [named for named in seen.exercises if named.name == "Prowler"]
    assert [other.id for other in prowler.suggestions] == [ours]


async def test_the_member_says_which_exercise_a_name_means(library: None, gym: Gym, next_door: Gym) -> None:
    await bring(gym.stranger)
    async with open_context(gym.stranger.credential) as ctx:
        theirs = (await exercise_queries.library(ctx, search="prowler", mine=True)).items[0].id
    sled = await add_exercise(gym.tenant_id, "Sled")
    foreign = await add_exercise(next_door.tenant_id, "Sled")
    for wrong in (foreign, theirs, uuid4()):
        with pytest.raises(Invalid, match="chosen for “prowler” is not in the library"):
            await bring(gym.member, exercises={"prowler": str(wrong)})
    with pytest.raises(Invalid, match="not in the library"):
        await bring(gym.admin, exercises={"prowler": str(theirs)})  # who may read it, but not use it
    report = await bring(gym.member, exercises={"PROWLER": str(sled), "zottman  thing": str(BENCH)})
    assert report.exercises_created == ()
    used = {done.exercise_id for done in await sets_of(gym.member)}
    assert {sled, BENCH} < used


async def test_nothing_is_guessed_about_the_unit_or_the_place(library: None, gym: Gym) -> None:
    with pytest.raises(Invalid, match="kg or lb") as refused:
        await bring(gym.member, unit=None)
    assert refused.value.fields == {"unit": "Choose kg or lb."}
    with pytest.raises(Invalid) as refused:
        await bring(gym.member, zone="Mars/Base")
    assert "zone" in refused.value.fields
    with pytest.raises(Invalid, match="does not look like an export") as refused:
        await bring(gym.member, "milk,bread\n1,2")
    assert "text" in refused.value.fields
    await bring(
        gym.member, FILE.replace("Weight", "Weight (lbs)").replace("Distance", "Distance (m)"), unit=None
    )
    assert max(done.weight_kg or 0 for done in await sets_of(gym.member)) == Decimal("45.359237")


async def test_imports_are_listed(library: None, gym: Gym) -> None:
    report = await bring(gym.member)
    assert (await bring(gym.member)).id is None, "nothing new is no import"
    other = await bring(gym.member, f"{HEADER}\n2026-03-09 07:00:00,Next,,Prowler,1,14,8,0,0,,,")
    async with open_context(gym.member.credential) as ctx:
        first = await batches(ctx, limit=1)
        second = await batches(ctx, limit=1, cursor=first.next_cursor)
    ((last,), (row,)) = first.items, second.items
    assert (last.id, row.id, second.next_cursor) == (other.id, report.id, None)
    assert (row.file_name, row.source, row.workouts, row.sets) == ("strong.csv", "strong", 2, 6)
    assert (row.known, row.left_out, row.flags, last.flags, row.undone_at) == (0, 1, 1, 0, None)
    async with open_context(gym.coach.credential) as ctx:
        assert (await batches(ctx)).items == []


async def test_an_import_is_taken_back_whole(library: None, gym: Gym) -> None:
    ours = await add_exercise(gym.tenant_id, "Bench")
    native = await log_workout(gym.member, datetime(2026, 2, 1, tzinfo=UTC), [Lift(ours, [Done("80", 5)])])
    report = await bring(gym.member)
    async with open_context(gym.member.credential) as ctx:
        cursor, _ = await sync.reserve(ctx, 0)
    undone = await take_back(gym.member, report.id)
    assert (undone.workouts, undone.kept, undone.exercises) == (2, 0, 2)
    assert await live(gym.member) == 1
    async with open_context(gym.member.credential) as ctx:
        heard, _, more = await replicas.changes(ctx, cursor, cursor + 1, 0, Replicas())
        assert [row.deleted_at is None for row in heard.workouts] == [False, False], "phones hear of it"
        assert not more
        assert native.id not in {row.id for row in heard.workouts}
        used = await ctx.db.execute(select(func.count()).select_from(ExerciseUse))
        assert used.scalar_one() == 0, "what was taken back is not among what the member does"
        assert (await exercise_queries.library(ctx, search="zottman thing", mine=True)).items == []
        (row,) = (await batches(ctx)).items
        assert (row.undone_at is not None, row.flags) == (True, 0)
    again = await take_back(gym.member, report.id)
    assert (again.workouts, again.kept) == (0, 0)


async def test_what_was_taken_back_can_come_again(library: None, gym: Gym) -> None:
    first = await bring(gym.member)
    await take_back(gym.member, first.id)
    second = await bring(gym.member)
    assert (second.created, second.unchanged, second.exercises_created) == (2, 0, ())
    async with open_context(gym.member.credential) as ctx:
        found = await exercise_queries.library(ctx, search="zottman thing", mine=True)
        assert [row.name for row in found.items] == ["Zottman Thing"], "it is back in the library"
    assert (await take_back(gym.member, second.id)).exercises == 2


async def test_what_was_changed_since_stays_unless_one_says_so(library: None, gym: Gym) -> None:
    report = await bring(gym.member)
    slip = (await sets_of(gym.member))[0]
    async with open_context(gym.member.credential) as ctx:
        await service.change_set(ctx, slip.id, ChangeSet(reps=12))
    assert report.id is not None
    async with open_context(gym.member.credential) as ctx:
        assert await would_go(ctx, report.id) == Undone(workouts=1, kept=1, exercises=0)
    undone = await take_back(gym.member, report.id)
    assert (undone.workouts, undone.kept) == (1, 1)
    async with open_context(gym.member.credential) as ctx:
        assert await would_go(ctx, report.id) == Undone(workouts=0, kept=1, exercises=0)
    assert (await bring(gym.member)).created == 1, "what stayed is known"
    undone = await take_back(gym.member, report.id, changed=True)
    assert (undone.workouts, undone.kept) == (1, 0)


async def test_only_ones_own_imports(library: None, gym: Gym, next_door: Gym) -> None:
    report = await bring(gym.member)
    (flag,) = await open_flags(gym.member)
    for other in (gym.stranger, gym.coach, gym.admin, next_door.member):
        with pytest.raises(NotFound):
            await take_back(other, report.id)
        with pytest.raises(NotFound):
            async with open_context(other.credential) as ctx:
                await would_go(ctx, report.id or uuid4())
        with pytest.raises(NotFound):
            async with open_context(other.credential) as ctx:
                await review(ctx, flag.id)
        assert await open_flags(other) == []
    assert await live(gym.member) == 2


async def test_odd_values_await_a_look_and_are_no_record(library: None, gym: Gym) -> None:
    lines = (
        "2026-03-04 07:00:00,Long,22h 13m,Squat (Barbell),1,100,1271,0,0,,,",
        "2026-03-04 07:00:00,Long,22h 13m,Squat (Barbell),2,601,5,0,0,,,",
        "2026-03-04 07:00:00,Long,22h 13m,Squat (Barbell),3,110,5,0,0,,,",
    )
    await bring(gym.member, "\n".join((HEADER, *lines)))
    found = {flag.reason: flag for flag in await open_flags(gym.member)}
    assert set(found) == {"1,271 reps in one set", "601 kg on one set", "this workout lasted 22 hours"}
    reps, long = found["1,271 reps in one set"], found["this workout lasted 22 hours"]
    assert (reps.title, reps.line, reps.exercise_name) == ("Long", 2, "Squat")
    assert (long.line, long.workout_set_id, long.exercise_name) == (2, None, None)
    async with open_context(gym.member.credential) as ctx:
        (best,) = (await lately.bests(ctx)).values()
    assert (best.weight and float(best.weight.value)) == 110
    assert "100.0" not in best.reps

    async with open_context(gym.member.credential) as ctx:
        await review(ctx, long.id)
        assert reps.workout_set_id is not None
        await service.change_set(ctx, reps.workout_set_id, ChangeSet(reps=12))
    (left,) = await open_flags(gym.member)
    assert left.reason == "601 kg on one set"
    async with open_context(gym.member.credential) as ctx:
        assert left.workout_set_id is not None
        await service.remove_set(ctx, left.workout_set_id)
    assert await open_flags(gym.member) == []


async def test_a_page_of_flags(library: None, gym: Gym) -> None:
    days = [datetime(2026, 1, 1, 18) + timedelta(days=n) for n in range(5)]
    lines = [f"{day},A,,Squat (Barbell),1,100,{n + 500},0,0,,," for n, day in enumerate(days)]
    report = await bring(gym.member, "\n".join((HEADER, *lines)))
    seen: list[FlagRow] = []
    cursor: str | None = None
    async with open_context(gym.member.credential) as ctx:
        for _ in range(3):
            page = await flags(ctx, import_id=report.id, limit=2, cursor=cursor)
            seen, cursor = [*seen, *page.items], page.next_cursor
        assert (await flags(ctx, import_id=uuid4())).items == []
    assert cursor is None
    assert [flag.reason for flag in seen] == [f"{n} reps in one set" for n in range(504, 499, -1)]


async def test_our_own_workouts_do_not_come_twice(library: None, gym: Gym) -> None:
    start = datetime(2026, 3, 2, 18, 5, 9, 250_000, tzinfo=UTC)
    ours = await add_exercise(gym.tenant_id, "Bench")
    here = await log_workout(gym.member, start, [Lift(ours, [Done("80", 5)])])
    async with open_context(gym.member.credential) as ctx:
        workout = await ctx.db.get(Workout, here.id)
        assert workout is not None
        workout.title = " Evening "
    untitled = await log_workout(gym.member, start + timedelta(days=1), [Lift(ours, [Done("80", 5)])])
    async with open_context(gym.member.credential) as ctx:
        workout = await ctx.db.get(Workout, untitled.id)
        assert workout is not None
        workout.title = ""
    exported = "\n2026-03-03 18:05:09,Workout,1h,Bench,1,80,5,0,0,,,"
    report = await bring(gym.member, FILE + exported)
    assert (report.created, report.unchanged) == (1, 2)


async def test_few_questions_whatever_the_file(library: None, gym: Gym, queries: QueryCounter) -> None:
    lines = [
        f"2026-03-{day:02} 07:00:00,A,,Unknown thing {n},1,20,8,0,0,,,"
        for day in range(1, 29)
        for n in range(20)
    ]
    text = "\n".join((HEADER, *lines))
    with queries() as counted:
        await bring(gym.member, text, dry_run=True)
    assert len(counted) <= 6
    with queries() as counted:
        await bring(gym.member, text)
    assert len(counted) <= 25, "as many for 560 sets as for one"
    asked = []
    for count in (500, 2_000):
        long = [
            f"{1970 + n // 28:04}-02-{n % 28 + 1:02} 07:00:00,{count},,Row,1,20,8,0,0,,,"
            for n in range(count)
        ]
        with queries() as counted:
            assert (await bring(gym.member, "\n".join((HEADER, *long)))).created == count
        asked.append(len(counted))
    assert asked[0] == asked[1] <= 50, "and no more for years of training"
    async with open_context(gym.member.credential) as ctx:
        with queries() as counted:
            await batches(ctx)
            await flags(ctx)
    assert len(counted) == 2
