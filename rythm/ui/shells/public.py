"""The shell before sign-in, and of pages that are not found."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.kit.markup import Child, children_of
from rythm.ui.shells.frame import skip_link


def public(*children: Child, aside: Child = None) -> rx.Component:
    """A narrow page with the logo on top; `aside` stands at its right (the gym's name, say)."""
    return rx.el.div(
        skip_link(),
        rx.el.main(
            rx.el.div(kit.logo(), *children_of(aside), class_name="row between public-head"),
            *children_of(*children),
            class_name="page page-plain public",
            custom_attrs={"id": "content", "tabIndex": -1},
        ),
    )


def not_found(*, href: str, label: str = "Go home") -> rx.Component:
    """Nothing here: says so and leads back."""
    return public(
        rx.el.div(
            kit.pulse_of([0.1, 0.3, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1], size="lg", tone=""),
            rx.el.h1("Nothing here", class_name="text-head mt-4"),
            rx.el.p("This page does not exist, or it is not yours to see.", class_name="ink-2"),
            kit.button(label, kind="primary", size="lg", href=href, class_name="mt-4"),
            class_name="col items-start gap-2 mt-8",
        )
    )


def hero_pulse() -> rx.Component:
    """A training week as one long pulse, the picture of the sign-in page."""
    work: list[list[float]] = [
        [0.34, 0.52, 0.72, 0.5, 0.3], [0.4, 0.68, 0.84, 0.58, 0.36], [0.5, 0.82, 1, 0.74, 0.44],
    ]  # fmt: skip
    rest: Any = [0.0] * 5
    days: list[rx.Component] = []
    for heights in work:
        days.append(kit.pulse_of(heights, tone="on", size="hero"))
        if heights is not work[-1]:
            days.append(kit.pulse_of(rest, tone="", size="hero"))
    days.append(kit.pulse_of([0.26, 0.42, 0.54, 0.38, 0.24], tone="plan", size="hero"))
    days.append(kit.pulse_of(rest, tone="", size="hero"))
    return rx.el.div(*days, class_name="row between gap-0 hero", aria_hidden="true")
