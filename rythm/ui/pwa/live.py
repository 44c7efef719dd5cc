"""What every page carries for the store: the word that it wakes, a toast, the question before a sign-out."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_base.vars.base import Var

from rythm.ui import kit
from rythm.ui.pwa.local import call, leaving, toast


@rx.memo
def awake() -> rx.Component:
    """Tells the store that this page's buttons listen, and how to go to another page without a request."""
    hooks = {
        "const rythm_navigate = useNavigate()": None,
        "useEffect(() => { globalThis.rythm.awake(rythm_navigate) }, [rythm_navigate])": None,
    }
    imports = {
        "react-router": [rx.ImportVar(tag="useNavigate")],
        "react": [rx.ImportVar(tag="useEffect")],
    }
    nothing: Any = Var("null", _var_type=str, _var_data=VarData(imports=imports, hooks=hooks))
    return rx.fragment(nothing)


@rx.memo
def message() -> rx.Component:
    """The toast. Its live region is always there, so that its words are announced when they come."""
    act = kit.button(toast.action, kind="quiet", class_name="ink-accent", on_click=call("actOnToast"))
    return rx.el.div(
        rx.cond(
            toast,
            rx.el.div(
                rx.cond(toast.kind == "error", kit.icon("alert", "sm", class_name="ink-danger"), None),
                rx.el.span(toast.message, class_name="grow"),
                rx.cond(toast.action != "", act, None),
                kit.icon_button("close", "Dismiss", on_click=call("dismiss")),
                class_name="toast toast-kept",
            ),
            None,
        ),
        class_name="toasts",
        role="status",
        custom_attrs={"popover": "manual"},
    )


@rx.memo
def farewell() -> rx.Component:
    """Asks before a sign-out that would lose changes."""
    changes = rx.cond(leaving == 1, "1 change is", leaving.to_string() + " changes are")
    return kit.dialog(
        "leaving",
        "Sign out and lose changes?",
        rx.el.p(changes, " on this phone only. Signing out now deletes what the server has not got yet."),
        actions=[
            kit.button("Save as a file", kind="quiet", on_click=call("exportWaiting")),
            kit.button("Stay signed in", kind="quiet", on_click=call("closeDialog", "leaving")),
            kit.button("Sign out anyway", kind="destroy", on_click=call("signOut", "anyway")),
        ],
    )


def live() -> rx.Component:
    """Mounted once, on every page."""
    return rx.fragment(message(), farewell())
