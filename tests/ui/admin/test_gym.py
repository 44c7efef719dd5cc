"""The form of the gym's bars and plates: what it means, and what it says of wrong numbers."""

import pytest

from rythm.core.errors import Invalid
from rythm.tenancy.equipment import Equipment, usual
from rythm.ui.admin.gym.state import NO_NAME, NO_PAIRS, TWICE, GymState, reach, read
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving

GOOD = {"bar_name-1": " Olympic bar ", "bar_kg-1": "20", "plate_kg-2": "2,5", "pairs-2": "2"}
NAMES = {name.rpartition(".")[2]: name for name in HANDLERS if HANDLERS[name].states[0] is GymState}


def test_a_form_is_read():
    found = read(GOOD | {"plate_kg-9": "25", "pairs-9": "4"}, "kg")
    assert [(bar.name, bar.kg) for bar in found.bars] == [("Olympic bar", 20)]
    assert [(str(plates.kg), plates.pairs) for plates in found.plates] == [("25.0", 4), ("2.5", 2)]


def test_pounds_are_kept_exactly():
    found = read({"bar_name-1": "Bar", "bar_kg-1": "45", "plate_kg-2": "0.25", "pairs-2": "1"}, "lb")
    assert str(found.bars[0].kg) == "20.41165665"
    assert str(found.plates[0].kg) == "0.1133980925"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"bar_name-1": " "}, "bar_name-1", NO_NAME),
        ({"bar_name-1": "x" * 41}, "bar_name-1", NO_NAME),
        ({"bar_name-1": "\x00"}, "bar_name-1", NO_NAME),
        ({"bar_kg-1": "heavy"}, "bar_kg-1", "Use a weight such as 20."),
        ({"bar_kg-1": "-1"}, "bar_kg-1", "Use a weight such as 20."),
        ({"bar_kg-1": "101"}, "bar_kg-1", "Use a weight such as 20."),
        ({"plate_kg-2": ""}, "plate_kg-2", "Use a weight such as 20."),
        ({"plate_kg-2": "0"}, "plate_kg-2", "Use a weight such as 20."),
        ({"pairs-2": "0"}, "pairs-2", NO_PAIRS),
        ({"pairs-2": "51"}, "pairs-2", NO_PAIRS),
        ({"pairs-2": "two"}, "pairs-2", NO_PAIRS),
        ({"pairs-2": "²"}, "pairs-2", NO_PAIRS),
        ({"bar_name-3": "olympic BAR", "bar_kg-3": "15"}, "bar_name-3", TWICE),
        ({"plate_kg-3": "2.50", "pairs-3": "1"}, "plate_kg-3", TWICE),
    ],
    ids=str,
)
def test_a_wrong_field_says_so(wrong, field, words):
    with pytest.raises(Invalid) as refused:
        read(GOOD | wrong, "kg")
    assert refused.value.fields == {field: words}


def test_no_end_of_lines_is_taken():
    many = {f"plate_kg-{n}": str(n + 1) for n in range(25)} | {f"pairs-{n}": "1" for n in range(25)}
    with pytest.raises(Invalid, match="At most 12 bars and 24 weights"):
        read(many, "kg")


def test_what_can_be_loaded_is_told():
    assert reach(usual()) == "Loads from 15 to 515 kg, with every plate on the heaviest bar."
    assert reach(usual("lb")).startswith("Loads from 35 to 805 lb")
    assert "add one" in reach(Equipment(bars=[], plates=[]))


async def test_an_admin_goes_from_kilograms_to_pounds_and_back(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.admin))
        await tab.send(NAMES["load"])
        await tab.send(NAMES["add_plates"])
        state = await tab.state(GymState)
        assert (len(state.bars), len(state.plates), state.plates[-1].weight) == (2, 8, "")
        await tab.send(NAMES["remove"], {"key": state.bars[0].key})
        await tab.send(NAMES["pick_unit"], {"unit": "lb"})
        state = await tab.state(GymState)
        assert [plates.weight for plates in state.plates] == ["45", "35", "25", "10", "5", "2.5"]
        await tab.send(NAMES["save"], {"form": {"bar_name-1": "Bar", "bar_kg-1": "45"}})
        await tab.send(NAMES["pick_unit"], {"unit": "kg"})
        assert len((await tab.state(GymState)).plates) == 7
        await tab.send(NAMES["start_over"])
        state = await tab.state(GymState)
        assert (state.unit, [bar.weight for bar in state.bars], state.plates) == ("lb", ["45"], [])
        await tab.send(NAMES["save"], {"form": {"bar_name-1": "Bar", "bar_kg-1": "heavy"}})
        assert (await tab.state(GymState)).errors == {"bar_kg-1": "Use a weight such as 45."}
        assert tabs.errors == []
