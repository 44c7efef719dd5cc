"""Makes the bundle lighter and its start shorter, through Reflex's own hooks for plugins."""

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


_BEGINNING = """startTransition(() => {
  hydrateRoot(document, createElement(HydratedRouter));
});"""
_LATER = f"""const begin = () => {_BEGINNING}
globalThis.rythm.started ? queueMicrotask(begin) : document.addEventListener("rythm", begin);"""


class Lean(Plugin):
    """Elements are made by React itself: pages are styled by classes, so no engine for styles is needed.

    Every page is rendered once while it is built, and a component that was given a style fails there. And
    React begins once the phone's store is there, which therefore does not hold up the first paint.
    """

    def pre_compile(self, **context: Any) -> None:
        """Have Vite take our `jsx` for that of @emotion/react, and let the page begin a little later."""
        context["add_save_task"](lambda: (JSX, _SHIM))
        context["add_modify_task"]("vite.config.js", with_alias)
        context["add_modify_task"]("app/entry.client.js", begun_later)


def begun_later(entry: str) -> str:
    """The page's first script, waiting for the phone's store; raises ValueError for one we do not know."""
    if _LATER in entry:
        return entry
    if entry.count(_BEGINNING) != 1:
        raise ValueError("app/entry.client.js begins otherwise: adapt rythm/web/lean.py to this Reflex.")
    return entry.replace(_BEGINNING, _LATER)


def with_alias(vite_config: str) -> str:
    """The settings of Vite with our alias; raises ValueError when they look unlike those we know."""
    if vite_config.count(_ALIASES) != 1:
        raise ValueError("vite.config.js has no list of aliases: adapt rythm/web/lean.py to this Reflex.")
    if _OURS in vite_config:
        return vite_config
    return vite_config.replace(_ALIASES, _ALIASES + _OURS)
