"""What was said to the member and waits to be read: messages, and comments on their workouts."""

import reflex as rx

from rythm.access import Permission
from rythm.community import messages, queries
from rythm.core.context import Context
from rythm.core.schema import Read
from rythm.ui import words
from rythm.ui.forms import id_in
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of

MOST = 3
GONE = "Somebody who left"


class MessageLine(Read):
    """A message in words."""

    id: str
    who: str
    when: str
    text: str


class ThreadLine(Read):
    """A workout with new comments, in words."""

    workout_id: str
    title: str
    said: str
    new: str


class NewsState(rx.State):
    """The cards of what is new, on Today and in the history."""

    messages: list[MessageLine] = []
    threads: list[ThreadLine] = []
    done: str = ""

    _id: str = ""

    @action(Permission.WORKOUT_LOG)
    async def load(self):
        """Read what waits."""
        async with context(self) as ctx:
            await self._show(ctx)

    @action(Permission.WORKOUT_LOG)
    async def read(self, message_id: str):
        """Mark a message as read."""
        async with context(self) as ctx:
            await messages.read(ctx, id_in(message_id))
            await self._show(ctx)
        self.done, self._id = "Marked as read.", str(message_id)

    @action(Permission.WORKOUT_LOG)
    async def undo(self):
        """Let the message wait again."""
        self.done = ""
        async with context(self) as ctx:
            await messages.unread(ctx, id_in(self._id))
            await self._show(ctx)

    @action(Permission.WORKOUT_LOG)
    async def forget(self):
        """Take the line away that offers to take it back."""
        self.done = ""

    async def _show(self, ctx: Context) -> None:
        zone = zone_of(self)
        inbox = await queries.inbox(ctx, unread=True, limit=MOST)
        self.messages = [
            MessageLine(
                id=str(each.id),
                who=each.sender_name or GONE,
                when=words.moment(each.sent_at, ctx.now, zone),
                text=each.text,
            )
            for each in inbox.items
        ]
        self.threads = [
            ThreadLine(
                workout_id=str(each.workout_id),
                title=f"{each.title or 'Workout'}, {words.within(words.day(each.started_at, ctx.now, zone))}",
                said=f"{each.author_name or GONE}: “{each.text}”",
                new=words.count(each.comments, "new comment"),
            )
            for each in await queries.news(ctx)
        ]
