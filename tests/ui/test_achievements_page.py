"""The page of achievements: what is earned with its rule, the next one, and what is new only once."""

from datetime import timedelta

import pytest

from rythm.core.context import open_context
from rythm.progress.achievements import FAMILIES
from rythm.ui.member.achievements.state import AchievementsState, amount, rule
from rythm.workouts.preferences import Preferences, prefer
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

BY_KEY = {family.key: family for family in FAMILIES}


@pytest.mark.parametrize(
    ("family", "threshold", "unit", "told", "said"),
    [
        ("workouts", 1, "kg", "1 workout", "Finish 1 workout"),
        ("workouts", 1000, "kg", "1,000 workouts", "Finish 1,000 workouts"),
        ("weeks", 4, "kg", "4 weeks", "Train 4 weeks in a row"),
        ("month", 12, "kg", "12 workouts", "Finish 12 workouts in one month"),
        ("volume", 10_000, "kg", "10,000 kg", "Lift 10,000 kg in all"),
        ("volume", 10_000, "lb", "22,046 lb", "Lift 22,046 lb in all"),
        ("records", 10, "kg", "10 times", "Beat your best 10 times"),
        ("exercises", 25, "kg", "25 different exercises", "Do 25 different exercises"),
        ("bench", 1, "kg", "1× body weight", "Bench press 1× body weight"),
        ("deadlift", 1.25, "kg", "1.25× body weight", "Deadlift 1.25× body weight"),
    ],
)
def test_every_rule_in_words(family, threshold, unit, told, said):
    assert (amount(BY_KEY[family], threshold, unit), rule(BY_KEY[family], threshold, unit)) == (told, said)


async def test_what_is_earned_comes_with_its_rule_and_is_new_once(gym, opened, queries):
    exercise = await add_exercise(gym.tenant_id, "Row")
    async with open_context(gym.member.credential) as ctx:
        now = ctx.now
        await prefer(ctx, Preferences(unit="lb"))
    lifts = [Lift(exercise, [Done("100", 5)])]
    await log_workout(gym.member, now - timedelta(days=1), lifts, minutes=1)
    page = await opened(AchievementsState, gym.member)
    with queries() as asked:
        await page.load()
    assert len(asked) <= 6
    assert (page.earned, page.fresh, page.loaded) == (1, 1, True)
    first = page.families[0]
    assert [(one.rule, one.day, one.is_new) for one in first.earned] == [
        ("Finish 1 workout", "Yesterday", True)
    ]
    assert (first.next_rule, first.next_done, first.share) == ("Finish 10 workouts", "1 of 10 workouts", 0.1)
    assert first.later[0] == "Finish 25 workouts"
    volume = next(family for family in page.families if family.key == "volume")
    assert (volume.now, volume.next_rule) == ("1,102 lb", "Lift 22,046 lb in all")
    await page.load()
    assert (page.fresh, page.families[0].earned[0].is_new) == (0, False)
