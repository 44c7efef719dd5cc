"""Bars by day or week that lead to what is behind them, drawn by recharts: for pages of analytics only."""

from typing import Any

import reflex as rx
from reflex.components.component import field
from reflex_components_recharts import cartesian

from rythm.ui import kit
from rythm.ui.analytics.state import AnalyticsState
from rythm.ui.kit.markup import classes

TICK = {"fill": "var(--ink-3)", "fontSize": 11}


def _key_of(bar: rx.Var[dict[str, Any]]) -> list[rx.Var[Any]]:
    return [rx.Var(f"{bar!s}.payload.key").to(str)]


class Bar(cartesian.Bar):
    """Bars that say which one of them was pressed; a chart takes none of another name."""

    on_click: rx.EventHandler[_key_of] = field(doc="Fired with the key of the bar.")  # type: ignore[type-arg, valid-type]


def chart(what: str, said: rx.Var[str]) -> rx.Component:
    """The bars of workouts or sets, in words for those who do not see them, and below as a table."""
    state: Any = AnalyticsState
    drawn = rx.recharts.bar_chart(
        rx.recharts.cartesian_grid(vertical=False, stroke="var(--line)"),
        rx.recharts.x_axis(
            data_key="label", axis_line=False, tick_line=False, tick=TICK, interval="preserveStartEnd",
            min_tick_gap=24,
        ),
        rx.recharts.y_axis(
            orientation="right", axis_line=False, tick_line=False, tick=TICK, width=44, allow_decimals=False,
            tick_count=4,
        ),
        rx.recharts.graphing_tooltip(
            separator=" ",
            cursor={"fill": "var(--high)", "opacity": 0.5},
            content_style={
                "background": "var(--overlay)", "border": "0", "borderRadius": "12px",
                "boxShadow": "inset 0 0 0 1px var(--line-strong), var(--shadow)", "fontSize": "13px",
            },
            item_style={"color": "var(--ink)"},
            label_style={"color": "var(--ink-3)"},
            is_animation_active=False,
        ),
        Bar.create(
            data_key=what,
            name=what,
            fill="var(--edge)",
            radius=4,
            min_point_size=2,
            max_bar_size=14,
            is_animation_active=False,
            on_click=state.open_day,
        ),
        data=state.bars.to(list[dict[str, Any]]),
        margin={"top": 8, "right": 0, "bottom": 0, "left": 0},
        bar_category_gap="24%",
        custom_attrs={"accessibilityLayer": False},  # the figure speaks for it
    )  # fmt: skip
    return rx.el.figure(
        rx.el.div(
            drawn,
            class_name=classes("plot-live", rx.cond(state.is_now, "is-now", "")),
            role="img",
            aria_label=said,
        ),
        _numbers(what),
        class_name="figure",
        aria_label=rx.cond(state.by_week, f"{what.title()} per week", f"{what.title()} per day"),
    )


def _numbers(what: str) -> rx.Component:
    """The same as a table, folded away; each line leads on as its bar does."""
    state: Any = AnalyticsState

    def row(bar: Any) -> rx.Component:
        pressed = rx.el.button(bar.words, type="button", on_click=state.open_day(bar.key), class_name="link")
        return rx.el.tr(rx.el.td(pressed), rx.el.td(bar[what], class_name="num"))

    heads = [rx.cond(state.by_week, "Week", "Day"), what.title()]
    return rx.el.details(
        rx.el.summary("Numbers", kit.sr_only(f" of {what}")),
        rx.el.div(
            rx.el.table(
                rx.el.caption(what.title(), class_name="sr-only"),
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(AnalyticsState.bars, row)),
            ),
            class_name="table-wrap",
        ),
        class_name="numbers",
    )
