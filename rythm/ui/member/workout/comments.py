"""Comments on a workout and its sets: what was said, and writing, changing and taking back one's own."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.workout.comments_state import CommentsState
from rythm.ui.pwa.away import while_away


def comment_on_set(set_id: Any, label: Any) -> rx.Component:
    """The button at a set: says how much was said about it, and begins a comment on it."""
    state = CommentsState
    said = state.on_set[set_id]
    return rx.cond(
        state.loaded,
        kit.icon_button(
            "message",
            rx.cond(said, f"Comment on {label}, {said}", f"Comment on {label}"),
            size="sm",
            on_click=state.compose(set_id),
            class_name=rx.cond(said, "ink-accent", "ink-3"),
        ),
        rx.fragment(),
    )


def _note(note: Any) -> rx.Component:
    state = CommentsState
    mine = kit.menu(
        f"comment-{note.id}",
        f"Your comment of {note.when}",
        kit.menu_item("Change", state.change(note.id), icon_name="edit"),
        kit.menu_item("Delete", state.remove(note.id), icon_name="trash", danger=True),
    )
    return rx.el.li(
        kit.avatar(note.who, "sm"),
        rx.el.div(
            rx.el.p(
                rx.el.span(note.who, class_name="medium"),
                rx.el.span(note.when, class_name="ink-3 text-small"),
                rx.cond(note.is_new, kit.badge("New", tone="accent"), rx.fragment()),
                class_name="row gap-2 wrap",
            ),
            rx.el.p(note.text, class_name="prewrap ink-2"),
            class_name="grow",
        ),
        rx.cond(note.is_mine, mine, rx.fragment()),
        class_name="row items-start",
        key=note.id,
    )


def _topic(topic: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h3(topic.about, class_name="text-small medium ink-3 num"),
            kit.button("Answer", kind="quiet", size="sm", on_click=CommentsState.compose(topic.set_id)),
            class_name="row between",
        ),
        rx.el.ul(rx.foreach(topic.notes, _note), class_name="col mt-2"),
        key=topic.set_id,
    )


def _writing() -> rx.Component:
    state = CommentsState
    form = rx.el.form(
        kit.col(
            kit.form_error(state.errors["form"]),
            while_away("It is sent once there is signal, as long as this stays open."),
            kit.textarea(
                "Comment",
                "text",
                default=state.draft,
                hide_label=True,
                error=state.errors["text"],
                placeholder="What went well, what to do otherwise",
                max_length=1000,
                rows=4,
            ),
            kit.row(
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=state.leave),
                kit.button(rx.cond(state.writing == "edit", "Save", "Send"), kind="primary", submit=True),
            ),
        ),
        on_submit=state.save,
        no_validate=True,
    )
    return kit.dialog(
        "comment",
        rx.cond(state.writing == "edit", "Change your comment", "Comment"),
        rx.el.p(state.about, class_name="text-small ink-3 num"),
        rx.el.div(form, class_name="mt-3"),
        opened=state.writing != "",
        on_close=state.leave,
    )


def comments() -> rx.Component:
    """What was said, above the sets; nothing as long as nothing was."""
    state = CommentsState
    card = kit.card(
        kit.card_head("Comments"),
        kit.col(
            rx.cond(
                state.earlier,
                kit.button("Show earlier comments", kind="quiet", on_click=state.show_earlier),
                rx.fragment(),
            ),
            kit.col(rx.foreach(state.topics, _topic), gap=6),
            gap=4,
        ),
    )
    return rx.cond(state.loaded & (state.topics.length() > 0), card, rx.fragment())


def commenting() -> rx.Component:
    """The way to say something about the whole workout, below its sets, with the dialog for any comment."""
    state = CommentsState
    begin = kit.button("Comment on the workout", icon_name="message", block=True, on_click=state.compose(""))
    return rx.fragment(
        rx.cond(state.loaded, begin, rx.fragment()),
        _writing(),
        kit.toast(state.done, on_close=state.forget, undo=state.undo),
    )
