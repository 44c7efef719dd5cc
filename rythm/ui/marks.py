"""The mark on an event handler that says who may call it; what has none is refused."""

from typing import Any

import reflex as rx

from rythm.access import Permission

DECLARED = "_rythm_permission"
EVERYONE = "everyone"


def mark(permission: Permission | str, handler: Any) -> Any:
    """Make the function an event handler that needs this permission, or that EVERYONE may call."""
    setattr(handler, DECLARED, permission)
    return rx.event(handler)


def marked(handler: Any) -> Permission | str | None:
    """What a handler needs; None when nobody said."""
    return getattr(handler, DECLARED, None)
