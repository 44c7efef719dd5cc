"""The body page: log, see, correct, remove and take back, aim; and what is wrong told at the field."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from reflex.utils.format import json_dumps

from rythm.body import queries, service
from rythm.body.schemas import LogMetric, Which
from rythm.core.context import open_context
from rythm.ui.kit.trend import Mark, trend_of
from rythm.ui.member.body.state import BodyState
from rythm.workouts.preferences import Preferences, prefer
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving

NAMES = {name.rpartition(".")[2]: name for name in HANDLERS if HANDLERS[name].states[0] is BodyState}
TODAY = datetime.now(UTC).date().isoformat()


async def logged(person, kind: str = "weight") -> list[Decimal]:
    async with open_context(person.credential) as ctx:
        return [row.value for row in (await queries.entries(ctx, Which(kind=kind))).items]


async def test_log_see_correct_remove_and_take_back(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))

        async def do(handler: str, **payload) -> BodyState:
            await tab.send(NAMES[handler], payload)
            return await tab.state(BodyState)

        state = await do("load")
        assert (state.loaded, state.has_entries, [one.key for one in state.choices]) == (
            True,
            False,
            ["weight"],
        )
        state = await do("ask", purpose="log")
        assert (state.opened, state.day) == ("log", datetime.now(UTC).date().isoformat())
        state = await do("save", form={"value": "heavy", "measured_at": TODAY, "note": ""})
        assert (list(state.errors), state.opened) == (["value"], "log")
        state = await do("save", form={"value": "0,5", "measured_at": TODAY})
        assert state.errors == {"value": "Between 1 kg and 1,000 kg."}
        state = await do("save", form={"value": "80", "measured_at": "2101-02-30"})
        assert state.errors == {"measured_at": "Choose a day."}
        state = await do("save", form={"value": "80", "measured_at": "2100-01-01"})
        assert state.errors == {"measured_at": "This day is still to come."}
        state = await do("save", form={"value": "82,5", "measured_at": "2026-01-05", "note": " at home "})
        assert (state.errors, state.opened, state.saved) == ({}, "", 1)
        assert [(one.value, one.note) for one in state.entries] == [("82.5 kg", "at home")]
        assert (state.trend, state.pace, state.unit) == ("82.5", "", "kg")
        assert await logged(gym.member) == [Decimal("82.5")]

        state = await do("edit", entry_id=state.entries[0].id)
        assert (state.opened, state.value, state.day, state.note) == ("edit", "82.5", "2026-01-05", "at home")
        state = await do("save", form={"value": "81", "measured_at": "2026-01-06", "note": ""})
        assert [(one.value, one.note) for one in state.entries] == [("81 kg", "")]
        await do("edit", entry_id=state.entries[0].id)
        state = await do("remove")
        assert (state.has_entries, state.removed, await logged(gym.member)) == (
            False,
            "The entry is removed.",
            [],
        )
        state = await do("take_back")
        assert (state.has_entries, state.removed, await logged(gym.member)) == (True, "", [Decimal(81)])
        assert tabs.errors == []


async def test_a_goal_and_a_metric_of_ones_own(gym):
    async with open_context(gym.member.credential) as ctx:
        for ago in (21, 14, 7, 0):
            at = ctx.now - timedelta(days=ago)
            await service.log(ctx, LogMetric(value=80 - (21 - ago) / 7, measured_at=at))
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))

        async def do(handler: str, **payload) -> BodyState:
            await tab.send(NAMES[handler], payload)
            return await tab.state(BodyState)

        await do("load")
        state = await do("aim", form={"target": "70", "due_on": "2020-01-01"})
        assert list(state.errors) == ["due_on"]
        state = await do("aim", form={"target": "70", "due_on": ""})
        assert (state.goal.title, state.goal.tone) == ("70 kg", "accent")
        assert state.goal.words.startswith("On course: at this pace you are there around ")
        assert (state.way, state.pace) == ("down", "0.73 kg a week")
        state = await do("drop_goal")
        assert state.goal is None

        state = await do("add_metric", form={"own_name": " ", "own_unit": "bpm"})
        assert list(state.errors) == ["name"]
        state = await do("add_metric", form={"own_name": "Resting pulse", "own_unit": "bpm"})
        assert (state.name, state.unit, state.has_entries) == ("Resting pulse", "bpm", False)
        state = await do("save", form={"value": "52", "measured_at": TODAY})
        assert state.entries[0].value == "52 bpm"
        state = await do("rename", form={"own_name": "Pulse", "own_unit": ""})
        assert (state.name, state.entries[0].value) == ("Pulse", "52")
        state = await do("put_away")
        assert (state.key, [one.name for one in state.choices]) == ("weight", ["Weight"])
        state = await do("take_back")
        assert (state.name, state.entries[0].value) == ("Pulse", "52")
        assert tabs.errors == []


async def test_pounds_and_inches_for_those_who_read_them(gym):
    async with open_context(gym.member.credential) as ctx:
        await prefer(ctx, Preferences(unit="lb"))
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.member))
        await tab.send(NAMES["load"])
        await tab.send(NAMES["save"], {"form": {"value": "185", "measured_at": TODAY}})
        await tab.send(NAMES["choose"], {"metric": "waist"})
        await tab.send(NAMES["save"], {"form": {"value": "29.5", "measured_at": TODAY}})
        state = await tab.state(BodyState)
        assert (state.entries[0].value, state.unit, [one.key for one in state.choices]) == (
            "29.5 in", "in", ["weight", "waist"],
        )  # fmt: skip
    assert await logged(gym.member) == [Decimal("83.91458845")]
    assert await logged(gym.member, "waist") == [Decimal("74.93")]


async def test_a_page_asks_and_keeps_as_much_however_long_the_past(gym, opened, queries):
    async with open_context(gym.member.credential) as ctx:
        for ago in range(100):
            at = ctx.now - timedelta(days=ago)
            await service.log(ctx, LogMetric(value=80 + ago, measured_at=at, note=f"{ago} words " * 150))
    page = await opened(BodyState, gym.member)
    with queries() as asked:
        await page.load()
    assert len(asked) <= 6
    assert len(page.entries) == 12
    assert page.more
    await page.load_older()
    assert ([one.value for one in page.entries][:1], page.newer) == (["92 kg"], "Newest entries")
    assert page.last == "80 kg, today"
    kept = {name: getattr(page, name) for name in BodyState.get_fields() if not name.startswith("_")}
    assert len(json_dumps(kept)) < 20_000
    await page.load_newer()
    assert (page.entries[0].value, page.newer) == ("80 kg", "")


async def test_a_note_alone_leaves_a_value_finer_than_what_is_shown_of_it(gym, opened):
    async with open_context(gym.member.credential) as ctx:
        await service.log(ctx, LogMetric(value="82.5"))
        await prefer(ctx, Preferences(unit="lb"))
    page = await opened(BodyState, gym.member)
    await page.load()
    await page.edit(page.entries[0].id)
    assert page.value == "181.88"
    await page.save({"value": "181.88", "measured_at": TODAY, "note": "at home"})
    assert (await logged(gym.member), page.entries[0].note) == ([Decimal("82.5")], "at home")
    await page.edit(page.entries[0].id)
    await page.save({"value": "182", "measured_at": TODAY, "note": "at home"})
    assert await logged(gym.member) != [Decimal("82.5")]


@pytest.mark.parametrize(
    ("days", "marks"),
    [
        (30, ["2 Nov", "9 Nov", "16 Nov"]),
        (90, ["Sep", "Oct", "Nov"]),
        (2000, ["2022", "2023", "2024", "2025", "2026"]),
    ],
)
def test_the_chart_is_drawn_by_days(days, marks):
    last = date(2026, 11, 20)
    first = last - timedelta(days=days)
    middle = first + timedelta(days=days // 2)
    chart = trend_of(
        "Weight", [Mark(first, 82, 82), Mark(middle, 80, 81), Mark(last, 79, 80)], first, last, unit="kg"
    )
    assert chart.line.startswith("M0 ")
    assert "L50 " in chart.line
    assert chart.dots.count("h0") == 3
    assert [mark.label for mark in chart.marks][-len(marks) :] == marks
    assert chart.summary == "Weight: the trend fell from 82 kg to 80 kg. Measured from 79 kg to 82 kg"
    assert chart.table[0] == ["20 Nov 2026", "79", "80"]
    assert chart.goal == -1


def test_a_goal_far_away_does_not_flatten_the_readings():
    day = date(2026, 11, 20)
    told = [Mark(day - timedelta(days=9), 82, 82), Mark(day, 80, 81)]
    assert trend_of("Weight", told, day - timedelta(days=9), day, goal=60).goal == -1
    assert 0 <= trend_of("Weight", told, day - timedelta(days=9), day, goal=78).goal <= 100


def test_without_values_there_is_nothing_to_say():
    day = date(2026, 11, 20)
    assert trend_of("Weight", [], day, day).summary == "Weight: no values yet"
