"""The sign-in page: who is signed in goes home, and in demo mode there are accounts to look around with."""

import reflex as rx

from rythm.core.errors import Unauthenticated
from rythm.core.schema import Read
from rythm.core.settings import settings
from rythm.demo.people import PASSWORD, SYSTEM_ADMIN, TENANTS
from rythm.identity.rules import HOMES
from rythm.ui.state import context, open_to_all
from rythm.web.cookies import PERSON, value_of

DOORS = (("athlete", "Member"), ("coach", "Coach"), ("admin", "Gym admin"), ("owner", "Owner"))


class Door(Read):
    """One account to look around with."""

    email: str
    name: str
    label: str
    note: str


class DemoDoors(rx.State):
    """Whom one may be with one tap."""

    doors: list[Door] = []
    password: str = ""

    @open_to_all
    async def load(self):
        """Send home whoever is signed in; offer the demo's accounts, when this is a demo."""
        if home := await self._home():
            return rx.redirect(home)
        if settings().demo:
            self.doors, self.password = demo_doors(), PASSWORD
        return None

    async def _home(self) -> str:
        """The home of the person this browser and this phone's store agree on; empty when there is none."""
        try:
            async with context(self) as ctx:
                known = value_of(PERSON, self._get_root_state().router.headers.cookie)
                return HOMES[ctx.actor.role] if known == str(ctx.actor.user_id) else ""
        except Unauthenticated:
            return ""


def demo_doors() -> list[Door]:
    """The member, coach and admin of each demo gym, their owner, and the platform's administrator."""
    doors = [
        Door(email=person.email, name=person.name, label=label, note=f"{person.name}, {gym.name}")
        for gym in TENANTS
        for who, label in DOORS
        for person in gym.people
        if person.email == f"{who}@{gym.slug}.demo"
    ]
    system = SYSTEM_ADMIN
    return [*doors, Door(email=system.email, name=system.name, label="System admin", note=system.name)]
