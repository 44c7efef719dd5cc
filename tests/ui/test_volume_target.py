"""The sets a week a member aims at, said on the page of volume."""

import pytest

from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.progress import volume
from rythm.ui.member.volume.state import VolumeState
from rythm.workouts.preferences import Preferences, prefer, preferences
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving

NAMES = {name.rpartition(".")[2]: name for name in HANDLERS if HANDLERS[name].states[0] is VolumeState}


@pytest.mark.parametrize(
    ("least", "most", "errors"),
    [
        ("", "20", {"least_sets": "Fill this in."}),
        ("6", " ", {"most_sets": "Fill this in."}),
        ("0", "20", {"least_sets": "At least 1."}),
        ("6", "101", {"most_sets": "At most 100."}),
        ("6.5", "many", {"least_sets": "Use a whole number.", "most_sets": "Use a whole number."}),
        ("12", "8", {"most_sets": "Not below the lower end."}),
    ],
)
async def test_a_range_that_is_none_is_told_at_its_fields(gym, least, most, errors):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["ask"])
        await tab.send(NAMES["aim"], {"form": {"least_sets": least, "most_sets": most}})
        state = await tab.state(VolumeState)
        assert (state.errors, state.aiming) == (errors, True)
        assert tabs.errors == []
    async with open_context(gym.member.credential) as ctx:
        assert await preferences(ctx) == Preferences()


async def test_a_member_aims_at_a_range_of_their_own_and_at_the_usual_again(gym):
    bench = await add_exercise(gym.tenant_id, "Bench press", muscle="chest")
    await log_workout(gym.member, utcnow(), [Lift(bench, [Done("80", 5)] * 8)])
    async with open_context(gym.member.credential) as ctx:
        await prefer(ctx, Preferences(unit="lb"))
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["load"])
        state = await tab.state(VolumeState)
        assert (state.target, state.is_usual, state.muscles[0].said) == ("10 to 20", True, "2 sets below")
        await tab.send(NAMES["ask"])
        await tab.send(NAMES["aim"], {"form": {"least_sets": " 6 ", "most_sets": "8"}})
        state = await tab.state(VolumeState)
        assert (state.target, state.is_usual, state.aiming) == ("6 to 8", False, False)
        assert (state.muscles[0].said, state.within) == ("Within", "1 of 17")
        async with open_context(gym.coach.credential) as ctx:
            seen = await volume.muscle_volume(ctx, gym.member.id)
        assert (seen.least, seen.most) == (6, 8), "their coach sees what they aim at"
        async with open_context(gym.member.credential) as ctx:
            assert await preferences(ctx) == Preferences(unit="lb", least_sets=6, most_sets=8)
        await tab.send(NAMES["ask"])
        await tab.send(NAMES["aim_as_usual"])
        state = await tab.state(VolumeState)
        assert (state.target, state.is_usual, state.aiming) == ("10 to 20", True, False)
        assert tabs.errors == []
