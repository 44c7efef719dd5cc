"""The member's shell: a phone page with a tab bar within thumb reach, on a laptop beside it."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.kit.markup import Child, Text, children_of
from rythm.ui.shells.frame import NavItem, side, skip_link, status

NAV = (
    NavItem("Today", "pulse", routes.TODAY),
    NavItem("Templates", "dumbbell", routes.TEMPLATES),
    NavItem("History", "history", routes.HISTORY),
    NavItem("Progress", "trend", routes.RECORDS),
    NavItem("Account", "user", routes.ACCOUNT),
)

LIBRARY = ((routes.TEMPLATES, "Templates"), (routes.EXERCISES, "Exercises"))
PROGRESS = (
    (routes.RECORDS, "Records"),
    (routes.VOLUME, "Volume"),
    (routes.BODY, "Body"),
    (routes.ACHIEVEMENTS, "Achievements"),
)


def page_head(title: Text, *actions: Child, eyebrow: Child = None, note: Child = None) -> rx.Component:
    """The top of a phone page: its one h1, a line above or below it, and what can be pressed at the right."""
    above = [rx.el.p(eyebrow, class_name="text-small ink-3 medium")] if eyebrow is not None else []
    below = [rx.el.p(note, class_name="ink-3")] if note is not None else []
    return rx.el.div(
        rx.el.div(*above, rx.el.h1(title, class_name="text-head"), *below, class_name="grow"),
        *([rx.el.div(*children_of(*actions), class_name="row gap-1 shrink-0")] if actions else []),
        class_name="page-head",
    )


def library_tabs(current: str) -> rx.Component:
    """What one trains from, in one place: templates and exercises."""
    return kit.tab_links(LIBRARY, current, label="Library")


def progress_tabs(current: str) -> rx.Component:
    """What training came to: records, volume by muscle, the body, achievements."""
    return kit.tab_links(PROGRESS, current, label="Progress")


def page_bar(up: Text, *actions: Child) -> rx.Component:
    """The top line of a page below a tab: the way up at the left, actions at the right."""
    return rx.el.div(
        kit.icon_button("back", "Back", href=up),
        rx.el.div(*children_of(*actions), class_name="row gap-0"),
        class_name="page-bar",
    )


def member(
    *children: Child,
    current: str,
    me: Any,
    title: Text | None = None,
    eyebrow: Child = None,
    note: Child = None,
    actions: tuple[Child, ...] = (),
    up: Text | None = None,
    chip: Child = None,
) -> rx.Component:
    """A member's page. With `title` the shell draws the head; without, the page draws its own single h1.

    `current` is the path of the tab that is on, `up` where the back arrow leads, `chip` the offline chip.
    """
    top = [page_bar(up, *actions)] if up is not None else []
    beside = () if up is not None else actions
    head = [page_head(title, *beside, eyebrow=eyebrow, note=note)] if title is not None else []
    return rx.el.div(
        skip_link(),
        side(NAV, current, me, home=routes.TODAY),
        rx.el.main(*top, *head, *children_of(*children), class_name="page", custom_attrs=_content()),
        status(chip),
        class_name="shell",
    )


def focus_page(*children: Child, chip: Child = None, plain: bool = False) -> rx.Component:
    """A page without tabs, for the live workout and its summary: nothing to press by mistake.

    The logger draws its own sticky top (`logger-top`) and dock; with `plain` the usual page padding is kept.
    """
    return rx.el.div(
        skip_link(),
        rx.el.main(
            *children_of(*children), class_name="page page-plain" if plain else "", custom_attrs=_content()
        ),
        status(chip),
        class_name="focus",
    )


def _content() -> dict[str, Any]:
    return {"id": "content", "tabIndex": -1}
