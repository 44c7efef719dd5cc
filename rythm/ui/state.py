"""How a page's state reaches the services: the gate every event passes, and the one way into the database.

Any connected client can send any event of any state, whatever page it stands on. So every handler declares
who may call it (`@action(Permission.X)` or `@open_to_all`), the gate refuses the rest before the handler
runs, and handlers reach data only through `context(self)`.
"""

from contextlib import AbstractAsyncContextManager
from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from rythm import access
from rythm.access import Permission
from rythm.core.actor import BySession
from rythm.core.context import Context, open_context
from rythm.core.crypto import token_hash
from rythm.core.errors import Forbidden, Unauthenticated
from rythm.identity.rules import HOMES
from rythm.ui.declared import action, open_to_all
from rythm.ui.marks import EVERYONE, marked
from rythm.web.cookies import session_token


def context(state: rx.State) -> AbstractAsyncContextManager[Context]:
    """The transaction of whoever this socket's session is of; raises Unauthenticated when it has ended."""
    return open_context(credential(state))


def credential(state: BaseState) -> BySession:
    """The session in the cookie of the websocket's handshake."""
    token = session_token(state._get_root_state().router.headers.cookie)
    if not token:
        raise Unauthenticated
    return BySession(token_hash(token))


def permission_of(event_name: str) -> Permission | str | None:
    """What an event needs: a permission, EVERYONE, or None when it was never declared."""
    registered = RegistrationContext.get().event_handlers.get(event_name)
    if registered is None:
        return None
    state = registered.states[0]
    if state.__module__.partition(".")[0].startswith("reflex"):
        return EVERYONE
    return marked(registered.handler.fn)


class Gate(Middleware):
    """Refuses events nobody declared, events without a live session, and events above the caller's role."""

    async def preprocess(self, app: Any, state: BaseState, event: Event) -> StateUpdate | None:
        """Let the event pass (None), or answer in its place."""
        needed = permission_of(event.name)
        if needed == EVERYONE:
            return None
        try:
            if needed is None:
                raise Forbidden
            async with open_context(credential(state)) as ctx:
                access.require(ctx, Permission(needed))
        except Unauthenticated:
            return _go("/")
        except Forbidden:
            return _go("/" if needed is None else HOMES.get(ctx.actor.role, "/"))
        return None


def _go(path: str) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type([rx.redirect(path)]))


__all__ = ["Gate", "action", "context", "credential", "open_to_all", "permission_of"]
