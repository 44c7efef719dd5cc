"""People as initials on a quiet tint."""

from typing import Any, Literal

import reflex as rx

from rythm.ui.kit.markup import Text, classes

TINTS = 8


def initials(name: str) -> str:
    """First letters of the first and the last word, in capitals."""
    words = name.split()
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tint(name: str) -> int:
    """The tint of a name: always the same one, 0 to 7."""
    return sum(ord(letter) for letter in name) % TINTS


def _initials_var(name: rx.Var[Any]) -> rx.Var[Any]:
    expression = (
        "((w) => w[0] ? (Array.from(w[0])[0] + (w.length > 1 ? Array.from(w[w.length - 1])[0] : ''))"
        f".toUpperCase() : '?')(({name!s} ?? '').trim().split(/\\s+/))"
    )
    return rx.Var(expression, _var_type=str, _var_data=name._get_all_var_data()).guess_type()


def _tint_var(name: rx.Var[Any]) -> rx.Var[Any]:
    expression = (
        f"('tint-' + Array.from({name!s} ?? '').reduce((sum, c) => sum + c.codePointAt(0), 0) % {TINTS})"
    )
    return rx.Var(expression, _var_type=str, _var_data=name._get_all_var_data()).guess_type()


def avatar(name: Text, size: Literal["sm", "md", "lg"] = "md") -> rx.Component:
    """Initials of a name; the name itself must stand beside it or in the link's label."""
    letters = _initials_var(name) if isinstance(name, rx.Var) else initials(name)
    shade = _tint_var(name) if isinstance(name, rx.Var) else f"tint-{tint(name)}"
    return rx.el.span(
        letters,
        class_name=classes("avatar", "" if size == "md" else f"avatar-{size}", shade),
        aria_hidden="true",
    )
