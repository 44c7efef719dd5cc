"""The tab that compares two spans of a client's training."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.coach.client.compare_state import CompareState

WHICH = (("4", "4 weeks"), ("12", "12 weeks"), ("own", "Own dates"))


def _row(one: Any) -> rx.Component:
    return kit.tr(
        kit.td(one.name, class_name="medium"),
        kit.td(one.before, right=True, class_name="num ink-2"),
        kit.td(one.now, right=True, class_name="num medium"),
        kit.td(one.by, right=True, class_name="num"),
        kit.td(one.words, right=True, class_name="ink-2", wide=True),
        key=one.name,
    )


def _table(title: str, unit: Any, rows: Any, none: str) -> rx.Component:
    head = [
        kit.th(title, hidden=True),
        kit.th("Before", right=True),
        kit.th("Now", right=True),
        kit.th("Change", right=True),
        kit.th("In words", right=True, wide=True),
    ]
    return kit.card(
        kit.card_head(title, unit),
        rx.cond(
            rows,
            rx.el.div(
                kit.table(head, rx.foreach(rows, _row), label=f"{title}, before and now"),
                class_name="list-bare table-dense",
            ),
            rx.el.p(none, class_name="text-small ink-2"),
        ),
    )


def _dates() -> rx.Component:
    state = CompareState
    pairs = (
        ("first", "From", state.first),
        ("last", "To", state.last),
        ("before_first", "Against, from", state.before_first),
        ("before_last", "Against, to", state.before_last),
    )
    fields = [
        kit.field(label, name, kind="date", default=value, error=state.errors[name], key=f"{name}-{value!s}")
        for name, label, value in pairs
    ]
    return rx.el.form(
        kit.col(
            kit.grid(*fields, columns=2, wide="6", class_name="items-start"),
            kit.row(kit.button("Compare", submit=True)),
        ),
        on_submit=state.choose,
        no_validate=True,
    )


def compare() -> rx.Component:
    """Two spans, chosen above, and what changed from the earlier to the later."""
    state = CompareState
    spans = rx.el.p(
        rx.el.span(state.now, class_name="medium num"),
        rx.el.span(" against ", class_name="ink-3"),
        rx.el.span(state.before, class_name="medium num"),
    )
    shown = rx.fragment(
        kit.card(
            spans,
            rx.el.p(state.summary, class_name="text-lead mt-2"),
            custom_attrs=kit.attributes(aria_live="polite"),
        ),
        _table("Training", "", state.totals, ""),
        kit.grid(
            _table(
                "Main lifts",
                rx.fragment("estimated 1 RM, ", state.unit),
                state.lifts,
                "No estimates in these spans.",
            ),
            _table("Sets by muscle", "working sets", state.muscles, "No working sets in these spans."),
            wide="2",
            gap=4,
            class_name="items-start",
        ),
    )
    return rx.fragment(
        kit.row(kit.segmented(WHICH, state.which, state.pick, label="What to compare")),
        rx.cond(state.which == "own", kit.card(_dates()), rx.fragment()),
        rx.cond(state.loaded, shown, kit.card(kit.skeleton("short", "block", "line"))),
    )
