"""One exercise, for members in their own frame and for coaches and admins in theirs."""

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
from rythm.ui.pwa.local import net
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
    return rx.cond(State.missing, missing(), rx.cond(State.loaded, whole, exercise_coming()))


def page() -> rx.Component:
    """`/exercise/[exercise_id]`."""
    title = rx.cond(State.loaded & ~State.missing, State.name, "Exercise")
    badge = rx.cond(State.badge != "", kit.badge(State.badge), rx.fragment())
    return rx.fragment(
        rx.cond(
            Me.role == "athlete",
            member(
                _body(desk=False),
                phone_follows(),
                current=routes.RECORDS,
                me=Me,
                title=title,
                note=rx.fragment(State.detail, " ", badge),
                up=routes.EXERCISES,
                actions=actions(),
                chip=chip(),
            ),
            admin(
                _body(desk=True),
                current=routes.ADMIN_EXERCISES,
                me=Me,
                title=title,
                note=State.detail,
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
