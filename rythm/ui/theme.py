"""The look as a whole: stylesheets, what stands in the head of every page, dark and light.

Reflex puts the class `dark` or `light` on <html> before the first paint, from localStorage key `theme`
("system" without one); the tokens follow that class. A tenant's brand is two custom properties on <html>.
"""

from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex.style import color_mode, color_mode_imports
from reflex.vars import FunctionVar, VarData
from reflex.vars.function import ArgsFunctionOperation

from rythm.ui.kit.choice import segmented

# In this order; layout comes last so that its utilities win.
STYLESHEETS = [
    f"/styles/{name}.css"
    for name in ("tokens", "base", "controls", "surfaces", "charts", "logger", "builder", "shells", "layout")
]

CANVAS_DARK = "#0e0d0c"
CANVAS_LIGHT = "#f5f3ef"


def head() -> list[rx.Component]:
    """Head components of every page: viewport up to the screen's edges, icons, manifest, browser colours."""
    return [
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
        rx.el.meta(name="color-scheme", content="dark light"),
        _theme_color(CANVAS_DARK, "dark"),
        _theme_color(CANVAS_LIGHT, "light"),
        rx.el.link(rel="icon", href="/icons/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        # With the session's cookie, since it bears the gym's name.
        rx.el.link(rel="manifest", href="/manifest.webmanifest", cross_origin="use-credentials"),
    ]


def _theme_color(color: str, scheme: str) -> rx.Component:
    """Reflex takes `media` for a style unless it is told that it is an attribute."""
    media = {"media": f"(prefers-color-scheme: {scheme})"}
    return rx.el.meta(name="theme-color", content=color, custom_attrs=media)


def choose(mode: str) -> Any:
    """Event handler: "dark", "light" or "system". Compiled, kept in the browser, no server involved.

    Reflex's own set_color_mode queues a server-side event chain, which stalls while the phone is offline.
    """
    setter = "setColorMode"
    data = VarData(
        imports=color_mode_imports, hooks={f"const {{ {setter} }} = useContext(ColorModeContext)": None}
    )
    call = rx.Var(setter, _var_data=data).to(FunctionVar).call(mode)
    return ArgsFunctionOperation.create((), call).to(FunctionVar, EventChain)


def theme_choice() -> rx.Component:
    """The control for it: what the system says, dark, or light."""
    modes = [("system", "System"), ("dark", "Dark"), ("light", "Light")]
    return segmented(modes, color_mode, choose, label="Appearance")
