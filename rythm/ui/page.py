"""A page: where it is, what it shows, what it loads and who may see it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui.me import Me
from rythm.ui.notice import notice
from rythm.ui.pwa.live import awake


@dataclass(frozen=True)
class Page:
    """One row of the PAGES table; a page with `allow` loads who is signed in before its own data."""

    route: str
    title: str
    build: Callable[[], rx.Component]
    on_load: Sequence[Any] = ()
    allow: Permission | None = None
    offline: bool = False
    """The page lives from the phone's store and asks the server for nothing when it opens."""

    def add_to(self, app: rx.App) -> None:
        """Hang the page into the application."""
        loads = [] if self.allow is None or self.offline else [Me.load]

        def whole() -> rx.Component:
            return rx.fragment(self.build(), notice(), awake())

        # What a page is made of goes into a script for each Python module; every page would load this one's.
        whole.__module__ = self.build.__module__
        app.add_page(
            whole,
            route=self.route,
            title=f"{self.title} · Rythm",
            description="Training with your gym.",
            on_load=[*loads, *self.on_load],
        )
