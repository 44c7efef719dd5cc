"""A client's page: the tab in its address, the reasons at its top, and weights in the coach's unit."""

from datetime import timedelta

import pytest_asyncio
from sqlalchemy import update
from sqlmodel import col

from rythm.coaching import attention, roster
from rythm.coaching.rules import Group, Kind
from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.ui.coach.client.compare_state import CompareState
from rythm.ui.coach.client.standing_state import StandingState
from rythm.ui.coach.client.state import ClientState
from rythm.ui.coach.client.tabs_state import ProgressState
from rythm.ui.coach.clients.state import ClientsState
from rythm.workouts import preferences
from rythm.workouts.models import Workout
from rythm.workouts.preferences import Preferences
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving, short

NAMES = {short(name): name for name in HANDLERS}


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(db):
    async with serving() as opened:
        yield opened
        assert opened.errors == []


class Page:
    """A tab of somebody who stands on a client's page."""

    def __init__(self, tab, member):
        self.tab, self.member = tab, member

    async def send(self, name: str, shown: str = "", **payload):
        where = f"/coach/client/{self.member.id}{shown}"
        await self.tab.send(NAMES[name], payload, where, client_id=str(self.member.id))

    async def why(self) -> list[tuple[str, bool]]:
        """The kinds of the reasons shown, and whether each was seen."""
        client = (await self.tab.state(StandingState)).client
        return [(reason.kind, reason.is_seen) for reason in client.reasons]


async def standing_on(tabs, person, member) -> Page:
    tab = tabs.open(await new_session(person))
    await tab.arrive(f"/coach/client/{member.id}", client_id=str(member.id))
    return Page(tab, member)


async def trained(gym, *days_ago: int, kg: str = "100") -> None:
    bench = await add_exercise(gym.tenant_id, f"Bench press {kg}")
    for days in days_ago:
        at = utcnow() - timedelta(days=days, hours=1)
        await log_workout(gym.member, at, [Lift(bench, [Done(kg, 5)] * 3)], title="Upper A")


async def test_the_tab_is_in_the_address_and_costs_little(gym, tabs, queries):
    await trained(gym, 2, 9, 16)
    page = await standing_on(tabs, gym.coach, gym.member)
    for shown, tab, state, there in (
        ("?tab=records", "records", ProgressState, "records_loaded"),
        ("?tab=workouts", "workouts", ClientState, "workouts"),
        ("?tab=volume", "volume", ProgressState, "muscles_loaded"),
        ("?tab=body", "body", ProgressState, "body_loaded"),
        ("?tab=compare", "compare", CompareState, "loaded"),
        ("?tab=no-such-tab", "overview", ClientState, "workouts"),
        ("", "overview", ClientState, "talk"),
    ):
        with queries() as asked:
            await page.send("ClientState.load", shown)
        client = await page.tab.state(ClientState)
        assert (client.tab, client.loaded, client.ready) == (tab, True, True)
        assert getattr(await page.tab.state(state), there) or there == "talk"
        entered = sum("enter_session" in each for each in asked)
        assert len(asked) - entered + 1 <= 6, (shown, asked)


async def test_nothing_of_the_client_before_is_shown(gym, tabs):
    await trained(gym, 2, 9)
    first = await standing_on(tabs, gym.admin, gym.member)
    await first.send("ClientState.load", "?tab=body")
    await first.send("ClientState.load", "?tab=compare")
    other = Page(first.tab, gym.stranger)
    await other.send("ClientState.load")
    assert not (await other.tab.state(CompareState)).loaded
    assert not (await other.tab.state(ProgressState)).body_loaded
    assert (await other.tab.state(ClientState)).name == "Stranger"


async def test_the_reasons_are_those_of_the_roster_and_are_marked_here_too(gym, tabs):
    await trained(gym, 9, 11, 13, 15)
    page = await standing_on(tabs, gym.coach, gym.member)
    await page.send("ClientState.load")
    async with open_context(gym.coach.credential) as ctx:
        listed = (await roster.client(ctx, gym.member.id)).reasons
    assert await page.why() == [(reason.kind.value, False) for reason in listed] == [("silent", False)]

    await page.send("StandingState.see", kind="silent")
    assert await page.why() == [("silent", True)]
    assert await group(gym) is Group.ON_TRACK
    await page.send("StandingState.undo")
    assert await page.why() == [("silent", False)]
    await page.send("StandingState.snooze", days=7)
    assert (await page.tab.state(StandingState)).client.snoozed.startswith("Snoozed until")
    assert await group(gym) is Group.SNOOZED
    await page.send("StandingState.wake")
    assert await group(gym) is Group.ATTENTION
    await page.send("StandingState.undo")
    assert await group(gym) is Group.SNOOZED


async def group(gym) -> Group:
    async with open_context(gym.coach.credential) as ctx:
        return (await roster.client(ctx, gym.member.id)).group


async def test_what_is_shown_at_the_top_counts_as_read_and_what_came_later_does_not(gym, tabs):
    async def write(words: str) -> None:
        logged = await log_workout(gym.member, utcnow() - timedelta(days=1), title="Lower A")
        async with open_context(gym.member.credential) as ctx:
            own = col(Workout.id) == logged.id
            await ctx.db.execute(update(Workout).where(own).values(note=words, created_at=moments.pop(0)))

    moments = [utcnow() - timedelta(seconds=90), utcnow() - timedelta(seconds=30)]
    await write("Knee hurts.")
    page = await standing_on(tabs, gym.coach, gym.member)
    await page.send("ClientState.load")
    await write("Better.")  # after the page was read, before it tells that it was
    await page.send("ClientState.look")
    await page.send("ClientState.load")
    client = (await page.tab.state(StandingState)).client
    assert [(reason.kind, reason.note) for reason in client.reasons] == [(Kind.WROTE, "Better.")]


async def test_whoever_visits_a_gym_is_offered_nothing_that_would_be_refused(gym, sister, tabs):
    await trained(gym, 9, 11, 13, 15)
    visitor = type(gym.owner)(sister.owner.id, gym.tenant_id, sister.owner.email, sister.owner.role)
    for person, keeps in ((visitor, False), (gym.owner, True)):
        page = await standing_on(tabs, person, gym.member)
        await page.send("ClientState.load")
        await page.send("ClientState.look")
        await page.tab.send(NAMES["ClientsState.load"], {}, "/coach")
        shown = await page.tab.state(StandingState), await page.tab.state(ClientsState)
        assert [state.keeps for state in shown] == [keeps, keeps]
        assert await page.why() == [("silent", False)]


async def test_weights_are_in_the_unit_of_the_coach(gym, tabs):
    await trained(gym, 10, kg="90")
    await trained(gym, 1, 3, kg="100")
    async with open_context(gym.coach.credential) as ctx:
        await preferences.prefer(ctx, Preferences(unit="lb"))
        await attention.look(ctx, gym.member.id)
    page = await standing_on(tabs, gym.coach, gym.member)
    await page.send("ClientState.load")
    client = await page.tab.state(ClientState)
    assert (client.unit, client.volume_unit, client.workouts[0].unit) == ("lb", "k lb", "lb")
    assert client.strength_plot.unit == " lb" and client.strength_plot.high > 220
    await page.send("ClientState.load", "?tab=compare")
    compared = await page.tab.state(CompareState)
    assert {row.name: row.now for row in compared.totals}["Volume, lb"] == "9,590"  # 4,350 kg
    assert {row.name: row.now for row in compared.lifts}["Bench press 100"] == "257.2"  # 116.67 kg
