"""A trend behind scattered readings, over time: the readings in edge, the trend in accent, a goal dashed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import reflex as rx

from rythm.ui.kit.chart import _grid, _sides, _when, numbers_table
from rythm.ui.kit.geometry import Tick, compact, path, scale
from rythm.ui.kit.markup import Text, attributes, each, properties

MOST_ROWS = 40
MOST_MARKS = 6


class Mark(NamedTuple):
    """A reading, and where the trend is then."""

    day: date
    value: float
    trend: float


@dataclass
class TrendChart:
    """Everything the chart draws, ready for a state Var; `goal` is a place from the top, -1 for none."""

    dots: str
    line: str
    end_x: float
    end_y: float
    goal: float
    sides: list[Tick]
    marks: list[Tick]
    summary: str
    head: list[str]
    table: list[list[str]]


def trend_of(
    name: str, told: Sequence[Mark], first: date, last: date, *, unit: str = "", goal: float | None = None
) -> TrendChart:
    """The chart of readings between two days; a goal so far off that it would flatten them is left out."""
    values = [number for mark in told for number in (mark.value, mark.trend)]
    span = max(values, default=1.0) - min(values, default=0.0) or 1.0
    is_near = goal is not None and values and min(abs(goal - v) for v in values) <= 2 * span
    ticks = scale([*values, goal] if is_near else values, count=3)
    low, high = ticks[0], ticks[-1]
    days = (last - first).days or 1

    def across(day: date) -> float:
        return round((day - first).days / days * 100, 1)

    def down(value: float) -> float:
        return round(100 - (value - low) / (high - low) * 100, 1)

    places = [(across(mark.day), down(mark.trend)) for mark in told]
    return TrendChart(
        dots="".join(f"M{across(mark.day):g} {down(mark.value):g}h0" for mark in told),
        line=path(places),
        end_x=places[-1][0] if places else 0,
        end_y=places[-1][1] if places else 0,
        goal=down(goal) if is_near and goal is not None else -1,
        sides=[Tick(down(tick), compact(tick)) for tick in ticks],
        marks=[Tick(across(day), words) for day, words in _marks(first, last) if across(day) <= 94],
        summary=_summary(name, told, unit),
        head=["", f"Measured, {unit}" if unit else "Measured", f"Trend, {unit}" if unit else "Trend"],
        table=[
            [f"{mark.day.day} {mark.day:%b %Y}", compact(mark.value), compact(mark.trend)]
            for mark in _some(told)
        ],
    )


def _summary(name: str, told: Sequence[Mark], unit: str) -> str:
    if not told:
        return f"{name}: no values yet"
    begun, now = compact(told[0].trend, unit), compact(told[-1].trend, unit)
    verb = "rose" if told[-1].trend > told[0].trend else "fell"
    moved = f"stayed at {now}" if begun == now else f"{verb} from {begun} to {now}"
    low, high = min(mark.value for mark in told), max(mark.value for mark in told)
    return f"{name}: the trend {moved}. Measured from {compact(low, unit)} to {compact(high, unit)}"


def _some(told: Sequence[Mark]) -> list[Mark]:
    """The last of every few, the newest first, so that the table stays readable."""
    every = -(-len(told) // MOST_ROWS) or 1
    return list(told[::-1][::every])


def _marks(first: date, last: date) -> list[tuple[date, str]]:
    """Days worth naming: Mondays, firsts of a month or of a year, as the span is long."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if len(days) <= 45:
        named = [(day, f"{day.day} {day:%b}") for day in days if day.weekday() == 0]
    elif len(days) <= 800:
        named = [(day, f"{day:%b}") for day in days if day.day == 1]
    else:
        named = [(day, str(day.year)) for day in days if (day.month, day.day) == (1, 1)]
    return named[:: -(-len(named) // MOST_MARKS) or 1]


def trend_chart(chart: Any, *, label: Text) -> rx.Component:
    """A chart made by `trend_of`, or a Var of one; `label` names it."""

    def mark(tick: Any) -> rx.Component:
        return rx.el.span(tick.label, custom_attrs=properties(x=tick.at))

    goal = rx.el.span(class_name="plot-goal", custom_attrs=properties(y=chart.goal))
    drawing = rx.el.div(
        rx.el.div(
            *_grid(chart.sides),
            _when(chart.goal >= 0, goal, rx.fragment()),
            rx.el.svg(
                rx.el.svg.path(d=chart.dots, class_name="plot-readings"),
                rx.el.svg.path(d=chart.line, class_name="plot-line"),
                view_box="0 0 100 100",
                preserve_aspect_ratio="none",
                custom_attrs=attributes(aria_hidden="true"),
            ),
            rx.el.span(class_name="plot-dot last", custom_attrs=properties(x=chart.end_x, y=chart.end_y)),
            class_name="plot-area series-1",
        ),
        _sides(chart.sides, []),
        rx.el.div(
            *each(chart.marks, mark),
            class_name="plot-x",
        ),
        class_name="plot",
        role="img",
        aria_label=chart.summary,
    )
    return rx.el.figure(
        drawing, numbers_table(chart.head, chart.table, label), class_name="figure", aria_label=label
    )
