"""Leaves out of the bundle what no page of ours uses, through Reflex's own hooks for plugins."""

from typing import Any

from reflex.plugins import Plugin

JSX = "utils/jsx.js"
_ALIASES = "    alias: [\n"
_OURS = f"""      {{
        find: "@emotion/react",
        replacement: fileURLToPath(new URL("./{JSX}", import.meta.url)),
      }},
"""
_SHIM = """import { createElement } from "react";
export const jsx = (type, props, ...children) => {
  if (props?.css) throw new Error("A component was given a style: use a class. " + JSON.stringify(props.css));
  return createElement(type, props, ...children);
};
"""


class WithoutEmotion(Plugin):
    """Elements are made by React itself: pages are styled by classes, so no engine for styles is needed.

    Every page is rendered once while it is built, and a component that was given a style fails there.
    """

    def pre_compile(self, **context: Any) -> None:
        """Have Vite take our `jsx` for that of @emotion/react."""
        context["add_save_task"](lambda: (JSX, _SHIM))
        context["add_modify_task"]("vite.config.js", with_alias)


def with_alias(vite_config: str) -> str:
    """The settings of Vite with our alias; raises ValueError when they look unlike those we know."""
    if vite_config.count(_ALIASES) != 1:
        raise ValueError("vite.config.js has no list of aliases: adapt rythm/web/lean.py to this Reflex.")
    if _OURS in vite_config:
        return vite_config
    return vite_config.replace(_ALIASES, _ALIASES + _OURS)
