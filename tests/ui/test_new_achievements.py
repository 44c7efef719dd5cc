"""What was achieved is told where the member is: on Today until they looked, and on its workout."""

from datetime import timedelta

import pytest

from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.progress import achieving
from rythm.ui.member.achievements.state import AchievementsState
from rythm.ui.member.today.state import TodayState, achieved
from rythm.ui.member.workout.state import WorkoutState
from rythm.workouts.preferences import Preferences, prefer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import serving


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], ("", "")),
        (["Finish 10 workouts"], ("Finish 10 workouts", "New achievement")),
        (["a", "b", "c"], ("a", "New achievement, and 2 more")),
    ],
)
def test_one_line_says_what_is_new(rules, said):
    assert achieved(rules) == said


async def test_today_tells_what_was_achieved_until_it_was_seen(gym, opened, queries):
    page = await opened(TodayState, gym.member)
    await page.load()
    assert page.achieved == ""
    exercise = await add_exercise(gym.tenant_id, "Row")
    async with open_context(gym.member.credential) as ctx:
        await prefer(ctx, Preferences(unit="lb"))
    await log_workout(gym.member, utcnow() - timedelta(days=300), [Lift(exercise, [Done("100", 5)])])
    async with open_context(gym.member.credential) as ctx:
        await achieving.award(ctx, gym.member.id)
    await page.load()
    assert page.achieved == "", "nobody wants to hear of last year"
    lifts = [Lift(exercise, [Done("140", 200), Done("120", 190)])]
    await log_workout(gym.member, utcnow() - timedelta(hours=3), lifts)
    async with open_context(gym.member.credential) as ctx:
        await achieving.award(ctx, gym.member.id)
    with queries() as asked:
        await page.load()
    assert (page.achieved, page.achieved_note) == ("Beat your best 1 time", "New achievement, and 2 more")
    assert len(asked) <= 6
    assert not any("exercise_total" in statement for statement in asked), "nothing is counted"
    stranger = await opened(TodayState, gym.stranger)
    await stranger.load()
    assert stranger.achieved == ""
    await (await opened(AchievementsState, gym.member)).load()
    await page.load()
    assert (page.achieved, page.achieved_note) == ("", "")


async def test_a_workout_tells_what_was_achieved_by_it(gym):
    exercise = await add_exercise(gym.tenant_id, "Row")
    logged = [
        await log_workout(gym.member, utcnow() - timedelta(days=ago), [Lift(exercise, sets)])
        for ago, sets in ((3, [Done("100", 5)]), (2, [Done("80", 5)]), (1, [Done("200", 60)]))
    ]
    async with open_context(gym.member.credential) as ctx:
        await achieving.award(ctx, gym.member.id)
    load = f"{WorkoutState.get_full_name()}.load"

    async def told(person, workout) -> list[str]:
        tab = tabs.open(await new_session(person))
        await tab.send(load, {}, f"/history/{workout.id}", workout_id=str(workout.id))
        return (await tab.state(WorkoutState)).achieved

    async with serving() as tabs:
        assert await told(gym.member, logged[0]) == ["Finish 1 workout"]
        assert await told(gym.member, logged[1]) == []
        assert "Lift 10,000 kg in all" in await told(gym.member, logged[2])
        assert await told(gym.coach, logged[0]) == [], "praise is the member's own"
        assert tabs.errors == []
