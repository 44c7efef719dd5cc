"""A temporary password, shown once and easy to take along."""

from typing import Any

import reflex as rx

from rythm.ui import kit

_COPY = kit.compiled(
    "((field) => { field.select(); return navigator.clipboard"
    " ? navigator.clipboard.writeText(field.value) : document.execCommand('copy') })"
    "(document.getElementById('temporary-password'))"
)
"""Browsers give the clipboard to secure pages only; the old way still works on a plain address."""


def temporary_password(password: Any, copied: Any, mark_copied: Any) -> rx.Component:
    """The password and a button that copies it; without one, that the person keeps their own."""
    once = kit.col(
        kit.field(
            "Temporary password",
            "temporary-password",
            default=password,
            read_only=True,
            hint="Shown only now. Give it to them, and ask them to change it.",
            autocomplete="off",
        ),
        kit.button(
            rx.cond(copied, "Copied", "Copy password"),
            icon_name="copy",
            block=True,
            on_click=[_COPY, mark_copied],
        ),
    )
    keeps = kit.banner("They have an account already and keep their password.", tone="info")
    return rx.cond(password, once, keeps)
