"""The summary after a workout; it is there without a connection."""

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.pwa.install import install_hint
from rythm.ui.pwa.local import ready, summary
from rythm.ui.pwa.views import MuscleLine, RecordLine, SummaryLine
from rythm.ui.shells import focus_page


@rx.memo
def line(rest: rx.RestProp, *, one: rx.Var[SummaryLine]) -> rx.Component:
    """One exercise with its best set."""
    best = rx.el.span(one.best, class_name="num semibold text-lead")
    return rx.fragment(rest, kit.line(one.name, one.detail, end=best))


@rx.memo
def record(rest: rx.RestProp, *, one: rx.Var[RecordLine]) -> rx.Component:
    """One record: whose, which, how much and how much more than before."""
    figures = kit.row(
        rx.el.span(one.value, class_name="num semibold text-lead"),
        rx.cond(one.more != "", rx.el.span(one.more, class_name="num text-small medium ink-accent"), None),
        gap=3,
    )
    lead = rx.el.span(kit.icon("trophy", "sm"), class_name="record-mark")
    return rx.fragment(rest, kit.line(one.name, one.detail, lead=lead, end=figures))


@rx.memo
def muscle(rest: rx.RestProp, *, one: rx.Var[MuscleLine]) -> rx.Component:
    """The hard sets of one muscle, as a figure and as a bar."""
    return rx.el.li(
        rest,
        rx.el.span(one.name, class_name="truncate"),
        rx.el.span(one.sets, class_name="num semibold"),
        rx.el.span(
            rx.el.i(custom_attrs=kit.properties(v=one.share)), class_name="progress", aria_hidden="true"
        ),
    )


def _muscles() -> rx.Component:
    return kit.card(
        kit.muscle_map(
            summary.levels, label="The muscles you trained, front and back; the list says how much"
        ),
        rx.el.div(
            rx.el.h2("Hard sets", class_name="text-small ink-3"),
            rx.el.ul(
                rx.foreach(summary.muscles, lambda one: muscle(one=one, key=one.id)), class_name="muscle-list"
            ),
            class_name="grow",
        ),
        class_name="card-muscles",
    )


def _done() -> rx.Component:
    bars = rx.el.span(
        rx.foreach(
            summary.pulse, lambda bar: rx.el.i(class_name=bar.kind, custom_attrs=kit.properties(v=bar.v))
        ),
        class_name=["pulse pulse-xl pulse-floor rise", rx.cond(summary.sets > 9, "pulse-fill", "")],
        role="img",
        aria_label="Volume of each set; the best ones are marked",
    )
    return rx.fragment(
        rx.el.header(
            bars,
            rx.el.p(summary.when, class_name="text-small ink-3 medium mt-4"),
            rx.el.h1(summary.title, ", done", class_name="text-hero"),
        ),
        kit.stats(
            kit.stat("Time", summary.duration),
            kit.stat("Volume", summary.volume, summary.unit),
            kit.stat("Sets", summary.sets),
        ),
        rx.cond(summary.compared != "", rx.el.p(summary.compared, class_name="ink-2"), None),
        rx.cond(
            summary.records.length() > 0,
            rx.fragment(
                kit.section_head(summary.records_title),
                kit.rows(rx.foreach(summary.records, lambda one: record(one=one, key=one.id))),
            ),
            None,
        ),
        rx.cond(summary.muscles.length() > 0, _muscles(), None),
        kit.section_head("Best sets"),
        kit.rows(rx.foreach(summary.exercises, lambda one: line(one=one, key=one.id))),
        install_hint(),
        kit.bottom_bar(
            kit.row(
                kit.icon_button(
                    "edit",
                    "Change this workout",
                    kind="neutral",
                    size="lg",
                    href=f"{routes.LOG}?edit={summary.id}",
                ),
                kit.button("See it in history", kind="primary", size="lg", block=True, href=routes.HISTORY),
                gap=2,
            )
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
