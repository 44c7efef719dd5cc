"""What the editor of a template is made of: its words, its exercises, its versions."""

from typing import Any

import reflex as rx

from rythm.templates.rules import MAX_EXERCISES
from rythm.ui import kit
from rythm.ui.admin.template.lines import Field
from rythm.ui.admin.template.picker import PickerState
from rythm.ui.admin.template.state import FULL, TemplateState


def words() -> rx.Component:
    """Name, description and, for a new template, whose it is."""
    name = kit.field(
        "Name",
        "name",
        default=TemplateState.name,
        on_blur=TemplateState.rename,
        error=TemplateState.errors["name"],
        autocomplete="off",
        placeholder="Upper A",
    )
    scope = kit.select(
        "For",
        "scope",
        TemplateState.scopes,
        value=TemplateState.scope,
        on_change=TemplateState.pick_scope,
        error=TemplateState.errors["scope"],
    )
    return kit.col(
        rx.cond(
            TemplateState.is_new & (TemplateState.scopes.length() > 1),
            kit.grid(name, scope, wide="2-1"),
            name,
        ),
        kit.textarea(
            "Description",
            "description",
            default=TemplateState.description,
            on_blur=TemplateState.describe,
            error=TemplateState.errors["description"],
            rows=2,
        ),
    )


def figures() -> rx.Component:
    """Sets and minutes, and every set as a bar."""
    return kit.row(
        _figure(TemplateState.lines.length(), "exercises"),
        _figure(TemplateState.sets, "sets"),
        _figure(TemplateState.minutes, "min"),
        kit.spacer(),
        rx.el.span(
            kit.pulse(TemplateState.bars, label="Each set, as high as its repetitions"),
            class_name="wide-only",
        ),
        gap=6,
    )


def _figure(value: Any, unit: str) -> rx.Component:
    return rx.el.p(
        rx.el.span(value, class_name="text-title num"), rx.el.span(" " + unit, class_name="text-small ink-3")
    )


def _cell(label: str, field: Field, line: Any, *, decimals: bool = False) -> rx.Component:
    return kit.number(
        label,
        field,
        id=f"{line.exercise_id}-{field}",
        decimals=decimals,
        default=line[field],
        error=line.errors[field],
        on_blur=lambda value: TemplateState.change(line.exercise_id, field, value),
    )


def _moves(line: Any, index: Any) -> rx.Component:
    last = index == TemplateState.lines.length() - 1
    return kit.row(
        kit.icon_button(
            "arrow-up",
            "Move " + line.name + " up",
            on_click=TemplateState.move(line.exercise_id, -1),
            disabled=index == 0,
        ),
        kit.icon_button(
            "arrow-down",
            "Move " + line.name + " down",
            on_click=TemplateState.move(line.exercise_id, 1),
            disabled=last,
        ),
        kit.icon_button("trash", "Take out " + line.name, on_click=TemplateState.remove(line.exercise_id)),
        gap=0,
        class_name="shrink-0",
    )


def _heading(line: Any, index: Any) -> rx.Component:
    return kit.row(
        rx.el.span(index + 1, class_name="num ink-3"),
        kit.col(
            rx.el.h2(line.name, class_name="medium truncate"),
            rx.el.p(line.detail, class_name="text-small ink-3 truncate"),
            gap=0,
            class_name="grow",
        ),
    )


def _editor(line: Any, index: Any) -> rx.Component:
    return kit.card(
        kit.col(
            kit.row(_heading(line, index), kit.spacer(), _moves(line, index)),
            kit.form_error(line.errors["exercise_id"]),
            kit.grid(
                _cell("Sets", "sets", line),
                _cell("Reps from", "reps_min", line),
                _cell("to", "reps_max", line),
                _cell("Weight, kg", "weight_kg", line, decimals=True),
                _cell("RPE", "rpe", line, decimals=True),
                _cell("Rest", "rest_seconds", line),
                columns=3,
                wide="6",
                gap=2,
            ),
            kit.field(
                "Note on " + line.name,
                "note",
                id=f"{line.exercise_id}-note",
                default=line.note,
                error=line.errors["note"],
                placeholder="Note or cue",
                hide_label=True,
                autocomplete="off",
                on_blur=lambda value: TemplateState.change(line.exercise_id, "note", value),
            ),
        ),
        key=line.exercise_id,
    )


def _reading(line: Any, index: Any) -> rx.Component:
    return kit.card(
        _heading(line, index),
        rx.el.p(line.summary, class_name="num ink-2 mt-2"),
        rx.cond(line.note, rx.el.p(line.note, class_name="text-small ink-3 mt-1 prewrap"), rx.fragment()),
        key=line.exercise_id,
    )


def editor() -> rx.Component:
    """The template as it is changed."""
    full = TemplateState.lines.length() >= MAX_EXERCISES
    add = kit.button("Add exercises", icon_name="plus", on_click=PickerState.open, disabled=full)
    filled = kit.col(
        rx.foreach(TemplateState.lines, _editor),
        kit.row(add, rx.cond(full, rx.el.p(FULL, class_name="text-small ink-3"), rx.fragment())),
        gap=4,
    )
    unfilled = kit.empty(
        "No exercises yet", "Choose from the library; sets, repetitions and rest follow.", add
    )
    return kit.col(
        kit.form_error(TemplateState.errors["form"]),
        words(),
        figures(),
        rx.cond(TemplateState.lines, filled, unfilled),
        gap=4,
    )


def reading() -> rx.Component:
    """The template as those see it who may not change it."""
    return kit.col(
        kit.form_error(TemplateState.errors["form"]),
        kit.banner(
            TemplateState.reason,
            " Make a copy to have one of your own.",
            tone="info",
            icon_name="lock",
        ),
        rx.cond(
            TemplateState.description,
            rx.el.p(TemplateState.description, class_name="ink-2 prewrap"),
            rx.fragment(),
        ),
        figures(),
        rx.foreach(TemplateState.lines, _reading),
        gap=4,
    )


def _version(version: Any) -> rx.Component:
    is_current = version.number == TemplateState.version
    restore = rx.cond(
        TemplateState.can_change,
        kit.button(
            "Restore",
            kind="quiet",
            size="sm",
            aria_label="Restore version " + version.number.to_string(),
            on_click=TemplateState.restore(version.number),
        ),
        rx.fragment(),
    )
    return kit.line(
        rx.el.span("Version ", version.number),
        version.saved,
        end=rx.cond(is_current, kit.badge("Current", tone="accent"), restore),
        key=version.number,
    )


def versions() -> rx.Component:
    """Who saved it when, and the way back."""
    return rx.cond(
        TemplateState.is_new,
        rx.fragment(),
        kit.col(
            kit.section_head("Versions"),
            kit.rows(rx.foreach(TemplateState.versions, _version)),
            rx.el.p(
                "A workout already begun keeps its version. The next one begins with the newest.",
                class_name="text-small ink-3",
            ),
        ),
    )
