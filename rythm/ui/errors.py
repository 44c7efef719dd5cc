"""Shows an error on the page it happened on: at the field, as a line, or by going to sign in."""

from typing import Any

import reflex as rx
import structlog

from rythm.core.errors import AppError, Unauthenticated
from rythm.ui.notice import Notice

UNEXPECTED = "Something went wrong on our side. Nothing was changed: try again in a moment."

log = structlog.get_logger()


async def show(state: rx.State, error: Exception) -> Any:
    """Put the error where people look for it; a state with an `errors` dict gets the messages of its fields.

    What nobody expected is logged and never shown.
    """
    if isinstance(error, Unauthenticated):
        return rx.redirect("/")
    if not isinstance(error, AppError):
        log.error("unexpected error on a page", state=type(state).__name__, exc_info=error)
        await _say(state, UNEXPECTED)
    elif error.fields and "errors" in state.vars:
        state.errors = error.fields  # type: ignore[attr-defined]
    else:
        await _say(state, error.message)
    return None


def unexpected(exception: Exception) -> None:
    """Log an error from outside our handlers; Reflex's own answer would run a script the pages forbid."""
    log.error("unexpected error in an event", exc_info=exception)


async def _say(state: rx.State, text: str) -> None:
    notice = await state.get_state(Notice)
    notice.text, notice.is_error = text, True
