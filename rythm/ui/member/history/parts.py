"""What the history is made of: the year as a map, the filters, the months."""

from typing import Any

import reflex as rx

from rythm.ui import kit, paging
from rythm.ui.member.history.state import HistoryState
from rythm.ui.pwa.away import while_away
from rythm.ui.workout_lines import dated

CALENDAR = "calendar"
MONTH_TABLE = ["Month", "Workouts", "Volume"]


def numbers() -> rx.Component:
    """What the year came to."""
    return rx.el.section(
        kit.sr_only(HistoryState.said),
        kit.stats(
            kit.stat("Workouts", HistoryState.workouts),
            kit.stat("Volume", HistoryState.volume, HistoryState.volume_unit),
            kit.stat("Per week", HistoryState.per_week),
        ),
    )


def year() -> rx.Component:
    """The map of the year, the day that is picked on it, and the streak."""
    state = HistoryState
    return kit.card(
        kit.row(
            kit.row(
                kit.icon_button(
                    "back", "The year before", on_click=state.turn(-1), disabled=~state.has_earlier
                ),
                rx.el.h2(state.year, class_name="semibold num", aria_live="polite"),
                kit.icon_button(
                    "chevron-right", "The year after", on_click=state.turn(1), disabled=~state.has_later
                ),
                gap=0,
                class_name="year-turn",
            ),
            kit.year_legend("Rest", "Hard"),
            class_name="between",
        ),
        kit.year_map(
            state.halves,
            label=state.said,
            head=MONTH_TABLE,
            table=state.table,
            name="Workouts by month",
            on_pick=state.pick,
        ),
        rx.cond(state.streak != "", _streak(), rx.fragment()),
    )


def _streak() -> rx.Component:
    return kit.row(
        kit.icon("flame", "sm", class_name="ink-accent shrink-0"),
        rx.el.p(
            rx.el.span(HistoryState.streak, class_name="semibold"),
            rx.el.span(", ", HistoryState.streak_note, class_name="ink-3"),
            class_name="text-small",
        ),
        gap=2,
    )


def calendar() -> rx.Component:
    """A month at a time, its days of training large enough for a thumb."""
    state = HistoryState
    return kit.dialog(
        CALENDAR,
        "Calendar",
        kit.row(
            kit.icon_button(
                "back", "The month before", on_click=state.turn_month(-1), disabled=~state.has_month_before
            ),
            rx.el.h3(state.month, class_name="semibold ink", aria_live="polite"),
            kit.icon_button(
                "chevron-right",
                "The month after",
                on_click=state.turn_month(1),
                disabled=~state.has_month_after,
            ),
            class_name="between",
        ),
        kit.month_grid(
            state.month_days, label=state.month, on_pick=lambda day: [kit.hide(CALENDAR), state.pick_day(day)]
        ),
        actions=[kit.button("Close", kind="quiet", on_click=kit.hide(CALENDAR))],
    )


def filters() -> rx.Component:
    """Words, an exercise, a template."""
    state = HistoryState
    return kit.col(
        kit.search(
            "Search workouts",
            name="history-search",
            default=state.words,
            key=state.typed,
            on_change=state.search.debounce(250),
        ),
        kit.chips(
            kit.filter_select(
                "Exercise",
                "exercise-filter",
                state.exercises,
                state.exercise,
                state.pick_exercise,
                everything="Any exercise",
                said=state.exercise_name,
            ),
            kit.filter_select(
                "Template",
                "template-filter",
                state.templates,
                state.template,
                state.pick_template,
                everything="Any template",
                said=state.template_name,
            ),
            rx.cond(state.narrowed, kit.filter_chip("Show all", False, state.clear), rx.fragment()),
            label="Filters",
        ),
        while_away("What you look for is found once there is signal."),
    )


def months() -> rx.Component:
    """The workouts of a day, or a page of them by month with the way to newer and to older ones."""
    state = HistoryState
    return rx.fragment(
        rx.cond(state.day != "", _one_day(), rx.fragment()),
        paging.newer(state.newer, state.page, state.load_newer),
        rx.cond(state.months, rx.foreach(state.months, _month), _nothing_found()),
        paging.older("Older workouts", state.more, state.load_older),
    )


def _month(month: Any) -> rx.Component:
    head = kit.section_head(month.name, rx.el.span(month.total, class_name="text-small ink-3 num"))
    return rx.el.section(
        rx.cond(HistoryState.day == "", head, rx.fragment()),
        kit.rows(rx.foreach(month.lines, dated), class_name="mt-2"),
        key=f"{HistoryState.page}{month.name}",
    )


def _one_day() -> rx.Component:
    """The day that is shown, and the days of training beside it: larger to press than a square."""
    state = HistoryState
    return kit.row(
        kit.icon_button("back", "The day before", on_click=state.step(-1), disabled=~state.has_day_before),
        rx.el.h2(state.day, class_name="semibold", aria_live="polite"),
        kit.icon_button(
            "chevron-right", "The day after", on_click=state.step(1), disabled=~state.has_day_after
        ),
        kit.spacer(),
        kit.button("All days", size="sm", on_click=state.leave_day),
        gap=1,
        class_name="year-turn",
    )


def _nothing_found() -> rx.Component:
    state = HistoryState
    return kit.card(
        rx.cond(
            state.narrowed,
            kit.empty(
                "No workout found",
                "Try other words, or another exercise.",
                kit.button("Show all", on_click=state.clear),
            ),
            kit.empty(
                "Nothing up to here",
                "Your first workout was later.",
                kit.button("The year after", on_click=state.turn(1)),
            ),
        )
    )
