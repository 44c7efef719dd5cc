"""Fields of a form: a label above, what to type, a hint or an error below, tied together."""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.icon import icon
from rythm.ui.kit.markup import Child, Flag, Handler, Text, attributes, classes, each

Size = Literal["md", "lg"]
Options = Sequence[tuple[str, str]] | rx.Var[Any]


def _described_by(name: str, hint: Text | None, error: Text | None) -> Any:
    if error is None:
        return f"{name}-hint" if hint is not None else None
    return rx.cond(error, f"{name}-error", f"{name}-hint" if hint is not None else "")


def _below(name: str, hint: Text | None, error: Text | None) -> list[Any]:
    """What stands under the control: the error in place of the hint."""
    told: Any = rx.fragment()
    if hint is not None:
        told = rx.el.p(hint, class_name="hint", custom_attrs=attributes(id=f"{name}-hint"))
    if error is None:
        return [told] if hint is not None else []
    wrong = rx.el.p(
        icon("alert", "sm"),
        rx.el.span(error),
        class_name="error",
        custom_attrs=attributes(id=f"{name}-error"),
    )
    return [rx.cond(error, wrong, told)]


def _field(
    label: Text,
    name: str,
    control: Any,
    hint: Text | None,
    error: Text | None,
    aside: Child,
    hide_label: bool,
) -> rx.Component:
    words = rx.el.label(label, html_for=name, class_name="sr-only" if hide_label else "label")
    top = rx.el.span(words, aside, class_name="row between") if aside is not None else words
    return rx.el.div(top, control, *_below(name, hint, error), class_name="field")


def _control_attributes(name: str, hint: Text | None, error: Text | None, **more: Any) -> dict[str, Any]:
    invalid = None if error is None else rx.cond(error, "true", "false")
    return attributes(
        id=name, aria_invalid=invalid, aria_describedby=_described_by(name, hint, error), **more
    )


def _given(**props: Any) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value is not None}


def _flags(**props: Flag) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value is not False}


def field(
    label: Text,
    name: str,
    *,
    kind: Literal["text", "email", "password", "tel", "url", "date", "time", "color"] = "text",
    value: Text | None = None,
    default: Text | None = None,
    placeholder: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    aside: Child = None,
    size: Size = "md",
    required: Flag = False,
    disabled: Flag = False,
    autocomplete: str | None = None,
    hide_label: bool = False,
    id: str | None = None,
    on_change: Handler = None,
    on_blur: Handler = None,
    **props: Any,
) -> rx.Component:
    """One line of text. Give `default` in a form that is submitted, `value` with `on_change` otherwise.

    `error` is a string or a Var that is empty while all is well; it says what to do. `name` is the key in
    the submitted data and, unless `id` is given, the id that label and error hang on.
    """
    ident = id or name
    control = rx.el.input(
        type=kind,
        name=name,
        class_name=classes("input", "input-lg" if size == "lg" else ""),
        **_flags(required=required, disabled=disabled),
        custom_attrs=_control_attributes(ident, hint, error, autoComplete=autocomplete),
        **_given(
            value=value, default_value=default, placeholder=placeholder, on_change=on_change, on_blur=on_blur
        ),
        **props,
    )
    return _field(label, ident, control, hint, error, aside, hide_label)


def number(
    label: Text,
    name: str,
    *,
    unit: Text | None = None,
    decimals: bool = False,
    value: Any = None,
    default: Any = None,
    placeholder: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    size: Size = "md",
    required: Flag = False,
    hide_label: bool = False,
    id: str | None = None,
    on_change: Handler = None,
    on_blur: Handler = None,
    **props: Any,
) -> rx.Component:
    """A number typed on the number pad; it arrives as text, a comma included: parse it in Python."""
    ident = id or name
    typed = rx.el.input(
        type="text",
        name=name,
        input_mode="decimal" if decimals else "numeric",
        class_name=classes("input", "input-lg" if size == "lg" else ""),
        **_flags(required=required),
        custom_attrs=_control_attributes(ident, hint, error, autoComplete="off"),
        **_given(
            value=value, default_value=default, placeholder=placeholder, on_change=on_change, on_blur=on_blur
        ),
        **props,
    )
    control = typed
    if unit is not None:
        control = rx.el.span(
            typed, rx.el.span(unit, class_name="input-unit", aria_hidden="true"), class_name="input-wrap"
        )
    return _field(label, ident, control, hint, error, None, hide_label)


def textarea(
    label: Text,
    name: str,
    *,
    value: Text | None = None,
    default: Text | None = None,
    placeholder: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    rows: int = 3,
    hide_label: bool = False,
    id: str | None = None,
    on_change: Handler = None,
    **props: Any,
) -> rx.Component:
    """Several lines of text."""
    ident = id or name
    control = rx.el.textarea(
        name=name,
        rows=str(rows),
        class_name="input",
        custom_attrs=_control_attributes(ident, hint, error),
        **_given(value=value, default_value=default, placeholder=placeholder, on_change=on_change),
        **props,
    )
    return _field(label, ident, control, hint, error, None, hide_label)


def select(
    label: Text,
    name: str,
    options: Options,
    *,
    value: Text | None = None,
    default: Text | None = None,
    empty: str | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    size: Size = "md",
    disabled: Flag = False,
    hide_label: bool = False,
    id: str | None = None,
    on_change: Handler = None,
    **props: Any,
) -> rx.Component:
    """One of several: options are (value, label) pairs, plain or a Var; `empty` heads them with no value."""
    ident = id or name

    def option(pair: Any) -> rx.Component:
        return rx.el.option(pair[1], value=pair[0])

    first = [rx.el.option(empty, value="")] if empty is not None else []
    chosen = rx.el.select(
        *first,
        *each(options, option),
        name=name,
        class_name=classes("input", "input-lg" if size == "lg" else ""),
        **_flags(disabled=disabled),
        custom_attrs=_control_attributes(ident, hint, error),
        **_given(value=value, default_value=default, on_change=on_change),
        **props,
    )
    control = rx.el.span(chosen, icon("chevron-down", "sm"), class_name="input-wrap input-after")
    return _field(label, ident, control, hint, error, None, hide_label)


def search(
    label: str,
    *,
    name: str = "search",
    default: Text | None = None,
    value: Text | None = None,
    placeholder: str | None = None,
    on_change: Handler = None,
    **props: Any,
) -> rx.Component:
    """A search box; give `on_change=State.search.debounce(250)` with `default` so that typing never lags."""
    return rx.el.span(
        icon("search", "sm"),
        rx.el.input(
            type="search",
            name=name,
            class_name="input",
            placeholder=placeholder or label,
            custom_attrs=attributes(id=name, aria_label=label, autoComplete="off", enterKeyHint="search"),
            **_given(value=value, default_value=default, on_change=on_change),
            **props,
        ),
        class_name="input-wrap input-before",
    )


def checkbox(
    label: Child,
    name: str,
    *,
    checked: Flag | None = None,
    default: Flag | None = None,
    hide_label: bool = False,
    id: str | None = None,
    on_change: Handler = None,
    **props: Any,
) -> rx.Component:
    """A tick box with its words beside it; `on_change` gets True or False."""
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=name,
            class_name="check",
            custom_attrs=attributes(id=id),
            **_given(checked=checked, default_checked=default, on_change=on_change),
            **props,
        ),
        rx.el.span(label, class_name="sr-only" if hide_label else ""),
        class_name="choice",
    )


def switch(
    label: Text,
    name: str,
    *,
    note: Text | None = None,
    checked: Flag | None = None,
    default: Flag | None = None,
    disabled: Flag = False,
    on_change: Handler = None,
    **props: Any,
) -> rx.Component:
    """Something that is on or off at once, its words left and the switch right."""
    words: list[Any] = [rx.el.span(label, class_name="medium block")]
    if note is not None:
        words.append(rx.el.span(note, class_name="text-small ink-3 block"))
    return rx.el.label(
        rx.el.span(*words, class_name="grow"),
        rx.el.input(
            type="checkbox",
            role="switch",
            name=name,
            class_name="switch",
            **_flags(disabled=disabled),
            **_given(checked=checked, default_checked=default, on_change=on_change),
            **props,
        ),
        class_name="choice choice-end",
    )


def form_error(message: Text) -> rx.Component:
    """What is wrong with the form as a whole; announced when it appears."""
    return rx.el.div(
        rx.cond(
            message,
            rx.el.div(
                icon("alert", "sm"), rx.el.span(message, class_name="grow"), class_name="banner is-danger"
            ),
            rx.fragment(),
        ),
        role="alert",
    )
