"""The training card of an account: each touch is saved, and wrong words are told at the field."""

from rythm.core.context import open_context
from rythm.ui.member.account.training_state import NO_WEIGHT, TrainingState
from rythm.workouts.preferences import Preferences, preferences
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving

NAMES = {name.rpartition(".")[2]: name for name in HANDLERS if HANDLERS[name].states[0] is TrainingState}


async def kept(person) -> Preferences:
    async with open_context(person.credential) as ctx:
        return await preferences(ctx)


async def test_each_touch_is_saved(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["load"])
        state = await tab.state(TrainingState)
        assert (state.trains, state.unit, state.saved) == (True, "kg", 0)
        await tab.send(NAMES["pick_unit"], {"unit": "lb"})
        await tab.send(NAMES["pick_effort"], {"effort": "rir"})
        await tab.send(NAMES["switch"], {"setting": "sound", "on": False})
        await tab.send(NAMES["save_bar"], {"form": {"bar": "45"}})
        state = await tab.state(TrainingState)
        assert (state.unit, state.effort, state.sound, state.bar, state.saved) == (
            "lb",
            "rir",
            False,
            "45",
            4,
        )
        wanted = Preferences(unit="lb", effort="rir", sound=False, bar_kg="20.41165665")
        assert await kept(gym.member) == wanted
        for wrong in ("heavy", "-5", "0", "1000"):
            await tab.send(NAMES["save_bar"], {"form": {"bar": wrong}})
            assert (await tab.state(TrainingState)).errors == {"bar": NO_WEIGHT}
        assert await kept(gym.member) == wanted
        await tab.send(NAMES["save_bar"], {"form": {"bar": " "}})
        assert (await kept(gym.member)).bar_kg is None
        assert (await tab.state(TrainingState)).errors == {}
        assert tabs.errors == []


async def test_those_who_log_no_training_here_have_no_preferences(gym, sister):
    async with serving() as tabs:
        for who in (gym.scheduler, type(gym.owner)(gym.owner.id, sister.tenant_id, "", gym.owner.role)):
            tab = tabs.open(await new_session(who))
            await tab.send(NAMES["load"])
            state = await tab.state(TrainingState)
            assert (state.loaded, state.trains) == (True, False)
        assert tabs.errors == []
