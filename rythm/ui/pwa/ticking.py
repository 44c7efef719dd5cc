"""Asks again by itself, while something is under way on the server."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_base.vars.base import Var

from rythm.ui.kit.markup import attributes


@rx.memo
def ticker(milliseconds: rx.Var[int]) -> rx.Component:
    """Presses the button beside it, as long as it is on the page."""
    press = "document.getElementById('tick')?.click()"
    hooks = {
        f"useEffect(() => {{ const tick = setInterval(() => {press}, {milliseconds!s});"
        " return () => clearInterval(tick) }, [])": None
    }
    imports = {"react": [rx.ImportVar(tag="useEffect")]}
    nothing: Any = Var("null", _var_type=str, _var_data=VarData(imports=imports, hooks=hooks))
    return rx.fragment(nothing)


def every(on_tick: Any, milliseconds: int) -> rx.Component:
    """Nothing to see: calls `on_tick` again and again, one at a time on a page."""
    return rx.fragment(
        rx.el.button(
            type="button", hidden=True, on_click=on_tick, tab_index=-1, custom_attrs=attributes(id="tick")
        ),
        ticker(milliseconds=milliseconds),
    )
