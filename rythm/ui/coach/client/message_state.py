"""A line to the client shown: writing it, and taking it back before it is read."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.community import messages
from rythm.community.schemas import SendMessage
from rythm.ui.coach.client.state import ClientState
from rythm.ui.forms import id_in, in_form, parse
from rythm.ui.state import action, context


class MessageState(rx.State):
    """The message being written, and the one sent last."""

    writing: bool = False
    errors: dict[str, str] = {}
    done: str = ""

    _sent_id: str = ""

    @action(Permission.CLIENT_MESSAGE)
    async def compose(self):
        """Begin to write."""
        self.writing, self.errors = True, {}

    @action(Permission.CLIENT_MESSAGE)
    async def leave(self):
        """Leave it."""
        self.writing = False

    @action(Permission.CLIENT_MESSAGE)
    async def send(self, form: dict[str, Any]):
        """Send the line to the client in the address."""
        member = self.client_id  # type: ignore[attr-defined]
        self.errors = {}
        with in_form():
            data = parse(SendMessage, form)
            async with context(self) as ctx:
                sent = await messages.send(ctx, id_in(member), data)
        self.writing, self._sent_id, self.done = False, str(sent.id), "It is sent."
        return ClientState.hear

    @action(Permission.CLIENT_MESSAGE)
    async def undo(self):
        """Take the message back."""
        self.done = ""
        async with context(self) as ctx:
            await messages.take_back(ctx, id_in(self._sent_id))
        return ClientState.hear

    @action(Permission.CLIENT_MESSAGE)
    async def forget(self):
        """Take the line away that offers to take it back."""
        self.done = ""
