"""Shows an expected error on the page it happened on: at the field, as a toast, or by going to sign in."""

from typing import Any

import reflex as rx

from rythm.core.errors import AppError, Unauthenticated
from rythm.ui.notice import Notice


async def show(state: rx.State, error: AppError) -> Any:
    """Put the error where people look for it; a state with an `errors` dict gets the messages of its fields."""
    if isinstance(error, Unauthenticated):
        return rx.redirect("/")
    if error.fields and "errors" in state.vars:
        state.errors = error.fields  # type: ignore[attr-defined]
    else:
        notice = await state.get_state(Notice)
        notice.text, notice.is_error = error.message, True
    return None
