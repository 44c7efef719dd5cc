"""A browser tab as the server sees it: events go through Reflex's own processor, the gate included."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState, State, StateUpdate
from reflex.utils.format import json_dumps
from reflex_base.event import Event
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.registry import RegisteredEventHandler, RegistrationContext

from rythm.rythm import app
from tests.ui.conftest import sender

NOWHERE = "/404"

REGISTERED: Mapping[str, RegisteredEventHandler] = dict(RegistrationContext.get().event_handlers)
"""Every event a client can name, by its name on the wire."""


def is_ours(state: type[BaseState]) -> bool:
    """Whether the state is the program's own and not the framework's."""
    return not state.__module__.partition(".")[0].startswith("reflex")


HANDLERS: dict[str, RegisteredEventHandler] = {
    name: found
    for name, found in sorted(REGISTERED.items())
    if is_ours(found.states[0]) and not name.endswith(".setvar")
}
"""The event handlers of our own states."""

STATES: list[type[BaseState]] = sorted(
    (kind for kind in RegistrationContext.get().base_states.values() if is_ours(kind)),
    key=lambda kind: kind.get_full_name(),
)


def short(name: str) -> str:
    """`PeopleState.load` for the long name on the wire."""
    found = REGISTERED[name]
    return f"{found.states[0].__name__}.{name.rpartition('.')[2]}"


@dataclass
class Tab:
    """One client token with what the server sent to it."""

    tabs: "Tabs"
    session: str | None
    token: str = field(default_factory=lambda: str(uuid4()))
    updates: list[StateUpdate] = field(default_factory=list)

    async def send(
        self, name: str, payload: Mapping[str, Any] | None = None, path: str = NOWHERE, **query: str
    ) -> None:
        """Send an event as this tab, and wait for all that follows from it."""
        event = Event(name=name, payload=dict(payload or {}), router_data=sender(self.session, path, query))
        future = await self.tabs.processor.enqueue(self.token, event)
        await future.wait_all()

    async def arrive(self, path: str, **query: str) -> None:
        """Stand on a page without having loaded it."""
        root = await self.tabs.states.get_state(BaseStateToken(ident=self.token, cls=State))
        root.router_data = root._update_router_vars(sender(self.session, path, query), root.router_data)

    async def state(self, kind: type[BaseState]) -> Any:
        """The tab's state of this class, to look at or to tamper with."""
        root = await self.tabs.states.get_state(BaseStateToken(ident=self.token, cls=State))
        return await root.get_state(kind)

    def went_to(self) -> list[str]:
        """Where the server has sent the tab."""
        return [
            event.payload["path"]
            for update in self.updates
            for event in update.events
            if "path" in event.payload
        ]

    async def all_of(self, kind: type[BaseState]) -> str:
        """What the server keeps of a state and what it has sent to the tab, as text."""
        state = await self.state(kind)
        kept = {name: getattr(state, name) for name in kind.get_fields()}
        sent = [[update.delta, [event.payload for event in update.events]] for update in self.updates]
        return f"{json_dumps(kept)}\n{json.dumps(sent, default=str)}"


class Tabs:
    """Opens tabs in front of one processor; takes what it sends in place of the websockets."""

    def __init__(self) -> None:
        self.states = StateManagerMemory()
        self.errors: list[Exception] = []
        self.processor = BaseStateEventProcessor(
            middleware=app, backend_exception_handler=lambda error: self.errors.append(error)
        )
        self._open: dict[str, Tab] = {}

    async def emit_update(self, update: StateUpdate, token: str) -> None:
        """Deliver what the server says."""
        self._open[token].updates.append(update)

    def open(self, session: str | None = None) -> Tab:
        """A new tab of the browser with this session."""
        tab = Tab(self, session)
        self._open[tab.token] = tab
        return tab

    def close(self, tab: Tab) -> None:
        """Let go of all that the server keeps of a tab."""
        self.states._purge_token(BaseStateToken(ident=tab.token, cls=State))
        tab.updates.clear()


@asynccontextmanager
async def serving() -> AsyncIterator[Tabs]:
    """The application without its sockets."""
    tabs = Tabs()
    async with tabs.processor.configure(state_manager=tabs.states, event_namespace=tabs):  # type: ignore[arg-type]
        yield tabs
    await tabs.states.close()  # a task of its own keeps all the states until then
