"""Why to look at a client, and putting them off: the same in the panel of the roster and on their page."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from rythm.ui import kit

DAYS = ((3, "3 days"), (7, "1 week"), (14, "2 weeks"))


def reason_rows(reasons: Any, keeps: Any, see: Callable[[Any], Any], *, bare: bool = False) -> rx.Component:
    """Each reason with its remark; who keeps a roster here marks it as seen."""

    def row(reason: Any) -> rx.Component:
        press = kit.button(
            "Seen",
            kit.sr_only(": " + reason.words),
            size="sm",
            icon_name="check",
            on_click=see(reason.kind),
        )
        end = rx.cond(
            reason.is_seen,
            rx.el.span("Seen", class_name="text-small ink-3"),
            rx.cond(keeps, press, rx.fragment()),
        )
        look = rx.cond(reason.is_seen, "block ink-3", "block medium")
        return rx.el.li(
            rx.el.div(
                kit.dot(rx.cond(reason.is_seen, "", reason.tone)),
                rx.el.span(
                    rx.el.span(reason.words, class_name=look),
                    rx.el.span(reason.note, class_name="block text-small ink-3"),
                    class_name="grow",
                ),
                end,
                class_name="line line-dense py-2",
            ),
            key=reason.kind,
        )

    return kit.rows(rx.foreach(reasons, row), bare=bare)


def snoozing(snoozed: Any, snooze: Callable[[int], Any], wake: Any) -> Sequence[rx.Component]:
    """For how long to hear nothing, or until when, with the way back: children of a row."""
    asleep = rx.fragment(
        rx.el.span(snoozed, class_name="grow text-small ink-2"),
        kit.button("Wake", size="sm", icon_name="sun", on_click=wake),
    )
    choose = [kit.button(said, size="sm", on_click=snooze(days)) for days, said in DAYS]
    return [rx.cond(snoozed != "", asleep, rx.fragment(*choose))]
