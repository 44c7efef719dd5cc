"""The summary after a workout; it is there without a connection."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.install import install_hint
from rythm.ui.pwa.local import ready, summary
from rythm.ui.pwa.views import SummaryLine
from rythm.ui.shells import focus_page


@rx.memo
def line(rest: rx.RestProp, *, one: rx.Var[SummaryLine]) -> rx.Component:
    """One exercise with its best set."""
    best = rx.el.span(one.best, class_name="num semibold text-lead")
    return rx.fragment(rest, kit.line(one.name, one.detail, end=best))


def _done() -> rx.Component:
    bars = rx.el.span(
        rx.foreach(
            summary.pulse, lambda bar: rx.el.i(class_name=bar.kind, custom_attrs=kit.properties(v=bar.v))
        ),
        class_name=["pulse pulse-xl pulse-floor rise", rx.cond(summary.sets > 9, "pulse-fill", "")],
        role="img",
        aria_label=f"Volume of each of {summary.sets} sets; the best of each exercise is marked",
    )
    return rx.fragment(
        rx.el.header(
            bars,
            rx.el.p(summary.when, class_name="text-small ink-3 medium mt-4"),
            rx.el.h1(summary.title, ", done", class_name="text-hero"),
        ),
        kit.stats(
            kit.stat("Time", summary.duration),
            kit.stat("Volume", summary.volume, "kg"),
            kit.stat("Sets", summary.sets),
        ),
        kit.section_head("Best sets"),
        kit.rows(rx.foreach(summary.exercises, lambda one: line(one=one, key=one.id))),
        install_hint(),
        kit.bottom_bar(
            kit.button("See it in history", kind="primary", size="lg", block=True, href=routes.HISTORY)
        ),
    )


def _nothing() -> rx.Component:
    return rx.fragment(
        rx.el.h1("Workout", class_name="sr-only"),
        kit.empty(
            "No workout finished on this phone",
            "Your finished workouts are in your history.",
            kit.button("History", href=routes.HISTORY),
        ),
    )


@rx.memo
def finished() -> rx.Component:
    """The workout finished last on this phone."""
    loading = rx.fragment(
        rx.el.h1("Workout", class_name="sr-only"), kit.skeleton("block", "head", "line", "line")
    )
    return rx.cond(ready, rx.cond(summary, _done(), _nothing()), loading)


def page() -> rx.Component:
    """`/summary`."""
    return focus_page(
        kit.row(kit.icon_button("close", "Close", href=routes.TODAY), class_name="page-back"),
        finished(),
        plain=True,
        chip=chip(),
    )


PAGE = Page(routes.SUMMARY, "Well done", page, allow=Permission.WORKOUT_LOG, offline=True)
