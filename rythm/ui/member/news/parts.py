"""What is new to the member, where they look anyway: messages on Today, comments there and in the history."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.member.news.state import NewsState


def _message(message: Any) -> rx.Component:
    return kit.card(
        kit.row(
            kit.avatar(message.who, "sm"),
            rx.el.div(
                rx.el.p(message.who, class_name="medium"),
                rx.el.p(message.when, class_name="ink-3 text-small"),
                class_name="grow",
            ),
            kit.button("Mark as read", kind="quiet", on_click=NewsState.read(message.id)),
        ),
        rx.el.p(message.text, class_name="text-lead prewrap mt-2"),
        key=message.id,
    )


def _thread(thread: Any) -> rx.Component:
    return kit.line(
        thread.title,
        thread.said,
        lead=rx.fragment(kit.icon("message", class_name="ink-accent"), kit.sr_only(thread.new)),
        href=routes.workout(thread.workout_id),
        key=thread.workout_id,
    )


def messages() -> rx.Component:
    """Unread messages, each a card that can be marked as read."""
    return rx.fragment(
        rx.foreach(NewsState.messages, _message),
        kit.toast(NewsState.done, on_close=NewsState.forget, undo=NewsState.undo),
    )


def new_comments() -> rx.Component:
    """The workouts with new comments; nothing when there is none."""
    listed = kit.rows(rx.foreach(NewsState.threads, _thread), aria_label="New comments")
    return rx.cond(NewsState.threads, listed, rx.fragment())
