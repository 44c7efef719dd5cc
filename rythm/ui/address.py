"""Keeps what a page shows in its address, so that Back, a reload and a link lead to the same."""

from typing import Any

import reflex as rx
from reflex_base.vars import VarData
from reflex_base.vars.base import Var


def address(query: Any) -> rx.Component:
    """Nothing to see: when `query`, such as `?year=2025` in a state, changes, the address follows.

    The entry in the browser's history is replaced, and no page is loaded. What the state still has from the
    visit before is not written: the address that was asked for is the page's to read first.
    """
    text = Var.create(query)
    write = f"history.replaceState(history.state, '', window.location.pathname + {text!s})"
    hooks = {
        "const addressed = useRef(null)": None,
        f"useEffect(() => {{ if (addressed.current !== null && addressed.current !== {text!s}) {write};"
        f" addressed.current = {text!s} }}, [{text!s}])": None,
    }
    imports = {"react": [rx.ImportVar(tag="useEffect"), rx.ImportVar(tag="useRef")]}
    data = VarData.merge(text._get_all_var_data(), VarData(imports=imports, hooks=hooks))
    nothing: Any = Var("null", _var_type=str, _var_data=data)
    return rx.fragment(nothing)
