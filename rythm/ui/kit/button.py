"""Buttons and links."""

from typing import Any, Literal

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink

from rythm.ui.kit.icon import Name, icon
from rythm.ui.kit.markup import Child, Flag, Handler, Text, attributes, children_of, classes
from rythm.ui.kit.pulse import loading

Kind = Literal["primary", "neutral", "quiet", "danger", "destroy"]
Size = Literal["sm", "md", "lg"]


def _button_classes(kind: Kind, size: Size, block: bool, only_icon: bool, more: Text) -> str | list[Any]:
    return classes(
        "btn",
        "" if kind == "neutral" else f"btn-{kind}",
        "" if size == "md" else f"btn-{size}",
        "btn-block" if block else "",
        "btn-icon" if only_icon else "",
        more,
    )


def button(
    *label: Child,
    kind: Kind = "neutral",
    size: Size = "md",
    icon_name: Name | None = None,
    href: Text | None = None,
    away: bool = False,
    busy: Flag = False,
    disabled: Flag = False,
    block: bool = False,
    submit: bool = False,
    on_click: Handler = None,
    aria_label: Text | None = None,
    class_name: Text = "",
    custom_attrs: dict[str, Any] | None = None,
    **props: Any,
) -> rx.Component:
    """A button, or with `href` a link that looks like one; `away` leaves the app, for a file to save.

    At most one `primary` in view; `destroy` only inside a confirming dialog. `busy` keeps the width and
    shows the loading pulse in place of the words.
    """
    mark = icon(icon_name, "sm" if size == "sm" or (label and size == "md") else "md") if icon_name else None
    parts = children_of(mark, *label)
    look = _button_classes(kind, size, block, not label, class_name)
    if on_click is not None:
        props["on_click"] = on_click
    extra = attributes(aria_label=aria_label) | (custom_attrs or {})
    if href is not None and away:
        return A.create(*parts, href=href, class_name=look, custom_attrs=extra, **props)
    if href is not None:
        return ReactRouterLink.create(*parts, to=href, class_name=look, custom_attrs=extra, **props)
    if busy is not False:
        waiting = rx.cond(busy, rx.el.span(loading(), class_name="btn-busy"), rx.fragment())
        parts.append(waiting)
        extra["aria-busy"] = rx.cond(busy, "true", "false")
        disabled = busy if disabled is False else rx.cond(busy, True, disabled)
    return rx.el.button(
        *parts,
        type="submit" if submit else "button",
        class_name=look,
        custom_attrs=extra,
        **({} if disabled is False else {"disabled": disabled}),
        **props,
    )


def icon_button(
    icon_name: Name,
    label: Text,
    *,
    kind: Kind = "quiet",
    size: Size = "md",
    href: Text | None = None,
    on_click: Handler = None,
    disabled: Flag = False,
    class_name: Text = "",
    **props: Any,
) -> rx.Component:
    """A square button with an icon only; `label` is what it is called."""
    return button(
        kind=kind, size=size, icon_name=icon_name, href=href, on_click=on_click, disabled=disabled,
        aria_label=label, class_name=class_name, **props,
    )  # fmt: skip


def link(
    *label: Child, href: Text, plain: bool = False, away: bool = False, class_name: Text = "", **props: Any
) -> rx.Component:
    """A link in text, in accent unless `plain`; `away` leaves the app with a full page load."""
    look = classes("link-plain" if plain else "link", class_name)
    if away:
        return A.create(*children_of(*label), href=href, class_name=look, **props)
    return ReactRouterLink.create(*children_of(*label), to=href, class_name=look, **props)
