"""Sends from the browser what must not go through the websocket, and tells a state how that went.

The socket has no limit for a file and no door for a password; our API has both.
"""

from typing import Any, cast

import reflex as rx
from reflex_components_core.el.element import Element

from rythm.ui.kit.markup import attributes
from rythm.ui.pwa.screen.connection import UNREACHABLE

AWAY = "You are offline. This needs a connection."
_TELL = (
    "const tell = (problem) => { const form = document.getElementById('told');"
    " form.elements.problem.value = problem; form.requestSubmit() };"
    f" const lost = () => tell(navigator.onLine ? {UNREACHABLE!r} : {AWAY!r});"
)


def told(on_told: Any) -> rx.Component:
    """Nothing to see: a form whose field `problem` says what went wrong, empty when nothing did."""
    return rx.el.form(
        rx.el.input(type="hidden", name="problem"),
        on_submit=on_told,
        hidden=True,
        custom_attrs=attributes(id="told"),
    )


def send_file(path: str, most: int, says: str) -> rx.Var[Any]:
    """The change handler of a file input: the file goes to our API as it is.

    One of more than `most` bytes stays, and `says` is told.
    """
    return rx.Var(
        f"((event) => {{ {_TELL} const input = event.target, file = input.files[0];"
        " const place = input.parentElement; if (!file) return;"
        " const done = (problem) => { place.removeAttribute('aria-busy'); input.value = ''; tell(problem) };"
        f" if (file.size > {most}) return done({says!r});"
        " place.setAttribute('aria-busy', 'true');"
        f" fetch('/api/v1/{path}?name=' + encodeURIComponent(file.name), {{ method: 'POST', body: file,"
        " headers: { 'X-Rythm': '1', 'Content-Type': 'application/octet-stream' } })"
        ".then(async (answer) => done(answer.ok ? '' : (await answer.json()).error.message))"
        ".catch(() => { place.removeAttribute('aria-busy'); input.value = ''; lost() }) })"
    )


def send_form(path: str, field: str) -> rx.Var[Any]:
    """The submit handler of a form: one field goes to our API, and is empty afterwards."""
    return rx.Var(
        f"((event) => {{ {_TELL} event.preventDefault(); const field = event.target.elements[{field!r}];"
        f" globalThis.rythm.ask({path!r}, {{ [{field!r}]: field.value }}).then((got) => {{"
        " field.value = ''; const wrong = got.answer?.error;"
        f" tell(got.ok ? '' : wrong?.fields?.[{field!r}] ?? wrong?.message ?? {UNREACHABLE!r})"
        " }, lost) })"
    )


class _Plain(Element):
    """A form without Reflex's own way of sending it."""

    tag = "form"


def sent(path: str, field: str, *children: Any, **props: Any) -> rx.Component:
    """A form of which one field goes to our API when it is submitted."""
    attrs = {"onSubmit": send_form(path, field)}
    return cast("rx.Component", _Plain.create(*children, custom_attrs=attrs, **props))
