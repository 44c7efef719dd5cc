"""Small pieces every primitive is written with: class lists, inline custom properties, plain ids."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import reflex as rx

Text: TypeAlias = str | rx.Var[Any]
Flag: TypeAlias = bool | rx.Var[Any]
Number: TypeAlias = int | float | str | rx.Var[Any]
Child: TypeAlias = rx.Component | rx.Var[Any] | str | int | float | None
Handler: TypeAlias = Any


def classes(*names: Text | None) -> str | list[Any]:
    """A class list without its empty parts; a plain string when nothing in it is a Var."""
    kept = [name for name in names if isinstance(name, rx.Var) or name]
    if any(isinstance(name, rx.Var) for name in kept):
        return kept
    return " ".join(str(name) for name in kept)


def attributes(**named: Any) -> dict[str, Any]:
    """Attributes passed to the element as they are; None leaves one out, `_` in a name becomes `-`.

    An id given here names the element without the React ref that Reflex makes for its own `id` prop.
    """
    return {name.strip("_").replace("_", "-"): value for name, value in named.items() if value is not None}


def properties(**values: Number) -> dict[str, Any]:
    """The `style` attribute with custom properties, so that v=.5 becomes `--v: 0.5`."""
    style: Any = {f"--{name}": value for name, value in values.items()}
    if any(isinstance(value, rx.Var) for value in values.values()):
        style = rx.Var.create(style)  # as one Var it takes the state it reads along
    return {"style": style}


def children_of(*parts: Child) -> list[Any]:
    """The parts that are there."""
    return [part for part in parts if part is not None]


def each(rows: Sequence[Any] | rx.Var[Any], draw: Any) -> list[Any]:
    """Draw every row: at compile time for a Python list, in the browser for a Var."""
    if isinstance(rows, rx.Var):
        return [rx.foreach(rows, draw)]
    return [draw(row) for row in rows]
