"""What opens over the logger: the exercise picker, the menu of a set or exercise, the last question."""

import reflex as rx

from rythm.ui import kit
from rythm.ui.pwa.local import call, finishing, library, menu, on_value
from rythm.ui.pwa.views import Found

KINDS = (("working", "Working set"), ("warmup", "Warm-up"), ("drop", "Drop set"), ("failure", "To failure"))


@rx.memo
def result(rest: rx.RestProp, *, one: rx.Var[Found]) -> rx.Component:
    """One exercise that the search found."""
    return rx.fragment(
        rest,
        kit.line(
            one.name,
            one.detail,
            end=kit.icon("plus", "sm"),
            on_click=call("addExercise", one.id),
            chevron=False,
        ),
    )


@rx.memo
def picker() -> rx.Component:
    """Every exercise of the library, found as one types."""
    found = rx.cond(
        library.results.length() > 0,
        kit.rows(rx.foreach(library.results, lambda one: result(one=one, key=one.id))),
        kit.empty(
            "No exercise found", "Try fewer letters, a muscle such as chest, or equipment such as cable."
        ),
    )
    return kit.slide_over(
        "picker",
        "Add exercise",
        kit.search(
            "Name, muscle or equipment",
            name="exercise-search",
            value=library.query,
            on_change=on_value("search"),
        ),
        kit.sr_only(f"{library.total} exercises"),
        found,
    )


def _kind(value: str, words: str) -> rx.Component:
    return kit.button(
        words,
        on_click=call("mark", menu.id, value),
        custom_attrs=kit.attributes(aria_pressed=rx.cond(menu.detail == value, "true", "false")),
        block=True,
    )


@rx.memo
def actions() -> rx.Component:
    """What can be done to one set or one exercise."""
    a_set = kit.col(
        kit.grid(*[_kind(value, words) for value, words in KINDS], columns=2, gap=2, class_name="kinds"),
        kit.button(
            "Remove set", kind="danger", icon_name="trash", block=True, on_click=call("removeSet", menu.id)
        ),
        class_name="mt-4",
    )
    an_exercise = kit.col(
        rx.el.p(menu.detail, class_name="ink-3"),
        kit.button("Add set", icon_name="plus", block=True, on_click=call("addSet", menu.id)),
        kit.button(
            "Remove exercise",
            kind="danger",
            icon_name="trash",
            block=True,
            on_click=call("removeExercise", menu.id),
        ),
        class_name="mt-4",
    )
    return kit.dialog("menu", menu.title, rx.cond(menu.kind == "set", a_set, an_exercise))


@rx.memo
def question() -> rx.Component:
    """Asked at the end when sets are not ticked."""
    left = rx.cond(
        finishing.left == 1, "1 set is not ticked", finishing.left.to_string() + " sets are not ticked"
    )
    none = finishing.done == 0
    keep = kit.button("Keep logging", kind="quiet", on_click=call("closeDialog", "finish"))
    leave = kit.button("Leave them out and finish", kind="primary", on_click=call("finish", "leave"))
    discard = kit.button("Discard workout", kind="destroy", on_click=call("discard"))
    return kit.dialog(
        "finish",
        rx.cond(none, "Nothing is ticked yet", left),
        rx.el.p(
            rx.cond(
                none,
                "Tick what you did to finish, or discard this workout. You can undo that.",
                "Finish without them? Only ticked sets count.",
            )
        ),
        actions=[keep, rx.cond(none, discard, leave)],
    )
