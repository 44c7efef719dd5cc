"""The typed bridge from Reflex components to the store in the browser (assets/rythm/*.js).

A view is a Var that carries a `useSyncExternalStore` hook: it works like a state Var, but its value never
leaves the browser and needs no websocket. An action is a handler compiled to plain JavaScript.
"""

from typing import Any, cast

import reflex as rx
from reflex_base.event import EventChain
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation, FunctionVar
from reflex_components_core.el.element import Element

from rythm.ui.pwa import views
from rythm.web.frontend import STORE, first


def scripts() -> list[rx.Component]:
    """The scripts of the page's head: what the first paint needs, and the store, which comes beside it."""
    return [
        rx.el.script(custom_attrs={"dangerouslySetInnerHTML": rx.Var.create({"__html": first()})}),
        rx.el.script(src=f"/{STORE}", defer=True),
    ]


def view(name: str, kind: Any, first: str = "null") -> Any:
    """The live value of `rythm.<name>`; in prerendered HTML and until it is loaded, the value of `first`."""
    js = f"rythm_{name}"
    signal = f"globalThis.rythm?.{name}"
    hook = f"const {js} = useSyncExternalStore({signal}?.subscribe, {signal}?.get, () => {first})"
    data = VarData(imports={"react": [rx.ImportVar(tag="useSyncExternalStore")]}, hooks={hook: None})
    return Var(_js_expr=js, _var_type=kind, _var_data=data).guess_type()


def _handler(parameters: tuple[str, ...], name: str, args: tuple[Any, ...]) -> Any:
    target = Var(f"globalThis.rythm.{name}").to(FunctionVar)
    called: Any = target.call(*args, *(Var(parameter) for parameter in parameters))
    return ArgsFunctionOperation.create(parameters, called).to(FunctionVar, EventChain)


def call(name: str, *args: Any) -> Any:
    """A handler that calls `rythm.<name>(*args)`."""
    return _handler((), name, args)


def on_value(name: str, *args: Any) -> Any:
    """A handler for an input's change: the input's text follows the arguments."""
    return _handler(("value",), name, args)


def on_event(name: str, *args: Any) -> Any:
    """A handler that passes the DOM event after the arguments."""
    return _handler(("event",), name, args)


class _Form(Element):
    """A plain form; Reflex's own sends its fields through the websocket."""

    tag = "form"

    # Reflex reads the specification of the arguments from between the brackets.
    on_submit: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]


def form(name: str, *children: Any, **props: Any) -> rx.Component:
    """A form that hands its fields, as one object, to `rythm.<name>`."""
    return cast("rx.Component", _Form.create(*children, on_submit=on_event("submit", name), **props))


def param(name: str) -> Any:
    """A route argument as the browser reads it, so that it works without a connection."""
    imports = {"react-router": [rx.ImportVar(tag="useParams")]}
    data = VarData(imports=imports, hooks={"const route_params = useParams()": None})
    return Var(_js_expr=f"route_params?.{name}", _var_type=str, _var_data=data).guess_type()


def look_at(name: str, parameter: str) -> Any:
    """Calls `rythm.<name>` with a parameter of the address, null without it and when the page is left."""
    hooks = {
        "const rythm_address = useLocation()": None,
        f"useEffect(() => {{ const act = globalThis.rythm?.{name};"
        f" act?.(new URLSearchParams(rythm_address.search).get({parameter!r}));"
        " return () => act?.(null) }, [rythm_address.search])": None,
    }
    imports = {
        "react-router": [rx.ImportVar(tag="useLocation")],
        "react": [rx.ImportVar(tag="useEffect")],
    }
    return Var("null", _var_type=str, _var_data=VarData(imports=imports, hooks=hooks))


ready: Any = view("ready", bool, "false")
workout: Any = view("workout", views.Workout)
elapsed: Any = view("elapsed", str, '"0:00"')
rest: Any = view("rest", views.Rest)
summary: Any = view("summary", views.Summary)
finishing: Any = view("finishing", views.Finishing)
menu: Any = view("menu", views.Menu)
next_up: Any = view("next_up", views.NextUp)
weight: Any = view("weight", views.Weight)
library: Any = view("library", views.Library)
templates: Any = view("templates", list[views.TemplateCard])
session: Any = view("session", views.Session)
net: Any = view("net", views.Net)
toast: Any = view("toast", views.Toast)
leaving: Any = view("leaving", int, "0")
auth: Any = view("auth", views.Auth)
password: Any = view("password", views.Password)
update: Any = view("update", views.Update)
install: Any = view("install", str, '""')
