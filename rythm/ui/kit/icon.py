"""Icons: one path each on a 24 grid, stroked 1.75 and round, drawn inline."""
# ruff: noqa: E501 (a path is one line)

from typing import Literal, get_args

import reflex as rx

from rythm.ui.kit.markup import attributes, classes

Size = Literal["xs", "sm", "md", "lg"]
Name = Literal[
    "alert", "archive", "arrow-down", "arrow-up", "back", "building", "calendar", "check", "chevron-down",
    "chevron-right", "client", "clock", "close", "copy", "download", "dumbbell", "edit", "eye", "filter", "flame",
    "grip", "history", "home", "inbox", "info", "kettlebell", "key", "layers", "link", "lock", "logout", "message", "minus",
    "monitor", "moon", "more", "note", "offline", "people", "phone", "plus", "pulse", "search", "settings", "share",
    "shield", "skip", "sun", "sync", "timer", "trash", "trend", "trophy", "upload", "user",
]  # fmt: skip

PATHS: dict[Name, str] = {
    "alert": "M12 8.5v4.5M12 16.5h.01M12 3.5l9 16H3z",
    "archive": "M4 4.5h16v4H4zM5.5 8.5v9a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-9M10 12.5h4",
    "arrow-down": "M12 5v14M6 13l6 6 6-6",
    "arrow-up": "M12 19V5M6 11l6-6 6 6",
    "back": "M14.5 5.5L8 12l6.5 6.5",
    "building": "M5 20.5v-15a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v15M15 10h2.5a2 2 0 0 1 2 2v8.5M3 20.5h18M8.5 7.5h3M8.5 11.5h3M8.5 15.5h3",
    "calendar": "M6.5 5h11a3 3 0 0 1 3 3v9.5a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3zM3.5 10h17M8 3v4M16 3v4",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "chevron-down": "M6 9.5l6 6 6-6",
    "chevron-right": "M9.5 5.5L16 12l-6.5 6.5",
    "client": "M12 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7M4.8 20c.7-3.7 3.5-5.7 7.2-5.7s6.5 2 7.2 5.7",
    "clock": "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17M12 7.5V12l3 2",
    "close": "M6 6l12 12M18 6L6 18",
    "copy": "M10.5 8.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 8.5v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2",
    "download": "M12 4v11M8 11.5l4 4 4-4M5 19.5h14",
    "dumbbell": "M6.5 7v10M3.5 9.5v5M17.5 7v10M20.5 9.5v5M6.5 12h11",
    "edit": "M4.5 19.5l.8-3.8L15.7 5.3a2.1 2.1 0 0 1 3 3L8.3 18.7zM13.5 7.5l3 3",
    "eye": "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6a3 3 0 1 1 0-6",
    "filter": "M4 7h16M7 12h10M10 17h4",
    "flame": "M12 3.5c.5 3-4.5 5.5-4.5 10.5a4.5 4.5 0 0 0 9 0c0-1.7-.8-3-1.7-4.2-.3 1.2-1 1.9-1.8 2.2.6-3.2.2-6.2-1-8.5z",
    "grip": "M9 6h.01M9 12h.01M9 18h.01M15 6h.01M15 12h.01M15 18h.01",
    "history": "M3.5 12a8.5 8.5 0 1 0 2.6-6.1L3.5 8.3M3.5 3.8v4.5H8M12 7.5V12l3 2",
    "home": "M4 11l8-6.5 8 6.5v7.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5z",
    "inbox": "M4 13.5l2.5-7.7A2 2 0 0 1 8.4 4.5h7.2a2 2 0 0 1 1.9 1.3L20 13.5v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM4 13.5h4.5l1.2 2.5h4.6l1.2-2.5H20",
    "info": "M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 1 1 0-17M12 11.5v4.5M12 8h.01",
    "kettlebell": "M12 9.7a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8M8.7 10.8L7.4 6a1.8 1.8 0 0 1 1.8-2.2h5.6A1.8 1.8 0 0 1 16.6 6l-1.3 4.8",
    "key": "M8.5 11a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M11.7 12.3L19.5 4.5M16 8l3 3M13.5 10.5l1.5 1.5",
    "layers": "M12 4l8.5 4.5L12 13 3.5 8.5zM3.5 12.5L12 17l8.5-4.5M3.5 16.5L12 21l8.5-4.5",
    "link": "M10 14l4-4M8.5 11.5L6 14a3.5 3.5 0 0 0 4.5 4.5l2.5-2M15.5 12.5L18 10a3.5 3.5 0 0 0-4.5-4.5L11 7.5",
    "lock": "M7.5 11h9a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "logout": "M10 4.5H6.5a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2H10M15.5 8l4 4-4 4M19.5 12H10",
    "message": "M4 18.5V7.5A3 3 0 0 1 7 4.5h10a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H8.5z",
    "minus": "M5 12h14",
    "monitor": "M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM12 16.5v3M8.5 19.5h7",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
    "more": "M5.5 12h.01M12 12h.01M18.5 12h.01",
    "note": "M6 3.5h8.5L19 8v10.5a2 2 0 0 1-2 2H6.5a2 2 0 0 1-2-2v-13a2 2 0 0 1 1.5-2zM8.5 12h7M8.5 16h4.5",
    "offline": "M3.5 3.5l17 17M8.8 14.7a4.5 4.5 0 0 1 5.8-.3M5.3 11.2a9.5 9.5 0 0 1 4-2.3M12.8 8.5a9.5 9.5 0 0 1 5.9 2.7M2.5 7.7A14 14 0 0 1 6 5.5M10.5 4.2a14 14 0 0 1 11 3.5M12 18.8h.01",
    "people": "M9 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7M2.8 19.5c.6-3.4 3.1-5.2 6.2-5.2s5.6 1.8 6.2 5.2M15.5 4.9a3.5 3.5 0 0 1 0 6.2M17.6 14.6c2 .7 3.3 2.4 3.7 4.9",
    "phone": "M8.5 3.5h7a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2zM11 17.5h2",
    "plus": "M12 5v14M5 12h14",
    "pulse": "M4 14v-4M8 17V7M12 20V4M16 16V8M20 13v-2",
    "search": "M11 4.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M20 20l-4.2-4.2",
    "settings": "M12 9a3 3 0 1 1 0 6a3 3 0 1 1 0-6M12 3.5v2.7M12 17.8v2.7M3.5 12h2.7M17.8 12h2.7M6 6l1.9 1.9M16.1 16.1L18 18M18 6l-1.9 1.9M7.9 16.1L6 18",
    "share": "M12 15V4M8 7.5L12 3.5l4 4M5 12.5v6a1.5 1.5 0 0 0 1.5 1.5h11a1.5 1.5 0 0 0 1.5-1.5v-6",
    "shield": "M12 3.5l7.5 3v5c0 4.5-3 7.5-7.5 9-4.5-1.5-7.5-4.5-7.5-9v-5z",
    "skip": "M6 5.5v13l9.5-6.5zM18.5 5.5v13",
    "sun": "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8M12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1",
    "sync": "M19.5 12a7.5 7.5 0 0 1-13.4 4.6M4.5 12a7.5 7.5 0 0 1 13.4-4.6M18.5 3.5v4h-4M5.5 20.5v-4h4",
    "timer": "M12 6a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15M12 9.5v4l2.5 1.5M9.5 3h5",
    "trash": "M4.5 6.5h15M9 6.5v-2h6v2M6.5 6.5l.8 12a2 2 0 0 0 2 1.8h5.4a2 2 0 0 0 2-1.8l.8-12M10 10.5v6M14 10.5v6",
    "trend": "M3.5 17.5l5.5-6 4 4 7.5-9M15.5 6.5h5v5",
    "trophy": "M8 4h8v5.5a4 4 0 0 1-8 0zM8 6H4.5c0 3 1.2 4.6 3.7 4.9M16 6h3.5c0 3-1.2 4.6-3.7 4.9M12 13.5V17M8.5 20h7M9.5 20c0-2 .8-3 2.5-3s2.5 1 2.5 3",
    "upload": "M12 15.5V4.5M8 8l4-4 4 4M5 19.5h14",
    "user": "M12 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8M4.5 20.5c.6-3.8 3.5-6 7.5-6s6.9 2.2 7.5 6",
}  # fmt: skip

# Dots are strokes of no length, so they need a heavier pen than lines.
PENS: dict[Name, float] = {"more": 2.6, "grip": 2.4}


def icon(name: Name, size: Size = "md", *, label: str | None = None, class_name: str = "") -> rx.Component:
    """An icon, hidden from assistive technology unless it stands alone and has a label."""
    return rx.el.svg(
        rx.el.svg.path(d=PATHS[name], custom_attrs=attributes(strokeWidth=PENS.get(name))),
        view_box="0 0 24 24",
        class_name=classes("icon", "" if size == "md" else f"icon-{size}", class_name),
        custom_attrs=attributes(
            aria_hidden=None if label else "true", aria_label=label, role="img" if label else None
        ),
    )


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    return get_args(Name)
