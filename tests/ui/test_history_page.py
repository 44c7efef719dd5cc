"""The history's page: its map, its words, and what its handlers show."""

from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio
from reflex.utils.format import json_dumps

from rythm.core.context import open_context
from rythm.core.ids import uuid7
from rythm.progress.history_views import Calendar, CalendarDay, StreakView
from rythm.progress.narrowings import MOST_EXERCISES
from rythm.ui import kit
from rythm.ui.member.history import year as years
from rythm.ui.member.history.state import HistoryState
from rythm.ui.member.workout.again import again_of
from rythm.ui.member.workout.state import WorkoutState
from rythm.workouts import preferences, queries
from tests.fixtures.training import Done, Lift, add_exercise, add_template, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import serving

TODAY = date(2026, 11, 20)
PAGE = "/history"
KNOWN = 160
"""Exercises of somebody who has tried a great many."""


def day(on: date, workouts: int = 1, level: int = 2) -> CalendarDay:
    return CalendarDay(date=on, workouts=workouts, volume_kg=1000, sets=10, seconds=3600, level=level)


def calendar(*days: CalendarDay, streak: tuple[int, int, bool] = (0, 0, False)) -> Calendar:
    current, best, at_risk = streak
    return Calendar(
        year=2026, first_year=2026, workouts=sum(one.workouts for one in days), volume_kg=0, sets=0,
        per_week=0, days=list(days), streak=StreakView(current=current, best=best, is_at_risk=at_risk),
    )  # fmt: skip


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2028])
def test_every_day_of_a_year_has_one_square_that_knows_it(year):
    halves = kit.year_squares(year, {}, date(year, 12, 31))
    assert sum(heat.path.count("M") for half in halves for heat in half.heats) == (
        366 if year % 4 == 0 else 365
    )
    assert len({half.columns for half in halves}) == 1
    found = [kit.day_of_square(year, cell) for cell in range(378)]
    days = [one for one in found if one is not None]
    assert days == [date(year, 1, 1) + timedelta(days=n) for n in range(len(days))]
    assert days[-1] == date(year, 12, 31)
    assert found[halves[1].first + date(year, 7, 1).weekday()] == date(year, 7, 1)
    assert (kit.day_of_square(year, -1), kit.day_of_square(year, 10**9)) == (None, None)


def test_squares_by_heat_and_what_is_still_to_come():
    first, second = kit.year_squares(2026, {date(2026, 1, 1): 4, TODAY: 1}, TODAY, TODAY)
    counted = {heat.look: heat.path.count("M") for heat in (*first.heats, *second.heats)}
    assert counted == {"heat-4": 1, "heat-1": 1, "heat-on": 1, "heat-later": 41, "heat-0": 142}
    assert {heat.look: heat.path for heat in first.heats}["heat-4"].startswith("M0 30"), "a Thursday"
    assert [mark.label for mark in second.marks] == ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    assert all(0 <= mark.at < 100 for mark in (*first.marks, *second.marks))


def test_a_month_has_its_days_below_their_weekdays():
    days = kit.month_days(2026, 11, {TODAY: 4}, {TODAY: "20 November, 1 workout"})
    assert [one.number for one in days] == [""] * 6 + [str(n) for n in range(1, 31)], "it begins on a Sunday"
    (trained,) = [one for one in days if one.words]
    assert (trained.iso, trained.look) == ("2026-11-20", "heat-4")
    assert len(kit.month_days(2024, 2, {}, {})) == 3 + 29
    assert len(kit.month_days(2026, 12, {}, {})) == 1 + 31


MONDAYS = [day(date(2026, 11, 2) + timedelta(weeks=n)) for n in range(-8, 0)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "0 workouts in 2026"),
        ([day(TODAY)], "1 workout in 2026"),
        (MONDAYS, "8 workouts in 2026, most on Monday"),
        ([*MONDAYS, *(day(one.date + timedelta(days=4)) for one in MONDAYS[:4])],
         "12 workouts in 2026, most on Monday and Friday"),
        ([day(date(2026, 3, 2) + timedelta(days=n)) for n in range(28)], "28 workouts in 2026"),
    ],
)  # fmt: skip
def test_a_year_in_words(days, said):
    assert years.in_words(calendar(*days)) == said


@pytest.mark.parametrize(
    ("streak", "said"),
    [
        ((0, 7, False), ("", "")),
        ((1, 1, False), ("1 week in a row", "longest 1")),
        ((6, 6, False), ("6 weeks in a row", "your longest yet")),
        ((6, 11, False), ("6 weeks in a row", "longest 11")),
        ((6, 11, True), ("6 weeks in a row", "train this week to keep it")),
    ],
)
def test_a_streak_in_words(streak, said):
    assert years.streak_words(calendar(streak=streak).streak) == said


def test_the_table_says_the_same_as_the_squares():
    shown = calendar(day(date(2026, 2, 3)), day(date(2026, 2, 5), 2), day(date(2026, 11, 2)))
    assert years.by_month(shown, "kg") == [["February", "3", "2,000 kg"], ["November", "1", "1,000 kg"]]
    assert years.by_month(shown, "lb")[1] == ["November", "1", "2,205 lb"]


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(db):
    async with serving() as opened:
        yield opened
        assert opened.errors == []


def handler(name: str) -> str:
    return f"{HistoryState.get_full_name()}.{name}"


async def test_the_page_as_it_is_used(gym, tabs):
    bench, squat = [await add_exercise(gym.tenant_id, name) for name in ("Bench press", "Squat")]
    upper = await add_template(gym.member, "Upper", [bench], scope="user")
    now = datetime.now(UTC)
    for back, lift, template in ((2, bench, upper), (9, squat, None), (400, bench, None)):
        at = now - timedelta(days=back)
        await log_workout(
            gym.member, at, [Lift(lift, [Done("80", 5)])], title=f"{back}", template_id=template
        )
    tab = tabs.open(await new_session(gym.member))

    async def after(name: str, **payload) -> tuple[list[str], HistoryState]:
        await tab.send(handler(name), payload, PAGE)
        state = await tab.state(HistoryState)
        return titles_of(state), state

    titles, state = await after("load")
    assert (titles, state.trained, state.has_later) == (["2", "9", "400"], True, False)
    assert state.exercises == [("1", "Bench press"), ("2", "Squat")]
    assert (await after("pick_exercise", number="1"))[0] == ["2", "400"]
    assert state.exercise_name == "Bench press"
    assert (await after("pick_template", number="1"))[0] == ["2"]
    assert (await after("clear"))[0] == ["2", "9", "400"]
    assert (await after("search", words="squat"))[0] == ["9"]
    titles, state = await after("clear")
    assert (titles, state.narrowed, state.words) == (["2", "9", "400"], False, "")

    on = (now - timedelta(days=9)).date()
    if on.year == now.year:
        monday = date(on.year, 1, 1) - timedelta(days=date(on.year, 1, 1).weekday())
        titles, state = await after("pick", cell=(on - monday).days)
        assert (titles, state.has_day_before, state.day != "") == (["9"], False, True)
        assert (await after("step", by=1))[0] == ["2"]
        titles, state = await after("pick", cell=(on - monday).days + 1)
        assert (titles, state.day) == (["2", "9", "400"], ""), "a day of rest shows everything again"
        assert {one.words for one in state.month_days} >= {f"{on.day} {on:%B}, 1 workout"}
        assert (await after("pick_day", day=on.isoformat()))[0] == ["9"]
        titles, state = await after("pick_day", day="nonsense")
        assert (titles, state.day) == (["2", "9", "400"], "")
    before = state.month
    assert (await after("turn_month", by=-1))[1].month != before
    assert (await after("turn_month", by=1))[1].month == before
    titles, state = await after("turn", by=-1)
    assert (titles[-1], state.has_later, state.year) == ("400", True, str(now.year - 1))


def titles_of(state: HistoryState) -> list[str]:
    return [line.title for month in state.months for line in month.lines]


def weight_of(state: HistoryState) -> int:
    """The bytes the browser keeps."""
    kept = {name: getattr(state, name) for name in HistoryState.get_fields() if not name.startswith("_")}
    return len(json_dumps(kept).encode())


async def test_what_the_browser_keeps_of_a_long_history_is_small_on_every_page_of_it(gym, tabs):
    lifts = [
        await add_exercise(gym.tenant_id, f"Exercise with a longish name {name}") for name in range(KNOWN)
    ]
    now = datetime.now(UTC)
    for back in range(110):
        sets = [Lift(lift, [Done("80", 5)] * 5) for lift in lifts[back % 40 * 4 :][:4]]
        await log_workout(gym.member, now - timedelta(days=back + 1), sets, title=f"Upper body {back}")
    tab = tabs.open(await new_session(gym.member))
    await tab.send(handler("load"), {}, PAGE)
    seen, weights = [], []
    while (state := await tab.state(HistoryState)).more:
        seen += titles_of(state)
        weights.append(weight_of(state))
        await tab.send(handler("load_older"), {}, PAGE + state.address)
    assert seen + titles_of(state) == [f"Upper body {back}" for back in range(110)]
    assert (state.newer, len(weights)) == ("Newer workouts", 5)
    assert max(*weights, weight_of(state)) < 20_000
    assert len(state.exercises) == MOST_EXERCISES < KNOWN
    for number in reversed(range(5)):
        await tab.send(handler("load_newer"), {}, PAGE)
        state = await tab.state(HistoryState)
        assert titles_of(state) == seen[20 * number : 20 * (number + 1)]
    assert (state.newer, state.address) == ("", "")


async def test_the_address_says_what_is_shown_and_leads_there_again(gym, tabs):
    bench, squat = [await add_exercise(gym.tenant_id, name) for name in ("Bench press", "Squat")]
    now = datetime.now(UTC)
    for back in range(45):
        lift = Lift((bench, squat)[back % 2], [Done("80", 5)])
        await log_workout(gym.member, now - timedelta(days=7 * back + 1), [lift], title=f"Day {back}")
    session = await new_session(gym.member)
    tab = tabs.open(session)

    async def after(name: str, query: str = "", **payload) -> tuple[list[str], str]:
        await tab.send(handler(name), payload, PAGE + query)
        state = await tab.state(HistoryState)
        await tabs_agree(state)
        return titles_of(state), state.address

    async def tabs_agree(state: HistoryState) -> None:
        other = tabs.open(session)
        await other.send(handler("load"), {}, PAGE + state.address)
        there = await other.state(HistoryState)
        seen = (state.address, state.year, state.month, state.day, state.words, state.exercise, state.months)
        assert seen == (
            there.address, there.year, there.month, there.day, there.words, there.exercise, there.months
        )  # fmt: skip
        tabs.close(other)

    whole, address = await after("load")
    assert (len(whole), address) == (20, "")
    older, deeper = await after("load_older")
    assert older[0] == "Day 20"
    assert await after("load", deeper) == (older, deeper), "Back from a workout"
    assert (await tab.state(HistoryState)).newer == "Newest workouts"
    assert await after("load") == (whole, ""), "the tab bar"
    found, address = await after("search", words="Day 4")
    assert (found[0], address) == ("Day 4", "?words=Day+4")
    found, address = await after("pick_exercise", number="2")
    assert (found, address) == (["Day 41", "Day 43"], f"?words=Day+4&exercise={squat}")
    typed = (await tab.state(HistoryState)).typed
    assert await after("load") == (whole, "")
    assert (await tab.state(HistoryState)).typed > typed, "the box shows the words of the address"
    _, address = await after("turn", by=-1)
    assert address == f"?year={now.year - 1}"
    _, address = await after("turn_month", by=-1)
    assert "&month=" in address
    on = (now - timedelta(days=8)).date()
    await after("load")
    found, address = await after("pick_day", day=f"{on}")
    if on.year == now.year:
        assert (found, address) == (["Day 1"], f"?day={on}")
    for nonsense in (
        "?words=" + "a" * 200, "?exercise=bench", "?year=0&month=13", "?day=2026-02-30", "?page=me", "?x=1",
        "?page=" + "ä" * 500, "?words=%00",
    ):  # fmt: skip
        assert await after("load", nonsense) == (whole, ""), nonsense
    nobody, address = await after("load", f"?exercise={uuid7()}")
    assert nobody == []
    assert (await tab.state(HistoryState)).narrowed


async def test_a_workout_to_be_done_again_in_the_members_unit(gym, tabs):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    await log_workout(gym.member, datetime.now(UTC) - timedelta(days=8), [Lift(bench, [Done("80", 5)])])
    logged = await log_workout(
        gym.member, datetime.now(UTC) - timedelta(days=1), [Lift(bench, [Done("83.91458845", 5, rpe="8")])]
    )
    async with open_context(gym.member.credential) as ctx:
        await preferences.prefer(ctx, preferences.Preferences(unit="lb"))
        again = again_of(await queries.workout(ctx, logged.id))
    (exercise,) = again.exercises
    assert (exercise.exercise_id, exercise.rest_seconds) == (str(bench), 120)
    assert exercise.done[0].model_dump() == {
        "kind": "working", "weight_kg": "83.91458845", "reps": 5, "duration_seconds": None,
        "distance_m": None,
    }  # fmt: skip
    load, address = f"{WorkoutState.get_full_name()}.load", f"/history/{logged.id}"
    tab = tabs.open(await new_session(gym.member))
    await tab.send(load, {}, address, workout_id=str(logged.id))
    state = await tab.state(WorkoutState)
    assert state.exercises[0].sets[0].done == "185 lb × 5"
    assert (state.volume, state.volume_unit) == ("925", "lb")
    assert [(one.detail, one.value, one.more) for one in state.records][-1][0] == "Heaviest yet"
    assert state.picture == f"/api/v1/workouts/{logged.id}/picture.png?zone=UTC"
    tab = tabs.open(await new_session(gym.coach))
    await tab.send(load, {}, address, workout_id=str(logged.id))
    state = await tab.state(WorkoutState)
    assert (state.again, state.exercises[0].sets[0].done) == (None, "83.91 kg × 5")
