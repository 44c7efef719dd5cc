"""Talking about a workout: what is shown, writing, changing and deleting with a way back, and what is new."""

from datetime import timedelta

import pytest_asyncio
from reflex.utils.format import json_dumps

from rythm.community import messages
from rythm.community.schemas import SendMessage
from rythm.core.context import open_context
from rythm.core.model import utcnow
from rythm.ui.member.news.state import NewsState
from rythm.ui.member.workout.comments_state import CommentsState
from rythm.ui.member.workout.state import WorkoutState
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving, short

NAMES = {short(name): name for name in HANDLERS}


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(db):
    async with serving() as opened:
        yield opened
        assert opened.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def visit(gym, tabs):
    """`await visit(gym.coach)` stands on the member's workout, loaded; it sends events by name."""
    bench = await add_exercise(gym.tenant_id, "Bench press")
    sets = [Done("40", 8, kind="warmup"), Done("80", 5)]
    workout = await log_workout(gym.member, utcnow() - timedelta(hours=3), [Lift(bench, sets)])

    async def open_page(who):
        tab = tabs.open(await new_session(who))
        where, ids = f"/history/{workout.id}", {"workout_id": str(workout.id)}
        await tab.arrive(where, **ids)

        async def send(name: str, **payload):
            await tab.send(NAMES[name], payload, where, **ids)
            return await tab.state(CommentsState)

        await send("WorkoutState.load")
        return tab, send, await send("CommentsState.load")

    return open_page


async def test_a_set_is_talked_about(gym, visit):
    tab, send, state = await visit(gym.coach)
    assert (state.loaded, state.topics) == (True, [])
    line = (await tab.state(WorkoutState)).exercises[0].sets[1]
    state = await send("CommentsState.compose", set_id=line.id)
    assert (state.writing, state.about) == ("new", "Bench press, set 1: 80 kg × 5")
    state = await send("CommentsState.save", form={"text": "  "})
    assert (state.writing, state.errors) == ("new", {"text": "Fill this in."})
    state = await send("CommentsState.save", form={"text": "Elbows in"})
    assert (state.writing, state.on_set) == ("", {line.id: "1 comment"})
    ((topic),) = state.topics
    assert (topic.about, [(note.who, note.text) for note in topic.notes]) == (
        "Bench press, set 1: 80 kg × 5",
        [("You", "Elbows in")],
    )
    _, _, mine = await visit(gym.member)
    ((note),) = mine.topics[0].notes
    assert (note.who, note.is_new, note.is_mine) == ("Coach", True, False)
    _, _, again = await visit(gym.member)
    assert not again.topics[0].notes[0].is_new


async def test_changing_and_deleting_can_be_taken_back(gym, visit):
    _, send, state = await visit(gym.member)
    await send("CommentsState.compose", set_id="")
    state = await send("CommentsState.save", form={"text": "First words"})
    note = state.topics[0].notes[0]
    state = await send("CommentsState.change", comment_id=note.id)
    assert (state.writing, state.draft) == ("edit", "First words")
    state = await send("CommentsState.save", form={"text": "Other words"})
    assert state.topics[0].notes[0].text == "Other words"
    assert state.topics[0].notes[0].when.endswith(", changed")
    state = await send("CommentsState.undo")
    assert state.topics[0].notes[0].text == "First words"
    state = await send("CommentsState.remove", comment_id=note.id)
    assert (state.topics, state.done) == ([], "The comment is deleted.")
    state = await send("CommentsState.undo")
    assert state.topics[0].notes[0].text == "First words"
    _, send, _ = await visit(gym.coach)
    state = await send("CommentsState.change", comment_id=note.id)
    assert state.writing == "", "it is not theirs"


async def test_a_page_asks_little_and_holds_the_latest(gym, visit, queries):
    _, send, _ = await visit(gym.coach)
    for number in range(23):
        await send("CommentsState.compose", set_id="")
        await send("CommentsState.save", form={"text": f"{number} {'word ' * 100}"})
    with queries() as asked:
        _, send, state = await visit(gym.member)
    signing_in = ("enter_session", "enter_membership", "INSERT INTO browser_session")
    assert len([each for each in asked if not any(part in each for part in signing_in)]) <= 6
    assert len(state.topics[0].notes) == 20
    assert state.topics[0].notes[-1].text.startswith("22 ")
    assert len(json_dumps({key: getattr(state, key) for key in state.base_vars})) < 20_000
    state = await send("CommentsState.show_earlier")
    assert (len(state.topics[0].notes), state.earlier) == (23, False)


async def test_what_is_new_on_today(gym, visit, tabs, queries):
    _, send, _ = await visit(gym.coach)
    await send("CommentsState.compose", set_id="")
    await send("CommentsState.save", form={"text": "Well done"})
    async with open_context(gym.coach.credential) as ctx:
        await messages.send(ctx, gym.member.id, SendMessage(text="See you"))
    tab = tabs.open(await new_session(gym.member))
    with queries() as asked:
        await tab.send(NAMES["NewsState.load"], {})
    assert len([each for each in asked if "enter_session" not in each]) == 2
    news = await tab.state(NewsState)
    assert [(each.said, each.new) for each in news.threads] == [("Coach: “Well done”", "1 new comment")]
    ((message),) = news.messages
    assert (message.who, message.text) == ("Coach", "See you")
    await tab.send(NAMES["NewsState.read"], {"message_id": message.id})
    assert (await tab.state(NewsState)).messages == []
    await tab.send(NAMES["NewsState.undo"], {})
    assert len((await tab.state(NewsState)).messages) == 1
    await visit(gym.member)
    await tab.send(NAMES["NewsState.load"], {})
    assert (await tab.state(NewsState)).threads == []
