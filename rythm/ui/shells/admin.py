"""The admin's shell, for those who run a gym and for those who run the platform."""

from typing import Any

import reflex as rx

from rythm.ui import routes
from rythm.ui.kit.markup import Child, Text
from rythm.ui.shells.desk import desk
from rythm.ui.shells.frame import NavItem

COACHES = ("coach", "tenant_admin", "org_admin", "system_admin")

NAV = (
    NavItem("Tenants", "building", routes.TENANTS, roles=("system_admin",)),
    NavItem("People", "people", routes.PEOPLE, roles=("tenant_admin", "org_admin", "system_admin")),
    NavItem("Clients", "people", routes.COACH, roles=("coach",)),
    NavItem("Today", "home", routes.TODAY, roles=("athlete",)),
    NavItem("Templates", "dumbbell", routes.ADMIN_TEMPLATES),
    NavItem("Exercises", "kettlebell", routes.ADMIN_EXERCISES, roles=COACHES),
    NavItem("Clients", "client", routes.COACH, roles=("tenant_admin", "org_admin")),
    NavItem("Analytics", "trend", routes.COACH_ANALYTICS, roles=("coach",)),
    NavItem("Analytics", "trend", routes.ADMIN_ANALYTICS, roles=("tenant_admin", "org_admin")),
    NavItem("Gym", "building", routes.GYM, roles=("tenant_admin", "org_admin")),
    NavItem("Account", "settings", routes.ACCOUNT, wide=True),
)


def admin(*children: Child, current: str, me: Any, title: Text, **head: Any) -> rx.Component:
    """An admin's page; `head` is what `desk` takes: note, badge, lead, up, actions, toolbar, flush, chip."""
    return desk(NAV, children, home=routes.PEOPLE, current=current, me=me, title=title, **head)
