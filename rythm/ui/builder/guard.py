"""Keeps people from leaving with something typed and not saved: in the app and out of it."""

from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex_base.vars import VarData
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation, FunctionVar

from rythm.ui import kit
from rythm.ui.builder.state import BuilderState

_BUILDER = "/^(\\/admin)?\\/template\\//"
"""From one template to another goes only who has just saved."""
_TYPING = "[document.activeElement].some((on) => on?.closest('.builder') && on.defaultValue !== on.value)"
"""What is in a field goes to the server when the field is left."""


def _blocker() -> Any:
    """The router's own blocker; it holds every way out, the phone's back gesture too."""
    dirty: Any = BuilderState.dirty
    away = f"!{_BUILDER}.test(nextLocation.pathname)"
    hooks = {
        f"const leaving_builder = useBlocker(({{ nextLocation }}) => {dirty!s} && {away})": None,
        f"useBeforeUnload((event) => {{ if ({dirty!s} || {_TYPING}) event.preventDefault() }})": None,
    }
    imports = {"react-router": [rx.ImportVar(tag="useBlocker"), rx.ImportVar(tag="useBeforeUnload")]}
    data = VarData.merge(dirty._get_all_var_data(), VarData(imports=imports, hooks=hooks))
    return Var("leaving_builder.state === 'blocked'", _var_type=bool, _var_data=data).guess_type()


def _act(call: str) -> Any:
    return ArgsFunctionOperation.create((), Var(call)).to(FunctionVar, EventChain)


@rx.memo
def guard() -> rx.Component:
    """The question, asked when somebody goes away from what is not saved."""
    stay = _act("leaving_builder.state === 'blocked' && leaving_builder.reset()")
    return kit.dialog(
        "leave-builder",
        "Leave without saving?",
        rx.el.p("What you changed since the last version would be lost."),
        actions=[
            kit.button("Keep editing", kind="quiet", on_click=stay),
            kit.button(
                "Leave", kind="destroy", on_click=[BuilderState.discard, _act("leaving_builder.proceed()")]
            ),
        ],
        opened=_blocker(),
        on_close=stay,
    )
