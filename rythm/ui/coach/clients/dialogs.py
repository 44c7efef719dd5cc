"""The panel about one client: why to look at them, for how long not to, what is agreed, private notes."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.coach.clients.state import ClientsState

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


def _reason(reason: Any) -> rx.Component:
    seen = rx.cond(
        reason.is_seen,
        rx.el.span("Seen", class_name="text-small ink-3"),
        kit.button(
            "Seen",
            kit.sr_only(": " + reason.words),
            size="sm",
            icon_name="check",
            on_click=State.see(State.client.id, reason.kind),
        ),
    )
    return rx.el.li(
        rx.el.div(
            kit.dot(rx.cond(reason.is_seen, "", reason.tone)),
            rx.el.span(
                rx.el.span(reason.words, class_name=rx.cond(reason.is_seen, "block ink-3", "block medium")),
                rx.el.span(reason.note, class_name="block text-small ink-3"),
                class_name="grow",
            ),
            seen,
            class_name="line line-dense",
        ),
        key=reason.kind,
    )


def _reasons() -> rx.Component:
    return _part(
        "Why",
        rx.cond(
            State.client.reasons,
            kit.rows(rx.foreach(State.client.reasons, _reason)),
            rx.el.p("Nothing that needs you.", class_name="text-small ink-2"),
        ),
    )


def _snooze() -> rx.Component:
    asleep = kit.row(
        rx.el.span(State.client.snoozed, class_name="grow text-small ink-2"),
        kit.button("Wake", size="sm", icon_name="sun", on_click=State.wake(State.client.id)),
    )
    choose = kit.row(
        *[
            kit.button(said, size="sm", on_click=State.snooze(State.client.id, days))
            for days, said in ((3, "3 days"), (7, "1 week"), (14, "2 weeks"))
        ],
        gap=2,
        class_name="wrap",
    )
    return _part("Snooze", rx.cond(State.client.snoozed != "", asleep, choose), note="Comes back by itself")


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
