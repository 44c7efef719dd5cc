"""The demo's accounts on the sign-in page; none outside demo mode."""

import reflex as rx

from rythm.core.schema import Read
from rythm.core.settings import settings
from rythm.demo.people import PASSWORD, SYSTEM_ADMIN, TENANTS
from rythm.ui.state import open_to_all

DOORS = (("athlete", "Member"), ("coach", "Coach"), ("admin", "Gym admin"))


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
        """Offer the demo's accounts, when this is a demo."""
        if settings().demo:
            self.doors, self.password = demo_doors(), PASSWORD


def demo_doors() -> list[Door]:
    """The member, coach and admin of each demo gym, and the platform's administrator."""
    doors = [
        Door(email=person.email, name=person.name, label=label, note=f"{person.name}, {gym.name}")
        for gym in TENANTS
        for who, label in DOORS
        for person in gym.people
        if person.email == f"{who}@{gym.slug}.demo"
    ]
    system = SYSTEM_ADMIN
    return [*doors, Door(email=system.email, name=system.name, label="System admin", note=system.name)]
