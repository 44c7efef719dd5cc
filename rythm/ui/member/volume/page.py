"""Hard sets per muscle and week: the map, the list beside it, and the weeks of one muscle."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.volume.state import VolumeState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member
from rythm.ui.shells.member import progress_tabs
from rythm.workouts.preferences import LEAST_SETS, MOST_SETS

State = VolumeState
PERIODS = (("week", "This week"), ("average", "4-week average"))


def _map() -> rx.Component:
    def key(level: int, words: str) -> rx.Component:
        swatch = rx.el.svg(
            rx.el.svg.rect(x="0", y="0", width="12", height="12", rx="3", class_name=f"muscle-{level}"),
            view_box="0 0 12 12",
            width="12",
            height="12",
            custom_attrs=kit.attributes(aria_hidden="true"),
        )
        return rx.el.li(swatch, words, class_name="row gap-2")

    return kit.card(
        kit.muscle_map(State.levels, label="Each muscle against the target range; the list says the same"),
        rx.el.div(
            rx.el.p("Within target", class_name="text-small ink-3"),
            rx.el.p(State.within, class_name="text-title semibold"),
            rx.el.ul(
                key(0, "No sets"),
                key(1, "Below"),
                key(2, "Within"),
                key(3, "Above"),
                class_name="col gap-1 text-small ink-2 mt-4",
            ),
            class_name="grow",
        ),
        pad=False,
        class_name="card-muscles",
    )


def _muscle(one: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(one.name, class_name="medium"),
            rx.el.span(
                rx.el.span(one.said, class_name="text-small ink-3"),
                rx.el.span(one.sets, rx.el.span(" sets", class_name="sr-only"), class_name="num semibold"),
                class_name="row items-baseline",
            ),
            kit.range_bar(one.value, one.low, one.high, tone=one.tone),
            type="button",
            on_click=State.choose(one.id),
            class_name="muscle-row",
            custom_attrs=kit.attributes(aria_expanded=rx.cond(State.chosen == one.id, "true", "false")),
        ),
        rx.cond(State.chosen == one.id, _trend(), rx.fragment()),
        key=one.id,
    )


def _trend() -> rx.Component:
    return rx.el.div(
        kit.bar_chart(State.trend, label=f"{State.chosen_name}, sets a week", height="sm"),
        rx.cond(
            State.by,
            kit.rows(
                rx.foreach(
                    State.by,
                    lambda one: kit.line(
                        one.name,
                        end=rx.el.span(one.sets, class_name="num medium"),
                        href=one.href,
                        dense=True,
                        key=one.name,
                    ),
                ),
                bare=True,
            ),
            rx.fragment(),
        ),
        class_name="muscle-open",
    )


def _source() -> rx.Component:
    return rx.el.p(
        "A set of work counts whole for the main muscle of an exercise and half for those that help; "
        "warm-ups and cardio do not count. 10 to 20 sets a week are where studies saw most growth: "
        "Schoenfeld et al., 2017; Baz-Valle et al., 2022.",
        class_name="text-small ink-3",
    )


def _whole() -> rx.Component:
    return rx.fragment(
        kit.segmented(PERIODS, State.shown, State.show, label="Period"),
        _map(),
        rx.el.section(
            kit.section_head(
                "Sets by muscle",
                rx.el.span(
                    rx.el.span(class_name="range-key", aria_hidden="true"),
                    " target ",
                    State.target,
                    kit.button(
                        "Change", kind="quiet", size="sm", on_click=State.ask, aria_label="Change the target"
                    ),
                    class_name="row gap-1 text-small ink-3",
                ),
            ),
            rx.el.ul(rx.foreach(State.muscles, _muscle), class_name="card list mt-2"),
            rx.el.div(_source(), class_name="mt-4"),
        ),
    )


def _aiming() -> rx.Component:
    """The sets a week to aim at, for every muscle."""

    def end(label: str, name: str, default: Any) -> rx.Component:
        return kit.number(label, name, default=default, size="lg", error=State.errors[name])

    usual = kit.button(f"Use {LEAST_SETS} to {MOST_SETS}", kind="quiet", on_click=State.aim_as_usual)
    return kit.dialog(
        "target",
        "Sets a week",
        rx.el.p("What you aim at for each muscle. Your coach sees it too."),
        rx.el.form(
            kit.form_error(State.errors["form"]),
            kit.grid(end("From", "least_sets", State.least), end("To", "most_sets", State.most), columns=2),
            kit.row(
                rx.cond(State.is_usual, rx.fragment(), usual),
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=State.close),
                kit.button("Save", kind="primary", submit=True),
            ),
            on_submit=State.aim,
            class_name="col gap-4 mt-4",
            no_validate=True,
        ),
        opened=State.aiming,
        on_close=State.close,
    )


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty(
            "No sets in 12 weeks",
            "Finish a workout, and the muscles it trained light up here.",
            kit.button("Choose a template", kind="primary", href=routes.TEMPLATES),
        )
    )


@rx.memo
def volume_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("block"), kit.skeleton_rows(6, avatars=False))
    words = "What you logged is safe, and is counted here once there is signal."
    return unless_away(loading, "Volume needs a connection", words)


def page() -> rx.Component:
    """`/progress/volume`."""
    return member(
        progress_tabs(routes.VOLUME),
        rx.cond(State.loaded, rx.cond(State.is_empty, _nothing(), _whole()), volume_coming()),
        _aiming(),
        current=routes.RECORDS,
        me=Me,
        title="Volume",
        chip=chip(),
    )


PAGE = Page(routes.VOLUME, "Volume", page, on_load=[VolumeState.load], allow=Permission.WORKOUT_LOG)
