"""A card that opens on a tap: what most people need not read."""

import reflex as rx

from rythm.ui.kit.icon import icon
from rythm.ui.kit.layout import col, row
from rythm.ui.kit.markup import Child, Flag, Text, children_of


def fold(title: Text, *children: Child, note: Child = None, open: Flag = False) -> rx.Component:
    """A card with its heading and a line on what is in it; the rest shows when it is pressed."""
    words = [rx.el.span(title, class_name="semibold")]
    if note is not None:
        words.append(rx.el.span(note, class_name="text-small ink-3"))
    return rx.el.details(
        rx.el.summary(
            row(
                col(*words, gap=0, class_name="grow"),
                icon("chevron-down", class_name="ink-3 shrink-0"),
            ),
            class_name="card-pad",
        ),
        col(*children_of(*children), gap=3, class_name="template-body"),
        class_name="card",
        open=open,
    )
