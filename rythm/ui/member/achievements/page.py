"""Achievements: what was earned and when, each with its rule, and how far the next ones are."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.me import Me
from rythm.ui.member.achievements.state import AchievementsState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member, progress_tabs

State = AchievementsState


def _earned(one: Any) -> rx.Component:
    mark = rx.cond(one.is_new, kit.badge("New", tone="accent"), rx.fragment())
    return kit.line(
        one.rule,
        lead=kit.icon("trophy", "sm", class_name="ink-accent"),
        end=kit.row(
            mark, rx.el.span(one.day, class_name="text-small ink-3 num"), gap=2, class_name="shrink-0"
        ),
        dense=True,
        wraps=True,
        key=one.rule,
    )


def _next(family: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.el.span("Next: ", class_name="ink-3"), family.next_rule, class_name="medium"),
        rx.el.div(kit.progress(family.share, label=family.next_done), class_name="mt-2"),
        class_name="mt-2",
    )


def _later(family: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary("Later", rx.el.span(" in ", family.title, class_name="sr-only")),
        rx.el.ul(
            rx.foreach(family.later, lambda rule: rx.el.li(rule, key=rule)), class_name="col gap-1 ink-2"
        ),
        class_name="numbers",
    )


def _family(family: Any) -> rx.Component:
    return kit.card(
        kit.card_head(family.title, rx.cond(family.next_rule != "", family.next_done, family.now)),
        rx.cond(family.note != "", rx.el.p(family.note, class_name="text-small ink-3"), rx.fragment()),
        rx.cond(family.next_rule != "", _next(family), rx.el.p("You have them all.", class_name="mt-2")),
        rx.cond(
            family.earned,
            rx.el.div(kit.rows(rx.foreach(family.earned, _earned), bare=True), class_name="mt-3"),
            rx.fragment(),
        ),
        rx.cond(family.later, _later(family), rx.fragment()),
        key=family.key,
    )


def _count() -> rx.Component:
    fresh = rx.cond(
        State.fresh > 0, kit.badge(f"{State.fresh} new", tone="accent", large=True), rx.fragment()
    )
    return kit.row(
        kit.stat("Earned", State.earned, f"of {State.of}"),
        fresh,
        class_name="between items-end",
    )


@rx.memo
def achievements_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("short", "head"), kit.skeleton_rows(6, avatars=False))
    return unless_away(
        loading, "This page needs a connection", "What you earn meanwhile is found once there is signal."
    )


def page() -> rx.Component:
    """`/progress/achievements`."""
    return member(
        progress_tabs(routes.ACHIEVEMENTS),
        rx.cond(
            State.loaded,
            rx.fragment(_count(), rx.foreach(State.families, _family)),
            achievements_coming(),
        ),
        current=routes.RECORDS,
        me=Me,
        title="Achievements",
        chip=chip(),
    )


PAGE = Page(routes.ACHIEVEMENTS, "Achievements", page, on_load=[State.load], allow=Permission.WORKOUT_LOG)
