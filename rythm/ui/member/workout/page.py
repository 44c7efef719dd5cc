"""One finished workout, for the member who did it and for their coach."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.history.state import HistoryState
from rythm.ui.member.workout.again import repeat_button
from rythm.ui.member.workout.comments import comment_on_set, commenting, comments
from rythm.ui.member.workout.comments_state import CommentsState
from rythm.ui.member.workout.sharing import SHARE, share_dialog
from rythm.ui.member.workout.state import WorkoutState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import param
from rythm.ui.shells import coach, member


def _set(done: Any, estimates: Any) -> rx.Component:
    estimate = kit.td(
        rx.cond(done.is_best, rx.el.span(done.estimate, class_name="ink-accent semibold"), done.estimate),
        right=True,
        class_name="ink-2",
    )
    return kit.tr(
        kit.td(
            rx.el.span(done.number, aria_hidden="true"),
            kit.sr_only(done.label),
            class_name="ink-3 num",
        ),
        kit.td(
            rx.el.span(done.done, class_name=rx.cond(done.is_best, "num semibold", "num medium")),
            class_name="w-1-2",
        ),
        kit.td(done.rpe, right=True, class_name="ink-2"),
        rx.cond(estimates, estimate, rx.fragment()),
        kit.td(comment_on_set(done.id, f"{done.label} {done.number}"), right=True),
    )


def _exercise(exercise: Any) -> rx.Component:
    return kit.card(
        kit.card_head(exercise.name, exercise.total),
        rx.cond(
            exercise.note != "", rx.el.p(exercise.note, class_name="text-small ink-2 prewrap"), rx.fragment()
        ),
        rx.el.div(
            kit.table(
                [
                    kit.th("Set"),
                    kit.th("Done"),
                    kit.th("RPE", right=True),
                    rx.cond(exercise.estimates, kit.th("Est. 1 RM", right=True), rx.fragment()),
                    kit.th("Comments", hidden=True),
                ],
                rx.foreach(exercise.sets, lambda done: _set(done, exercise.estimates)),
                label=f"Sets of {exercise.name}",
            ),
            class_name="list-bare table-dense",
        ),
        key=exercise.id,
    )


def _whole(wide: bool) -> rx.Component:
    state = WorkoutState
    return kit.col(
        kit.stats(
            kit.stat("Time", state.duration),
            kit.stat("Volume", state.volume, state.volume_unit),
            kit.stat("Sets", state.sets),
        ),
        kit.pulse(state.bars, size="lg", label="Volume of each set; the best set of each exercise is marked"),
        comments(),
        rx.cond(state.note != "", kit.card(rx.el.p(state.note, class_name="prewrap ink-2")), rx.fragment()),
        *([] if wide else [_mine()]),
        rx.cond(state.records.length() > 0, _records(), rx.fragment()),
        *([] if wide else [rx.cond(state.achieved.length() > 0, _achieved(), rx.fragment())]),
        rx.el.div(
            rx.foreach(state.exercises, _exercise),
            class_name="grid wide-2 items-start gap-4" if wide else "grid gap-4",
        ),
        rx.cond(
            state.exercises.length() == 0,
            kit.card(kit.empty("No sets", "This workout was finished without a ticked set.")),
            rx.fragment(),
        ),
        commenting(),
        gap=4,
    )


def _mine() -> rx.Component:
    """What only the member who did it can do with it."""
    again = repeat_button(title=WorkoutState.title, again=WorkoutState.again)
    return rx.fragment(
        rx.cond(WorkoutState.exercises.length() > 0, again, rx.fragment()),
        share_dialog(),
    )


def _records() -> rx.Component:
    def line(record: Any) -> rx.Component:
        more = rx.el.span(record.more, class_name="num text-small medium ink-accent")
        figures = kit.row(
            rx.el.span(record.value, class_name="num semibold text-lead"),
            rx.cond(record.more != "", more, rx.fragment()),
            class_name="shrink-0",
        )
        lead = rx.el.span(kit.icon("trophy", "sm"), class_name="record-mark")
        return kit.line(record.name, record.detail, lead=lead, end=figures)

    return rx.el.section(
        kit.section_head("Records"),
        kit.rows(rx.foreach(WorkoutState.records, line), class_name="mt-2"),
    )


def _achieved() -> rx.Component:
    mark = rx.el.span(kit.icon("trophy", "sm"), class_name="record-mark")
    return rx.el.section(
        kit.section_head("Achievements", kit.link("All", href=routes.ACHIEVEMENTS, class_name="text-small")),
        kit.rows(
            rx.foreach(WorkoutState.achieved, lambda rule: kit.line(rule, lead=mark, key=rule)),
            class_name="mt-2",
        ),
    )


def _missing() -> rx.Component:
    return kit.card(
        kit.empty(
            "There is no such workout here",
            "It was deleted, or it is not yours to see.",
            kit.button("History", href=routes.HISTORY),
        )
    )


def _body(*, wide: bool) -> rx.Component:
    loading = kit.col(kit.skeleton("block"), kit.card(kit.skeleton("short", "line", "line", "line")))
    words = "It is safe on the server, and stands here once there is signal."
    waiting = unless_away(loading, "This workout needs a connection", words)
    found = rx.cond(WorkoutState.missing, _missing(), rx.cond(WorkoutState.loaded, _whole(wide), waiting))
    return rx.cond(_is_here(), found, waiting)


def _is_here() -> Any:
    """Whether the state is of the workout in the address; without signal it still is of the one before."""
    return WorkoutState.shown == param("workout_id")


def page() -> rx.Component:
    """`/history/[workout_id]`, in the shell of whoever looks."""
    state = WorkoutState
    there: Any = state.loaded & _is_here()
    title = rx.cond(there, state.title, "Workout")
    return rx.cond(
        state.is_mine,
        member(
            _body(wide=False),
            current=routes.HISTORY,
            me=Me,
            title=title,
            note=rx.cond(there, state.when, "\N{NO-BREAK SPACE}"),
            up=routes.HISTORY + HistoryState.address,
            actions=(
                kit.icon_button("share", "Share as a picture", on_click=kit.show(SHARE), disabled=~there),
                kit.icon_button(
                    "edit", "Change this workout", href=f"{routes.LOG}?edit={param('workout_id')}"
                ),
            ),
            chip=chip(),
        ),
        coach(
            _body(wide=True),
            current=routes.COACH,
            me=Me,
            title=title,
            note=f"{state.who}, {state.when}",
            up=state.up,
        ),
    )


PAGE = Page(
    routes.WORKOUT,
    "Workout",
    page,
    on_load=[WorkoutState.load, CommentsState.load],
    allow=Permission.WORKOUT_READ,
)
