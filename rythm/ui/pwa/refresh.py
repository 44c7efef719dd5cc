"""Lets the phone's copy follow what was just saved on the server."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_base.vars.base import Var


def refresh(saved: Any) -> rx.Component:
    """Nothing to see: whenever `saved`, a count in a state, grows, the phone fetches its copy anew.

    Without a connection the next sync does it.
    """
    count = Var.create(saved)
    fetch = f"if ({count!s}) globalThis.rythm?.bootstrap?.().catch(() => {{}})"
    hooks = {f"useEffect(() => {{ {fetch} }}, [{count!s}])": None}
    imports = {"react": [rx.ImportVar(tag="useEffect")]}
    data = VarData.merge(count._get_all_var_data(), VarData(imports=imports, hooks=hooks))
    nothing: Any = Var("null", _var_type=str, _var_data=data)
    return rx.fragment(nothing)
