"""What the tenants page is made of: the table, the form for a new tenant, the questions."""

from typing import Any

import reflex as rx

from rythm.ui import kit
from rythm.ui.admin.password import temporary_password
from rythm.ui.system.tenants.state import TenantsState

STATUSES = [("active", "Active"), ("suspended", "Suspended")]


def filters() -> list[rx.Component]:
    """Search and status."""
    return [
        kit.search("Tenant or organisation", on_change=TenantsState.search.debounce(250)),
        kit.select(
            "Status",
            "status-filter",
            STATUSES,
            empty="Any status",
            hide_label=True,
            value=TenantsState.status,
            on_change=TenantsState.pick_status,
        ),
    ]


def _row(tenant: Any) -> rx.Component:
    name = rx.el.span(
        rx.el.span(tenant.name, class_name="medium"), rx.el.small(tenant.slug), class_name="cell-two"
    )
    status = rx.cond(
        tenant.is_suspended,
        kit.row(kit.dot("warning"), "Suspended", gap=2),
        kit.row(kit.dot("success"), "Active", gap=2),
    )
    return kit.tr(
        kit.td(name, fill=True),
        kit.td(tenant.organisation, wide=True, class_name="ink-2"),
        kit.td(tenant.people, right=True, class_name="ink-2"),
        kit.td(status, class_name="ink-2"),
        kit.td(tenant.opened, wide=True, class_name="ink-2"),
        kit.td(
            kit.row(
                kit.button(
                    rx.cond(tenant.is_suspended, "Reactivate", "Suspend"),
                    kind="quiet",
                    size="sm",
                    aria_label=rx.cond(tenant.is_suspended, "Reactivate ", "Suspend ") + tenant.name,
                    on_click=TenantsState.ask(tenant.id),
                ),
                class_name="justify-end",
            )
        ),
        key=tenant.id,
    )


def tenants_table() -> rx.Component:
    """The tenants the filters keep, a page at a time."""
    return rx.fragment(
        kit.table(
            [
                kit.th("Tenant"),
                kit.th("Organisation", wide=True),
                kit.th("People", right=True),
                kit.th("Status"),
                kit.th("Opened", wide=True),
                kit.th("Action", hidden=True),
            ],
            rx.foreach(TenantsState.rows, _row),
            label="Tenants",
        ),
        rx.cond(
            TenantsState.more,
            kit.row(
                kit.button("Show more", on_click=TenantsState.load_more), class_name="p-4 justify-center"
            ),
            rx.fragment(),
        ),
    )


def panels() -> rx.Component:
    """The form for a new tenant, what came of it, and the questions before one is shut or opened."""
    return rx.fragment(
        kit.slide_over(
            "create-tenant",
            "New tenant",
            *_fields(),
            opened=TenantsState.panel == "create",
            on_close=TenantsState.close("create"),
            on_submit=TenantsState.create,
            foot=[
                kit.spacer(),
                kit.button("Cancel", on_click=TenantsState.close("create")),
                kit.button("Open tenant", kind="primary", submit=True),
            ],
        ),
        kit.slide_over(
            "created-tenant",
            TenantsState.opened,
            kit.banner(TenantsState.admin, " can sign in now.", tone="success"),
            temporary_password(TenantsState.password, TenantsState.copied, TenantsState.mark_copied),
            opened=TenantsState.panel == "created",
            on_close=TenantsState.close("created"),
            foot=[kit.spacer(), kit.button("Done", kind="primary", on_click=TenantsState.close("created"))],
        ),
        kit.confirm(
            "suspend-tenant",
            "Suspend " + TenantsState.asked.name + "?",
            "Nobody can sign in there, and everybody signed in is shut out. Nothing is deleted.",
            action="Suspend",
            on_confirm=TenantsState.suspend,
            opened=TenantsState.panel == "suspend",
            on_close=TenantsState.close("suspend"),
        ),
        kit.confirm(
            "reactivate-tenant",
            "Reactivate " + TenantsState.asked.name + "?",
            "Its people can sign in again at once.",
            action="Reactivate",
            on_confirm=TenantsState.reactivate,
            opened=TenantsState.panel == "reactivate",
            on_close=TenantsState.close("reactivate"),
            destroys=False,
        ),
    )


def _fields() -> list[rx.Component]:
    errors = TenantsState.errors
    return [
        kit.form_error(errors["form"]),
        kit.field(
            "Name of the tenant",
            "name",
            on_change=TenantsState.suggest.debounce(200),
            autocomplete="off",
            error=errors["name"],
        ),
        kit.field(
            "Short name",
            "slug",
            placeholder=TenantsState.slug,
            hint="In addresses. Left empty, it is made from the name.",
            autocomplete="off",
            error=errors["slug"],
        ),
        kit.field(
            "Organisation",
            "organisation_name",
            hint="Who owns it. Left empty, it is called like the tenant.",
            autocomplete="off",
            error=errors["organisation_name"],
        ),
        kit.field(
            "Brand colour",
            "brand",
            kind="color",
            default=TenantsState.brand,
            on_change=TenantsState.pick_brand.debounce(100),
            error=errors["brand"],
        ),
        _preview(),
        kit.section_head("First admin"),
        kit.field("Name", "admin_name", autocomplete="off", error=errors["admin_name"]),
        kit.field("E-mail", "admin_email", kind="email", autocomplete="off", error=errors["admin_email"]),
    ]


def _preview() -> rx.Component:
    def on(theme: str) -> rx.Component:
        colours = {"brand": TenantsState.brand, "on-brand": TenantsState.on_brand}
        return rx.el.div(
            rx.el.span("Start workout", class_name="btn btn-primary grow"),
            class_name=f"{theme} banner",
            custom_attrs=kit.properties(**colours),
        )

    return kit.col(
        kit.grid(on("dark"), on("light"), columns=2),
        rx.el.p("Text on it: ", TenantsState.ratio, " contrast, at least 4.5 is needed.", class_name="hint"),
        gap=2,
    )
