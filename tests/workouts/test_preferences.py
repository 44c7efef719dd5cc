"""How a member logs, and with which bars and plates: the gym's word until they have their own."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from rythm.core.context import open_context
from rythm.core.errors import Forbidden
from rythm.tenancy.equipment import Bar, Equipment, Plates, equip, usual
from rythm.workouts.bootstrap import bootstrap
from rythm.workouts.phone import Bootstrap
from rythm.workouts.preferences import Preferences, prefer, preferences
from tests.fixtures.actors import Person


async def filled(person: Person) -> Bootstrap:
    async with open_context(person.credential) as ctx:
        return await bootstrap(ctx)


async def test_preferences_are_the_gyms_until_the_member_has_their_own(gym):
    assert (await filled(gym.member)).preferences == Preferences()
    pounds = usual("lb")
    async with open_context(gym.admin.credential) as ctx:
        await equip(ctx, pounds)
    copy = await filled(gym.member)
    assert (copy.preferences.unit, copy.equipment) == ("lb", pounds)
    mine = Preferences(unit="kg", effort="rir", sound=False, bar_kg="17.5")
    for wanted in (Preferences(), mine):
        async with open_context(gym.member.credential) as ctx:
            assert await prefer(ctx, wanted) == wanted
    assert (await filled(gym.member)).preferences == mine
    assert (await filled(gym.stranger)).preferences == Preferences(unit="lb")
    async with open_context(gym.member.credential) as ctx:
        assert await preferences(ctx) == mine


async def test_only_administrators_say_what_the_gym_has(gym, next_door):
    for who in (gym.member, gym.coach, gym.scheduler):
        async with open_context(who.credential) as ctx:
            with pytest.raises(Forbidden):
                await equip(ctx, usual())
    for who in (gym.admin, gym.owner):
        async with open_context(who.credential) as ctx:
            await equip(ctx, Equipment(bars=[Bar(name="Axle", kg="25")], plates=[Plates(kg="20", pairs=2)]))
    assert [bar.name for bar in (await filled(gym.member)).equipment.bars] == ["Axle"]
    assert (await filled(next_door.member)).equipment == usual()


@pytest.mark.parametrize(
    "data",
    [
        {"bars": [{"name": "A", "kg": "20"}, {"name": "a", "kg": "15"}], "plates": []},
        {"bars": [], "plates": [{"kg": "20", "pairs": 1}, {"kg": "20.0", "pairs": 2}]},
        {"bars": [], "plates": [{"kg": "0", "pairs": 1}]},
        {"bars": [], "plates": [{"kg": "20", "pairs": 0}]},
        {"bars": [], "plates": [{"kg": str(kg), "pairs": 1} for kg in range(1, 27)]},
        {"bars": [{"name": "", "kg": "20"}], "plates": []},
        {"unit": "stone", "bars": [], "plates": []},
    ],
    ids=str,
)
def test_impossible_equipment_is_refused(data):
    with pytest.raises(ValidationError):
        Equipment.model_validate(data)


def test_plates_are_kept_heaviest_first():
    data = {"bars": [], "plates": [{"kg": kg, "pairs": 1} for kg in ("2.5", "25", "10")]}
    assert [plates.kg for plates in Equipment.model_validate(data).plates] == [25, 10, 2.5]


async def test_a_visitor_prefers_nothing_here(gym, sister):
    async with open_context(replace(gym.owner, tenant_id=sister.tenant_id).credential) as ctx:
        with pytest.raises(Forbidden):
            await prefer(ctx, Preferences())
