"""A month of days, large enough for a thumb: those with something in them can be pressed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import reflex as rx

from rythm.ui.kit.markup import Handler, Text, each

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class MonthDay(NamedTuple):
    """A place of the month: `number` is empty before the first, `words` where there is nothing to press.

    A tuple, since a phone keeps a month of them.
    """

    number: str
    iso: str = ""
    look: str = ""
    words: str = ""


def month_days(
    year: int, month: int, levels: Mapping[date, int], words: Mapping[date, str]
) -> list[MonthDay]:
    """The places of a month from the Monday before the first; what `words` has can be pressed."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    days = [first + timedelta(days=n) for n in range((after - first).days)]
    blanks = [MonthDay("")] * first.weekday()
    return blanks + [
        MonthDay(str(day.day), day.isoformat(), f"heat-{levels.get(day, 0)}", words[day])
        if day in words
        else MonthDay(str(day.day))
        for day in days
    ]


def _text(part: Any) -> Any:
    return part.to(str) if isinstance(part, rx.Var) else part


def month_grid(days: Any, *, label: Text, on_pick: Callable[[Any], Handler]) -> rx.Component:
    """The places of `month_days` below the names of the weekdays; `on_pick` takes the day as 2026-11-20."""

    def place(day: Any) -> rx.Component:
        number, iso, look, words = (_text(day[part]) for part in range(4))
        shown = rx.el.span(number)
        pressed = rx.el.button(
            shown,
            rx.el.i(class_name=look),
            type="button",
            on_click=on_pick(iso),
            aria_label=words,
        )
        return rx.cond(words != "", pressed, rx.el.span(shown, class_name="ink-3"))

    names = [rx.el.span(name, class_name="text-caption ink-3", aria_hidden="true") for name in WEEKDAYS]
    return rx.el.div(*names, *each(days, place), class_name="month num", role="group", aria_label=label)
