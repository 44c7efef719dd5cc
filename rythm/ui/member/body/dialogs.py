"""The dialogs of the body page: log or correct a value, set a goal, choose what to measure."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.member.body.state import BodyState
from rythm.ui.pwa.away import while_away

State = BodyState
DROP = "body-drop"
KEPT = "It is saved once there is signal, as long as this stays open."


def dialogs() -> rx.Component:
    """Every dialog of the page; one is open at most."""
    called = rx.cond(State.own_name != "", State.own_name, State.name.lower())
    return rx.fragment(
        _entry("log", f"Log {called}", []),
        _entry("edit", "Change entry", [kit.button("Remove", kind="danger", on_click=State.remove)]),
        _goal(),
        _drop(),
        _measure(),
        _rename(),
    )


def _dialog(ident: str, title: Any, *children: Any, wide: bool = False) -> rx.Component:
    return kit.dialog(
        f"body-{ident}", title, *children, opened=State.opened == ident, on_close=State.close, wide=wide
    )


def _form(*children: Any, on_submit: Any) -> rx.Component:
    return rx.el.form(
        kit.form_error(State.errors["form"]),
        while_away(KEPT),
        *children,
        on_submit=on_submit,
        class_name="col gap-4 mt-4",
        no_validate=True,
    )


def _entry(ident: str, title: Any, more: list[Any]) -> rx.Component:
    return _dialog(
        ident,
        title,
        _form(
            kit.number(
                State.name,
                "value",
                id=f"{ident}-value",
                unit=State.unit,
                decimals=True,
                default=State.value,
                size="lg",
                error=State.errors["value"],
            ),
            kit.field(
                "Day",
                "measured_at",
                id=f"{ident}-day",
                kind="date",
                default=State.day,
                max=State.today,
                error=State.errors["measured_at"],
            ),
            kit.textarea(
                "Note",
                "note",
                id=f"{ident}-note",
                default=State.note,
                rows=2,
                error=State.errors["note"],
            ),
            kit.row(
                *more,
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=State.close),
                kit.button("Save", kind="primary", submit=True),
            ),
            on_submit=State.save,
        ),
    )


def _goal() -> rx.Component:
    drop = kit.button("Give it up", kind="danger", on_click=kit.show(DROP))
    return _dialog(
        "goal",
        f"{State.name} goal",
        _form(
            kit.number(
                "Target",
                "target",
                unit=State.unit,
                decimals=True,
                default=State.goal_target,
                size="lg",
                error=State.errors["target"],
            ),
            kit.field(
                "By, if there is a day",
                "due_on",
                kind="date",
                default=State.goal_due,
                min=State.today,
                hint="It starts from where your trend is now.",
                error=State.errors["due_on"],
            ),
            kit.row(
                rx.cond(State.goal, drop, rx.fragment()),
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=State.close),
                kit.button("Save", kind="primary", submit=True),
            ),
            on_submit=State.aim,
        ),
    )


def _drop() -> rx.Component:
    return kit.confirm(
        DROP,
        "Give this goal up?",
        "How far you have come towards it is forgotten. What you logged stays.",
        action="Give it up",
        keep="Keep it",
        on_confirm=State.drop_goal,
    )


def _own(name: Any, unit: Any, ident: str) -> tuple[rx.Component, rx.Component]:
    return (
        kit.field(
            "Name",
            "own_name",
            id=f"{ident}-name",
            default=name,
            placeholder="Resting pulse",
            error=State.errors["name"],
        ),
        kit.field(
            "Unit",
            "own_unit",
            id=f"{ident}-unit",
            default=unit,
            placeholder="bpm",
            error=State.errors["unit"],
        ),
    )


def _measure() -> rx.Component:
    name, unit = _own("", "", "new")
    return _dialog(
        "measure",
        "Measure something else",
        kit.col(
            kit.row(
                rx.foreach(
                    State.others,
                    lambda one: kit.filter_chip(one.name, False, State.choose(one.key), key=one.key),
                ),
                gap=2,
                class_name="wrap",
            ),
            rx.el.h3("Or something of your own", class_name="semibold ink mt-2"),
            gap=3,
            class_name="mt-3",
        ),
        _form(
            kit.grid(name, unit, columns=2, class_name="items-start"),
            kit.row(
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=State.close),
                kit.button("Add", submit=True),
            ),
            on_submit=State.add_metric,
        ),
    )


def _rename() -> rx.Component:
    name, unit = _own(State.own_name, State.unit, "rename")
    return _dialog(
        "rename",
        f"Change {State.name}",
        _form(
            kit.grid(name, unit, columns=2, class_name="items-start"),
            kit.row(
                kit.button("Put away", kind="danger", on_click=State.put_away),
                kit.spacer(),
                kit.button("Cancel", kind="quiet", on_click=State.close),
                kit.button("Save", kind="primary", submit=True),
            ),
            on_submit=State.rename,
        ),
    )
