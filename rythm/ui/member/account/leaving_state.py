"""Taking everything along, and leaving for good."""

from typing import Any
from urllib.parse import quote

import reflex as rx

from rythm import access
from rythm.access import Permission
from rythm.identity import leaving
from rythm.ui.forms import fields_of
from rythm.ui.notice import say
from rythm.ui.state import action, context
from rythm.ui.words import long_day
from rythm.ui.zone import zone_of


class LeavingState(rx.State):
    """Until when somebody who asked to be forgotten can still take it back."""

    loaded: bool = False
    trains: bool = False
    zone: str = "UTC"
    leaves: str = ""
    asking: bool = False
    problem: str = ""

    @action(Permission.ACCOUNT_MANAGE)
    async def load(self):
        """Read whether the person is about to leave, and whether there is something to take along."""
        async with context(self) as ctx:
            may = access.reach(ctx.actor.role, Permission.WORKOUT_LOG) is not None
            self.trains = may and await access.member_id(ctx) is not None
            when = await leaving.leaves_at(ctx)
        zone = zone_of(self)
        self.zone = quote(getattr(zone, "key", "UTC"), safe="")
        self.leaves = "" if when is None else f"{long_day(when, zone)}, {when.astimezone(zone):%H:%M}"
        self.problem, self.asking, self.loaded = "", False, True

    @action(Permission.ACCOUNT_MANAGE)
    async def ask(self):
        """Ask for the password before anything happens."""
        self.problem, self.asking = "", True

    @action(Permission.ACCOUNT_MANAGE)
    async def keep(self):
        """Close the question; nothing happened."""
        self.problem, self.asking = "", False

    @action(Permission.ACCOUNT_MANAGE)
    async def told(self, form: dict[str, Any]):
        """Hear from the browser that leaving was asked for, or why not."""
        problem = fields_of(form).get("problem")
        if isinstance(problem, str) and problem:
            self.problem = problem[:300]
            return None
        return LeavingState.load

    @action(Permission.ACCOUNT_MANAGE)
    async def stay(self):
        """Take it back."""
        async with context(self) as ctx:
            await leaving.stay(ctx)
        self.leaves = ""
        await say(self, "Your account stays as it is.")
