"""The charts of a client's page: Recharts inside our own frame, which has the grid, labels and numbers.

Recharts is heavy, and every page whose module shares this one would carry it: only this page may import it.
"""

from typing import Any

import reflex as rx

from rythm.core.schema import Read
from rythm.ui import kit

NO_MARGIN = {"top": 0, "right": 0, "bottom": 0, "left": 0}
TONES = ("var(--accent-mark)", "var(--info)", "var(--warning-mark)")


class Stroke(Read):
    """A line to draw: where its values are in a row, and how it is called."""

    key: str
    name: str
    tone: str


class Plot(Read):
    """Rows for Recharts, one for each week, and the values at the bottom and the top of the frame."""

    rows: list[dict[str, Any]] = []
    strokes: list[Stroke] = []
    low: float = 0
    high: float = 1
    unit: str = ""


def volume(chart: Any, plot: Any, *, label: str) -> rx.Component:
    """What was lifted each week; the week that runs is in the gym's colour."""
    bars = [
        rx.recharts.bar(
            data_key=key,
            name="Volume",
            unit=plot.unit,
            stack_id="week",
            fill=tone,
            radius=5,
            max_bar_size=14,
            is_animation_active=False,
        )
        for key, tone in (("past", "var(--edge)"), ("now", "var(--accent-mark)"))
    ]
    drawing = rx.recharts.bar_chart(
        *bars,
        *_axes(plot),
        _tooltip({"fill": "var(--raised)"}),
        data=plot.rows,
        margin=NO_MARGIN,
        custom_attrs={"accessibilityLayer": False},
    )
    return kit.bar_chart(chart, label=label, height="lg", drawn=drawing)


def strength(chart: Any, plot: Any, *, label: str) -> rx.Component:
    """The best estimate of each week, a line for each lift; a week without one is bridged."""

    def line(stroke: Any) -> rx.Component:
        return rx.recharts.line(
            data_key=stroke.key,
            name=stroke.name,
            unit=plot.unit,
            stroke=stroke.tone,
            stroke_width=2.25,
            type_="linear",
            dot=False,
            connect_nulls=True,
            is_animation_active=False,
        )

    drawing = rx.recharts.line_chart(
        rx.foreach(plot.strokes, line),
        *_axes(plot, scale="point"),
        _tooltip({"stroke": "var(--line-strong)"}),
        data=plot.rows,
        margin=NO_MARGIN,
        custom_attrs={"accessibilityLayer": False},
    )
    return kit.line_chart(chart, label=label, height="lg", drawn=drawing)


def _axes(plot: Any, **horizontal: Any) -> list[rx.Component]:
    """Axes that are there for the scale only: the frame has the words."""
    return [
        rx.recharts.x_axis(data_key="name", hide=True, **horizontal),
        rx.recharts.y_axis(hide=True, domain=[plot.low, plot.high], allow_data_overflow=True),
    ]


def _tooltip(cursor: dict[str, str]) -> rx.Component:
    return rx.recharts.graphing_tooltip(
        cursor=cursor,
        is_animation_active=False,
        separator=" ",
        content_style={
            "background": "var(--overlay)",
            "border": "1px solid var(--line-strong)",
            "borderRadius": "10px",
            "padding": "6px 10px",
        },
        label_style={"color": "var(--ink-3)"},
        item_style={"color": "var(--ink)", "padding": 0},
    )
