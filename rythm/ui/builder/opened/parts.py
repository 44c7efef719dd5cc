"""The open exercise: all sets at once, each set by itself, and what stands beside them."""

from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex_base.vars.base import Var
from reflex_base.vars.function import ArgsFunctionOperation, FunctionVar

from rythm.templates.sets import MAX_SETS
from rythm.ui import kit
from rythm.ui.builder.draft import PROGRESSIONS
from rythm.ui.builder.picker import PickerState
from rythm.ui.builder.state import BuilderState
from rythm.ui.builder.typed import KINDS, LOADS
from rythm.ui.kit.markup import attributes

COMMIT: Any = ArgsFunctionOperation.create(
    ("key",), Var("key === 'Enter' && document.activeElement.blur()")
).to(FunctionVar, EventChain)
"""Enter takes what was typed, as leaving the field does."""
OWN_PROGRESSION = [("", "As the template says"), *PROGRESSIONS.items()]


def panel() -> rx.Component:
    """All of the open exercise; drawn anew for another one."""
    return kit.col(
        _all_sets(),
        _sets(),
        _beside(),
        _alternatives(),
        gap=4,
        class_name="opened",
        key=BuilderState.opened.id,
    )


def _all_sets() -> rx.Component:
    opened = BuilderState.opened
    entry = kit.field(
        "All sets at once",
        "quick",
        id="quick",
        key=opened.quick,
        default=opened.quick,
        placeholder="4 × 6–8 at RPE 8, rest 2:00",
        error=opened.quick_error,
        autocomplete="off",
        on_blur=lambda value: BuilderState.say_all(opened.id, value),
        on_key_down=COMMIT,
    )
    return kit.col(
        entry,
        rx.el.div(
            rx.foreach(
                opened.examples,
                lambda text: rx.el.button(
                    text,
                    type="button",
                    class_name="chip num",
                    on_click=BuilderState.say_all(opened.id, text),
                ),
            ),
            class_name="examples",
            role="group",
            aria_label="Usual prescriptions",
        ),
        gap=2,
    )


def _sets() -> rx.Component:
    full = BuilderState.open_sets.length() >= MAX_SETS
    return rx.el.div(
        _names(),
        rx.el.ol(rx.foreach(BuilderState.open_sets, _set), class_name="set-list"),
        kit.row(
            kit.button("Set", icon_name="plus", size="sm", on_click=BuilderState.add_set, disabled=full,
                       aria_label="Add a set"),
            kit.button("Warm-up", icon_name="plus", kind="quiet", size="sm",
                       on_click=BuilderState.add_warmup, disabled=full, aria_label="Add a warm-up"),
            kit.spacer(),
            rx.el.span(
                kit.filter_chip("Tempo and rest", BuilderState.is_detailed, BuilderState.show_details),
                class_name="phone-only",
            ),
            gap=1,
            class_name="mt-2",
        ),
        class_name=rx.cond(BuilderState.is_detailed, "", "sets-plain"),
    )  # fmt: skip


def _names() -> rx.Component:
    opened = BuilderState.opened
    return rx.el.div(
        rx.el.span("Set", class_name="set-mark"),
        rx.cond(opened.by_reps, rx.el.span("Reps", class_name="set-cell"), rx.fragment()),
        rx.cond(opened.by_distance, rx.el.span("Distance", class_name="set-cell"), rx.fragment()),
        rx.cond(opened.by_time, rx.el.span("Time", class_name="set-cell"), rx.fragment()),
        rx.el.span("Load", class_name="set-cell"),
        rx.el.span(class_name="set-by"),
        rx.el.span("Tempo", class_name="set-tempo wide-only"),
        rx.el.span("Rest", class_name="set-rest wide-only"),
        rx.el.span(class_name="set-tools"),
        class_name="set-names",
        aria_hidden="true",
    )


def _cell(one: Any, index: Any, field: str, name: str, look: str, **props: Any) -> rx.Component:
    described = rx.cond(one.told, f"set-{one.id}-told", "")
    return rx.el.span(
        rx.el.input(
            type="text",
            default_value=one[field],
            on_blur=lambda value: BuilderState.change_set(one.id, field, value),
            on_key_down=COMMIT,
            class_name="input num",
            custom_attrs=attributes(
                aria_label=f"Set {index + 1}, {name}",
                aria_invalid=rx.cond(one.errors[field], "true", "false"),
                aria_describedby=described,
                autoComplete="off",
            ),
            **props,
        ),
        class_name=look,
    )


def _set(one: Any, index: Any) -> rx.Component:
    opened = BuilderState.opened
    by = rx.el.span(
        kit.select(
            f"Set {index + 1}, load counted in",
            "by",
            list(LOADS.items()),
            id=f"set-{one.id}-by",
            value=one.load_by,
            hide_label=True,
            on_change=lambda value: BuilderState.change_set(one.id, "load_by", value),
        ),
        class_name="set-by",
    )
    return rx.el.li(
        rx.el.span(_mark(one, index), class_name="set-mark"),
        rx.cond(opened.by_reps, _cell(one, index, "reps", "repetitions", "set-cell", placeholder="any")),
        rx.cond(opened.by_distance, _cell(one, index, "distance", "distance", "set-cell", placeholder="m")),
        rx.cond(opened.by_time, _cell(one, index, "time", "time", "set-cell", placeholder="0:00")),
        _cell(one, index, "load", "load", "set-cell", input_mode="decimal", placeholder="–"),
        by,
        rx.el.span(
            _cell(one, index, "tempo", "tempo", "set-tempo", placeholder="Tempo"),
            _cell(one, index, "rest", "rest", "set-rest", placeholder=opened.rest),
            class_name="set-more",
        ),
        rx.el.span(
            kit.icon_button("copy", f"Set {index + 1} again", size="sm",
                            on_click=BuilderState.double_set(one.id)),
            kit.icon_button("minus", f"Take out set {index + 1}", size="sm",
                            on_click=BuilderState.remove_set(one.id)),
            class_name="set-tools",
        ),
        rx.cond(
            one.told,
            rx.el.p(
                kit.icon("alert", "sm"), one.told,
                class_name="error", custom_attrs=attributes(id=f"set-{one.id}-told"),
            ),
        ),
        class_name="set",
        key=one.id,
    )  # fmt: skip


def _mark(one: Any, index: Any) -> rx.Component:
    """Number or letter of the set; opens what kind it is, and what can be done with it."""
    ident = f"set-{one.id}-menu"
    kinds = [
        rx.el.button(
            kit.icon("check", "sm", class_name=rx.cond(one.kind == kind, "", "invisible")),
            words,
            type="button",
            on_click=BuilderState.change_set(one.id, "kind", kind),
        )
        for kind, words in KINDS.items()
    ]
    return rx.fragment(
        kit.button(
            rx.el.span(one.mark, class_name="semibold"),
            rx.el.span(
                rx.match(
                    one.kind,
                    *[(kind, words) for kind, words in KINDS.items() if kind != "working"],
                    KINDS["working"],
                ),
                class_name="wide-only medium ink-2",
            ),
            aria_label=f"Set {index + 1}: " + one.kind_words,
            custom_attrs=attributes(popoverTarget=ident),
        ),
        rx.el.div(
            *kinds,
            kit.menu_item("One more like it", BuilderState.double_set(one.id), icon_name="copy"),
            kit.menu_item("Take it out", BuilderState.remove_set(one.id), icon_name="trash", danger=True),
            class_name="menu",
            custom_attrs=attributes(
                id=ident, popover="auto", onClick=rx.Var("((event) => event.currentTarget.hidePopover())")
            ),
        ),
    )


def _beside() -> rx.Component:
    opened = BuilderState.opened
    rest = kit.field(
        "Rest after each set",
        "rest",
        id="line-rest",
        key="rest-" + opened.rest,
        default=opened.rest,
        error=opened.errors["rest"],
        hint=rx.cond(opened.mark, "In a superset one rests after the round.", ""),
        autocomplete="off",
        on_blur=lambda value: BuilderState.change(opened.id, "rest", value),
        on_key_down=COMMIT,
    )
    progression = kit.select(
        "Progression",
        "line-progression",
        OWN_PROGRESSION,
        value=opened.progression,
        hint=opened.says,
        on_change=lambda value: BuilderState.change(opened.id, "progression", value),
    )
    note = kit.field(
        "Note or cue",
        "line-note",
        default=opened.note,
        error=opened.errors["note"],
        autocomplete="off",
        placeholder="Pause on the chest",
        on_blur=lambda value: BuilderState.change(opened.id, "note", value),
        on_key_down=COMMIT,
    )
    return kit.col(kit.grid(rest, progression, wide="2"), note, kit.form_error(opened.errors["line"]))


def _alternatives() -> rx.Component:
    opened = BuilderState.opened
    return rx.el.div(
        rx.el.p("If it cannot be done", class_name="label"),
        rx.el.div(
            rx.foreach(
                opened.alternatives,
                lambda other: kit.chip(
                    other.name,
                    kit.icon_button(
                        "close",
                        f"Take out {other.name} as an alternative",
                        size="sm",
                        on_click=BuilderState.drop_alternative(other.id),
                    ),
                ),
            ),
            kit.button(
                "Alternative",
                icon_name="plus",
                kind="quiet",
                size="sm",
                aria_label="Add an alternative",
                on_click=PickerState.open_for("alternative", opened.id),
            ),
            class_name="alternatives",
        ),
        class_name="field",
    )
