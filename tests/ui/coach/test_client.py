"""What a client's page makes of a client: its words, what it costs, and how much of it a browser holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio
from reflex.utils.format import json_dumps

from rythm.coaching.compared import Compared, ComparedLift, Comparison
from rythm.core.model import utcnow
from rythm.ui.coach.client.compare_state import CompareState, difference, in_words, span_of, summary_of
from rythm.ui.coach.client.message_state import MessageState
from rythm.ui.coach.client.state import ClientState
from rythm.ui.coach.client.tabs_state import ProgressState, compact, heat, sets_of
from rythm.ui.coach.client.words import volume_plot
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import HANDLERS, serving, short

NAMES = {short(name): name for name in HANDLERS}
MOST_BYTES = 20_000
NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest_asyncio.fixture(loop_scope="session")
async def tabs(db):
    async with serving() as opened:
        yield opened
        assert opened.errors == []


@pytest_asyncio.fixture(loop_scope="session")
async def page(gym, tabs):
    """`await page("ClientState.load")` sends events as the coach who stands on the member's page."""
    lifts = [await add_exercise(gym.tenant_id, name) for name in ("Bench press", "Squat", "Deadlift")]
    for days in range(0, 300, 4):
        sets = [Lift(each, [Done(str(80 + (300 - days) // 10), 5)] * 4) for each in lifts]
        await log_workout(gym.member, utcnow() - timedelta(days=days, hours=1), sets)
    tab = tabs.open(await new_session(gym.coach))
    where = f"/coach/client/{gym.member.id}"
    await tab.arrive(where, client_id=str(gym.member.id))

    async def send(name: str, shown: str = "", **payload):
        await tab.send(NAMES[name], payload, where + shown, client_id=str(gym.member.id))
        return tab

    return send


async def test_every_tab_loads_with_few_questions_and_little_to_hold(gym, page, queries):
    for name, state, payload, most in (
        ("ClientState.load", ClientState, {}, 6),
        ("ClientState.look", ClientState, {}, 6),
        ("ClientState.look_back", ClientState, {"weeks": "52"}, 6),
        ("ProgressState.load_records", ProgressState, {}, 6),
        ("ProgressState.load_muscles", ProgressState, {}, 6),
        ("ProgressState.load_body", ProgressState, {}, 6),
        ("CompareState.load", CompareState, {}, 6),
    ):
        with queries() as asked:
            tab = await page(name, **payload)
        own = [each for each in asked if "enter_session" not in each]
        assert len(own) + 1 <= most, (name, len(own))
        held = await tab.state(state)
        assert len(json_dumps({key: getattr(held, key) for key in state.base_vars})) < MOST_BYTES, name
    client = await tab.state(ClientState)
    assert (client.name, len(client.weekly_plot.rows), len(client.strength_plot.strokes)) == ("Member", 52, 3)
    assert client.weekly.summary.startswith("Weekly volume: ")
    progress = await tab.state(ProgressState)
    assert progress.records[0].value.endswith("kg")
    compared = await tab.state(CompareState)
    assert {row.name for row in compared.lifts} == {"Bench press", "Squat", "Deadlift"}
    assert compared.totals[0].now == "7"


async def test_a_line_is_sent_and_taken_back(gym, page):
    await page("ClientState.load")
    tab = await page("MessageState.send", form={"text": " "})
    assert (await tab.state(MessageState)).errors == {"text": "Fill this in."}
    tab = await page("MessageState.send", form={"text": "See you on Monday"})
    client = await tab.state(ClientState)
    assert [(line.text, line.about.partition(",")[0]) for line in client.talk] == [
        ("See you on Monday", "message")
    ]
    assert client.talk[0].about.endswith("not read yet")
    tab = await page("MessageState.undo")
    assert (await tab.state(ClientState)).talk == []


async def test_dates_of_ones_own(gym, page):
    today = utcnow().date()
    tab = await page(
        "CompareState.choose", form={"first": str(today - timedelta(days=6)), "last": str(today)}
    )
    state = await tab.state(CompareState)
    assert state.before_last == str(today - timedelta(days=7))
    tab = await page(
        "CompareState.choose", form={"first": str(today), "last": str(today - timedelta(days=1))}
    )
    assert (await tab.state(CompareState)).errors == {"first": "The last day comes before the first."}


@pytest.mark.parametrize(
    ("before", "now", "by", "words"),
    [
        (10.0, 12.0, "+2", f"20{NBSP}% more"),
        (12.0, 9.0, f"{MINUS}3", f"25{NBSP}% fewer"),
        (100.0, 100.5, "+0.5", "the same"),
        (0.0, 3.0, "+3", "more"),
        (0.0, 0.0, "0", "the same"),
        (None, 3.0, "\N{EN DASH}", "new"),
        (3.0, None, "\N{EN DASH}", "not done"),
    ],
)
def test_a_difference_has_a_sign_and_words(before, now, by, words):
    told = difference("Sets", before, now, compact, "more", "fewer")
    assert (told.by, told.words) == (by, words)


def test_what_changed_in_a_sentence():
    days = {"first": date(2026, 1, 1), "last": date(2026, 1, 28), "sets": 1, "seconds": 1}
    told = Comparison(
        before=Compared(workouts=9, volume_kg=1000, **days),
        now=Compared(workouts=12, volume_kg=1100, **days),
        lifts=[
            ComparedLift(exercise_id=gym_id, name="x", before_kg=a, now_kg=b)
            for gym_id, a, b in (
                ("0" * 32, 100, 110),
                ("1" * 32, 100, 100),
                ("2" * 32, None, 50),
            )
        ],
        muscles=[],
    )
    assert summary_of(told) == f"12 workouts against 9, volume 10{NBSP}% more. 1 of 2 main lifts stronger."
    none = Compared(workouts=0, volume_kg=0, **days)
    assert summary_of(told.model_copy(update={"before": none, "now": none})) == "No workouts in either span."
    assert in_words(10, 10, "more", "less") == "the same"


def test_days_of_another_year_say_so():
    today = date(2026, 11, 20)
    assert span_of(date(2026, 10, 24), today, today) == "24 Oct to 20 Nov"
    assert span_of(date(2025, 12, 1), date(2026, 1, 4), today) == "1 Dec 2025 to 4 Jan 2026"


def test_the_map_is_lit_by_the_share_of_the_most():
    lit = heat({"chest": 12, "triceps": 6, "calves": 0.5})
    assert (lit["chest"], lit["triceps"], lit["calves"], lit["neck"]) == (3, 2, 1, 0)
    assert (sets_of(4.4), sets_of(4.3), sets_of(12)) == ("4.5", "4.5", "12")


def test_the_week_that_runs_is_apart():
    from rythm.progress.schemas import WeekVolume

    monday = datetime(2026, 11, 9, tzinfo=UTC).date()
    weeks = [
        WeekVolume(week=monday + timedelta(days=7 * nth), volume_kg=kg, workouts=1, sets=1)
        for nth, kg in enumerate((20_000, 9_000))
    ]
    plot = volume_plot(weeks)
    assert plot.rows == [{"name": "Week of 9 Nov", "past": 20.0}, {"name": "Week of 16 Nov", "now": 9.0}]
    assert plot.high >= 20
