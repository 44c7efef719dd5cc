"""Charts drawn from the geometry, each with a text alternative and its numbers as a table."""

from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.geometry import BarChart, LineChart
from rythm.ui.kit.markup import Text, attributes, classes, each, properties

Height = Literal["sm", "md", "lg"]


def _plot_class(height: Height) -> str:
    return "plot" if height == "md" else f"plot plot-{height}"


def _when(condition: Any, then: Any, otherwise: Any) -> Any:
    """rx.cond for a Var, a plain choice for a value known when the page is compiled."""
    if isinstance(condition, rx.Var):
        return rx.cond(condition, then, otherwise)
    return then if condition else otherwise


def numbers_table(head: Any, table: Any, label: Text) -> rx.Component:
    """The same figures as a table, folded away."""

    def heading(text: Any) -> rx.Component:
        return rx.el.th(text, scope="col")

    def row(cells: Any) -> rx.Component:
        return rx.el.tr(*each(cells, rx.el.td))

    return rx.el.details(
        rx.el.summary("Numbers", rx.el.span(" of ", label, class_name="sr-only")),
        rx.el.div(
            rx.el.table(
                rx.el.caption(label, class_name="sr-only"),
                rx.el.thead(rx.el.tr(*each(head, heading))),
                rx.el.tbody(*each(table, row)),
            ),
            class_name="table-wrap",
        ),
        class_name="numbers",
    )


def _sides(sides: Any, after: list[Any]) -> rx.Component:
    def tick(t: Any) -> rx.Component:
        return rx.el.span(t.label, class_name="plot-tick", custom_attrs=properties(y=t.at))

    def pad(t: Any) -> rx.Component:
        return rx.el.span(t.label, class_name="plot-pad")

    return rx.el.div(*each(sides, pad), *each(sides, tick), *after, class_name="plot-side")


def _grid(sides: Any) -> list[Any]:
    def rule(t: Any) -> rx.Component:
        return rx.el.span(class_name="plot-grid", custom_attrs=properties(y=t.at))

    return each(sides, rule)


def line_chart(
    chart: LineChart | Any,
    *,
    label: Text,
    height: Height = "md",
    numbers: bool = True,
    drawn: rx.Component | None = None,
) -> rx.Component:
    """A line chart made by `geometry.line_chart`; `label` names it, `drawn` stands in for our lines."""

    def stroke(line: Any) -> rx.Component:
        return rx.el.svg.g(rx.el.svg.path(d=line.path, class_name="plot-line"), class_name=line.tone)

    def under(line: Any) -> rx.Component:
        return rx.el.svg.g(rx.el.svg.path(d=line.area, class_name="plot-fill"), class_name=line.tone)

    def box(shapes: list[Any], look: str = "") -> rx.Component:
        return rx.el.svg(
            *shapes,
            view_box="0 0 100 100",
            preserve_aspect_ratio="none",
            class_name=look,
            custom_attrs=attributes(aria_hidden="true"),
        )

    def dots(line: Any) -> rx.Component:
        def dot(d: Any) -> rx.Component:
            look: Any = classes("plot-dot", d.look)
            return rx.el.span(class_name=look, custom_attrs=properties(x=d.x, y=d.y))

        return rx.el.span(*each(line.dots, dot), class_name=line.tone)

    def lines() -> list[Any]:
        shapes = [box(each(chart.lines, under), "plot-under"), box(each(chart.lines, stroke))]
        return [*shapes, *each(chart.lines, dots)]

    def end(line: Any) -> rx.Component:
        return rx.el.span(
            rx.el.b(line.end_label), line.name, class_name="plot-end", custom_attrs=properties(y=line.end_y)
        )

    def end_pad(line: Any) -> rx.Component:
        return rx.el.span(line.name, class_name="plot-pad")

    def mark(t: Any) -> rx.Component:
        return rx.el.span(t.label, custom_attrs=properties(x=t.at))

    side = _when(
        chart.ends,
        rx.el.div(*each(chart.lines, end_pad), *each(chart.lines, end), class_name="plot-side plot-ends"),
        _sides(chart.sides, []),
    )
    drawing = rx.el.div(
        rx.el.div(
            *_grid(chart.sides),
            *(lines() if drawn is None else [drawn]),
            class_name="plot-area",
        ),
        side,
        rx.el.div(*each(chart.marks, mark), class_name="plot-x"),
        class_name=_plot_class(height),
        role="img",
        aria_label=chart.summary,
    )
    return rx.el.figure(
        drawing,
        *([numbers_table(chart.head, chart.table, label)] if numbers else []),
        class_name="figure",
        aria_label=label,
    )


def bar_chart(
    chart: BarChart | Any,
    *,
    label: Text,
    height: Height = "md",
    numbers: bool = True,
    drawn: rx.Component | None = None,
) -> rx.Component:
    """A bar chart made by `geometry.bar_chart`; `label` names it, `drawn` stands in for our bars."""

    def bar(b: Any) -> rx.Component:
        return rx.el.span(
            rx.el.u(), rx.el.i(), class_name=b.kind, custom_attrs=properties(v=b.value, p=b.plan)
        )

    def name(b: Any) -> rx.Component:
        return rx.el.span(b.label, class_name=b.kind)

    drawing = rx.el.div(
        rx.el.div(
            *_grid(chart.sides),
            rx.el.div(*each(chart.bars, bar), class_name="plot-bars") if drawn is None else drawn,
            class_name="plot-area",
        ),
        _sides(chart.sides, []),
        rx.el.div(*each(chart.bars, name), class_name="plot-labels"),
        class_name=_plot_class(height),
        role="img",
        aria_label=chart.summary,
    )
    return rx.el.figure(
        drawing,
        *([numbers_table(chart.head, chart.table, label)] if numbers else []),
        class_name="figure",
        aria_label=label,
    )


def sparkline(
    path: Text, *, label: Text, tone: Literal["", "series-1", "series-2", "series-3"] = ""
) -> rx.Component:
    """A line of a few values without axes, from `geometry.spark`; `label` says what it shows."""
    return rx.el.svg(
        rx.el.svg.path(d=path),
        view_box="0 0 100 100",
        preserve_aspect_ratio="none",
        class_name=classes("spark", tone),
        custom_attrs=attributes(role="img", aria_label=label),
    )
