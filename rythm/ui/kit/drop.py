"""A large place to drop a file on, or to tap and choose one."""

import reflex as rx

from rythm.ui.kit.icon import icon
from rythm.ui.kit.markup import Text, attributes
from rythm.ui.kit.pulse import loading


def drop(label: Text, note: Text, ident: str, *, accept: str, on_choose: rx.Var[object]) -> rx.Component:
    """The native file input over the whole place, so that it takes drops and the keyboard by itself.

    `on_choose` is compiled JavaScript that gets the change event; it waits while the place is `aria-busy`.
    """
    return rx.el.div(
        rx.el.span(icon("upload", "lg"), class_name="drop-idle ink-accent"),
        rx.el.span(loading(), class_name="drop-busy"),
        rx.el.label(label, html_for=ident, class_name="semibold"),
        rx.el.span(note, class_name="text-small ink-3", custom_attrs=attributes(id=f"{ident}-note")),
        rx.el.input(
            type="file",
            accept=accept,
            custom_attrs=attributes(id=ident, aria_describedby=f"{ident}-note", onChange=on_choose),
        ),
        class_name="drop",
    )
