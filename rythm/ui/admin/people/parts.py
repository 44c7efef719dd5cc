"""What the people page is made of: the table, and the slide-over with its three faces."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.admin.password import temporary_password
from rythm.ui.admin.people.state import PeopleState
from rythm.ui.admin.words import ROLES

STATUSES = [("active", "Active"), ("disabled", "Disabled")]


def filters() -> list[rx.Component]:
    """Search, role and status."""
    return [
        kit.search("Name or e-mail", on_change=PeopleState.search.debounce(250)),
        kit.select(
            "Role",
            "role-filter",
            [(role.value, name) for role, name in ROLES.items()],
            empty="All roles",
            hide_label=True,
            value=PeopleState.role,
            on_change=PeopleState.pick_role,
        ),
        kit.select(
            "Status",
            "status-filter",
            STATUSES,
            empty="Any status",
            hide_label=True,
            value=PeopleState.status,
            on_change=PeopleState.pick_status,
        ),
    ]


def _status(person: Any) -> rx.Component:
    return rx.cond(
        person.is_disabled,
        kit.row(kit.dot(), "Disabled", gap=2),
        kit.row(kit.dot("success"), "Active", gap=2),
    )


def _row(person: Any) -> rx.Component:
    return kit.tr(
        rx.cond(
            person.can_change,
            kit.person_cell(person.name, person.email, on_click=PeopleState.open_edit(person.id)),
            kit.person_cell(person.name, person.email),
        ),
        kit.td(
            rx.el.span(
                person.role_name,
                rx.cond(person.is_disabled, rx.el.small("Disabled", class_name="phone-only"), rx.fragment()),
                class_name="cell-two",
            ),
            class_name="ink-2",
        ),
        kit.td(rx.cond(person.coach, person.coach, "–"), wide=True, class_name="ink-2"),
        kit.td(_status(person), wide=True, class_name="ink-2"),
        kit.td(person.added, wide=True, right=True, class_name="ink-2"),
        selected=(PeopleState.panel == "edit") & (PeopleState.edited.id == person.id),
        key=person.id,
    )


def people_table() -> rx.Component:
    """Everybody the filters keep, a page at a time."""
    return rx.fragment(
        kit.table(
            [
                kit.th("Name"),
                kit.th("Role"),
                kit.th("Coach", wide=True),
                kit.th("Status", wide=True),
                kit.th("Added", wide=True, right=True),
            ],
            rx.foreach(PeopleState.rows, _row),
            label="People",
        ),
        rx.cond(
            PeopleState.total == 1,
            kit.empty(
                "Just you so far",
                "Add your coaches first, then the people they train. Each gets a password to start with.",
            ),
            rx.fragment(),
        ),
        rx.cond(
            PeopleState.more,
            kit.row(kit.button("Show more", on_click=PeopleState.load_more), class_name="p-4 justify-center"),
            rx.fragment(),
        ),
    )


def panel() -> rx.Component:
    """Adds a person, shows the password of the one added, or changes one."""
    return rx.fragment(
        kit.slide_over(
            "add-person",
            "Add person",
            *_add_fields(),
            opened=PeopleState.panel == "add",
            on_close=PeopleState.close("add"),
            on_submit=PeopleState.add,
            foot=_foot("add", "Add"),
        ),
        kit.slide_over(
            "added-person",
            "Person added",
            _added(),
            opened=PeopleState.panel == "added",
            on_close=PeopleState.close("added"),
            foot=[kit.spacer(), kit.button("Done", kind="primary", on_click=PeopleState.close("added"))],
        ),
        kit.slide_over(
            "edit-person",
            PeopleState.edited.name,
            *_edit_fields(),
            opened=PeopleState.panel == "edit",
            on_close=PeopleState.close("edit"),
            on_submit=PeopleState.save,
            foot=[_access(), *_foot("edit", "Save")],
        ),
        kit.confirm(
            "disable-person",
            "Disable " + PeopleState.edited.name + "?",
            "They are shut out at once. Their training stays, and you can enable them again.",
            action="Disable",
            on_confirm=PeopleState.disable,
            opened=PeopleState.asking,
            on_close=PeopleState.keep,
        ),
    )


def _foot(panel: str, word: str) -> list[rx.Component]:
    return [
        kit.spacer(),
        kit.button("Cancel", on_click=PeopleState.close(panel)),
        kit.button(word, kind="primary", submit=True),
    ]


def _add_fields() -> list[rx.Component]:
    return [
        kit.form_error(PeopleState.errors["form"]),
        kit.field("Name", "name", autocomplete="off", error=PeopleState.errors["name"]),
        kit.field(
            "E-mail",
            "email",
            kind="email",
            autocomplete="off",
            error=PeopleState.errors["email"],
            hint="They sign in with it.",
        ),
        *_role_and_coach(),
    ]


def _edit_fields() -> list[rx.Component]:
    person = PeopleState.edited
    return [
        kit.form_error(PeopleState.errors["form"]),
        kit.row(
            kit.avatar(person.name, "lg"),
            kit.col(
                rx.el.p(person.email, class_name="medium truncate"),
                rx.el.p("Here since ", person.added, class_name="text-small ink-3"),
                gap=0,
            ),
            gap=4,
        ),
        rx.cond(
            person.is_disabled,
            kit.banner("Disabled: they cannot sign in here.", tone="warning"),
            rx.fragment(),
        ),
        *_role_and_coach(),
    ]


def _role_and_coach() -> list[rx.Component]:
    return [
        kit.select(
            "Role",
            "role",
            PeopleState.roles,
            default=PeopleState.edited.role,
            on_change=PeopleState.choose_role,
            error=PeopleState.errors["role"],
        ),
        rx.cond(
            PeopleState.form_role == "athlete",
            kit.select(
                "Coach",
                "coach_id",
                PeopleState.coaches,
                default=PeopleState.edited.coach_id,
                empty="No coach",
                error=PeopleState.errors["coach_id"],
                hint="The coach sees their training.",
            ),
            rx.fragment(),
        ),
    ]


def _access() -> rx.Component:
    return rx.cond(
        PeopleState.edited.is_disabled,
        kit.button("Enable", kind="quiet", on_click=PeopleState.enable),
        kit.button("Disable", kind="danger", on_click=PeopleState.ask),
    )


def _added() -> rx.Component:
    return rx.fragment(
        kit.banner(PeopleState.added, " can sign in now.", tone="success"),
        temporary_password(PeopleState.password, PeopleState.copied, PeopleState.mark_copied),
    )
