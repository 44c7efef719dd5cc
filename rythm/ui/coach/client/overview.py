"""The overview of a client: numbers, two charts, the latest workouts, and what was said."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.coach.client import charts
from rythm.ui.coach.client.message_state import MessageState
from rythm.ui.coach.client.state import ClientState
from rythm.ui.workout_lines import recent

BACK = (("12", "12 weeks"), ("26", "Half a year"), ("52", "A year"))


def overview() -> rx.Component:
    """Everything at a glance."""
    return rx.fragment(
        _numbers(),
        kit.row(
            kit.segmented(BACK, ClientState.weeks, ClientState.look_back, label="How far back"),
            class_name="justify-end",
        ),
        kit.grid(_volume(), _strength(), wide="3-2", gap=4),
        kit.grid(_latest(), _talk(), wide="3-2", gap=4, class_name="items-start"),
    )


def workouts() -> rx.Component:
    """Every finished workout, a page at a time; each leads to its sets and comments."""
    state = ClientState
    older = kit.button("Show older workouts", block=True, on_click=state.load_more)
    return kit.card(
        rx.cond(
            state.workouts,
            kit.rows(rx.foreach(state.workouts, recent), bare=True),
            kit.empty("No workouts yet", "They appear here as soon as the first one is finished."),
        ),
        rx.cond(state.more, rx.el.div(older, class_name="mt-4"), rx.fragment()),
    )


def _numbers() -> rx.Component:
    state = ClientState
    week = kit.stats(
        kit.stat("Workouts this week", state.this_week, note=state.usually),
        kit.stat("Volume this week", state.volume, state.volume_unit, note=state.volume_usually),
    )
    before = kit.stats(
        kit.stat("Workouts", state.workouts_shown, note="in 12 weeks"),
        kit.stat(
            "Last workout", state.last, note=rx.cond(state.last_title != "", state.last_title, "so far")
        ),
    )
    return kit.grid(week, before, wide="2", gap=4)


def _volume() -> rx.Component:
    state = ClientState
    return kit.card(
        kit.card_head("Weekly volume", state.volume_unit),
        rx.cond(
            state.weekly.empty,
            kit.empty("No volume yet", "Sets with a weight from these weeks are added up here."),
            charts.volume(state.weekly, state.weekly_plot, label="Weekly volume"),
        ),
    )


def _strength() -> rx.Component:
    state = ClientState
    return kit.card(
        kit.card_head("Estimated 1 RM", state.unit),
        rx.cond(
            state.strength.empty,
            kit.empty("No estimate yet", "It comes from sets of 1 to 12 reps with a weight."),
            charts.strength(state.strength, state.strength_plot, label="Estimated one-rep maximum"),
        ),
    )


def _latest() -> rx.Component:
    state = ClientState
    return kit.card(
        kit.card_head(
            "Latest workouts",
            kit.button("All", kit.sr_only(" workouts"), kind="quiet", size="sm", href="?tab=workouts"),
        ),
        rx.cond(
            state.workouts,
            kit.rows(rx.foreach(state.workouts[:5], recent), bare=True),
            kit.empty("No workouts yet", "They appear here as soon as the first one is finished."),
        ),
    )


def _talk() -> rx.Component:
    nothing = rx.el.p(
        "Nothing was said yet. Write a line, or open a workout and comment on it or on a set.",
        class_name="text-small ink-2",
    )
    return kit.card(
        kit.card_head("Talk", kit.button("Write", kind="quiet", size="sm", on_click=MessageState.compose)),
        rx.cond(ClientState.talk, kit.rows(rx.foreach(ClientState.talk, _said), bare=True), nothing),
    )


def _said(said: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(
            rx.el.span(said.who, class_name="medium"),
            rx.el.span(said.about, class_name="text-small ink-3"),
            rx.cond(said.is_new, kit.badge("New", tone="accent"), rx.fragment()),
            class_name="row gap-2 wrap",
        ),
        rx.el.span(said.text, class_name="ink-2 block prewrap"),
        class_name="grow",
    )
    return rx.cond(
        said.href != "",
        rx.el.li(kit.link(words, href=said.href, plain=True, class_name="line"), key=said.id),
        rx.el.li(rx.el.div(words, class_name="line"), key=said.id),
    )


def message() -> rx.Component:
    """The dialog in which a line is written, and the toast that takes it back."""
    state = MessageState
    form = rx.el.form(
        kit.col(
            kit.form_error(state.errors["form"]),
            kit.field(
                "Message",
                "text",
                hide_label=True,
                autocomplete="off",
                max_length=280,
                error=state.errors["text"],
                hint="One line, at most 280 characters. They find it on Today.",
            ),
            kit.row(
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=state.leave),
                kit.button("Send", kind="primary", submit=True),
            ),
        ),
        on_submit=state.send,
        no_validate=True,
    )
    return rx.fragment(
        kit.dialog(
            "message", f"Message to {ClientState.name}", form, opened=state.writing, on_close=state.leave
        ),
        kit.toast(state.done, on_close=state.forget, undo=state.undo),
    )
