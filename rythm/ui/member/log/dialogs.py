"""What opens over the logger: the exercise picker, the menus, the plates, the swap, the last question."""

from typing import Any

import reflex as rx

from rythm.ui import kit, routes
from rythm.ui.pwa.local import call, finishing, library, menu, on_value
from rythm.ui.pwa.views import Choice, Found

KINDS = (("working", "Working set"), ("warmup", "Warm-up"), ("drop", "Drop set"), ("failure", "To failure"))
MUSCLES = (
    "chest",
    "lats",
    "shoulders",
    "quadriceps",
    "hamstrings",
    "glutes",
    "biceps",
    "triceps",
    "abdominals",
)
EQUIPMENT = ("barbell", "dumbbell", "machine", "cable", "bodyweight", "kettlebell")


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


def _filters(name: str, values: tuple[str, ...], chosen: Any) -> list[rx.Component]:
    return [
        kit.filter_chip(value.capitalize(), chosen == value, call("filter", name, value)) for value in values
    ]


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
    filters = [
        *_filters("muscle", MUSCLES, library.muscle),
        *_filters("equipment", EQUIPMENT, library.equipment),
    ]
    return kit.slide_over(
        "picker",
        "Add exercise",
        kit.search(
            "Name, muscle or equipment",
            name="exercise-search",
            value=library.query,
            on_change=on_value("search"),
        ),
        rx.el.div(*filters, class_name="filters", role="group", aria_label="Filters"),
        rx.el.p(f"{library.total} exercises", class_name="sr-only", role="status"),
        found,
    )


def _act(words: Any, icon_name: Any, *action: Any, danger: bool = False) -> rx.Component:
    return kit.button(
        words,
        kind="danger" if danger else "neutral",
        icon_name=icon_name,
        block=True,
        on_click=call(*action),
        class_name="act",
    )


def _kind(value: str, words: str) -> rx.Component:
    return kit.button(
        words,
        on_click=call("mark", menu.id, value),
        custom_attrs=kit.attributes(aria_pressed=rx.cond(menu.set_kind == value, "true", "false")),
        block=True,
    )


def _rest(words: str) -> rx.Component:
    return kit.row(
        rx.el.p(words, rx.el.span(menu.rest, class_name="num semibold ink"), class_name="grow"),
        kit.button("−15", on_click=call("restOf", menu.id, -15), aria_label="15 seconds less rest"),
        kit.button("+15", on_click=call("restOf", menu.id, 15), aria_label="15 seconds more rest"),
        gap=2,
    )


def _set() -> list[Any]:
    return [
        kit.grid(*[_kind(value, words) for value, words in KINDS], columns=2, gap=2, class_name="kinds"),
        _rest(rx.cond(menu.own_rest, "Rest after this set: ", "Rest: ")),
        rx.cond(menu.weighted, _act("Plates", "layers", "openMenu", "plates", menu.id), None),
        _act("Remove set", "trash", "removeSet", menu.id, danger=True),
    ]


def _exercise() -> list[Any]:
    below = rx.cond(menu.below != "", _act(f"Superset with {menu.below}", "link", "join", menu.id), None)
    return [
        _note("Note", "note", menu.note),
        _rest("Rest: "),
        _act("Add set", "plus", "addSet", menu.id),
        rx.cond(menu.ramp != "", _act(f"Warm up: {menu.ramp}", "flame", "warmUp", menu.id), None),
        _act("Swap for another exercise", "sync", "openMenu", "swap", menu.id),
        rx.cond(menu.grouped, _act("Take out of the superset", "link", "join", menu.id), below),
        kit.grid(
            kit.button("Up", icon_name="arrow-up", on_click=call("move", menu.id, -1), disabled=menu.first),
            kit.button("Down", icon_name="arrow-down", on_click=call("move", menu.id, 1), disabled=menu.last),
            columns=2,
            gap=2,
            class_name="pairs",
        ),
        _act(rx.cond(menu.skipped, "Do it after all", "Skip today"), "skip", "skip", menu.id),
        kit.button(
            "How to, records and history",
            icon_name="info",
            block=True,
            href=routes.exercise(menu.exercise_id),
            on_click=call("closeDialog", "menu"),
            class_name="act",
        ),
        _act("Remove exercise", "trash", "removeExercise", menu.id, danger=True),
    ]


def _note(words: str, field: str, value: Any) -> rx.Component:
    """A text of the row the sheet is about, kept when it is left."""
    return rx.el.textarea(
        default_value=value,
        rows="2",
        key=menu.id + field,
        class_name="input",
        on_blur=on_value("write_down", menu.id, field),
        custom_attrs=kit.attributes(aria_label=words, placeholder=words, maxLength=2000),
    )


def _workout() -> list[Any]:
    name = rx.el.input(
        default_value=menu.name,
        key=menu.id + "title",
        class_name="input",
        on_blur=on_value("write_down", menu.id, "title"),
        custom_attrs=kit.attributes(aria_label="Name of the workout", maxLength=120),
    )
    return [
        name,
        _note("Note", "note", menu.note),
        kit.button("Done", block=True, on_click=call("closeDialog", "menu")),
    ]


def _plates() -> list[Any]:
    side = rx.foreach(
        menu.side,
        lambda plate: rx.el.span(
            plate.label,
            class_name=["plate", plate.tone],
            custom_attrs=kit.properties(v=plate.size),
            key=plate.id,
        ),
    )
    bars = rx.foreach(
        menu.bars,
        lambda bar: kit.button(
            bar.label,
            size="sm",
            on_click=call("pickBar", bar.value),
            custom_attrs=kit.attributes(aria_pressed=rx.cond(bar.picked, "true", "false")),
            key=bar.value,
        ),
    )
    return [
        rx.el.p(menu.target, class_name="text-figure num ink"),
        rx.el.div(rx.el.span(class_name="sleeve"), side, class_name="bar-side", aria_hidden="true"),
        rx.el.p(menu.loaded, class_name="text-lead semibold num ink", role="status"),
        rx.cond(menu.remainder != "", rx.el.p(menu.remainder, class_name="ink-warning", role="status"), None),
        rx.el.div(bars, class_name="filters wrap kinds", role="group", aria_label="Bar"),
        kit.button("Done", block=True, on_click=call("closeDialog", "menu")),
    ]


@rx.memo
def choice(rest: rx.RestProp, *, one: rx.Var[Choice]) -> rx.Component:
    """One exercise to do instead."""
    load = rx.el.span(one.load, class_name="num semibold")
    return rx.fragment(
        rest, kit.line(one.name, one.detail, end=load, on_click=call("swap", one.id), chevron=False)
    )


def _swap() -> list[Any]:
    nothing = kit.empty("Nothing like it", "Your library has no other exercise for this muscle.")
    return [
        rx.el.p("What you have done stays. The load is worked out for the new exercise.", class_name="ink-2"),
        rx.cond(
            menu.choices.length() > 0,
            kit.rows(rx.foreach(menu.choices, lambda one: choice(one=one, key=one.id))),
            nothing,
        ),
    ]


@rx.memo
def actions() -> rx.Component:
    """What can be done to one set, one exercise or the workout."""
    body = rx.match(
        menu.kind,
        ("set", rx.fragment(*_set())),
        ("exercise", rx.fragment(*_exercise())),
        ("plates", rx.fragment(*_plates())),
        ("swap", rx.fragment(*_swap())),
        ("workout", rx.fragment(*_workout())),
        rx.fragment(),
    )
    return kit.dialog("menu", menu.title, kit.col(body, class_name="mt-4 ink", gap=2))


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
