"""A year of days as a map of squares, a column for each week, in two halves; and what says it in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex.vars.base import LiteralVar, Var
from reflex_base.vars import VarData

from rythm.ui.kit.chart import numbers_table
from rythm.ui.kit.geometry import Tick
from rythm.ui.kit.markup import Handler, Text, attributes, each, properties

PITCH, CELL = 10, 8
HALVES = ((1, 6), (7, 12))
BOX = "-1.5 -1.5"
_SQUARE, _FRAME = "h5v5h-5z", "h7v7h-7z"
"""Half the stroke that rounds the corners lies outside, so drawings begin at minus 1.5."""


@dataclass
class Heat:
    """All squares of one heat: `look` is heat-0 for rest to heat-4, heat-later for days to come, heat-on."""

    look: str
    path: str


@dataclass
class YearHalf:
    """Six months; `first` is the number of its first square, counted from the Monday the year begins in."""

    box: str
    first: int
    columns: int
    heats: list[Heat]
    marks: list[Tick]


def year_squares(
    year: int, levels: Mapping[date, int], today: date, picked: date | None = None
) -> list[YearHalf]:
    """The squares of a year: `levels` from 1 to 4 by day, every other day up to today a day of rest."""
    columns = max(_columns(_days(year, half)) for half in HALVES)
    origin = _monday(date(year, 1, 1))
    return [_half(_days(year, half), columns, origin, levels, today, picked) for half in HALVES]


def day_of_square(year: int, cell: int) -> date | None:
    """The day of a square, by the number that pressing it tells; None outside the year."""
    if not 0 <= cell < 378:
        return None
    day = _monday(date(year, 1, 1)) + timedelta(days=cell)
    return day if day.year == year else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(year: int, half: tuple[int, int]) -> list[date]:
    first, last = date(year, half[0], 1), date(year + half[1] // 12, half[1] % 12 + 1, 1)
    return [first + timedelta(days=n) for n in range((last - first).days)]


def _columns(days: list[date]) -> int:
    return (_monday(days[-1]) - _monday(days[0])).days // 7 + 1


def _half(
    days: list[date], columns: int, origin: date, levels: Mapping[date, int], today: date, picked: date | None
) -> YearHalf:
    monday = _monday(days[0])
    paths: dict[str, str] = {f"heat-{level}": "" for level in range(5)} | {"heat-later": "", "heat-on": ""}
    marks = []
    for day in days:
        x, y = (day - monday).days // 7 * PITCH, day.weekday() * PITCH
        look = f"heat-{levels.get(day, 0)}" if day <= today or day in levels else "heat-later"
        paths[look] += f"M{x} {y}{_SQUARE}" if look != "heat-later" else f"M{x - 1} {y - 1}{_FRAME}"
        if day == picked:
            paths["heat-on"] = f"M{x - 1} {y - 1}{_FRAME}"
        if day.day == 1:
            marks.append(
                Tick(round(100 * (x / PITCH + (1 if day.weekday() > 3 else 0)) / columns, 2), f"{day:%b}")
            )
    return YearHalf(
        box=f"{BOX} {columns * PITCH - 2} {7 * PITCH - 2}",
        first=(monday - origin).days,
        columns=columns,
        heats=[Heat(look, path) for look, path in paths.items() if path],
        marks=marks,
    )


def year_map(
    halves: Any, *, label: Text, head: Any, table: Any, name: Text, on_pick: Handler
) -> rx.Component:
    """The squares of `year_squares` with a table of what they show; `on_pick` is told which was pressed.

    They are too small for a thumb to hit for sure, so a page that lets them be pressed has larger ways too.
    """
    send = LiteralVar.create(
        EventChain.create(value=lambda cell: on_pick(cell), args_spec=lambda cell: [cell], key="year")
    )

    def half(one: Any) -> rx.Component:
        first, columns = LiteralVar.create(one.first), LiteralVar.create(one.columns)
        press: Any = Var(
            f"((event) => {{ const at = event.currentTarget.getBoundingClientRect();"
            f" ({send!s})({first!s} + 7 * Math.floor((event.clientX - at.left) / at.width * {columns!s})"
            " + Math.floor((event.clientY - at.top) / at.height * 7)) })",
            _var_data=VarData.merge(*(part._get_all_var_data() for part in (send, first, columns))),
        )
        return rx.el.div(
            rx.el.div(*each(one.marks, _mark), class_name="plot-x", aria_hidden="true"),
            rx.el.svg(
                *each(one.heats, lambda heat: rx.el.svg.path(d=heat.path, class_name=heat.look)),
                view_box=one.box,
                custom_attrs=attributes(aria_hidden="true", onClick=press),
            ),
        )

    return rx.el.figure(
        rx.el.div(*each(halves, half), class_name="year", role="img", aria_label=label),
        numbers_table(head, table, name),
        class_name="figure",
        aria_label=name,
    )


def year_legend(least: Text, most: Text) -> rx.Component:
    """The five heats side by side, between words for the least and the most."""
    squares = [
        rx.el.svg.path(d=f"M{PITCH * level} 0{_SQUARE}", class_name=f"heat-{level}") for level in range(5)
    ]
    return rx.el.span(
        least,
        rx.el.svg(
            *squares, view_box=f"{BOX} {5 * PITCH - 2} {CELL}", custom_attrs=attributes(aria_hidden="true")
        ),
        most,
        class_name="year-legend text-caption ink-3",
    )


def _mark(mark: Any) -> rx.Component:
    return rx.el.span(mark.label, class_name="text-caption ink-3", custom_attrs=properties(x=mark.at))
