"""What floats: dialog, slide-over, menu and toast. Native elements, opened by compiled JavaScript."""

from typing import Any

import reflex as rx
from reflex.components.component import field
from reflex.event import EventChain
from reflex.vars import FunctionVar
from reflex.vars.function import ArgsFunctionOperation
from reflex_components_core.el.elements.base import BaseHTML

from rythm.ui.kit.button import button, icon_button
from rythm.ui.kit.icon import Name, icon
from rythm.ui.kit.markup import Child, Flag, Handler, Text, attributes, children_of


class Modal(BaseHTML):
    """The native <dialog>, with the event it sends when it has closed."""

    tag = "dialog"

    on_close: rx.EventHandler[rx.event.no_args_event_spec] = field(  # type: ignore[type-arg, valid-type]
        doc="Fired when the dialog has closed, by Escape too."
    )


class Ending(BaseHTML):
    """A <div> that says when its CSS animation is over."""

    tag = "div"

    on_animation_end: rx.EventHandler[rx.event.no_args_event_spec] = field(  # type: ignore[type-arg, valid-type]
        doc="Fired when the animation is over."
    )


def compiled(expression: str | rx.Var[Any]) -> Any:
    """An event handler that runs this JavaScript in the browser: compiled, so no eval and no socket."""
    does = expression if isinstance(expression, rx.Var) else rx.Var(expression)
    return ArgsFunctionOperation.create((), does).to(FunctionVar, EventChain)


def show(ident: str) -> Any:
    """Event handler: open the dialog or slide-over with this id."""
    return compiled(f"document.getElementById({ident!r}).showModal()")


def hide(ident: str) -> Any:
    """Event handler: close it."""
    return compiled(f"document.getElementById({ident!r}).close()")


def _follow(opened: rx.Var[Any]) -> rx.Var[Any]:
    """A ref that keeps the native dialog as open as the Var says."""
    return rx.Var(
        f"((el) => {{ if (el) {{ if ({opened!s}) {{ el.open || el.showModal() }}"
        " else { el.open && el.close() } } })",
        _var_data=opened._get_all_var_data(),
    )


def _modal(
    look: str, ident: str, title_id: str, opened: rx.Var[Any] | None, on_close: Handler, body: list[Any]
) -> rx.Component:
    props: dict[str, Any] = {}
    if on_close is not None:
        props["on_close"] = on_close
    follow = _follow(opened) if opened is not None else None
    shown = [rx.cond(opened, rx.fragment(*body), rx.fragment())] if opened is not None else body
    return Modal.create(
        *shown,
        class_name=look,
        custom_attrs=attributes(id=ident, ref=follow, aria_labelledby=title_id, closedby="any"),
        **props,
    )


def dialog(
    ident: str,
    title: Text,
    *children: Child,
    actions: list[Any] | None = None,
    opened: rx.Var[Any] | None = None,
    on_close: Handler = None,
    wide: bool = False,
) -> rx.Component:
    """A question or a small form over the page; a sheet from below on a phone.

    Either `opened` is a state Var and `on_close` sets it back (Escape and a tap outside end there too),
    or buttons use `show(ident)` and `hide(ident)` and no server is asked.
    """
    body: list[Any] = [
        rx.el.h2(title, class_name="text-title", custom_attrs=attributes(id=f"{ident}-title")),
        *[rx.el.div(*children_of(*children), class_name="mt-2 ink-2")],
    ]
    if actions:
        body.append(rx.el.div(*actions, class_name="dialog-actions"))
    look = "dialog dialog-wide" if wide else "dialog"
    return _modal(look, ident, f"{ident}-title", opened, on_close, body)


def confirm(
    ident: str,
    title: Text,
    text: Text,
    *,
    action: Text,
    on_confirm: Handler,
    keep: str = "Cancel",
    opened: rx.Var[Any] | None = None,
    on_close: Handler = None,
    destroys: bool = True,
    busy: Flag = False,
) -> rx.Component:
    """Asks before something that cannot be undone; without `opened` it closes itself before it acts."""
    leave = hide(ident) if opened is None else on_close
    act = [hide(ident), on_confirm] if opened is None else on_confirm
    return dialog(
        ident,
        title,
        rx.el.p(text),
        actions=[
            button(keep, kind="quiet", on_click=leave),
            button(action, kind="destroy" if destroys else "primary", on_click=act, busy=busy),
        ],
        opened=opened,
        on_close=on_close,
    )


def slide_over(
    ident: str,
    title: Text,
    *children: Child,
    opened: rx.Var[Any] | None = None,
    on_close: Handler = None,
    head: Child = None,
    foot: list[Any] | None = None,
    wide: bool = False,
    on_submit: Handler = None,
) -> rx.Component:
    """Edits one thing while the page stays; the whole screen on a phone.

    With `on_submit` body and foot are one form, so that a submit button in the foot sends it.
    """
    leave = hide(ident) if opened is None else on_close
    top = rx.el.header(
        rx.el.h2(
            title, class_name="grow text-lead semibold truncate", custom_attrs=attributes(id=f"{ident}-title")
        ),
        *children_of(head),
        icon_button("close", "Close", on_click=leave),
        class_name="slide-head",
    )
    body: list[Any] = [rx.el.div(*children_of(*children), class_name="slide-body")]
    if foot:
        body.append(rx.el.footer(*foot, class_name="slide-foot"))
    if on_submit is not None:
        body = [rx.el.form(*body, on_submit=on_submit, class_name="slide-form", no_validate=True)]
    return _modal(
        "slide slide-wide" if wide else "slide", ident, f"{ident}-title", opened, on_close, [top, *body]
    )


def menu(ident: Text, label: Text, *items: Child, icon_name: Name = "more") -> rx.Component:
    """A button that opens a list of actions; a sheet on a phone. Items are `menu_item`s."""
    return rx.fragment(
        icon_button(icon_name, label, custom_attrs=attributes(popoverTarget=ident)),
        rx.el.div(
            *children_of(*items),
            class_name="menu",
            custom_attrs=attributes(
                id=ident, popover="auto", onClick=rx.Var("((event) => event.currentTarget.hidePopover())")
            ),
        ),
    )


def menu_item(
    label: Text, on_click: Handler, *, icon_name: Name | None = None, danger: bool = False
) -> rx.Component:
    """One action of a menu."""
    return rx.el.button(
        *children_of(icon(icon_name, "sm") if icon_name else None, label),
        type="button",
        on_click=on_click,
        class_name="danger" if danger else "",
    )


def toast(
    message: Text,
    *,
    on_close: Handler,
    undo: Handler = None,
    undo_label: str = "Undo",
    icon_name: Name = "check",
) -> rx.Component:
    """One line that says what happened, shown while `message` is not empty; it leaves by itself.

    The live region is always on the page, so that its words are announced when they come.
    """
    again = (
        button(undo_label, kind="quiet", class_name="ink-accent", on_click=undo) if undo is not None else None
    )
    return rx.el.div(
        rx.cond(
            message,
            Ending.create(
                icon(icon_name, "sm", class_name="ink-success"),
                rx.el.span(message, class_name="grow"),
                *children_of(again),
                icon_button("close", "Dismiss", on_click=on_close),
                class_name="toast",
                on_animation_end=on_close,
                key=message,
            ),
            rx.fragment(),
        ),
        class_name="toasts",
        role="status",
        custom_attrs={"popover": "manual"},
    )
