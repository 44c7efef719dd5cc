"""Why to look at the client shown, as the roster has it: marked as seen, put off, and taken back."""

from datetime import datetime, tzinfo

import reflex as rx

from rythm.access import Permission
from rythm.coaching import attention, queries
from rythm.coaching.rules import Kind
from rythm.coaching.schemas import ClientHead
from rythm.coaching.views import SeenReason, Snooze
from rythm.core.context import Context
from rythm.ui.coach.clients.lines import LONG, ClientLine, ReasonLine, client_line
from rythm.ui.forms import id_in, parse
from rythm.ui.state import action, context
from rythm.ui.zone import zone_of


class StandingState(rx.State):
    """The reasons, and what can be undone; whoever does not keep a roster here only reads."""

    client: ClientLine = ClientLine()
    keeps: bool = False
    done: str = ""
    _undo: str = ""
    _undo_what: str = ""

    @action(Permission.CLIENT_MANAGE)
    async def see(self, kind: str = ""):
        """Mark a reason as seen, or all of them."""
        shown = [each for each in self.client.reasons if not each.is_seen and kind in ("", each.kind)]
        if not shown:
            return
        async with context(self) as ctx:
            await attention.see(ctx, id_in(self.client.id), [seen(each) for each in shown])
            await self._again(ctx)
        self._can_undo("Seen.", "seen", ",".join(each.kind for each in shown))

    @action(Permission.CLIENT_MANAGE)
    async def snooze(self, days: int):
        """Hear nothing of the client for so many days."""
        data = parse(Snooze, {"days": days})
        async with context(self) as ctx:
            before = await attention.snooze(ctx, id_in(self.client.id), data.days)
            await self._again(ctx)
        self._can_undo(f"Snoozed for {LONG[data.days]}.", "snooze", before.isoformat() if before else "")

    @action(Permission.CLIENT_MANAGE)
    async def wake(self):
        """Hear of the client again at once."""
        async with context(self) as ctx:
            before = await attention.put_off(ctx, id_in(self.client.id), None)
            await self._again(ctx)
        self._can_undo("Awake again.", "snooze", before.isoformat() if before else "")

    @action(Permission.CLIENT_MANAGE)
    async def undo(self):
        """Take back what was done last."""
        what, self.done, self._undo = self._undo, "", ""
        async with context(self) as ctx:
            member = id_in(self.client.id)
            if what == "seen":
                kinds = [Kind(each) for each in self._undo_what.split(",") if each in list(Kind)]
                await attention.unsee(ctx, member, kinds)
            elif what == "snooze":
                until = datetime.fromisoformat(self._undo_what) if self._undo_what else None
                await attention.put_off(ctx, member, until)
            await self._again(ctx)

    @action(Permission.CLIENT_READ)
    async def forget(self):
        """Let the line about what was done go."""
        self.done = self._undo = ""

    def _can_undo(self, said: str, what: str, which: str) -> None:
        self.done, self._undo, self._undo_what = said, what, which

    async def _again(self, ctx: Context) -> None:
        zone = zone_of(self)
        self._show(await queries.head(ctx, id_in(self.client.id), zone=zone), ctx.now, zone)

    def _show(self, head: ClientHead, now: datetime, zone: tzinfo) -> None:
        self.client, self.keeps = client_line(head.standing, now, zone), head.keeps_roster


def seen(reason: ReasonLine) -> SeenReason:
    """A reason as it was shown."""
    return SeenReason(kind=Kind(reason.kind), mark=reason.mark, level=reason.level)
