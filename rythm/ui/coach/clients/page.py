"""The roster of a coach: a table on a laptop, a list on a phone."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.coach.clients.state import ClientsState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.shells import coach

COLUMNS = 6


def _weeks(client: Any) -> rx.Component:
    return kit.pulse(client.bars, size="md", label="Workouts in each of the last 12 weeks")


def _last(client: Any) -> rx.Component:
    now = kit.row(
        kit.loading(), rx.el.span("Training now", class_name="medium"), gap=2, class_name="ink-accent"
    )
    day = rx.el.span(
        client.last, rx.el.small(client.last_title, class_name="truncate"), class_name="cell-two"
    )
    return rx.cond(client.is_training, now, day)


def _why(client: Any) -> rx.Component:
    reason = rx.el.span(
        rx.el.span(client.why, class_name="medium"), rx.el.small(client.note), class_name="cell-two"
    )
    calm = rx.el.span(rx.cond(client.note != "", client.note, client.why), class_name="ink-2")
    return rx.cond(client.tone != "", kit.row(kit.dot(client.tone), reason, gap=2), calm)


def _row(client: Any) -> rx.Component:
    return kit.tr(
        kit.person_cell(client.name, href=routes.client(client.id)),
        kit.td(_why(client)),
        kit.td(_last(client), class_name="ink-2"),
        kit.td(client.this_week, right=True),
        kit.td(_weeks(client)),
        kit.td(_open(client), class_name="text-right"),
        key=client.id,
    )


def _open(client: Any) -> rx.Component:
    """The picture of a row that leads somewhere; the name is its link."""
    review = rx.el.span("Review", class_name="btn btn-sm", aria_hidden="true")
    return rx.cond(
        client.tone != "",
        review,
        rx.el.span(kit.icon("chevron-right", "sm"), class_name="ink-3 row justify-end"),
    )


def _group(title: str, clients: Any) -> rx.Component:
    heading = kit.group_row(title, clients.length(), columns=COLUMNS)
    return rx.cond(clients.length() > 0, rx.fragment(heading, rx.foreach(clients, _row)), rx.fragment())


def _table() -> rx.Component:
    head = [
        kit.th("Client"),
        kit.th("Why"),
        kit.th("Last workout"),
        kit.th("This week", right=True),
        kit.th("12 weeks"),
        kit.th("Open", hidden=True),
    ]
    return rx.el.div(
        kit.table(
            head,
            _group("Needs attention", ClientsState.behind),
            _group("On track", ClientsState.on_track),
            label="Clients",
        ),
        class_name="wide-only row-links",
    )


def _card(client: Any) -> rx.Component:
    note = rx.cond(
        client.is_training,
        rx.el.span("Training now", class_name="ink-accent"),
        rx.cond((client.tone == "") & (client.note != ""), client.note, client.why),
    )
    return kit.line(
        client.name,
        note,
        person=client.name,
        end=_weeks(client),
        href=routes.client(client.id),
        key=client.id,
    )


def _cards(title: str, clients: Any) -> rx.Component:
    shown = rx.el.section(
        kit.section_head(title, rx.el.span(clients.length(), class_name="text-small ink-3 num")),
        kit.rows(rx.foreach(clients, _card), inset=True, class_name="mt-2"),
        class_name="px-4 py-2",
    )
    return rx.cond(clients.length() > 0, shown, rx.fragment())


def _roster() -> rx.Component:
    return rx.fragment(
        _table(),
        rx.el.div(
            _cards("Needs attention", ClientsState.behind),
            _cards("On track", ClientsState.on_track),
            class_name="phone-only",
        ),
        rx.cond(
            ClientsState.more,
            rx.el.p("More clients than fit here: search by name.", class_name="p-4 text-small ink-3"),
            rx.fragment(),
        ),
    )


def _nobody() -> rx.Component:
    return rx.cond(
        ClientsState.query != "",
        kit.empty("Nobody of that name", "Try a part of the first or last name."),
        kit.empty(
            "No clients yet",
            "Your gym's admin assigns members to you; they appear here with all their training.",
        ),
    )


def page() -> rx.Component:
    """`/coach`."""
    state = ClientsState
    someone = (state.behind.length() + state.on_track.length()) > 0
    return coach(
        rx.cond(
            state.loaded,
            rx.cond(someone, _roster(), _nobody()),
            rx.el.div(kit.skeleton_rows(8), class_name="px-4 py-2"),
        ),
        current=routes.COACH,
        me=Me,
        title="Clients",
        note=rx.cond(state.loaded, f"{state.date}. {state.note}", "\N{NO-BREAK SPACE}"),
        actions=(kit.stat("Workouts this week", state.this_week, small=True),),
        toolbar=(kit.search("Search clients", name="search", on_change=ClientsState.search.debounce(250)),),
        flush=True,
    )


PAGE = Page(routes.COACH, "Clients", page, on_load=[ClientsState.load], allow=Permission.CLIENT_READ)
