"""Cards, section headings, list rows, statistics, banners, empty and loading states."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from rythm.ui.kit.avatar import avatar
from rythm.ui.kit.badge import Tone
from rythm.ui.kit.icon import Name, icon
from rythm.ui.kit.markup import Child, Handler, Text, attributes, children_of, classes
from rythm.ui.kit.pulse import Beat, pulse


def card(
    *children: Child, pad: bool = True, href: Text | None = None, class_name: Text = "", **props: Any
) -> rx.Component:
    """One idea on one surface; with `href` the whole card is a link."""
    look = classes("card", "card-pad" if pad else "", class_name)
    if href is not None:
        return ReactRouterLink.create(*children_of(*children), to=href, class_name=look, **props)
    return rx.el.section(*children_of(*children), class_name=look, **props)


def section_head(title: Text, *aside: Child) -> rx.Component:
    """The heading of a part of the page (h2), with something quiet or a link at its end."""
    return rx.el.div(rx.el.h2(title), *children_of(*aside), class_name="section")


def card_head(title: Text, *aside: Child) -> rx.Component:
    """The heading inside a card (h2)."""
    end = [rx.el.span(*children_of(*aside), class_name="text-small ink-3")] if aside else []
    return rx.el.div(
        rx.el.h2(title, class_name="semibold"), *end, class_name="row wrap between items-baseline card-head"
    )


def rows(
    *children: Child, inset: bool = False, bare: bool = False, class_name: Text = "", **props: Any
) -> rx.Component:
    """A list of `line` rows, hairlines between: a card of its own, or `bare` inside one.

    `inset` starts the hairlines past the avatar.
    """
    look = classes("list list-bare" if bare else "card list", "list-inset" if inset else "", class_name)
    return rx.el.ul(*children_of(*children), class_name=look, **props)


def line(
    title: Child,
    note: Child = None,
    *,
    lead: Child = None,
    end: Child = None,
    href: Text | None = None,
    download: bool = False,
    on_click: Handler = None,
    person: Text | None = None,
    chevron: bool | None = None,
    dense: bool = False,
    wraps: bool = False,
    class_name: Text = "",
    **props: Any,
) -> rx.Component:
    """One row of `rows`: something in front, title and note, something at the end.

    With `href` or `on_click` the row is pressed as a whole; `download` fetches a file from there. `person`
    puts that name's avatar in front. Title and note are cut to one line each unless the line `wraps`.
    """
    words = [rx.el.span(title, class_name=classes("medium block", "" if wraps else "truncate"))]
    if note is not None:
        words.append(
            rx.el.span(note, class_name=classes("text-small ink-3 block", "" if wraps else "truncate"))
        )
    pressed = href is not None or on_click is not None
    arrow = (
        icon("download" if download else "chevron-right", "sm", class_name="ink-3")
        if (pressed if chevron is None else chevron)
        else None
    )
    parts = children_of(
        lead if person is None else avatar(person), rx.el.span(*words, class_name="grow"), end, arrow
    )
    look = classes("line", "line-dense" if dense else "", class_name)
    if href is not None and download:
        return rx.el.li(A.create(*parts, href=href, download=True, class_name=look), **props)
    if href is not None:
        return rx.el.li(ReactRouterLink.create(*parts, to=href, class_name=look), **props)
    if on_click is not None:
        return rx.el.li(rx.el.button(*parts, type="button", on_click=on_click, class_name=look), **props)
    return rx.el.li(rx.el.div(*parts, class_name=look), **props)


def stat(
    label: Text, value: Child, unit: Child = None, *, note: Child = None, small: bool = False
) -> rx.Component:
    """A number that matters, its unit half as large, its name above."""
    parts: list[Any] = [
        rx.el.dt(label),
        rx.el.dd(value, *([rx.el.span(unit, class_name="unit")] if unit is not None else [])),
    ]
    if note is not None:
        parts.append(rx.el.dd(note, class_name="note"))
    return rx.el.dl(*parts, class_name="stat stat-sm" if small else "stat")


def stats(*children: Child, class_name: Text = "") -> rx.Component:
    """Statistics side by side."""
    return rx.el.div(*children_of(*children), class_name=classes("stats", class_name))


def banner(
    *children: Child, tone: Tone = "warning", icon_name: Name | None = None, alert: bool = False
) -> rx.Component:
    """A line that needs attention where it stands; `alert` announces it when it appears."""
    marks: dict[str, Name] = {"success": "check", "info": "info", "accent": "pulse", "": "info"}
    return rx.el.div(
        icon(icon_name or marks.get(tone, "alert"), "sm"),
        rx.el.span(*children_of(*children), class_name="grow"),
        class_name=classes("banner", f"is-{tone}" if tone else ""),
        custom_attrs=attributes(role="alert" if alert else None),
    )


def empty(title: Text, text: Text, action: Child = None) -> rx.Component:
    """What is missing here, what to do about it, and one button that does it."""
    heights = (0.1, 0.3, 0.6, 1, 0.45, 0.75, 0.3, 0.1)
    return rx.el.div(
        pulse([Beat(v, "") for v in heights], size="lg", floor=False),
        rx.el.h2(title, class_name="text-lead semibold"),
        rx.el.p(text, class_name="text-small ink-2"),
        *children_of(action),
        class_name="empty",
    )


Shape = Literal["line", "short", "head", "block", "round"]
_SHAPES: dict[Shape, str] = {
    "line": "skeleton w-3-4",
    "short": "skeleton w-1-4",
    "head": "skeleton skeleton-head w-1-2",
    "block": "skeleton skeleton-block w-full",
    "round": "skeleton skeleton-round",
}


def skeleton(*shapes: Shape) -> rx.Component:
    """The shape of what comes, one grey form below the other."""
    return rx.el.div(
        *[rx.el.span(class_name=_SHAPES[shape]) for shape in shapes],
        rx.el.span("Loading", class_name="sr-only"),
        class_name="col",
        role="status",
    )


def skeleton_rows(count: int = 4, *, avatars: bool = True) -> rx.Component:
    """A list that is on its way."""
    person = [rx.el.span(class_name=_SHAPES["round"])] if avatars else []
    return rx.el.div(
        *[
            rx.el.div(
                *person,
                rx.el.span(
                    rx.el.span(class_name="skeleton w-1-2"),
                    rx.el.span(class_name="skeleton w-1-4"),
                    class_name="col gap-2 grow",
                ),
                class_name="line",
            )
            for _ in range(count)
        ],
        rx.el.span("Loading", class_name="sr-only"),
        class_name="card list list-inset" if avatars else "card list",
        role="status",
    )
