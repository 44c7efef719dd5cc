"""The pages of progress: an exercise over time, records, sets per muscle, all in the member's unit."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from rythm.core.actor import BySystem
from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.progress.timeline import Broken
from rythm.ui import routes
from rythm.ui.member.exercise.lift_state import LiftState
from rythm.ui.member.records.state import RecordsState
from rythm.ui.member.volume.state import VolumeState
from rythm.ui.progress_words import broken_line
from rythm.workouts import preferences
from rythm.workouts.models import Workout
from rythm.workouts.preferences import Preferences
from tests.fixtures.actors import Gym
from tests.fixtures.training import Done, Lift, Logged, add_exercise, log_workout


async def trained(gym: Gym, exercise_id: UUID, *days: tuple[int, list[Done]]) -> list[Logged]:
    now = utcnow()
    noon = now.replace(hour=12, minute=0)  # an hour of training ends on the day it began
    return [
        await log_workout(gym.member, min(now, noon - timedelta(days=ago)), [Lift(exercise_id, sets)])
        for ago, sets in days
    ]


async def in_pounds(gym: Gym) -> None:
    async with open_context(gym.member.credential) as ctx:
        await preferences.prefer(ctx, Preferences(unit="lb"))


async def lift(opened, person, exercise_id: UUID) -> LiftState:
    page = await opened(LiftState, person, routes.exercise(str(exercise_id)))
    await page.load()
    return page


async def test_an_exercise_over_time(gym, opened, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await trained(
        gym, bench, (200, [Done("70", 5)]), (43, [Done("80", 5)]), (29, [Done("82.5", 5)]),
        (1, [Done("40", 10, "warmup"), Done("90", 5), Done("85", 5)]),
    )  # fmt: skip
    page = await opened(LiftState, gym.member, routes.exercise(str(bench)))
    with queries() as asked:
        await page.load()
    assert len(asked) <= 6
    assert (page.measure, page.value, page.unit) == ("Estimated 1 RM", "105", "kg")
    assert (page.change, page.rose) == ("11.7 in 6 weeks", True)
    assert [(one.name, one.value, one.when, one.fresh) for one in page.bests] == [
        ("1 RM", "90", "Yesterday", True), ("3 RM", "90", "Yesterday", True),
        ("5 RM", "90", "Yesterday", True), ("Volume", "875", "Yesterday", True),
    ]  # fmt: skip
    assert [(one.words, one.is_record) for one in page.cards[0].sets] == [
        ("W 40 × 10", False), ("90 × 5", True), ("85 × 5", False),
    ]  # fmt: skip
    assert (page.cards[0].total, page.cards[0].is_record, page.count) == ("875 kg", True, "4")
    assert [dot.look for dot in page.chart.lines[0].dots] == ["", "", "last"]
    with queries() as asked:
        await page.pick_range("all")
    assert len(asked) <= 6
    assert page.change == "23.3 in 28 weeks"
    await page.pick_range("9y")
    assert page.over == "all"
    assert [(one.done, one.name) for one in page.heaviest] == [("90 kg", "5 reps")]


async def test_everything_is_in_the_members_unit(gym, opened):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await trained(gym, bench, (5, [Done("83.91458845", 5)]), (1, [Done("86.1825503", 5)]))
    await in_pounds(gym)
    page = await lift(opened, gym.member, bench)
    assert (page.value, page.unit, page.change) == ("221.7", "lb", "5.8 in 4 days")
    assert (page.cards[0].sets[0].words, page.cards[0].total) == ("190 × 5", "950 lb")
    assert page.bests[0].value == "190"
    records = await opened(RecordsState, gym.member)
    await records.load()
    assert [(one.name, one.value, one.more) for one in records.months[0].lines[0].broken] == [
        ("Est. 1 RM, 190 × 5", "221.7 lb", "+5.8"), ("Heaviest", "190 lb × 5", "+5"),
        ("Volume", "950 lb", "+25"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measured_by", "sets", "said", "chip", "bests"),
    [
        ("reps", [Done(None, 12), Done(None, 9)], ("Reps in a workout", "21", "reps"), "12 reps",
         [("Reps", "21")]),
        ("distance_duration", [Done(distance_m="5200")], ("Distance in a workout", "5.2", "km"), "5.2 km",
         [("Farthest", "5.2 km")]),
        ("bodyweight_reps", [Done("20", 6)], ("Reps in a workout", "6", "reps"), "20 × 6",
         [("1 RM", "20"), ("3 RM", "20"), ("5 RM", "20"), ("Volume", "120")]),
    ],
)  # fmt: skip
async def test_an_exercise_without_a_whole_load_has_what_fits_it(
    gym, opened, measured_by, sets, said, chip, bests
):
    exercise_id = await add_exercise(gym.tenant_id, "Other", measured_by)
    await trained(gym, exercise_id, (1, sets))
    page = await lift(opened, gym.member, exercise_id)
    assert (page.measure, page.value, page.unit) == said
    assert page.cards[0].sets[0].words == chip
    assert [(one.name, one.value) for one in page.bests] == bests


async def test_an_exercise_never_done_says_so_and_desks_have_no_history(gym, opened):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    for person in (gym.member, gym.coach):
        page = await lift(opened, person, bench)
        assert (page.loaded, page.is_empty, page.cards) == (True, True, [])
    assert (await lift(opened, gym.member, bench)).tab == "guide"
    await trained(gym, bench, (1, [Done("80", 5)]))
    assert (await lift(opened, gym.member, bench)).tab == "progress"


async def test_workouts_and_records_come_a_page_at_a_time(gym, opened, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await trained(gym, bench, *((60 - day, [Done(str(60 + day), 5)]) for day in range(24)))
    page = await lift(opened, gym.member, bench)
    newest = [card.id for card in page.cards]
    assert (len(newest), page.more, page.newer, page.page) == (12, True, "", "")
    volume, note = page.volume, page.note
    await page.load_older()
    older = [card.id for card in page.cards]
    assert (len({*newest, *older}), page.more, page.newer) == (24, False, "Newest workouts")
    there = await opened(LiftState, gym.member, routes.exercise(str(bench)) + page.page)
    with queries() as asked:
        await there.load()
    assert len(asked) <= 6
    assert ([card.id for card in there.cards], there.volume, there.note) == (older, volume, note)
    await page.load_newer()
    assert ([card.id for card in page.cards], page.page) == (newest, "")

    def lines(records: RecordsState) -> list[str]:
        return [line.key for month in records.months for line in month.lines]

    records = await opened(RecordsState, gym.member)
    await records.load()
    first = lines(records)
    assert (len(first), records.more, records.records, records.exercises) == (20, True, "69", "1")
    await records.load_older()
    assert (len({*first, *lines(records)}), len(lines(records)), records.more) == (23, 3, False)
    there = await opened(RecordsState, gym.member, f"/progress{records.page}")
    await there.load()
    assert (lines(there), there.newer) == (lines(records), "Newest records")
    await there.load_newer()
    assert (lines(there), there.page) == (first, "")


async def test_a_deleted_workout_takes_its_records_along(gym, opened):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await trained(gym, bench, (9, [Done("80", 5)]), (2, [Done("90", 5)]))
    records = await opened(RecordsState, gym.member)
    await records.load()
    assert len(records.months) == 1
    async with open_context(BySystem(gym.tenant_id)) as ctx:
        await ctx.db.execute(
            update(Workout).where(col(Workout.id) == logged[1].id).values(deleted_at=utcnow())
        )
    await records.load()
    assert (records.months, records.records) == ([], "0")


async def test_sets_per_muscle_against_the_range(gym, opened, queries):
    bench = await add_exercise(gym.tenant_id, "Bench press", muscle="chest")
    await trained(gym, bench, (0, [Done("80", 5)] * 11), (14, [Done("80", 5)] * 4))
    page = await opened(VolumeState, gym.member)
    with queries() as asked:
        await page.load()
    assert len(asked) <= 6
    first = page.muscles[0]
    assert (first.name, first.sets, first.said, first.tone) == ("Chest", "11", "Within", "within")
    assert (page.levels["chest"], page.levels["lats"], page.within) == (2, 0, "1 of 17")
    assert (page.chosen_name, [one.name for one in page.by], page.is_empty) == (
        "Chest",
        ["Bench press"],
        False,
    )
    await page.show("average")
    assert (page.muscles[0].sets, page.muscles[0].said) == ("1", "9 sets below")
    await page.choose("lats")
    assert (page.chosen_name, page.by) == ("Lats", [])
    await page.choose("nothing")
    assert page.chosen_name == "Lats"


async def test_without_training_the_pages_say_what_to_do(gym, opened):
    volume, records = await opened(VolumeState, gym.member), await opened(RecordsState, gym.member)
    await volume.load()
    await records.load()
    assert (volume.is_empty, records.months, records.loaded) == (True, [], True)


def test_reps_at_a_load_say_the_load():
    record = Broken(kind="reps", value=8, before=6, load_kg=82.5, reps=8)
    line = broken_line(record, "kg")
    assert (line.name, line.value, line.more) == ("Reps at 82.5 kg", "8", "+2")
    assert broken_line(record.model_copy(update={"load_kg": 0}), "kg").name == "Reps"


def test_a_gain_of_grams_is_not_nothing():
    record = Broken(kind="e1rm", value=100.04, before=100, load_kg=92.33, reps=1)
    line = broken_line(record, "kg")
    assert (line.name, line.value, line.more) == ("Est. 1 RM", "100 kg", "+0.04")
