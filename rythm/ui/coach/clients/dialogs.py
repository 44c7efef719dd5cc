"""The panel about one client: why to look at them, for how long not to, what is agreed, private notes."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.coach.clients.state import ClientsState
from rythm.ui.coach.reasons import reason_rows, snoozing

State = ClientsState


def panel() -> rx.Component:
    """The slide-over, once on the page."""
    return kit.slide_over(
        "client-panel",
        State.client.name,
        _shares(),
        _reasons(),
        _snooze(),
        _notes(),
        _agreement(),
        opened=State.panel,
        on_close=State.close,
        foot=[
            kit.spacer(),
            kit.button(
                "Review training", kind="primary", href=routes.client(State.client.id), on_click=State.close
            ),
        ],
        wide=True,
    )


def _shares() -> rx.Component:
    days = ("7 days", "30 days", "90 days")
    shares = [
        kit.stat(
            said,
            rx.el.span(State.client.shares[place].said, class_name=State.client.shares[place].tone),
            "%",
            small=True,
        )
        for place, said in enumerate(days)
    ]
    return _part("Compliance", kit.stats(*shares), note=State.client.agreed)


def _part(title: str, *children: Any, note: Any = None) -> rx.Component:
    aside = [rx.el.span(note, class_name="text-small ink-3")] if note is not None else []
    return rx.el.section(
        rx.el.div(
            rx.el.h3(title, class_name="semibold"), *aside, class_name="row wrap between items-baseline"
        ),
        *children,
        class_name="col gap-2",
    )


def _reasons() -> rx.Component:
    def see(kind: Any) -> Any:
        return State.see(State.client.id, kind)

    return _part(
        "Why",
        rx.cond(
            State.client.reasons,
            reason_rows(State.client.reasons, State.keeps, see),
            rx.el.p("Nothing that needs you.", class_name="text-small ink-2"),
        ),
    )


def _snooze() -> rx.Component:
    def snooze(days: int) -> Any:
        return State.snooze(State.client.id, days)

    choice = snoozing(State.client.snoozed, snooze, State.wake(State.client.id))
    part = _part("Snooze", kit.row(*choice, gap=2, class_name="wrap"), note="Comes back by itself")
    return rx.cond(State.keeps, part, rx.fragment())


def _agreement() -> rx.Component:
    def change(each: Any) -> rx.Component:
        return rx.el.li(rx.el.span(each.since, class_name="grow"), each.agreed, class_name="row between")

    form = rx.el.form(
        kit.grid(
            kit.number(
                "Workouts a week",
                "per_week",
                default=State.client.agreed_number,
                error=State.errors["per_week"],
                hint="0 is a pause.",
            ),
            kit.field(
                "From", "starts_on", kind="date", default=State.agreed_from, error=State.errors["starts_on"]
            ),
            columns=2,
        ),
        kit.row(kit.spacer(), kit.button("Agree", size="sm", submit=True)),
        on_submit=State.agree,
        no_validate=True,
        class_name="col",
        key="agreement-" + State.client.id,
    )
    return _part(
        "Agreement",
        form,
        rx.cond(
            State.agreed,
            rx.el.ul(rx.foreach(State.agreed, change), class_name="col gap-1 text-small ink-2"),
            rx.fragment(),
        ),
        note="Old weeks keep theirs",
    )


def _note(note: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.span(note.text, class_name="block prewrap"),
                rx.el.span(note.who, class_name="block text-small ink-3"),
                class_name="grow",
            ),
            kit.icon_button("edit", "Edit the note", size="sm", on_click=State.edit(note.id)),
            kit.icon_button("trash", "Delete the note", size="sm", on_click=State.remove(note.id)),
            class_name="line line-dense",
        ),
        key=note.id,
    )


def _notes() -> rx.Component:
    editing = State.editing != ""
    cancel = kit.button("Cancel", size="sm", kind="quiet", on_click=State.edit(""))
    form = rx.el.form(
        kit.form_error(State.errors["form"]),
        kit.textarea(
            "Note",
            "text",
            default=State.draft,
            hide_label=True,
            placeholder="Only coaches of this client and admins see it.",
            error=State.errors["text"],
        ),
        kit.row(
            kit.spacer(),
            rx.cond(editing, cancel, rx.fragment()),
            kit.button(rx.cond(editing, "Save note", "Add note"), size="sm", submit=True),
        ),
        on_submit=State.write,
        no_validate=True,
        class_name="col gap-2",
        key="note-" + State.draft_key.to_string(),
    )
    older = kit.button("Older notes", size="sm", kind="quiet", on_click=State.older_notes)
    return _part(
        "Private notes",
        form,
        rx.cond(State.notes, kit.rows(rx.foreach(State.notes, _note)), rx.fragment()),
        rx.cond(State.more_notes, kit.row(older, class_name="justify-center"), rx.fragment()),
        note="Never shown to the client",
    )
