"""The timeline of records: what was broken, by how much, newest first, by month."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, paging, routes
from rythm.ui.address import address
from rythm.ui.me import Me
from rythm.ui.member.records.state import RecordsState
from rythm.ui.page import Page
from rythm.ui.pwa.away import unless_away
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import member
from rythm.ui.shells.member import progress_tabs


def _numbers() -> rx.Component:
    return kit.stats(
        kit.stat("Records", RecordsState.records, note="in 12 weeks"),
        kit.stat("Exercises", RecordsState.exercises, note="you got better at"),
    )


def _broken(one: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(one.name, class_name="grow truncate"),
        rx.el.span(one.value, class_name="num ink"),
        rx.el.span(one.more, class_name="num ink-accent semibold record-more"),
        class_name="row gap-2 items-baseline",
        key=one.name,
    )


def _line(line: Any) -> rx.Component:
    lead = rx.el.span(
        rx.el.span(line.weekday, class_name="text-caption ink-3 block"),
        rx.el.span(line.day, class_name="text-lead semibold num block"),
        class_name="line-date",
    )
    return kit.line(
        line.name,
        rx.fragment(rx.foreach(line.broken, _broken)),
        lead=lead,
        href=line.href,
        chevron=False,
        key=line.key,
    )


def _month(month: Any) -> rx.Component:
    return rx.el.section(
        kit.section_head(month.name),
        kit.rows(rx.foreach(month.lines, _line), class_name="mt-2"),
        key=f"{RecordsState.page}{month.name}",
    )


def _list() -> rx.Component:
    return rx.fragment(
        _numbers(),
        paging.newer(RecordsState.newer, RecordsState.page, RecordsState.load_newer),
        rx.foreach(RecordsState.months, _month),
        paging.older("Older records", RecordsState.more, RecordsState.load_older),
    )


def _nothing() -> rx.Component:
    return kit.card(
        kit.empty(
            "No records yet",
            "The second time you do an exercise there is something to beat. What you break stands here.",
            kit.button("Choose a template", kind="primary", href=routes.TEMPLATES),
        )
    )


@rx.memo
def records_coming() -> rx.Component:
    """While it loads; without a connection, why it does not."""
    loading = rx.fragment(kit.skeleton("head", "short"), kit.skeleton_rows(6, avatars=False))
    words = "Your records are safe, and stand here once there is signal."
    return unless_away(loading, "Records need a connection", words)


def page() -> rx.Component:
    """`/progress`."""
    return member(
        progress_tabs(routes.RECORDS),
        address(RecordsState.page),
        rx.cond(RecordsState.loaded, rx.cond(RecordsState.months, _list(), _nothing()), records_coming()),
        current=routes.RECORDS,
        me=Me,
        title="Records",
        chip=chip(),
    )


PAGE = Page(routes.RECORDS, "Records", page, on_load=[RecordsState.load], allow=Permission.WORKOUT_LOG)
