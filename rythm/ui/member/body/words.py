"""Measurements, their pace and goals in words."""

from datetime import date, datetime, tzinfo
from textwrap import shorten

from rythm.body import amounts
from rythm.body.rules import Standing
from rythm.body.schemas import EntryRow, MetricRow, TrendView
from rythm.core.schema import Read
from rythm.ui import words
from rythm.workouts.metrics import CUSTOM

NAMES = {
    "weight": "Weight",
    "body_fat": "Body fat",
    "neck": "Neck",
    "shoulders": "Shoulders",
    "chest": "Chest",
    "arm": "Upper arm",
    "forearm": "Forearm",
    "waist": "Waist",
    "hips": "Hips",
    "thigh": "Thigh",
    "calf": "Calf",
}


MOST_OF_NOTE = 160
"""Letters of a note in the list; all of it is in the dialog."""


class Choice(Read):
    """Something to measure: `key` is its kind, or the id of a custom metric."""

    key: str
    name: str


class EntryLine(Read):
    """One measurement as its line shows it."""

    id: str
    value: str
    day: str
    note: str


class GoalLine(Read):
    """A goal in words; `share` of the way is done."""

    title: str
    words: str
    share: float
    done: str
    tone: str


def key_of(metric: MetricRow) -> str:
    """What the page calls a metric."""
    return str(metric.custom_metric_id) if metric.kind == CUSTOM else metric.kind


def name_of(metric: MetricRow) -> str:
    """What people call it."""
    return NAMES.get(metric.kind, metric.name)


def amount(metric: MetricRow, value: float, unit: str, decimals: int | None = None) -> str:
    """A value with its unit, as the reader has it: `66.2 kg`, `29.5 in`, `18 %`."""
    shown = amounts.shown(metric.kind, value, unit)
    many = 4 if metric.kind == CUSTOM else 2
    number = amounts.number(shown, many if decimals is None else decimals)
    return f"{number} {amounts.unit_of(metric.kind, unit, metric.unit)}".strip()


def entry_line(row: EntryRow, metric: MetricRow, unit: str, now: datetime, zone: tzinfo) -> EntryLine:
    """A measurement as the list shows it."""
    return EntryLine(
        id=str(row.id),
        value=amount(metric, float(row.value), unit),
        day=words.day(row.measured_at, now, zone),
        note=shorten(" ".join(row.note.split()), MOST_OF_NOTE, placeholder=" ..."),
    )


def last(metric: MetricRow, unit: str, now: datetime, zone: tzinfo) -> str:
    """The last value and its day: `82.5 kg, yesterday`; empty before the first."""
    if metric.value is None or metric.measured_at is None:
        return ""
    said = words.within(words.day(metric.measured_at, now, zone))
    return f"{amount(metric, float(metric.value), unit)}, {said}"


def pace(metric: MetricRow, per_week: float, unit: str) -> str:
    """How fast it moves: `0.4 kg a week`."""
    return f"{amount(metric, abs(per_week), unit)} a week"


def goal_line(metric: MetricRow, view: TrendView, unit: str, today: date) -> GoalLine | None:
    """The goal of a metric and how it stands; None without one."""
    goal = metric.goal
    if goal is None:
        return None
    title = amount(metric, float(goal.target), unit)
    if goal.due_on is not None:
        title += f" by {_on(goal.due_on, today)}"
    share = view.share or 0.0
    return GoalLine(
        title=title,
        words=_standing(metric, view, unit, today),
        share=round(share, 3),
        done=f"{share:.0%} of the way from {amount(metric, float(goal.start), unit)}",
        tone=_TONES.get(view.standing or Standing.UNKNOWN, ""),
    )


_TONES = {Standing.REACHED: "success", Standing.ON_COURSE: "accent", Standing.BEHIND: "warning"}
_TONES |= {Standing.AWAY: "warning", Standing.MISSED: "warning"}


def _standing(metric: MetricRow, view: TrendView, unit: str, today: date) -> str:
    goal = metric.goal
    needs = "."
    if goal is not None and goal.due_on is not None and view.needed_per_week:
        needs = f": it takes {pace(metric, view.needed_per_week, unit)} to be there in time."
    around = _on(view.arrives_on, today) if view.arrives_on else ""
    match view.standing:
        case Standing.REACHED:
            return f"Reached on {_on(view.reached_on or today, today)}."
        case Standing.ON_COURSE:
            in_time = ", in time" if goal and goal.due_on else ""
            return f"On course: at this pace you are there around {around}{in_time}."
        case Standing.BEHIND:
            return f"Behind: at this pace you are there around {around}. " + (
                f"It takes {pace(metric, view.needed_per_week, unit)} to be there in time."
                if view.needed_per_week
                else "That is past your day."
            )
        case Standing.STILL:
            return f"Not on course, the trend hardly moves{needs}"
        case Standing.AWAY:
            return f"Not on course, the trend moves away from it{needs}"
        case Standing.MISSED:
            return "Not reached in time. Choose a new day, or go on without one."
    return f"Too early to tell, log for a week{needs}"


def _on(day: date, today: date) -> str:
    return f"{day.day} {day:%b}" if abs((day - today).days) < 300 else f"{day.day} {day:%b %Y}"
