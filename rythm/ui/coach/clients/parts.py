"""What the roster is made of: a table on a laptop, cards on a phone, filters above."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.coach.clients.lines import LONG
from rythm.ui.coach.clients.state import ClientsState

COLUMNS = 8
SHOWN = (
    ("all", "All"),
    ("attention", "Needs attention"),
    ("praise", "To praise"),
    ("on_track", "On track"),
    ("snoozed", "Snoozed"),
)
SORTS = [("name", "By name"), ("compliance", "Least compliant"), ("last", "Longest away")]


def filters() -> list[rx.Component]:
    """Search, groups and order."""
    state = ClientsState
    chips = [
        kit.filter_chip(
            rx.fragment(words, " ", rx.el.span(state.counts[key], class_name="num ink-3")),
            state.show == key,
            state.pick(key),
        )
        for key, words in SHOWN
    ]
    return [
        kit.search("Search clients", name="search", on_change=state.search.debounce(250)),
        kit.chips(*chips, label="Show"),
        kit.filter_select(
            "Most urgent first", "sort", SORTS, state.sort, state.order, everything="Most urgent first"
        ),
    ]


def roster() -> rx.Component:
    """The clients of this page of the roster, and the way to the others."""
    state = ClientsState
    return rx.fragment(
        _table(),
        rx.el.div(rx.foreach(state.groups, _cards), class_name="phone-only"),
        rx.cond(state.has_earlier | state.has_later, _pages(), rx.fragment()),
    )


def _pages() -> rx.Component:
    state = ClientsState
    return kit.row(
        rx.el.span(state.shown, class_name="text-small ink-3 num grow"),
        kit.button("Earlier", size="sm", on_click=state.earlier, disabled=~state.has_earlier),
        kit.button("Later", size="sm", on_click=state.later, disabled=~state.has_later),
        class_name="p-4",
    )


def _weeks(client: Any) -> rx.Component:
    return kit.pulse_of(
        client.weeks,
        floor=True,
        label=client.weeks_said,
        class_name=rx.Var.create("last-") + client.week_tone.to(str),
    )


def _last(client: Any) -> rx.Component:
    now = kit.row(
        kit.loading(), rx.el.span("Training now", class_name="medium"), gap=2, class_name="ink-accent"
    )
    day = rx.el.span(
        client.last, rx.el.small(client.last_title, class_name="truncate"), class_name="cell-two"
    )
    return rx.cond(client.is_training, now, day)


def _more(client: Any) -> rx.Component:
    return rx.cond(client.more != "", kit.badge(client.more, kit.sr_only(" more reasons")), rx.fragment())


def _why(client: Any) -> rx.Component:
    reason = rx.el.span(
        rx.el.span(client.why, class_name="medium two-lines", title=client.why),
        rx.el.small(client.note, class_name="two-lines", title=client.note),
        class_name="cell-two grow",
    )
    calm = rx.el.span(client.why, class_name="ink-2")
    return rx.cond(client.tone != "", kit.row(kit.dot(client.tone), reason, _more(client), gap=2), calm)


def _row(client: Any) -> rx.Component:
    return kit.tr(
        kit.person_cell(client.name, href=routes.client(client.id)),
        kit.td(_why(client), fill=True),
        kit.td(_last(client), class_name="ink-2"),
        rx.foreach(client.shares, lambda each: kit.td(each.said, right=True, class_name=each.tone)),
        kit.td(_weeks(client)),
        kit.td(
            kit.row(
                _menu(client),
                rx.cond(
                    (client.tone != "") & (client.tone != "accent"),
                    kit.button("Review", size="sm", href=routes.client(client.id)),
                    rx.fragment(),
                ),
                gap=1,
                class_name="justify-end",
            )
        ),
        key=client.id,
    )


def _menu(client: Any) -> rx.Component:
    state = ClientsState
    return kit.menu(
        "client-" + client.id,
        "More for " + client.name,
        kit.menu_item("Reasons, agreement and notes", state.open(client.id), icon_name="note"),
        rx.cond(
            (client.tone != "") & state.keeps,
            kit.menu_item("Mark as seen", state.see(client.id, ""), icon_name="eye"),
            rx.fragment(),
        ),
        rx.cond(
            state.keeps,
            rx.cond(
                client.snoozed != "",
                kit.menu_item("Wake", state.wake(client.id), icon_name="sun"),
                rx.fragment(
                    *[
                        kit.menu_item(f"Snooze for {said}", state.snooze(client.id, days), icon_name="moon")
                        for days, said in LONG.items()
                    ]
                ),
            ),
            rx.fragment(),
        ),
    )


def _group(group: Any) -> rx.Component:
    heading = kit.group_row(group.title, group.count, columns=COLUMNS)
    return rx.fragment(
        rx.cond(group.title != "", heading, rx.fragment()),
        rx.foreach(group.clients, _row),
        key=group.title,
    )


def _table() -> rx.Component:
    head = [
        kit.th("Client"),
        kit.th("Why"),
        kit.th("Last workout"),
        kit.th("Compliance % 7 / 30 / 90 d", right=True, span=3),
        kit.th("12 weeks"),
        kit.th("Actions", hidden=True),
    ]
    return rx.el.div(
        kit.table(head, rx.foreach(ClientsState.groups, _group), label="Clients"),
        class_name="wide-only row-links",
    )


def _card(client: Any) -> rx.Component:
    dot = rx.cond(client.tone != "", kit.dot(client.tone), rx.fragment())
    words = rx.cond(
        client.is_training & (client.tone == ""),
        rx.el.span("Training now", class_name="ink-accent"),
        rx.el.span(dot, rx.el.span(client.why), class_name="row gap-2"),
    )
    month = client.shares[1]
    return kit.line(
        client.name,
        words,
        person=client.name,
        wraps=True,
        end=rx.el.span(
            kit.sr_only("Compliance of 30 days: "),
            rx.el.span(month.said, class_name=month.tone),
            rx.el.span("%", class_name="text-small ink-3"),
            class_name="num medium shrink-0",
        ),
        on_click=ClientsState.open(client.id),
        key=client.id,
    )


def _cards(group: Any) -> rx.Component:
    title = rx.cond(group.title != "", group.title, "Clients")
    return rx.el.section(
        kit.section_head(title, rx.el.span(group.count, class_name="text-small ink-3 num")),
        kit.rows(rx.foreach(group.clients, _card), inset=True, class_name="mt-2"),
        class_name="px-4 py-2",
        key=group.title,
    )
