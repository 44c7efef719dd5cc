"""What all signed-in shells share: skip link, navigation, the signed-in person, the status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from rythm.ui import kit, routes
from rythm.ui.kit.icon import Name
from rythm.ui.kit.markup import Child, attributes


@dataclass(frozen=True)
class NavItem:
    """One place to go; `roles` names those who see it, nobody named means everybody."""

    label: str
    icon: Name
    path: str
    roles: tuple[str, ...] = ()
    wide: bool = False
    """Left out of a phone's tabs, which have no room for it; another link leads there."""


def skip_link() -> rx.Component:
    """Takes the keyboard past the navigation; native, since the router's own link would not move focus."""
    return A.create("Skip to content", href="#content", class_name="skip")


def _item(item: NavItem, current: str) -> rx.Component:
    return ReactRouterLink.create(
        kit.icon(item.icon),
        item.label,
        to=item.path,
        class_name="wide-only" if item.wide else "",
        custom_attrs=attributes(aria_current="page" if item.path == current else None),
    )


def navigation(items: Sequence[NavItem], current: str, me: Any) -> rx.Component:
    """The main navigation: a tab bar on phones, the sidebar's list on laptops."""
    links: list[Any] = []
    for item in items:
        made = _item(item, current)
        if not item.roles:
            links.append(made)
            continue
        allowed = me.role == item.roles[0]
        for role in item.roles[1:]:
            allowed = allowed | (me.role == role)
        links.append(rx.cond(allowed, made, rx.fragment()))
    return rx.el.nav(*links, class_name="nav", aria_label="Main")


def side(items: Sequence[NavItem], current: str, me: Any, *, home: str) -> rx.Component:
    """Brand, navigation and the signed-in person, who leads to the account page.

    `me` is a state class (or anything) with `name`, `role`, `tenant_name`.
    """
    account = attributes(aria_current="page") if current == routes.ACCOUNT else {}
    return rx.el.header(
        ReactRouterLink.create(
            kit.logo(), to=home, class_name="side-brand", custom_attrs=attributes(aria_label="Rythm, home")
        ),
        navigation(items, current, me),
        ReactRouterLink.create(
            kit.avatar(me.name, "sm"),
            rx.el.span(
                rx.el.span(me.name, class_name="text-small medium truncate block"),
                rx.el.span(me.tenant_name, class_name="text-caption ink-3 truncate block"),
                class_name="who-text grow",
            ),
            kit.sr_only("Account"),
            to=routes.ACCOUNT,
            class_name="who",
            custom_attrs=account,
        ),
        class_name="side",
    )


def status(chip: Child) -> rx.Component:
    """The place of the quiet chip that says how saving goes."""
    return rx.el.div(*([chip] if chip is not None else []), class_name="status", role="status")
