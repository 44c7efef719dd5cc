"""How an event handler declares who may call it; the gate refuses what nobody declared."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import reflex as rx

from rythm.access import Permission
from rythm.ui.errors import show
from rythm.ui.marks import EVERYONE, mark

Handler = TypeVar("Handler", bound=Callable[..., Any])


def action(permission: Permission) -> Callable[[Handler], Handler]:
    """Declare an event handler and the permission it needs; errors it raises are shown on the page."""
    return functools.partial(_declare, permission)


def open_to_all(handler: Handler) -> Handler:
    """Declare an event handler that anybody may call, signed in or not."""
    return _declare(EVERYONE, handler)


def _declare(permission: Permission | str, handler: Handler) -> Handler:
    if inspect.isasyncgenfunction(handler):

        @functools.wraps(handler)
        async def stream(self: rx.State, *args: Any, **kwargs: Any) -> AsyncIterator[Any]:
            try:
                async for step in handler(self, *args, **kwargs):
                    yield step
            except Exception as error:
                yield await show(self, error)

        declared: Any = stream
    else:

        @functools.wraps(handler)
        async def once(self: rx.State, *args: Any, **kwargs: Any) -> Any:
            try:
                return await handler(self, *args, **kwargs)
            except Exception as error:
                return await show(self, error)

        declared = once
    return mark(permission, declared)
