"""What the pages of analytics make of figures, and how much of it goes to the browser."""

from datetime import UTC, date, datetime, timedelta

import pytest
from reflex.utils.format import json_dumps

from rythm.analytics.schemas import Cohort, DayCount, Retention
from rythm.ui.analytics import lines
from rythm.ui.analytics.state import AnalyticsState
from tests.fixtures.training import Done, Lift, add_exercise, log_workout
from tests.ui.conftest import new_session
from tests.ui.tab import REGISTERED, serving

TODAY = date(2026, 11, 20)  # a Friday


def counted(days: int) -> list[DayCount]:
    return [
        DayCount(day=TODAY - timedelta(days=back), workouts=back % 3, sets=back % 3 * 10)
        for back in range(days - 1, -1, -1)
    ]


def test_many_days_are_drawn_by_the_week_and_lose_nothing():
    days = counted(365)
    weeks = lines.bars(days, TODAY)
    assert len(lines.bars(days[-92:], TODAY)) == 92
    assert (weeks[0].key, weeks[1].key, weeks[-1].key) == ("2025-11-21", "2025-11-24", "2026-11-16")
    assert sum(week.workouts for week in weeks) == sum(day.workouts for day in days)
    assert sum(week.sets for week in weeks) == sum(day.sets for day in days)
    assert weeks[-1].words == "Week of Mon 16 Nov"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (TODAY, TODAY, "Fri 20 Nov"),
        (date(2026, 10, 22), TODAY, "22 Oct to 20 Nov"),
        (date(2025, 11, 21), TODAY, "21 Nov 2025 to 20 Nov"),
        (date(2024, 1, 1), date(2024, 12, 31), "1 Jan 2024 to 31 Dec 2024"),
    ],
)
def test_a_span_in_words(first, last, said):
    assert lines.span(first, last, TODAY) == said


def test_a_chart_in_words():
    assert lines.summary(lines.bars(counted(7), TODAY), "sets", 60) == "60 sets; most on Sun 15 Nov, 20."
    assert lines.summary(lines.bars(counted(1), TODAY), "sets", 0) == "No sets in these days."


def test_cohorts_are_warm_cells_that_say_who():
    kept = Retention(
        cohorts=[
            Cohort(month=date(2026, 9, 1), joined=3, trained=[2, 1]),
            Cohort(month=date(2026, 10, 1), joined=0, trained=[0]),
            Cohort(month=date(2026, 11, 1), joined=1, trained=[]),
        ],
        whole=False,
        kept=2,
        could=3,
    )
    rows = lines.cohorts(kept)
    assert [(row.label, row.note, len(row.cells)) for row in rows] == [
        ("Nov 2026", "1", 0),
        ("Sep 2026", "3", 2),
    ]
    first, second = rows[1].cells
    assert (first.text, first.key, first.heat) == ("67%", "2026-09-01/1", 0.67)
    assert first.words == "67%: 2 of 3 who joined in September 2026 trained in October 2026"
    assert second.words.endswith("trained in November 2026, which is not over")
    assert lines.stayed(kept) == ("67", "2 of 3 newer, in Oct")
    assert lines.stayed(kept.model_copy(update={"whole": True}))[1].endswith("in Nov")
    assert lines.stayed(kept.model_copy(update={"could": 0, "kept": 0})) == ("\N{EN DASH}", "nobody is new")


async def test_a_busy_gym_stays_a_small_state(gym):
    now = datetime.now(UTC)
    exercises = [await add_exercise(gym.tenant_id, f"Exercise of a long enough name {n}") for n in range(12)]
    lifts = [Lift(exercise, [Done("50", 5)]) for exercise in exercises]
    for day in range(20):
        await log_workout(gym.member, now - timedelta(days=day), lifts)
    loads, opens = (
        next(name for name in REGISTERED if name.endswith(f"analytics_state.{what}"))
        for what in ("load", "pick")
    )
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.admin))
        await tab.send(loads, {}, "/admin/analytics")
        for span in ("90", "365"):
            await tab.send(opens, {"span": span}, "/admin/analytics")
            state = await tab.state(AnalyticsState)
            assert len(state.exercises) == 10
            shown = {name: getattr(state, name) for name in state.get_fields() if not name.startswith("_")}
            assert len(json_dumps(shown)) < 20_000


def event(name: str) -> str:
    return next(full for full in REGISTERED if full.endswith(f"analytics_state.{name}"))


async def test_dates_are_chosen_and_a_week_leads_in_and_out(gym):
    async with serving() as tabs:
        tab = tabs.open(await new_session(gym.admin))
        await tab.send(event("load"), {}, "/admin/analytics")
        await tab.send(event("choose"), {"form": {"first": "2026-03-02", "last": "2026-03-11"}})
        state = await tab.state(AnalyticsState)
        assert (state.span, len(state.bars), state.errors) == ("dates", 10, {})
        assert "first=2026-03-02&last=2026-03-11" in state.query
        for wrong in (
            {"first": "2026-03-12", "last": "2026-03-11"},
            {"first": "2026-03-12", "last": ""},
            {"first": "soon", "last": "later"},
            {},
        ):
            await tab.send(event("choose"), {"form": wrong})
            state = await tab.state(AnalyticsState)
            assert state.errors, wrong
            assert len(state.bars) == 10
        await tab.send(event("pick"), {"span": "365"})
        await tab.send(event("open_day"), {"day": (await tab.state(AnalyticsState)).bars[5].key})
        state = await tab.state(AnalyticsState)
        assert (len(state.bars), state.by_week, state.errors) == (7, False, {})
        assert state.wider
        await tab.send(event("widen"))
        state = await tab.state(AnalyticsState)
        assert (state.span, state.by_week, state.wider) == ("365", True, "")
