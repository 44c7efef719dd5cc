"""One exercise, for members in their own frame and for coaches and admins in theirs."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.exercises.dialogs import exercise_deeds, phone_follows
from rythm.ui.exercises.parts import exercise_form
from rythm.ui.me import Me
from rythm.ui.member.exercise.lift_parts import lift, tabs
from rythm.ui.member.exercise.lift_state import LiftState
from rythm.ui.member.exercise.parts import actions, facts, guide, missing, muscles, told
from rythm.ui.member.exercise.state import ExerciseState
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.local import net, param
from rythm.ui.shells import admin, member

State = ExerciseState


def _names() -> rx.Component:
    return rx.cond(
        State.aliases != "",
        rx.el.p("Also called ", State.aliases, class_name="text-small ink-3"),
        rx.fragment(),
    )


def _phone() -> rx.Component:
    about = rx.fragment(muscles(), rx.cond(State.has_guide, guide(), rx.fragment()), facts(), _names())
    shown = rx.cond(LiftState.tab == "guide", about, rx.cond(LiftState.loaded, lift(), exercise_coming()))
    return rx.fragment(told(), tabs(), shown)


def _desk() -> rx.Component:
    beside = kit.col(muscles(), facts(), _names(), gap=4)
    whole = kit.grid(guide(), beside, wide="2-1", gap=4, class_name="items-start")
    plain = kit.grid(muscles(), kit.col(facts(), _names(), gap=4), wide="2", gap=4, class_name="items-start")
    return rx.fragment(told(), rx.cond(State.has_guide, whole, plain))


@rx.memo
def exercise_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    away = kit.card(
        kit.empty("This page needs a connection", "What it says stands here once there is signal.")
    )
    coming = rx.fragment(kit.skeleton("block"), kit.card(kit.skeleton("short", "line", "line", "line")))
    return rx.cond(net & (net.state == "offline"), away, coming)


def _body(*, desk: bool) -> rx.Component:
    whole = _desk() if desk else _phone()
    found = rx.cond(State.missing, missing(), rx.cond(State.loaded, whole, exercise_coming()))
    return rx.cond(_is_here(), found, exercise_coming())


def _is_here() -> Any:
    """Whether the state is of the exercise in the address; without signal it still is of the one before."""
    return State.shown == param("exercise_id")


def page() -> rx.Component:
    """`/exercise/[exercise_id]`."""
    there: Any = State.loaded & ~State.missing & _is_here()
    title = rx.cond(there, State.name, "Exercise")
    detail = rx.cond(there, State.detail, "\N{NO-BREAK SPACE}")
    badge = rx.cond(there & (State.badge != ""), kit.badge(State.badge), rx.fragment())
    return rx.fragment(
        rx.cond(
            Me.role == "athlete",
            member(
                _body(desk=False),
                phone_follows(),
                current=routes.RECORDS,
                me=Me,
                title=title,
                note=rx.fragment(detail, " ", badge),
                up=routes.EXERCISES,
                actions=actions(),
                chip=chip(),
            ),
            admin(
                _body(desk=True),
                current=routes.ADMIN_EXERCISES,
                me=Me,
                title=title,
                note=detail,
                badge=badge,
                up=routes.ADMIN_EXERCISES,
                actions=actions(),
                chip=chip(),
            ),
        ),
        exercise_form(State.load),
        exercise_deeds(State.load),
    )


PAGE = Page(
    routes.EXERCISE,
    "Exercise",
    page,
    on_load=[ExerciseState.load, LiftState.load],
    allow=Permission.EXERCISE_READ,
)
