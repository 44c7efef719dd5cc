"""The gym's bars and plates: what the plate calculator of its members may use."""

from typing import Any

import reflex as rx

from rythm.access import Permission
from rythm.ui import kit, routes
from rythm.ui.admin.gym.state import GymState
from rythm.ui.me import Me
from rythm.ui.page import Page
from rythm.ui.pwa.chip import chip
from rythm.ui.shells import admin

UNITS = (("kg", "Kilograms"), ("lb", "Pounds"))
FORM = "equipment"


def _remove(label: Any, key: Any) -> rx.Component:
    return kit.icon_button("trash", label, on_click=GymState.remove(key))


def _bar(bar: rx.Var[Any]) -> rx.Component:
    name, weight = "bar_name-" + bar.key, "bar_kg-" + bar.key
    return rx.el.li(
        kit.field("Name", name, default=bar.name, error=GymState.errors[name]),
        kit.number(
            "Weight",
            weight,
            unit=GymState.unit,
            decimals=True,
            default=bar.weight,
            error=GymState.errors[weight],
        ),
        _remove("Remove " + rx.cond(bar.name, bar.name, "this bar"), bar.key),
        class_name="gear gear-bar",
        key=bar.key,
    )


def _plates(plates: rx.Var[Any]) -> rx.Component:
    weight, pairs = "plate_kg-" + plates.key, "pairs-" + plates.key
    what = rx.cond(plates.weight, plates.weight + " " + GymState.unit + " plates", "these plates")
    return rx.el.li(
        kit.number(
            "Weight",
            weight,
            unit=GymState.unit,
            decimals=True,
            default=plates.weight,
            error=GymState.errors[weight],
        ),
        kit.number("Pairs", pairs, default=plates.pairs, error=GymState.errors[pairs]),
        _remove("Remove " + what, plates.key),
        class_name="gear",
        key=plates.key,
    )


def _bars() -> rx.Component:
    return kit.card(
        kit.card_head("Bars"),
        rx.el.ul(rx.foreach(GymState.bars, _bar), class_name="col gap-3 mt-3"),
        kit.button("Add bar", icon_name="plus", on_click=GymState.add_bar, class_name="mt-3"),
    )


def _all_plates() -> rx.Component:
    return kit.card(
        kit.card_head("Plates"),
        rx.el.p(
            "A pair is two plates of the same weight. Count the pairs one bar can get.", class_name="hint"
        ),
        rx.el.ul(rx.foreach(GymState.plates, _plates), class_name="col gap-3 mt-3"),
        kit.button("Add plates", icon_name="plus", on_click=GymState.add_plates, class_name="mt-3"),
    )


def _form() -> rx.Component:
    return rx.el.form(
        kit.card(
            kit.card_head("What is stamped on them"),
            kit.col(
                kit.segmented(UNITS, GymState.unit, GymState.pick_unit, label="Unit"),
                rx.el.p(
                    "Members see weights in the unit they like. The other unit starts with a usual set.",
                    class_name="hint",
                ),
                gap=2,
                class_name="mt-3",
            ),
        ),
        kit.grid(_bars(), _all_plates(), columns=1, wide="2", gap=4, class_name="items-start"),
        rx.el.p(GymState.reach, class_name="ink-2", role="status"),
        kit.form_error(rx.cond(GymState.errors, "Not saved yet: some fields above need another look.", "")),
        kit.row(
            kit.button("Start over", kind="quiet", on_click=GymState.start_over),
            kit.button("Save", kind="primary", submit=True),
            gap=3,
            class_name="justify-end",
        ),
        on_submit=GymState.save,
        class_name="col gap-4",
        custom_attrs={"id": FORM, "noValidate": True},
    )


def page() -> rx.Component:
    """`/admin/gym`."""
    no_gym = kit.empty(
        "You stand in no gym",
        "Bars and plates belong to a gym. Its admins say what it has.",
        kit.button("Tenants", href=routes.TENANTS),
    )
    return admin(
        rx.cond(
            GymState.loaded, rx.cond(GymState.in_gym, _form(), no_gym), kit.skeleton_rows(6, avatars=False)
        ),
        current=routes.GYM,
        me=Me,
        title="Bars and plates",
        note="The plate calculator of every member uses what is here.",
        chip=chip(),
    )


PAGE = Page(routes.GYM, "Bars and plates", page, on_load=[GymState.load], allow=Permission.GYM_MANAGE)
