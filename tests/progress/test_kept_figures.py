"""What was counted for achievements is kept with the mark, until anything changes that could change it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from rythm.belongings import undoing
from rythm.belongings.unpacking import unpack
from rythm.body import service as body
from rythm.body.schemas import ChangeMetric, LogMetric
from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.model import SYSTEM
from rythm.exercises import service as exercises
from rythm.exercises.catalogue import exercise_id
from rythm.exercises.schemas import CreateExercise
from rythm.progress import achieving
from rythm.progress.attained import attained
from rythm.progress.models import AchievementMark
from rythm.workouts import import_batches, imports, merging, totals
from rythm.workouts import service as workouts
from rythm.workouts.import_reports import ImportText
from rythm.workouts.models import WorkoutSet
from rythm.workouts.recording import (
    FinishedExercise,
    FinishedSet,
    FinishedWorkout,
    SharedRef,
    record,
    record_metrics,
)
from rythm.workouts.schemas import ChangeSet
from tests.belongings.everything import archive_of, exported
from tests.fixtures.actors import Gym, Person
from tests.fixtures.queries import QueryCounter

pytestmark = pytest.mark.usefixtures("built_in")
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
BENCH = exercise_id("bench-press")
TOTALS = ("workout_total", "exercise_total")
HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
)


@dataclass
class Past:
    """A member with two bench presses, what they weighed, an import and an exercise of their own."""

    member: Person
    workout_id: UUID
    set_id: UUID
    weight_id: UUID
    import_id: UUID
    own_id: UUID


def pressed(at: datetime, kg: str, exercise: UUID = BENCH, home: UUID = SYSTEM) -> FinishedWorkout:
    line = FinishedExercise(
        SharedRef(exercise, home), (FinishedSet("working", at, weight_kg=Decimal(kg), reps=5),), 120
    )
    return FinishedWorkout(
        title="Push", started_at=at, finished_at=at + timedelta(hours=1), exercises=(line,)
    )


def a_file(day: str, reps: int) -> ImportText:
    line = f"{day} 07:00:00,Long,1h,Squat (Barbell),1,100,{reps},0,0,,,"
    return ImportText.model_validate(
        {"text": f"{HEADER}\n{line}", "unit": "kg", "file_name": f"strong-{day}.csv"}
    )


async def grown(gym: Gym) -> Past:
    """Trained through what the product does itself, so that each step counts as a change."""
    member = gym.member
    async with open_context(member.credential, now=NOW) as ctx:
        own = await exercises.create(ctx, CreateExercise(name="My press"))
        weight = await body.log(ctx, LogMetric(value="80", measured_at=NOW - 30 * DAY))
        done = [pressed(NOW - 9 * DAY, "60"), pressed(NOW - 2 * DAY, "70")]
        done.append(pressed(NOW - DAY, "40", own.id, gym.tenant_id))
        await record(ctx, member.id, done, source="strong")
    async with open_context(member.credential, now=NOW) as ctx:
        report = await imports.import_text(ctx, a_file("2026-11-03", 1271))
        sets = select(WorkoutSet).where(WorkoutSet.workout_id == done[1].id)
        (one,) = (await ctx.db.execute(sets)).scalars()
    assert report.id is not None and report.flagged
    return Past(member, done[1].id, one.id, weight.id, report.id, own.id)


async def figures(who: Person, now: datetime = NOW, **options) -> dict[str, float]:
    async with open_context(who.credential, now=now) as ctx:
        view = await achieving.achievements(ctx, **options)
    return {family.key: family.now for family in view.families if family.now}


async def recounted(who: Person, now: datetime = NOW, zone=UTC) -> dict[str, float]:
    async with open_context(who.credential, now=now) as ctx:
        counted = await attained(ctx, who.id, zone)
    return {key: figure for key, figure in counted.now.items() if figure}


def of_totals(asked: list[str]) -> list[str]:
    return [statement for statement in asked if any(name in statement for name in TOTALS)]


async def edit(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await workouts.change_set(ctx, past.set_id, ChangeSet(weight_kg="75"))


async def remove(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await workouts.discard(ctx, past.workout_id)


async def bring_in(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await imports.import_text(ctx, a_file("2026-11-04", 5))


async def review(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        for flag in (await import_batches.flags(ctx)).items:
            await import_batches.review(ctx, flag.id)


async def correct(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        (flag,) = (await import_batches.flags(ctx)).items
        assert flag.workout_set_id is not None
        await workouts.change_set(ctx, flag.workout_set_id, ChangeSet(reps=12))


async def weigh(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await body.log(ctx, LogMetric(value="70", measured_at=NOW - 3 * DAY))


async def weigh_again(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await body.change(ctx, past.weight_id, ChangeMetric(value="75"))


async def unweigh(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await body.remove(ctx, past.weight_id)


async def bring_weights(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await record_metrics(ctx, past.member.id, [("weight", NOW - 3 * DAY, Decimal(60))])


async def unpack_weights(past: Past) -> None:
    document = await exported(past.member)
    document |= {"workouts": [], "templates": [], "exercises": []}
    document["body_metrics"][0] |= {"value": "65", "measured_at": str(NOW - 4 * DAY)}
    async with open_context(past.member.credential) as ctx:
        assert (await unpack(ctx, archive_of(document))).body_metrics == 1


async def merge(past: Past) -> None:
    async with open_context(past.member.credential) as ctx:
        await merging.merge(ctx, past.own_id, BENCH)


CHANGES = (edit, remove, bring_in, review, correct, weigh, weigh_again, unweigh, bring_weights, merge)


@pytest.mark.parametrize("change", [*CHANGES, unpack_weights], ids=lambda change: change.__name__)
async def test_whatever_changes_the_figures_has_them_counted_again(
    gym: Gym, change: Callable[[Past], Awaitable[None]]
) -> None:
    past = await grown(gym)
    before = await figures(gym.member)
    assert before == await recounted(gym.member)
    await change(past)
    after = await figures(gym.member)
    assert after == await recounted(gym.member)
    assert after != before


async def test_an_import_taken_back_takes_its_figures_along(gym: Gym) -> None:
    past = await grown(gym)
    before = await figures(gym.member)
    await review(past)
    assert await figures(gym.member) != before
    async with open_context(gym.member.credential) as ctx:
        await undoing.undo(ctx, past.import_id)
    assert await figures(gym.member) == before == await recounted(gym.member)


async def test_opening_again_does_not_read_the_training(gym: Gym, queries: QueryCounter) -> None:
    await grown(gym)
    first = await figures(gym.member, seeing=True)
    for seeing in (True, False):
        async with open_context(gym.member.credential, now=NOW + timedelta(hours=1)) as ctx:
            with queries() as asked:
                view = await achieving.achievements(ctx, seeing=seeing)
        assert (len(asked), of_totals(asked)) == (1, [])
        assert {family.key: family.now for family in view.families if family.now} == first
    async with open_context(gym.member.credential) as ctx:
        await workouts.discard(ctx, (await grown_again(gym)).id)
    async with open_context(gym.member.credential, now=NOW) as ctx:
        with queries() as asked:
            await achieving.achievements(ctx, seeing=True)
    assert len(asked) <= 6 and of_totals(asked), "the counter sees what it looks for"


async def grown_again(gym: Gym) -> FinishedWorkout:
    done = pressed(NOW - 5 * DAY, "50")
    async with open_context(gym.member.credential, now=NOW) as ctx:
        await record(ctx, gym.member.id, [done], source="strong")
    return done


@pytest.mark.parametrize("later", [5 * DAY, 13 * DAY], ids=["week", "month"])
async def test_another_week_or_month_is_counted_anew(gym: Gym, queries: QueryCounter, later) -> None:
    """On Monday, 23 November, and on Tuesday, 1 December."""
    await grown(gym)
    eve = datetime(2026, 11, 18, 12, tzinfo=UTC) + later
    await figures(gym.member, eve - DAY)
    with queries() as asked:
        there = await figures(gym.member, eve)
    assert of_totals(asked)
    assert there == await recounted(gym.member, eve)
    with queries() as asked:
        assert await figures(gym.member, eve + timedelta(hours=2)) == there
    assert not of_totals(asked)


async def test_who_looks_from_elsewhere_has_their_own_weeks_and_months(gym: Gym) -> None:
    """The last workout began in Berlin's December and UTC's November."""
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    now = late + 3 * DAY
    async with open_context(gym.member.credential, now=now) as ctx:
        await record(ctx, gym.member.id, [pressed(late, "60")], source="strong")
    assert "month" not in await figures(gym.member, now)
    coach = await figures(gym.coach, now, member_id=gym.member.id, zone=BERLIN)
    assert coach["month"] == 1
    assert "month" not in await figures(gym.member, now), "the coach's look changed nothing"
    assert (await figures(gym.member, now, zone=BERLIN))["month"] == 1
    assert "month" not in await figures(gym.coach, now, member_id=gym.member.id)


async def test_other_rules_are_counted_anew(gym: Gym, queries: QueryCounter, monkeypatch) -> None:
    await grown(gym)
    await figures(gym.member)
    monkeypatch.setattr(achieving, "DIGEST", "another table")
    with queries() as asked:
        await figures(gym.member)
    assert of_totals(asked)


async def test_totals_made_anew_are_counted_anew(gym: Gym) -> None:
    await grown(gym)
    right = await figures(gym.member)
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(text("update workout_total set volume_kg = 7"))
        await ctx.db.execute(text("update sync_cursor set revision = revision + 1"))
    assert await figures(gym.member) != right
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await totals.rebuild(ctx)
    assert await figures(gym.member) == right


async def test_the_job_counts_where_the_member_is(gym: Gym, queries: QueryCounter) -> None:
    await grown(gym)
    await figures(gym.member, zone=BERLIN)
    await grown_again(gym)
    async with open_context(BySystem(gym.tenant_id), now=NOW) as ctx:
        assert await achieving.award_some(ctx) == 1
        mark = await ctx.db.get(AchievementMark, (gym.tenant_id, gym.member.id))
        assert mark is not None and mark.zone == "Europe/Berlin"
    with queries() as asked:
        assert await figures(gym.member, zone=BERLIN) == await recounted(gym.member, zone=BERLIN)
    assert len(of_totals(asked)) == 2, "of the recount beside it alone"
