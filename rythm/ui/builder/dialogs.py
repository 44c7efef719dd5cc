"""What is asked over the builder: before archiving, and when somebody saved meanwhile."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.builder.state import BuilderState


def archiving() -> rx.Component:
    """Before a template leaves the lists."""
    return kit.confirm(
        "archive-template",
        "Archive this template?",
        "It leaves every list. Workouts done with it keep it, and you can bring it back.",
        action="Archive",
        on_confirm=BuilderState.archive,
    )


def clash() -> rx.Component:
    """Somebody saved a newer version: theirs, mine, or both."""
    return kit.dialog(
        "template-conflict",
        "Somebody else saved meanwhile",
        rx.el.p(BuilderState.conflict),
        rx.cond(
            BuilderState.theirs,
            rx.el.div(
                rx.el.p("What they changed", class_name="label mt-3"),
                rx.el.ul(
                    rx.foreach(
                        BuilderState.theirs,
                        lambda words: rx.el.li(
                            rx.el.b("~", class_name="ink-info", aria_hidden="true"), words
                        ),
                    ),
                    class_name="changes mt-1",
                ),
            ),
        ),
        rx.el.p(
            "What you typed stays here until you choose. Saved versions stay for good.", class_name="mt-2"
        ),
        actions=[
            kit.button("Decide later", kind="quiet", on_click=BuilderState.decide_later),
            kit.button("Load theirs", on_click=BuilderState.discard),
            kit.button("Keep mine as a copy", on_click=BuilderState.save_as_copy),
            kit.button("Save mine as the newest", kind="primary", on_click=BuilderState.save_anyway),
        ],
        opened=BuilderState.is_asking,
        on_close=BuilderState.decide_later,
        wide=True,
    )
