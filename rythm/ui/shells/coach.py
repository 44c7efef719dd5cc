"""The coach's shell."""

from typing import Any

import reflex as rx

from rythm.ui import routes
from rythm.ui.kit.markup import Child, Text
from rythm.ui.shells.desk import desk
from rythm.ui.shells.frame import NavItem

NAV = (
    NavItem("Clients", "people", routes.COACH),
    NavItem("Templates", "dumbbell", routes.ADMIN_TEMPLATES),
    NavItem("Exercises", "kettlebell", routes.ADMIN_EXERCISES),
    NavItem("Analytics", "trend", routes.COACH_ANALYTICS),
    NavItem("People", "user", routes.PEOPLE, roles=("tenant_admin", "org_admin", "system_admin")),
    NavItem("Account", "settings", routes.ACCOUNT),
)


def coach(*children: Child, current: str, me: Any, title: Text, **head: Any) -> rx.Component:
    """A coach's page; `head` is what `desk` takes: note, badge, lead, up, actions, toolbar, flush, chip."""
    return desk(NAV, children, home=routes.COACH, current=current, me=me, title=title, **head)
