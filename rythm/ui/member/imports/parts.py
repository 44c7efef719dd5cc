"""What the import page is made of: choosing, looking, waiting and what came of it."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.member.imports.matches import matches
from rythm.ui.member.imports.state import ImportState
from rythm.ui.pwa.sending import send_file, told
from rythm.ui.pwa.ticking import every

State = ImportState
LARGEST = 50_000_000
APPS = (
    ("Strong", "Settings, then Export Strong Data; on Android it is called Export Data."),
    ("Hevy", "Profile, Settings, Export & Import Data, then Export Workouts."),
    ("FitNotes", "On Android Settings, then Spreadsheet Export. On an iPhone look for an export as CSV."),
    ("StrongLifts", "Look in its settings for an export as a spreadsheet or CSV. Old files are read too."),
    ("Rythm", "Account, Your data: the CSV or the archive, from here or from another gym."),
)


def problem() -> rx.Component:
    """What went wrong, announced."""
    return kit.form_error(State.problem)


def choosing() -> rx.Component:
    """The place for a file, and where the other apps keep theirs."""
    return rx.fragment(
        problem(),
        kit.card(
            kit.drop(
                "Choose a file, or drop it here",
                "From Strong, Hevy, FitNotes, StrongLifts or Rythm. You see what is in it first.",
                "file",
                accept=".csv,.txt,.json,text/csv,text/plain,text/comma-separated-values,application/json",
                on_choose=send_file("imports/files", LARGEST, "The file is larger than 50 MB."),
            ),
        ),
        told(State.told),
        kit.fold(
            "Where do I find the file?",
            rx.el.dl(
                *[
                    rx.el.div(
                        rx.el.dt(app, class_name="medium"), rx.el.dd(way, class_name="text-small ink-2")
                    )
                    for app, way in APPS
                ],
                class_name="col",
            ),
        ),
    )


def _head() -> rx.Component:
    return kit.row(
        kit.col(
            rx.el.h2(State.seen.source, class_name="text-lead semibold"),
            rx.el.p(State.seen.file, class_name="text-small ink-3 truncate"),
            gap=0,
            class_name="grow",
        ),
        kit.icon_button("close", "Choose another file", on_click=State.discard),
    )


def _unit() -> rx.Component:
    return rx.cond(
        State.seen.needs_unit,
        kit.card(
            kit.card_head("What are the weights in?"),
            rx.el.p("The file does not say.", class_name="text-small ink-2"),
            rx.el.div(
                kit.segmented(
                    (("kg", "Kilograms"), ("lb", "Pounds")), State.unit, _pick_unit, label="Weights in"
                ),
                class_name="mt-3",
            ),
        ),
        rx.fragment(),
    )


def _pick_unit(unit: str) -> Any:
    pick: Any = State.pick_unit
    return pick(unit)


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.where, class_name="text-small ink-3 num"),
        rx.el.span(line.reason, class_name="text-small block"),
    )


def _lines(count: Any, what: str, note: str, lines: Any) -> rx.Component:
    return rx.cond(
        count,
        kit.fold(
            rx.fragment(count, what),
            rx.el.ul(rx.foreach(lines, _line), class_name="col gap-2"),
            rx.cond(State.seen.more, rx.el.p(State.seen.more, class_name="hint"), rx.fragment()),
            note=note,
        ),
        rx.fragment(),
    )


def looking() -> rx.Component:
    """What is in the file, what is open about it, and the button that imports it."""
    seen = State.seen
    numbers = kit.card(
        _head(),
        rx.el.p(seen.period, class_name="ink-2 mt-2"),
        rx.el.div(
            kit.stats(
                kit.stat("New workouts", seen.workouts),
                kit.stat("Sets", seen.sets),
            ),
            class_name="mt-3",
        ),
        rx.cond(seen.known, rx.el.p(seen.known, class_name="text-small ink-2 mt-3"), rx.fragment()),
    )
    go = rx.cond(
        seen.nothing_new,
        kit.banner("Everything in this file is here already.", tone="info"),
        kit.button(
            seen.go,
            kind="primary",
            size="lg",
            block=True,
            on_click=State.start,
        ),
    )
    return rx.fragment(
        numbers,
        _unit(),
        matches(),
        _lines(
            seen.broken,
            " cannot be read",
            "Left out; correct them in the file, or add them by hand.",
            State.broken_lines,
        ),
        _lines(
            seen.odd,
            " to look at",
            "Imported as they are. What is too odd is never a record.",
            State.odd_lines,
        ),
        problem(),
        go,
    )


def waiting() -> rx.Component:
    """How far the import is; it asks again by itself."""
    return kit.card(
        every(State.watch, 600),
        rx.el.h2("Importing", class_name="text-lead semibold"),
        rx.el.p(State.progress_words, class_name="ink-2 mt-1 num", role="status"),
        rx.el.div(kit.progress(State.progress, label="Imported"), class_name="mt-3"),
        rx.el.p(
            "You can leave this page: it goes on, and stands here when it is done.",
            class_name="text-small ink-3 mt-3",
        ),
    )


def done() -> rx.Component:
    """What came in."""
    summary = State.summary
    return kit.card(
        kit.row(
            kit.icon("check", class_name="ink-success"),
            rx.el.h2(summary.title, class_name="text-lead semibold grow"),
            gap=2,
        ),
        rx.el.div(
            kit.stats(kit.stat("Sets", summary.sets), kit.stat("New exercises", summary.exercises)),
            class_name="mt-3",
        ),
        rx.el.ul(
            rx.foreach(summary.asides, lambda aside: rx.el.li(aside, class_name="text-small ink-2")),
            class_name="col gap-1 mt-3",
        ),
        kit.row(
            kit.button("Another file", on_click=State.discard),
            kit.button("See your history", kind="primary", href=routes.HISTORY),
            class_name="justify-end mt-4",
        ),
    )
