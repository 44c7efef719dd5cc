"""What the server knows of today: the week and what was last; what is next, the phone knows."""

import reflex as rx

from rythm.access import Permission
from rythm.identity import leaving
from rythm.progress import achieving
from rythm.ui import kit, words
from rythm.ui.member.achievements.state import rules_of
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.workout_lines import FLAT, WorkoutLine, workout_line
from rythm.ui.zone import zone_of
from rythm.workouts import preferences, queries
from rythm.workouts.views import DayView

YEAR = 52


class TodayState(rx.State):
    """The cards of Today."""

    loaded: bool = False
    date: str = ""
    greeting: str = ""
    days: list[kit.Day] = []
    week: str = ""
    last: WorkoutLine | None = None
    last_day: str = ""
    last_facts: str = ""
    streak: str = ""
    streak_note: str = ""
    weeks: list[kit.Beat] = []
    achieved: str = ""
    achieved_note: str = ""
    leaves: str = ""

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read today in one go."""
        zone = zone_of(self)
        async with context(self) as ctx:
            view = await queries.week(ctx, zone)
            fresh = await achieving.fresh(ctx)
            unit = await preferences.unit(ctx) if fresh else "kg"
            leaves_at = await leaving.leaves_at(ctx)
        self.leaves = words.long_day(leaves_at, zone) if leaves_at else ""
        self.date, self.greeting = (
            words.long_day(ctx.now, zone),
            words.greeting(ctx.now, zone, ctx.actor.name),
        )
        self.days = [day(one) for one in view.days]
        done = view.workouts_this_week
        self.week = words.count(done, "workout") if done else "No workout yet"
        self.last = workout_line(view.last, ctx.now, zone) if view.last else None
        if view.last:
            self.last_day = words.within(words.day(view.last.started_at, ctx.now, zone))
            self.last_facts = f"{view.last.title}, {words.duration(view.last.duration_seconds)}"
        self.streak = f"{view.streak_weeks}+" if view.streak_weeks >= YEAR else str(view.streak_weeks)
        self.streak_note = streak_note(view.weeks)
        self.weeks = kit.beats([float(count) for count in view.weeks], tone="on")
        self.achieved, self.achieved_note = achieved(rules_of(fresh, unit))
        self.loaded = True

    @action(Permission.ACCOUNT_MANAGE)
    async def stay(self):
        """Take back that the account is to be deleted."""
        async with context(self) as ctx:
            await leaving.stay(ctx)
        self.leaves = ""
        await say(self, "Your account stays as it is.")


def day(one: DayView) -> kit.Day:
    """A day of the week as five bars, and in words."""
    done = (
        words.count(one.workouts, "workout")
        if one.workouts
        else "rest"
        if not one.is_today
        else "nothing yet"
    )
    bars = kit.five(one.pulse)
    if one.workouts and not any(one.pulse):
        bars = [FLAT] * 5
    return kit.Day(
        letter=f"{one.date:%A}"[0],
        words=f"{one.date:%A}: {done}",
        kind="done" if one.workouts else "today" if one.is_today else "rest",
        bars=bars,
        now=one.is_today,
    )


def achieved(rules: list[str]) -> tuple[str, str]:
    """The latest of what was achieved and not seen yet, and what else there is."""
    if not rules:
        return "", ""
    more = len(rules) - 1
    return rules[0], f"New achievement, and {more} more" if more else "New achievement"


def streak_note(weeks: list[int]) -> str:
    """How regular the last weeks were."""
    return f"{sum(1 for count in weeks if count)} of {len(weeks)} weeks"
